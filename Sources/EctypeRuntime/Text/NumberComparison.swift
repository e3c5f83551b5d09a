/// The order of two numbers.
nonisolated enum NumberOrder {
  case less
  case equal
  case greater
}

nonisolated func numberOrder<T: Comparable>(_ a: T, _ b: T) -> NumberOrder {
  a < b ? .less : a > b ? .greater : .equal
}

/// The exact order of an integer that no `Int` holds and a float.
nonisolated func compareExactly(_ a: DecimalString, _ b: Double) -> NumberOrder {
  if abs(b) < 0x1p63 { return a < 0 ? .less : .greater }
  return b.isFinite ? numberOrder(a, DecimalString(stringLiteral: integralText(b))) : .less
}

/// The exact order of an integer and a float, as Erlang has it; `Double(a)` would lose what is above
/// 2^53.
nonisolated func compareExactly(_ a: Int, _ b: Double) -> NumberOrder {
  if b.isNaN { return .less }
  if b >= 0x1p63 { return .less }
  if b < -0x1p63 { return .greater }
  let whole = Int(b)
  if a != whole { return a < whole ? .less : .greater }
  let fraction = b - Double(whole)
  return fraction == 0 ? .equal : fraction > 0 ? .less : .greater
}

/// All digits of an integral float.
nonisolated func integralText(_ value: Double) -> String {
  if let int = Int(exactly: value) { return int.description }
  // Beyond 2^63 a float is its significand times a power of two: double the digits that often.
  let exponent = Int(value.exponent) - Double.significandBitCount
  var digits = Array(String(Int64(value.significand * 0x1p52).magnitude).utf8.reversed()).map {
    $0 & 15
  }
  for _ in 0..<max(0, exponent) {
    var carry: UInt8 = 0
    for index in digits.indices {
      let doubled = digits[index] * 2 + carry
      (digits[index], carry) = (doubled % 10, doubled / 10)
    }
    if carry > 0 { digits.append(carry) }
  }
  let text = String(decoding: digits.reversed().map { $0 | 0x30 }, as: UTF8.self)
  return value < 0 ? "-" + text : text
}
