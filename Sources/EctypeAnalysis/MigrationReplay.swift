import EctypeDiagnostics
import EctypeModel

/// The tables that the migrations of a project make, and what is wrong between migrations.
struct MigrationReplay {
  private let migrations: [Migration]
  private(set) var tables: TableStates
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter isComplete: whether these are all, and none was left out for its mistakes.
  init(_ migrations: [Migration], isComplete: Bool) {
    self.migrations = migrations
    tables = TableStates(mayHoldAnything: !isComplete)
  }

  mutating func run() {
    checkVersions()
    for migration in migrations.sorted(by: { $0.version < $1.version }) {
      tables.apply(migration)
    }
    tables.settle()
    diagnostics += tables.diagnostics
  }

  private mutating func checkVersions() {
    var versions: [String: Migration] = [:]
    for migration in migrations {
      if let other = versions[migration.version] {
        report(
          .invalidMigration, "two migrations have version \(migration.version)", migration.origin,
          secondary: [Label(other.origin.span, "the other")],
          notes: ["Ecto runs a version once"],
          help: "give the later one another version")
      }
      versions[migration.version] = migration
    }
    var names: [ModuleName: Migration] = [:]
    for migration in migrations {
      if let other = names[migration.module] {
        report(
          .invalidMigration, "two migrations are called `\(migration.name)`", migration.origin,
          secondary: [Label(other.origin.span, "the other")],
          notes: ["both would be the module `\(migration.module)`"],
          help: "give one of them another name: `@migration(\"…\")`")
      }
      names[migration.module] = migration
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ origin: Origin, secondary: [Label],
    notes: [String], help: String
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: origin.span, secondary: secondary, notes: notes, helps: [Help(help)]))
  }
}
