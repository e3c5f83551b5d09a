/// 64 bits that stand for a file's content: FNV-1a, the same on every machine. It tells changes, it does not
/// protect against an adversary.
package struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  package var value: UInt64

  package init(_ bytes: [UInt8]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    bytes.withUnsafeBufferPointer { buffer in
      for byte in buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    value = hash
  }

  /// 16 hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
