/// Writes dates and times as Elixir's `Calendar.ISO` does, byte by byte.
nonisolated struct ISOWriter {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(32) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// `2026-01-02`; years before 0 as `-0001-01-02`.
  mutating func write(_ date: CivilDate) {
    if date.year < 0 { write("-") }
    write(abs(date.year), digits: 4)
    write("-")
    write(date.month, digits: 2)
    write("-")
    write(date.day, digits: 2)
  }

  /// `03:04:05` with the fraction's digits.
  mutating func write(_ time: ClockTime) {
    write(time.hour, digits: 2)
    write(":")
    write(time.minute, digits: 2)
    write(":")
    write(time.second, digits: 2)
    guard time.precision > 0 else { return }
    write(".")
    write(time.nanosecond, digits: 9)
    bytes.removeLast(9 - time.precision)
  }

  /// A number with zeros in front.
  private mutating func write(_ number: Int, digits: Int) {
    var unit = 1
    for _ in 1..<digits { unit *= 10 }
    while unit > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
      unit /= 10
    }
  }
}
