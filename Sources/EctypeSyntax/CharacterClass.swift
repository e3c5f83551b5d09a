/// What a byte can begin.
enum CharacterClass: UInt8 {
  case other, space, newline, letter, digit, underscore, quote, punctuation, high

  /// Of every byte; never freed.
  nonisolated(unsafe) static let table: UnsafePointer<CharacterClass> = {
    let table = UnsafeMutablePointer<CharacterClass>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max { (table + Int(byte)).initialize(to: of(byte)) }
    return UnsafePointer(table)
  }()

  private static func of(_ byte: UInt8) -> CharacterClass {
    switch byte {
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
