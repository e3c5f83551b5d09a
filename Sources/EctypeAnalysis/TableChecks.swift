import EctypeDiagnostics
import EctypeModel

/// Whether the tables that the migrations lead to can hold what the schemas declare. A project without
/// migrations says nothing, and neither does SQL: of a table that SQL names nothing is reported as missing.
struct TableChecks {
  let program: Program
  let tables: TableStates
  let edits: DeclarationEdits
  /// Schemas whose rows are in the tables that relations name: they need none of their own.
  let abstract: Set<SchemaID>
  var diagnostics: [Diagnostic] = []
  /// Of a query that is asked in several places a fault is told once.
  var reported: Set<Span> = []

  init(
    program: Program, tables: TableStates, edits: DeclarationEdits, abstract: Set<SchemaID>
  ) {
    self.program = program
    self.tables = tables
    self.edits = edits
    self.abstract = abstract
  }

  // MARK: Fields

  mutating func check(_ schema: Schema) {
    for association in schema.associations { checkTable(of: association) }
    guard case .table(let source, let prefix) = schema.kind, !source.isEmpty else { return }
    guard let table = tables[source, prefix: prefix] else {
      if !tables.isEmpty, !tables.mayDiffer(source), !abstract.contains(schema.id) {
        report(
          .missingColumn, "no migration creates the table `\(source)`", schema.origin.span,
          helps: [
            Help(
              "create it in a migration: `createTable(\"\(source)\"\(TableName(source, prefix: prefix).prefixOption)) { t in … }`"
            )
          ])
      }
      return
    }
    checkKey(schema, source, table)
    for property in schema.properties {
      switch property {
      case .field(let field): check(field, schema, source, table)
      case .embed(let embed): check(embed, schema, source, table)
      case .association(let association):
        check(association, schema, source, table)
        checkJoin(association, schema)
      }
    }
    if !tables.mayDiffer(source) { checkDeclared(schema, source, table) }
  }

  private mutating func check(
    _ field: Field, _ schema: Schema, _ source: String, _ table: TableState
  ) {
    guard !field.isVirtual else { return }
    let name = schema.column(of: field)
    guard let column = table.columns[name] else {
      if !tables.mayDiffer(source) { missingColumn(name, source, field.span, table) }
      return
    }
    let enumerations = EnumerationTable(enumerations: program.enumerations)
    if !ColumnTypes.holds(column.type, field.type, enumerations) {
      report(
        .columnType, "the column `\(name)` cannot hold `\(field.name.source)`", field.span,
        label: "`\(field.type.described(program.enumerations))`",
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
        helps: ColumnTypes.usual(for: field.type, enumerations).map {
          [Help("make the column `\($0)`, or the field what it holds")]
        } ?? [])
    } else {
      checkRoom(in: column, for: field, name)
    }
    checkColumn(column, of: field, name)
    checkUnique(field, name, source, table, field.span)
  }

  /// Whether the column has room for what the schema itself says that it puts there.
  private mutating func checkRoom(
    in column: TableState.Column, for field: Field, _ name: String
  ) {
    let width = ColumnWidth(column)
    var refused: (value: String, limit: String)?
    if case .enumeration(let id) = field.type.element {
      refused =
        program[id].cases.lazy.compactMap { item in
          width.exceeded(by: item.value).map { ("the value of `.\(item.name.source)`", $0) }
        }.first
    } else if let limit = field.defaultValue.flatMap(width.exceeded) {
      refused = ("the default of `\(field.name.source)`", limit)
    }
    guard let refused else { return }
    report(
      .columnType, "the column `\(name)` has no room for \(refused.value)", field.span,
      label: refused.limit,
      secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
      helps: [Help.room])
  }

  private mutating func checkUnique(
    _ field: Field, _ name: String, _ source: String, _ table: TableState, _ span: Span
  ) {
    let index = field.uniqueIndexName
    guard field.isUnique, !table.hasUniqueIndex(on: [name], named: index),
      !tables.mayDiffer(source)
    else { return }
    let option = index.map { ", name: \"\($0)\"" } ?? ""
    report(
      .missingUniqueIndex, "no unique index stands behind `\(field.name.source)`", span,
      helps: [
        Help(
          "add `createIndex(\"\(source)\", [\"\(name)\"], unique: true\(option)\(table.prefixOption))`"
        )
      ])
  }

  private mutating func checkColumn(_ column: TableState.Column, of field: Field, _ name: String) {
    let isOther = { (wanted: Int?, given: Int?) in wanted != nil && wanted != given }
    let wanted =
      (field.columnType ?? field.storage).map { $0 != ColumnTypes.describe(column.type) } ?? false
    checkDefault(of: field, column, name)
    if wanted || isOther(field.precision, column.precision) || isOther(field.scale, column.scale) {
      report(
        .columnType, "the column `\(name)` is not what `\(field.name.source)` says of it",
        field.span,
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
        helps: [Help("make both say the same")])
    }
    if !field.isOptional, column.isNullable, field.defaultValue == nil {
      let edit = edits.afterType("?", ofVariableAt: field.span)
      report(
        .nullableColumn, "`\(field.name.source)` is required, but its column may be NULL",
        field.span, secondary: [Label(column.span, "nothing here forbids NULL")],
        helps: [
          Help("add `null: false` to the column"),
          Help("or make the field optional", edits: edit.map { [$0] } ?? []),
        ])
    }
  }

