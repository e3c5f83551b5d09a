extension Formatter {
  /// `a.b(c)[d].e { … }`: an operand and the links behind it.
  mutating func postfixChain(_ id: NodeID) {
    var links: [NodeID] = []
    var base = id
    while Self.isLink(kind(base)), let next = children(base).first {
      links.append(base)
      base = next
    }
    links.reverse()
    let starts = lineStarts(links, base)
    guard let first = starts.first else {
      chainBase(base)
      return linksOfLine(links[...])
    }
    let isForced = starts.contains { startsLine(dot(links[$0])) }
    group { formatter in
      formatter.chainBase(base)
      formatter.nest { formatter in
        formatter.linksOfLine(links[..<first])
        for (start, end) in zip(starts, starts.dropFirst() + [links.count]) {
          let dot = formatter.tree[formatter.dot(links[start])].start
          formatter.trailingComments(before: dot)
          let isApart = formatter.inlineComments(before: dot)
          if isForced {
            formatter.hardLine()
          } else if isApart {
            formatter.line()
          } else {
            formatter.softLine()
          }
          formatter.linksOfLine(links[start..<end])
        }
      }
    }
  }

  /// Links of one line. Members that do not fit in it are put on the next, as many as there is room for.
  private mutating func linksOfLine(_ links: ArraySlice<NodeID>) {
    guard links.indices.contains(where: { canStartLine(links, $0) }) else {
      for link in links { self.link(link) }
      return
    }
    group(.hug) { formatter in
      formatter.nest(when: .groupIsBroken) { formatter in
        for index in links.indices {
          if formatter.canStartLine(links, index) {
            let dot = formatter.tree[formatter.dot(links[index])].start
            if formatter.inlineComments(before: dot) {
              formatter.flexLine()
            } else {
              formatter.softFlexLine()
            }
          }
          formatter.link(links[index])
        }
      }
    }
  }

  /// Whether it is a member, and not the first of them, which stays with what it is a member of.
  private func canStartLine(_ links: ArraySlice<NodeID>, _ index: Int) -> Bool {
    index > links.startIndex && isMember(links[index])
  }

  /// A closure that is called at once stands in parentheses: without them its brace would begin a block.
  private mutating func chainBase(_ base: NodeID) {
    guard kind(base) == .closure else { return expression(base) }
    comments(before: tree.span(base).start)
    mark("(")
    with(inPattern: inPattern) { $0.expression(base) }
    mark(")")
  }

  private static func isLink(_ kind: NodeKind) -> Bool {
    switch kind {
    case .memberAccess, .optionalMemberAccess, .call, .genericSpecialization,
      .subscriptExpression:
      true
    default: false
    }
  }

  private func dot(_ member: NodeID) -> TokenID { token(before: tree[member].main) }

  /// The calls of members, but the first: where a chain of them is broken, they begin the lines. So does a member
  /// below a comment.
  private func lineStarts(_ links: [NodeID], _ base: NodeID) -> [Int] {
    var result: [Int] = []
    var calls = 0
    for index in links.indices where isMember(links[index]) {
      let isCall = index + 1 < links.count && isCalled(links[index + 1])
      if isCall { calls += 1 }
      if isCall && calls > 1 || isBelowComment(dot(links[index])) { result.append(index) }
    }
    return result
  }

  private func isBelowComment(_ id: TokenID) -> Bool {
    startsLine(id) && !tree.comments(in: tree[token(before: id)].end..<tree[id].start).isEmpty
  }

  private func isMember(_ link: NodeID) -> Bool {
    kind(link) == .memberAccess || kind(link) == .optionalMemberAccess
  }

  private func isCalled(_ link: NodeID) -> Bool {
    kind(link) == .call || kind(link) == .genericSpecialization
  }

  private mutating func link(_ id: NodeID) {
    switch kind(id) {
    case .memberAccess:
      token(dot(id), as: ".")
      token(tree[id].main)
    case .optionalMemberAccess:
      token(dot(id), as: "?.")
      token(tree[id].main)
    case .subscriptExpression: arguments(children(id)[1])
    case .genericSpecialization: genericArguments(children(id)[1])
    default: call(id)
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  /// The arguments and closure of a call. A closure that ends the arguments is put behind them.
  private mutating func call(_ id: NodeID) {
    let list = tree.child(id, .argumentList)
    let parts = children(id)
    if let last = parts.last, parts.count > 1, kind(last) == .closure {
      if !list.isNone { arguments(list, hasClosure: true) }
      space()
      return headedClosure(last)
    }
    guard let closure = movableClosure(id) else { return arguments(list) }
    let rest = Array(children(list).dropLast())
    if let last = rest.last {
      let style = argumentStyle(rest[...], before: tree.span(last).end)
      mark("(")
      group(style == .all ? .alone : style) { formatter in
        formatter.nest(when: .groupIsBroken) { formatter in
          formatter.softLine()
          formatter.with(inPattern: false) { $0.separatedArguments(rest) }
        }
        formatter.softLine()
        formatter.mark(")")
      }
    }
    space()
    headedClosure(closure)
  }

  private mutating func separatedArguments(_ arguments: [NodeID]) {
    for (index, argument) in arguments.enumerated() {
      if index > 0 {
        punctuation(before: argument, as: ",")
        trailingComments(before: tree.span(argument).start)
        line()
      }
      expression(argument)
    }
  }

  private func movableClosure(_ id: NodeID) -> NodeID? {
    guard !noBrace, !inPattern, let closure = ValueSynonym.trailingClosure(tree, id),
      canHaveHeader(closure, isTrailing: true)
    else { return nil }
    if children(tree.child(id, .argumentList)).count > 1 { return closure }
    switch kind(tree[id].firstChild) {
    case .identifier, .memberAccess, .optionalMemberAccess, .implicitMember:
      // `o!({ … })` without the parentheses would be `o` and a mark.
      return endsInMark(tree[tree[id].firstChild].main) ? nil : closure
    default: return nil
    }
  }
}
