internal import EctypeDiagnostics

extension Parser {
  // MARK: Blocks

  /// `{ statement* }`.
  mutating func block() {
    if opensForeignBlock { return foreignBlock() }
    let hasBrace = expectBrace("`{`")
    let mark = mark
    let first = position
    if hasBrace {
      statements(take())
    } else if missesBrace {
      statements(previous)
    }
    finish(.block, from: mark, first: first)
  }

  /// The statements in the braces opened at `opener`, and the closing brace.
  mutating func statements(_ opener: Int) { inBraces(opener) { $0.statementAndEnd() } }

  mutating func statementAndEnd() {
    let first = position
    statement()
    endOfStatement(first)
  }

  /// What separates a statement, which began at `first`, from the next; recovery after a mistake in it.
  mutating func endOfStatement(_ first: Int) {
    if kind == .whileKeyword, !startsLine, !panicking, text(first, isOneOf: ["repeat", "do"]) {
      conditionBehindLoop(first)
    }
    if !panicking, !statementHasEnded {
      failExpecting("a new line or `;`")
    }
    if panicking { synchronize(.statement, from: first) }
  }

  private var statementHasEnded: Bool {
    switch kind {
    case .semicolon, .rightBrace, .endOfFile, .caseKeyword, .defaultKeyword: true
    default: startsLine || previous >= 0 && tokens[previous].kind == .rightBrace
    }
  }

  /// A `{ … }`, or the one statement behind a condition in parentheses. `condition` is that node's mark.
  private mutating func body(isParenthesized: Bool) {
    if isParenthesized, kind != .leftBrace, !panicking, !opensForeignBlock {
      oneStatement()
    } else {
      block()
    }
  }

  /// The block that is one statement.
  mutating func oneStatement() {
    let mark = mark
    let first = position
    guard enter() else { return }
    let saved = noBrace
    noBrace = false
    statement()
    noBrace = saved
    leave()
    finish(.block, from: mark, first: first)
  }

  // MARK: Statements

  mutating func statement() {
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    let first = position
    statementStart = position
    if isMisspeltStatement { _ = readsAsKeyword(Self.statementKeywords) }
    switch kind {
    case .letKeyword, .varKeyword: variable(mark, first)
    case .finalKeyword where peek().isWord || peek() == .underscore: variable(mark, first)
    case .returnKeyword: returnStatement()
    case .breakKeyword: keywordStatement(.breakStatement)
    case .continueKeyword: keywordStatement(.continueStatement)
    case .forKeyword: forStatement()
    case .whileKeyword: whileStatement()
    case .guardKeyword: guardStatement()
    case .functionKeyword where peek().isWord, .funcKeyword:
      function(mark, first, needsBody: true)
    case .elixirKeyword where peek() == .leftBrace: elixirBlock(mark, first)
    case .at:
      attributesAndModifiers()
      declaration(.body, mark, first)
    case .leftBrace:
      braces(.statement)
      if topKind() != .block, !panicking {
        restOfExpression(mark)
        assignment(mark)
      }
    default:
      expression()
      assignment(mark)
    }
  }

  private mutating func keywordStatement(_ node: NodeKind) {
    let token = take()
    finish(node, from: mark, first: token)
  }

  private mutating func returnStatement() {
    let mark = mark
    let first = take()
    if !startsLine, beginsExpression { expression() }
    finish(.returnStatement, from: mark, first: first)
  }

  /// Whether the token may begin a value behind `return`.
  private var beginsExpression: Bool {
    switch kind {
    case .semicolon, .rightBrace, .endOfFile, .caseKeyword, .rightParen, .comma, .elseKeyword: false
    case .defaultKeyword: peek() != .colon
    default: true
    }
  }

  /// An assignment to the expression at `mark`, where that is what stands there.
  private mutating func assignment(_ mark: Int) {
    guard !panicking else { return }
    switch kind {
    case .equal, .plusEqual, .minusEqual, .starEqual, .slashEqual, .percentEqual:
      let op = take()
      expression()
      wrap(.assignment, from: mark, main: op)
    default: break
    }
  }

