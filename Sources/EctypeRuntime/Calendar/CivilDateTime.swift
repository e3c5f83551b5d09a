#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A date and a time of day, what the two datetime types are made of.
nonisolated struct CivilDateTime: Sendable {
  var date: CivilDate
  var time: ClockTime

  /// Seconds since 1970-01-01T00:00:00 of the same clock.
  var seconds: Int { date.dayNumber * 86_400 + time.secondOfDay }

  init(date: CivilDate, time: ClockTime) { (self.date, self.time) = (date, time) }

  /// Nil outside the years -9999 to 9999.
  init?(seconds: Int, nanosecond: Int, precision: Int) {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1
    guard let date = CivilDate(dayNumber: day) else { return nil }
    self.date = date
    time = ClockTime(
      secondOfDay: seconds - day * 86_400, nanosecond: nanosecond, precision: precision)
  }

  /// A moment on a clock that is `offset` seconds ahead of UTC, to the microsecond.
  init?(_ moment: Date, offset: Int) {
    let interval = moment.timeIntervalSince1970
    guard interval.isFinite, abs(interval) < 1e12 else { return nil }
    let whole = interval.rounded(.down)
    let microsecond = Int(((interval - whole) * 1_000_000).rounded(.down))
    self.init(
      seconds: Int(whole) + offset, nanosecond: min(microsecond, 999_999) * 1000, precision: 6)
  }

  /// The moment if the clock is `offset` seconds ahead of UTC.
  func moment(offset: Int) -> Date {
    Date(timeIntervalSince1970: Double(seconds - offset) + Double(time.nanosecond) / 1e9)
  }

  /// `2026-01-02T03:04:05`
  var text: String { text(zone: "") }

  /// The text with what stands for the zone behind it.
  func text(zone: StaticString) -> String {
    var writer = ISOWriter()
    writer.write(date)
    writer.write("T")
    writer.write(time)
    writer.write(zone)
    return writer.text
  }

  func withPrecision(_ precision: Int) -> CivilDateTime {
    CivilDateTime(date: date, time: time.withPrecision(precision))
  }

  /// Whether the precision is the same too.
  func isSameTerm(as other: CivilDateTime) -> Bool { date == other.date && time == other.time }

  func shifted(by seconds: Int) -> CivilDateTime? {
    CivilDateTime(
      seconds: self.seconds + seconds, nanosecond: time.nanosecond, precision: time.precision)
  }
}

nonisolated extension CivilDateTime: Hashable, Comparable {
  /// By the moment; the precision does not count.
  static func == (a: Self, b: Self) -> Bool {
    a.date == b.date && a.time.nanosecondOfDay == b.time.nanosecondOfDay
  }
  func hash(into hasher: inout Hasher) {
    hasher.combine(date)
    hasher.combine(time.nanosecondOfDay)
  }
  static func < (a: Self, b: Self) -> Bool {
    (a.date, a.time.nanosecondOfDay) < (b.date, b.time.nanosecondOfDay)
  }
}
