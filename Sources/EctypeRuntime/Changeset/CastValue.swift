/// A value as Ecto has it after casting: what `changes` holds and what a model's field is compared with.
///
/// Equality here is identity of value and kind, as Elixir's `===` (with text by bytes); the equality that
/// decides whether a field changed is `EctoType.areEqual`.
public nonisolated enum CastValue: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  /// An integer that no `Int` holds, by its digits: Ecto's integers have no bound.
  case bigInt(DecimalString)
  case float(Double)
  case string(String)
  /// An atom: the name of an `Ecto.Enum`'s value.
  case atom(String)
  case decimal(DecimalString)
  case date(LocalDate)
  case time(LocalTime)
  case naiveDateTime(NaiveDateTime)
  case utcDateTime(UTCDateTime)
  case duration(ISODuration)
  /// `{:array, t}`
  case list([CastValue])
  /// `{:map, t}`
  case map(TextDictionary<CastValue>)
  /// `:map` and `:any`: JSON as it came.
  case json(JSONValue)
}

nonisolated extension CastValue {
  /// The value that an atom is: `:true`, `:false` and `:nil` have cases of their own.
  init(atom name: String) {
    switch name {
    case "true": self = .bool(true)
    case "false": self = .bool(false)
    case "nil": self = .null
    default: self = .atom(name)
    }
  }

  /// The integer that a text is, of any size: ASCII digits with an optional sign.
  init?(integer text: String) {
    if let value = Int(text) {
      self = .int(value)
    } else if let literal = DecimalLiteral(text),
      text.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") })
    {
      self = .bigInt(DecimalString(literal: literal))
    } else {
      return nil
    }
  }
}

/// What a changeset can read as the value of a field.
public nonisolated protocol CastValueConvertible {
  /// The value as Ecto has it.
  var castValue: CastValue { get }
}

nonisolated extension CastValue: Hashable {
  public static func == (a: Self, b: Self) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.string(let a), .string(let b)), (.atom(let a), .atom(let b)): sameBytes(a, b)
    case (.decimal(let a), .decimal(let b)), (.bigInt(let a), .bigInt(let b)):
      sameBytes(a.text, b.text)
    case (.date(let a), .date(let b)): a == b
    case (.time(let a), .time(let b)): a.clock == b.clock
    case (.naiveDateTime(let a), .naiveDateTime(let b)): a.civil.isSameTerm(as: b.civil)
    case (.utcDateTime(let a), .utcDateTime(let b)): a.civil.isSameTerm(as: b.civil)
    case (.duration(let a), .duration(let b)): a == b
    case (.list(let a), .list(let b)): a == b
    case (.map(let a), .map(let b)): a == b
    case (.json(let a), .json(let b)): a.isSameTerm(as: b)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(value)
    case .float(let value): hasher.combine(value)
    case .string(let value), .atom(let value): hasher.combine(value)
    case .decimal(let value), .bigInt(let value): hasher.combine(value)
    case .date(let value): hasher.combine(value)
    case .time(let value): hasher.combine(value)
    case .naiveDateTime(let value): hasher.combine(value)
    case .utcDateTime(let value): hasher.combine(value)
    case .duration(let value): hasher.combine(value)
    case .list(let value): hasher.combine(value)
    case .map(let value): hasher.combine(value)
    // Numbers in JSON are equal by value, not by text.
    case .json: hasher.combine(1)
    }
  }
}

// No nil literal: `changes[field] = nil` and `condition ? nil : value` must keep meaning "none".
nonisolated extension CastValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral
{
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .float(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: CastValue...) { self = .list(elements) }
}
