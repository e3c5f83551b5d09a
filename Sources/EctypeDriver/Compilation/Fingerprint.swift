/// 64 bits that stand for a file's content, the same on every machine. It tells changes, it does not protect
/// against an adversary.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package var value: UInt64

  /// Eight bytes at a time, each multiplied to 128 bits whose halves are folded together.
  package init(_ bytes: [UInt8]) {
    let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
    var hash = UInt64(bytes.count) ^ 0xA076_1D64_78BD_642F
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset + 8 <= buffer.count {
        let word = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        hash = Self.fold(hash ^ UInt64(littleEndian: word), prime)
        offset += 8
      }
      var rest: UInt64 = 0
      for byte in buffer[offset...].reversed() { rest = rest << 8 | UInt64(byte) }
      hash = Self.fold(hash ^ rest, 0xE703_7ED1_A0B4_28DB)
    }
    value = Self.fold(hash, prime)
  }

  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    // A factor of 0 would forget what came before it.
    return product.high ^ product.low ^ a
  }

  /// 16 hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
