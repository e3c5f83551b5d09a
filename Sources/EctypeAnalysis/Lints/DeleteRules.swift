import EctypeDiagnostics
import EctypeModel

/// A schema says what a deleted row does to those that refer to it, and the database says something else.
enum DeleteRules: SchemaLint {
  static let code = DiagnosticCode.unmatchedOnDelete

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    linted.schema.associations.compactMap { diagnostic($0, linted.schema, linted.project) }
  }

  private static func diagnostic(
    _ association: Association, _ schema: Schema, _ project: LintedProject
  ) -> Diagnostic? {
    guard let wanted = association.has?.onDelete, wanted != .nothing else { return nil }
    let target = project.program[association.target]
    guard let key = association.foreignKey(from: schema),
      case .table(let source, let prefix) = target.kind,
      let name = target.field(key).map(target.column),
      let table = project.tables[source, prefix: prefix]
    else { return nil }
    if wanted == .nilifyAll, let column = table.columns[name], !column.isNullable {
      return Diagnostic(
        code, "`\(association.name.source)` would set `\(name)` to NULL, which it cannot be",
        at: association.origin.span, label: "`onDelete: .nilifyAll`",
        secondary: [Label(column.span, "never NULL")],
        helps: [Help("say `onDelete: .deleteAll`, or let the column be NULL")])
    }
    guard let reference = table.foreignKeys.first(where: { $0.column == name }),
      reference.onDelete != wanted.rawValue
    else { return nil }
    let given = reference.onDelete ?? "nothing"
    return Diagnostic(
      code,
      "`\(association.name.source)` says `\(spelled(wanted.rawValue))`, and the database `\(spelled(given))`",
      at: association.origin.span,
      secondary: [Label(reference.span, "the database does what this says")],
      notes: [
        "Ecto acts on what `Repo.delete` is given alone: rows that are deleted by a query, by SQL or by another row's deletion follow the database"
      ],
      helps: [
        Help(
          "say it in a migration: `.references(\"\(reference.table.name)\", onDelete: \(spelled(wanted.rawValue)))`"
        ),
        Help("and leave out `onDelete` here, once the database does it"),
      ])
  }

  private static func spelled(_ name: String) -> String { ".\(NameRules.camelCase(name))" }
}
