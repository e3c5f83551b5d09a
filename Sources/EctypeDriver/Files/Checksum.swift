import EctypeModel

/// 64 bits that stand for a sequence of byte strings and numbers: quick, for comparisons on one machine. It tells
/// changes, it does not protect against an adversary.
struct Checksum: Hashable, CustomStringConvertible {
  private var state: UInt64 = 0x2D35_8DCC_AA6C_78A5

  mutating func add(_ number: UInt64) {
    let product = (state ^ number).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    state = product.high ^ product.low ^ 0x8BB8_4B93_962E_ACC9
  }

  /// Where one ends and the next begins counts too.
  mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  mutating func add(_ content: FileContent) {
    add(UInt64(content.count))
    content.forEachChunk { addWords($0) }
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(UInt64(bytes.count))
    addWords(bytes)
  }

  private mutating func addWords(_ bytes: UnsafeRawBufferPointer) {
    let end = bytes.count & ~7
    for start in stride(from: 0, to: end, by: 8) {
      add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)))
    }
    if end < bytes.count { add(bytes[end...].reduce(0) { $0 << 8 | UInt64($1) }) }
  }

  /// 16 hexadecimal digits.
  var description: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
