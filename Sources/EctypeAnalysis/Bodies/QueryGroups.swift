import EctypeModel

/// What a select gives where groups come after it: each of them has a row, so its aggregates have a value.
extension QueryExpressionLowering {
  func grouped(_ value: QueryExpression, _ type: ValueType) -> ValueType {
    switch (value, type) {
    case (.map(let entries, nil, nil), .record(let columns)):
      .record(
        zip(entries, columns).map { OptionType(name: $1.name, type: grouped($0.value, $1.type)) })
    case (.tuple(let parts), .tuple(let types)): .tuple(zip(parts, types).map { grouped($0, $1) })
    case (_, .optional(let inner)): mayBeNil(value) ? type : inner
    default: type
    }
  }

  /// Whether it may be nil for a group.
  private func mayBeNil(_ value: QueryExpression) -> Bool {
    switch value {
    case .literal(let literal): literal == .null
    case .pinned(let value): value.type.isOptional || value.type == .any
    case .field(.binding(let rows), let name): isOptional(name, of: rows)
    case .isNil, .call("count", _): false
    case .not(let inner), .negate(let inner): mayBeNil(inner)
    case .binary(_, let left, let right): mayBeNil(left) || mayBeNil(right)
    case .call("coalesce", let parts): parts.allSatisfy(mayBeNil)
    case .call("sum", let parts), .call("avg", let parts), .call("min", let parts),
      .call("max", let parts), .call("type", let parts), .call("selected_as", let parts):
      parts.first.map(mayBeNil) ?? true
    default: true
    }
  }

  private func isOptional(_ name: String, of rows: Binding) -> Bool {
    if rows.isOptional { return true }
    switch rows.row {
    case .schema(let id): return body.shape[id].field(name)?.isOptional ?? true
    case .record(let columns):
      return columns.first { $0.name.elixir == name }?.type.isOptional ?? true
    default: return true
    }
  }
}
