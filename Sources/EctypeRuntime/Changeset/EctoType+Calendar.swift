/// Casting of dates and times, branch by branch as in `Ecto.Type`.
extension EctoType {
  /// The cast value of a date, time or datetime type; nil for what Ecto refuses.
  func castCalendar(_ value: JSONValue) -> CastValue? {
    switch self {
    case .date:
      Self.date(value).map { $0.map { .date(LocalDate($0)) } ?? .null }
    case .time:
      Self.time(value).map { $0.map { .time(LocalTime($0.withPrecision(0))) } ?? .null }
    case .timeUsec:
      Self.time(value).map { $0.map { .time(LocalTime($0.withPrecision(6))) } ?? .null }
    case .naiveDateTime:
      Self.dateTime(value, shifting: false).map {
        $0.map { .naiveDateTime(NaiveDateTime($0.withPrecision(0))) } ?? .null
      }
    case .naiveDateTimeUsec:
      Self.dateTime(value, shifting: false).map {
        $0.map { .naiveDateTime(NaiveDateTime($0.withPrecision(6))) } ?? .null
      }
    case .utcDateTime:
      Self.dateTime(value, shifting: true).map {
        $0.map { .utcDateTime(UTCDateTime($0.withPrecision(0))) } ?? .null
      }
    case .utcDateTimeUsec:
      Self.dateTime(value, shifting: true).map {
        $0.map { .utcDateTime(UTCDateTime($0.withPrecision(6))) } ?? .null
      }
    default: nil
    }
  }

  // Of the double optionals below, nil is Ecto's `:error` and `.some(nil)` is `{:ok, nil}`.

  private static func date(_ value: JSONValue) -> CivilDate?? {
    switch value {
    case .string(let text):
      var scanner = ISOScanner(text)
      guard let date = scanner.date(signed: true) else { return nil }
      if scanner.isAtEnd { return date }
      return isoDateTime(text, shifting: false).map(\.date)
    case .object(let map):
      return date(map)
    default:
      return nil
    }
  }

  private static func date(_ map: JSONObject) -> CivilDate?? {
    guard let year = map["year"], let month = map["month"], let day = map["day"] else { return nil }
    if areEmpty([year, month, day]) { return .some(nil) }
    guard let year = integer(year), let month = integer(month), let day = integer(day)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private static func time(_ value: JSONValue) -> ClockTime?? {
    switch value {
    case .string(let text):
      if let short = shortTime(Array(text.utf8)[...]) { return short }
      var scanner = ISOScanner(text)
      _ = scanner.skip("T")
      guard let time = scanner.time(maximumPrecision: 6), scanner.offset() != nil else {
        return nil
      }
      return time
    case .object(let map):
      return time(map)
    default:
      return nil
    }
  }

  private static func time(_ map: JSONObject) -> ClockTime?? {
    guard let hour = map["hour"], let minute = map["minute"] else { return nil }
    if areEmpty([hour, minute]) { return .some(nil) }
    // A second or microsecond that is no number counts as none at all.
    let microsecond = map["microsecond"].flatMap(integer)
    guard let hour = integer(hour), let minute = integer(minute),
      (0...999_999).contains(microsecond ?? 0)
    else { return nil }
    return ClockTime(
      hour: hour, minute: minute, second: map["second"].flatMap(integer) ?? 0,
      nanosecond: (microsecond ?? 0) * 1000, precision: microsecond == nil ? 0 : 6)
  }

  private static func dateTime(_ value: JSONValue, shifting: Bool) -> CivilDateTime?? {
    switch value {
    case .string(let text):
      // Each minus in front is taken off and turns the year of the result around.
      let signs = text.utf8.prefix { $0 == UInt8(ascii: "-") }.count
      let rest = String(text.dropFirst(signs))
      guard var result = shortDateTime(rest) ?? isoDateTime(rest, shifting: shifting)
      else { return nil }
      if signs % 2 == 1 { result.date = result.date.negated }
      return result
    case .object(let map):
      let parts = ["year", "month", "day", "hour", "minute"].compactMap { map[$0] }
      if parts.count == 5 && areEmpty(parts) { return .some(nil) }
      guard case .some(.some(let date)) = date(map), case .some(.some(let time)) = time(map)
      else { return nil }
      return CivilDateTime(date: date, time: time)
    default:
      return nil
    }
  }

  /// `YYYY-MM-DD[ T]HH:MM:SS` with an optional fraction and offset, which is applied or dropped.
  private static func isoDateTime(_ text: String, shifting: Bool) -> CivilDateTime? {
    var scanner = ISOScanner(text)
    guard let dateTime = scanner.dateTime(maximumPrecision: 6), let offset = scanner.offset()
    else { return nil }
    guard shifting, case .seconds(let seconds) = offset else { return dateTime }
    return dateTime.shifted(by: -seconds)
  }

  /// `YYYY-MM-DD[ T]HH:MM`, exactly 16 bytes; each number may carry a sign, because Ecto reads it with
  /// `Integer.parse/1`.
  private static func shortDateTime(_ text: String) -> CivilDateTime? {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T"),
      let year = integer(bytes[0..<4]), let month = integer(bytes[5..<7]),
      let day = integer(bytes[8..<10]),
      let date = CivilDate(year: year, month: month, day: day), let time = shortTime(bytes[11...])
    else { return nil }
    return CivilDateTime(date: date, time: time)
  }

  /// `HH:MM`, exactly five bytes.
  private static func shortTime(_ bytes: ArraySlice<UInt8>) -> ClockTime? {
    guard bytes.count == 5, bytes[bytes.startIndex + 2] == UInt8(ascii: ":"),
      let hour = integer(bytes.prefix(2)), let minute = integer(bytes.suffix(2))
    else { return nil }
    return ClockTime(hour: hour, minute: minute, second: 0)
  }

  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    parseInteger(String(decoding: bytes, as: UTF8.self))
  }

  private static func integer(_ value: JSONValue) -> Int? {
    switch value {
    case .number(let number): number.int
    case .string(let text): parseInteger(text)
    default: nil
    }
  }

  /// Whether all values are null, or all are "": Ecto matches them against one variable.
  private static func areEmpty(_ values: [JSONValue]) -> Bool {
    values.allSatisfy { $0 == .null } || values.allSatisfy { $0 == .string("") }
  }
}
