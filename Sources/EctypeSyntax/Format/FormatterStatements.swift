extension Formatter {
  mutating func statement(_ id: NodeID) {
    let saved = statementStart
    statementStart = tree[id].first
    defer { statementStart = saved }
    switch kind(id) {
    case .varDecl: variable(id)
    case .funcDecl: function(id)
    case .assignment:
      let parts = children(id)
      // What is assigned to stays in one piece where it can.
      group(.alone) { $0.expression(parts[0]) }
      space()
      token(tree[id].main)
      assigned(parts[1])
    case .returnStatement:
      token(tree[id].first, as: "return")
      for value in children(id) {
        space()
        expression(value)
      }
    case .breakStatement: token(tree[id].first, as: "break")
    case .continueStatement: token(tree[id].first, as: "continue")
    case .forStatement: forStatement(id)
    case .whileStatement: conditional(id, "while")
    case .guardStatement: conditional(id, "guard")
    default: expression(id)
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  // MARK: Blocks

  /// A block with its braces; the lines are those of the innermost group.
  mutating func block(_ id: NodeID) {
    let hasBraces = isBraced(id)
    if hasBraces { punctuation(tree[id].first, as: " {") } else { mark(" {") }
    bracedBody(children(id), before: hasBraces ? tree[tree[id].last].start : tree.span(id).end)
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  /// A block where a statement stands.
  mutating func standaloneBlock(_ id: NodeID) {
    comments(before: tree.span(id).start)
    group { $0.block(id) }
  }

  /// The statements of a block, and its closing brace. One statement stays on the line if it is there in the
  /// source and fits.
  mutating func bracedBody(_ statements: [NodeID], before end: Int32) {
    guard let first = statements.first else {
      guard hasComment(before: end) else { return mark("}") }
      if !breaksLine(before: end) {
        space()
        comments(before: end)
        return mark(" }")
      }
      nest { formatter in
        formatter.newLine(at: end, isFirst: true)
      }
      hardLine()
      return mark("}")
    }
    let isForced =
      statements.count > 1 || startsLine(start(of: first)) || breaksLine(before: end)
    with(inPattern: false) { formatter in
      formatter.nest { formatter in
        formatter.trailingComments(before: formatter.tree[formatter.start(of: first)].start)
        if isForced {
          formatter.lines(statements, before: end) { $0.statement($1) }
        } else {
          formatter.line()
          formatter.statement(first)
          formatter.comments(before: end)
        }
      }
    }
    if isForced { hardLine() } else { line() }
    mark("}")
  }

  /// Statements or members, each on lines of its own, and the comments up to `end`.
  mutating func lines(
    _ items: [NodeID], before end: Int32, areMembers: Bool = false,
    _ item: (inout Formatter, NodeID) -> Void
  ) {
    for (index, id) in items.enumerated() {
      let moved = areMembers ? movedAttributes(id) : []
      if !moved.isEmpty { directives(moved, of: id, isFirst: index == 0) }
      newLine(at: tree[start(of: id)].start, isFirst: index == 0 || !moved.isEmpty)
      item(&self, id)
      lastEnd = max(lastEnd, tree.span(id).end)
      semicolon(behind: id)
      if index + 1 < items.count {
        let next = start(of: items[index + 1])
        if continuesExpression(next) { mark(";") }
        trailingComments(before: tree[next].start)
      }
    }
    trailingComments(before: end)
    if hasComment(before: end) { danglingComments(before: end) }
  }

  /// The comments before a `;`, which is not written, and its place.
  private mutating func semicolon(behind id: NodeID) {
    let next = token(after: tree[id].last)
    guard !isEmpty(id), tree[next].kind == .semicolon else { return }
    inlineComments(before: tree[next].start)
    lastEnd = max(lastEnd, tree[next].end)
  }

  private mutating func danglingComments(before end: Int32) {
    newLine(at: end)
  }

  /// Where a statement or member begins, with the `case` before the name of one.
  func start(of id: NodeID) -> TokenID {
    let first = tree[id].first
    guard kind(id) == .enumCase, first.index > 0 else { return first }
    let before = token(before: first)
    return tree[before].kind == .caseKeyword ? before : first
  }

  /// Whether a line that begins with this token would go on with the statement before.
  private func continuesExpression(_ id: TokenID) -> Bool {
    switch tree[id].kind {
    case .minus, .plus, .dot, .colon, .atom: true
    default: false
    }
  }

  // MARK: Loops and conditions

  private mutating func conditional(_ id: NodeID, _ keyword: StaticString) {
    group { formatter in
      formatter.token(formatter.tree[id].first, as: keyword)
      formatter.space()
      formatter.conditions(formatter.tree.child(id, .conditions))
      let block = formatter.tree.child(id, .block)
      if formatter.kind(id) == .guardStatement { formatter.punctuation(before: block, as: " else") }
      formatter.block(block)
    }
  }

  mutating func conditions(_ id: NodeID) {
    group { formatter in
      formatter.with(noBrace: true, inPattern: false) { formatter in
        formatter.nest { formatter in
          for (index, part) in formatter.children(id).enumerated() {
            if index > 0 {
              formatter.punctuation(before: part, as: ",")
              formatter.trailingComments(before: formatter.tree.span(part).start)
              formatter.line()
            }
            formatter.condition(part)
          }
        }
      }
    }
  }

  private mutating func condition(_ id: NodeID) {
    guard kind(id) == .optionalBinding || kind(id) == .patternCondition else { return bare(id) }
    token(tree[id].first)
    space()
    if kind(id) == .optionalBinding {
      token(tree[id].main)
    } else {
      group(.alone) { $0.pattern($0.children(id)[0]) }
    }
    let value = tree.child(id, .initializer)
    if !value.isNone {
      let bound = children(value)[0]
      punctuation(before: bound, as: " = ")
      bare(bound)
    }
  }

  /// A value before a block, without the parentheses around all of it.
  mutating func bare(_ id: NodeID) {
    var inner = id
    while kind(inner) == .parenthesized, canStandBare(children(inner)[0]) {
      inner = children(inner)[0]
    }
    with(noBrace: true, inPattern: false) { $0.expression(inner) }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  /// Whether an expression has no brace outside of brackets, so that a block may follow it.
  func canStandBare(_ id: NodeID) -> Bool {
    var depth = 0
    guard !isEmpty(id) else { return false }
    for index in Int(tree[id].first.index)...Int(tree[id].last.index) {
      switch tree.tokens[index].kind {
      case .leftParen, .leftBracket, .interpolationStart: depth += 1
      case .rightParen, .rightBracket, .rightBrace, .interpolationEnd: depth -= 1
      case .leftBrace:
        if depth == 0, !isLiteral(TokenID(index)) { return false }
        depth += 1
      case .switchKeyword, .ifKeyword, .arrow:
        if depth == 0 { return false }
      default: break
      }
    }
    return true
  }

  /// Whether a brace is that of `%{` or `%Name{`, which begins no block.
  private func isLiteral(_ brace: TokenID) -> Bool {
    var id = token(before: brace)
    while tree[id].kind.isName || tree[id].kind == .dot { id = token(before: id) }
    return tree[id].kind == .percent
  }

  private mutating func forStatement(_ id: NodeID) {
    let parts = children(id)
    let opener = token(after: tree[id].first)
    let isParenthesized =
      tree[opener].kind == .leftParen && tree[parts[0]].first != opener
    let keepsParentheses = isParenthesized && !canStandBare(parts[1])
    group { formatter in
      formatter.token(formatter.tree[id].first)
      formatter.space()
      if keepsParentheses { formatter.mark("(") }
      // What binds names stays in one piece where it can.
      formatter.group(.alone) { $0.pattern(parts[0]) }
      formatter.punctuation(before: parts[1], as: " in ")
      if keepsParentheses {
        formatter.with(inPattern: false) { $0.expression(parts[1]) }
        formatter.mark(")")
      } else {
        formatter.bare(parts[1])
      }
      let filter = formatter.tree.child(id, .whereClause)
      if !filter.isNone { formatter.filter(filter) }
      formatter.block(formatter.tree.child(id, .block))
    }
  }

  /// The condition of a loop or function: where it does not fit behind the rest, on a line below it.
  mutating func filter(_ id: NodeID) {
    group(.alone) { formatter in
      formatter.line()
      formatter.whereClause(id)
    }
  }

  mutating func whereClause(_ id: NodeID) {
    token(tree[id].first, as: "where")
    space()
    bare(children(id)[0])
  }

  // MARK: if and switch

  mutating func ifExpression(_ id: NodeID) {
    group { formatter in
      var current = id
      while true {
        let parts = formatter.children(current)
        formatter.token(formatter.tree[current].first)
        formatter.space()
        formatter.conditions(parts[0])
        formatter.block(parts[1])
        guard parts.count > 2 else { return }
        let keyword = formatter.elseKeyword(before: formatter.tree[parts[2]].first)
        formatter.space()
        formatter.token(keyword)
        guard formatter.kind(parts[2]) == .ifExpression else {
          return formatter.block(parts[2])
        }
        formatter.space()
        current = parts[2]
      }
    }
  }

  private func elseKeyword(before id: TokenID) -> TokenID { token(before: id) }

  mutating func switchExpression(_ id: NodeID) {
    let parts = children(id)
    comments(before: tree.span(id).start)
    mark("switch ")
    bare(parts[0])
    let cases = parts.dropFirst()
    let end = tree[tree[id].last].start
    punctuation(token(before: cases.first.map { tree[$0].first } ?? tree[id].last), as: " {")
    trailingComments(before: cases.first.map { tree.span($0).start } ?? end)
    with(inPattern: false) { formatter in
      formatter.nest { $0.lines(Array(cases), before: end) { $0.switchCase($1) } }
    }
    hardLine()
    mark("}")
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  private mutating func switchCase(_ id: NodeID) {
    let body = tree.child(id, .block)
    let patterns = children(id).filter { kind($0) != .block && kind($0) != .whereClause }
    token(tree[id].first)
    // What binds names stays in one piece where it can.
    group(.alone) { formatter in
      formatter.nest { formatter in
        for (index, pattern) in patterns.enumerated() {
          if index > 0 {
            formatter.punctuation(before: pattern, as: ",")
            formatter.trailingComments(before: formatter.tree.span(pattern).start)
            formatter.line()
          } else {
            formatter.space()
          }
          formatter.pattern(pattern)
        }
      }
    }
    let filter = tree.child(id, .whereClause)
    if !filter.isNone { nest { $0.filter(filter) } }
    let head = filter.isNone ? patterns.last : filter
    punctuation(token(after: head.map { tree[$0].last } ?? tree[id].first), as: ":")
    // The body goes to a line of its own before the patterns are broken.
    document.append(.lineEnds)
    caseBody(children(body), end: endOfCase(id))
  }

  /// The end of a case with the comments below it that are indented deeper than it is.
  private func endOfCase(_ id: NodeID) -> Int32 {
    let column = column(tree.span(id).start)
    let next = tree[TokenID(Int(tree[id].last.index) + 1)].start
    var end = tree.span(id).end
    var index = nextComment
    while index < tree.comments.count, tree.comments[index].start < next {
      let comment = tree.comments[index]
      if places[index].contains(.beginsLine), comment.start > end,
        self.column(comment.start) <= column
      {
        break
      }
      if isBeforeCase(comment, next: id) { break }
      end = max(end, comment.end)
      index += 1
    }
    return end
  }

  /// Whether a comment stands within the line of the case behind this one.
  private func isBeforeCase(_ comment: Token, next id: NodeID) -> Bool {
    var next = TokenID(Int(tree[id].last.index) + 1)
    if tree[next].kind == .semicolon { next = TokenID(Int(next.index) + 1) }
    guard tree[next].kind == .caseKeyword || tree[next].kind == .defaultKeyword,
      comment.start < tree[next].start
    else { return false }
    return lineBreaks(comment.start, tree[next].start) == 0
  }

  private mutating func caseBody(_ statements: [NodeID], end: Int32) {
    guard let first = statements.first else {
      if hasComment(before: end) { nest { $0.newLine(at: end, isFirst: true) } }
      return
    }
    let behind = tree.comments(in: tree.span(first).end..<max(end, tree.span(first).end)).indices
    let isForced =
      statements.count > 1 || startsLine(tree[first].first)
      || breaksLine(before: tree.span(first).end)
      || behind.contains { places[$0].contains(.beginsLine) }
    group { formatter in
      formatter.nest { formatter in
        formatter.trailingComments(before: formatter.tree.span(first).start)
        if isForced {
          formatter.lines(statements, before: end) { $0.statement($1) }
        } else {
          formatter.line()
          formatter.statement(first)
        }
      }
    }
    comments(before: end)
  }
}
