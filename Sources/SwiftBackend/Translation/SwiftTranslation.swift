import EctypeModel
import EctypeText

/// The Swift of a program: one file a model, one an enumeration that stands alone, one a namespace. What a
/// program before had in common with the next is not translated again.
package final class SwiftTranslation {
  private let settings: SwiftSettings
  private let isIncremental: Bool
  private var document = Document()
  private var declared = DeclaredTypes()
  private var units: [Unit: Translated] = [:]
  private var namespaces: [OutputFile] = []

  private enum Unit: Hashable {
    case schema(SchemaID)
    case enumeration(EnumerationID)
  }

  private struct Translated {
    /// The types that it declares.
    var paths: [[String]]
    var reads = ProgramReads()
    /// The names whose meaning was asked for.
    var names = ReadLog<String>()
    /// nil for an enumeration in its schema's file.
    var file: OutputFile?
  }

  /// - Parameter isIncremental: for several programs; a single one need not note what depends on what.
  package init(settings: SwiftSettings, isIncremental: Bool = false) {
    self.settings = settings
    self.isIncremental = isIncremental
  }

  /// - Parameter changes: since the program that was given last.
  package func files(_ program: Program, _ changes: ProgramChanges) -> [OutputFile] {
    var files: [OutputFile] = []
    guard isIncremental else {
      Translator(program, settings).forEachFile { files.append(print($0)) }
      return files
    }
    var old: [Unit: Translated] = [:]
    swap(&old, &units)
    let isOther = settleNames(program, changes, old)
    let translator = Translator(program, settings, declared)
    func add(_ unit: Unit, _ origin: Origin, _ translate: (Translator) -> TranslatedFile?) {
      if let known = old[unit], !changes.files.contains(origin.span.file),
        !known.reads.meet(changes), !isAffected(known, isOther)
      {
        units[unit]!.reads = known.reads
        units[unit]!.names = known.names
        units[unit]!.file = known.file
      } else {
        let noting = translator.noting(units[unit]!.reads, units[unit]!.names)
        units[unit]!.file = translate(noting).map(print)
      }
      if let file = units[unit]!.file { files.append(file) }
    }
    for schema in program.schemas {
      add(.schema(schema.id), schema.origin) { SchemaTranslator($0, schema).file() }
    }
    for id in program.enumerations.ids {
      let enumeration = program[id]
      add(.enumeration(id), enumeration.origin) { translator in
        enumeration.owner == nil ? translator.standaloneFile(enumeration) : nil
      }
    }
    if changes.declarations || !isOther.isEmpty {
      namespaces = translator.namespaceFiles().map(print)
    }
    return files + namespaces
  }

  private func print(_ file: TranslatedFile) -> OutputFile {
    OutputFile(
      folder: .swiftModels, path: file.path, bytes: file.content.render(&document),
      origin: file.origin)
  }

  // MARK: Names

  /// Finds out what every unit declares; gives the types that were not declared before, or are no longer.
  private func settleNames(
    _ program: Program, _ changes: ProgramChanges, _ old: [Unit: Translated]
  ) -> Set<[String]> {
    let translator = Translator(program, settings, declared)
    var isOther: Set<[String]> = []
    func settle(_ unit: Unit, isSame: Bool, _ paths: () -> [[String]]) {
      if isSame, let known = old[unit] {
        units[unit] = Translated(paths: known.paths)
        return
      }
      let paths = paths()
      units[unit] = Translated(paths: paths)
      if let known = old[unit] {
        if known.paths != paths { isOther.formUnion(known.paths + paths) }
      } else {
        isOther.formUnion(paths)
      }
    }
    for schema in program.schemas {
      settle(
        .schema(schema.id), isSame: !changes.files.contains(schema.origin.span.file)
      ) { translator.paths(declaredBy: schema) }
    }
    for id in program.enumerations.ids {
      let enumeration = program[id]
      let isSame =
        !changes.files.contains(enumeration.origin.span.file) && !changes.enumerations.contains(id)
      settle(.enumeration(id), isSame: isSame) { [translator.path(of: enumeration)] }
    }
    for (unit, known) in old where units[unit] == nil { isOther.formUnion(known.paths) }
    if !isOther.isEmpty {
      declared = DeclaredTypes()
      for unit in units.values { for path in unit.paths { declared.declare(path) } }
    }
    return isOther
  }

  /// Whether a name that a unit has asked for may mean something else. A type is seen from inside its container,
  /// and a unit's names are all asked for inside its first type.
  private func isAffected(_ unit: Translated, _ isOther: Set<[String]>) -> Bool {
    isOther.contains { path in
      unit.names.keys.contains(path[path.count - 1])
        && (unit.paths.first ?? []).starts(with: path.dropLast())
    }
  }
}
