import EctypeAnalysis
import EctypeDiagnostics
import EctypeModel

extension Configuration {
  /// Reads `ectype.json`. With errors the configuration is what could be understood.
  package static func read(
    _ source: SourceFile, file: FileID
  ) -> (configuration: Configuration, diagnostics: [Diagnostic]) {
    let (value, mistakes) = JSON5Parser.parse(source, file: file)
    guard let value else { return (Configuration(), mistakes) }
    var reader = ConfigurationReader()
    reader.readObject(value, "")
    reader.checkVersions()
    reader.checkSwiftNamespace()
    reader.checkSwiftFile()
    let order = { (diagnostic: Diagnostic) in diagnostic.primary.span.start }
    return (reader.configuration, reader.diagnostics.sorted { order($0) < order($1) })
  }
}

/// Takes the settings from the values of `ectype.json`, and says what is not one.
struct ConfigurationReader {
  var configuration = Configuration()
  var diagnostics: [Diagnostic] = []
  /// Where each setting's value stands.
  private(set) var places: [String: Span] = [:]

  /// An object of settings: the whole file, or what stands under a key such as `swift`.
  fileprivate mutating func readObject(_ value: JSON5Value, _ path: String) {
    if let target = Target(rawValue: path), case .bool(false) = value.kind {
      configuration.targets.remove(target)
      return
    }
    guard case .object(let members) = value.kind else {
      let name = path.isEmpty ? Configuration.fileName : path
      wrongType(value, name, Target(rawValue: path) == nil ? "an object" : "an object, or `false`")
      return
    }
    let prefix = path.isEmpty ? "" : path + "."
    let keys = Self.keys(below: prefix)
    var seen: [String: Span] = [:]
    for member in members {
      let name = prefix + member.key
      if let first = seen.updateValue(member.keySpan, forKey: member.key) {
        diagnostics.append(
          Diagnostic(
            .invalidConfiguration, "`\(name)` is set twice", at: member.keySpan,
            secondary: [Label(first, "the first time")], helps: [Help("leave one of them out")]))
      } else if !keys.contains(member.key) {
        unknown(member, path, keys)
      } else if let setting = Setting.all.first(where: { $0.key == name }) {
        places[name] = member.value.span
        setting.take(member.value, &self)
      } else {
        readObject(member.value, name)
      }
    }
  }

