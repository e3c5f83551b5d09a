/// A `:duration`: an amount of calendar units, each of which may be negative, as Elixir's `Duration`. `P1Y2M3DT4H5M6.5S`
///
/// It is no span of time: how long a month is depends on where it is counted from. Durations are equal where each
/// of their units is, so `PT60S` is not `PT1M`; the digits of the fraction do not count.
public nonisolated struct ISODuration: Hashable, Sendable {
  public let text: String
  public let years: Int
  public let months: Int
  public let weeks: Int
  public let days: Int
  public let hours: Int
  public let minutes: Int
  /// Without its fraction, which has the same sign.
  public let seconds: Int
  /// The fraction of the seconds.
  public let microseconds: Int

  /// The duration of a text by ISO 8601 as Elixir's `Duration.from_iso8601/1` reads it (units in their order, signs
  /// in front of the whole or of any of them, a fraction of seconds alone), nil for other text.
  public init?(_ text: String) {
    var parser = DurationParser(text)
    guard let units = parser.units() else { return nil }
    self.text = text
    (years, months, weeks, days) = (units[0], units[1], units[2], units[3])
    (hours, minutes, seconds, microseconds) = (units[4], units[5], units[6], parser.microseconds)
  }

  public static func == (a: Self, b: Self) -> Bool { a.components == b.components }
  public func hash(into hasher: inout Hasher) { hasher.combine(components) }

  private var components: [Int] {
    [years, months, weeks, days, hours, minutes, seconds, microseconds]
  }
}

nonisolated extension ISODuration: LosslessStringConvertible, ExpressibleByStringLiteral {
  /// The text.
  public var description: String { text }

  /// A duration written in source; text that is none stops the program.
  public init(stringLiteral text: String) {
    guard let value = Self(text) else { preconditionFailure("not a duration: \(text)") }
    self = value
  }
}

nonisolated extension ISODuration: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a duration: \(text)")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

nonisolated extension ISODuration: CastValueConvertible {
  public var castValue: CastValue { .duration(self) }
}

private nonisolated struct DurationParser {
  private var rest: ArraySlice<UInt8>
  private(set) var microseconds = 0

  init(_ text: String) { rest = Array(text.utf8)[...] }

  /// Years, months, weeks, days, hours, minutes and seconds; nil if the text is no duration.
  mutating func units() -> [Int]? {
    let isNegative = sign()
    guard skip("P") else { return nil }
    var units = [0, 0, 0, 0, 0, 0, 0]
    guard read("YMWD", into: &units, from: 0) else { return nil }
    if skip("T") { guard read("HMS", into: &units, from: 4) else { return nil } }
    guard rest.isEmpty else { return nil }
    if isNegative {
      microseconds = -microseconds
      units = units.map { -$0 }
    }
    return units
  }

  /// Units in the order of their letters, up to a `T` or the end.
  private mutating func read(_ letters: StaticString, into units: inout [Int], from first: Int)
    -> Bool
  {
    var index = 0
    let count = letters.utf8CodeUnitCount
    while let next = rest.first, next != UInt8(ascii: "T") {
      let isNegative = sign()
      guard let value = integer() else { return false }
      let fraction = fraction()
      guard let letter = rest.popFirst() else { return false }
      while index < count, letters.utf8Start[index] != letter { index += 1 }
      guard index < count, fraction == nil || letter == UInt8(ascii: "S") else { return false }
      units[first + index] = isNegative ? -value : value
      if let fraction { microseconds = isNegative ? -fraction : fraction }
      index += 1
    }
    return index > 0 || first == 0 && !rest.isEmpty
  }

  private mutating func integer() -> Int? {
    let digits = rest.prefix(while: \.isDigit)
    guard !digits.isEmpty, digits.count < 18 else { return nil }
    rest.removeFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
  }

  /// Up to six digits behind a point; nil where there is none.
  private mutating func fraction() -> Int? {
    guard rest.first == UInt8(ascii: ".") else { return nil }
    let digits = rest.dropFirst().prefix(while: \.isDigit)
    guard (1...6).contains(digits.count) else { return nil }
    rest.removeFirst(digits.count + 1)
    var value = digits.reduce(0) { $0 * 10 + Int($1 & 15) }
    for _ in digits.count..<6 { value *= 10 }
    return value
  }

  /// Skips a sign; true for a minus.
  private mutating func sign() -> Bool {
    if skip("-") { return true }
    _ = skip("+")
    return false
  }

  private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: byte) else { return false }
    rest.removeFirst()
    return true
  }
}
