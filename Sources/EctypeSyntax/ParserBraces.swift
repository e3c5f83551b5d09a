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
    let opener = openDelimiter()
    let first = position
    if kind != .rightBrace, kind != .semicolon {
      // As a statement of a block, which has no delimiter open yet.
      let inside = open
      open = OpenDelimiters()
      statement()
      if !panicking, kind == .comma || kind == .colon || kind == .fatArrow, isExpression(topKind())
      {
        open = inside
        return restOfLiteral(mark, opener)
      }
      endOfStatement(first)
    }
    open = opener.outer
    noBrace = opener.noBrace
    statements(opener.token)
    finish(.block, from: mark, first: opener.token)
    if role == .operand { finish(.closure, from: mark, first: opener.token) }
  }

  private func isExpression(_ kind: NodeKind) -> Bool {
    kind.rawValue >= NodeKind.ifExpression.rawValue && kind.rawValue <= NodeKind.closure.rawValue
  }

  /// Behind the first element of a tuple or map, which lies above `mark`.
  private mutating func restOfLiteral(_ mark: Int, _ opener: Opener) {
    let isMap = kind == .colon || kind == .fatArrow
    if isMap {
      keyAndValue(mark)
      if skip(.comma) { moreEntries() }
    } else {
      while skip(.comma), kind != .rightBrace, !panicking { expression() }
    }
    closeDelimiter(.rightBrace, opener)
    finish(isMap ? .mapLiteral : .tupleLiteral, from: mark, first: opener.token)
  }

  /// `{}` or `{key: v, …}`.
  mutating func objectLiteral() {
    let mark = mark
    let opener = openDelimiter()
    moreEntries()
    closeDelimiter(.rightBrace, opener)
    finish(.mapLiteral, from: mark, first: opener.token)
  }

  /// In a pattern braces hold a tuple or a map, never statements.
  private mutating func patternInBraces() {
    let mark = mark
    let opener = openDelimiter()
    expression()
    restOfLiteral(mark, opener)
  }

  // MARK: Closures

  /// At `{`: whether parameters and then `in` follow.
  private func closureHasHeader() -> Bool { tokens.beginsClosureHeader(position + 1) }

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
      _ = skip(.inKeyword)
    }
    let blockMark = self.mark
    let body = hasHeader ? position : opener
    statements(opener)
    finish(.block, from: blockMark, first: body)
    finish(.closure, from: mark, first: opener)
  }

  /// What stands before `in`: `a, b`, `(x: Int) -> Int`, `{id: id}, _`.
  private mutating func closureHeader() {
    let mark = mark
    let first = position
    if kind == .leftParen, parenthesesEndHeader() {
      parameterList()
      if kind == .arrow, !panicking { returnType(isBeforeBody: false) }
      return
    }
    repeat {
      if kind.isName || kind == .underscore {
        let name = take()
        finishParameter(name)
      } else {
        let mark = self.mark
        let first = position
        pattern()
        finish(.parameter, from: mark, first: first)
      }
    } while !panicking && skip(.comma)
    finish(.parameterList, from: mark, first: first)
  }

  /// At the `(` of a header: whether it is the one of all parameters, and not of a pattern among them.
  private func parenthesesEndHeader() -> Bool {
    var depth = 0
    var index = position
    repeat {
      switch tokens.kind(index) {
      case .leftParen, .leftBrace, .leftBracket: depth += 1
      case .rightParen, .rightBrace, .rightBracket: depth -= 1
      default: break
      }
      index += 1
    } while depth > 0
    return [.inKeyword, .arrow].contains(tokens.kind(index))
  }

  /// A parameter that is a name and nothing else; `_` is a pattern.
  mutating func finishParameter(_ name: Int) {
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
      if kind == .colon || kind == .arrow { returnType(isBeforeBody: true) }
      if !panicking { functionBody() }
    }
    finish(.closure, from: mark, first: first)
  }

  /// The braces of `function() { … }`: statements, unless what they begin with is a map, tuple or closure.
  private mutating func functionBody() {
    let isEmpty = kind == .leftBrace && peek() == .rightBrace
    if kind == .leftBrace, !isEmpty { arrowBody() } else { block() }
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
