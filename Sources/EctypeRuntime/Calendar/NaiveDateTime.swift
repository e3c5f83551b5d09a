#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A `:naive_datetime`: a date and a time without a zone. `2026-01-02T03:04:05`
///
/// It is no moment, so it becomes a `Date` only with a time zone that you name.
public nonisolated struct NaiveDateTime: CalendarText {
  let civil: CivilDateTime

  public var text: String { civil.text }

  /// The value of `YYYY-MM-DDTHH:MM:SS` (or with a space for the T) with up to nine digits of a
  /// fraction and no zone; nil for other text.
  public init?(_ text: String) {
    var scanner = ISOScanner(text)
    guard let civil = scanner.dateTime(maximumPrecision: 9), scanner.isAtEnd else { return nil }
    self.civil = civil
  }

  init(_ civil: CivilDateTime) { self.civil = civil }

  /// A date and a time.
  public init(date: LocalDate, time: LocalTime) {
    self.init(CivilDateTime(date: date.civil, time: time.clock))
  }

  /// What clocks in a time zone show at a moment, to the microsecond; nil outside the years -9999 to
  /// 9999.
  public init?(_ date: Date, in timeZone: TimeZone) {
    guard let civil = CivilDateTime(date, offset: timeZone.secondsFromGMT(for: date))
    else { return nil }
    self.init(civil)
  }

  /// The day.
  public var date: LocalDate { LocalDate(civil.date) }
  /// The time of day.
  public var time: LocalTime { LocalTime(civil.time) }

  /// The moment at which clocks in a time zone show this. Of two such moments (an hour that is repeated)
  /// one is chosen; for none (an hour that is skipped) it is one next to the gap.
  public func date(in timeZone: TimeZone) -> Date {
    let guess = timeZone.secondsFromGMT(for: civil.moment(offset: 0))
    return civil.moment(offset: timeZone.secondsFromGMT(for: civil.moment(offset: guess)))
  }

  public static func == (a: Self, b: Self) -> Bool { a.civil == b.civil }
  public func hash(into hasher: inout Hasher) { hasher.combine(civil) }
  public static func < (a: Self, b: Self) -> Bool { a.civil < b.civil }

  public var castValue: CastValue { .naiveDateTime(self) }
}

nonisolated extension ISOScanner {
  /// A signed date, `T` or a space, and a time.
  mutating func dateTime(maximumPrecision: Int) -> CivilDateTime? {
    guard let date = date(signed: true), skip("T") || skip(" "),
      let time = time(maximumPrecision: maximumPrecision)
    else { return nil }
    return CivilDateTime(date: date, time: time)
  }
}
