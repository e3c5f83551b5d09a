import EctypeDiagnostics
import EctypeModel

/// A step of a changeset names a constraint that no migration makes: the database never refuses anything by
/// that name, so the step does nothing, and another refusal is not caught.
enum MissingConstraint: SchemaLint {
  static let code = DiagnosticCode.missingConstraint

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    let project = linted.project
    return linted.changesets.flatMap { summary -> [Diagnostic] in
      summary.constraints.compactMap { constraint, span in
        guard let expected = expected(constraint, linted.schema, project.program),
          let table = project.tables[expected.table.name, prefix: expected.table.prefix],
          !project.tables.mayDiffer(expected.table.name)
        else { return nil }
        let known =
          constraint.kind == .check ? table.checks.sorted() : table.foreignKeys.map(\.name)
        if known.contains(expected.name) { return nil }
        let what = constraint.kind == .check ? "check" : "foreign key"
        let nearest = Suggestions.nearest(to: expected.name, among: known)
        return Diagnostic(
          code, "the table `\(expected.table.name)` has no \(what) `\(expected.name)`", at: span,
          label: "catches nothing", secondary: [Label(table.span, "the table is created here")],
          notes: ["Ecto finds a constraint by its name in the database"],
          helps: [
            Help(
              nearest.map { "did you mean `name: \"\($0)\"`?" }
                ?? "make it in a migration, or leave out this step")
          ])
      }
    }
  }

  /// The constraint's table and its name there. Unique constraints are `missing-unique-index`; exclusions can
  /// only be made by SQL.
  private static func expected(
    _ constraint: Constraint, _ schema: Schema, _ program: Program
  ) -> (table: TableName, name: String)? {
    guard case .table(let source, let prefix) = schema.kind, let field = constraint.fields.first
    else { return nil }
    let table = TableName(source, prefix: prefix)
    let association = schema.associations.first { $0.name.elixir == field }
    switch constraint.kind {
    case .check: return constraint.name.map { (table, $0) }
    case .foreignKey:
      let column = schema.field(field).map(schema.column) ?? field
      return (table, constraint.name ?? "\(source)_\(column)_fkey")
    case .association:
      guard let association, case .belongsTo(let key) = association.kind else { return nil }
      return (table, constraint.name ?? "\(source)_\(key.field.name.elixir)_fkey")
    case .noAssociation:
      guard let association, case .table(let other, let prefix) = program[association.target].kind,
        let key = association.foreignKey(from: schema)
      else { return nil }
      return (TableName(other, prefix: prefix), constraint.name ?? "\(other)_\(key)_fkey")
    case .unique, .exclusion: return nil
    }
  }
}
