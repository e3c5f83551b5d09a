extension Formatter {
  /// `{ a, b in … }`, where that can say it; else as in the source.
  mutating func closure(_ id: NodeID) {
    comments(before: tree.span(id).start)
    if canHaveHeader(id, isTrailing: false) { return headedClosure(id) }
    let list = tree.child(id, .parameterList)
    let body = tree.child(id, .block)
    switch firstKind(id) {
    case .fnKeyword:
      token(tree[id].first)
      parameterList(list)
      punctuation(before: body, as: " -> ")
      arrowBody(body)
    case .functionKeyword:
      token(tree[id].first)
      parameterList(list)
      let result = tree.child(id, .returnType)
      if !result.isNone { returnType(result) }
      group { $0.block(body) }
    default:
      if firstKind(list) == .leftParen {
        parameterList(list)
      } else {
        token(tree[list].first)
      }
      punctuation(before: body, as: " -> ")
      arrowBody(body)
    }
  }

  private mutating func arrowBody(_ body: NodeID) {
    if isBraced(body) {
      group { $0.block(body) }
    } else {
      with(inPattern: false) { $0.statement($0.children(body)[0]) }
    }
  }

  /// Whether a block has braces of its own, and is not one expression.
  func isBraced(_ block: NodeID) -> Bool {
    guard !isEmpty(block), firstKind(block) == .leftBrace else { return false }
    let first = tree[block].firstChild
    return first.isNone || tree[first].first != tree[block].first
  }

  /// Whether the closure means the same as `{ a, b in … }`.
  func canHaveHeader(_ id: NodeID, isTrailing: Bool) -> Bool {
    if firstKind(id) == .leftBrace { return true }
    guard !noBrace else { return false }
    let list = tree.child(id, .parameterList)
    let parameters = children(list)
    let body = tree.child(id, .block)
    guard parameters.allSatisfy(canStandInHeader) else { return false }
    let isTyped = parameters.contains { !tree.child($0, .typeAnnotation).isNone }
    // Without a type a result would make another closure of it.
    if !tree.child(id, .returnType).isNone { return isTyped || parameters.isEmpty }
    if !parameters.isEmpty { return true }
    // `{}` is a map, a `{` where a statement begins is a block, and `{ x in xs }` would have a header.
    guard let first = children(body).first else { return isTrailing }
    return (isTrailing || statementStart != tree[id].first) && !looksLikeHeader(tree[first].first)
  }

  /// Whether a parameter has no default, and its pattern and its type hold what a header may.
  private func canStandInHeader(_ parameter: NodeID) -> Bool {
    let node = tree[parameter]
    if node.first == node.last { return isName(node.first) }
    guard tree.child(parameter, .initializer).isNone else { return false }
    let isTyped = !tree.child(parameter, .typeAnnotation).isNone
    if let pattern = boundPattern(parameter), isTyped || !isHeaderPattern(pattern) { return false }
    return !(node.first.index...node.last.index).contains {
      tree.tokenTable.kind(Int($0)) == .bar
    }
  }

  private func isName(_ token: TokenID) -> Bool {
    tree[token].kind.isName || tree[token].kind == .underscore
  }

  /// Names in braces or parentheses.
  private func isHeaderPattern(_ pattern: NodeID) -> Bool {
    switch kind(pattern) {
    case .identifier, .wildcard: true
    case .tupleLiteral: children(pattern).allSatisfy(isHeaderPattern)
    case .mapLiteral, .structLiteral:
      tree.children(pattern).allSatisfy { part in
        kind(part) == .path
          || kind(part) == .keyValue && !tree[part].main.isNone
            && tree[part].main == tree[part].first
            && children(part).allSatisfy(isHeaderPattern)
      }
    default: false
    }
  }

  /// Whether parameters and then `in` stand there.
  private func looksLikeHeader(_ start: TokenID) -> Bool {
    tree.tokenTable.beginsClosureHeader(Int(start.index))
  }

  /// The comments before it are for the caller: none may come before the `{` of a trailing closure.
  mutating func headedClosure(_ id: NodeID) {
    let body = tree.child(id, .block)
    let isOwn = firstKind(id) == .leftBrace
    lastEnd = max(lastEnd, isOwn ? tree[tree[id].first].end : tree.span(id).start)
    let statements = children(body)
    group { formatter in
      if isOwn {
        formatter.punctuation(formatter.tree[id].first, as: "{")
      } else {
        formatter.mark("{")
      }
      if formatter.header(of: id), statements.isEmpty { formatter.space() }
      let end = formatter.closerStart(of: body, in: id)
      formatter.bracedBody(statements, before: end)
      formatter.lastEnd = max(formatter.lastEnd, formatter.tree.span(id).end)
    }
  }

  /// ` a, b in`; false where there is none.
  private mutating func header(of id: NodeID) -> Bool {
    let list = tree.child(id, .parameterList)
    let parameters = children(list)
    let result = tree.child(id, .returnType)
    if needsParentheses(parameters, result, id) {
      space()
      parameterList(list)
      if !result.isNone { returnType(result) }
    } else {
      for (index, parameter) in parameters.enumerated() {
        if index > 0 { punctuation(before: parameter, as: ", ") } else { space() }
        hold { formatter in
          if let pattern = formatter.boundPattern(parameter) {
            formatter.pattern(pattern)
          } else {
            formatter.token(formatter.tree[parameter].first)
          }
        }
      }
      guard !parameters.isEmpty else { return false }
    }
    // In the place of the `in`, `->` or `{` of the source.
    punctuation(token(after: tree[result.isNone ? list : result].last), as: " in")
    return true
  }

  /// Around types, around one tuple, around keywords, and where what follows would be a header by itself.
  private func needsParentheses(
    _ parameters: [NodeID], _ result: NodeID, _ closure: NodeID
  ) -> Bool {
    if !result.isNone { return true }
    if parameters.contains(where: { !tree.child($0, .typeAnnotation).isNone || isKeyword($0) }) {
      return true
    }
    if parameters.count == 1 { return firstKind(parameters[0]) == .leftParen }
    guard parameters.isEmpty, !tree.child(closure, .parameterList).isNone,
      let statement = children(tree.child(closure, .block)).first
    else { return false }
    return looksLikeHeader(tree[statement].first)
  }

  /// Whether a parameter is called as a keyword is, which it may be in parentheses alone.
  private func isKeyword(_ parameter: NodeID) -> Bool {
    let node = tree[parameter]
    return node.first == node.last && !isName(node.first)
  }

  /// Where the closure's own brace closes, or where it ends without one.
  private func closerStart(of body: NodeID, in closure: NodeID) -> Int32 {
    let isOwn = firstKind(closure) == .leftBrace || isBraced(body)
    return isOwn ? tree[tree[closure].last].start : tree.span(closure).end
  }
}
