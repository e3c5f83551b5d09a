internal import EctypeText

/// The tokens of a file, six bytes each: their starts, their kinds and their lengths, each one behind the other. What
/// the parser asks for most, the kinds, lies close together, and a large file takes few of the pages that the system
/// has to clear.
package struct TokenTable: ~Copyable, @unchecked Sendable {
  package private(set) var count = 0
  private var capacity: Int
  private var starts: UnsafeMutablePointer<UInt32>
  /// The kind, and in the highest bit whether the token starts a line.
  private var heads: UnsafeMutablePointer<UInt8>
  /// `long` stands for what is in `longLengths`.
  private var lengths: UnsafeMutablePointer<UInt8>
  private var longLengths: [Int32: Int32] = [:]

  private static let lineBit: UInt8 = 0x80
  private static let long = 255
  private static let stride = 6

  init(reserving capacity: Int = 1) {
    self.capacity = max(1, capacity)
    let memory = Self.allocate(self.capacity)
    (starts, heads, lengths) = Self.columns(memory, self.capacity)
  }

  deinit { UnsafeMutableRawPointer(starts).deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * stride, alignment: MemoryLayout<UInt32>.alignment)
    LargePages.advise(memory, byteCount: capacity * stride)
    return memory
  }

  private static func columns(
    _ memory: UnsafeMutableRawPointer, _ capacity: Int
  ) -> (UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>) {
    (
      memory.bindMemory(to: UInt32.self, capacity: capacity),
      (memory + 4 * capacity).bindMemory(to: UInt8.self, capacity: capacity),
      (memory + 5 * capacity).bindMemory(to: UInt8.self, capacity: capacity)
    )
  }

  @inline(never) private mutating func grow() {
    let larger = capacity * 2
    let (newStarts, newHeads, newLengths) = Self.columns(Self.allocate(larger), larger)
    newStarts.update(from: starts, count: count)
    newHeads.update(from: heads, count: count)
    newLengths.update(from: lengths, count: count)
    UnsafeMutableRawPointer(starts).deallocate()
    (capacity, starts, heads, lengths) = (larger, newStarts, newHeads, newLengths)
  }

  // MARK: Reading

  @inline(__always) package func kind(_ index: Int) -> TokenKind {
    precondition(index >= 0 && index < count)
    return unsafeBitCast(heads[index] & ~Self.lineBit, to: TokenKind.self)
  }

  /// A line break, of white space or of a comment, lies between the token before and this one.
  @inline(__always) package func startsLine(_ index: Int) -> Bool {
    precondition(index >= 0 && index < count)
    return heads[index] & Self.lineBit != 0
  }

  @inline(__always) package func start(_ index: Int) -> Int {
    precondition(index >= 0 && index < count)
    return Int(starts[index])
  }

  @inline(__always) package func length(_ index: Int) -> Int {
    precondition(index >= 0 && index < count)
    let length = Int(lengths[index])
    return length < Self.long ? length : longLength(index)
  }

  @inline(never) private func longLength(_ index: Int) -> Int {
    Int(longLengths[Int32(truncatingIfNeeded: index)] ?? 0)
  }

  @inline(__always) package func end(_ index: Int) -> Int { start(index) + length(index) }

  package subscript(_ index: Int) -> Token {
    @inline(__always) get {
      let start = start(index)
      return Token(
        kind: kind(index), startsLine: startsLine(index), start: start, end: start + length(index))
    }
  }

  // MARK: Writing

  @inline(__always)
  mutating func append(_ kind: TokenKind, startsLine: Bool, start: Int, end: Int) {
    if count == capacity { grow() }
    starts[count] = UInt32(truncatingIfNeeded: start)
    heads[count] = kind.rawValue | (startsLine ? Self.lineBit : 0)
    let length = end &- start
    if length < Self.long {
      lengths[count] = UInt8(truncatingIfNeeded: length)
    } else {
      setLength(count, length)
    }
    count &+= 1
  }

  /// Makes another token of one; whether it starts a line stays.
  mutating func replace(_ index: Int, with kind: TokenKind, start: Int, end: Int) {
    precondition(index >= 0 && index < count)
    heads[index] = kind.rawValue | heads[index] & Self.lineBit
    starts[index] = UInt32(truncatingIfNeeded: start)
    setLength(index, end - start)
  }

  @inline(never) private mutating func setLength(_ index: Int, _ length: Int) {
    lengths[index] = UInt8(truncatingIfNeeded: min(length, Self.long))
    if length >= Self.long { longLengths[Int32(truncatingIfNeeded: index)] = Int32(length) }
  }
}

/// The tokens of a tree, in order.
package struct TokenList: RandomAccessCollection, Sendable {
  let tree: SyntaxTree

  package var startIndex: Int { 0 }
  package var endIndex: Int { tree.tokenTable.count }
  package subscript(_ index: Int) -> Token { tree.tokenTable[index] }
}
