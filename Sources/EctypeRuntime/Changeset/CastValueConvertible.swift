#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

extension Bool: CastValueConvertible {
  public var castValue: CastValue { .bool(self) }
}

extension Int: CastValueConvertible {
  public var castValue: CastValue { .int(self) }
}

extension Double: CastValueConvertible {
  public var castValue: CastValue { .float(self) }
}

extension String: CastValueConvertible {
  public var castValue: CastValue { .string(self) }
}

extension UUID: CastValueConvertible {
  /// The lower-case text that Ecto has.
  public var castValue: CastValue { .string(identifierText) }
}

extension JSONValue: CastValueConvertible {
  public var castValue: CastValue { self == .null ? .null : .json(self) }
}

extension Optional: CastValueConvertible where Wrapped: CastValueConvertible {
  public var castValue: CastValue { self?.castValue ?? .null }
}

extension Array: CastValueConvertible where Element: CastValueConvertible {
  public var castValue: CastValue { .list(map(\.castValue)) }
}

extension Dictionary: CastValueConvertible
where Key: CodingKeyRepresentable, Value: CastValueConvertible {
  /// A map by the keys' texts in JSON.
  public var castValue: CastValue {
    .map(TextDictionary(lazy.map { ($0.key.codingKey.stringValue, $0.value.castValue) }))
  }
}

extension TextDictionary: CastValueConvertible where Value: CastValueConvertible {
  public var castValue: CastValue { .map(mapValues { $0.castValue }) }
}
