/// What a token is. The lexer decides as much as it can without context; the parser settles the rest.
package enum TokenKind: UInt8, CaseIterable, Sendable {
  case endOfFile
  case identifier
  case integer
  case float
  case string
  case sigil
  case atom
  case punctuation
  case comment
  case unknown
}

/// A token's kind and byte range. White space is what lies between tokens; comments are tokens that the
/// parser passes over and the formatter and `documentation` read.
package struct Token: Sendable {
  package var kind: TokenKind
  package var start: Int32
  package var end: Int32

  package init(kind: TokenKind, start: Int, end: Int) {
    self.kind = kind
    self.start = Int32(start)
    self.end = Int32(end)
  }
}
