import EctypeText

extension Document {
  /// Decimal digits with an optional `-`, in groups of three from seven digits on, as the formatter wants.
  mutating func integer(_ digits: String) {
    let isNegative = digits.utf8.first == UInt8(ascii: "-")
    let magnitude = isNegative ? digits.utf8.dropFirst() : digits.utf8[...]
    if magnitude.count < 7 { return text(digits) }
    var bytes: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    for (index, digit) in magnitude.enumerated() {
      if index > 0 && (magnitude.count - index).isMultiple(of: 3) {
        bytes.append(UInt8(ascii: "_"))
      }
      bytes.append(digit)
    }
    text(String(decoding: bytes, as: UTF8.self))
  }

  /// The shortest literal that reads back as the same value.
  mutating func float(_ value: Double) {
    if value.isNaN {
      text("Double.nan")
    } else if value.isInfinite {
      text(value < 0 ? "-Double.infinity" : "Double.infinity")
    } else if value.isSubnormal {
      // The compiler warns that a literal this small loses precision, even where it does not.
      text(value.sign == .minus ? "-Double(bitPattern: " : "Double(bitPattern: ")
      integer(String(value.magnitude.bitPattern))
      text(")")
    } else {
      text("\(value)")
    }
  }

  mutating func string(_ value: String) {
    text("\"")
    stringContent(value)
    text("\"")
  }

  /// The literal set aside.
  mutating func fragment(string value: String) -> Fragment {
    let plain = value.withBytes { bytes in
      bytes.isPlainLiteral ? fragment("\"", ascii: bytes, "\"") : nil
    }
    return plain ?? fragment { $0.string(value) }
  }

  mutating func interpolation(_ segments: [SwiftExpression.StringSegment]) {
    text("\"")
    for segment in segments {
      switch segment {
      case .text(let value): stringContent(value)
      case .value(let expression):
        text("\\(")
        // A literal of one line is one, however long it gets.
        append(.noLimitStart)
        print(expression)
        append(.noLimitEnd)
        text(")")
      }
    }
    text("\"")
  }

  /// The text of a literal between its quotes: what could end it, hide or reorder it is escaped.
  private mutating func stringContent(_ value: String) {
    let isWritten = value.withBytes { bytes in
      guard bytes.isPlainLiteral else { return false }
      append(ascii: bytes)
      return true
    }
    if isWritten { return }
    var result: [UInt8] = []
    result.reserveCapacity(value.utf8.count + 16)
    var isAfterEscape = true
    for scalar in value.unicodeScalars {
      // A combining mark would join with the quote or the escape before it.
      let joins = isAfterEscape && scalar.properties.isGraphemeExtend
      isAfterEscape = joins || scalar.isEscaped
      if isAfterEscape {
        result.append(contentsOf: scalar.escaped.utf8)
      } else {
        result.append(contentsOf: UTF8.encode(scalar)!)
      }
    }
    text(String(decoding: result, as: UTF8.self))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the text stands in a literal as it is.
  fileprivate var isPlainLiteral: Bool {
    // Not one after the other, but all: a name is short, and so is a branch less.
    var others: UInt8 = 0
    for byte in self { others |= LiteralBytes.escaped[Int(byte)] }
    return others == 0
  }
}

private enum LiteralBytes {
  /// One for each byte that does not stand for itself; never freed.
  nonisolated(unsafe) static let escaped: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max { table[Int(byte)] = byte.standsForItself ? 0 : 1 }
    return UnsafePointer(table)
  }()
}

extension UInt8 {
  /// Printable ASCII that means itself in a literal.
  fileprivate var standsForItself: Bool {
    self >= 0x20 && self < 0x7F && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}

extension Unicode.Scalar {
  fileprivate var isEscaped: Bool {
    switch value {
    case 0x22, 0x5C, 0..<0x20, 0x7F..<0xA1: true
    // Marks that reorder or hide text, line separators, and the byte order mark.
    case 0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202F, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB:
      true
    default: false
    }
  }

  fileprivate var escaped: String {
    switch self {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    case "\0": "\\0"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}
