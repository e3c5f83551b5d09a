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
      (.binary, .string), (.map, .map):
      return literal
    case (.float, .float): return literal
    case (.float, .integer(let digits)): return .float(digits + ".0")
    case (.decimal, .string(let text)): return isDecimal(text) ? literal : nil
    case (.decimal, .integer(let digits)): return .string(digits)
    case (.decimal, .float(let digits)): return isDecimal(digits) ? .string(digits) : nil
    case (.uuid, .string(let text)), (.binaryID, .string(let text)):
      return isUUID(text) ? literal : nil
    case (.enumeration(let id), .atom(let name)):
      return enumerations.caseNames(id).contains(name) ? literal : nil
    case (.enumeration(let id), .string(let text)):
      return enumerations.caseNames(id).contains(text) ? .atom(text) : nil
    case (.array(let element), .list(let items)):
      let values = items.map { value($0, as: element, enumerations) }
      return values.contains { $0 == nil } ? nil : .list(values.compactMap { $0 })
    case (.mapOf(let element), .map(let entries)):
      let values = entries.map { value($0.value, as: element, enumerations) }
      if values.contains(where: { $0 == nil }) { return nil }
      return .map(
        zip(entries, values).map { Literal.MapEntry(key: $0.key, value: $1 ?? .null) })
    case (.any, _): return literal
    default: return nil
    }
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
