extension Formatter {
  mutating func expression(_ id: NodeID) {
    switch kind(id) {
    case .integerLiteral, .floatLiteral, .booleanLiteral, .atomLiteral, .sigil, .identifier,
      .wildcard, .ellipsis:
      token(tree[id].main)
    case .nilLiteral: token(tree[id].main, as: "nil")
    case .stringLiteral: string(id)
    case .implicitMember:
      token(tree[id].first, as: ".")
      hold { $0.token($0.tree[id].main) }
    case .memberAccess, .optionalMemberAccess, .call, .genericSpecialization,
      .subscriptExpression:
      postfixChain(id)
    case .switchExpression: switchExpression(id)
    case .ifExpression: ifExpression(id)
    case .binaryExpression: binary(id)
    case .prefixExpression: prefix(id)
    case .ternaryExpression: ternary(id)
    case .parenthesized: parenthesized(id)
    case .tupleLiteral, .listLiteral, .mapLiteral: collection(id)
    case .structLiteral: structLiteral(id)
    case .newExpression: newExpression(id)
    case .closure: closure(id)
    case .letPattern:
      token(tree[id].first)
      space()
      token(tree[id].main)
    case .casePattern:
      token(tree[id].first)
      space()
      expression(children(id)[0])
    case .keyValuePattern:
      let parts = children(id)
      expression(parts[0])
      punctuation(before: parts[1], as: " => ")
      expression(parts[1])
    case .keyValue: keyValue(id)
    case .argument: argument(id)
    case .block: standaloneBlock(id)
    case .elixirBlock: elixirBlock(id)
    default: verbatim(id)
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  /// A node as it stands in the source, with the comments inside it.
  mutating func verbatim(_ id: NodeID) {
    let span = tree.span(id)
    comments(before: span.start)
    verbatim(span.start, span.end)
    while hasComment(before: span.end) { nextComment += 1 }
    lastEnd = max(lastEnd, span.end)
  }

  mutating func pattern(_ id: NodeID) {
    with(inPattern: true) { $0.expression(id) }
  }

  // MARK: Operators

  private mutating func binary(_ id: NodeID) {
    let op = tree[id].main
    guard let precedence = Precedence.of(tree[op].kind) else { return bar(id) }
    if precedence == .range { return range(id) }
    let chain = self.chain(id, precedence)
    let breaksEachPipe = precedence == .pipe && chain.links.count > 1
    if breaksEachPipe { return steps(chain, isForced: true) }
    group { $0.steps(chain, isForced: false) }
  }

  /// The operands of operators of one level, and the operators between them.
  private typealias Chain = (first: NodeID, links: [(op: TokenID, operand: NodeID)])

  private func chain(_ id: NodeID, _ precedence: Precedence) -> Chain {
    var links: [(op: TokenID, operand: NodeID)] = []
    var current = id
    func isLink(_ id: NodeID) -> Bool {
      kind(id) == .binaryExpression && Precedence.of(tree[tree[id].main].kind) == precedence
    }
    guard precedence.isRightAssociative else {
      while isLink(current) {
        let parts = children(current)
        links.append((tree[current].main, parts[1]))
        current = parts[0]
      }
      return (current, links.reversed())
    }
    let first = children(id)[0]
    while isLink(current) {
      let right = children(current)[1]
      links.append((tree[current].main, isLink(right) ? children(right)[0] : right))
      current = right
    }
    return (first, links)
  }

  private mutating func steps(_ chain: Chain, isForced: Bool) {
    expression(chain.first)
    nest { formatter in
      for (op, operand) in chain.links {
        let isTight = formatter.endsInMark(formatter.token(before: op))
        // Those behind the operator too: it begins the next line, where it need not touch the name before it.
        if !isTight { formatter.trailingComments(before: formatter.tree.span(operand).start) }
        if isForced { formatter.hardLine() } else if !isTight { formatter.line() }
        formatter.token(op)
        if formatter.tree[op].kind == .notKeyword {
          formatter.punctuation(formatter.token(after: op), as: " in")
        }
        if !isTight || formatter.tree[op].kind != .slash { formatter.space() }
        formatter.expression(operand)
      }
    }
  }

  /// Whether a token is a name with a `?` or `!`, which must touch what follows to stay one.
  func endsInMark(_ id: TokenID) -> Bool {
    guard !id.isNone, tree[id].kind == .identifier else { return false }
    let last = tree.bytes[Int(tree[id].end) - 1]
    return last == UInt8(ascii: "?") || last == UInt8(ascii: "!")
  }

  /// `first | rest`
  private mutating func bar(_ id: NodeID) {
    let parts = children(id)
    expression(parts[0])
    punctuation(before: parts[1], as: " | ")
    expression(parts[1])
  }

  private mutating func range(_ id: NodeID) {
    let parts = children(id)
    expression(parts[0])
    let isSpaced = !(canTouchRange(tree[parts[0]].last) && canTouchRange(tree[parts[1]].first))
    if isSpaced { space() }
    token(tree[id].main)
    if isSpaced { space() }
    expression(parts[1])
  }

  private func canTouchRange(_ id: TokenID) -> Bool {
    switch tree[id].kind {
    case .integer, .float, .identifier: !endsInMark(id)
    case .leftParen, .rightParen, .rightBracket: true
    default: false
    }
  }

  private mutating func prefix(_ id: NodeID) {
    let op = tree[id].main
    let operand = children(id)[0]
    token(op)
    switch tree[op].kind {
    case .notKeyword: space()
    // Two of them would be another operator.
    case .minus, .plus, .ampersand:
      if kind(operand) == .prefixExpression, tree[tree[operand].main].kind == tree[op].kind {
        space()
      }
    default: break
    }
    if tree[op].kind == .ampersand, kind(operand) == .binaryExpression,
      tree[tree[operand].main].kind == .slash
    {
      // `&name/1`
      let parts = children(operand)
      expression(parts[0])
      punctuation(before: parts[1], as: "/")
      return expression(parts[1])
    }
    expression(operand)
  }

  private mutating func ternary(_ id: NodeID) {
    let parts = children(id)
    group { formatter in
      formatter.expression(parts[0])
      formatter.nest { formatter in
        for (part, mark) in [(parts[1], "? "), (parts[2], ": ")] as [(NodeID, StaticString)] {
          let token = formatter.token(before: formatter.tree[part].first)
          formatter.trailingComments(before: formatter.tree.span(part).start)
          formatter.inlineComments(before: formatter.tree[token].start)
          formatter.line()
          formatter.comments(before: formatter.tree[token].start)
          formatter.mark(mark)
          formatter.expression(part)
        }
      }
    }
  }

  private mutating func parenthesized(_ id: NodeID) {
    let value = children(id)[0]
    let (first, last) = (tree[id].first, tree[id].last)
    comments(before: tree[first].start)
    if kind(value) == .closure, tree.comments(in: tree[first].end..<tree.span(value).start).isEmpty,
      tree.comments(in: tree.span(value).end..<tree[last].start).isEmpty
    {
      token(first)
      with(inPattern: inPattern) { $0.expression(value) }
      return token(last)
    }
    group { formatter in
      formatter.token(first)
      formatter.with(inPattern: formatter.inPattern) { formatter in
        formatter.nest { formatter in
          formatter.trailingComments(before: formatter.tree.span(value).start)
          formatter.softLine()
          formatter.expression(value)
        }
      }
      formatter.softLine()
      formatter.token(last)
    }
  }

  // MARK: Literals of several tokens

  mutating func elixirBlock(_ id: NodeID) {
    token(token(before: token(before: tree[id].main)))
    hold { formatter in
      formatter.mark(" {")
      let text = formatter.tree[formatter.tree[id].main]
      formatter.verbatim(text.start, text.end)
      formatter.mark("}")
    }
  }

  /// `new Map()` is `[:]`; other objects are made as they are.
  private mutating func newExpression(_ id: NodeID) {
    let parts = children(id)
    if ValueSynonym.isEmptyMap(tree, id) {
      comments(before: tree.span(id).start)
      return mark("[:]")
    }
    token(tree[id].first)
    space()
    type(parts[0])
    arguments(parts[1])
  }

  /// `%User{name: x}` is `User(name: x)`, but in a pattern.
  private mutating func structLiteral(_ id: NodeID) {
    let parts = children(id)
    let first = tree[id].first
    let opener = token(after: tree[parts[0]].last)
    if !inPattern, ValueSynonym.isConstructor(tree, id) {
      path(parts[0])
      let style = argumentStyle(parts.dropFirst(), before: tree[tree[id].last].start)
      return elements(
        Array(parts.dropFirst()), "(", opener, ")", tree[id].last, style: style)
    }
    token(first)
    hold { $0.path(parts[0]) }
    elements(Array(parts.dropFirst()), "{", opener, "}", tree[id].last)
  }

  mutating func keyValue(_ id: NodeID) {
    let parts = children(id)
    guard tree[id].main.isNone else {
      label(tree[id].main)
      return expression(parts[0])
    }
    expression(parts[0])
    let isArrow = tree[token(before: tree[parts[1]].first)].kind == .fatArrow
    punctuation(before: parts[1], as: isArrow ? " => " : ": ")
    expression(parts[1])
  }

  mutating func label(_ id: TokenID, as spelling: String? = nil) {
    comments(before: tree[id].start)
    name(spelling ?? tree.text(id))
    punctuation(token(after: id), as: ": ")
  }
}
