/// Plain values one behind the other, in memory of its own that it keeps when emptied: appending to it is a few
/// instructions, where an array would first make sure that nobody else holds it.
package struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  package var base: UnsafeMutablePointer<Element>
  package var count = 0
  @usableFromInline var capacity = 0

  package init() {
    // Of nothing: what is empty allocates nothing.
    base = UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
  }

  deinit { if capacity > 0 { base.deallocate() } }

  var isEmpty: Bool { count == 0 }
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }

  /// They, and the memory behind them that is there as well.
  var readable: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: capacity) }

  func elements(_ range: Range<Int>) -> UnsafeBufferPointer<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  @inlinable package subscript(_ index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count)
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count)
      base[index] = newValue
    }
  }

  mutating func removeAll() { count = 0 }

  @inlinable package mutating func removeLast() {
    precondition(count > 0)
    count -= 1
  }

  mutating func removeFirst(_ removed: Int) {
    precondition(removed >= 0 && removed <= count)
    count -= removed
    base.update(from: base + removed, count: count)
  }

  @inlinable @inline(__always) package mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    base[count] = element
    count &+= 1
  }

  @inline(__always) package mutating func append(
    _ elements: UnsafePointer<Element>, count added: Int
  ) {
    if count + added > capacity { grow(by: added) }
    (base + count).update(from: elements, count: added)
    count += added
  }

  mutating func append(_ other: borrowing GrowingBuffer<Element>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
    append(other.base + range.lowerBound, count: range.count)
  }

  /// A part of it once more.
  mutating func repeatElements(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    reserve(range.count)
    append(base + range.lowerBound, count: range.count)
  }

  mutating func append(repeating element: Element, count added: Int) {
    guard added > 0 else { return }
    reserve(added)
    (base + count).update(repeating: element, count: added)
    count += added
  }

  /// Makes room for so many more.
  mutating func reserve(_ added: Int) {
    if count + added > capacity { grow(by: added) }
  }

  @usableFromInline @inline(never) mutating func grow(by added: Int) {
    let old = capacity
    capacity = max(capacity * 2, count + added, 256)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    if old > 0 { base.deallocate() }
    base = larger
  }
}

extension GrowingBuffer<UInt8> {
  /// So many of a byte; where they are few, as line breaks and the spaces before a line are, they cost two words.
  @inline(__always) mutating func append(byte: UInt8, count added: Int) {
    guard added <= 16 else { return append(repeating: byte, count: added) }
    reserve(16)
    let word = UInt64(byte) &* 0x0101_0101_0101_0101
    let end = UnsafeMutableRawPointer(base + count)
    end.storeBytes(of: word, as: UInt64.self)
    (end + 8).storeBytes(of: word, as: UInt64.self)
    count += max(0, added)
  }
}
