/// What Elixir's compiler would refuse in a pattern, as far as brackets, escapes, repeats and flags go.
enum RegexSyntax {
  /// The fault in words, or nil.
  static func fault(in source: String, flags: String) -> String? {
    for flag in flags.unicodeScalars where !"imsuxfU".unicodeScalars.contains(flag) {
      return "there is no flag `\(flag)`"
    }
    var groups = 0
    var isRepeatable = false
    var bytes = Array(source.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"):
        guard bytes.popFirst() != nil else { return "it ends in a backslash" }
        isRepeatable = true
      case UInt8(ascii: "["):
        guard skipClass(&bytes) else { return "a `[` is not closed" }
        isRepeatable = true
      case UInt8(ascii: "("):
        groups += 1
        isRepeatable = false
        // What a `?` here begins is no repeat: `(?:`, `(?=`, `(?i)`.
        if bytes.first == UInt8(ascii: "?") { bytes.removeFirst() }
      case UInt8(ascii: ")"):
        groups -= 1
        if groups < 0 { return "a `)` has no `(`" }
        isRepeatable = true
      case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"):
        guard isRepeatable else { return "there is nothing to repeat" }
        // `*?` and `*+` are one repeat.
        if let next = bytes.first, next == UInt8(ascii: "?") || next == UInt8(ascii: "+") {
          bytes.removeFirst()
        }
        isRepeatable = false
      case UInt8(ascii: "|"): isRepeatable = false
      default: isRepeatable = true
      }
    }
    return groups > 0 ? "a `(` is not closed" : nil
  }

  /// Behind `[`: up to its `]`; a `]` that comes first is one of the characters.
  private static func skipClass(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "^") { bytes.removeFirst() }
    if bytes.first == UInt8(ascii: "]") { bytes.removeFirst() }
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "]") { return true }
      if byte == UInt8(ascii: "\\") { _ = bytes.popFirst() }
      // `[:alpha:]` has brackets of its own.
      if byte == UInt8(ascii: "["), bytes.first == UInt8(ascii: ":"),
        let end = bytes.firstIndex(of: UInt8(ascii: "]"))
      {
        bytes = bytes[(end + 1)...]
      }
    }
    return false
  }
}
