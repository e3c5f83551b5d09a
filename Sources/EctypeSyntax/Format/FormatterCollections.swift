internal import EctypeText

extension Formatter {
  /// A list, map or tuple.
  mutating func collection(_ id: NodeID) {
    let first = tree[id].first
    let last = tree[id].last
    comments(before: tree[first].start)
    switch tree[first].kind {
    case .percent:
      let opener = token(after: first)
      mark("%")
      elements(children(id), "{", opener, "}", last)
    case .leftBracket:
      if kind(id) == .mapLiteral, children(id).isEmpty {
        token(first)
        punctuation(token(after: first), as: ":")
        comments(before: tree[last].start)
        return token(last)
      }
      elements(children(id), "[", first, "]", last)
    case .leftParen: elements(children(id), "(", first, ")", last)
    default: elements(children(id), "{", first, "}", last)
    }
  }

  /// What stands in brackets, separated by commas: on one line, or each on its own where the source has
  /// the first on a line of its own or where they do not fit. No comment comes before the opening bracket,
  /// which may have to touch what is before it.
  mutating func elements(
    _ elements: [NodeID], _ opener: StaticString, _ first: TokenID, _ closer: StaticString,
    _ last: TokenID, style: Document.GroupStyle = .all, isOption: Bool = false
  ) {
    let end = tree[last].start
    if elements.isEmpty {
      punctuation(first, as: opener)
      onlyComments(before: end)
      return token(last, as: closer)
    }
    let isList = !opener.isParenthesis
    let isForced = isList && elements.first.map { startsLine(tree[$0].first) } ?? false
    group(style) { formatter in
      if style != .hug { formatter.breakGroupsForComments(between: first, last) }
      formatter.punctuation(first, as: opener)
      formatter.with(inPattern: formatter.inPattern) { formatter in
        formatter.nest(when: .groupIsBroken) { formatter in
          formatter.trailingComments(before: formatter.tree.span(elements[0]).start)
          if isForced { formatter.hardLine() } else { formatter.softLine() }
          formatter.separated(elements, isOption: isOption, before: end)
        }
      }
      if isForced { formatter.hardLine() } else { formatter.softLine() }
      formatter.token(last, as: closer)
    }
  }

  /// Breaks the groups now that a comment in brackets will break: of a text of several lines the first line would be laid
  /// out without what follows.
  private mutating func breakGroupsForComments(between first: TokenID, _ last: TokenID) {
    guard holding == 0 else { return }
    let inside = tree.comments(in: tree[first].end..<tree[last].start).indices
    if inside.contains(where: { !places[$0].isInline }) { document.breakGroups() }
  }

  /// What stands in brackets without elements.
  mutating func onlyComments(before end: Int32) {
    guard breaksLine(before: end) else { return comments(before: end) }
    nest { formatter in
      formatter.hardLine()
      formatter.comments(before: end)
    }
    hardLine()
  }

  private mutating func separated(_ elements: [NodeID], isOption: Bool, before end: Int32) {
    var isUpdate = false
    for (index, element) in elements.enumerated() {
      if index > 0, !isUpdate {
        punctuation(before: element, as: ",")
        trailingComments(before: tree[element].first.isNone ? end : tree.span(element).start)
        line()
      }
      isUpdate = index == 0 && isMapUpdate(element)
      if isOption, kind(element) == .argument || kind(element) == .keyValue {
        option(element)
      } else {
        expression(element)
      }
      if isUpdate { punctuation(token(after: tree[element].last), as: " | ") }
    }
    if let only = elements.first, elements.count == 1, needsComma(only) { mark(",") }
    trailingComments(before: end)
    comments(before: end)
  }

  /// `m` of `%{m | a: b}`.
  private func isMapUpdate(_ element: NodeID) -> Bool {
    guard kind(element) != .keyValue, kind(element) != .argument else { return false }
    let after = token(after: tree[element].last)
    return tree[after].kind == .bar
  }

  /// A tuple of one has a comma, or it would be a closure or a value in parentheses.
  private func needsComma(_ only: NodeID) -> Bool {
    let after = token(after: tree[only].last)
    let opener = token(before: tree[only].first)
    return tree[after].kind == .comma
      && (tree[opener].kind == .leftBrace || tree[opener].kind == .leftParen)
      && kind(only) != .argument && kind(only) != .keyValue
  }

