internal import EctypeDiagnostics

extension Parser {
  /// `T`, `T?`, `A | B`, `(A) -> R`, …
  mutating func type() {
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    postfixType()
    var chain = 0
    while kind == .bar, !panicking, extend(&chain) {
      advance()
      postfixType()
      wrap(.unionType, from: mark)
    }
    if kind == .arrow, !panicking {
      // `A -> R` is `(A) -> R`.
      if topKind() != .tupleType { wrap(.tupleType, from: mark) }
      advance()
      type()
      wrap(.functionType, from: mark)
    }
  }

  private mutating func postfixType() {
    let mark = mark
    primaryType()
    var chain = 0
    while kind == .question || kind == .questionQuestion, !startsLine, !panicking, extend(&chain) {
      let isTwice = kind == .questionQuestion
      advance()
      wrap(.optionalType, from: mark)
      if isTwice { wrap(.optionalType, from: mark) }
    }
  }

  private mutating func primaryType() {
    let mark = mark
    let first = position
    switch kind {
    case .leftBracket:
      let opener = openDelimiter()
      type()
      let isDictionary = skip(.colon)
      if isDictionary { type() }
      closeDelimiter(.rightBracket, opener)
      finish(isDictionary ? .dictionaryType : .arrayType, from: mark, first: first)
    case .leftParen: delimitedTypes(.rightParen)
    case .leftBrace where peek().isWord && peek(2) == .colon: recordType()
    case .leftBrace: delimitedTypes(.rightBrace)
    case _ where isAtName:
      path()
      if kind == .less { typeList(.genericArguments) }
      finish(.namedType, from: mark, first: first)
    default: failNode("a type")
    }
  }

  /// `(A, B)` or `{A, B}`.
  private mutating func delimitedTypes(_ closer: TokenKind) {
    let mark = mark
    let opener = openDelimiter()
    while kind != closer, !panicking {
      type()
      if !skip(.comma) { break }
    }
    closeDelimiter(closer, opener)
    finish(.tupleType, from: mark, first: opener.token)
  }

  private mutating func recordType() {
    let mark = mark
    let opener = openDelimiter()
    while kind != .rightBrace, !panicking {
      let field = self.mark
      let name = position
      guard isAtName else {
        failExpecting("the name of a field")
        break
      }
      advance()
      expect(.colon, "`:` and the type of the field")
      type()
      if kind == .equal, !panicking { defaultOfField(name) }
      finish(.recordField, from: field, first: name, main: name)
      if !skip(.comma) { break }
    }
    closeDelimiter(.rightBrace, opener)
    finish(.recordType, from: mark, first: opener.token)
  }

  /// `<T, U>`, of arguments or of parameters.
  mutating func typeList(_ node: NodeKind) {
    let mark = mark
    let opener = openDelimiter()
    while kind != .greater, !panicking {
      type()
      if !skip(.comma) { break }
    }
    if kind == .greater, !panicking {
      advance()
    } else if !panicking {
      fail(
        "expected `>`, found \(describe(position))", code: .unclosedDelimiter, at: placeOfMissing,
        label: "expected `>`", secondary: [.init(span(opener.token), "to close this `<`")],
        helps: [Help("write `>` behind the last type, or leave out the `<`")])
    }
    open = opener.outer
    noBrace = opener.noBrace
    finish(node, from: mark, first: opener.token)
  }

  /// `A.B.C`.
  mutating func path() {
    let first = position
    guard isAtName else { return failNode("a name") }
    advance()
    var chain = 0
    while kind == .dot, peek().isWord, extend(&chain) {
      advance()
      advance()
    }
    finish(.path, from: mark, first: first, main: previous)
  }
}
