import EctypeDiagnostics
import EctypeModel

extension TableChecks {
  /// Whether the table takes the rows that `insert_all` is given as they stand in the source: its columns have room
  /// for the values, and none is left NULL that may not be. Values of variables are known only when it runs.
  mutating func checkRows(of call: Call) {
    guard case .repository(let repository, "insert_all") = call.callee, call.arguments.count > 1,
      let (source, prefix, schema) = insertedTable(call.arguments[0]),
      let table = tables[source, prefix: prefix],
      // SQL may have made a column wider; another prefix is another table.
      !tables.mayDiffer(source), !call.options.contains(where: { $0.key == "prefix" })
    else { return }
    let isPostgres = isPostgres(repository)
    call.arguments[1].forEachRow { entries, span in
      var given: [String: Expression] = [:]
      for entry in entries {
        guard case .literal(.atom(let name)) = entry.key.kind else { return }
        let column = schema.map { schema in schema.field(name).map(schema.column) } ?? name
        guard let column else { return }
        given[column] = entry.value
        checkRoom(for: entry.value, in: column, of: table)
      }
      if isPostgres { checkGiven(given, to: table, hasKey: schema != nil, span) }
    }
  }

  /// A schema's table, or one that is called by its name.
  private func insertedTable(_ subject: Expression) -> (String, String?, Schema?)? {
    switch subject.kind {
    case .schema(let id):
      guard case .table(let source, let prefix) = program[id].kind else { return nil }
      return (source, prefix, program[id])
    case .literal(.string(let name)): return (name, nil, nil)
    default: return nil
    }
  }

  private mutating func checkRoom(
    for value: Expression, in name: String, of table: TableState
  ) {
    guard let column = table.columns[name], let literal = value.writtenLiteral,
      let limit = ColumnWidth(column).exceeded(by: literal)
    else { return }
    diagnostics.append(
      Diagnostic(
        .columnType, "the column `\(name)` has no room for this value",
        at: value.span, label: limit,
        secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
        notes: ["the database would refuse the row, and the call raise"], helps: [Help.room]))
  }

  /// `insert_all` fills in no defaults of the schema and no timestamps, only a schema's key.
  private mutating func checkGiven(
    _ given: [String: Expression], to table: TableState, hasKey: Bool, _ span: Span
  ) {
    var missing: [String] = []
    for (name, column) in table.columns.sorted(by: { $0.key < $1.key }) where !column.isNullable {
      if let value = given[name] {
        guard case .literal(.null) = value.kind else { continue }
        diagnostics.append(
          Diagnostic(
            .typeMismatch, "the column `\(name)` cannot be NULL", at: value.span,
            secondary: [Label(column.span, "`null: false`")],
            notes: ["the database would refuse the row, and the call raise"],
            helps: [Help("give it a value")]))
      } else if column.defaultValue == nil, !column.countsByItself,
        !(hasKey && table.primaryKey.contains(name))
      {
        missing.append(name)
      }
    }
    guard !missing.isEmpty else { return }
    let list = missing.map { "`\($0)`" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .wrongArguments, "this row has no value for \(list)", at: span,
        label: missing.count == 1 ? "it cannot be NULL" : "they cannot be NULL",
        secondary: [Label(table.columns[missing[0]]?.span ?? table.span, "`\(missing[0])` here")],
        notes: [
          "`insertAll` fills in neither defaults of the schema nor timestamps, and the database would refuse the row"
        ],
        helps: [
          Help("give each row a value for \(list)"),
          Help("or let the column have a default in the database"),
        ]))
  }
}

extension TableState.Column {
  /// The database gives it a number of its own.
  var countsByItself: Bool {
    guard case .named(let name) = type else { return false }
    return ["serial", "bigserial", "smallserial", "identity"].contains(name)
  }
}

extension Expression {
  /// The value that the source says, a list's elements included; nil where it is known only when it runs.
  fileprivate var writtenLiteral: Literal? {
    switch kind {
    case .literal(let literal): return literal
    case .unary(.negate, let operand):
      return switch operand.writtenLiteral {
      case .integer(let digits): .integer("-\(digits)")
      case .float(let digits): .float("-\(digits)")
      default: nil
      }
    case .list(let values):
      // Elements that are not known exceed nothing.
      return .list(values.compactMap(\.writtenLiteral))
    default: return nil
    }
  }
}
