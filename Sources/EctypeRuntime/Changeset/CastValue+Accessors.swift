// What custom validators read a change with. (`as…`, because the cases have the short names.)

nonisolated extension CastValue {
  /// The value of a boolean.
  public var asBool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value of an integer; nil for one that no `Int` holds.
  public var asInt: Int? {
    if case .int(let value) = self { value } else { nil }
  }

  /// The value of a float; of an integer as Elixir's arithmetic takes it.
  public var asDouble: Double? {
    switch self {
    case .float(let value): value
    case .int(let value): Double(value)
    case .bigInt(let value): Double(value.text)
    default: nil
    }
  }

  /// Text, or the name of an enum's value.
  public var asString: String? {
    switch self {
    case .string(let value), .atom(let value): value
    default: nil
    }
  }

  /// The value of a decimal; of an integer as a decimal.
  public var asDecimal: DecimalString? {
    switch self {
    case .decimal(let value), .bigInt(let value): value
    case .int(let value): DecimalString(value)
    default: nil
    }
  }

  /// The elements of a list.
  public var asList: [CastValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// The entries of a `{:map, t}`.
  public var asMap: TextDictionary<CastValue>? {
    if case .map(let map) = self { map } else { nil }
  }

  /// The JSON of a `:map` or `:any`.
  public var asJSON: JSONValue? {
    if case .json(let value) = self { .some(value) } else { .none }
  }
}
