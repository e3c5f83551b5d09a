internal import EctypeDiagnostics

extension Parser {
  mutating func primary() {
    switch kind {
    case .fnKeyword where peek() == .leftParen, .functionKeyword where peek() == .leftParen:
      functionLiteral()
    case .fnKeyword where beginsElixirFunction: elixirFunction()
    case .newKeyword where peek().isWord && !tokens[position + 1].startsLine: newExpression()
    case .elixirKeyword where peek() == .leftBrace: elixirBlock(mark, position)
    case _ where kind.isName: name()
    case .underscore: leaf(.wildcard)
    case .integer: leaf(.integerLiteral)
    case .float: leaf(.floatLiteral)
    case .stringStart: stringLiteral()
    case .trueKeyword, .falseKeyword: leaf(.booleanLiteral)
    case .nilKeyword, .nullKeyword: leaf(.nilLiteral)
    case .sigil: sigil()
    case .dot: implicitMember()
    case .colon: atom()
    case .leftParen: parentheses()
    case .leftBracket: brackets()
    case .leftBrace: braces(.operand)
    case .percent: percentLiteral()
    case .ifKeyword: ifExpression()
    case .switchKeyword: switchExpression()
    case .letKeyword where inPattern: letPattern()
    default: noOperand()
    }
  }

  private mutating func noOperand() {
    if bracketBalance < 0, kind == .rightParen || kind == .rightBracket {
      // It belongs to what has been reported as unclosed.
      bracketBalance += 1
      leaf(.error)
    } else if position == statementStart {
      let isElse = kind == .elseKeyword
      fail(
        isElse
          ? "this `else` belongs to no `if`" : "expected a statement, found \(describe(position))",
        helps: [Help(isElse ? "put it behind the `}` of an `if`" : "leave it out")])
      finish(.error, from: mark, first: position)
    } else if kind == .letKeyword || kind == .varKeyword, !startsLine {
      fail(
        "`\(text(position))` does not begin a value",
        helps: [Help("declare the name on a line of its own, and use it here")])
      finish(.error, from: mark, first: position)
    } else {
      failNode("a value")
    }
  }

  private mutating func name() {
    if peek() == .arrow, !inPattern { return arrowClosure() }
    leaf(.identifier)
  }

  mutating func implicitMember() {
    let first = take()
    guard isAtName else {
      failExpecting("a name after `.`")
      return finish(.error, from: mark, first: first)
    }
    let name = take()
    finish(.implicitMember, from: mark, first: first, main: name)
  }

  private mutating func letPattern() {
    let namesStruct = peek(2) == .leftParen && touches(2)
    if [.dot, .leftParen, .leftBrace, .leftBracket].contains(peek()) || namesStruct {
      passLetOfPattern()
      return primary()
    }
    let first = take()
    guard isAtName else {
      failExpecting("a name after `let`")
      return finish(.error, from: mark, first: first)
    }
    let name = take()
    finish(.letPattern, from: mark, first: first, main: name)
  }

  private mutating func newExpression() {
    let mark = mark
    let first = take()
    type()
    if kind == .leftParen, !panicking {
      argumentList()
    } else {
      failExpecting("`(` and the arguments of `new`")
    }
    finish(.newExpression, from: mark, first: first)
  }

  // MARK: Atoms and strings

  /// `:name` or `:"name"`: a colon, where a value is expected, and what touches it.
  private mutating func atom() {
    if touches() {
      if peek().isWord || peek() == .underscore {
        absorb(1, into: .atom)
      } else if peek() == .stringStart {
        let length = peek(2) == .stringText ? 3 : 2
        if peek(length) == .stringEnd { absorb(length, into: .atom) }
      }
    }
    guard kind == .atom else { return failNode("a value") }
    let token = takeAbsorbing()
    finish(.atomLiteral, from: mark, first: token, main: token)
  }

  private mutating func stringLiteral() {
    let mark = mark
    let first = take()
    while kind != .stringEnd, kind != .endOfFile, !panicking {
      if kind == .stringText {
        leaf(.stringText)
      } else {
        interpolation()
      }
    }
    if !panicking { closeLiteral() }
    finish(.stringLiteral, from: mark, first: first)
  }

  private mutating func sigil() {
    let mark = mark
    let token = take()
    if kind == .stringEnd, isEmpty(position) { closeLiteral() }
    finish(.sigil, from: mark, first: token, main: token)
  }

  /// At the end of a string; an empty one stands where the lexer has reported that there is none.
  private mutating func closeLiteral() {
    advance()
    if isEmpty(previous) { giveUp() }
  }

  private func isEmpty(_ token: Int) -> Bool { tokens[token].start == tokens[token].end }

  private mutating func interpolation() {
    let mark = mark
    let saved = (noBrace, inPattern)
    (noBrace, inPattern) = (false, false)
    let first = take()
    expression()
    if kind == .interpolationEnd, !panicking {
      advance()
    } else {
      failExpecting("the end of the interpolation")
      skipInterpolation()
    }
    (noBrace, inPattern) = saved
    finish(.interpolation, from: mark, first: first)
  }