  /// `for p in xs where c { }`, or `for (p in xs)` with a block or a statement.
  private mutating func forStatement() {
    let mark = mark
    let first = take()
    if isCountingLoop { return countingLoop(mark, first) }
    var opener: Opener?
    if kind == .leftParen, !parenthesesAreFollowedByIn() { opener = openDelimiter() }
    forPattern()
    if kind == .fatArrow, !panicking {
      advance()
      let keyMark = self.mark - 1
      pattern()
      wrap(.keyValuePattern, from: keyMark)
    }
    expect(.inKeyword, "`in` and what to go through")
    if panicking {
      finish(.error, from: self.mark, first: position)
    } else if let opener {
      expression()
      closeDelimiter(.rightParen, opener)
    } else {
      condition()
    }
    if kind == .whereKeyword, !panicking { whereClause() }
    body(isParenthesized: opener != nil)
    finish(.forStatement, from: mark, first: first)
  }

  /// `p` or `case p`.
  private mutating func forPattern() {
    let mark = mark
    let first = position
    let isCase = skip(.caseKeyword)
    if kind == .varKeyword { passKeywordOfLoop() }
    pattern()
    if isCase { finish(.casePattern, from: mark, first: first) }
  }

  /// At `(`: whether it is a pattern, `for (a, b) in`, and not `for (a in`.
  private func parenthesesAreFollowedByIn() -> Bool {
    var depth = 0
    var index = position
    while true {
      switch tokens[index].kind {
      case .leftParen, .leftBracket, .leftBrace: depth += 1
      case .rightParen, .rightBracket, .rightBrace:
        depth -= 1
        if depth == 0 { return tokens[index + 1].kind == .inKeyword }
      case .inKeyword, .endOfFile, .semicolon, .fatArrow: return false
      default: break
      }
      index += 1
    }
  }

  mutating func whereClause() {
    let mark = mark
    let first = take()
    condition()
    finish(.whereClause, from: mark, first: first)
  }

  private mutating func whileStatement() {
    let mark = mark
    let first = take()
    let isParenthesized = conditions()
    body(isParenthesized: isParenthesized)
    finish(.whileStatement, from: mark, first: first)
  }

  private mutating func guardStatement() {
    let mark = mark
    let first = take()
    _ = conditions()
    expect(.elseKeyword, "`else`")
    block()
    finish(.guardStatement, from: mark, first: first)
  }

  /// An expression behind which `{` begins a block.
  mutating func condition() {
    guard kind != .leftBrace else {
      // The block is read all the same.
      failNode("a condition")
      panicking = aborted
      return
    }
    let saved = noBrace
    let mark = mark
    noBrace = true
    expression()
    if kind == .equal, !panicking { comparison(mark) }
    noBrace = saved
  }

  /// `c, let x = y`; whether it is one expression in parentheses.
  mutating func conditions() -> Bool {
    let mark = mark
    let first = position
    repeat {
      switch kind {
      case .letKeyword where [.leftParen, .leftBracket, .dot].contains(peek()): letOfPattern()
      case .letKeyword, .varKeyword: optionalBinding()
      case .caseKeyword: patternCondition()
      default: condition()
      }
    } while !panicking && skip(.comma)
    let isParenthesized = self.mark == mark + 1 && topKind() == .parenthesized
    finish(.conditions, from: mark, first: first)
    return isParenthesized
  }

  private mutating func optionalBinding() {
    let mark = mark
    let first = take()
    var name = -1
    if isAtName {
      name = take()
    } else {
      failExpecting("a name after `\(text(first))`")
    }
    if kind == .equal, !panicking { conditionValue() }
    finish(.optionalBinding, from: mark, first: first, main: name)
  }

  /// `let (a, b) = e`, which is `case (a, b) = e`.
  private mutating func letOfPattern() {
    matchedByLet()
    patternCondition()
  }

  /// `case p = e`
  private mutating func patternCondition() {
    let mark = mark
    let first = take()
    pattern()
    if kind == .equal, !panicking {
      conditionValue()
    } else {
      failExpecting("`=` and what to match")
    }
    finish(.patternCondition, from: mark, first: first)
  }

  /// `= e` in a condition.
  private mutating func conditionValue() {
    let mark = mark
    let equal = take()
    condition()
    finish(.initializer, from: mark, first: equal)
  }

