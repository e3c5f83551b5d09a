import EctypeDiagnostics
import EctypeModel

/// What only the whole project tells: two outputs of one name, and whether the tables that the migrations
/// make can hold what the schemas declare.
struct ProjectChecks {
  let program: Program
  private(set) var diagnostics: [Diagnostic] = []

  init(_ program: Program) { self.program = program }

  mutating func run() {
    checkVersions()
    var tables = TableStates()
    for migration in program.migrations.sorted(by: { $0.version < $1.version }) {
      tables.apply(migration)
    }
    diagnostics += tables.diagnostics
    for schema in program.schemas { check(schema, tables) }
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

  // MARK: Schemas against tables

  private mutating func check(_ schema: Schema, _ tables: TableStates) {
    guard case .table(let source, _) = schema.kind else { return }
    // A project without migrations, or a view that SQL makes, says nothing.
    guard let table = tables[source] else {
      if !tables.isEmpty, !tables.hasRawSQL {
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
      case .association(let association): check(association, schema, source, table)
      }
    }
    checkConstraints(of: schema, source, table)
  }

  private mutating func check(
    _ field: Field, _ schema: Schema, _ source: String, _ table: TableState, _ tables: TableStates
  ) {
    guard !field.isVirtual else { return }
    let name = field.source ?? field.name.elixir
    guard let column = table.columns[name] else {
      if !tables.hasRawSQL {
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
    let wanted = field.columnType.map { $0 != ColumnTypes.describe(column.type) } ?? false
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
    if field.isUnique, !table.hasUniqueIndex(on: [name]) {
      report(
        .missingUniqueIndex, "no unique index stands behind `\(field.name.source)`", field.origin,
        helps: [Help("add `createIndex(\"\(source)\", [\"\(name)\"], unique: true)`")])
    }
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
    let name = embed.source ?? embed.name.elixir
    guard let column = table.columns[name] else {
      if !tables.hasRawSQL { missingColumn(name, source, embed.origin, table) }
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
    let name = key.field.source ?? key.field.name.elixir
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
          schema.field(name)?.source ?? name
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

  private mutating func report(
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
