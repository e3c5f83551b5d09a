/// Text of a source or a message as a terminal may be given it: nothing in it moves the cursor, hides or
/// reorders what follows. Counts columns, of which wide characters take two and combining marks none.
enum DisplayText {
  static let tabWidth = 4

  /// One scalar of possibly invalid UTF-8.
  struct Unit {
    /// nil for a byte that is not UTF-8.
    var scalar: Unicode.Scalar?
    var length: Int
  }

  /// The scalar at `index`, which must be below `end`.
  static func unit(_ bytes: [UInt8], at index: Int, end: Int) -> Unit {
    let first = bytes[index]
    if first < 0x80 { return Unit(scalar: Unicode.Scalar(first), length: 1) }
    let length =
      switch first {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard length > 1, index + length <= end else { return Unit(scalar: nil, length: 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for byte in bytes[(index + 1)..<(index + length)] {
      guard byte & 0xC0 == 0x80 else { return Unit(scalar: nil, length: 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= smallest, let scalar = Unicode.Scalar(value) else {
      return Unit(scalar: nil, length: 1)
    }
    return Unit(scalar: scalar, length: length)
  }

  /// Appends what is shown for the unit whose bytes begin at `index`, and gives the columns it takes.
  static func append(_ unit: Unit, of bytes: [UInt8], at index: Int, to output: inout [UInt8])
    -> Int
  {
    guard let scalar = unit.scalar else {
      return append("\\x" + hex(UInt32(bytes[index]), digits: 2), to: &output)
    }
    if scalar.value >= 0x20, scalar.value < 0x7F {
      output.append(UInt8(truncatingIfNeeded: scalar.value))
      return 1
    }
    if scalar == "\t" {
      return append(String(repeating: " ", count: tabWidth), to: &output)
    }
    if isEscaped(scalar) {
      return append("\\u{" + hex(scalar.value, digits: 1) + "}", to: &output)
    }
    output += bytes[index..<(index + unit.length)]
    return width(scalar)
  }

  /// A message or a path with what a terminal would obey escaped; a line end stays.
  static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let unit = unit(bytes, at: index, end: bytes.count)
      if bytes[index] == UInt8(ascii: "\n") {
        output.append(bytes[index])
      } else {
        _ = append(unit, of: bytes, at: index, to: &output)
      }
      index += unit.length
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func append(_ text: String, to output: inout [UInt8]) -> Int {
    output += text.utf8
    return text.utf8.count
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// Control characters, bidi marks and everything invisible but what joins visible characters.
  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C, 0x200D: false
    default:
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
      default: false
      }
    }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1F1E6...0x1F1FF: return 1  // two of them make a flag
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }
}
