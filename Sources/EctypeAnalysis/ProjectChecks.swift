import EctypeDiagnostics
import EctypeModel

/// What only the whole project tells: two migrations of one version, what the migrations lead to, and whether
/// those tables can hold what the schemas declare.
struct ProjectChecks {
  let program: Program
  let edits: DeclarationEdits
  /// What the migrations lead to.
  private(set) var tables = TableStates()
  private(set) var diagnostics: [Diagnostic] = []

  init(_ program: Program, edits: DeclarationEdits) {
    self.program = program
    self.edits = edits
  }

  mutating func run() {
    checkVersions()
    for migration in program.migrations.sorted(by: { $0.version < $1.version }) {
      tables.apply(migration)
    }
    diagnostics += tables.diagnostics
    var checks = TableChecks(program: program, tables: tables, edits: edits)
    checks.run()
    diagnostics += checks.diagnostics
  }

  private mutating func checkVersions() {
    var versions: [String: Migration] = [:]
    for migration in program.migrations {
      if let other = versions[migration.version] {
        report(
          .invalidMigration, "two migrations have version \(migration.version)", migration.origin,
          secondary: [Label(other.origin.span, "the other")],
          notes: ["Ecto runs a version once"])
      }
      versions[migration.version] = migration
    }
    var names: [ModuleName: Migration] = [:]
    for migration in program.migrations {
      if let other = names[migration.module] {
        report(
          .invalidMigration, "two migrations are called `\(migration.name)`", migration.origin,
          secondary: [Label(other.origin.span, "the other")],
          notes: ["both would be the module `\(migration.module)`"])
      }
      names[migration.module] = migration
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ origin: Origin, secondary: [Label] = [],
    notes: [String] = []
  ) {
    diagnostics.append(
      Diagnostic(code, message, at: origin.span, secondary: secondary, notes: notes))
  }
}
