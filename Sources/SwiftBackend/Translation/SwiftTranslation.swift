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
  /// In the order of the program.
  private var units: [Translated] = []
  private var functions = PortableFunctions()
  private var functionFiles: [Written] = []
  private var functionOrigins: [[String]: String] = [:]
  private var functionSources: Set<FileID> = []
  private var namespaces: [Written] = []
  private var runtime: OutputFile?
  private var importsSaidAccess: Bool?

  private enum Unit: Hashable {
    case schema(SchemaID)
    case enumeration(EnumerationID)
  }

  /// A part of the one file or, its bytes given away, a file of its own.
  private final class Written {
    let file: TranslatedFile
    let output: OutputFile?

    init(_ file: TranslatedFile, _ output: OutputFile? = nil) {
      self.file = file
      self.output = output
    }
  }

  private final class Translated {
    let unit: Unit
    let source: FileID
    let reads = ProgramReads()
    /// The names whose meaning was asked for, inside the type at this path.
    let asked = ReadLog<String>()
    let path: [String]
    /// nil for what has no file.
    var written: Written?

    init(_ unit: Unit, _ source: FileID, _ path: [String]) {
      self.unit = unit
      self.source = source
      self.path = path
    }

    func meets(_ difference: NameDifference) -> Bool {
      difference.changes.files.contains(source) || reads.meet(difference.changes)
        || difference.mayHide(asked, path)
    }
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
    let difference = NameDifference(from: old, to: table, changes)
    let isSameImports = translator.importsSayAccess == importsSaidAccess
    importsSaidAccess = translator.importsSayAccess
    var files = translateTypes(translator, difference, isSameImports: isSameImports)
    let before = functionFiles.map(\.file.path)
    translateFunctions(
      translator, changes, isSameNames: isIncremental && isSameImports && !difference.isOther)
    if !isIncremental || !isSameImports || !table.keepsPaths
      || functionFiles.map(\.file.path) != before
    {
      namespaces = translator.namespaceFiles(besides: functionOrigins, printer)
        .map { write($0, translator) }
    }
    files += functionFiles + namespaces
    files += aliases(files, translator)
    return output(files, translator) + embeddedRuntime(files, translator)
  }

  private func translateTypes(
    _ translator: Translator, _ difference: NameDifference, isSameImports: Bool
  ) -> [Written] {
    let program = translator.program
    // The same declarations are the same units, in the same order.
    let isOther = difference.changes.declarations
    let old = units
    let places =
      isOther ? Dictionary(uniqueKeysWithValues: old.enumerated().map { ($1.unit, $0) }) : [:]
    units = []
    var files: [Written] = []
    files.reserveCapacity(program.schemas.count)
    func add(
      _ unit: Unit, _ source: FileID, _ path: @autoclosure () -> [String],
      _ translate: (Translator) -> TranslatedFile?
    ) {
      guard isIncremental else {
        if let file = translate(translator) { files.append(write(file, translator)) }
        return
      }
      let place = isOther ? places[unit] : units.count
      let before = place.flatMap { $0 < old.count && old[$0].unit == unit ? old[$0] : nil }
      if let before, isSameImports, !before.meets(difference) {
        units.append(before)
      } else {
        let new = Translated(unit, source, path())
        new.written = translate(translator.noting(new.reads, new.asked))
          .map { write($0, translator) }
        units.append(new)
      }
      if let written = units[units.count - 1].written { files.append(written) }
    }
    for id in program.schemas.ids {
      add(.schema(id), program[id].origin.span.file, translator.names.path(of: id)) { translator in
        let schema = translator.program[id]
        return schema.swift.isSkipped
          ? nil : SchemaTranslator(translator, schema, self.printer).file()
      }
    }
    for id in program.enumerations.ids {
      add(
        .enumeration(id), program[id].origin.span.file, translator.names.path(of: id)
      ) { translator in
        translator.standsAlone(translator.program[id])
          ? translator.standalone(id, self.printer) : nil
      }
    }
    return files
  }

  /// Functions follow from the bodies of all modules: where one of them has changed, all are looked at.
  private func translateFunctions(
    _ translator: Translator, _ changes: ProgramChanges, isSameNames: Bool
  ) {
    let all = translator.program.modules
    if isSameNames, functionSources.isDisjoint(with: changes.files),
      !all.contains(where: { changes.files.contains($0.origin.span.file) })
    {
      return
    }
    let modules = all.filter { !translator.names.path(of: $0.name).isEmpty }
    functionSources = Set(modules.lazy.flatMap(\.functions).map(\.origin.span.file))
    functions = PortableFunctions(translator, from: functions, changes)
    functionFiles = []
    functionOrigins = [:]
    for module in modules {
      guard let file = translator.functions(of: module, functions, printer) else { continue }
      functionFiles.append(write(file, translator))
      functionOrigins[translator.names.path(of: module.name)] = file.origin
    }
  }

  /// What types that hide another at the top name it by.
  private func aliases(_ files: [Written], _ translator: Translator) -> [Written] {
    let aliased = files.reduce(into: Set<String>()) { names, written in
      if !written.file.aliased.isEmpty { names.formUnion(written.file.aliased) }
    }
    return aliased.map { name in
      let root = files.first { $0.file.path == name + ".swift" }
      return write(translator.alias(of: name, root?.file, printer), translator)
    }
  }

  // MARK: Output

  /// The file with what stands before its declarations, where it is not a part of the one file.
  private func write(_ file: TranslatedFile, _ translator: Translator) -> Written {
    if settings.singleFile != nil { return Written(file) }
    let head = SwiftFile(
      header: translator.header(file.origin), imports: file.imports,
      declarations: file.checksFormat ? translator.formatCheck : [])
    var content = FileContent(printer.print(head))
    content.appendNewLine()
    content.append(file.bytes)
    var file = file
    file.bytes = []
    return Written(
      file,
      OutputFile(folder: .swiftModels, path: file.path, content: content, origin: file.origin))
  }

  private func output(_ files: [Written], _ translator: Translator) -> [OutputFile] {
    guard let name = settings.singleFile else { return files.compactMap(\.output) }
    return oneFile(files, name, translator)
  }

  /// The run-time's file, where the app does not depend on the package.
  private func embeddedRuntime(_ files: [Written], _ translator: Translator) -> [OutputFile] {
    guard settings.runtime == .embedded, let origin = files.lazy.map(\.file.origin).min() else {
      return []
    }
    if runtime?.origin != origin { runtime = translator.embeddedRuntime(origin: origin) }
    return runtime.map { [$0] } ?? []
  }

  private func oneFile(
    _ files: [Written], _ name: String, _ translator: Translator
  ) -> [OutputFile] {
    var origins: Set<String> = []
    var imports: [String: SwiftAccess?] = [:]
    // Most are of one source, and say the same of libraries.
    var last: (origin: String, imports: [SwiftImport]) = ("", [])
    for written in files {
      if written.file.origin != last.origin {
        last.origin = written.file.origin
        origins.insert(last.origin)
      }
      guard written.file.imports != last.imports else { continue }
      last.imports = written.file.imports
      for item in last.imports {
        imports[item.module] = SwiftAccess.wider(imports[item.module] ?? item.access, item.access)
      }
    }
    guard let first = origins.min() else { return [] }
    let others =
      origins.count == 1
      ? "" : origins.count == 2 ? " and another" : " and \(origins.count - 1) others"
    let head = SwiftFile(
      header: translator.header(first + others),
      imports: imports.map { SwiftImport($0.key, access: $0.value) },
      declarations: translator.formatCheck)
    var content = FileContent(printer.print(head))
    content.reserveCapacity(pieces: 1 + 2 * files.count)
    var followsAlias = true
    for written in files.sorted(by: { $0.file.path < $1.file.path }) {
      if !(followsAlias && written.file.isAlias) { content.appendNewLine() }
      content.append(written.file.bytes)
      followsAlias = written.file.isAlias
    }
    return [
      OutputFile(
        folder: .swiftModels, path: name, content: content, origin: first, isOfAllSources: true)
    ]
  }
}