  // MARK: if and switch

  /// `if c { } else if d { } else { }`; the chain is a loop, its nodes are made from the last to the first.
  mutating func ifExpression() {
    var links: [(mark: Int, first: Int)] = []
    var chain = 0
    while true {
      links.append((mark, position))
      advance()
      let isParenthesized = conditions()
      let isForeign = opensForeignBlock
      body(isParenthesized: isParenthesized)
      guard !panicking else { break }
      if kind == .semicolon, isParenthesized, peek() == .elseKeyword { advance() }
      if kind == .identifier, readsAsElse(), kind == .ifKeyword, extend(&chain) { continue }
      guard kind == .elseKeyword else { break }
      let keyword = take()
      if kind == .ifKeyword, extend(&chain) { continue }
      if isForeign, kind != .leftBrace, !opensForeignBlock {
        if startsLine { indentedBlock(keyword) } else { oneStatement() }
      } else {
        body(isParenthesized: isParenthesized)
      }
      break
    }
    for link in links.reversed() { finish(.ifExpression, from: link.mark, first: link.first) }
  }

  /// `switch v { … }`.
  mutating func switchExpression() {
    let mark = mark
    let first = take()
    condition()
    switchBody()
    finish(.switchExpression, from: mark, first: first)
  }

  /// The cases in braces; they are left for the switch to take.
  mutating func switchBody() {
    if expectBrace("`{` and the cases of the `switch`") {
      cases(take())
    } else if missesBrace {
      cases(previous)
    }
  }

  private mutating func cases(_ opener: Int) {
    inBraces(opener) { parser in
      let first = parser.position
      if parser.kind == .caseKeyword || parser.kind == .defaultKeyword {
        parser.switchCase(opener)
      } else {
        parser.fail(
          "expected `case` or `default`, found \(parser.describe(first))",
          helps: [Help("each branch begins so: `case .ok(let value):`")])
      }
      if parser.panicking { parser.synchronize(.switchCase, from: first) }
    }
  }

  private mutating func switchCase(_ opener: Int) {
    let mark = mark
    let first = position
    let isDefault = kind == .defaultKeyword
    advance()
    if !isDefault {
      repeat { pattern() } while !panicking && (skip(.comma) || passBar())
      // `case p if (c):` is the guide's dialect for `where`.
      if kind == .whereKeyword || kind == .ifKeyword, !panicking { whereClause() }
    }
    if kind != .colon || panicking {
      failExpecting(isDefault ? "`:` after `default`" : "`:` after the pattern")
      skipPattern()
    }
    if !panicking {
      _ = skip(.colon)
      let blockMark = self.mark
      let blockFirst = position
      statementsOfCase(opener)
      finish(.block, from: blockMark, first: blockFirst)
    }
    finish(.switchCase, from: mark, first: first)
  }

  /// After a mistake in a pattern: passes over the rest of it, so that its statements are read all the same.
  private mutating func skipPattern() {
    guard !aborted else { return }
    let first = position
    var depth = openAtMistake.brackets + openAtMistake.braces
    loop: while kind != .endOfFile, !startsLine {
      switch kind {
      case .leftParen, .leftBracket, .leftBrace: depth += 1
      case .rightBrace where depth <= 0: break loop
      case .rightParen, .rightBracket, .rightBrace: depth -= 1
      case .colon where depth <= 0 || tokens[position + 1].startsLine: break loop
      case .caseKeyword where peek() != .colon: break loop
      case .defaultKeyword where peek() == .colon: break loop
      default: break
      }
      advance()
    }
    if position > first { finish(.error, from: mark, first: first) }
    panicking = false
  }

  /// Statements up to the next case or the end of the switch whose brace is at `opener`.
  private mutating func statementsOfCase(_ opener: Int) {
    while kind != .endOfFile, kind != .caseKeyword, kind != .defaultKeyword, !isOutside(opener) {
      if skip(.semicolon) { continue }
      if kind != .rightBrace {
        statementAndEnd()
      } else if isStray(opener) {
        passStrayBrace(in: opener)
      } else {
        return
      }
    }
  }
}
