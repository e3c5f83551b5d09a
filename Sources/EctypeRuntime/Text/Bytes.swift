/// Elixir compares strings byte by byte; Swift's `==` is canonical equivalence, for which "é" composed
/// and decomposed are one string. Whatever Ecto compares is compared with this.
nonisolated func sameBytes(_ a: String, _ b: String) -> Bool {
  a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
}

/// Elixir's order of strings.
nonisolated func bytesPrecede(_ a: String, _ b: String) -> Bool {
  a.utf8.lexicographicallyPrecedes(b.utf8)
}

nonisolated extension UInt8 {
  /// `0` to `9`.
  var isDigit: Bool { self &- 0x30 < 10 }
}

/// The string of bytes that are UTF-8, nil for others. (`String(validating:as:)` needs a newer system.)
nonisolated func utf8String(_ bytes: [UInt8]) -> String? {
  let text = String(decoding: bytes, as: UTF8.self)
  return text.utf8.elementsEqual(bytes) ? text : nil
}
