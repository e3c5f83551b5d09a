extension Formatter {
  /// A type, in one piece: the comments inside it follow behind.
  mutating func type(_ id: NodeID) { hold { $0.heldType(id) } }

  private mutating func heldType(_ id: NodeID) {
    let parts = children(id)
    switch kind(id) {
    case .namedType: namedType(id)
    case .optionalType:
      optional(parts[0])
    case .arrayType:
      mark("[")
      heldType(parts[0])
      mark("]")
    case .dictionaryType: dictionary(parts[0], parts[1])
    case .tupleType: tupleType(id, parts)
    case .functionType:
      // `A -> R` is written `(A) -> R`.
      if firstKind(parts[0]) == .leftParen || firstKind(parts[0]) == .leftBrace {
        heldType(parts[0])
      } else {
        list("(", parts[0], ")")
      }
      mark(" -> ")
      heldType(parts[1])
    case .recordType:
      mark("{")
      for (index, field) in parts.enumerated() {
        if index > 0 { mark(", ") }
        name(tree.mainText(field))
        mark(": ")
        heldType(children(field)[0])
      }
      mark("}")
    case .unionType: union(id)
    default: verbatim(id)
    }
    lastEnd = max(lastEnd, tree.span(id).end)
  }

  private mutating func tupleType(_ id: NodeID, _ parts: [NodeID]) {
    // Braces around one type are a tuple of one, parentheses are none.
    if firstKind(id) == .leftBrace, parts.count == 1 {
      list("{", id, "}")
    } else {
      list("(", id, ")")
    }
  }

  private mutating func namedType(_ id: NodeID) {
    let path = tree.child(id, .path)
    let generics = tree.child(id, .genericArguments)
    let arguments = generics.isNone ? [] : children(generics)
    switch (TypeSynonym.of(tree, id), arguments.count) {
    case (.optional?, 1): return optional(arguments[0])
    case (.array?, 1):
      mark("[")
      heldType(arguments[0])
      return mark("]")
    case (.dictionary?, 2): return dictionary(arguments[0], arguments[1])
    case (.name(let name)?, 0): return self.name(name)
    default: break
    }
    self.path(path)
    if !generics.isNone { list("<", generics, ">") }
  }

  private mutating func dictionary(_ key: NodeID, _ value: NodeID) {
    mark("[")
    heldType(key)
    mark(": ")
    heldType(value)
    mark("]")
  }

  private mutating func optional(_ type: NodeID) {
    let isLoose = kind(type) == .functionType || kind(type) == .unionType
    let isResult = TypeSynonym.result(tree, type) != nil
    if isLoose, !isResult { mark("(") }
    heldType(type)
    if isLoose, !isResult { mark(")") }
    mark("?")
  }

  /// `A | B`; `{ok: T} | {error: E}` is `Result<T, E>`.
  private mutating func union(_ id: NodeID) {
    if let (success, failure) = TypeSynonym.result(tree, id) {
      mark("Result<")
      heldType(success)
      mark(", ")
      heldType(failure)
      return mark(">")
    }
    var members: [NodeID] = []
    var current = id
    while kind(current) == .unionType {
      let parts = children(current)
      members.append(parts[1])
      current = parts[0]
      if TypeSynonym.result(tree, current) != nil { break }
    }
    members.append(current)
    for (index, member) in members.reversed().enumerated() {
      if index > 0 { mark(" | ") }
      heldType(member)
    }
  }

  private mutating func list(_ opener: StaticString, _ id: NodeID, _ closer: StaticString) {
    mark(opener)
    for (index, part) in children(id).enumerated() {
      if index > 0 { mark(", ") }
      heldType(part)
    }
    mark(closer)
  }

  /// `<T, U>` of a function.
  mutating func genericParameters(_ id: NodeID) { hold { $0.list("<", id, ">") } }

  /// `<T, U>` of a call.
  mutating func genericArguments(_ id: NodeID) { hold { $0.list("<", id, ">") } }

  /// `A.B.C`, in one piece.
  mutating func path(_ id: NodeID) {
    comments(before: tree.span(id).start)
    for index in tree[id].first.index...tree[id].last.index {
      name(tree.text(TokenID(Int(index))))
    }
    lastEnd = max(lastEnd, tree.span(id).end)
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

  /// `T` and `E` of `{ok: T} | {error: E}`.
  static func result(_ tree: SyntaxTree, _ id: NodeID) -> (success: NodeID, failure: NodeID)? {
    guard tree.kind(id) == .unionType else { return nil }
    let parts = Array(tree.children(id))
    guard let success = field(tree, parts[0], "ok"), let failure = field(tree, parts[1], "error")
    else { return nil }
    return (success, failure)
  }

  private static func field(_ tree: SyntaxTree, _ id: NodeID, _ name: String) -> NodeID? {
    guard tree.kind(id) == .recordType else { return nil }
    let fields = Array(tree.children(id))
    guard fields.count == 1, tree.mainText(fields[0]) == name else { return nil }
    return tree.children(fields[0]).first { _ in true }
  }
}
