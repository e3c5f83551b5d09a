import EctypeDiagnostics
import EctypeModel
import EctypeText

/// The Swift of a program: one file a model, one an enumeration that stands alone, one a namespace; or all of
/// them in one. What a program before had in common with the next is not translated again.
package final class SwiftTranslation {
  private let settings: SwiftSettings
  private let isIncremental: Bool
  private var document = Document()
  private var names: NameTable?
  private var units: [Unit: Translated] = [:]
  private var namespaces: [Piece] = []
  private var functions = PortableFunctions()
  private var functionPieces: [Piece] = []
  private var functionOrigins: [[String]: String] = [:]
  private var functionFiles: Set<FileID> = []
  private var importsSaidAccess: Bool?

  private enum Unit: Hashable {
    case schema(SchemaID)
    case enumeration(EnumerationID)
  }

  private struct Translated {
    var reads = ProgramReads()
    /// The names whose meaning was asked for, inside the type at this path.
    var asked = ReadLog<String>()
    var path: [String] = []
    /// nil for what has no file.
    var piece: Piece?
  }

  /// - Parameter isIncremental: for several programs; a single one need not note what depends on what.
  package init(settings: SwiftSettings, isIncremental: Bool = false) {
    self.settings = settings
    self.isIncremental = isIncremental
  }

  /// - Parameter changes: since the program that was given last.
  package func files(_ program: Program, _ changes: ProgramChanges) -> [OutputFile] {
    let old = names
    let table = NameTable(program, settings, from: isIncremental ? old : nil, changes)
    names = table
    let translator = Translator(program, settings, table)
    let difference = isIncremental ? NameDifference(from: old, to: table, changes) : nil
    let isSameImports = translator.importsSayAccess == importsSaidAccess
    importsSaidAccess = translator.importsSayAccess
    var pieces: [Piece] = []
    var known: [Unit: Translated] = [:]
    if changes.declarations || !isIncremental { swap(&known, &units) }
    func add(_ unit: Unit, _ origin: Origin, _ translate: (Translator) -> TranslatedFile?) {
      guard let difference else {
        if let file = translate(translator) { pieces.append(print(file)) }
        return
      }
      let before = changes.declarations ? known[unit] : units[unit]
      if let before, isSameImports, !changes.files.contains(origin.span.file),
        !before.reads.meet(difference.changes), !difference.mayHide(before.asked, before.path)
      {
        if changes.declarations { units[unit] = before }
        if let piece = before.piece { pieces.append(piece) }
        return
      }
      var translated = Translated()
      switch unit {
      case .schema(let id): translated.path = table.path(of: id)
      case .enumeration(let id): translated.path = table.path(of: id)
      }
      translated.piece = translate(translator.noting(translated.reads, translated.asked))
        .map(print)
      if let piece = translated.piece { pieces.append(piece) }
      units[unit] = translated
    }
    for id in program.schemas.ids {
      add(.schema(id), program[id].origin) { translator in
        let schema = translator.program[id]
        return schema.swift.isSkipped ? nil : SchemaTranslator(translator, schema).file()
      }
    }
    for id in program.enumerations.ids {
      add(.enumeration(id), program[id].origin) { translator in
        translator.standsAlone(translator.program[id]) ? translator.standalone(id) : nil
      }
    }
    let isSameNames = isSameImports && !(difference?.isOther ?? true)
    let before = functionPieces.map(\.path)
    translateFunctions(translator, changes, isSameNames: isSameNames)
    if !isSameNames || functionPieces.map(\.path) != before {
      namespaces = translator.namespaceFiles(besides: functionOrigins).map(print)
    }
    pieces += functionPieces + namespaces
    pieces += aliases(pieces, translator)
    return output(pieces, translator) + translator.embeddedRuntime
  }

  /// Functions follow from the bodies of all modules: where one of them has changed, all are looked at.
  private func translateFunctions(
    _ translator: Translator, _ changes: ProgramChanges, isSameNames: Bool
  ) {
    let modules = translator.program.modules.filter { !translator.names.path(of: $0.name).isEmpty }
    let files = Set(modules.lazy.flatMap(\.functions).map(\.origin.span.file))
    defer { functionFiles = files }
    if isIncremental, isSameNames, files.union(functionFiles).isDisjoint(with: changes.files) {
      return
    }
    functions = PortableFunctions(translator, from: functions, changes)
    functionPieces = []
    functionOrigins = [:]
    for module in modules {
      guard let file = translator.functions(of: module, functions) else { continue }
      functionPieces.append(print(file))
      functionOrigins[translator.names.path(of: module.name)] = file.origin
    }
  }

  /// What types that hide another at the top name it by.
  private func aliases(_ pieces: [Piece], _ translator: Translator) -> [Piece] {
    let aliased = pieces.reduce(into: Set<String>()) { $0.formUnion($1.aliased) }
    if aliased.isEmpty { return [] }
    return aliased.map { name in
      let root = pieces.first { $0.path == name + ".swift" }.map {
        TranslatedFile(path: $0.path, origin: $0.origin, access: $0.access, content: SwiftFile())
      }
      return print(translator.alias(of: name, root))
    }
  }

  // MARK: Text

  /// What becomes a file, or a part of the one file.
  private struct Piece {
    var path: String
    var origin: String
    var access: SwiftSettings.Access
    var aliased: Set<String>
    var imports: [SwiftImport]
    /// A whole file, or its declarations alone.
    var bytes: [UInt8]
    /// It is one type alias, and stands together with others.
    var isAlias: Bool
  }

  private func print(_ file: TranslatedFile) -> Piece {
    var content = file.content
    if settings.singleFile != nil {
      content.header = nil
      content.imports = []
      content.declarations.removeAll(where: \.isFormatCheck)
    }
    var isAlias = false
    if content.declarations.count == 1, case .typeAlias = content.declarations[0] { isAlias = true }
    return Piece(
      path: file.path, origin: file.origin, access: file.access, aliased: file.aliased,
      imports: file.content.imports,
      bytes: content.render(&document, indentation: settings.indentation), isAlias: isAlias)
  }

  private func output(_ pieces: [Piece], _ translator: Translator) -> [OutputFile] {
    guard let name = settings.singleFile else {
      return pieces.map {
        OutputFile(folder: .swiftModels, path: $0.path, bytes: $0.bytes, origin: $0.origin)
      }
    }
    return oneFile(pieces.sorted { $0.path < $1.path }, name, translator)
  }

  private func oneFile(
    _ pieces: [Piece], _ name: String, _ translator: Translator
  ) -> [OutputFile] {
    guard let first = pieces.map(\.origin).min() else { return [] }
    let origins = Set(pieces.map(\.origin)).count
    let others = origins == 1 ? "" : origins == 2 ? " and another" : " and \(origins - 1) others"
    var imports: [String: SwiftAccess?] = [:]
    for item in pieces.lazy.flatMap(\.imports) {
      imports[item.module] = SwiftAccess.wider(imports[item.module] ?? item.access, item.access)
    }
    let head = SwiftFile(
      header: translator.header(first + others),
      imports: imports.map { SwiftImport($0.key, access: $0.value) },
      declarations: translator.formatCheck)
    var bytes = head.render(&document, indentation: settings.indentation)
    bytes.reserveCapacity(pieces.reduce(bytes.count) { $0 + $1.bytes.count + 1 })
    var followsAlias = true
    for piece in pieces {
      if !(followsAlias && piece.isAlias) { bytes.append(UInt8(ascii: "\n")) }
      bytes += piece.bytes
      followsAlias = piece.isAlias
    }
    return [OutputFile(folder: .swiftModels, path: name, bytes: bytes, origin: first)]
  }
}

extension SwiftDeclaration {
  fileprivate var isFormatCheck: Bool {
    if case .typeAlias(let alias) = self { alias.name == "EctypeFormat" } else { false }
  }
}