  /// The keys an object may have, in the table's order.
  private static func keys(below prefix: String) -> [String] {
    var keys: [String] = []
    for setting in Setting.all where setting.key.hasPrefix(prefix) {
      let key = String(setting.key.dropFirst(prefix.count).prefix { $0 != "." })
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  mutating func readNamespace(_ value: JSON5Value) {
    guard let name = string(value, "namespace") else { return }
    guard let module = moduleName(name) else {
      let fixed = name.split(separator: ".").map { NameRules.moduleSegment(String($0)) }
        .joined(separator: ".")
      report(
        "`namespace` is a module's name, as `MyApp`", at: value, label: "not a module's name",
        help: moduleName(fixed).map { "write `\"\($0)\"`" })
      return
    }
    configuration.namespace = module
  }

  mutating func readSources(_ value: JSON5Value) {
    guard case .array(let elements) = value.kind else {
      wrongType(value, "sources", "a list of paths")
      return
    }
    let paths = elements.compactMap { path($0, "sources") }
    if elements.isEmpty {
      report(
        "`sources` names no file or folder", at: value,
        help: "name the folder of the models: `[\"models\"]`")
    }
    configuration.sources = paths
  }

  mutating func readDerivations(_ value: JSON5Value) {
    guard case .array(let elements) = value.kind else {
      wrongType(value, "schemas.derive", "a list of protocols")
      return
    }
    configuration.schemas.derivations = elements.compactMap { element in
      guard let name = string(element, "schemas.derive") else { return nil }
      if let module = moduleName(name) { return Derivation(module: module) }
      report("`schemas.derive` names protocols, as `Phoenix.Param`", at: element)
      return nil
    }
  }

  private func moduleName(_ name: String) -> ModuleName? {
    let segments = name.split(separator: ".", omittingEmptySubsequences: false)
    let isModule = segments.allSatisfy { segment in
      segment.utf8.first.map { (0x41...0x5A).contains($0) } == true
        && segment.utf8.allSatisfy {
          $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
    }
    return isModule ? ModuleName(name) : nil
  }

  mutating func version(_ value: JSON5Value, _ key: String) -> Version? {
    guard let text = string(value, key) else { return nil }
    guard let version = Version(text) else {
      report("`\(key)` is a version, as `\"3.13\"`", at: value)
      return nil
    }
    return version
  }

  /// What the output needs must be there in the oldest versions that it must run on.
  fileprivate mutating func checkVersions() {
    let oldest = AnalysisSettings()
    tooOld("elixir.version", configuration.elixir.version, oldest.elixir, "Elixir")
    tooOld("elixir.ecto", configuration.elixir.ecto, oldest.ecto, "Ecto")
    let needed = AnalysisSettings.ectoOfUUIDv7
    guard configuration.schemas.primaryKey == .uuidV7, configuration.elixir.ecto < needed,
      let place = places["schemas.primaryKey"]
    else { return }
    let present = configuration.elixir.ecto
    diagnostics.append(
      Diagnostic(
        .unsupportedVersion, "a UUID of version 7 needs Ecto \(needed)", at: place,
        label: "the project is compiled for Ecto \(present)",
        secondary: places["elixir.ecto"].map { [Label($0, "which says so")] } ?? [],
        helps: [
          Help("where it runs on a newer one, say so: `elixir: { ecto: \"\(needed)\" }`"),
          Help("or write `\"uuid\"`, one of random bits"),
        ]))
  }

  private mutating func tooOld(
    _ key: String, _ version: Version, _ oldest: Version, _ product: String
  ) {
    guard version < oldest, let place = places[key] else { return }
    diagnostics.append(
      Diagnostic(
        .invalidConfiguration, "`\(key)` cannot be older than \(oldest)", at: place,
        label: "no output ever ran on \(product) \(version)",
        helps: [Help("write `\"\(oldest)\"`", edits: [TextEdit(place, "\"\(oldest)\"")])]))
  }

  // MARK: Values

  mutating func string(_ value: JSON5Value, _ key: String) -> String? {
    if case .string(let text) = value.kind { return text }
    wrongType(value, key, "a string")
    return nil
  }

  mutating func boolean(_ value: JSON5Value, _ key: String) -> Bool? {
    if case .bool(let flag) = value.kind { return flag }
    wrongType(value, key, "`true` or `false`")
    return nil
  }

  mutating func path(_ value: JSON5Value, _ key: String) -> String? {
    guard let text = string(value, key) else { return nil }
    if text.isEmpty || text.utf8.contains(0) {
      report(
        "`\(key)` is not a path", at: value,
        help: "write it as seen from the folder of `ectype.json`, which is `\".\"`")
      return nil
    }
    return text
  }

  /// The name of a file in the folder of the outputs, with the suffix of the example.
  mutating func fileName(_ value: JSON5Value, _ key: String, _ example: String) -> String? {
    guard let text = string(value, key) else { return nil }
    let suffix = example.drop { $0 != "." }
    let stem = text.utf8.dropLast(suffix.utf8.count)
    let isName =
      text.hasSuffix(suffix) && !stem.isEmpty && stem.first != UInt8(ascii: ".")
      && !text.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    if isName { return text }
    report(
      "`\(key)` is a file's name, as `\(example)`", at: value,
      label: "not the name of a `\(suffix)` file")
    return nil
  }

  mutating func choice(_ value: JSON5Value, _ key: String, _ choices: [String]) -> String? {
    guard let text = string(value, key) else { return nil }
    if choices.contains(text) { return text }
    var help: [Help] = []
    if let near = Suggestions.nearest(to: text, among: choices) {
      help = [Help("did you mean `\(near)`?", edits: [TextEdit(value.span, "\"\(near)\"")])]
    }
    diagnostics.append(
      Diagnostic(
        .invalidConfiguration, "`\(key)` cannot be `\(text)`", at: value.span,
        notes: ["it is one of \(list(choices))"], helps: help))
    return nil
  }

  // MARK: Mistakes

  private mutating func unknown(_ member: JSON5Member, _ path: String, _ keys: [String]) {
    let isLint = path == "lints"
    let name = path.isEmpty || isLint ? member.key : "\(path).\(member.key)"
    var helps: [Help] = []
    if let near = Suggestions.nearest(to: member.key, among: keys) {
      helps = [Help("did you mean `\(near)`?", edits: [TextEdit(member.keySpan, "\"\(near)\"")])]
    }
    diagnostics.append(
      Diagnostic(
        .unknownSetting, "there is no \(isLint ? "lint" : "setting") `\(name)`",
        at: member.keySpan, notes: ["known are \(list(keys))"], helps: helps))
  }

  private mutating func wrongType(_ value: JSON5Value, _ key: String, _ expected: String) {
    report("`\(key)` is \(expected)", at: value, label: "this is \(value.description)")
  }

  mutating func report(
    _ message: String, at value: JSON5Value, label: String = "", help: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .invalidConfiguration, message, at: value.span, label: label,
        helps: help.map { [Help($0)] } ?? []))
  }

  private func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
