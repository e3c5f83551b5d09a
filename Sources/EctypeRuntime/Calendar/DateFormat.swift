#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// How a `Date` is written as the text of one of Ecto's datetimes.
public nonisolated protocol DateFormat: SendableMetatype {
  /// The moment of a text, nil if it is none.
  static func date(_ text: String) -> Date?
  /// The value as a changeset sees it; null outside the years -9999 to 9999.
  static func castValue(_ date: Date) -> CastValue
}

/// The datetimes of Ecto.
public nonisolated enum DateFormats {
  /// `2026-01-02T03:04:05Z`
  public enum UTCSeconds {}
  /// `2026-01-02T03:04:05.120000Z`
  public enum UTCMicroseconds {}
  /// `2026-01-02T03:04:05`
  public enum NaiveSeconds {}
  /// `2026-01-02T03:04:05.120000`
  public enum NaiveMicroseconds {}
}

nonisolated extension DateFormats.UTCSeconds: DateFormat {
  public static func date(_ text: String) -> Date? { UTCDateTime(text)?.date }
  public static func castValue(_ date: Date) -> CastValue { utc(date, precision: 0) }
}

nonisolated extension DateFormats.UTCMicroseconds: DateFormat {
  public static func date(_ text: String) -> Date? { UTCDateTime(text)?.date }
  public static func castValue(_ date: Date) -> CastValue { utc(date, precision: 6) }
}

nonisolated extension DateFormats.NaiveSeconds: DateFormat {
  public static func date(_ text: String) -> Date? { naiveDate(text) }
  public static func castValue(_ date: Date) -> CastValue { naive(date, precision: 0) }
}

nonisolated extension DateFormats.NaiveMicroseconds: DateFormat {
  public static func date(_ text: String) -> Date? { naiveDate(text) }
  public static func castValue(_ date: Date) -> CastValue { naive(date, precision: 6) }
}

private nonisolated func naiveDate(_ text: String) -> Date? {
  NaiveDateTime(text)?.civil.moment(offset: 0)
}

private nonisolated func utc(_ date: Date, precision: Int) -> CastValue {
  civil(date, precision).map { .utcDateTime(UTCDateTime($0)) } ?? .null
}

private nonisolated func naive(_ date: Date, precision: Int) -> CastValue {
  civil(date, precision).map { .naiveDateTime(NaiveDateTime($0)) } ?? .null
}

/// The nearest microsecond, which is the one that was read: a `Date` of our time is exact to a tenth of it.
private nonisolated func civil(_ date: Date, _ precision: Int) -> CivilDateTime? {
  let nudged = date.addingTimeInterval(0.000_000_5)
  return CivilDateTime(nudged, offset: 0)?.withPrecision(precision)
}

/// What `DateCoding` holds: a date, or an optional, a list, a map or a patch of dates.
public nonisolated protocol DateConvertible: Sendable {
  static func decode<Format: DateFormat>(from: any Decoder, as: Format.Type) throws -> Self
  func encode<Format: DateFormat>(to: any Encoder, as: Format.Type) throws
  func castValue<Format: DateFormat>(as: Format.Type) -> CastValue
}

nonisolated extension Date: DateConvertible {
  public static func decode<Format: DateFormat>(
    from decoder: any Decoder, as _: Format.Type
  ) throws -> Date {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let date = Format.date(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a datetime: \(text)")
    }
    return date
  }

  public func encode<Format: DateFormat>(to encoder: any Encoder, as _: Format.Type) throws {
    let value = Format.castValue(self)
    guard value != .null else {
      throw EncodingError.invalidValue(
        self, .init(codingPath: encoder.codingPath, debugDescription: "a year Ecto does not have"))
    }
    var container = encoder.singleValueContainer()
    try container.encode(value.text.replacingBytes(of: " ", with: "T"))
  }

  public func castValue<Format: DateFormat>(as _: Format.Type) -> CastValue {
    Format.castValue(self)
  }
}

nonisolated extension Optional: DateConvertible where Wrapped: DateConvertible {
  public static func decode<Format: DateFormat>(
    from decoder: any Decoder, as format: Format.Type
  ) throws -> Wrapped? {
    try decoder.singleValueContainer().decodeNil() ? nil : Wrapped.decode(from: decoder, as: format)
  }

  public func encode<Format: DateFormat>(to encoder: any Encoder, as format: Format.Type) throws {
    if let self { return try self.encode(to: encoder, as: format) }
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }

  public func castValue<Format: DateFormat>(as format: Format.Type) -> CastValue {
    self?.castValue(as: format) ?? .null
  }
}

nonisolated extension Array: DateConvertible where Element: DateConvertible {
  public static func decode<Format: DateFormat>(
    from decoder: any Decoder, as _: Format.Type
  ) throws -> [Element] {
    try [DateCoding<Format, Element>](from: decoder).map(\.value)
  }

  public func encode<Format: DateFormat>(to encoder: any Encoder, as _: Format.Type) throws {
    try map { DateCoding<Format, Element>($0) }.encode(to: encoder)
  }

  public func castValue<Format: DateFormat>(as format: Format.Type) -> CastValue {
    .list(map { $0.castValue(as: format) })
  }
}

nonisolated extension Dictionary: DateConvertible
where Key == String, Value: DateConvertible {
  public static func decode<Format: DateFormat>(
    from decoder: any Decoder, as _: Format.Type
  ) throws -> [Key: Value] {
    try [Key: DateCoding<Format, Value>](from: decoder).mapValues(\.value)
  }

  public func encode<Format: DateFormat>(to encoder: any Encoder, as _: Format.Type) throws {
    try mapValues { DateCoding<Format, Value>($0) }.encode(to: encoder)
  }

  public func castValue<Format: DateFormat>(as format: Format.Type) -> CastValue {
    .map(
      TextDictionary(lazy.map { ($0.key.codingKey.stringValue, $0.value.castValue(as: format)) }))
  }
}

nonisolated extension Patch: DateConvertible where Value: DateConvertible {
  public static func decode<Format: DateFormat>(
    from decoder: any Decoder, as format: Format.Type
  ) throws -> Patch<Value> {
    try decoder.singleValueContainer().decodeNil()
      ? .clear : .set(Value.decode(from: decoder, as: format))
  }

  public func encode<Format: DateFormat>(to encoder: any Encoder, as format: Format.Type) throws {
    if case .set(let value) = self { return try value.encode(to: encoder, as: format) }
    var container = encoder.singleValueContainer()
    try container.encodeNil()
  }

  public func castValue<Format: DateFormat>(as format: Format.Type) -> CastValue {
    value?.castValue(as: format) ?? .null
  }
}
