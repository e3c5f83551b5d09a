/// Code points with a class each, packed into text by scripts/record-unicode-tables.exs: for each run its
/// distance from the one before, its length (both in base 32, low digits first) and the class.
nonisolated struct UnicodeTable: Sendable {
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  private var classes: [UInt8] = []

  /// A table with one class has none written.
  init(_ packed: StaticString, hasClasses: Bool = true) {
    var digits = [UInt32](repeating: 0, count: 128)
    let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
    for (value, byte) in alphabet.utf8.enumerated() { digits[Int(byte)] = UInt32(value) }
    packed.withUTF8Buffer { bytes in
      var (offset, next) = (0, UInt32(0))
      func number() -> UInt32 {
        var (value, shift) = (UInt32(0), UInt32(0))
        while offset < bytes.count {
          let digit = digits[Int(bytes[offset] & 127)]
          offset += 1
          value |= (digit & 31) << shift
          shift += 5
          if digit < 32 { break }
        }
        return value
      }
      while offset < bytes.count {
        starts.append(next + number())
        next = starts[starts.count - 1] + number()
        ends.append(next)
        guard hasClasses, offset < bytes.count else { continue }
        classes.append(bytes[offset])
        offset += 1
      }
    }
  }

  private func run(of codePoint: UInt32) -> Int? {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= codePoint { low = middle + 1 } else { high = middle }
    }
    return low > 0 && codePoint < ends[low - 1] ? low - 1 : nil
  }

  /// Whether a code point has a class.
  func contains(_ codePoint: UInt32) -> Bool { run(of: codePoint) != nil }

  /// The class of a code point, as the ASCII letter it is written with.
  subscript(codePoint: UInt32) -> UInt8? { run(of: codePoint).map { classes[$0] } }
}
