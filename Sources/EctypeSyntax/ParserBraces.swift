extension Parser {
  /// Where a `{` stands that is not the one of a block.
  enum BraceRole {
    /// Where a value is expected: else a closure.
    case operand
    /// Where a statement is expected: else a block.
    case statement
    /// Behind `->`: else the closure's block.
    case arrowBody
  }

  /// `{ a, b in …}` is a closure, `{}`, `{key: v}` and `{"key": v}` are maps, `{a, …}` is a tuple; anything
  /// else depends on the role. What begins as a statement is parsed as one, and a `,` behind it tells.
  mutating func braces(_ role: BraceRole) {
    guard !closureHasHeader() else { return closureExpression() }
    if peek() == .rightBrace || peek().isWord && peek(2) == .colon { return objectLiteral() }
    if inPattern { return patternInBraces() }
    let mark = mark
    let outer = (open, noBrace)
    open = OpenDelimiters()
    noBrace = false
    let opener = take()
    let first = position
    if kind != .rightBrace, kind != .semicolon {
      statement()
      if !panicking, isExpression(topKind()), kind == .comma || kind == .colon || kind == .fatArrow {
        open = outer.0
        open.braces += 1
        kind == .comma ? restOfTuple(opener) : restOfMap(opener)
        noBrace = outer.1
        return finishAs(mark, opener)
      }
      afterFirstStatement(first)
    }
    statements(opener: opener)
    closeBraces(opener)
    (open, noBrace) = outer
    finish(.block, from: mark, first: opener)
    if role == .operand { finish(.closure, from: mark, first: opener) }
  }

  private mutating func afterFirstStatement(_ first: Int) {
    if panicking { return synchronize(.statement) }
    switch kind {
    case .semicolon, .rightBrace, .endOfFile: return
    default: break
    }
    if startsLine || tokens[previous].kind == .rightBrace { return }
    failExpecting("a new line or `;`")
    synchronize(.statement)
  }

  private func isExpression(_ kind: NodeKind) -> Bool {
    kind.rawValue >= NodeKind.ifExpression.rawValue && kind.rawValue <= NodeKind.closure.rawValue
  }

  /// The kind that the rest of the braces has told, kept until the node is finished.
  private mutating func restOfTuple(_ opener: Int) {
    while skip(.comma), kind != .rightBrace, !panicking { expression() }
    closeDelimiter(.rightBrace, opener)
  }

  private mutating func restOfMap(_ opener: Int) {
    keyAndValue(mark - 1)
    if skip(.comma) { moreEntries() }
    closeDelimiter(.rightBrace, opener)
  }

  private mutating func finishAs(_ mark: Int, _ opener: Int) {
    let isMap = nodes[Int(scratch[mark].index)].kind == .keyValue
    finish(isMap ? .mapLiteral : .tupleLiteral, from: mark, first: opener)
  }

  /// `{}` or `{key: v, …}`.
  private mutating func objectLiteral() {
    let mark = mark
    let saved = noBrace
    noBrace = false
    let opener = openDelimiter()
    moreEntries()
    closeDelimiter(.rightBrace, opener)
    noBrace = saved
    finish(.mapLiteral, from: mark, first: opener)
  }

  /// In a pattern braces hold a tuple or a map, never statements.
  private mutating func patternInBraces() {
    let mark = mark
    let opener = openDelimiter()
    expression()
    if kind == .colon || kind == .fatArrow, !panicking { restOfMap(opener) } else { restOfTuple(opener) }
    finishAs(mark, opener)
  }

  // MARK: Closures

  /// At `{`: whether names and then `in` follow.
  func closureHasHeader() -> Bool {
    var index = position + 1
    if tokens[index].kind == .leftParen { index += 1 }
    while true {
      let kind = tokens[index].kind
      guard kind.isName || kind == .underscore else { return false }
      index += 1
      switch tokens[index].kind {
      case .comma: index += 1
      case .inKeyword: return true
      case .rightParen: return tokens[index + 1].kind == .inKeyword
      default: return false
      }
    }
  }

  /// `{ a, b in … }` or `{ … }`.
  mutating func closureExpression() {
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    let opener = position
    let hasHeader = closureHasHeader()
    advance()
    if hasHeader {
      closureHeader()
      advance()
    }
    let blockMark = self.mark
    statements(opener: opener)
    closeBraces(opener)
    finish(.block, from: blockMark, first: hasHeader ? firstAfterHeader(blockMark) : opener)
    finish(.closure, from: mark, first: opener)
  }

  /// The token behind the `in` of the header that was parsed last.
  private func firstAfterHeader(_ mark: Int) -> Int {
    Int(nodes[Int(scratch[mark - 1].index)].last.index) + 2
  }

  /// The names before `in`, in parentheses or not.
  private mutating func closureHeader() {
    let mark = mark
    let first = position
    _ = skip(.leftParen)
    repeat {
      let name = take()
      finishParameter(name)
    } while skip(.comma)
    _ = skip(.rightParen)
    finish(.parameterList, from: mark, first: first)
  }

  /// A parameter that is a name and nothing else; `_` is a pattern.
  private mutating func finishParameter(_ name: Int) {
    let mark = mark
    if tokens[name].kind == .underscore {
      finish(.wildcard, from: mark, first: name, main: name)
      finish(.parameter, from: mark, first: name)
    } else {
      finish(.parameter, from: mark, first: name, main: name)
    }
  }

  /// `a -> e` or `(a, b) -> e`.
  mutating func arrowClosure() {
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    let first = position
    if kind == .leftParen {
      parameterList()
    } else {
      let listMark = self.mark
      let name = take()
      finishParameter(name)
      finish(.parameterList, from: listMark, first: name)
    }
    advance()
    arrowBody()
    finish(.closure, from: mark, first: first)
  }

  /// `fn(a) -> e`, `fn(a) -> { … }`, `function(a): T { … }`.
  mutating func functionLiteral() {
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    let first = position
    let isArrow = kind == .fnKeyword
    advance()
    parameterList()
    if panicking {
      // Nothing to go on with.
    } else if isArrow {
      if expect(.arrow, "`->` and the body of the function") { arrowBody() }
    } else {
      if kind == .colon || kind == .arrow { returnType() }
      if !panicking { block() }
    }
    finish(.closure, from: mark, first: first)
  }

  /// Behind `->`: braces, or one expression; it becomes a block either way.
  private mutating func arrowBody() {
    let mark = mark
    let first = position
    let saved = (noBrace, inPattern)
    (noBrace, inPattern) = (false, false)
    if kind == .leftBrace {
      braces(.arrowBody)
      if topKind() != .block { finish(.block, from: mark, first: first) }
    } else {
      expression()
      finish(.block, from: mark, first: first)
    }
    (noBrace, inPattern) = saved
  }
}