  private mutating func checkDefault(
    of field: Field, _ column: TableState.Column, _ name: String
  ) {
    guard let wanted = field.columnDefault, wanted != column.defaultValue else { return }
    report(
      .columnType, "the column `\(name)` has not the default that `\(field.name.source)` says",
      field.span,
      secondary: [
        Label(
          column.span,
          column.defaultValue.map { "\(ColumnTypes.describe($0)) here" } ?? "no default here")
      ],
      helps: [Help("make both say the same")])
  }

  private mutating func missingColumn(
    _ name: String, _ source: String, _ span: Span, _ table: TableState
  ) {
    let nearest = Suggestions.nearest(to: name, among: table.columns.keys.sorted())
    let removal = table.removed[name].map { Label($0, "the column is removed here") }
    report(
      .missingColumn, "the table `\(source)` has no column `\(name)`", span,
      secondary: [removal ?? Label(table.span, "the table is created here")],
      helps: nearest.map { [Help("did you mean `\($0)`?")] }
        ?? [Help("add the column in a migration, or mark the field `@virtual`")])
  }

  private mutating func check(
    _ embed: Embed, _ schema: Schema, _ source: String, _ table: TableState
  ) {
    let name = schema.column(embed.name.elixir, source: embed.source)
    guard let column = table.columns[name] else {
      if !tables.mayDiffer(source) { missingColumn(name, source, embed.origin.span, table) }
      return
    }
    if !ColumnTypes.holdsEmbed(column.type) {
      report(
        .columnType, "the column `\(name)` cannot hold an embedded schema", embed.origin.span,
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
        helps: [Help("make it `.map`")])
    }
  }

  // MARK: Keys

  /// A key that nobody writes is counted by the database.
  private mutating func checkKey(_ schema: Schema, _ source: String, _ table: TableState) {
    let name: String
    let span: Span
    switch schema.primaryKey {
    case .standard: (name, span) = ("id", schema.origin.span)
    case .custom(let field) where field.type == .id && field.autogenerate == .byType:
      (name, span) = (schema.column(of: field), field.span)
    default: return
    }
    guard let column = table.columns[name], case .named(let type) = column.type,
      ["id", "integer", "bigint", "smallint"].contains(type), column.defaultValue == nil,
      !tables.mayDiffer(source)
    else { return }
    report(
      .columnType, "nothing counts the key `\(name)` of `\(source)`", span,
      label: "nobody gives it a value",
      secondary: [Label(column.span, "`.\(type)` is a plain number")],
      notes: ["the database would refuse every row that is inserted"],
      helps: [
        Help("make the column `.bigserial`, or leave it out: every table has an `id`"),
        Help("or give the key yourself: `@primaryKey(autogenerate: false) var \(name): Int`"),
      ])
  }

  private mutating func check(
    _ association: Association, _ schema: Schema, _ source: String, _ table: TableState
  ) {
    guard case .belongsTo(let key) = association.kind else { return }
    let name = schema.column(of: key.field)
    guard let column = table.columns[name] else { return }
    checkUnique(key.field, name, source, table, association.origin.span)
    if !table.hasIndex(startingWith: name), !tables.mayDiffer(source) {
      report(
        .unindexedForeignKey, "no index starts with `\(name)`", association.origin.span,
        secondary: [Label(column.span, "the column is made here")],
        notes: ["deleting the other row, and every join, would scan the whole of `\(source)`"],
        helps: [
          Help("add `createIndex(\"\(source)\", [\"\(name)\"]\(table.prefixOption))`")
        ])
    }
  }

  // MARK: Functions

  /// What the body of a function says of tables.
  mutating func check(_ function: Function) {
    function.body.walk { expression in
      switch expression.kind {
      case .changeset(let call):
        guard case .constraint(let step) = call.step, step.kind == .unique,
          case .changeset(let id?) = expression.type
        else { return }
        check(step, at: call.span, of: program[id])
      case .call(let call):
        checkRows(of: call)
        checkConflict(of: call)
        checkLock(of: call)
      default: return
      }
    }
  }

  private mutating func check(_ step: Constraint, at span: Span, of schema: Schema) {
    guard case .table(let source, let prefix) = schema.kind,
      let table = tables[source, prefix: prefix],
      !tables.mayDiffer(source)
    else { return }
    let columns = step.fields.map { schema.field($0).map(schema.column) ?? $0 }
    let expected = step.name ?? ([source] + columns + ["index"]).joined(separator: "_")
    let known = table.indexes.filter(\.isUnique).map(\.name)
    if known.contains(expected) { return }
    let nearest = Suggestions.nearest(to: expected, among: known)
    let list = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .missingUniqueIndex, "no unique index `\(expected)` stands behind this constraint",
        at: span, notes: ["without it two rows can be the same, and no error is ever shown"],
        helps: [
          Help(
            nearest.map { "did you mean `name: \"\($0)\"`?" }
              ?? "add `createIndex(\"\(source)\", [\(list)], unique: true\(table.prefixOption))`")
        ]))
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ span: Span, label: String = "",
    secondary: [Label] = [], notes: [String] = [], helps: [Help] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: span, label: label, secondary: secondary, notes: notes,
        helps: helps))
  }
}

extension Association {
  /// What a `has_many` or `has_one` says.
  var has: Has? {
    switch self.kind {
    case .hasMany(let has), .hasOne(let has): has
    default: nil
    }
  }

  /// The Elixir name of the field of the related schema that refers back to the owner.
  func foreignKey(from owner: Schema) -> String? {
    has.map { $0.foreignKey ?? NameRules.snakeCase(owner.module.last) + "_id" }
  }
}
