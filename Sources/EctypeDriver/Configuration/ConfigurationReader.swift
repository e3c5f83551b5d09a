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
    reader.read(value)
    let order = { (diagnostic: Diagnostic) in diagnostic.primary.span.start }
    return (reader.configuration, reader.diagnostics.sorted { order($0) < order($1) })
  }
}

/// Takes the settings from the values of `ectype.json`, and says what is not one.
private struct ConfigurationReader {
  var configuration = Configuration()
  var diagnostics: [Diagnostic] = []

  private static let timestamps = [
    "naive_datetime", "naive_datetime_usec", "utc_datetime", "utc_datetime_usec",
  ]
  private static let lints = DiagnosticCode.allCases.filter { $0.defaultSeverity == .warning }
    .map(\.rawValue)

  mutating func read(_ value: JSON5Value) {
    let keys = ["namespace", "sources", "timestamps", "elixir", "swift", "lints"]
    for (key, value) in members(value, of: "", keys: keys) {
      switch key {
      case "namespace": readNamespace(value)
      case "sources": readSources(value)
      case "timestamps":
        if let type = choice(value, key, Self.timestamps) { configuration.timestamps = type }
      case "elixir": readElixir(value)
      case "swift": readSwift(value)
      default: readLints(value)
      }
    }
  }

  private mutating func readElixir(_ value: JSON5Value) {
    if case .bool(false) = value.kind {
      configuration.elixir = nil
      return
    }
    var elixir = Configuration.Elixir()
    for (key, value) in members(value, of: "elixir", keys: ["lib", "migrations", "json"]) {
      switch key {
      case "lib": elixir.lib = path(value, "elixir.lib") ?? elixir.lib
      case "migrations": elixir.migrations = path(value, "elixir.migrations") ?? elixir.migrations
      default: elixir.json = choice(value, "elixir.json") ?? elixir.json
      }
    }
    configuration.elixir = elixir
  }

  private mutating func readSwift(_ value: JSON5Value) {
    if case .bool(false) = value.kind {
      configuration.swift = nil
      return
    }
    var swift = Configuration.Swift()
    let keys = ["models", "access", "payloads", "changesets"]
    for (key, value) in members(value, of: "swift", keys: keys) {
      switch key {
      case "models": swift.models = path(value, "swift.models") ?? swift.models
      case "access": swift.access = choice(value, "swift.access") ?? swift.access
      case "payloads": swift.payloads = boolean(value, "swift.payloads") ?? swift.payloads
      default: swift.changesets = boolean(value, "swift.changesets") ?? swift.changesets
      }
    }
    configuration.swift = swift
  }

  private mutating func readLints(_ value: JSON5Value) {
    for (name, value) in members(value, of: "lints", keys: Self.lints, kind: "lint") {
      let level: AnalysisSettings.LintLevel? = choice(value, "lints.\(name)")
      configuration.lints[name] = level
    }
  }

  private mutating func readNamespace(_ value: JSON5Value) {
    guard let name = string(value, "namespace") else { return }
    let segments = name.split(separator: ".", omittingEmptySubsequences: false)
    let isModule = segments.allSatisfy { segment in
      segment.utf8.first.map { (0x41...0x5A).contains($0) } == true
        && segment.utf8.allSatisfy {
          $0 == 0x5F || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        }
    }
    guard isModule else {
      report("`namespace` is a module's name, as `MyApp`", at: value, label: "not a module's name")
      return
    }
    configuration.namespace = ModuleName(name)
  }

  private mutating func readSources(_ value: JSON5Value) {
    guard case .array(let elements) = value.kind else {
      wrongType(value, "sources", "a list of paths")
      return
    }
    let paths = elements.compactMap { path($0, "sources") }
    if elements.isEmpty { report("`sources` names no file or folder", at: value) }
    configuration.sources = paths
  }

  // MARK: Values

  private mutating func string(_ value: JSON5Value, _ key: String) -> String? {
    if case .string(let text) = value.kind { return text }
    wrongType(value, key, "a string")
    return nil
  }

  private mutating func boolean(_ value: JSON5Value, _ key: String) -> Bool? {
    if case .bool(let flag) = value.kind { return flag }
    wrongType(value, key, "`true` or `false`")
    return nil
  }

  private mutating func path(_ value: JSON5Value, _ key: String) -> String? {
    guard let text = string(value, key) else { return nil }
    if text.isEmpty || text.utf8.contains(0) {
      report("`\(key)` is not a path", at: value)
      return nil
    }
    return text
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: JSON5Value, _ key: String
  ) -> Choice? where Choice.RawValue == String {
    choice(value, key, Choice.allCases.map(\.rawValue)).flatMap(Choice.init)
  }

  private mutating func choice(
    _ value: JSON5Value, _ key: String, _ choices: [String]
  ) -> String? {
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

  /// The members of an object whose keys are known, each key once; nothing of another value.
  private mutating func members(
    _ value: JSON5Value, of parent: String, keys: [String], kind: String = "setting"
  ) -> [(String, JSON5Value)] {
    guard case .object(let members) = value.kind else {
      wrongType(value, parent.isEmpty ? Configuration.fileName : parent, "an object")
      return []
    }
    var seen: [String: Span] = [:]
    var result: [(String, JSON5Value)] = []
    for member in members {
      let name = parent.isEmpty ? member.key : "\(parent).\(member.key)"
      if let first = seen.updateValue(member.keySpan, forKey: member.key) {
        diagnostics.append(
          Diagnostic(
            .invalidConfiguration, "`\(name)` is set twice", at: member.keySpan,
            secondary: [Label(first, "the first time")]))
      } else if keys.contains(member.key) {
        result.append((member.key, member.value))
      } else {
        unknown(member, name, keys, kind)
      }
    }
    return result
  }

  // MARK: Mistakes

  private mutating func unknown(
    _ member: JSON5Member, _ name: String, _ keys: [String], _ kind: String
  ) {
    var helps: [Help] = []
    if let near = Suggestions.nearest(to: member.key, among: keys) {
      helps = [Help("did you mean `\(near)`?", edits: [TextEdit(member.keySpan, "\"\(near)\"")])]
    }
    diagnostics.append(
      Diagnostic(
        .unknownSetting, "there is no \(kind) `\(kind == "lint" ? member.key : name)`",
        at: member.keySpan, notes: ["known are \(list(keys))"], helps: helps))
  }

  private mutating func wrongType(_ value: JSON5Value, _ key: String, _ expected: String) {
    report("`\(key)` is \(expected)", at: value, label: "this is \(value.description)")
  }

  private mutating func report(_ message: String, at value: JSON5Value, label: String = "") {
    diagnostics.append(Diagnostic(.invalidConfiguration, message, at: value.span, label: label))
  }

  private func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
