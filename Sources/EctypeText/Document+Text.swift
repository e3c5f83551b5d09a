extension Document {
  @inline(__always) package mutating func text(_ text: StaticString) {
    let count = text.utf8CodeUnitCount
    if text.isASCII {
      storage.text(text.utf8Start, count)
    } else {
      append(utf8: UnsafeBufferPointer(start: text.utf8Start, count: count))
    }
  }

  // Disfavored, so that a literal is a `StaticString`.
  @_disfavoredOverload package mutating func text(_ text: String) {
    text.withBytes { append(utf8: $0) }
  }

  /// One ASCII character.
  package mutating func text(byte: UInt8) {
    withUnsafePointer(to: byte) { storage.text($0, 1) }
  }

  package mutating func append(utf8: UnsafeBufferPointer<UInt8>) {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return }
    if !utf8.isASCII { narrow(String(decoding: utf8, as: UTF8.self)) }
    storage.text(start, utf8.count)
  }

  /// What is known to be ASCII.
  package mutating func append(ascii: UnsafeBufferPointer<UInt8>) {
    guard let start = ascii.baseAddress else { return }
    storage.text(start, ascii.count)
  }

  private mutating func narrow(_ text: String) {
    storage.widen(text.count - text.utf8.count)
  }

  /// An ASCII character for the broken form of the innermost group alone. `isReserved`: the flat form fits only
  /// where there would be room for it too.
  package mutating func textIfBroken(byte: UInt8, isReserved: Bool = false) {
    append(isReserved ? .textIfBrokenReserved : .textIfBroken, Int(byte))
  }

  /// Text inside the group that has just ended, or after what stands last if that is no group: a comma must
  /// count when the group before it is fitted.
  package mutating func textInLastGroup(byte: UInt8) {
    let isInside = storage.reopenLastGroup()
    text(byte: byte)
    if isInside { closeGroup() }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Eight bytes at a time, or four, the last once more; most names are two steps.
  @inline(__always) var isASCII: Bool {
    guard let base = UnsafeRawPointer(baseAddress) else { return true }
    var high: UInt64 = 0
    if count >= 8 {
      var index = 0
      while index < count &- 8 {
        high |= (base + index).loadUnaligned(as: UInt64.self)
        index &+= 8
      }
      high |= (base + (count &- 8)).loadUnaligned(as: UInt64.self)
    } else if count >= 4 {
      let last = (base + (count &- 4)).loadUnaligned(as: UInt32.self)
      high = UInt64(base.loadUnaligned(as: UInt32.self) | last)
    } else {
      for byte in self { high |= UInt64(byte) }
    }
    return high & 0x8080_8080_8080_8080 == 0
  }
}
