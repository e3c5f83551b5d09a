/// Which names Elixir's tokenizer takes without quotes. ASCII alone: other letters are quoted and escaped,
/// because what counts as a letter differs by Unicode version.
package enum ElixirName {
  /// `title`, `valid?`, `_x`: a variable or function name.
  package static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.utf8.first, isLower(first) else { return false }
    return isRest(name.utf8.dropFirst(), allowsAt: false)
  }

  /// What may stand bare behind `:` or before `:`.
  static func isBareAtom(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    if isLower(first) { return isRest(name.utf8.dropFirst(), allowsAt: true) }
    return isUpper(first) && name.utf8.allSatisfy { isLower($0) || isUpper($0) || isDigit($0) }
  }

  private static func isRest(_ rest: Substring.UTF8View, allowsAt: Bool) -> Bool {
    for (index, byte) in zip(rest.indices, rest) {
      if isLower(byte) || isUpper(byte) || isDigit(byte) { continue }
      if allowsAt, byte == UInt8(ascii: "@") { continue }
      let isMark = byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!")
      return isMark && rest.index(after: index) == rest.endIndex
    }
    return true
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
