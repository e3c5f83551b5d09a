import EctypeModel

/// 64 bits that stand for a sequence of byte strings and numbers: quick, for comparisons on one machine. It tells
/// changes, it does not protect against an adversary.
package struct Checksum: Hashable, Sendable, CustomStringConvertible {
  private var state: UInt64 = 0x2D35_8DCC_AA6C_78A5

  init() {}

  package init(of content: FileContent) {
    self.init(size: content.count)
    content.forEachChunk { add(chunk: $0) }
  }

  /// Of a content of this size in bytes, whose chunks are added as they come (`FileContent.forEachChunk`).
  init(size: Int) { add(UInt64(size)) }

  mutating func add(_ number: UInt64) {
    let product = (state ^ number).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    state = product.high ^ product.low ^ 0x8BB8_4B93_962E_ACC9
  }

  /// Where one ends and the next begins counts too.
  mutating func add(_ bytes: [UInt8]) { add(FileContent(bytes)) }

  mutating func add(_ content: FileContent) { add(Checksum(of: content)) }

  /// What another stands for.
  mutating func add(_ other: Checksum) { add(other.state) }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(chunk bytes: UnsafeRawBufferPointer) {
    @inline(__always) func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    // Four side by side, two words at a time: a single one would wait for each of its products.
    var (a, b, c, d) = (Checksum(), Checksum(), Checksum(), Checksum())
    let blocks = bytes.count & ~63
    var start = 0
    while start < blocks {
      a.add(word(start), word(start &+ 8))
      b.add(word(start &+ 16), word(start &+ 24))
      c.add(word(start &+ 32), word(start &+ 40))
      d.add(word(start &+ 48), word(start &+ 56))
      start &+= 64
    }
    if blocks > 0 { for lane in [a, b, c, d] { add(lane.state) } }
    let words = bytes.count & ~7
    for start in stride(from: blocks, to: words, by: 8) { add(word(start)) }
    if words < bytes.count { add(bytes[words...].reduce(0) { $0 << 8 | UInt64($1) }) }
  }

  /// Two words for the price of one. (A product is 0 where one of them is a certain number, whatever the other: a
  /// text does not hold that by chance.)
  @inline(__always) private mutating func add(_ first: UInt64, _ second: UInt64) {
    let product = (state ^ first).multipliedFullWidth(by: second ^ 0x9E37_79B9_7F4A_7C15)
    state = product.high ^ product.low ^ 0x8BB8_4B93_962E_ACC9
  }

  /// 16 hexadecimal digits.
  package var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
