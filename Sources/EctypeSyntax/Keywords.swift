/// The keywords in a small hash table: a word of up to eight bytes is one integer.
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
    ("false", .falseKeyword), ("nil", .nilKeyword), ("null", .nullKeyword),
  ]

  private static let slotCount = 256

  static let table: [(word: UInt64, kind: TokenKind)] = {
    var table = [(word: UInt64, kind: TokenKind)](
      repeating: (0, .identifier), count: slotCount)
    for (word, kind) in words {
      let packed = pack(word.utf8Start, word.utf8CodeUnitCount)
      var slot = hash(packed)
      while table[slot].word != 0 { slot = (slot + 1) % slotCount }
      table[slot] = (packed, kind)
    }
    return table
  }()

  /// The kind of the word of `count` bytes (at most eight) at `start`.
  @inline(__always) static func kind(
    _ start: UnsafePointer<UInt8>, _ count: Int,
    in table: UnsafePointer<(word: UInt64, kind: TokenKind)>
  ) -> TokenKind {
    let packed = pack(start, count)
    var slot = hash(packed)
    while table[slot].word != 0 {
      if table[slot].word == packed { return table[slot].kind }
      slot = (slot + 1) % slotCount
    }
    return .identifier
  }

  @inline(__always) private static func pack(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64
  {
    var packed: UInt64 = 0
    for i in 0..<count { packed = packed << 8 | UInt64(start[i]) }
    return packed
  }

  @inline(__always) private static func hash(_ packed: UInt64) -> Int {
    Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
