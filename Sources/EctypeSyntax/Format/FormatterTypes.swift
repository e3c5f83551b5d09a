extension Formatter {
  /// A type: where a comment is above it, on a line of its own.
  mutating func type(_ id: NodeID) {
    guard breaksLine(before: tree.span(id).start) else { return typeInLine(id) }
    belowComments(id) { $0.typeInLine(id) }
  }

  private mutating func typeInLine(_ id: NodeID) {
    let parts = children(id)
    comments(before: tree.span(id).start)
    switch kind(id) {
    case .namedType: namedType(id)
    case .optionalType: optional(id, parts[0])
    case .arrayType: array(id, parts[0])
    case .dictionaryType: dictionary(id, parts[0], parts[1])
    case .tupleType:
      // Braces around one type are a tuple of one, parentheses are none.
      let isBraced = firstKind(id) == .leftBrace && parts.count == 1
      list(isBraced ? "{" : "(", id, isBraced ? "}" : ")")
    case .functionType:
      // `A -> R` is written `(A) -> R`.
      list("(", parts[0], ")")
      punctuation(before: parts[1], as: " -> ")
      type(parts[1])
    case .recordType: record(id, parts)
    case .unionType: union(id)
    default: verbatim(id)
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  private mutating func namedType(_ id: NodeID) {
    let path = tree.child(id, .path)
    let generics = tree.child(id, .genericArguments)
    let arguments = generics.isNone ? [] : children(generics)
    switch (TypeSynonym.of(tree, id), arguments.count) {
    case (.optional?, 1): return optional(id, arguments[0])
    case (.array?, 1): return array(id, arguments[0])
    case (.dictionary?, 2): return dictionary(id, arguments[0], arguments[1])
    case (.name(let name)?, 0): return self.name(name)
    default: break
    }
    self.path(path)
    if !generics.isNone { list("<", generics, ">") }
  }

  private mutating func array(_ id: NodeID, _ element: NodeID) {
    brackets("[", "]", of: id, around: [element]) { $0.typeInLine(element) }
  }

  private mutating func dictionary(_ id: NodeID, _ key: NodeID, _ value: NodeID) {
    brackets("[", "]", of: id, around: [key, value]) { formatter in
      formatter.typeInLine(key)
      formatter.punctuation(before: value, as: ": ")
      formatter.type(value)
    }
  }

  private mutating func optional(_ id: NodeID, _ type: NodeID) {
    let isLoose = kind(type) == .functionType || kind(type) == .unionType
    if isLoose, TypeSynonym.result(tree, type) == nil {
      brackets("(", ")", of: type, around: [type]) { $0.typeInLine(type) }
    } else {
      self.type(type)
    }
    // On the line of the type: comments that break it follow behind.
    if tree[id].last != tree[type].last {
      punctuation(tree[id].last, as: "?")
    } else {
      mark("?")
    }
  }

  private mutating func record(_ id: NodeID, _ fields: [NodeID]) {
    brackets("{", "}", of: id, around: fields) { formatter in
      formatter.separated(fields) { formatter, field in
        formatter.comments(before: formatter.tree.span(field).start)
        formatter.name(formatter.tree.mainText(field))
        let type = formatter.children(field)[0]
        formatter.punctuation(before: type, as: ": ")
        formatter.type(type)
      }
    }
  }

  /// `A | B`; `{ok: T} | {error: E}` is `Result<T, E>`.
  private mutating func union(_ id: NodeID) {
    if let (success, failure) = TypeSynonym.result(tree, id) {
      return brackets("Result<", ">", of: id, around: [success, failure]) {
        $0.typeInLine(success)
        $0.mark(",")
        $0.line()
        $0.typeInLine(failure)
      }
    }
    var members: [NodeID] = []
    var current = id
    while kind(current) == .unionType {
      let parts = children(current)
      members.append(parts[1])
      current = parts[0]
      if TypeSynonym.result(tree, current) != nil { break }
    }
    typeGroup(id) { formatter in
      formatter.typeInLine(current)
      formatter.nest { formatter in
        for member in members.reversed() {
          let bar = formatter.token(before: formatter.tree[member].first)
          formatter.trailingComments(before: formatter.tree.span(member).start)
          formatter.inlineComments(before: formatter.tree[bar].start)
          formatter.line()
          formatter.comments(before: formatter.tree[bar].start)
          formatter.mark("| ")
          formatter.typeInLine(member)
        }
      }
    }
  }

  // MARK: Brackets

  private mutating func list(_ opener: StaticString, _ id: NodeID, _ closer: StaticString) {
    let parts = children(id)
    brackets(opener, closer, of: id, around: parts) { formatter in
      formatter.separated(parts) { $0.typeInLine($1) }
    }
  }

  private mutating func separated(
    _ parts: [NodeID], _ part: (inout Formatter, NodeID) -> Void
  ) {
    for (index, id) in parts.enumerated() {
      if index > 0 {
        punctuation(before: id, as: ",")
        trailingComments(before: tree.span(id).start)
        line()
      }
      part(&self, id)
    }
  }

  /// Types in brackets, whatever stands for those in the source.
  private mutating func brackets(
    _ opener: StaticString, _ closer: StaticString, of id: NodeID, around parts: [NodeID],
    _ body: (inout Formatter) -> Void
  ) {
    let end = tree[tree[id].last].start
    guard let first = parts.first else {
      punctuation(tree[id].first, as: opener)
      onlyComments(before: end)
      return mark(closer)
    }
    typeGroup(id) { formatter in
      formatter.punctuation(formatter.tree[id].first, as: opener)
      formatter.nest(when: .groupIsBroken) { formatter in
        formatter.trailingComments(before: formatter.tree.span(first).start)
        formatter.softLine()
        body(&formatter)
        formatter.comments(before: end)
      }
      formatter.softLine()
      formatter.mark(closer)
    }
  }

  /// The lines of a type break after those of what is around it, but where a comment breaks them.
  private mutating func typeGroup(_ id: NodeID, _ body: (inout Formatter) -> Void) {
    let isForced = breaksLine(before: tree[tree[id].last].start)
    group(isForced ? .all : .hug) { formatter in
      if isForced { formatter.document.breakGroups() }
      body(&formatter)
    }
  }

  /// `<T, U>` of a function.
  mutating func genericParameters(_ id: NodeID) { list("<", id, ">") }

  /// `<T, U>` of a call.
  mutating func genericArguments(_ id: NodeID) { list("<", id, ">") }

  /// `A.B.C`, in one piece.
  mutating func path(_ id: NodeID) {
    comments(before: tree.span(id).start)
    for index in tree[id].first.index...tree[id].last.index {
      inlineComments(before: tree[TokenID(Int(index))].start)
      name(tree.text(TokenID(Int(index))))
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }
}

extension SyntaxTree {
  /// Whether the parameters of a function type stand in parentheses, which one alone need not.
  func hasDelimiters(_ list: NodeID) -> Bool {
    let first = self[list].firstChild
    return first.isNone || self[first].first != self[list].first
  }
}

/// Types that have two spellings.
enum TypeSynonym {
  case optional, array, dictionary
  case name(String)

  /// What the name of a `namedType` is a synonym for; the number of its arguments is for the caller to check.
  static func of(_ tree: SyntaxTree, _ id: NodeID) -> TypeSynonym? {
    let path = tree.child(id, .path)
    guard !path.isNone, tree[path].first == tree[path].last else { return nil }
    return switch tree.mainText(path) {
    case "Null": .optional
    case "Array": .array
    case "Map": .dictionary
    case "Dynamic": .name("Any")
    case "Float": .name("Double")
    default: nil
    }
  }

  /// `T` and `E` of `{ok: T} | {error: E}`, in either order.
  static func result(_ tree: SyntaxTree, _ id: NodeID) -> (success: NodeID, failure: NodeID)? {
    guard tree.kind(id) == .unionType else { return nil }
    let parts = Array(tree.children(id))
    guard parts.count == 2 else { return nil }
    for (first, second) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      if let success = field(tree, first, "ok"), let failure = field(tree, second, "error") {
        return (success, failure)
      }
    }
    return nil
  }

  private static func field(_ tree: SyntaxTree, _ id: NodeID, _ name: String) -> NodeID? {
    guard tree.kind(id) == .recordType else { return nil }
    let fields = Array(tree.children(id))
    guard fields.count == 1, tree.mainText(fields[0]) == name else { return nil }
    return tree.children(fields[0]).first { _ in true }
  }
}
