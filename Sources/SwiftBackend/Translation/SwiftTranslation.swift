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
    /// Whether `file` is of the source as it is now.
    var isCurrent = false
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
    let isOther = settleNames(program, changes)
    let translator = Translator(program, settings, declared)
    func add(_ unit: Unit, _ translate: (Translator) -> TranslatedFile?) {
      if let known = units[unit], known.isCurrent, !known.reads.meet(changes),
        !isAffected(known, isOther)
      {
        if let file = known.file { files.append(file) }
        return
      }
      var translated = Translated(paths: units[unit]!.paths)
      translated.file = translate(translator.noting(translated.reads, translated.names)).map(print)
      translated.isCurrent = true
      if let file = translated.file { files.append(file) }
      units[unit] = translated
    }
    for id in program.schemas.ids {
      add(.schema(id)) { SchemaTranslator($0, $0.program[id]).file() }
    }
    for id in program.enumerations.ids {
      add(.enumeration(id)) { translator in
        let enumeration = translator.program[id]
        return enumeration.owner == nil ? translator.standaloneFile(enumeration) : nil
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
  private func settleNames(_ program: Program, _ changes: ProgramChanges) -> Set<[String]> {
    let translator = Translator(program, settings, declared)
    var old: [Unit: Translated] = [:]
    if changes.declarations { swap(&old, &units) }
    var isOther: Set<[String]> = []
    func settle(_ unit: Unit, isSame: Bool, _ paths: () -> [[String]]) {
      let known = changes.declarations ? old.removeValue(forKey: unit) : units[unit]
      if isSame, let known {
        if changes.declarations { units[unit] = known }
        return
      }
      let paths = paths()
      if known?.paths != paths { isOther.formUnion((known?.paths ?? []) + paths) }
      units[unit] = Translated(paths: paths)
    }
    for id in program.schemas.ids {
      let isSame = !changes.files.contains(program[id].origin.span.file)
      settle(.schema(id), isSame: isSame) { translator.paths(declaredBy: program[id]) }
    }
    for id in program.enumerations.ids {
      let isSame =
        !changes.files.contains(program[id].origin.span.file) && !changes.enumerations.contains(id)
      settle(.enumeration(id), isSame: isSame) { [translator.path(of: program[id])] }
    }
    for gone in old.values { isOther.formUnion(gone.paths) }
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
