extension String {
  /// What `body` makes of its bytes in UTF-8, where they are: neither the text nor a reference to it is copied.
  @inline(__always) package func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    // Only a text of Objective-C's is stored otherwise.
    var text = self
    return text.withUTF8(body)
  }

  /// A hash of its bytes, where it is ASCII: then what is equal has equal bytes. Of other text it is 0.
  package var mark: UInt64 { withBytes(\.mark) }
}

extension UnsafeBufferPointer<UInt8> {
  /// A hash of the bytes, where they are ASCII; else 0.
  package var mark: UInt64 {
    var mark = UInt64(count)
    var high: UInt64 = 0
    func mix(_ word: UInt64) {
      high |= word
      mark = (mark ^ word) &* 0x9E37_79B9_7F4A_7C15
      mark ^= mark >> 32
    }
    if count >= 8, let base = UnsafeRawPointer(baseAddress) {
      for offset in stride(from: 0, to: count - 8, by: 8) {
        mix((base + offset).loadUnaligned(as: UInt64.self))
      }
      mix((base + (count - 8)).loadUnaligned(as: UInt64.self))
    } else if count >= 4, let base = UnsafeRawPointer(baseAddress) {
      let end = (base + (count - 4)).loadUnaligned(as: UInt32.self)
      mix(UInt64(base.loadUnaligned(as: UInt32.self)) << 32 | UInt64(end))
    } else {
      mix(reduce(0) { $0 << 8 | UInt64($1) })
    }
    return high & 0x8080_8080_8080_8080 == 0 ? mark | 1 : 0
  }

  /// Whether these are the same bytes, which are as many: word by word.
  package func isSame(as other: UnsafeRawPointer) -> Bool {
    guard let base = UnsafeRawPointer(baseAddress) else { return true }
    guard count >= 8 else {
      for offset in 0..<count
      where self[offset] != other.load(fromByteOffset: offset, as: UInt8.self) { return false }
      return true
    }
    func differs(_ offset: Int) -> Bool {
      (base + offset).loadUnaligned(as: UInt64.self)
        != (other + offset).loadUnaligned(as: UInt64.self)
    }
    for offset in stride(from: 0, to: count - 8, by: 8) where differs(offset) { return false }
    return !differs(count - 8)
  }
}