  /// After a mistake in an interpolation the string goes on behind it.
  private mutating func skipInterpolation() {
    guard !aborted else { return }
    var depth = 0
    let first = position
    while kind != .endOfFile {
      if kind == .interpolationStart { depth += 1 }
      if kind == .interpolationEnd {
        if depth == 0 { break }
        depth -= 1
      }
      advance()
    }
    finish(.error, from: mark, first: first)
    if kind == .interpolationEnd { advance() }
    panicking = false
  }

  // MARK: Parentheses and brackets

  /// `(e)`, `(a, b)`, or the parameters of `(a, b) -> e`.
  private mutating func parentheses() {
    if !inPattern, parenthesesAreParameters() { return arrowClosure() }
    let mark = mark
    let opener = openDelimiter()
    var isTuple = kind == .rightParen
    while kind != .rightParen, !panicking {
      expression()
      if !separator(.rightParen) { break }
      isTuple = true
    }
    closeDelimiter(.rightParen, opener)
    finish(isTuple ? .tupleLiteral : .parenthesized, from: mark, first: opener.token)
  }

  /// At `(`: whether names, types and commas and then `) ->` follow.
  private func parenthesesAreParameters() -> Bool {
    var index = position + 1
    while true {
      switch tokens[index].kind {
      case .rightParen: return tokens[index + 1].kind == .arrow
      case .comma, .colon, .underscore, .less, .greater, .question, .dot, .leftBracket,
        .rightBracket:
        break
      case let kind where kind.isName: break
      default: return false
      }
      index += 1
    }
  }

  /// `[a, b]`, `[k: v]`, `["k": v]`, `[:]`.
  private mutating func brackets() {
    let mark = mark
    let opener = openDelimiter()
    var isMap = false
    if kind == .colon, peek() == .rightBracket {
      advance()
      isMap = true
    }
    var isFirst = true
    while kind != .rightBracket, !panicking {
      let hasKey = element()
      if isFirst { isMap = hasKey }
      isFirst = false
      if !separator(.rightBracket) { break }
    }
    closeDelimiter(.rightBracket, opener)
    finish(isMap ? .mapLiteral : .listLiteral, from: mark, first: opener.token)
  }

  /// An element of a list or map in brackets; whether it has a key that is not a bare name.
  private mutating func element() -> Bool {
    let mark = mark
    if beginsNamedEntry {
      keyValue()
      return false
    }
    if kind == .closedRange, peek() == .comma || peek() == .rightBracket {
      leaf(.ellipsis)
      return false
    }
    expression()
    guard !panicking else { return false }
    switch kind {
    case .colon, .fatArrow:
      advance()
      expression()
      wrap(.keyValue, from: mark)
      return true
    case .bar:
      let bar = take()
      expression()
      wrap(.binaryExpression, from: mark, main: bar)
      return false
    default: return false
    }
  }

  // MARK: % literals

  /// Whether `%` is directly before `{` or a name with a capital.
  var percentBeginsLiteral: Bool {
    guard kind == .percent, touches() else { return false }
    if peek() == .leftBrace { return true }
    // Behind the end of the file there is no byte.
    guard peek().isWord else { return false }
    let byte = source.bytes[Int(tokens[position + 1].start)]
    return byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
  }

  private mutating func percentLiteral() {
    guard percentBeginsLiteral else { return failNode("a value") }
    let mark = mark
    let first = take()
    let isMap = kind == .leftBrace
    if !isMap { path() }
    if kind == .leftBrace, !panicking {
      entries(allowsUpdate: isMap)
    } else {
      failExpecting("`{` and the fields of the struct")
    }
    finish(isMap ? .mapLiteral : .structLiteral, from: mark, first: first)
  }

  /// `{ key: v, "key" => v }`, with `m |` before the entries of an update.
  private mutating func entries(allowsUpdate: Bool) {
    let opener = openDelimiter()
    if allowsUpdate, kind != .rightBrace, !beginsNamedEntry {
      let mark = mark
      expression()
      if kind == .bar, !panicking {
        advance()
      } else {
        keyAndValue(mark)
        _ = skip(.comma)
      }
    }
    moreEntries()
    closeDelimiter(.rightBrace, opener)
  }

  /// The entries up to the closing brace.
  mutating func moreEntries() {
    while kind != .rightBrace, !panicking {
      keyValue()
      if !separator(.rightBrace) { break }
    }
  }

  /// `name:`; a word that is a value is a key by what it is, as in `[true: "yes"]`.
  private var beginsNamedEntry: Bool { kind.isWord && !kind.isConstant && peek() == .colon }

  private mutating func keyValue() {
    let mark = mark
    if beginsNamedEntry {
      let name = take()
      advance()
      expression()
      finish(.keyValue, from: mark, first: name, main: name)
    } else {
      expression()
      keyAndValue(mark)
    }
  }

  /// Behind the key that lies above `mark`: `: v` or `=> v`.
  mutating func keyAndValue(_ mark: Int) {
    if kind == .colon || kind == .fatArrow, !panicking {
      advance()
      expression()
    } else {
      failExpecting("`:` and a value")
    }
    wrap(.keyValue, from: mark)
  }
}
