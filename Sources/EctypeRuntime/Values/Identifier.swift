#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The key of one schema's rows: `Identifier<Post, Int>` is no `Identifier<User, Int>`.
public nonisolated struct Identifier<Owner, RawValue: IdentifierValue>: Sendable {
  private var storage: RawValue.IdentifierStorage

  /// The key as the database has it.
  public var rawValue: RawValue {
    get { RawValue(identifierStorage: storage) }
    set { storage = newValue.identifierStorage }
  }

  /// An identifier of a key.
  public init(_ rawValue: RawValue) { storage = rawValue.identifierStorage }
}

/// A UUID that is no key of a schema: coded in lower case, as Ecto has it, where Foundation's own is
/// written in upper case.
public typealias LowercaseUUID = Identifier<Never, UUID>

/// What a primary key can be: `Int`, `String` or `UUID`.
public nonisolated protocol IdentifierValue: Hashable, Sendable {
  /// What an identifier holds.
  associatedtype IdentifierStorage: Sendable = Self
  var identifierStorage: IdentifierStorage { get }
  init(identifierStorage: IdentifierStorage)
  /// The key as text; a UUID in lower case, as Ecto has it.
  var identifierText: String { get }
  /// The key that `identifierText` stands for.
  init?(identifierText: String)
  /// Reads the key's JSON.
  static func decodeIdentifier(from container: any SingleValueDecodingContainer) throws -> Self
  /// Writes the key's JSON.
  func encodeIdentifier(to container: inout any SingleValueEncodingContainer) throws
  /// The key as a changeset sees it.
  var castValue: CastValue { get }
}

nonisolated extension IdentifierValue where IdentifierStorage == Self {
  public var identifierStorage: Self { self }
  public init(identifierStorage: Self) { self = identifierStorage }
}

nonisolated extension Int: IdentifierValue {
  public var identifierText: String { description }
  public init?(identifierText: String) { self.init(identifierText) }
  public static func decodeIdentifier(
    from container: any SingleValueDecodingContainer
  ) throws -> Self { try container.decode(Self.self) }
  public func encodeIdentifier(to container: inout any SingleValueEncodingContainer) throws {
    try container.encode(self)
  }
}

nonisolated extension String: IdentifierValue {
  public var identifierText: String { self }
  public init?(identifierText: String) { self = identifierText }
  public static func decodeIdentifier(
    from container: any SingleValueDecodingContainer
  ) throws -> Self { try container.decode(Self.self) }
  public func encodeIdentifier(to container: inout any SingleValueEncodingContainer) throws {
    try container.encode(self)
  }
}

/// The bytes of a UUID as two words: a `UUID` itself is sixteen fields to whoever copies it.
public nonisolated struct UUIDWords: Sendable {
  fileprivate var high: UInt64
  fileprivate var low: UInt64
}

nonisolated extension UUID: IdentifierValue {
  public var identifierStorage: UUIDWords {
    withUnsafeBytes(of: uuid) {
      UUIDWords(
        high: $0.loadUnaligned(as: UInt64.self),
        low: $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }
  }
  public init(identifierStorage words: UUIDWords) {
    self.init(uuid: withUnsafeBytes(of: (words.high, words.low)) { $0.load(as: uuid_t.self) })
  }
  public var identifierText: String { uuidString.lowercased() }
  public init?(identifierText: String) { self.init(uuidString: identifierText) }
  public static func decodeIdentifier(
    from container: any SingleValueDecodingContainer
  ) throws -> Self { try container.decode(Self.self) }
  public func encodeIdentifier(to container: inout any SingleValueEncodingContainer) throws {
    try container.encode(identifierText)
  }
}

nonisolated extension Identifier: Hashable {
  /// Equal keys; text keys by their bytes.
  public static func == (a: Self, b: Self) -> Bool {
    guard a.rawValue == b.rawValue else { return false }
    return RawValue.self != String.self
      || sameBytes(a.rawValue.identifierText, b.rawValue.identifierText)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

nonisolated extension Identifier: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try RawValue.decodeIdentifier(from: decoder.singleValueContainer()))
  }
  public func encode(to encoder: any Encoder) throws {
    var container: any SingleValueEncodingContainer = encoder.singleValueContainer()
    try rawValue.encodeIdentifier(to: &container)
  }
}

nonisolated extension Identifier: CodingKeyRepresentable {
  /// Dictionaries with identifiers as keys are JSON objects.
  public var codingKey: any CodingKey { TextKey(rawValue.identifierText) }
  public init?<T: CodingKey>(codingKey: T) {
    guard let rawValue = RawValue(identifierText: codingKey.stringValue) else { return nil }
    self.init(rawValue)
  }
}

nonisolated extension Identifier: CustomStringConvertible {
  /// The key as text; a UUID in lower case.
  public var description: String { rawValue.identifierText }
}

nonisolated extension Identifier: ExpressibleByIntegerLiteral where RawValue == Int {
  public init(integerLiteral value: Int) { self.init(value) }
}

/// A key that source can say as text.
public nonisolated protocol TextIdentifierValue: IdentifierValue {}
nonisolated extension String: TextIdentifierValue {}
nonisolated extension UUID: TextIdentifierValue {}

nonisolated extension Identifier: ExpressibleByUnicodeScalarLiteral,
  ExpressibleByExtendedGraphemeClusterLiteral, ExpressibleByStringLiteral
where RawValue: TextIdentifierValue {
  /// A key written in source; text that is none stops the program.
  public init(stringLiteral text: String) {
    guard let rawValue = RawValue(identifierText: text) else {
      preconditionFailure("not a key: \(text)")
    }
    self.init(rawValue)
  }
}

nonisolated extension Identifier: CastValueConvertible {
  public var castValue: CastValue { rawValue.castValue }
}
