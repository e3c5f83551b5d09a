/// A datetime held as Foundation's `Date` and coded as Ecto's text: `UTCSeconds(seenAt)`.
///
/// What is lost to the run-time's own types: the text as it came (a field's own precision is written, whatever was
/// read), and digits beyond the microsecond. A naive datetime is read and written as if it were in UTC.
public nonisolated struct DateCoding<Format: DateFormat, Value: DateConvertible> {
  public var value: Value

  public init(_ value: Value) { self.value = value }
}

/// A `:utc_datetime`
public typealias UTCSeconds<Value: DateConvertible> = DateCoding<DateFormats.UTCSeconds, Value>
/// A `:utc_datetime_usec`
public typealias UTCMicroseconds<Value: DateConvertible> =
  DateCoding<DateFormats.UTCMicroseconds, Value>
/// A `:naive_datetime`
public typealias NaiveSeconds<Value: DateConvertible> = DateCoding<DateFormats.NaiveSeconds, Value>
/// A `:naive_datetime_usec`
public typealias NaiveMicroseconds<Value: DateConvertible> =
  DateCoding<DateFormats.NaiveMicroseconds, Value>

nonisolated extension DateCoding: Equatable where Value: Equatable {}
nonisolated extension DateCoding: Hashable where Value: Hashable {}
nonisolated extension DateCoding: Sendable where Value: Sendable {}

nonisolated extension DateCoding: Codable {
  public init(from decoder: any Decoder) throws {
    value = try Value.decode(from: decoder, as: Format.self)
  }
  public func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder, as: Format.self)
  }
}

nonisolated extension DateCoding: CastValueConvertible {
  public var castValue: CastValue { value.castValue(as: Format.self) }
}

// An optional may be left out, as any other.

nonisolated extension KeyedDecodingContainer {
  /// Decodes an optional date: a missing key is nil.
  public func decode<Format, Value>(
    _: DateCoding<Format, Value?>.Type, forKey key: Key
  ) throws -> DateCoding<Format, Value?> {
    let value = try decodeIfPresent(DateCoding<Format, Value>.self, forKey: key)
    return DateCoding(value?.value)
  }
}
