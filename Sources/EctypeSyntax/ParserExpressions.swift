internal import EctypeDiagnostics

extension Parser {
  // MARK: Operators

  /// Any expression: binary operators and the ternary.
  mutating func expression() {
    if loneOperand() { return }
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    binary(.pipe)
    if kind == .question, !panicking { ternary(mark) }
  }

  /// What goes on with the operand at `mark`, which has been read: an expression like any other.
  mutating func restOfExpression(_ mark: Int) {
    suffixes(mark)
    operators(.pipe, behind: mark)
    if kind == .question, !panicking { ternary(mark) }
  }

  /// An operand that is a whole expression, as most arguments and elements are: a word, a number or `.name` before a
  /// `,` or a closing bracket. It is taken without going down the levels of operators.
  @inline(__always) private mutating func loneOperand() -> Bool {
    guard !panicking, depth < Self.depthLimit else { return false }
    let node: NodeKind
    switch kind {
    case .identifier: node = .identifier
    case .integer: node = .integerLiteral
    case .trueKeyword, .falseKeyword: node = .booleanLiteral
    case .nilKeyword, .nullKeyword: node = .nilLiteral
    case .dot where peek().isWord && endsElement(peek(2)):
      implicitMember()
      return true
    default: return false
    }
    guard endsElement(peek()) else { return false }
    leaf(node)
    return true
  }

  @inline(__always) private func endsElement(_ kind: TokenKind) -> Bool {
    kind == .comma || kind == .rightParen || kind == .rightBracket
  }

  private mutating func ternary(_ mark: Int) {
    let opener = take()
    let saved = noBrace
    expression()
    if kind == .colon, !panicking {
      advance()
    } else if !panicking {
      fail(
        "expected `:` and what else the value is, found \(describe(position))", at: placeOfMissing,
        label: "expected `:`", secondary: [.init(span(opener), "to go with this `?`")],
        helps: [Help("a choice has two values: `condition ? value : other`")])
    }
    noBrace = saved
    expression()
    wrap(.ternaryExpression, from: mark)
  }

  /// A pattern is an expression in which `let x` and `_` bind; it ends before `in`.
  mutating func pattern() {
    guard enter() else { return }
    let saved = (inPattern, noBrace)
    inPattern = true
    noBrace = false
    binary(.nilCoalescing)
    (inPattern, noBrace) = saved
    leave()
  }

  /// Operands and operators no looser than `minimum`.
  mutating func binary(_ minimum: Precedence) {
    let mark = mark
    unary()
    operators(minimum, behind: mark)
  }

  /// Operators no looser than `minimum` and their right operands, behind the operand at `mark`.
  mutating func operators(_ minimum: Precedence, behind mark: Int) {
    var chain = 0
    repeat {
      while !panicking, let precedence = Precedence.of(kind), precedence >= minimum {
        if startsLine, isOutsideBracket() || kind == .percent && percentBeginsLiteral { return }
        if kind == .notKeyword, peek() != .inKeyword { return }
        guard extend(&chain) else { return }
        if precedence.isRightAssociative {
          rightAssociative(precedence, mark, &chain)
          continue
        }
        if kind == .greater, peek() == .equal, touches() { absorb(1, into: .greaterEqual) }
        let isNotIn = kind == .notKeyword
        let op = takeAbsorbing()
        if isNotIn { advance() }
        passThirdEqual(op)
        passSecondStar(op)
        binary(precedence.next)
        wrap(.binaryExpression, from: mark, main: op)
      }
    } while kind == .identifier && minimum <= .comparison && matchesBetween(mark) && extend(&chain)
  }

  /// `a ?? b ?? c`, behind the operand at `mark`: a loop, whose nodes are made from the last to the first.
  private mutating func rightAssociative(_ precedence: Precedence, _ mark: Int, _ chain: inout Int)
  {
    var links: [(mark: Int, op: Int)] = []
    var left = mark
    repeat {
      if countsUp() { break }
      links.append((left, take()))
      left = self.mark
      binary(precedence.next)
    } while !panicking && Precedence.of(kind) == precedence
      && !(startsLine && isOutsideBracket()) && extend(&chain)
    for link in links.reversed() { wrap(.binaryExpression, from: link.mark, main: link.op) }
  }

