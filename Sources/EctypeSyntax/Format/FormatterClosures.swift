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
    guard !noBrace, tree.child(id, .returnType).isNone else { return false }
    let parameters = children(tree.child(id, .parameterList))
    let body = tree.child(id, .block)
    guard parameters.allSatisfy(isPlain) else { return false }
    if !parameters.isEmpty { return true }
    // `{}` is a map, a `{` where a statement begins is a block, and `{ x in xs }` would have a header.
    guard let first = children(body).first else { return isTrailing }
    return (isTrailing || statementStart != tree[id].first) && !looksLikeHeader(tree[first].first)
  }

  /// Whether a parameter is a name or `_` and nothing else.
  private func isPlain(_ parameter: NodeID) -> Bool {
    let node = tree[parameter]
    guard node.first == node.last else { return false }
    let kind = tree[node.first].kind
    return kind.isName || kind == .underscore
  }

  /// Whether names and then `in` stand there.
  private func looksLikeHeader(_ start: TokenID) -> Bool {
    var index = Int(start.index)
    if tree.tokens[index].kind == .leftParen { index += 1 }
    while tree.tokens[index].kind.isName || tree.tokens[index].kind == .underscore {
      index += 1
      switch tree.tokens[index].kind {
      case .comma, .rightParen: index += 1
      case .inKeyword: return true
      default: return false
      }
    }
    return tree.tokens[index].kind == .inKeyword
  }

  /// The comments before it are for the caller: none may come before the `{` of a trailing closure.
  mutating func headedClosure(_ id: NodeID) {
    let parameters = children(tree.child(id, .parameterList))
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
      for (index, parameter) in parameters.enumerated() {
        if index > 0 {
          formatter.punctuation(before: parameter, as: ", ")
        } else {
          formatter.space()
        }
        formatter.hold { $0.token($0.tree[parameter].first) }
      }
      if let last = parameters.last {
        formatter.punctuation(formatter.endOfHeader(behind: last), as: " in")
        if statements.isEmpty { formatter.space() }
      }
      let end = formatter.closerStart(of: body, in: id)
      formatter.bracedBody(statements, before: end)
      formatter.lastEnd = max(formatter.lastEnd, formatter.tree.span(id).end)
    }
  }

  /// The `in`, `->` or `{` behind the parameters.
  private func endOfHeader(behind parameter: NodeID) -> TokenID {
    let next = token(after: tree[parameter].last)
    return tree[next].kind == .rightParen ? token(after: next) : next
  }

  /// Where the closure's own brace closes, or where it ends without one.
  private func closerStart(of body: NodeID, in closure: NodeID) -> Int32 {
    let isOwn = firstKind(closure) == .leftBrace || isBraced(body)
    return isOwn ? tree[tree[closure].last].start : tree.span(closure).end
  }
}
