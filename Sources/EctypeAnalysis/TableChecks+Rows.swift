import EctypeDiagnostics
import EctypeModel

extension TableChecks {
  /// Whether the columns have room for the values that `insert_all` is given as they stand in the source. Those of
  /// variables are known only when it runs.
  mutating func checkRows(of call: Call) {
    guard case .repository(_, "insert_all") = call.callee, call.arguments.count > 1,
      case .schema(let id) = call.arguments[0].kind,
      case .table(let source, let prefix) = program[id].kind,
      let table = tables[source, prefix: prefix],
      // SQL may have made a column wider; another prefix is another table.
      !tables.mayDiffer(source), !call.options.contains(where: { $0.key == "prefix" })
    else { return }
    let schema = program[id]
    call.arguments[1].forEachRow { entries in
      for entry in entries {
        guard case .literal(.atom(let name)) = entry.key.kind, let field = schema.field(name),
          let column = table.columns[schema.column(of: field)],
          let literal = entry.value.writtenLiteral,
          let limit = ColumnWidth(column).exceeded(by: literal)
        else { continue }
        diagnostics.append(
          Diagnostic(
            .columnType, "the column `\(schema.column(of: field))` has no room for this value",
            at: entry.value.span, label: limit,
            secondary: [Label(column.span, "`\(ColumnTypes.describe(column.type))` here")],
            notes: ["the database would refuse the row, and the call raise"]))
      }
    }
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
