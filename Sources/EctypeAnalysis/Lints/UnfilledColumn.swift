import EctypeDiagnostics
import EctypeModel

/// A column that is never NULL and that nobody fills: the schema says that the field may be nil, or has none for it, and
/// the database has no default.
enum UnfilledColumn: SchemaLint {
  static let code = DiagnosticCode.unfilledColumn

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    let (schema, tables) = (linted.schema, linted.project.tables)
    guard case .table(let source, let prefix) = schema.kind,
      let table = tables[source, prefix: prefix], !tables.mayDiffer(source)
    else { return [] }
    let unfilled = table.columns.filter { !$0.value.isFilled }
    if unfilled.isEmpty { return [] }
    let own = Set(schema.properties.compactMap(schema.column))
    var missing = unfilled.filter { !own.contains($0.key) }
    if !missing.isEmpty { removeWritten(to: table.name, &missing, linted.project) }
    return schema.properties.compactMap { optional($0, schema, unfilled) }
      + unknown(schema, missing)
  }

  /// Of a table that several schemas have, each may write a part.
  private static func removeWritten(
    to table: TableName, _ missing: inout [String: TableState.Column], _ project: LintedProject
  ) {
    for schema in project.schemas(of: table) {
      for column in schema.properties.compactMap(schema.column) { missing[column] = nil }
    }
  }

  private static func optional(
    _ property: Schema.Property, _ schema: Schema, _ unfilled: [String: TableState.Column]
  ) -> Diagnostic? {
    guard property.mayBeInsertedAsNil, let name = schema.column(of: property),
      let column = unfilled[name]
    else { return nil }
    return Diagnostic(
      code, "`\(property.name.source)` may be nil, and its column is never NULL", at: property.span,
      secondary: [Label(column.span, "never NULL, and without a default")],
      notes: ["the database refuses every row that is inserted without it"],
      helps: [
        Help("leave out the `?`, so that whoever makes one must give it"),
        Help("or let the column be NULL, or have a default"),
      ])
  }

  private static func unknown(
    _ schema: Schema, _ unfilled: [String: TableState.Column]
  ) -> [Diagnostic] {
    unfilled.sorted { $0.key < $1.key }.map { name, column in
      Diagnostic(
        code, "`\(schema.module.last)` has no field for `\(name)`, which is never NULL",
        at: schema.origin.span, secondary: [Label(column.span, "without a default")],
        notes: ["the database refuses every row that is inserted by this schema"],
        helps: [
          Help("declare it: `var \(NameRules.camelCase(name)): …`"),
          Help("or let the column be NULL, or have a default"),
        ])
    }
  }
}

extension TableState.Column {
  /// Whether a row that says nothing of it can be inserted.
  fileprivate var isFilled: Bool {
    let hasDefault = defaultValue.map { $0 != .literal(.null) } ?? false
    return isNullable || hasDefault || countsByItself
  }
}

extension Schema.Property {
  /// What a new struct has there is nil, and neither Ecto nor the database makes another value of it.
  fileprivate var mayBeInsertedAsNil: Bool {
    switch self {
    case .field(let field):
      field.isOptional && field.defaultValue == nil && !field.readAfterWrites
        && [nil, .off].contains(field.autogenerate)
    case .embed(let embed): embed.isOptional && !embed.isMany && !embed.defaultsToStruct
    case .association: false
    }
  }

  fileprivate var span: Span {
    switch self {
    case .field(let field): field.span
    case .embed(let embed): embed.origin.span
    case .association(let association): association.origin.span
    }
  }
}
