/// What an update does to one field.
///
/// A value that is set lies behind a reference: payloads of many fields are small, and copying one is cheap to compile.
public nonisolated enum Patch<Value> {
  /// The field stays as it is: its key is left out of the JSON.
  case keep
  /// The field becomes nil: null in the JSON.
  case clear
  /// The field gets a value.
  indirect case set(Value)

  /// The value to set, or nil.
  public var value: Value? {
    if case .set(let value) = self { value } else { nil }
  }
}

nonisolated extension Patch: Equatable where Value: Equatable {}
nonisolated extension Patch: Hashable where Value: Hashable {}
nonisolated extension Patch: Sendable where Value: Sendable {}

nonisolated extension Patch: Decodable where Value: Decodable {
  /// Decodes null as `clear`, a value as `set`; as a property of a payload the overload below decides.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
  }
}

nonisolated extension Patch: Encodable where Value: Encodable {
  /// Encodes the value or null; as a property of a payload the overload below decides.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if case .set(let value) = self {
      try container.encode(value)
    } else {
      try container.encodeNil()
    }
  }
}

nonisolated extension KeyedDecodingContainer {
  /// Decodes a patch: a missing key is `keep`, null is `clear`.
  public func decode<T: Decodable>(_: Patch<T>.Type, forKey key: Key) throws -> Patch<T> {
    guard contains(key) else { return .keep }
    return try decodeNil(forKey: key) ? .clear : .set(decode(T.self, forKey: key))
  }
}

nonisolated extension KeyedEncodingContainer {
  /// Encodes a patch: `keep` writes nothing, `clear` writes null.
  public mutating func encode<T: Encodable>(_ value: Patch<T>, forKey key: Key) throws {
    switch value {
    case .keep: break
    case .clear: try encodeNil(forKey: key)
    case .set(let new): try encode(new, forKey: key)
    }
  }
}
