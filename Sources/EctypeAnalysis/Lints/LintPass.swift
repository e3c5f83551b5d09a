import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Asks the lints. What they said of a file is kept until something that they looked at is different.
struct LintPass {
  private let schemaLints: [any SchemaLint.Type]
  private let tableLints: [any TableLint.Type]
  private let keepsReads: Bool
  /// Since the lints were asked last: where something is wrong, they are not.
  private var changes = ProgramChanges()
  private var hasOtherTables = true
  private var uses = ChangesetUses()
  private(set) var ofTables: [Diagnostic] = []

  init(_ settings: AnalysisSettings, keepsReads: Bool) {
    schemaLints = DeclarationLints.schemas.filter { settings.level(of: $0.code) != .off }
    tableLints = DeclarationLints.tables.filter { settings.level(of: $0.code) != .off }
    self.keepsReads = keepsReads
  }

  /// Notes what is different since the last run of the analysis.
  mutating func note(_ changes: ProgramChanges, hasOtherTables: Bool) {
    self.changes.formUnion(changes)
    self.hasOtherTables = self.hasOtherTables || hasOtherTables
  }

  /// - Parameter trees: those of the files.
  mutating func run(
    _ files: [FileState], _ program: Program, _ tables: TableStates,
    _ trees: @escaping @Sendable (FileID) -> SyntaxTree?
  ) {
    let changedUses = gatherUses(files)
    let affected = files.filter { state in
      hasOtherTables || changes.files.contains(state.file)
        || state.lintReads.meet(changes, changedUses)
        || state.lintDiagnostics.contains { $0.mentions(changes.files) }
    }
    let project = LintedProject(program, tables: tables, uses: uses)
    Parallel.forEach(affected) { [keepsReads, schemaLints] state in
      state.lintReads = LintReads()
      state.lint(
        schemaLints, keepsReads ? project.noting(in: state.lintReads) : project,
        DeclarationEdits(trees))
    }
    if hasOtherTables { ofTables = tableLints.flatMap { $0.diagnostics(in: tables) } }
    changes = ProgramChanges()
    hasOtherTables = false
  }

  /// Whose uses are others than before.
  private mutating func gatherUses(_ files: [FileState]) -> Set<ChangesetUses.Callee> {
    guard schemaLints.contains(where: { $0 == SingleChangeset.self }) else { return [] }
    var isOther = changes.declarations
    for state in files where changes.files.contains(state.file) {
      let uses = ChangesetUses(in: state.modules.lazy.flatMap(\.functions))
      isOther = isOther || uses != state.changesetUses
      state.changesetUses = uses
    }
    if !isOther { return [] }
    let old = uses
    uses = ChangesetUses()
    for state in files { uses.add(state.changesetUses) }
    return uses.changed(from: old)
  }
}

/// What the lints of a file have looked at in others.
struct LintReads {
  let schemas = ReadLog<SchemaID>()
  /// Where functions are.
  let files = ReadLog<FileID>()
  let uses = ReadLog<ChangesetUses.Callee>()

  func meet(_ changes: ProgramChanges, _ uses: Set<ChangesetUses.Callee>) -> Bool {
    schemas.meets(changes.schemas) || files.meets(changes.files) || self.uses.meets(uses)
  }
}

extension Diagnostic {
  /// Whether it shows a place in one of the files.
  fileprivate func mentions(_ files: Set<FileID>) -> Bool {
    files.contains(primary.span.file) || secondary.contains { files.contains($0.span.file) }
      || helps.contains { $0.edits.contains { files.contains($0.span.file) } }
  }
}
