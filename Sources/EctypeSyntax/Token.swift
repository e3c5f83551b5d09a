/// What a token is: one kind per punctuation mark and keyword. The lexer decides what bytes alone decide;
/// the parser makes `atom` of `:` and a name, and `greaterEqual` of `>` and `=`, where they mean that.
package enum TokenKind: UInt8, CaseIterable, Sendable {
  case endOfFile

  // Words. The order matters: see `isWord`, `isContextual` and `isName`.
  case identifier
  // Keywords that are names wherever they cannot begin what they name.
  case structKeyword, enumKeyword, classKeyword, moduleKeyword, externKeyword, elixirKeyword
  case whereKeyword, extendsKeyword, publicKeyword, privateKeyword, staticKeyword, inlineKeyword
  case overrideKeyword, finalKeyword, newKeyword, fnKeyword
  // Keywords that are names only as labels, members and declared names.
  case funcKeyword, functionKeyword, letKeyword, varKeyword, caseKeyword, defaultKeyword, ifKeyword
  case elseKeyword, guardKeyword, forKeyword, whileKeyword, switchKeyword, returnKeyword,
    breakKeyword
  case continueKeyword, inKeyword, notKeyword, andKeyword, orKeyword, trueKeyword, falseKeyword
  case nilKeyword, nullKeyword

  /// `_`
  case underscore

  // Literals.
  case integer, float
  /// The opening and closing quotes, with their `#`s; between them texts and interpolations.
  case stringStart, stringEnd
  case stringText
  /// `\(` or `${`, and the `)` or `}` that ends it.
  case interpolationStart, interpolationEnd
  /// `~r/…/i`, whole.
  case sigil
  /// `:name` or `:"name"`, whole.
  case atom
  /// What lies between the braces of `elixir { … }`.
  case rawText

  // Punctuation.
  case leftParen, rightParen, leftBracket, rightBracket, leftBrace, rightBrace
  case comma, semicolon, colon, dot, question, questionDot
  /// `@` and `@:`
  case at
  case hash, ampersand, caret, bang, tilde
  case plus, minus, star, slash, percent
  case less, greater, lessEqual, greaterEqual, equalEqual, bangEqual
  case ampersandAmpersand, barBar, questionQuestion, bar, pipe
  case range, halfOpenRange, closedRange, concat, plusPlus, minusMinus
  case arrow, fatArrow
  case equal, plusEqual, minusEqual, starEqual, slashEqual, percentEqual

  /// The rest of what an `atom` or `greaterEqual` took in; empty, at its end.
  case absorbed

  // Comments; they are kept beside the tokens, in `SyntaxTree.comments`.
  case lineComment, blockComment, docLineComment, docBlockComment

  /// A name or a keyword.
  @inline(__always) var isWord: Bool {
    rawValue >= TokenKind.identifier.rawValue && rawValue <= TokenKind.nullKeyword.rawValue
  }
  /// A word that is a value: `true`, `nil`.
  @inline(__always) var isConstant: Bool {
    rawValue >= TokenKind.trueKeyword.rawValue && rawValue <= TokenKind.nullKeyword.rawValue
  }
  /// A word that may be an identifier in an expression.
  @inline(__always) var isName: Bool {
    rawValue >= TokenKind.identifier.rawValue && rawValue <= TokenKind.fnKeyword.rawValue
  }
}

/// A token's kind and byte range. White space is what lies between tokens and comments.
package struct Token: Sendable {
  package var kind: TokenKind
  /// A line break, of white space or of a comment, lies between the token before and this one.
  package var startsLine: Bool
  package var start: Int32
  package var end: Int32

  package init(kind: TokenKind, startsLine: Bool = false, start: Int, end: Int) {
    self.kind = kind
    self.startsLine = startsLine
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }
}
