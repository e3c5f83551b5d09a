import EctypeDiagnostics
import EctypeModel

/// What a schema declares of its table beyond columns, and the tables between two schemas.
extension TableChecks {
  /// `#index`, `#unique` and `#check`: the migrations must make them.
  mutating func checkDeclared(_ schema: Schema, _ source: String, _ table: TableState) {
    for index in schema.indexes where !table.has(index) {
      let step = Self.step(for: index, on: table)
      diagnostics.append(
        Diagnostic(
          index.isUnique ? .missingUniqueIndex : .missingIndex,
          "no migration creates this \(index.isUnique ? "unique " : "")index", at: index.span,
          secondary: [Label(table.span, "the table is created here")],
          helps: [Help("add `\(step)`")]))
    }
    for check in schema.checks where !table.checks.contains(check.name) {
      diagnostics.append(
        Diagnostic(
          .missingConstraint, "no migration creates the constraint `\(check.name)`",
          at: check.span, secondary: [Label(table.span, "the table is created here")],
          helps: [
            Help(
              "add `createConstraint(\"\(source)\", .check, name: \"\(check.name)\", check: \"\(check.expression)\"\(table.prefixOption))`"
            )
          ]))
    }
  }

  private static func step(for index: SchemaIndex, on table: TableState) -> String {
    var options = ""
    if index.isUnique { options += ", unique: true" }
    if let name = index.name { options += ", name: \"\(name)\"" }
    if let filter = index.filter { options += ", where: \"\(filter)\"" }
    let columns = index.columns.map { "\"\($0)\"" }.joined(separator: ", ")
    return "createIndex(\"\(table.name.name)\", [\(columns)]\(options)\(table.prefixOption))"
  }

  /// `table:` of a relation: all that the other schema stores is read from there.
  mutating func checkTable(of association: Association) {
    let target = program[association.target]
    guard let name = association.table, case .table(_, let prefix) = target.kind, !tables.isEmpty,
      !tables.mayDiffer(name)
    else { return }
    guard let table = tables[name, prefix: prefix] else {
      report(
        .missingColumn, "no migration creates the table `\(name)`", association.origin.span,
        label: "its rows are read from there",
        helps: [
          Help(
            "create it in a migration: `createTable(\"\(name)\"\(TableName(name, prefix: prefix).prefixOption)) { t in … }`"
          )
        ])
      return
    }
    for property in target.properties {
      guard let column = target.column(of: property), table.columns[column] == nil else { continue }
      report(
        .missingColumn,
        "the table `\(name)` has no column `\(column)`, which `\(target.module.last)` reads",
        association.origin.span,
        secondary: [
          table.removed[column].map { Label($0, "the column is removed here") }
            ?? Label(table.span, "the table is created here")
        ],
        helps: [Help("add the column in a migration, or let the relation read from another table")])
    }
  }

  /// The table that a `many_to_many` goes through by name has its two keys.
  mutating func checkJoin(
    _ association: Association, _ schema: Schema
  ) {
    guard case .manyToMany(let join) = association.kind, case .table(let name) = join.joinThrough,
      case .table(_, let prefix) = schema.kind, !tables.isEmpty, !tables.mayDiffer(name)
    else { return }
    guard let table = tables[name, prefix: prefix] else {
      report(
        .missingColumn, "no migration creates the table `\(name)`", association.origin.span,
        label: "it joins `\(schema.module.last)` and `\(program[association.target].module.last)`",
        helps: [Help("create it in a migration: `createTable(\"\(name)\") { t in … }`")])
      return
    }
    for key in join.keys(of: schema, program[association.target])
    where table.columns[key.column] == nil {
      let nearest = Suggestions.nearest(to: key.column, among: table.columns.keys.sorted())
      report(
        .missingColumn, "the table `\(name)` has no column `\(key.column)`",
        association.origin.span,
        secondary: [Label(table.span, "the table is created here")],
        helps: nearest.map { [Help("did you mean `\($0)`?")] }
          ?? [Help("add it, or name the keys that it has: `joinKeys: [postId: .id, tagId: .id]`")])
    }
  }
}
