/// The keywords, and `_`, in a small hash table: a word of up to eight bytes is one integer.
struct Keywords {
  static let words: [(StaticString, TokenKind)] = [
    ("struct", .structKeyword), ("enum", .enumKeyword), ("class", .classKeyword),
    ("module", .moduleKeyword), ("extern", .externKeyword), ("elixir", .elixirKeyword),
    ("where", .whereKeyword), ("extends", .extendsKeyword), ("public", .publicKeyword),
    ("private", .privateKeyword), ("static", .staticKeyword), ("inline", .inlineKeyword),
    ("override", .overrideKeyword), ("final", .finalKeyword), ("new", .newKeyword),
    ("fn", .fnKeyword), ("func", .funcKeyword), ("function", .functionKeyword),
    ("let", .letKeyword), ("var", .varKeyword), ("case", .caseKeyword),
    ("default", .defaultKeyword), ("if", .ifKeyword), ("else", .elseKeyword),
    ("guard", .guardKeyword), ("for", .forKeyword), ("while", .whileKeyword),
    ("switch", .switchKeyword), ("return", .returnKeyword), ("break", .breakKeyword),
    ("continue", .continueKeyword), ("in", .inKeyword), ("not", .notKeyword),
    ("and", .andKeyword), ("or", .orKeyword), ("true", .trueKeyword),
    ("false", .falseKeyword), ("nil", .nilKeyword), ("null", .nullKeyword), ("_", .underscore),
  ]

  private static let slotCount = 256

  /// Never freed.
  nonisolated(unsafe) static let table: UnsafePointer<(word: UInt64, kind: TokenKind)> = {
    let table = UnsafeMutablePointer<(word: UInt64, kind: TokenKind)>.allocate(capacity: slotCount)
    table.initialize(repeating: (0, .identifier), count: slotCount)
    for (word, kind) in words {
      let packed = NameBytes.packed(word.utf8Start, word.utf8CodeUnitCount)
      var slot = hash(packed)
      while table[slot].word != 0 { slot = (slot + 1) % slotCount }
      table[slot] = (packed, kind)
    }
    return UnsafePointer(table)
  }()

  /// The kind of the word of up to eight bytes that has been packed.
  @inline(__always) static func kind(
    _ packed: UInt64, in table: UnsafePointer<(word: UInt64, kind: TokenKind)>
  ) -> TokenKind {
    var slot = hash(packed)
    while table[slot].word != 0 {
      if table[slot].word == packed { return table[slot].kind }
      slot = (slot + 1) % slotCount
    }
    return .identifier
  }

  @inline(__always) private static func hash(_ packed: UInt64) -> Int {
    Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
