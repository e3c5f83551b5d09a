#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

nonisolated extension JSONValue: Codable {
  /// Decodes any JSON. The number's text is lost on the way: an integral number becomes an integer.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .int(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .array(value)
    } else if let value = try? container.decode(JSONObject.self) {
      self = .object(value)
    } else {
      self = .number(try Self.number(in: container))
    }
  }

  /// A number that is no `Int`: exact where Foundation's decimal holds it, else the nearest float.
  private static func number(in container: any SingleValueDecodingContainer) throws -> JSONNumber {
    if let value = try? container.decode(UInt64.self) {
      return JSONNumber(unchecked: value.description)
    }
    let double = try container.decode(Double.self)
    if double.rounded() == double, let decimal = try? container.decode(Decimal.self),
      let number = JSONNumber(decimal.description)
    {
      return number
    }
    guard let number = JSONNumber(double) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a JSON number")
    }
    return number
  }

  /// Encodes the value; a number as exactly as the encoder takes it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try Self.encode(value, in: &container)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  private static func encode(
    _ number: JSONNumber, in container: inout any SingleValueEncodingContainer
  ) throws {
    if let int = number.int {
      try container.encode(int)
    } else if let decimal = DecimalString(number.text)?.decimal {
      try container.encode(decimal)
    } else if let double = number.double {
      try container.encode(double)
    } else {
      throw EncodingError.invalidValue(
        number.text,
        .init(codingPath: container.codingPath, debugDescription: "beyond a float's range"))
    }
  }

  /// The JSON that a value encodes to, for handing a payload to `cast`.
  public init(encoding value: some Encodable) throws {
    try self.init(json: JSONEncoder().encode(value))
  }
}

nonisolated extension TextDictionary<JSONValue> {
  /// The JSON object that a payload encodes to: what `cast` takes. Throws for what is no object.
  public init(encoding value: some Encodable) throws {
    guard let object = try JSONValue(encoding: value).object else {
      throw EncodingError.invalidValue(
        value, .init(codingPath: [], debugDescription: "does not encode to a JSON object"))
    }
    self = object
  }

  /// Parses a JSON object; see `JSONValue.init(json:)`.
  public init(json: some Sequence<UInt8>) throws {
    guard let object = try JSONValue(json: json).object else {
      throw JSONError(offset: 0, reason: "not an object")
    }
    self = object
  }
}
