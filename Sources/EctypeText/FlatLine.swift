/// A line that has room for its text, or several: what is written to it goes straight to the document's text, and no
/// break is looked at.
package struct FlatLine {
  @usableFromInline var next: UnsafeMutablePointer<UInt8>
  /// Where there is memory up to.
  @usableFromInline let end: UnsafeMutablePointer<UInt8>
  /// The text of the document's fragments, and the memory behind it.
  @usableFromInline let fragments: UnsafeBufferPointer<UInt8>
  /// The same of those that are kept.
  @usableFromInline let kept: UnsafeBufferPointer<UInt8>
  /// Where the line's text begins, and in which column.
  private(set) var start: UnsafeMutablePointer<UInt8>
  private(set) var column: Int
  /// How much wider (mostly: narrower) its text is than its bytes.
  var added = 0
  /// What the next line begins with.
  private let indentation: Int
  private let tabs: Int
  private let spaces: Int

  init(
    _ memory: UnsafeMutableBufferPointer<UInt8>, fragments: UnsafeBufferPointer<UInt8>,
    kept: UnsafeBufferPointer<UInt8>,
    column: Int, indentation: Int, _ unit: Indentation
  ) {
    self.fragments = fragments
    self.kept = kept
    self.column = column
    self.indentation = indentation
    (tabs, spaces) = unit.characters(indentation)
    next = memory.baseAddress!
    start = next
    end = next + memory.count
  }

  /// Where the next text stands.
  var endColumn: Int { column + (next - start) + added }

  /// A line more.
  package mutating func newLine() {
    precondition(end - next > tabs + spaces)
    next.pointee = UInt8(ascii: "\n")
    next += 1
    if tabs == 0, spaces <= Self.word, end - next >= Self.word {
      UnsafeMutableRawPointer(next).storeBytes(
        of: SIMD16(repeating: UInt8(ascii: " ")), as: SIMD16<UInt8>.self)
    } else {
      next.update(repeating: UInt8(ascii: "\t"), count: tabs)
      (next + tabs).update(repeating: UInt8(ascii: " "), count: spaces)
    }
    next += tabs + spaces
    (start, column, added) = (next, indentation, 0)
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
    let fragments = fragment.isKept ? kept : fragments
    guard count > 0 else { return }
    precondition(first &+ count <= fragments.count && end - next >= count)
    let start = UnsafeRawPointer(fragments.baseAddress.unsafelyUnwrapped + first)
    // Word by word, of which the end is written over by what follows.
    let whole = (count &+ Self.word &- 1) & ~(Self.word &- 1)
    if end - next >= whole, fragments.count &- first >= whole {
      var offset = 0
      repeat {
        (UnsafeMutableRawPointer(next) + offset).storeBytes(
          of: (start + offset).loadUnaligned(as: SIMD2<UInt64>.self), as: SIMD2<UInt64>.self)
        offset &+= Self.word
      } while offset < count
    } else {
      UnsafeMutableRawPointer(next).copyMemory(from: start, byteCount: count)
    }
    next += count
    added &+= fragment.columns &- count
  }

  @inline(__always) private static var word: Int { MemoryLayout<SIMD2<UInt64>>.size }

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
  package func openFlatLine(_ bytes: Int) -> FlatLine? {
    storage.openFlatLines(1, widest: bytes, bytes: bytes)
  }

  /// The same for several lines, each of which has room.
  ///
  /// - Parameters:
  ///   - widest: the bytes of the longest.
  ///   - bytes: those of all, without their indentation.
  package func openFlatLines(_ count: Int, widest: Int, bytes: Int) -> FlatLine? {
    storage.openFlatLines(count, widest: widest, bytes: bytes)
  }

  package func close(_ line: FlatLine) { storage.close(line) }
}
