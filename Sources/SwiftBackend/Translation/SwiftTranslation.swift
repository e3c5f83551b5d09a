import EctypeDiagnostics
import EctypeModel
import EctypeText

/// The Swift of a program: one file a model, one an enumeration that stands alone, one a namespace; or all of
/// them in one. What a program before had in common with the next is not translated again.
package final class SwiftTranslation {
  private let settings: SwiftSettings
  private let isIncremental: Bool
  private let printer: SwiftPrinter
  private var names: NameTable?
  private var units: [Unit: Translated] = [:]
  private var namespaces: [TranslatedFile] = []
  private var functions = PortableFunctions()
  private var functionFiles: [TranslatedFile] = []
  private var functionOrigins: [[String]: String] = [:]
  private var functionSources: Set<FileID> = []
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
    var file: TranslatedFile?
  }

  /// - Parameter isIncremental: for several programs; a single one need not note what depends on what.
  package init(settings: SwiftSettings, isIncremental: Bool = false) {
    self.settings = settings
    self.isIncremental = isIncremental
    printer = SwiftPrinter(settings.indentation)
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
    var files: [TranslatedFile] = []
    var known: [Unit: Translated] = [:]
    if changes.declarations || !isIncremental { swap(&known, &units) }
    func add(_ unit: Unit, _ origin: Origin, _ translate: (Translator) -> TranslatedFile?) {
      guard let difference else {
        if let file = translate(translator) { files.append(whole(file, translator)) }
        return
      }
      let before = changes.declarations ? known[unit] : units[unit]
      if let before, isSameImports, !changes.files.contains(origin.span.file),
        !before.reads.meet(difference.changes), !difference.mayHide(before.asked, before.path)
      {
        if changes.declarations { units[unit] = before }
        if let file = before.file { files.append(file) }
        return
      }
      var translated = Translated()
      switch unit {
      case .schema(let id): translated.path = table.path(of: id)
      case .enumeration(let id): translated.path = table.path(of: id)
      }
      translated.file = translate(translator.noting(translated.reads, translated.asked))
        .map { whole($0, translator) }
      if let file = translated.file { files.append(file) }
      units[unit] = translated
    }
    for id in program.schemas.ids {
      add(.schema(id), program[id].origin) { translator in
        let schema = translator.program[id]
        return schema.swift.isSkipped ? nil : SchemaTranslator(translator, schema, printer).file()
      }
    }
    for id in program.enumerations.ids {
      add(.enumeration(id), program[id].origin) { translator in
        translator.standsAlone(translator.program[id]) ? translator.standalone(id, printer) : nil
      }
    }
    let isSameNames = isSameImports && !(difference?.isOther ?? true)
    let before = functionFiles.map(\.path)
    translateFunctions(translator, changes, isSameNames: isSameNames)
    if !isSameNames || functionFiles.map(\.path) != before {
      namespaces = translator.namespaceFiles(besides: functionOrigins, printer)
        .map { whole($0, translator) }
    }
    files += functionFiles + namespaces
    files += aliases(files, translator)
    return output(files, translator) + translator.embeddedRuntime
  }

  /// Functions follow from the bodies of all modules: where one of them has changed, all are looked at.
  private func translateFunctions(
    _ translator: Translator, _ changes: ProgramChanges, isSameNames: Bool
  ) {
    let modules = translator.program.modules.filter { !translator.names.path(of: $0.name).isEmpty }
    let files = Set(modules.lazy.flatMap(\.functions).map(\.origin.span.file))
    defer { functionSources = files }
    if isIncremental, isSameNames, files.union(functionSources).isDisjoint(with: changes.files) {
      return
    }
    functions = PortableFunctions(translator, from: functions, changes)
    functionFiles = []
    functionOrigins = [:]
    for module in modules {
      guard let file = translator.functions(of: module, functions, printer) else { continue }
      functionFiles.append(whole(file, translator))
      functionOrigins[translator.names.path(of: module.name)] = file.origin
    }
  }

  /// What types that hide another at the top name it by.
  private func aliases(_ files: [TranslatedFile], _ translator: Translator) -> [TranslatedFile] {
    let aliased = files.reduce(into: Set<String>()) { $0.formUnion($1.aliased) }
    return aliased.map { name in
      let root = files.first { $0.path == name + ".swift" }
      return whole(translator.alias(of: name, root, printer), translator)
    }
  }

  // MARK: Output

  /// The file with what stands before its declarations, where it is not a part of the one file.
  private func whole(_ file: TranslatedFile, _ translator: Translator) -> TranslatedFile {
    if settings.singleFile != nil { return file }
    let head = SwiftFile(
      header: translator.header(file.origin), imports: file.imports,
      declarations: file.checksFormat ? translator.formatCheck : [])
    var whole = file
    whole.bytes = printer.print(head)
    whole.bytes.reserveCapacity(whole.bytes.count + 1 + file.bytes.count)
    whole.bytes.append(UInt8(ascii: "\n"))
    whole.bytes += file.bytes
    return whole
  }

  private func output(_ files: [TranslatedFile], _ translator: Translator) -> [OutputFile] {
    guard let name = settings.singleFile else {
      return files.map {
        OutputFile(folder: .swiftModels, path: $0.path, bytes: $0.bytes, origin: $0.origin)
      }
    }
    return oneFile(files, name, translator)
  }

  private func oneFile(
    _ files: [TranslatedFile], _ name: String, _ translator: Translator
  ) -> [OutputFile] {
    guard let first = files.map(\.origin).min() else { return [] }
    let origins = Set(files.map(\.origin)).count
    let others = origins == 1 ? "" : origins == 2 ? " and another" : " and \(origins - 1) others"
    var imports: [String: SwiftAccess?] = [:]
    for item in files.lazy.flatMap(\.imports) {
      imports[item.module] = SwiftAccess.wider(imports[item.module] ?? item.access, item.access)
    }
    let head = SwiftFile(
      header: translator.header(first + others),
      imports: imports.map { SwiftImport($0.key, access: $0.value) },
      declarations: translator.formatCheck)
    var bytes = printer.print(head)
    bytes.reserveCapacity(files.reduce(bytes.count) { $0 + $1.bytes.count + 1 })
    var followsAlias = true
    for index in files.indices.sorted(by: { files[$0].path < files[$1].path }) {
      if !(followsAlias && files[index].isAlias) { bytes.append(UInt8(ascii: "\n")) }
      bytes += files[index].bytes
      followsAlias = files[index].isAlias
    }
    return [OutputFile(folder: .swiftModels, path: name, bytes: bytes, origin: first)]
  }
}
