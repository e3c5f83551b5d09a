#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

nonisolated extension Bool: CastValueConvertible {
  public var castValue: CastValue { .bool(self) }
}

nonisolated extension Int: CastValueConvertible {
  public var castValue: CastValue { .int(self) }
}

nonisolated extension Double: CastValueConvertible {
  public var castValue: CastValue { .float(self) }
}

nonisolated extension String: CastValueConvertible {
  public var castValue: CastValue { .string(self) }
}

nonisolated extension UUID: CastValueConvertible {
  /// The lower-case text that Ecto has.
  public var castValue: CastValue { .string(identifierText) }
}

nonisolated extension JSONValue: CastValueConvertible {
  public var castValue: CastValue { self == .null ? .null : .json(self) }
}

nonisolated extension Optional: CastValueConvertible where Wrapped: CastValueConvertible {
  public var castValue: CastValue { self?.castValue ?? .null }
}

nonisolated extension Array: CastValueConvertible where Element: CastValueConvertible {
  public var castValue: CastValue { .list(map(\.castValue)) }
}

nonisolated extension Dictionary: CastValueConvertible
where Key: CodingKeyRepresentable, Value: CastValueConvertible {
  /// A map by the keys' texts in JSON.
  public var castValue: CastValue {
    .map(TextDictionary(lazy.map { ($0.key.codingKey.stringValue, $0.value.castValue) }))
  }
}

nonisolated extension TextDictionary: CastValueConvertible where Value: CastValueConvertible {
  public var castValue: CastValue { .map(mapValues { $0.castValue }) }
}
