/// What queries give where rows are missing: those of joins, those of one side of a `union`.
extension ValueType {
  /// The type that also has nil.
  package var orNil: ValueType {
    switch self {
    case .optional, .any, .nil: self
    default: .optional(self)
    }
  }

  /// What a row is where it may be missing: Ecto gives nil for a struct, and a map of nils for columns.
  package var missing: ValueType {
    guard case .record(let columns) = self else { return orNil }
    return .record(columns.map { OptionType(name: $0.name, type: $0.type.orNil) })
  }

  /// The same where nothing is known of what it selects, and all of it may be nil.
  package var partlyNil: ValueType {
    switch self {
    case .record(let columns):
      .record(columns.map { OptionType(name: $0.name, type: $0.type.partlyNil.orNil) })
    case .tuple(let parts): .tuple(parts.map(\.partlyNil.orNil))
    case .list(let element): .list(element.orNil)
    default: orNil
    }
  }

  fileprivate var isList: Bool { if case .list = self { true } else { false } }

  /// What rows of this type and of another one are together; nil where either's may be.
  package func either(_ other: ValueType) -> ValueType {
    switch (self, other) {
    case (.any, _), (_, .any): return .any
    case (.nil, _): return other.orNil
    case (_, .nil): return orNil
    case (.optional(let inner), _): return inner.either(other.unwrapped).orNil
    case (_, .optional(let inner)): return either(inner).orNil
    case (.record(let columns), .record(let others)):
      return .record(
        columns.map { column in
          let twin = others.first { $0.name.elixir == column.name.elixir }
          return OptionType(
            name: column.name, type: twin.map { column.type.either($0.type) } ?? column.type)
        })
    case (.tuple(let parts), .tuple(let others)) where parts.count == others.count:
      return .tuple(zip(parts, others).map { $0.either($1) })
    case (.list(let element), .list(let other)): return .list(element.either(other))
    default: return self
    }
  }
}

extension QueryExpression {
  /// What it gives, of which the type is known, where the rows that it reads may be missing.
  package func missing(_ type: ValueType) -> ValueType {
    switch (self, type) {
    case (.map(let entries, nil, _), .record(let columns)):
      .record(
        zip(entries, columns).map { OptionType(name: $1.name, type: $0.value.missing($1.type)) })
    case (.tuple(let parts), .tuple(let types)):
      .tuple(zip(parts, types).map { $0.missing($1) })
    case (.list(let parts), .list(let element)):
      .list(parts.reduce(element) { $0.either($1.missing(element)) })
    case (.binding(let rows), _): rows.missing
    // Some fields of the first row: `[.id, .title]`, `^fields`.
    case (.list, _): type.missing
    case (.pinned(let value), _) where value.type.isList && !type.isList: type.missing
    case (.map(_, nil, .some), .schema): type
    default: isNilWithoutRows ? type.missing : type
    }
  }

  /// Whether it may be nil where the rows that it reads are missing.
  private var isNilWithoutRows: Bool {
    switch self {
    case .binding, .call("as", _): return true
    case .isNil, .call("count", _), .call("parent_as", _): return false
    case .pinned(let value):
      if case .dynamic(let dynamic) = value.type { return !dynamic.bindings.isEmpty }
      return false
    case .call("coalesce", let parts): return parts.allSatisfy(\.isNilWithoutRows)
    // Of these only the first is a value.
    case .call("type", let parts), .call("selected_as", let parts), .call("over", let parts),
      .call("filter", let parts):
      return parts.first?.isNilWithoutRows ?? false
    default: return parts.contains(where: \.isNilWithoutRows)
    }
  }
}
