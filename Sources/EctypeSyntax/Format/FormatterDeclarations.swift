extension Formatter {
  mutating func file() {
    let end = Int32(tree.bytes.count)
    var items = children(tree.root)
    if let first = items.first, kind(first) == .moduleClause {
      newLine(at: tree.span(first).start, isFirst: true)
      token(tree[first].first)
      space()
      hold { $0.path($0.children(first)[0]) }
      items.removeFirst()
      trailingComments(before: items.first.map { tree.span($0).start } ?? end)
      if let next = items.first {
        newLine(at: tree.span(next).start)
        lastEnd = max(lastEnd, tree.span(next).start)
      }
    }
    lines(items, before: end, areMembers: true) { $0.member($1) }
  }

  /// A declaration of a file or type.
  mutating func member(_ id: NodeID) {
    switch kind(id) {
    case .structDecl, .enumDecl: typeDeclaration(id)
    case .enumCase: enumCase(id)
    case .varDecl: variable(id, without: movedAttributes(id))
    case .funcDecl: function(id)
    case .directive:
      attributes(id, onOwnLines: true)
      token(token(before: tree[id].main))
      hold { $0.token($0.tree[id].main) }
      let list = tree.child(id, .argumentList)
      if !list.isNone { options(list) }
    case .externModuleDecl: externModule(id)
    case .elixirBlock:
      attributes(id, onOwnLines: true)
      elixirBlock(id)
    case .typeAliasDecl: attributes(id, onOwnLines: true)
    default: verbatim(id)
    }
  }

  // MARK: Attributes and modifiers

  /// The attributes and modifiers of a declaration; `public`, which members are anyway, is left out.
  private mutating func attributes(
    _ id: NodeID, onOwnLines: Bool, without moved: [NodeID] = []
  ) {
    for part in children(id) where !moved.contains(part) {
      switch kind(part) {
      case .attribute:
        attribute(part)
        lastEnd = max(lastEnd, tree.span(part).end)
        let next = token(after: tree[part].last)
        trailingComments(before: tree[next].start)
        if onOwnLines { hardLine() } else { line() }
      case .modifier where tree[tree[part].main].kind != .publicKeyword:
        token(tree[part].main)
        space()
      default: break
      }
    }
  }

  private mutating func attribute(_ id: NodeID) {
    token(tree[id].first, as: "@")
    named(id)
  }

  /// The name of an attribute and its arguments.
  private mutating func named(_ id: NodeID) {
    inlineComments(before: tree[tree[id].main].start)
    name(Spelling.camelCase(tree.mainText(id)))
    lastEnd = max(lastEnd, tree[tree[id].main].end)
    let list = tree.child(id, .argumentList)
    if !list.isNone { options(list) }
  }

  /// The attributes of a var that become members before it; none where there are comments between them, which would
  /// belong to something else then.
  func movedAttributes(_ id: NodeID) -> [NodeID] {
    let standalone = MemberSynonym.standalone(tree, id)
    guard !standalone.isEmpty else { return [] }
    let bound = tree[id].main.isNone ? tree[id].last : tree[id].main
    return tree.comments(in: tree[tree[id].first].start..<tree[bound].start).isEmpty
      ? standalone : []
  }

  /// Writes those attributes, above the comments that belong to the var. They have none of their own.
  mutating func directives(_ moved: [NodeID], of id: NodeID, isFirst: Bool) {
    newLine(at: startWithComments(id), isFirst: isFirst)
    let waiting = nextComment
    nextComment = firstComment(from: tree.span(id).start)
    for (index, attribute) in moved.enumerated() {
      if index > 0 { hardLine() }
      mark("#")
      named(attribute)
    }
    nextComment = waiting
  }

  /// Where the comments begin that stand right above a member, or the member where there are none.
  private func startWithComments(_ id: NodeID) -> Int32 {
    var start = tree.span(id).start
    for index in (nextComment..<tree.comments.count).prefix(while: {
      tree.comments[$0].start < start
    })
    .reversed() {
      let comment = tree.comments[index]
      guard places[index].contains(.beginsLine), lineBreaks(comment.end, start) < 2 else { break }
      start = comment.start
    }
    return start
  }

  // MARK: Types

  private mutating func typeDeclaration(_ id: NodeID) {
    attributes(id, onOwnLines: true)
    token(token(before: tree[id].main))
    space()
    token(tree[id].main)
    let inheritance = tree.child(id, .inheritance)
    if !inheritance.isNone {
      group(.alone) { formatter in
        formatter.nest { formatter in
          for (index, type) in formatter.children(inheritance).enumerated() {
            formatter.punctuation(before: type, as: index > 0 ? "," : ": ")
            if index > 0 { formatter.line() }
            formatter.type(type)
          }
        }
      }
    }
    members(id)
  }

  private mutating func externModule(_ id: NodeID) {
    attributes(id, onOwnLines: true)
    let path = tree.child(id, .path)
    let keyword = token(before: tree[path].first)
    token(token(before: keyword))
    space()
    token(keyword)
    space()
    hold { $0.path(path) }
    members(id)
  }

  private func isMember(_ id: NodeID) -> Bool {
    switch kind(id) {
    case .attribute, .modifier, .inheritance, .path: false
    default: true
    }
  }

  /// `{ member* }`; one member, or the cases of one `case`, stay on the line if they are there in the source.
  private mutating func members(_ id: NodeID) {
    let members = children(id).filter(isMember)
    let end = tree[tree[id].last].start
    punctuation(openingBrace(id, members), as: " {")
    guard let first = members.first else { return bracedBody([], before: end) }
    let starts = members.filter { !continuesCase($0) }
    let isForced =
      starts.count > 1 || startsLine(start(of: first)) || breaksLine(before: end)
      || !movedAttributes(first).isEmpty
    group { formatter in
      formatter.nest { formatter in
        formatter.trailingComments(before: formatter.tree[formatter.start(of: first)].start)
        if isForced {
          formatter.lines(starts, before: end, areMembers: true) { $0.member($1) }
        } else {
          formatter.line()
          formatter.member(first)
          formatter.comments(before: end)
        }
      }
      if isForced { formatter.hardLine() } else { formatter.line() }
      formatter.mark("}")
    }
  }

  private func openingBrace(_ id: NodeID, _ members: [NodeID]) -> TokenID {
    token(before: members.first.map(start) ?? tree[id].last)
  }

  /// Whether an enum case stands behind another in its `case`.
  private func continuesCase(_ id: NodeID) -> Bool {
    guard kind(id) == .enumCase, tree[id].first.index > 0 else { return false }
    return tree[token(before: tree[id].first)].kind == .comma
  }

  /// `case a, b = "x"`, from its first case.
  private mutating func enumCase(_ id: NodeID) {
    attributes(id, onOwnLines: true)
    let keyword = token(before: tree[id].main)
    token(keyword, as: "case")
    space()
    group { formatter in
      formatter.nest { formatter in
        var current = id
        while true {
          formatter.token(formatter.tree[current].main)
          formatter.initializer(current)
          formatter.lastEnd = max(formatter.lastEnd, formatter.tree.span(current).end)
          current = formatter.tree[current].nextSibling
          guard !current.isNone, formatter.continuesCase(current) else { return }
          formatter.punctuation(before: current, as: ",")
          formatter.trailingComments(before: formatter.tree.span(current).start)
          formatter.line()
        }
      }
    }
  }

  // MARK: Variables and functions

  mutating func variable(_ id: NodeID, without moved: [NodeID] = []) {
    let pattern = boundPattern(id)
    let bound = pattern.map { tree[$0].first } ?? tree[id].main
    let keyword = token(before: bound)
    group(.alone) { formatter in
      formatter.attributes(id, onOwnLines: false, without: moved)
      formatter.comments(before: formatter.tree[keyword].start)
    }
    if tree[keyword].kind == .finalKeyword { token(keyword, as: "let") } else { token(keyword) }
    space()
    // What binds names stays in one piece where it can.
    if let pattern { group(.alone) { $0.pattern(pattern) } } else { token(bound) }
    annotation(id)
    initializer(id)
  }

  /// The pattern in the place of a name.
  func boundPattern(_ id: NodeID) -> NodeID? {
    guard tree[id].main.isNone else { return nil }
    return children(id).first {
      switch kind($0) {
      case .attribute, .modifier, .typeAnnotation, .initializer: false
      default: true
      }
    }
  }

  private mutating func annotation(_ id: NodeID) {
    let annotation = tree.child(id, .typeAnnotation)
    guard !annotation.isNone else { return }
    let type = children(annotation)[0]
    punctuation(before: type, as: ": ")
    self.type(type)
  }

  private mutating func initializer(_ id: NodeID) {
    let value = tree.child(id, .initializer)
    guard !value.isNone else { return }
    let assigned = children(value)[0]
    punctuation(before: assigned, as: " =")
    with(inPattern: false) { $0.assigned(assigned) }
  }

  /// A value behind `=`: on the next line where a comment is above it, or where it fits there and not here. A block
  /// begins behind the `=`, and what ends in a block or list breaks in that.
  mutating func assigned(_ value: NodeID) {
    guard !endsLine(before: tree.span(value).start) else {
      return belowComments(value) { $0.expression(value) }
    }
    if isBlock(value) {
      space()
      return expression(value)
    }
    group(endsInBlock(value) ? .hug : .nextLine) { formatter in
      formatter.nest(when: .groupIsBroken) { formatter in
        formatter.line()
        formatter.expression(value)
      }
    }
  }

  /// A node on the line below the comments before it.
  mutating func belowComments(_ id: NodeID, _ body: (inout Formatter) -> Void) {
    let start = tree.span(id).start
    nest { formatter in
      formatter.trailingComments(before: start)
      formatter.hardLine()
      // In front of the groups of what follows: they break no group.
      formatter.comments(before: start)
      body(&formatter)
    }
  }

  mutating func function(_ id: NodeID) {
    attributes(id, onOwnLines: true)
    token(token(before: tree[id].main), as: "func")
    space()
    token(tree[id].main)
    let generics = tree.child(id, .genericParameters)
    if !generics.isNone { genericParameters(generics) }
    parameterList(tree.child(id, .parameterList))
    let result = tree.child(id, .returnType)
    if !result.isNone { returnType(result) }
    let filter = tree.child(id, .whereClause)
    let body = tree.child(id, .block)
    guard !filter.isNone || !body.isNone else { return }
    group { formatter in
      if !filter.isNone { formatter.filter(filter) }
      if !body.isNone { formatter.block(body) }
    }
  }

  mutating func returnType(_ id: NodeID) {
    let type = children(id)[0]
    punctuation(before: type, as: " -> ")
    self.type(type)
  }

  mutating func parameterList(_ id: NodeID) {
    let parameters = children(id)
    let end = tree[tree[id].last].start
    punctuation(tree[id].first, as: "(")
    if parameters.isEmpty {
      onlyComments(before: end)
      return mark(")")
    }
    // Of a body on the same line only the brace need fit: it breaks before the parameters do.
    group(.alone) { formatter in
      formatter.nest(when: .groupIsBroken) { formatter in
        formatter.softLine()
        for (index, parameter) in parameters.enumerated() {
          if index > 0 {
            formatter.punctuation(before: parameter, as: ",")
            formatter.trailingComments(before: formatter.tree.span(parameter).start)
            formatter.line()
          }
          formatter.parameter(parameter)
        }
        formatter.comments(before: end)
      }
      formatter.softLine()
      formatter.mark(")")
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  private mutating func parameter(_ id: NodeID) {
    let node = tree[id]
    if let pattern = boundPattern(id) {
      self.pattern(pattern)
    } else {
      if node.first != node.main {
        token(node.first)
        space()
      }
      token(node.main)
    }
    annotation(id)
    initializer(id)
    lastEnd = max(lastEnd, tree.span(id).end)
  }
}
