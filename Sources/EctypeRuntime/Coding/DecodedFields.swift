/// The fields of a JSON object, by their names in Ecto, for generated models: a method for each kind of property, so that
/// the compiler has nothing to choose from.
public nonisolated struct DecodedFields {
  private let container: KeyedDecodingContainer<TextKey>

  public init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: TextKey.self)
  }

  /// A field that has to be there.
  public func value<Value: Decodable>(_ name: String) throws -> Value {
    try container.decode(Value.self, forKey: TextKey(name))
  }

  /// A field that is nil where it is null or missing.
  public func optional<Value: Decodable>(_ name: String) throws -> Value? {
    try container.decodeIfPresent(Value.self, forKey: TextKey(name))
  }

  /// An association, which is not loaded where it is missing.
  public func association<Value: Decodable>(_ name: String) throws -> Assoc<Value> {
    try container.decode(Assoc<Value>.self, forKey: TextKey(name))
  }

  /// A date of Foundation's, or dates.
  public func date<Format, Value>(
    _ name: String, as _: DateCoding<Format, Value>.Type
  ) throws -> Value {
    try container.decode(DateCoding<Format, Value>.self, forKey: TextKey(name)).value
  }

  /// A date of Foundation's that is nil where it is null or missing.
  public func date<Format, Value>(
    _ name: String, as _: DateCoding<Format, Value?>.Type
  ) throws -> Value? {
    try container.decode(DateCoding<Format, Value?>.self, forKey: TextKey(name)).value
  }
}
