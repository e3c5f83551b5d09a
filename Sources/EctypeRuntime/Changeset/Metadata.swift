/// An error's keyword list: ordered, keys are atoms.
public struct Metadata: Hashable, Sendable {
  /// One key and its value.
  public struct Entry: Hashable, Sendable {
    public let key: String
    public let value: MetadataValue
  }

  /// The entries in Ecto's order.
  public var entries: [Entry]

  /// Pairs of key and value, in their order.
  public init(_ pairs: [(String, MetadataValue)]) {
    entries = pairs.map { Entry(key: $0, value: $1) }
  }

  /// The value of the first entry with this key.
  public subscript(key: String) -> MetadataValue? { entries.first { $0.key == key }?.value }

  /// `Keyword.merge/2`: entries of `other` come last and replace those of the same key.
  func merging(_ other: Metadata) -> Metadata {
    var result = self
    result.entries.removeAll { other[$0.key] != nil }
    result.entries += other.entries
    return result
  }
}

extension Metadata: Sequence {
  public func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }
}

extension Metadata: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  /// The literal's pairs, in its order.
  public init(dictionaryLiteral elements: (String, MetadataValue)...) { self.init(elements) }
  public init(arrayLiteral elements: Entry...) { entries = elements }
}

/// A value in an error's metadata.
public enum MetadataValue: Hashable, Sendable {
  /// An atom, a number or text.
  case value(CastValue)
  /// What a validator compared with, as it was given.
  case members(Members)
  /// The field's type.
  case type(EctoType)

  static func atom(_ name: String) -> MetadataValue { .value(.atom(name)) }

  /// `to_string/1` of the value.
  var text: String {
    switch self {
    case .value(let value): value.text
    case .members(let members): members.text
    case .type(let type): type.text
    }
  }
}

extension MetadataValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .value(.string(value)) }
  public init(integerLiteral value: Int) { self = .value(.int(value)) }
  public init(floatLiteral value: Double) { self = .value(.float(value)) }
  public init(booleanLiteral value: Bool) { self = .value(.bool(value)) }
}

extension EctoType {
  /// `to_string/1` of a type that is an atom; of the others Elixir has none.
  var text: String {
    switch self {
    case .uuid, .custom: "Elixir." + description
    default: description.first == ":" ? String(description.dropFirst()) : description
    }
  }
}

extension CastValue {
  /// `to_string/1` of the value.
  var text: String {
    switch self {
    case .null: ""
    case .bool(let value): value ? "true" : "false"
    case .int(let value): value.description
    case .float(let value): FloatText.text(value)
    case .string(let value), .atom(let value): value
    case .decimal(let value): value.text
    case .date(let value): value.text
    case .time(let value): value.text
    case .naiveDateTime(let value): value.text
    case .utcDateTime(let value): value.text.replacingBytes(of: "T", with: " ")
    case .list(let elements): elements.map(\.text).joined()
    case .map(let map): map.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ")
    case .json(let value): value.json
    }
  }
}

/// What `validateInclusion`, `validateExclusion` and `validateSubset` compare with.
public enum Members: Hashable, Sendable, ExpressibleByArrayLiteral {
  case list([CastValue])
  /// Elixir's `first..last//step`: integers only.
  case range(first: Int, last: Int, step: Int)

  /// Elixir's `first..last` of a closed range.
  public static func range(_ range: ClosedRange<Int>) -> Members {
    .range(first: range.lowerBound, last: range.upperBound, step: 1)
  }

  public init(arrayLiteral elements: CastValue...) { self = .list(elements) }

  var text: String {
    switch self {
    case .list(let elements): elements.map(\.text).joined()
    case .range(let first, let last, let step): "\(first)..\(last)" + (step == 1 ? "" : "//\(step)")
    }
  }
}

/// A validator's `message:` option, which may replace or add metadata: `"is bad"`,
/// `.init("is bad", ["code": "b1"])`.
public struct Message: Sendable, ExpressibleByStringLiteral {
  let text: String
  let metadata: Metadata

  /// A message with metadata that is merged over the validator's own.
  public init(_ text: String, _ metadata: Metadata = []) {
    (self.text, self.metadata) = (text, metadata)
  }
  public init(stringLiteral value: String) { self.init(value) }
}