  // MARK: Arguments

  /// `(a, label: b)` or `[i]`.
  mutating func arguments(_ id: NodeID, hasClosure: Bool = false) {
    arguments(id, children(id), hasClosure: hasClosure)
  }

  mutating func arguments(_ id: NodeID, _ arguments: [NodeID], hasClosure: Bool = false) {
    let style = argumentStyle(arguments[...], before: tree[tree[id].last].start)
    if tree[tree[id].first].kind == .leftBracket {
      // Around a list of its own a subscript's brackets stand on lines of their own.
      return elements(arguments, "[", tree[id].first, "]", tree[id].last, style: .all)
    }
    elements(
      arguments, "(", tree[id].first, ")", tree[id].last,
      style: hasClosure && style == .all ? .alone : style)
  }

  /// A list, map or closure as the last argument may break while the others stay on the line.
  func argumentStyle(
    _ arguments: ArraySlice<NodeID>, before end: Int32
  ) -> Document.GroupStyle {
    guard let last = arguments.last, isContainer(value(last)),
      arguments.dropLast().allSatisfy({ isSimple(value($0)) })
    else { return .all }
    let container = tree.span(value(last))
    return breaksLine(before: end, outside: container.start..<container.end) ? .all : .hug
  }

  /// The value of an argument or entry.
  private func value(_ id: NodeID) -> NodeID {
    kind(id) == .argument || kind(id) == .keyValue ? children(id).last ?? id : id
  }

  func isBlock(_ id: NodeID) -> Bool {
    switch kind(id) {
    case .closure, .ifExpression, .switchExpression, .elixirBlock: true
    default: false
    }
  }

  /// A list, or a call whose last argument is one or a closure.
  func endsInBlock(_ id: NodeID) -> Bool {
    guard kind(id) == .call else { return isContainer(id) }
    let last = children(id).last ?? id
    return kind(last) == .closure
      || children(last).last.map { isContainer(value($0)) } ?? false
  }

  private func isContainer(_ id: NodeID) -> Bool {
    switch kind(id) {
    case .listLiteral, .mapLiteral: !children(id).isEmpty
    case .tupleLiteral, .closure: true
    case .structLiteral: inPattern || !ValueSynonym.isConstructor(tree, id)
    default: false
    }
  }

  /// Whether there is nothing in it that could break.
  private func isSimple(_ id: NodeID) -> Bool {
    switch kind(id) {
    case .memberAccess, .prefixExpression, .optionalMemberAccess: isSimple(children(id)[0])
    case .stringLiteral: children(id).allSatisfy { kind($0) == .stringText }
    case .newExpression: ValueSynonym.isEmptyMap(tree, id)
    default: children(id).isEmpty
    }
  }

  mutating func argument(_ id: NodeID) {
    if !tree[id].main.isNone { label(tree[id].main) }
    expression(children(id)[0])
  }

  /// An argument of an attribute, or an entry of the object that holds them: its label is in camelCase.
  private mutating func option(_ id: NodeID) {
    guard !tree[id].main.isNone else { return isHyphenated(id) ? verbatim(id) : expression(id) }
    label(tree[id].main, as: Spelling.camelCase(tree.mainText(id)))
    expression(children(id)[0])
  }

  /// `naive-time`, the name of a lint: words and hyphens that touch.
  private func isHyphenated(_ id: NodeID) -> Bool {
    let node = tree[id]
    guard node.last.index > node.first.index else { return false }
    return (node.first.index...node.last.index).allSatisfy { index in
      let token = tree[TokenID(Int(index))]
      let isFirst = index == node.first.index
      guard isFirst || token.start == tree[TokenID(Int(index) - 1)].end else { return false }
      return (index - node.first.index).isMultiple(of: 2) ? token.kind.isWord : token.kind == .minus
    }
  }

  /// The arguments of an attribute or directive; an object at their end is spelt as arguments.
  mutating func options(_ id: NodeID) {
    let options = ValueSynonym.options(tree, id)
    elements(
      options, "(", tree[id].first, ")", tree[id].last,
      style: argumentStyle(options[...], before: tree[tree[id].last].start), isOption: true)
  }
}

extension StaticString {
  fileprivate var isParenthesis: Bool { utf8Start[0] == UInt8(ascii: "(") }
}
