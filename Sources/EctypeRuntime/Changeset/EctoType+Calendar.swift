/// What casting a date or time gave: `{:ok, value}`, `{:ok, nil}` or `:error`.
private nonisolated enum CalendarCast<Value> {
  case value(Value)
  case null
  case invalid

  init(_ value: Value?) { self = value.map(CalendarCast.value) ?? .invalid }

  func castValue(_ transform: (Value) -> CastValue) -> CastValue? {
    switch self {
    case .value(let value): transform(value)
    case .null: .null
    case .invalid: nil
    }
  }
}

/// Casting of dates and times, branch by branch as in `Ecto.Type`.
nonisolated extension EctoType {
  /// The cast value of a date, time or datetime type; nil for what Ecto refuses.
  func castCalendar(_ value: JSONValue) -> CastValue? {
    let precision = [.timeUsec, .naiveDateTimeUsec, .utcDateTimeUsec].contains(self) ? 6 : 0
    switch self {
    case .date:
      return Self.date(value).castValue { .date(LocalDate($0)) }
    case .time, .timeUsec:
      return Self.time(value).castValue { .time(LocalTime($0.withPrecision(precision))) }
    case .naiveDateTime, .naiveDateTimeUsec:
      return Self.dateTime(value, shifting: false).castValue {
        .naiveDateTime(NaiveDateTime($0.withPrecision(precision)))
      }
    case .utcDateTime, .utcDateTimeUsec:
      return Self.dateTime(value, shifting: true).castValue {
        .utcDateTime(UTCDateTime($0.withPrecision(precision)))
      }
    default:
      return nil
    }
  }

  private static func date(_ value: JSONValue) -> CalendarCast<CivilDate> {
    switch value {
    case .string(let text):
      var scanner = ISOScanner(text)
      if let date = scanner.date(signed: true), scanner.isAtEnd { return .value(date) }
      return CalendarCast(isoDateTime(text, shifting: false)?.date)
    case .object(let map):
      return date(map)
    default:
      return .invalid
    }
  }

  private static func date(_ map: JSONObject) -> CalendarCast<CivilDate> {
    guard let year = map["year"], let month = map["month"], let day = map["day"] else {
      return .invalid
    }
    if areEmpty([year, month, day]) { return .null }
    guard let year = integer(year), let month = integer(month), let day = integer(day)
    else { return .invalid }
    return CalendarCast(CivilDate(year: year, month: month, day: day))
  }

  private static func time(_ value: JSONValue) -> CalendarCast<ClockTime> {
    switch value {
    case .string(let text):
      if let short = shortTime(Array(text.utf8)[...]) { return .value(short) }
      var scanner = ISOScanner(text)
      _ = scanner.skip("T")
      guard let time = scanner.time(maximumPrecision: 6), scanner.offset() != nil else {
        return .invalid
      }
      return .value(time)
    case .object(let map):
      return time(map)
    default:
      return .invalid
    }
  }

  private static func time(_ map: JSONObject) -> CalendarCast<ClockTime> {
    guard let hour = map["hour"], let minute = map["minute"] else { return .invalid }
    if areEmpty([hour, minute]) { return .null }
    // A second or microsecond that is no number counts as none at all.
    let microsecond = map["microsecond"].flatMap(integer)
    guard let hour = integer(hour), let minute = integer(minute),
      (0...999_999).contains(microsecond ?? 0)
    else { return .invalid }
    let time = ClockTime(
      hour: hour, minute: minute, second: map["second"].flatMap(integer) ?? 0,
      nanosecond: (microsecond ?? 0) * 1000, precision: microsecond == nil ? 0 : 6)
    return CalendarCast(time)
  }

  private static func dateTime(_ value: JSONValue, shifting: Bool) -> CalendarCast<CivilDateTime> {
    switch value {
    case .string(let text):
      // Each minus in front is taken off and turns the year of the result around.
      let signs = text.utf8.prefix { $0 == UInt8(ascii: "-") }.count
      let rest = String(text.dropFirst(signs))
      guard var result = shortDateTime(rest) ?? isoDateTime(rest, shifting: shifting)
      else { return .invalid }
      if signs % 2 == 1 { result.date = result.date.negated }
      return .value(result)
    case .object(let map):
      let parts = ["year", "month", "day", "hour", "minute"].compactMap { map[$0] }
      if parts.count == 5 && areEmpty(parts) { return .null }
      guard case .value(let date) = date(map), case .value(let time) = time(map)
      else { return .invalid }
      return .value(CivilDateTime(date: date, time: time))
    default:
      return .invalid
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
