/// A `:time`: a time of day, on no day in particular. `03:04:05`, `03:04:05.120000`
public nonisolated struct LocalTime: CalendarText {
  let clock: ClockTime

  public var text: String { clock.text }

  /// The time of `HH:MM:SS` with up to nine digits of a fraction, nil for other text.
  public init?(_ text: String) {
    var scanner = ISOScanner(text)
    guard let clock = scanner.time(maximumPrecision: 9), scanner.isAtEnd else { return nil }
    self.clock = clock
  }

  init(_ clock: ClockTime) { self.clock = clock }

  /// The time of components; `precision` digits of the fraction are written. Nil out of range.
  public init?(hour: Int, minute: Int, second: Int = 0, nanosecond: Int = 0, precision: Int = 0) {
    guard
      let clock = ClockTime(
        hour: hour, minute: minute, second: second, nanosecond: nanosecond, precision: precision)
    else { return nil }
    self.init(clock.withPrecision(precision))
  }

  public var hour: Int { clock.hour }
  public var minute: Int { clock.minute }
  public var second: Int { clock.second }
  /// The fraction, 0 to 999 999 999.
  public var nanosecond: Int { clock.nanosecond }
  /// How many digits of the fraction are written.
  public var precision: Int { clock.precision }

  public static func == (a: Self, b: Self) -> Bool {
    a.clock.nanosecondOfDay == b.clock.nanosecondOfDay
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(clock.nanosecondOfDay) }
  public static func < (a: Self, b: Self) -> Bool {
    a.clock.nanosecondOfDay < b.clock.nanosecondOfDay
  }

  public var castValue: CastValue { .time(self) }
}
