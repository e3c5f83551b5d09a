import EctypeModel

/// What one file says of libraries while its declarations are made.
struct FileBuilder {
  let translator: Translator
  private var needsFoundation = false
  private var showsRuntime = false

  init(_ translator: Translator) { self.translator = translator }

  var program: Program { translator.program }
  var access: SwiftModifiers { translator.access }

  // MARK: Types

  /// A type of the standard library.
  func standard(_ name: String, in scope: LexicalScope) -> SwiftType {
    translator.declared.library(name, of: "Swift", from: scope)
  }

  /// A type of `EctypeRuntime` in the file's interface.
  mutating func runtime(_ name: String, in scope: LexicalScope) -> SwiftType {
    showsRuntime = true
    return translator.declared.library(name, of: "EctypeRuntime", from: scope)
  }

  /// What an `Identifier` wraps; a plain field is a `LowercaseUUID`, because Foundation's own writes upper case.
  mutating func uuid(in scope: LexicalScope) -> SwiftType {
    needsFoundation = true
    return translator.declared.library("UUID", of: "Foundation", from: scope)
  }

  func reference(_ path: [String], from scope: LexicalScope) -> SwiftType {
    translator.declared.reference(path, from: scope)
  }

  /// The Swift type of a field's JSON.
  mutating func type(_ type: FieldType, in scope: LexicalScope) -> SwiftType {
    switch type {
    case .id, .integer: standard("Int", in: scope)
    case .float: standard("Double", in: scope)
    case .boolean: standard("Bool", in: scope)
    case .string, .binary, .bitstring, .duration: standard("String", in: scope)
    case .binaryID, .uuid: runtime("LowercaseUUID", in: scope)
    case .decimal: runtime("DecimalString", in: scope)
    case .date: runtime("LocalDate", in: scope)
    case .time: runtime("LocalTime", in: scope)
    case .naiveDateTime: runtime("NaiveDateTime", in: scope)
    case .utcDateTime: runtime("UTCDateTime", in: scope)
    case .map: runtime("JSONObject", in: scope)
    case .any: runtime("JSONValue", in: scope)
    case .mapOf(let value):
      .dictionary(key: standard("String", in: scope), value: self.type(value, in: scope))
    case .dictionary(_, let value):
      .dictionary(key: standard("String", in: scope), value: self.type(value, in: scope))
    case .array(let element): .array(self.type(element, in: scope))
    case .enumeration(let id):
      reference(translator.path(of: program[id]), from: scope)
    case .custom(_, let swift): .path(swift.split(separator: ".").map(String.init))
    }
  }

  // MARK: The file

  func file(
    _ path: [String], origin: String, _ declarations: [SwiftDeclaration]
  ) -> TranslatedFile {
    let shown: SwiftAccess? =
      switch translator.settings.access {
      case .public: .public
      case .package: .package
      case .internal: nil
      }
    var imports = [SwiftImport("EctypeRuntime", access: showsRuntime ? shown : nil)]
    if needsFoundation { imports.append(SwiftImport("Foundation", access: shown)) }
    // A run-time of another format lacks the name, and the build stops here with it in the message.
    let format = SwiftTypeAlias("EctypeFormat", "EctypeRuntimeFormat1", modifiers: .private)
    return TranslatedFile(
      path: path.joined(separator: ".") + ".swift", origin: origin,
      content: SwiftFile(
        header: translator.header(origin), imports: imports,
        declarations: [.typeAlias(format)] + declarations))
  }
}
