/// What a byte can begin.
enum CharacterClass: UInt8 {
  case other, space, newline, letter, digit, underscore, quote, punctuation, high

  static let table: [CharacterClass] = (0..<256).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): .space
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): .newline
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "_"): .underscore
    case UInt8(ascii: "\""), UInt8(ascii: "'"): .quote
    case 0x21...0x7E: .punctuation
    case 0x80...0xFF: .high
    default: .other
    }
  }

  /// Whether the byte begins a name of ASCII.
  @inline(__always) var beginsName: Bool { self == .letter || self == .underscore }

  /// Whether the byte goes on with a name: a letter, a digit or `_`.
  @inline(__always) var continuesName: Bool {
    self == .letter || self == .digit || self == .underscore
  }
}
