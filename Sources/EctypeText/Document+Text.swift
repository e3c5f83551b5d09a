extension Document {
  @inlinable package mutating func text(_ text: StaticString) {
    text.withUTF8Buffer { append(utf8: $0) }
  }

  @inlinable package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { append(utf8: $0) }
  }

  /// One ASCII character.
  @inlinable package mutating func text(byte: UInt8) {
    bytes.append(byte)
    appendText(count: 1)
  }

  @inlinable package mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
    guard !utf8.isEmpty else { return }
    var high: UInt8 = 0
    for byte in utf8 { high |= byte }
    if high >= 0x80 { narrow(String(decoding: utf8, as: UTF8.self)) }
    bytes.append(contentsOf: utf8)
    appendText(count: utf8.count)
  }

  /// Texts that touch are one.
  @inlinable mutating func appendText(count: Int) {
    if let last = operations.indices.last, operations[last].kind == .text {
      operations[last].value += Int32(truncatingIfNeeded: count)
    } else {
      append(.text, count)
    }
  }

  @usableFromInline mutating func narrow(_ text: String) {
    append(.widen, text.count - text.utf8.count)
  }

  /// ASCII text for the broken form of the innermost group alone. `isReserved`: the flat form fits only where
  /// there would be room for it too.
  package mutating func textIfBroken(_ text: StaticString, isReserved: Bool = false) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    append(isReserved ? .textIfBrokenReserved : .textIfBroken, text.utf8CodeUnitCount)
  }

  /// Text inside the group that has just ended, or after what stands last if that is no group: a comma must
  /// count when the group before it is fitted.
  @inlinable package mutating func textInLastGroup(byte: UInt8) {
    if operations.last?.kind == .groupEnd {
      operations.removeLast()
      text(byte: byte)
      append(.groupEnd)
    } else {
      text(byte: byte)
    }
  }
}
