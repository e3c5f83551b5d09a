import EctypeDiagnostics
import EctypeModel

/// A changeset casts what the database may refuse, and has no step that turns the refusal into an error of
/// the field: the user would see a crash, `Ecto.ConstraintError`.
enum UnhandledConstraint: SchemaLint {
  static let code = DiagnosticCode.unhandledConstraint

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    guard case .table(let source, let prefix) = linted.schema.kind else { return [] }
    let tables = linted.project.tables
    let table = tables[source, prefix: prefix]
    // Where migrations are known and make no such table, nothing is known of its constraints.
    if table == nil, !tables.isEmpty { return [] }
    return linted.changesets.flatMap { summary in
      references(of: summary, source, table, linted)
        + uniqueIndexes(of: summary, source, table, linted)
    }
  }

  private static func references(
    of summary: ChangesetSummary, _ source: String, _ table: TableState?, _ linted: LintedSchema
  ) -> [Diagnostic] {
    let schema = linted.schema
    return schema.associations.compactMap { association in
      guard case .belongsTo(let key) = association.kind,
        let cast = summary.casts.first(where: { $0.field == key.field.name.elixir })
      else { return nil }
      let column = schema.column(of: key.field)
      let reference = table?.foreignKeys.first { $0.column == column }
      if table != nil, reference == nil { return nil }
      let conventional = "\(source)_\(column)_fkey"
      let name = reference?.name ?? conventional
      let isHandled = summary.constraints.contains { constraint, _ in
        switch constraint.kind {
        case .association: constraint.fields == [association.name.elixir]
        case .foreignKey:
          constraint.fields.contains(key.field.name.elixir) || constraint.name == name
        default: false
        }
      }
      if isHandled { return nil }
      let keyName = NameRules.camelCase(key.field.name.source)
      let step =
        name == conventional && column == key.field.name.elixir
        ? "assocConstraint(.\(association.name.source))"
        : "foreignKeyConstraint(.\(keyName), name: \"\(name)\")"
      return diagnostic(
        "`\(keyName)` may name no row, and storing this changeset would crash",
        at: cast.span, label: "casts `\(keyName)`",
        Label(
          association.origin.span,
          "refers to `\(linted.project.program[association.target].module.last)`"),
        step, summary, linted.edits)
    }
  }

  private static func uniqueIndexes(
    of summary: ChangesetSummary, _ source: String, _ table: TableState?, _ linted: LintedSchema
  ) -> [Diagnostic] {
    let schema = linted.schema
    return (table?.indexes.filter(\.isUnique) ?? []).compactMap { index in
      let fields = index.columns.map { column in
        schema.fields.first { schema.column(of: $0) == column }
      }
      let names = fields.compactMap { $0?.name }
      // Rows of different keys differ in what holds the key.
      if let key = table?.primaryKey, !key.isEmpty, Set(key).isSubset(of: index.columns) {
        return nil
      }
      guard names.count == index.columns.count,
        let cast = summary.casts.first(where: { cast in names.contains { $0.elixir == cast.field } }
        )
      else { return nil }
      let isHandled = summary.constraints.contains { constraint, _ in
        constraint.kind == .unique
          && (constraint.name == index.name
            || constraint.name == nil
              && constraint.fields == names.map(\.elixir))
      }
      if isHandled { return nil }
      let list = names.map { ".\($0.source)" }.joined(separator: ", ")
      let conventional = ([source] + index.columns + ["index"]).joined(separator: "_")
      let step =
        "uniqueConstraint(\(names.count == 1 ? list : "[\(list)]")"
        + (index.name == conventional ? ")" : ", name: \"\(index.name)\")")
      return diagnostic(
        "another row may have the same \(listed(names)), and storing this changeset would crash",
        at: cast.span,
        label:
          "casts \(listed(names.filter { name in summary.casts.contains { $0.field == name.elixir } }))",
        Label(index.span, "this index is unique"), step, summary, linted.edits)
    }
  }

  static func listed(_ names: [Name]) -> String {
    let quoted = names.map { "`\($0.source)`" }
    return quoted.count < 2
      ? quoted.joined() : quoted.dropLast().joined(separator: ", ") + " and " + quoted.last!
  }

  private static func diagnostic(
    _ message: String, at span: Span, label: String, _ secondary: Label, _ step: String,
    _ summary: ChangesetSummary, _ edits: DeclarationEdits
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: span, label: label, secondary: [secondary],
      notes: ["Ecto raises where the database refuses a row and no step of the changeset says how"],
      helps: [
        Help(
          "turn it into an error of the field: `|> \(step)`",
          edits: summary.end.flatMap { edits.step(step, after: $0) }.map { [$0] } ?? [])
      ])
  }
}
