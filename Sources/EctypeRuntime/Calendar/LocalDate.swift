#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A `:date`: a day of the calendar, nowhere in particular. `2026-01-02`
public nonisolated struct LocalDate: CalendarText {
  let civil: CivilDate

  public var text: String { civil.text }

  /// The date of `YYYY-MM-DD` (years before 0 with a minus), nil for other text and days that are not.
  public init?(_ text: String) {
    var scanner = ISOScanner(text)
    guard let civil = scanner.date(signed: true), scanner.isAtEnd else { return nil }
    self.civil = civil
  }

  init(_ civil: CivilDate) { self.civil = civil }

  /// The date of components, nil for days that are not. Years -9999 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard let civil = CivilDate(year: year, month: month, day: day) else { return nil }
    self.init(civil)
  }

  /// The day it is somewhere at a moment; nil outside the years -9999 to 9999.
  public init?(_ date: Date, in timeZone: TimeZone) {
    guard let local = NaiveDateTime(date, in: timeZone) else { return nil }
    self = local.date
  }

  public var year: Int { civil.year }
  public var month: Int { civil.month }
  public var day: Int { civil.day }

  public static func == (a: Self, b: Self) -> Bool { a.civil == b.civil }
  public func hash(into hasher: inout Hasher) { hasher.combine(civil) }
  public static func < (a: Self, b: Self) -> Bool { a.civil < b.civil }

  public var castValue: CastValue { .date(self) }
}
