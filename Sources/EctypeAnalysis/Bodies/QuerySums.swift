import EctypeModel

/// Sums of whole numbers: PostgreSQL adds up those of four bytes in eight, and those of eight in a `numeric`, which is
/// a `Decimal` in Elixir.
extension QueryExpressionLowering {
  /// A sum that is an `Int` in Elixir as well.
  func integerSum(of argument: QueryExpression) -> QueryExpression {
    let sum = QueryExpression.call("sum", [argument])
    return isNarrow(argument) ? sum : .call("type", [sum, .type(.integer)])
  }

  /// Whether a whole number surely has four bytes.
  private func isNarrow(_ number: QueryExpression) -> Bool {
    switch number {
    case .literal(.integer(let digits)): Int32(digits) != nil
    // The database takes it for what stands beside it.
    case .pinned: true
    case .negate(let inner): isNarrow(inner)
    case .binary(_, let left, let right): isNarrow(left) && isNarrow(right)
    case .call("coalesce", let parts): parts.allSatisfy(isNarrow)
    case .field(let row, let name): isNarrow(name, of: row)
    case .call("field", let parts):
      if case .literal(.atom(let name)) = parts[1] { isNarrow(name, of: parts[0]) } else { false }
    default: false
    }
  }

  private func isNarrow(_ name: String, of row: QueryExpression) -> Bool {
    let binding: Binding? =
      switch row {
      case .binding(let binding): binding
      case .call("as", let parts):
        if case .literal(.atom(let alias))? = parts.first {
          bindings.first { $0.alias == alias }
        } else {
          nil
        }
      default: nil
      }
    return binding.map { isNarrow(name, of: $0) } ?? false
  }

  /// Whether a column of whole numbers surely has four bytes.
  func isNarrow(_ name: String, of binding: Binding) -> Bool {
    guard !binding.isComputed, let id = binding.row.schemaOfRow,
      let field = body.shape[id].field(name)
    else { return false }
    return field.type == .integer && !body.shape.wideColumns.contains(field, of: body.shape[id])
  }
}

extension QueryExpression {
  /// The function that it is a call of, or a cast of such a call, where `over` applies to that.
  var windowed: String? {
    switch self {
    case .call("type", let parts): parts.first?.windowed
    case .call(let name, _): QueryFunction.isWindowed(name) ? name : nil
    default: nil
    }
  }

  /// What a cast is of, changed: `filter` and `over` stand inside of it.
  func insideCast(_ change: (QueryExpression) -> QueryExpression) -> QueryExpression {
    guard case .call("type", let parts) = self, parts.count == 2 else { return change(self) }
    return .call("type", [change(parts[0]), parts[1]])
  }

  /// The sum, filtered or over a window, that a cast makes an `Int`.
  var withoutIntegerCast: QueryExpression {
    guard case .call("type", let parts) = self, case .type(.integer)? = parts.last,
      case .call(let name, _) = parts[0], ["sum", "filter", "over"].contains(name)
    else { return self }
    return parts[0]
  }
}
