/// A time of day with a fraction of a stated precision; no hour 24, no second 60, as in Elixir.
nonisolated struct ClockTime: Hashable, Sendable {
  let hour: Int
  let minute: Int
  let second: Int
  /// 0 to 999 999 999.
  let nanosecond: Int
  /// How many digits of the fraction are written, 0 to 9.
  let precision: Int

  init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, precision: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0..<1_000_000_000).contains(nanosecond), (0...9).contains(precision)
    else { return nil }
    (self.hour, self.minute, self.second) = (hour, minute, second)
    (self.nanosecond, self.precision) = (nanosecond, precision)
  }

  init(secondOfDay: Int, nanosecond: Int, precision: Int) {
    (hour, minute, second) = (secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60)
    (self.nanosecond, self.precision) = (nanosecond, precision)
  }

  var secondOfDay: Int { hour * 3600 + minute * 60 + second }

  /// The time with its fraction cut or filled to so many digits; never rounded.
  func withPrecision(_ precision: Int) -> ClockTime {
    var unit = 1
    for _ in precision..<9 { unit *= 10 }
    return ClockTime(
      secondOfDay: secondOfDay, nanosecond: nanosecond / unit * unit, precision: precision)
  }

  /// `03:04:05` with the fraction's digits.
  var text: String {
    let clock = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    return precision == 0 ? clock : clock + "." + padded(nanosecond, 9).prefix(precision)
  }

  /// Nanoseconds since midnight, what equality and order are about.
  var nanosecondOfDay: Int { secondOfDay * 1_000_000_000 + nanosecond }
}
