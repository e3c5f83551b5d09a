/// A float as Erlang and Elixir print it: the shortest digits that read back as the same float, with a
/// point, in plain or exponent notation, whichever is shorter (`io_lib_format:fwrite_g/1`).
nonisolated enum FloatText {
  /// The text of a finite float.
  static func text(_ value: Double) -> String {
    guard let literal = DecimalLiteral(value.description) else { return value.description }
    var digits = literal.coefficient
    var exponent = literal.exponent
    while digits.count > 1, digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    let sign = value.sign == .minus ? "-" : ""
    if digits == [UInt8(ascii: "0")] { return sign + "0.0" }
    let text = String(decoding: digits, as: UTF8.self)
    // From 2^53 on not every integer is a float, and Erlang writes none out.
    if value.magnitude >= 0x1p53 { return sign + scientific(digits.count + exponent - 1, text) }
    return sign + place(point: digits.count + exponent, in: text)
  }

  /// `point` is how many of `digits` stand before the point; negative means zeros after it.
  private static func place(point: Int, in digits: String) -> String {
    let count = digits.utf8.count
    if point == 0 { return "0." + digits }
    if point > 0 && point < count { return digits.prefix(point) + "." + digits.dropFirst(point) }
    let exponent = point - 1
    let cost = String(exponent).utf8.count + 1 + (count == 1 ? 2 : 1)
    if point < 0 {
      return 2 - point <= cost
        ? "0." + String(repeating: "0", count: -point) + digits : scientific(exponent, digits)
    }
    return point - count + 2 <= cost
      ? digits + String(repeating: "0", count: point - count) + ".0" : scientific(exponent, digits)
  }

  private static func scientific(_ exponent: Int, _ digits: String) -> String {
    let fraction = digits.utf8.count == 1 ? "0" : String(digits.dropFirst())
    return digits.prefix(1) + "." + fraction + "e\(exponent)"
  }
}
