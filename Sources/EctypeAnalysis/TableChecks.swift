import EctypeDiagnostics
import EctypeModel

/// Whether the tables that the migrations make can hold what the schemas declare.
struct TableChecks {
  let program: Program
  private let tables: TableStates
  var diagnostics: [Diagnostic] = []

  init(_ program: Program, _ tables: TableStates) {
    self.program = program
    self.tables = tables
  }

  mutating func check(_ schema: Schema) { check(schema, tables) }

  private mutating func check(_ schema: Schema, _ tables: TableStates) {
    guard case .table(let source, _) = schema.kind else { return }
    // A project without migrations, or a view that SQL makes, says nothing.
    guard let table = tables[source] else {
      if !tables.isEmpty, !tables.mayHoldAnything {
        report(
          .missingColumn, "no migration creates the table `\(source)`", schema.origin,
          helps: [Help("create it in a migration: `createTable(\"\(source)\") { t in … }`")])
      }
      return
    }
    for property in schema.properties {
      switch property {
      case .field(let field): check(field, schema, source, table, tables)
      case .embed(let embed): check(embed, schema, source, table, tables)
      case .association(let association):
        check(association, schema, source, table)
        if !tables.mayHoldAnything { checkJoin(association, schema, tables) }
      }
    }
    checkConstraints(of: schema, source, table)
    if !tables.mayHoldAnything { checkDeclared(schema, source, table) }
  }

  private mutating func check(
    _ field: Field, _ schema: Schema, _ source: String, _ table: TableState, _ tables: TableStates
  ) {
    guard !field.isVirtual else { return }
    let name = schema.column(of: field)
    guard let column = table.columns[name] else {
      if !tables.mayHoldAnything {
        missingColumn(name, source, field.origin, table)
      }
      return
    }
    if !ColumnTypes.holds(column.type, field.type, program) {
      report(
        .columnType, "the column `\(name)` cannot hold `\(field.name.source)`", field.origin,
        label: "`\(field.type.described(program.enumerations))`",
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")])
    }
    let isOther = { (wanted: Int?, given: Int?) in wanted != nil && wanted != given }
    let wanted = (field.columnType ?? field.storage).map { $0 != ColumnTypes.describe(column.type) } ?? false
    checkDefault(of: field, column, name)
    if wanted || isOther(field.precision, column.precision) || isOther(field.scale, column.scale) {
      report(
        .columnType, "the column `\(name)` is not what `\(field.name.source)` says of it",
        field.origin,
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
        helps: [Help("make both say the same")])
    }
    if !field.isOptional, column.isNullable, field.defaultValue == nil {
      report(
        .nullableColumn, "`\(field.name.source)` is required, but its column may be NULL",
        field.origin, secondary: [Label(column.span, "nothing here forbids NULL")],
        helps: [Help("add `null: false` to the column, or make the field optional with `?`")])
    }
    if field.isUnique, !table.hasUniqueIndex(on: [name], named: field.uniqueIndexName) {
      report(
        .missingUniqueIndex, "no unique index stands behind `\(field.name.source)`", field.origin,
        helps: [Help("add `createIndex(\"\(source)\", [\"\(name)\"], unique: true\(named(field.uniqueIndexName)))`")])
    }
  }

  private func named(_ name: String?) -> String { name.map { ", name: \"\($0)\"" } ?? "" }

  private mutating func checkDefault(
    of field: Field, _ column: TableState.Column, _ name: String
  ) {
    guard let wanted = field.columnDefault, wanted != column.defaultValue else { return }
    report(
      .columnType, "the column `\(name)` has not the default that `\(field.name.source)` says",
      field.origin,
      secondary: [
        Label(
          column.span,
          column.defaultValue.map { "\(ColumnTypes.describe($0)) here" } ?? "no default here")
      ],
      helps: [Help("make both say the same")])
  }

  private mutating func missingColumn(
    _ name: String, _ source: String, _ origin: Origin, _ table: TableState
  ) {
    let nearest = Suggestions.nearest(to: name, among: table.columns.keys.sorted())
    report(
      .missingColumn, "the table `\(source)` has no column `\(name)`", origin,
      secondary: [Label(table.span, "the table is created here")],
      helps: nearest.map { [Help("did you mean `\($0)`?")] }
        ?? [Help("add the column in a migration, or mark the field `@virtual`")])
  }

  private mutating func check(
    _ embed: Embed, _ schema: Schema, _ source: String, _ table: TableState, _ tables: TableStates
  ) {
    let name = schema.column(embed.name.elixir, source: embed.source)
    guard let column = table.columns[name] else {
      if !tables.mayHoldAnything { missingColumn(name, source, embed.origin, table) }
      return
    }
    if !ColumnTypes.holdsEmbed(column.type) {
      report(
        .columnType, "the column `\(name)` cannot hold an embedded schema", embed.origin,
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
        helps: [Help("make it `.map`")])
    }
  }

  private mutating func check(
    _ association: Association, _ schema: Schema, _ source: String, _ table: TableState
  ) {
    guard case .belongsTo(let key) = association.kind else { return }
    let name = schema.column(of: key.field)
    if table.columns[name] != nil, !table.hasIndex(startingWith: name) {
      report(
        .unindexedForeignKey, "no index starts with `\(name)`", association.origin,
        notes: ["deleting the other row, and every join, would scan the whole of `\(source)`"],
        helps: [Help("add `createIndex(\"\(source)\", [\"\(name)\"])`")])
    }
  }

  private mutating func checkConstraints(of schema: Schema, _ source: String, _ table: TableState) {
    for function in schema.functions where function.role == .changeset {
      for constraint in function.body.constraints where constraint.kind.kind == .unique {
        let step = constraint.kind
        let columns = step.fields.map { name in
          schema.field(name).map(schema.column) ?? name
        }
        let expected = step.name ?? source + "_" + columns.joined(separator: "_") + "_index"
        if table.uniqueIndexes.contains(where: { $0.name == expected }) { continue }
        diagnostics.append(
          Diagnostic(
            .missingUniqueIndex, "no unique index `\(expected)` stands behind this constraint",
            at: constraint.span,
            notes: ["without it two rows can be the same, and no error is ever shown"],
            helps: [
              Help(
                "add `createIndex(\"\(source)\", [\(columns.map { "\"\($0)\"" }.joined(separator: ", "))], unique: true)`"
              )
            ]))
      }
    }
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ origin: Origin, label: String = "",
    secondary: [Label] = [], notes: [String] = [], helps: [Help] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: origin.span, label: label, secondary: secondary, notes: notes,
        helps: helps))
  }
}

extension Block {
  /// The constraints of its changeset pipelines, with their places.
  var constraints: [(kind: Constraint, span: Span)] {
    statements.flatMap { statement -> [(kind: Constraint, span: Span)] in
      guard case .return(let value) = statement else { return [] }
      var result: [(kind: Constraint, span: Span)] = []
      var current: Expression? = value
      while let expression = current {
        switch expression.kind {
        case .changeset(let call):
          if case .constraint(let constraint) = call.step { result.append((constraint, call.span)) }
          current = call.base
        case .call(let call): current = call.arguments.first
        default: current = nil
        }
      }
      return result.reversed()
    }
  }
}
