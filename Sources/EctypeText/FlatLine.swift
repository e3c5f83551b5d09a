/// A line that has room for its text: what is written to it goes straight to the document's text, and no break is
/// looked at.
package struct FlatLine {
  @usableFromInline var next: UnsafeMutablePointer<UInt8>
  /// Where there is memory up to.
  @usableFromInline let end: UnsafeMutablePointer<UInt8>
  /// The text of the document's fragments, and the memory behind it.
  @usableFromInline let fragments: UnsafeBufferPointer<UInt8>
  /// How much wider (mostly: narrower) the text is than its bytes.
  var added = 0

  init(
    _ memory: UnsafeMutableBufferPointer<UInt8>, fragments: UnsafeBufferPointer<UInt8>
  ) {
    self.fragments = fragments
    next = memory.baseAddress!
    end = next + memory.count
  }

  /// Text in ASCII.
  @inlinable @inline(__always) package mutating func text(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    precondition(text.isASCII && end - next >= count)
    next.update(from: text.utf8Start, count: count)
    next += count
  }

  @_disfavoredOverload package mutating func text(_ text: String) {
    text.withBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      copy(start, bytes.count)
      if !bytes.isASCII { added += text.count - bytes.count }
    }
  }

  package mutating func append(_ fragment: Fragment) {
    let (first, count) = (fragment.offset, fragment.count)
    guard count > 0 else { return }
    precondition(first &+ count <= fragments.count && end - next >= count)
    let start = UnsafeRawPointer(fragments.baseAddress.unsafelyUnwrapped + first)
    // Most are names: two words, of which the end is written over by what follows.
    if count <= Self.few, end - next >= Self.few, fragments.count &- first >= Self.few {
      UnsafeMutableRawPointer(next).storeBytes(
        of: start.loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
    } else {
      UnsafeMutableRawPointer(next).copyMemory(from: start, byteCount: count)
    }
    next += count
    added &+= fragment.columns &- count
  }

  @inline(__always) private static var few: Int { MemoryLayout<SIMD2<UInt64>>.size }

  @inline(__always) private mutating func copy(_ start: UnsafePointer<UInt8>, _ count: Int) {
    precondition(end - next >= count)
    next.update(from: start, count: count)
    next += count
  }

  /// A space.
  @inlinable @inline(__always) package mutating func line() { text(" ") }
}

extension Document {
  /// Where the line has room for so many bytes, a line for what stands in it; its end is given to `close`.
  package func openFlatLine(_ bytes: Int) -> FlatLine? { storage.openFlatLine(bytes) }

  package func close(_ line: FlatLine) { storage.close(line) }
}
