import EctypeText

/// Values of words that are known beforehand, looked up by their bytes: no string is made, and a word that is none of
/// them is nearly always told by one comparison.
package struct WordTable<Value: Sendable>: Sendable {
  package struct Slot: Sendable {
    /// The first eight bytes, and the length.
    package var start: UInt64 = 0
    package var count = 0
    package var word: [UInt8] = []
    package var value: Value?
  }

  package private(set) var slots: [Slot]

  /// - Parameter values: of words that are not empty.
  package init(_ values: [String: Value]) {
    var size = 8
    while size < values.count * 4 { size *= 2 }
    slots = Array(repeating: Slot(), count: size)
    for (word, value) in values {
      let word = Array(word.utf8)
      let start = word.withUnsafeBufferPointer { Self.start(of: $0) }
      var index = Self.hash(start, word.count) & (size - 1)
      while slots[index].count > 0 { index = (index + 1) & (size - 1) }
      slots[index] = Slot(start: start, count: word.count, word: word, value: value)
    }
  }

  package subscript(_ word: UnsafeBufferPointer<UInt8>) -> Value? {
    let start = Self.start(of: word)
    var index = Self.hash(start, word.count) & (slots.count - 1)
    while slots[index].count > 0 {
      if slots[index].start == start, slots[index].count == word.count,
        word.count <= 8 || slots[index].word.elementsEqual(word)
      {
        return slots[index].value
      }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  package static func start(of word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var start: UInt64 = 0
    for byte in word.prefix(8) { start = start << 8 | UInt64(byte) }
    return start
  }

  package static func hash(_ start: UInt64, _ count: Int) -> Int {
    let mixed = (start ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 48)
  }
}
