import EctypeModel

/// Dates and times as constants of the source say them, in the one form the model keeps: ISO 8601 with a `T`,
/// and exactly the digits of fraction that Ecto's type holds.
enum CalendarText {
  /// nil where Ecto's type cannot hold it: a wrong date, a fraction of a second where there is none.
  static func normalized(_ text: String, as type: FieldType) -> String? {
    var rest = Array(text.utf8)[...]
    var result: String?
    switch type {
    case .date: result = date(&rest)
    case .time(let precision): result = time(&rest, precision)
    case .naiveDateTime(let precision): result = dateTime(&rest, precision)
    case .utcDateTime(let precision):
      result = dateTime(&rest, precision).map { $0 + "Z" }
      if rest.popFirst() != UInt8(ascii: "Z") { return nil }
    default: return nil
    }
    return rest.isEmpty ? result : nil
  }

  /// The type of what a sigil says: `~D`, `~T`, `~N`, `~U`; with a fraction it is one of microseconds.
  static func type(ofSigil letter: String, text: String) -> FieldType? {
    let precision: FieldType.Precision = text.contains(".") ? .microsecond : .second
    return switch letter {
    case "D": .date
    case "T": .time(precision)
    case "N": .naiveDateTime(precision)
    case "U": .utcDateTime(precision)
    default: nil
    }
  }

  private typealias Bytes = ArraySlice<UInt8>

  private static func dateTime(_ text: inout Bytes, _ precision: FieldType.Precision) -> String? {
    guard let date = date(&text), let separator = text.popFirst(),
      separator == UInt8(ascii: "T") || separator == UInt8(ascii: " "),
      let time = time(&text, precision)
    else { return nil }
    return "\(date)T\(time)"
  }

  private static func date(_ text: inout Bytes) -> String? {
    guard let year = number(&text, digits: 4), skip("-", &text),
      let month = number(&text, digits: 2), skip("-", &text),
      let day = number(&text, digits: 2), (1...12).contains(month),
      (1...days(of: month, year)).contains(day)
    else { return nil }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func time(_ text: inout Bytes, _ precision: FieldType.Precision) -> String? {
    guard let hour = number(&text, digits: 2), skip(":", &text),
      let minute = number(&text, digits: 2), skip(":", &text),
      let second = number(&text, digits: 2), hour < 24, minute < 60, second < 60
    else { return nil }
    var fraction = ""
    if skip(".", &text) {
      let digits = text.prefix { (0x30...0x39).contains($0) }
      guard (1...6).contains(digits.count) else { return nil }
      text = text.dropFirst(digits.count)
      fraction = String(decoding: digits, as: UTF8.self)
    }
    if precision == .second, !fraction.isEmpty { return nil }
    if precision == .microsecond {
      fraction = "." + fraction + String(repeating: "0", count: 6 - fraction.count)
    }
    return "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))\(fraction)"
  }

  private static func number(_ text: inout Bytes, digits: Int) -> Int? {
    let taken = text.prefix(digits)
    guard taken.count == digits, taken.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    text = text.dropFirst(digits)
    return taken.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func skip(_ character: Unicode.Scalar, _ text: inout Bytes) -> Bool {
    guard text.first == UInt8(ascii: character) else { return false }
    text = text.dropFirst()
    return true
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
