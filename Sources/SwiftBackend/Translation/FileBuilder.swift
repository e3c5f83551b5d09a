import EctypeModel

/// What a file needs of libraries.
struct Libraries: OptionSet {
  let rawValue: UInt8

  static let foundation = Libraries(rawValue: 1)
  /// A type of the run-time in its interface, and one that a type of it conforms to.
  static let shownRuntime = Libraries(rawValue: 2)
  static let conformsToRuntime = Libraries(rawValue: 4)
}

/// What one file says of libraries while its declarations are made.
struct FileBuilder {
  let translator: Translator
  let settings: SwiftSettings
  private let types: DeclaredTypes
  var libraries: Libraries = []
  private var aliased: Set<String> = []

  init(_ translator: Translator, _ settings: SwiftSettings) {
    self.translator = translator
    self.settings = settings
    types = translator.names.types
  }

  var program: Program { _read { yield translator.program } }
  var access: SwiftModifiers { settings.access.modifiers }

  // MARK: Types

  /// A type of the standard library.
  func standard(_ name: String, in scope: LexicalScope) -> SwiftType {
    types.library(name, of: "Swift", from: scope)
  }

  /// A type of `EctypeRuntime` in the file's interface.
  mutating func runtime(_ name: String, in scope: LexicalScope) -> SwiftType {
    libraries.insert(.shownRuntime)
    return libraryOfRuntime(name, in: scope)
  }

  /// A protocol of `EctypeRuntime` that a type of the file conforms to: only a public one shows it.
  mutating func runtimeProtocol(_ name: String, in scope: LexicalScope) -> SwiftType {
    libraries.insert(.conformsToRuntime)
    return libraryOfRuntime(name, in: scope)
  }

  /// A type of `EctypeRuntime` that only a function's body names.
  mutating func runtimeInBody(_ name: String, in scope: LexicalScope) -> SwiftType {
    libraryOfRuntime(name, in: scope)
  }

  private mutating func libraryOfRuntime(_ name: String, in scope: LexicalScope) -> SwiftType {
    if case .embedded = settings.runtime { return reference([name], from: scope) }
    return types.library(name, of: "EctypeRuntime", from: scope)
  }

  /// A type of Foundation's.
  mutating func foundation(_ name: String, in scope: LexicalScope) -> SwiftType {
    libraries.insert(.foundation)
    return types.library(name, of: "Foundation", from: scope)
  }

  /// What the model at `path` nests.
  mutating func reference(
    _ path: [String], nested name: String, from scope: LexicalScope
  ) -> SwiftType {
    types.plainReference(path, nested: name, from: scope)
      ?? reference(path + [name], from: scope)
  }

  mutating func reference(_ path: [String], from scope: LexicalScope) -> SwiftType {
    let (type, alias) = types.reference(path, from: scope)
    if let alias { aliased.insert(alias) }
    return type
  }

  /// The Swift type of a field's JSON.
  mutating func type(_ type: FieldType, in scope: LexicalScope) -> SwiftType {
    switch type {
    case .id, .integer: standard("Int", in: scope)
    case .float: standard("Double", in: scope)
    case .boolean: standard("Bool", in: scope)
    case .string, .binary, .bitstring: standard("String", in: scope)
    case .binaryID, .uuid: runtime("LowercaseUUID", in: scope)
    case .decimal: runtime("DecimalString", in: scope)
    case .date: runtime("LocalDate", in: scope)
    case .time: runtime("LocalTime", in: scope)
    case .naiveDateTime: dateTime("NaiveDateTime", in: scope)
    case .utcDateTime: dateTime("UTCDateTime", in: scope)
    case .duration: runtime("ISODuration", in: scope)
    case .map: runtime("JSONObject", in: scope)
    case .any: runtime("JSONValue", in: scope)
    case .mapOf(let value):
      .dictionary(key: standard("String", in: scope), value: self.type(value, in: scope))
    case .dictionary(let key, let value):
      .dictionary(
        key: isDate(value) ? standard("String", in: scope) : self.type(key, in: scope),
        value: self.type(value, in: scope))
    case .array(let element): .array(self.type(element, in: scope))
    case .enumeration(let id):
      program[id].swift.isSkipped
        ? standard("String", in: scope) : reference(translator.names.path(of: id), from: scope)
    case .custom(_, let swift): .path(swift.split(separator: ".").map(String.init))
    }
  }

  /// Foundation's dates are coded in lists and in maps of text alone.
  private func isDate(_ type: FieldType) -> Bool {
    if case .foundation = settings.dates { type.dateCoding != nil } else { false }
  }

  private mutating func dateTime(_ name: String, in scope: LexicalScope) -> SwiftType {
    if case .foundation = settings.dates { return foundation("Date", in: scope) }
    return runtime(name, in: scope)
  }

  // MARK: The file

  /// The file of what was printed.
  func file(_ path: [String], origin: String, _ printer: SwiftPrinter) -> TranslatedFile {
    // Where one import says its access, all have to.
    let hidden: SwiftAccess? = translator.importsSayAccess ? .internal : nil
    let shown = settings.access.ofImports ?? hidden
    var imports: [SwiftImport] = []
    if case .package = settings.runtime {
      let isShown =
        libraries.contains(.shownRuntime)
        || libraries.contains(.conformsToRuntime) && settings.access == .public
      imports.append(SwiftImport("EctypeRuntime", access: isShown ? shown : hidden))
    }
    if libraries.contains(.foundation) { imports.append(SwiftImport("Foundation", access: shown)) }
    return TranslatedFile(
      path, origin: origin, access: settings.access, imports: imports, checksFormat: true,
      aliased: aliased, printer)
  }
}
