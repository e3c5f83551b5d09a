import EctypeDiagnostics
import EctypeModel

/// The Elixir of a program, in the order of the model: one module a file, at the path that Mix expects; or all of them
/// in one (`ModuleFile`). What a program before had in common with the next is not translated again.
package final class ElixirTranslation {
  private let settings: ElixirSettings
  private let isIncremental: Bool
  private var printer = ElixirPrinter()
  /// In the order of the program.
  private var known: [Translated] = []
  private var moduleFile: ModuleFile?

  /// What one file is made of.
  private enum Unit: Hashable {
    case schema(SchemaID)
    /// Of a file, the position among its modules or migrations.
    case module(FileID, Int)
    case migration(FileID, Int)
  }

  private enum Written {
    /// With what other modules must give for its module to be compiled.
    case file(OutputFile, (name: ModuleName, needs: ModuleNeeds)? = nil)
    /// Of the one file.
    case part(ModulePart)
  }

  private final class Translated {
    let unit: Unit
    let source: FileID
    let reads: ProgramReads
    let written: Written

    init(_ unit: Unit, _ source: FileID, _ reads: ProgramReads, _ written: Written) {
      self.unit = unit
      self.source = source
      self.reads = reads
      self.written = written
    }

    func meets(_ changes: ProgramChanges) -> Bool {
      changes.files.contains(source) || reads.meet(changes)
    }
  }

  /// - Parameter isIncremental: for several programs; a single one need not note what depends on what.
  package init(settings: ElixirSettings, isIncremental: Bool = false) {
    self.settings = settings
    self.isIncremental = isIncremental
    moduleFile = settings.singleFile.map { ModuleFile(path: $0) }
  }

  /// Modules of the program given last that cannot be compiled, in the one file or in theirs: then nothing is to be
  /// written.
  package private(set) var cycles: [ModuleCycle] = []

  /// - Parameter changes: since the program that was given last.
  package func files(_ program: Program, _ changes: ProgramChanges) -> [OutputFile] {
    // The same declarations are the same units, in the same order.
    let old = known
    let places =
      changes.declarations
      ? Dictionary(uniqueKeysWithValues: old.enumerated().map { ($1.unit, $0) }) : [:]
    known = []
    var files: [OutputFile] = []
    var parts: [ModulePart] = []
    var needs: [(name: ModuleName, needs: ModuleNeeds)] = []
    let count = program.schemas.count + program.modules.count + program.migrations.count
    if moduleFile == nil { files.reserveCapacity(count) } else { parts.reserveCapacity(count) }
    func take(_ written: Written) {
      switch written {
      case .file(let file, let needed):
        files.append(file)
        if let needed { needs.append(needed) }
      case .part(let part): parts.append(part)
      }
    }
    func add(_ unit: Unit, _ source: FileID, _ translate: (Program) -> Written) {
      guard isIncremental else { return take(translate(program)) }
      let place = changes.declarations ? places[unit] : known.count
      let before = place.flatMap { $0 < old.count && old[$0].unit == unit ? old[$0] : nil }
      if let before, !before.meets(changes) {
        known.append(before)
      } else {
        let reads = ProgramReads()
        let written = translate(reads.noting(program))
        known.append(Translated(unit, source, reads, written))
      }
      take(known[known.count - 1].written)
    }
    for id in program.schemas.ids {
      add(.schema(id), program[id].origin.span.file) { library($0[id], $0) }
    }
    var last: (file: FileID, position: Int)?
    func position(in file: FileID) -> Int {
      last = (file, last?.file == file ? last!.position + 1 : 0)
      return last!.position
    }
    for index in program.modules.indices {
      let file = program.modules[index].origin.span.file
      add(.module(file, position(in: file)), file) { library(program.modules[index], $0) }
    }
    last = nil
    for index in program.migrations.indices {
      let file = program.migrations[index].origin.span.file
      add(.migration(file, position(in: file)), file) { _ in
        .file(script(program.migrations[index]))
      }
    }
    if let file = moduleFile?.file(of: parts, schemas: program.schemas.count, &printer) {
      files.append(file)
    }
    cycles = moduleFile?.cycles ?? ModuleOrder.cycles(apart: needs)
    return files
  }

  // MARK: Files

  private func library(_ schema: Schema, _ program: Program) -> Written {
    let translation = SchemaTranslation(program: program, settings: settings, schema: schema)
    var (bytes, needs) = translation.text(
      behind: moduleFile == nil ? Self.header(schema.origin) : nil, &printer)
    needs.add(schema, program)
    if moduleFile != nil { for text in schema.elixirTexts { needs.add(handWritten: text) } }
    return library(schema.module, schema.origin, bytes, needs)
  }

  private func library(_ module: Module, _ program: Program) -> Written {
    var (tree, needs) = ModuleTranslation(program: program, module: module).definition()
    if moduleFile == nil {
      return library(module.name, module.origin, text(tree, module.origin), needs)
    }
    for text in module.elixirTexts { needs.add(handWritten: text) }
    return library(module.name, module.origin, printer.print(tree), needs)
  }

  private func library(
    _ name: ModuleName, _ origin: Origin, _ bytes: [UInt8], _ needs: ModuleNeeds
  ) -> Written {
    if moduleFile != nil {
      return .part(ModulePart(name: name, origin: origin, bytes: bytes, needs: needs))
    }
    return .file(
      OutputFile(
        folder: .elixirLibrary,
        path: name.segments.map(NameRules.snakeCase).joined(separator: "/") + ".ex",
        content: FileContent(bytes), origin: origin.path),
      needs.isEmpty ? nil : (name, needs))
  }

  private func script(_ migration: Migration) -> OutputFile {
    OutputFile(
      folder: .elixirMigrations, path: "\(migration.version)_\(migration.name).exs",
      content: FileContent(
        text(MigrationTranslation(migration: migration).definition(), migration.origin)),
      origin: migration.origin.path)
  }

  private static func header(_ origin: Origin) -> String {
    "Generated by Ectype from \(origin.path). Do not edit."
  }

  private func text(_ module: ElixirExpression, _ origin: Origin) -> [UInt8] {
    printer.print([
      .comment(Self.header(origin)), .blankLine,
      .expression(module),
    ])
  }
}
