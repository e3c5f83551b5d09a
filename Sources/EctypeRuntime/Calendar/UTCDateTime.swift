#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A `:utc_datetime`: a moment. `2026-01-02T03:04:05Z`
public nonisolated struct UTCDateTime: CalendarText {
  let civil: CivilDateTime

  public var text: String { civil.text(zone: "Z") }

  /// The moment of `YYYY-MM-DDTHH:MM:SSZ` (or with a space for the T) with up to nine digits of a
  /// fraction; nil for other text and other zones.
  public init?(_ text: String) {
    var scanner = ISOScanner(text)
    guard let civil = scanner.dateTime(maximumPrecision: 9), scanner.skip("Z"), scanner.isAtEnd
    else { return nil }
    self.civil = civil
  }

  init(_ civil: CivilDateTime) { self.civil = civil }

  /// A date and a time in UTC.
  public init(date: LocalDate, time: LocalTime) {
    self.init(CivilDateTime(date: date.civil, time: time.clock))
  }

  /// A moment, to the microsecond; nil outside the years -9999 to 9999.
  public init?(_ date: Date) {
    guard let civil = CivilDateTime(date, offset: 0) else { return nil }
    self.init(civil)
  }

  /// The moment; a `Date` holds today's times to a fraction of a microsecond.
  public var date: Date { civil.moment(offset: 0) }

  /// The day it is in UTC.
  public var utcDate: LocalDate { LocalDate(civil.date) }
  /// The time of day in UTC.
  public var utcTime: LocalTime { LocalTime(civil.time) }

  public static func == (a: Self, b: Self) -> Bool { a.civil == b.civil }
  public func hash(into hasher: inout Hasher) { hasher.combine(civil) }
  public static func < (a: Self, b: Self) -> Bool { a.civil < b.civil }

  public var castValue: CastValue { .utcDateTime(self) }
}