  private mutating func unary() {
    switch kind {
    case .minus, .plus, .bang, .notKeyword, .caret, .ampersand: break
    default: return postfix()
    }
    guard enter() else { return }
    defer { leave() }
    let mark = mark
    let opKind = kind
    let op = take()
    let operand = self.mark
    unary()
    if opKind == .ampersand, kind == .slash, peek() == .integer, !panicking {
      let slash = take()
      leaf(.integerLiteral)
      wrap(.binaryExpression, from: operand, main: slash)
    } else if opKind == .notKeyword, kind == .inKeyword, !panicking {
      let membership = take()
      binary(Precedence.membership.next)
      wrap(.binaryExpression, from: operand, main: membership)
    }
    finish(.prefixExpression, from: mark, first: op, main: op)
  }

  // MARK: What follows an operand

  private mutating func postfix() {
    let mark = mark
    primary()
    suffixes(mark)
  }

  /// Members, calls and subscripts of the operand at `mark`.
  private mutating func suffixes(_ mark: Int) {
    var chain = 0
    while !panicking {
      let before = position
      switch kind {
      case _ where startsLine && isOutsideBracket(): return
      case .dot: member(.memberAccess, mark)
      case .questionDot: member(.optionalMemberAccess, mark)
      case .leftParen where !startsLine:
        argumentList()
        if takesTrailingClosure { closureExpression() }
        wrap(.call, from: mark)
      case .less where touches(0) && takesTypeArguments:
        typeList(.genericArguments)
        wrap(.genericSpecialization, from: mark)
      case .leftBracket where !startsLine:
        subscriptList()
        wrap(.subscriptExpression, from: mark)
      case .leftBrace where takesTrailingClosure && isCallee:
        if peek().isWord, peek(2) == .colon {
          argumentsInBraces(mark)
        } else {
          closureExpression()
          wrap(.call, from: mark)
        }
      case .switchKeyword where !startsLine && !noBrace:
        advance()
        switchBody()
        wrap(.switchExpression, from: mark)
      case .bang where !startsLine && touches(0):
        fail(
          "there is no forced unwrapping",
          helps: [Help("`??` gives a default, `if let` and `guard let` unwrap")])
      default: return
      }
      if position == before || !extend(&chain) { return }
    }
  }

  private var takesTrailingClosure: Bool {
    kind == .leftBrace && !startsLine && !noBrace && !inPattern && !panicking
  }

  /// Whether a `{` behind the operand is its closure.
  private var isCallee: Bool {
    switch topKind() {
    case .identifier, .memberAccess, .optionalMemberAccess, .implicitMember: true
    default: false
    }
  }

  /// At a `<` that touches a callee: whether types and then a touching `>(` follow, so that it opens the
  /// types of a call; otherwise it compares.
  private var takesTypeArguments: Bool {
    guard isCallee, !inPattern else { return false }
    var depth = 0
    for index in position..<min(position + Self.typeArgumentLimit, tokens.count - 1) {
      switch tokens[index].kind {
      case .less: depth += 1
      case .greater:
        depth -= 1
        if depth == 0 {
          let next = tokens[index + 1]
          return next.kind == .leftParen && next.start == tokens[index].end && index > position + 1
        }
      case .comma, .colon, .question, .questionQuestion, .dot, .leftBracket, .rightBracket: break
      case let kind where kind.isName: break
      default: return false
      }
    }
    return false
  }

  /// How many tokens the types of a call may have: so far is looked ahead.
  private static var typeArgumentLimit: Int { 64 }

  private mutating func member(_ node: NodeKind, _ mark: Int) {
    advance()
    // `pair.0`, `pair?.0`
    guard isAtName || kind == .integer else {
      return failExpecting("the name of a member after `.`")
    }
    let name = take()
    wrap(node, from: mark, main: name)
  }

  /// `(a, label: b)`.
  mutating func argumentList() { arguments(.rightParen) }

  private mutating func subscriptList() { arguments(.rightBracket) }

  private mutating func arguments(_ closer: TokenKind) {
    let mark = mark
    let opener = openDelimiter()
    while kind != closer, !panicking {
      let argument = self.mark
      let first = position
      var label = -1
      if kind.isWord, peek() == .colon {
        label = take()
        advance()
      }
      let value = self.mark
      expression()
      if kind == .equal, !panicking, label >= 0 || topKind() != .identifier { comparison(value) }
      finish(.argument, from: argument, first: first, main: label)
      if !separator(closer) { break }
    }
    closeDelimiter(closer, opener)
    finish(.argumentList, from: mark, first: opener.token)
  }
}
