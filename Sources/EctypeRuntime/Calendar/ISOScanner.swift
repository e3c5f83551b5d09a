/// Reads ISO 8601 texts the way Elixir's `Calendar.ISO` does, byte by byte.
nonisolated struct ISOScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: byte) else { return false }
    rest.removeFirst()
    return true
  }

  /// Exactly `count` digits.
  mutating func number(_ count: Int) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy(\.isDigit) else { return nil }
    rest.removeFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  /// `YYYY-MM-DD`, with a sign before the year if `signed`.
  mutating func date(signed: Bool) -> CivilDate? {
    var negative = false
    if signed {
      negative = skip("-")
      if !negative { _ = skip("+") }
    }
    guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2)
    else { return nil }
    return CivilDate(year: negative ? -year : year, month: month, day: day)
  }

  /// `HH:MM:SS` with an optional fraction behind `.` or `,`, of which `maximum` digits count.
  mutating func time(maximumPrecision maximum: Int) -> ClockTime? {
    guard let hour = number(2), skip(":"), let minute = number(2), skip(":"),
      let second = number(2)
    else { return nil }
    guard skip(".") || skip(",") else {
      return ClockTime(hour: hour, minute: minute, second: second)
    }
    let digits = rest.prefix(while: \.isDigit)
    guard !digits.isEmpty else { return nil }
    rest = rest[digits.endIndex...]
    var (nanosecond, unit) = (0, 100_000_000)
    for digit in digits.prefix(maximum) {
      nanosecond += Int(digit & 15) * unit
      unit /= 10
    }
    return ClockTime(
      hour: hour, minute: minute, second: second, nanosecond: nanosecond,
      precision: min(digits.count, maximum))
  }

  /// What stands for the zone: nothing, or an offset in seconds.
  enum Offset {
    case none
    case seconds(Int)
  }

  /// The rest of the text as an offset: nothing, `Z`, `±HH:MM`, `±HHMM` or `±HH`; nil for other text.
  mutating func offset() -> Offset? {
    if isAtEnd { return Offset.none }
    if skip("Z") { return isAtEnd ? .seconds(0) : nil }
    let negative = skip("-")
    guard negative || skip("+"), let hour = number(2), hour < 24 else { return nil }
    var minute = 0
    if !isAtEnd {
      _ = skip(":")
      guard let number = number(2), number < 60, isAtEnd else { return nil }
      minute = number
    }
    let seconds = hour * 3600 + minute * 60
    // "-00:00" says that the offset is unknown, which Elixir refuses.
    return negative && seconds == 0 ? nil : .seconds(negative ? -seconds : seconds)
  }
}
