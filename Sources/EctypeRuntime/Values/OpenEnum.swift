/// An enum of the schema with a case for values that this version of the app does not know, so that a
/// new value on the server does not make a whole response undecodable.
///
/// Generated enums give `unknown`, `rawValue` and `allCases`; coding, equality and hashing are by the raw
/// value, text by its bytes.
public nonisolated protocol OpenEnum: RawRepresentable, Hashable, Sendable, Codable, CaseIterable,
  CodingKeyRepresentable, CastValueConvertible
where RawValue: OpenEnumRawValue {
  /// The case of a raw value; never fails.
  init(rawValue: RawValue)
  /// The case of a raw value that this version of the app does not know.
  static func unknown(_ rawValue: RawValue) -> Self
}

/// What an enum is stored as: `String` or `Int`.
public nonisolated protocol OpenEnumRawValue: Hashable, Sendable, Codable {
  /// The raw value as a JSON object's key.
  var enumKeyText: String { get }
  /// The raw value of a JSON object's key.
  init?(enumKeyText: String)
  /// The raw value as a changeset sees it.
  var enumCastValue: CastValue { get }
}

nonisolated extension String: OpenEnumRawValue {
  public var enumKeyText: String { self }
  public init?(enumKeyText: String) { self = enumKeyText }
  public var enumCastValue: CastValue { .atom(self) }
}

nonisolated extension Int: OpenEnumRawValue {
  public var enumKeyText: String { description }
  public init?(enumKeyText: String) { self.init(enumKeyText) }
  public var enumCastValue: CastValue { .int(self) }
}

nonisolated extension OpenEnum {
  public init(rawValue: RawValue) {
    let text = rawValue.enumKeyText
    let known = Self.allCases.first { sameBytes($0.rawValue.enumKeyText, text) }
    self = known ?? .unknown(rawValue)
  }

  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(RawValue.self))
  }
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// Equal raw values; text by its bytes.
  public static func == (a: Self, b: Self) -> Bool {
    let (a, b) = (a.rawValue, b.rawValue)
    return a == b && (RawValue.self != String.self || sameBytes(a.enumKeyText, b.enumKeyText))
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  /// Dictionaries with the enum as key are JSON objects.
  public var codingKey: any CodingKey { TextKey(rawValue.enumKeyText) }
  public init?<T: CodingKey>(codingKey: T) {
    guard let rawValue = RawValue(enumKeyText: codingKey.stringValue) else { return nil }
    self.init(rawValue: rawValue)
  }

  public var castValue: CastValue { rawValue.enumCastValue }
}
