/// The numeric value of a decimal's text: `(-1)^negative * digits * 10^exponent`, of any size.
///
/// The digits have no leading and no trailing zeros (zero has none at all), so equal numbers have equal
/// fields.
nonisolated struct DecimalNumber: Hashable {
  var negative: Bool
  /// ASCII digits.
  var digits: [UInt8]
  var exponent: Int

  init(negative: Bool, coefficient: some Sequence<UInt8>, exponent: Int) {
    var digits = Array(coefficient.drop { $0 == UInt8(ascii: "0") })
    var exponent = exponent
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    self.digits = digits
    self.negative = negative && !digits.isEmpty
    self.exponent = digits.isEmpty ? 0 : exponent
  }

  init(_ literal: DecimalLiteral) {
    self.init(
      negative: literal.negative, coefficient: literal.coefficient, exponent: literal.exponent)
  }
}

nonisolated extension DecimalNumber: Comparable {
  static func < (a: Self, b: Self) -> Bool {
    if a.negative != b.negative { return a.negative }
    return a.negative ? b.magnitudePrecedes(a) : a.magnitudePrecedes(b)
  }

  private func magnitudePrecedes(_ other: Self) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    let (a, b) = (exponent + digits.count, other.exponent + other.digits.count)
    return a == b ? digits.lexicographicallyPrecedes(other.digits) : a < b
  }
}

/// A decimal as it is written, in the grammar of Elixir's `Decimal.parse/1` without its infinities:
/// `[+-]?(d+[.]?d*|[.]d+)([eE][+-]?d+)?`.
nonisolated struct DecimalLiteral {
  var negative: Bool
  /// ASCII digits as written, without leading zeros; a zero is one `0`.
  var coefficient: [UInt8]
  var exponent: Int

  /// The largest absolute exponent this runtime handles. Ecto's decimals have no bound; a number beyond
  /// this one fits no database either.
  static let exponentBound = 1 << 40

  init(negative: Bool, coefficient: [UInt8], exponent: Int) {
    self.negative = negative
    let digits = Array(coefficient.drop { $0 == UInt8(ascii: "0") })
    self.coefficient = digits.isEmpty ? [UInt8(ascii: "0")] : digits
    self.exponent = exponent
  }

  init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    let whole = bytes.prefix(while: \.isDigit)
    bytes = bytes[whole.endIndex...]
    var fraction = bytes.prefix(0)
    if bytes.first == UInt8(ascii: ".") {
      fraction = bytes.dropFirst().prefix(while: \.isDigit)
      bytes = bytes[fraction.endIndex...]
    }
    guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
    guard let exponent = Self.exponent(bytes) else { return nil }
    self.init(
      negative: negative, coefficient: Array(whole + fraction),
      exponent: exponent - fraction.count)
  }

  /// The value of an exponent part, 0 for none, nil for anything else or one out of bounds.
  private static func exponent(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let marker = bytes.first else { return 0 }
    guard marker | 0x20 == UInt8(ascii: "e") else { return nil }
    var digits = bytes.dropFirst()
    let negative = digits.first == UInt8(ascii: "-")
    if negative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
    var value = 0
    for digit in digits {
      value = value * 10 + Int(digit & 15)
      if value > exponentBound { return nil }
    }
    return negative ? -value : value
  }

  /// The text that `Decimal.to_string/1` writes, which is what the server answers.
  var text: String {
    let count = coefficient.count
    let adjusted = exponent + count - 1
    var out: [UInt8] = negative ? [UInt8(ascii: "-")] : []
    if exponent == 0 {
      out += coefficient
    } else if exponent < 0 && adjusted >= -6 {
      let split = count + exponent
      if split > 0 {
        out += coefficient[..<split]
        out.append(UInt8(ascii: "."))
        out += coefficient[split...]
      } else {
        out += Array("0.".utf8) + Array(repeating: UInt8(ascii: "0"), count: -split) + coefficient
      }
    } else {
      out.append(coefficient[0])
      if count > 1 {
        out.append(UInt8(ascii: "."))
        out += coefficient[1...]
      }
      out += Array("E\(exponent >= 0 ? "+" : "")\(adjusted)".utf8)
    }
    return String(decoding: out, as: UTF8.self)
  }
}
