import EctypeModel

/// Whether a constant can be a field's value, and the form both back ends take it in.
enum DefaultValues {
  /// The literal as the type wants it, or nil where Ecto would refuse it. Decimals and calendar values are
  /// `.string` with their text, enumeration cases `.atom` with their Elixir name.
  static func value(
    _ literal: Literal, as type: FieldType, _ enumerations: EnumerationTable
  ) -> Literal? {
    switch (type, literal) {
    case (_, .null): return .null
    case (.integer, .integer), (.id, .integer), (.boolean, .bool), (.string, .string),
      (.binary, .string), (.bitstring, .string), (.map, .map):
      return literal
    case (.float, .float): return literal
    case (.float, .integer(let digits)): return .float(digits + ".0")
    case (.decimal, .string(let text)): return isDecimal(text) ? literal : nil
    case (.decimal, .integer(let digits)): return .string(digits)
    case (.decimal, .float(let digits)): return isDecimal(digits) ? .string(digits) : nil
    case (.uuid, .string(let text)), (.binaryID, .string(let text)):
      return isUUID(text) ? .string(text.lowercased()) : nil
    case (.date, .string(let text)), (.time, .string(let text)),
      (.naiveDateTime, .string(let text)), (.utcDateTime, .string(let text)):
      return CalendarText.normalized(text, as: type).map { .string($0) }
    case (_, .sigil(let letter, let text)): return value(ofSigil: letter, text, as: type)
    case (.duration, .string(let text)):
      return isDuration(text) ? .string(String(text.map { $0 == "," ? "." : $0 })) : nil
    case (.enumeration(let id), .atom(let name)):
      return enumerations.caseNames(id).contains(name) ? literal : nil
    case (.enumeration(let id), .string(let text)):
      return enumerations.caseNames(id).contains(text) ? .atom(text) : nil
    case (.array(let element), .list(let items)):
      let values = items.compactMap { held($0, as: element, enumerations) }
      return values.count == items.count ? .list(values) : nil
    case (.mapOf(let element), .map(let entries)),
      (.dictionary(_, let element), .map(let entries)):
      let values = entries.compactMap { entry -> Literal.MapEntry? in
        guard let key = key(entry.key, of: type, enumerations),
          let value = held(entry.value, as: element, enumerations)
        else { return nil }
        return Literal.MapEntry(key: key, value: value)
      }
      return values.count == entries.count ? .map(values) : nil
    case (.any, _), (.custom, _): return literal
    default: return nil
    }
  }

  /// What is wrong with a constant, where its type alone does not say it.
  static func note(_ literal: Literal, as type: FieldType) -> String? {
    switch (type, literal) {
    case (.date, .string), (.date, .sigil): "a date is written `2026-01-31`"
    case (.time(.second), _): "a time is written `08:30:00`, without a fraction"
    case (.time(.microsecond), _): "a time is written `08:30:00.000000`"
    case (.naiveDateTime(.second), _): "it is written `2026-01-31 08:30:00`, without a fraction"
    case (.naiveDateTime(.microsecond), _): "it is written `2026-01-31 08:30:00.000000`"
    case (.utcDateTime(.second), _): "it is written `2026-01-31 08:30:00Z`, without a fraction"
    case (.utcDateTime(.microsecond), _): "it is written `2026-01-31 08:30:00.000000Z`"
    case (.duration, _): "a duration is written `P1DT12H`"
    default: nil
    }
  }

  /// What a list or a map holds is never nil.
  private static func held(
    _ literal: Literal, as type: FieldType, _ enumerations: EnumerationTable
  ) -> Literal? {
    literal == .null ? nil : value(literal, as: type, enumerations)
  }

  private static func key(
    _ literal: Literal, of map: FieldType, _ enumerations: EnumerationTable
  ) -> Literal? {
    guard case .dictionary(let key, _) = map else { return literal.text.map { _ in literal } }
    return literal.text.flatMap { value(.string($0), as: key, enumerations) }
  }

  private static func value(
    ofSigil letter: String, _ text: String, as type: FieldType
  ) -> Literal? {
    guard let said = CalendarText.type(ofSigil: letter, text: text) else { return nil }
    if type == .any {
      return CalendarText.normalized(text, as: said).map { .sigil(letter: letter, text: $0) }
    }
    let isSame =
      switch (type, said) {
      case (.date, .date), (.time, .time), (.naiveDateTime, .naiveDateTime),
        (.utcDateTime, .utcDateTime):
        true
      default: false
      }
    return isSame ? CalendarText.normalized(text, as: type).map { .string($0) } : nil
  }

  /// `P1DT12H`: what `Duration.from_iso8601!` takes, signs and fractions of seconds included, where 64 bits
  /// hold each unit.
  static func isDuration(_ text: String) -> Bool {
    text.wholeMatch(
      of:
        #/-?P(?=.)(-?\d{1,17}Y)?(-?\d{1,17}M)?(-?\d{1,17}W)?(-?\d{1,17}D)?(T(?=.)(-?\d{1,17}H)?(-?\d{1,17}M)?(-?\d{1,17}([.,]\d{1,6})?S)?)?/#
    ) != nil
  }

  /// `-12.50`, `.5`, `1e5`: what `Decimal.new` takes, without infinities.
  static func isDecimal(_ text: String) -> Bool {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    let whole = digits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func digits(_ text: inout Substring.UTF8View) -> Int {
    let count = text.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    text = text.dropFirst(count)
    return count
  }

  static func isUUID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
