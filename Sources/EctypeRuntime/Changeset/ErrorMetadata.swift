/// An error's keyword list: ordered, keys are atoms.
public nonisolated struct ErrorMetadata: Hashable, Sendable {
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
  func merging(_ other: ErrorMetadata) -> ErrorMetadata {
    var result = self
    result.entries.removeAll { other[$0.key] != nil }
    result.entries += other.entries
    return result
  }
}

nonisolated extension ErrorMetadata: Sequence {
  public func makeIterator() -> IndexingIterator<[Entry]> { entries.makeIterator() }
}

nonisolated extension ErrorMetadata: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  /// The literal's pairs, in its order.
  public init(dictionaryLiteral elements: (String, MetadataValue)...) { self.init(elements) }
  public init(arrayLiteral elements: Entry...) { entries = elements }
}

/// A value in an error's metadata.
public nonisolated enum MetadataValue: Hashable, Sendable {
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

nonisolated extension MetadataValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .value(.string(value)) }
  public init(integerLiteral value: Int) { self = .value(.int(value)) }
  public init(floatLiteral value: Double) { self = .value(.float(value)) }
  public init(booleanLiteral value: Bool) { self = .value(.bool(value)) }
}
