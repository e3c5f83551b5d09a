extension Formatter {
  /// A type, in one piece: comments that break a line inside it follow behind.
  mutating func type(_ id: NodeID) { hold { $0.heldType(id) } }

  private mutating func heldType(_ id: NodeID) {
    let parts = children(id)
    comments(before: tree.span(id).start)
    switch kind(id) {
    case .namedType: namedType(id)
    case .optionalType: optional(id, parts[0])
    case .arrayType: array(id, parts[0])
    case .dictionaryType: dictionary(id, parts[0], parts[1])
    case .tupleType: tupleType(id, parts)
    case .functionType:
      // `A -> R` is written `(A) -> R`.
      if tree.hasDelimiters(parts[0]) { heldType(parts[0]) } else { list("(", parts[0], ")") }
      punctuation(before: parts[1], as: " -> ")
      heldType(parts[1])
    case .recordType: record(id, parts)
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
    mark("[")
    heldType(element)
    closer("]", of: id, behind: element)
  }

  private mutating func dictionary(_ id: NodeID, _ key: NodeID, _ value: NodeID) {
    mark("[")
    heldType(key)
    punctuation(before: value, as: ": ")
    heldType(value)
    closer("]", of: id, behind: value)
  }

  private mutating func optional(_ id: NodeID, _ type: NodeID) {
    let isLoose = kind(type) == .functionType || kind(type) == .unionType
    let isResult = TypeSynonym.result(tree, type) != nil
    if isLoose, !isResult { mark("(") }
    heldType(type)
    if isLoose, !isResult { mark(")") }
    closer("?", of: id, behind: type)
  }

  private mutating func record(_ id: NodeID, _ fields: [NodeID]) {
    mark("{")
    for (index, field) in fields.enumerated() {
      if index > 0 { punctuation(before: field, as: ", ") }
      comments(before: tree.span(field).start)
      name(tree.mainText(field))
      let type = children(field)[0]
      punctuation(before: type, as: ": ")
      heldType(type)
    }
    if let last = fields.last { closer("}", of: id, behind: last) } else { mark("}") }
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
      if index > 0 { punctuation(before: member, as: " | ") }
      heldType(member)
    }
  }

  private mutating func list(_ opener: StaticString, _ id: NodeID, _ closer: StaticString) {
    let parts = children(id)
    if tree.hasDelimiters(id) { punctuation(tree[id].first, as: opener) } else { mark(opener) }
    for (index, part) in parts.enumerated() {
      if index > 0 { punctuation(before: part, as: ", ") }
      heldType(part)
    }
    if let last = parts.last { self.closer(closer, of: id, behind: last) } else { mark(closer) }
  }

  /// What closes a type, behind the comments before that in the source, where it is there.
  private mutating func closer(_ text: StaticString, of id: NodeID, behind part: NodeID) {
    if tree[id].last != tree[part].last { punctuation(tree[id].last, as: text) } else { mark(text) }
  }

  /// `<T, U>` of a function.
  mutating func genericParameters(_ id: NodeID) { hold { $0.list("<", id, ">") } }

  /// `<T, U>` of a call.
  mutating func genericArguments(_ id: NodeID) { hold { $0.list("<", id, ">") } }

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
