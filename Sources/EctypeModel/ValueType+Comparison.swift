extension ValueType {
  /// Elixir's operators see the fields of these: their modules compare them.
  package var isComparedByModule: Bool {
    switch self {
    case .decimal, .date, .time, .naiveDateTime, .utcDateTime: true
    default: false
    }
  }

  /// Elixir's operators compare these as one expects.
  package var isOrdered: Bool {
    switch self {
    case .integer, .float, .string: true
    case .tuple(let parts): parts.allSatisfy(\.isOrdered)
    default: false
    }
  }

  /// Whether only a module tells that a value of this type equals one of the other. Where one may be nil, Elixir's `==`
  /// will do for what is written in one way: decimals are not, nor are times of unlike precision.
  package func isEqualByModule(to other: ValueType) -> Bool {
    guard unwrapped.isComparedByModule, other.unwrapped.isComparedByModule else { return false }
    guard isOptional || other.isOptional else { return true }
    return unwrapped == .decimal || unwrapped != other.unwrapped
  }

  /// It is or has a decimal: two equal ones may be written differently.
  package var holdsDecimal: Bool {
    switch self {
    case .decimal: true
    case .optional(let inner), .list(let inner): inner.holdsDecimal
    case .map(let key, let value), .result(let key, let value):
      key.holdsDecimal || value.holdsDecimal
    case .tuple(let parts): parts.contains(where: \.holdsDecimal)
    case .record(let fields), .options(let fields): fields.contains(where: \.type.holdsDecimal)
    default: false
    }
  }
}
