/// An association of a model: not in the JSON, or loaded. A loaded one of optional type may be nil, so
/// `Assoc<Post?>` tells "not loaded" from "there is none".
public nonisolated enum Assoc<Value> {
  /// The server did not send it.
  case notLoaded
  /// The server sent it. Indirect, so that schemas may refer to each other and stay values.
  indirect case loaded(Value)

  /// The loaded value, or nil.
  public var value: Value? {
    if case .loaded(let value) = self { value } else { nil }
  }

  /// Whether the association was in the JSON.
  public var isLoaded: Bool {
    if case .loaded = self { true } else { false }
  }
}

nonisolated extension Assoc: Equatable where Value: Equatable {}
nonisolated extension Assoc: Hashable where Value: Hashable {}
nonisolated extension Assoc: Sendable where Value: Sendable {}

nonisolated extension Assoc: Decodable where Value: Decodable {
  /// Decodes a loaded value; as a property of a model the overload below decides.
  public init(from decoder: any Decoder) throws { self = .loaded(try Value(from: decoder)) }
}

nonisolated extension Assoc: Encodable where Value: Encodable {
  /// Encodes the loaded value; as a property of a model the overload below decides. Where something
  /// has to be written (an element of an array) what is not loaded is null.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .loaded(let value):
      try value.encode(to: encoder)
    case .notLoaded:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }
}

// Synthesized Codable in generated code picks these overloads, which is why it is enough there.

nonisolated extension KeyedDecodingContainer {
  /// Decodes an association: a missing key is `notLoaded`.
  public func decode<T: Decodable>(_: Assoc<T>.Type, forKey key: Key) throws -> Assoc<T> {
    contains(key) ? .loaded(try decode(T.self, forKey: key)) : .notLoaded
  }
}

nonisolated extension KeyedEncodingContainer {
  /// Encodes an association: `notLoaded` writes nothing.
  public mutating func encode<T: Encodable>(_ value: Assoc<T>, forKey key: Key) throws {
    if case .loaded(let loaded) = value { try encode(loaded, forKey: key) }
  }
}
