extension Document {
  package mutating func text(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    guard text.isASCII else {
      return append(utf8: UnsafeBufferPointer(start: text.utf8Start, count: count))
    }
    if count == 0 { return }
    storage.bytes.append(text.utf8Start, count: count)
    appendText(count: count)
  }

  // Disfavored, so that a literal is a `StaticString`.
  @_disfavoredOverload package mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { append(utf8: $0) }
  }

  /// One ASCII character.
  package mutating func text(byte: UInt8) {
    storage.bytes.append(byte)
    appendText(count: 1)
  }

  package mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return }
    var high: UInt8 = 0
    for byte in utf8 { high |= byte }
    if high >= 0x80 { narrow(String(decoding: utf8, as: UTF8.self)) }
    storage.bytes.append(start, count: utf8.count)
    appendText(count: utf8.count)
  }

  /// Texts that touch are one.
  @inline(__always) mutating func appendText(count: Int) {
    let last = storage.operations.count - 1
    if last >= 0, storage.operations[last].kind == .text {
      storage.operations[last].value += Int32(truncatingIfNeeded: count)
    } else {
      append(.text, count)
    }
  }

  mutating func narrow(_ text: String) {
    append(.widen, text.count - text.utf8.count)
  }

  /// ASCII text for the broken form of the innermost group alone. `isReserved`: the flat form fits only where
  /// there would be room for it too.
  package mutating func textIfBroken(_ text: StaticString, isReserved: Bool = false) {
    storage.bytes.append(text.utf8Start, count: text.utf8CodeUnitCount)
    append(isReserved ? .textIfBrokenReserved : .textIfBroken, text.utf8CodeUnitCount)
  }

  /// Text inside the group that has just ended, or after what stands last if that is no group: a comma must
  /// count when the group before it is fitted.
  package mutating func textInLastGroup(byte: UInt8) {
    if !storage.operations.isEmpty,
      storage.operations[storage.operations.count - 1].kind == .groupEnd
    {
      storage.operations.removeLast()
      text(byte: byte)
      append(.groupEnd)
    } else {
      text(byte: byte)
    }
  }
}
