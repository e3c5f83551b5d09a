/// A time of day with a fraction of a stated precision; no hour 24, no second 60, as in Elixir. One number, as
/// `CivilDate` is.
nonisolated struct ClockTime: Hashable, Sendable {
  /// Nanoseconds since midnight, and in the lowest four bits the precision.
  private let packed: Int64

  var hour: Int { secondOfDay / 3600 }
  var minute: Int { secondOfDay / 60 % 60 }
  var second: Int { secondOfDay % 60 }
  var secondOfDay: Int { nanosecondOfDay / 1_000_000_000 }
  /// 0 to 999 999 999.
  var nanosecond: Int { nanosecondOfDay % 1_000_000_000 }
  /// How many digits of the fraction are written, 0 to 9.
  var precision: Int { Int(packed & 15) }
  /// What equality and order are about.
  var nanosecondOfDay: Int { Int(packed >> 4) }

  init?(hour: Int, minute: Int, second: Int, nanosecond: Int = 0, precision: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second),
      (0..<1_000_000_000).contains(nanosecond), (0...9).contains(precision)
    else { return nil }
    self.init(
      secondOfDay: hour * 3600 + minute * 60 + second, nanosecond: nanosecond, precision: precision)
  }

  init(secondOfDay: Int, nanosecond: Int, precision: Int) {
    packed = Int64(secondOfDay * 1_000_000_000 + nanosecond) << 4 | Int64(precision)
  }

  /// The time with its fraction cut or filled to so many digits; never rounded.
  func withPrecision(_ precision: Int) -> ClockTime {
    var unit = 1
    for _ in precision..<9 { unit *= 10 }
    return ClockTime(
      secondOfDay: secondOfDay, nanosecond: nanosecond / unit * unit, precision: precision)
  }

  /// `03:04:05` with the fraction's digits.
  var text: String {
    var writer = ISOWriter()
    writer.write(self)
    return writer.text
  }
}
