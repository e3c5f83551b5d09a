import EctypeText

/// Which names Elixir's tokenizer takes without quotes. ASCII alone: other letters are quoted and escaped,
/// because what counts as a letter differs by Unicode version.
package enum ElixirName {
  /// `title`, `valid?`, `_x`: a variable or function name.
  package static func isIdentifier(_ name: String) -> Bool {
    bytes(of: name) { isName($0, allowsAt: false) }
  }

  /// What may stand bare behind `:` or before `:`.
  static func isBareAtom(_ name: String) -> Bool {
    bytes(of: name) { bytes in
      if isName(bytes, allowsAt: true) { return true }
      guard let first = bytes.first, isUpper(first) else { return false }
      for byte in bytes where !isLetterOrDigit(byte) { return false }
      return true
    }
  }

  private static func bytes(
    of name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    name.withBytes(body)
  }

  private static func isName(_ bytes: UnsafeBufferPointer<UInt8>, allowsAt: Bool) -> Bool {
    guard let first = bytes.first, isLower(first) else { return false }
    for index in 1..<bytes.count {
      let byte = bytes[index]
      if isLetterOrDigit(byte) || allowsAt && byte == UInt8(ascii: "@") { continue }
      let isMark = byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
      return isMark && index == bytes.count - 1
    }
    return true
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLower(byte) || isUpper(byte) || isDigit(byte)
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") || byte == UInt8(ascii: "_")
  }
  private static func isUpper(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }
  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
