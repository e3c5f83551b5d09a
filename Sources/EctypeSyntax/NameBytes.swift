/// Names of ASCII read eight bytes at a time: the first byte is the lowest of an integer.
enum NameBytes {
  /// Eight bytes, which must be there to read.
  @inline(__always) static func load(_ start: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  }

  /// The first `count` bytes, eight at most.
  static func packed(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    var packed: UInt64 = 0
    for i in 0..<count { packed |= UInt64(start[i]) << UInt64(8 * i) }
    return packed
  }

  @inline(__always) static func prefix(_ word: UInt64, _ count: Int) -> UInt64 {
    count == 0 ? 0 : word & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
  }

  /// How many bytes from the first on are letters, digits or `_`.
  @inline(__always) static func length(_ word: UInt64) -> Int {
    let low = word & ~highBits
    let letters = low | each(0x20)
    // A sum has the high bit of each byte that is no less than a bound, and carries into no other.
    let isLetter = (letters &+ from("a")) & ~(letters &+ each(0x7F - UInt8(ascii: "z")))
    let isDigit = (low &+ from("0")) & ~(low &+ each(0x7F - UInt8(ascii: "9")))
    let isUnderscore = ~((low ^ each(UInt8(ascii: "_"))) &+ each(0x7F))
    let isName = (isLetter | isDigit | isUnderscore) & ~word & highBits
    return (isName ^ highBits).trailingZeroBitCount >> 3
  }

  /// How many bytes from the first on are spaces.
  @inline(__always) static func blanks(_ word: UInt64) -> Int {
    (word ^ each(UInt8(ascii: " "))).trailingZeroBitCount >> 3
  }

  private static var highBits: UInt64 { each(0x80) }

  @inline(__always) private static func from(_ bound: Unicode.Scalar) -> UInt64 {
    each(0x80 - UInt8(ascii: bound))
  }

  @inline(__always) private static func each(_ byte: UInt8) -> UInt64 {
    UInt64(byte) &* 0x0101_0101_0101_0101
  }
}
