import EctypeDiagnostics
import EctypeModel

/// One changeset for every operation: what may be given when a row is made may then be changed for ever.
enum SingleChangeset: SchemaLint {
  static let code = DiagnosticCode.singleChangeset

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    let own = linted.changesets.filter { !$0.casts.isEmpty }
    guard own.count == 1, let only = own.first?.function,
      let use = linted.project.use(of: only.name.elixir, of: linted.schema.id),
      let insert = use.insert, let update = use.update
    else { return [] }
    return [
      Diagnostic(
        code, "`\(only.name.source)` serves inserts and updates alike", at: only.origin.span,
        secondary: [Label(insert, "inserts with it"), Label(update, "updates with it")],
        notes: ["what an owner, an administrator and a new user may change is seldom the same"],
        helps: [Help("write one for each operation, which casts what that operation may change")])
    ]
  }
}
