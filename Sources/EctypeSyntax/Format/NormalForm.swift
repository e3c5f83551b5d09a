extension SyntaxTree {
  /// Whether two trees say the same, whichever spelling each uses, and have the same comments.
  package func isEquivalent(to other: SyntaxTree) -> Bool {
    (isIdentical(to: other) || NormalForm(self).elementsEqual(NormalForm(other)))
      && commentTexts == other.commentTexts
  }

  /// Whether two trees are the same nodes of the same tokens, as they are where only space has changed.
  private func isIdentical(to other: SyntaxTree) -> Bool {
    guard tokens.count == other.tokens.count, nodes.count == other.nodes.count else { return false }
    // What a line of a text is depends on where its quotes are.
    let hasSameNodes = nodes.indices.allSatisfy { index in
      nodes[index] == other.nodes[index]
        && (nodes[index].kind != .stringText
          || stringValue(NodeID(index)) == other.stringValue(NodeID(index)))
    }
    return hasSameNodes
      && tokens.indices.allSatisfy { index in
        let (a, b) = (tokens[index], other.tokens[index])
        return a.kind == b.kind
          && bytes[Int(a.start)..<Int(a.end)].elementsEqual(other.bytes[Int(b.start)..<Int(b.end)])
      }
  }

  /// The comments without the blanks behind them and before their lines, in the order of their texts.
  package var commentTexts: [String] {
    comments.map { comment in
      var text = bytes[Int(comment.start)..<Int(comment.end)].withoutCarriageReturns
      while let last = text.last,
        last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") || last == UInt8(ascii: "\r")
      {
        text.removeLast()
      }
      let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      return lines.map { line in
        let blanks = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return String(decoding: line.dropFirst(blanks.count), as: UTF8.self)
      }.joined(separator: "\n")
    }.sorted()
  }
}

/// A tree as a sequence of kinds, names and ends, with every synonym in its canonical form. It is made in a loop,
/// however deep the tree is, and element by element, however large.
struct NormalForm: Sequence, IteratorProtocol {
  /// A node begins, or with `)` for its kind ends. Nothing is put together for it: there are as many as there are nodes.
  struct Event: Equatable {
    var kind: String
    var name: String

    static let end = Event(kind: ")", name: "")
  }

  private var event: Event?
  private let tree: SyntaxTree
  private var work: [Step]

  private enum Step {
    case node(NodeID)
    /// A value around which parentheses mean nothing.
    case bare(NodeID)
    case event(Event)
    case end
    /// An argument or entry of an attribute, with its label in camelCase.
    case option(NodeID)
    /// An entry of a struct literal, as an argument.
    case argument(NodeID)
    /// A declaration of a file or type, behind what stands above it but is a member of its own.
    case member(NodeID)
    /// A var without the attributes that are members of their own.
    case remainder(NodeID)
    /// An attribute that is a member of its own.
    case directive(NodeID)
  }

  init(_ tree: SyntaxTree) {
    self.tree = tree
    work = [.node(tree.root)]
  }

  mutating func next() -> Event? {
    event = nil
    while event == nil, let step = work.popLast() { take(step) }
    return event
  }

  /// Takes a step apart: at most one event comes of it.
  private mutating func take(_ step: Step) {
    switch step {
    case .event(let known): event = known
    case .end: event = .end
    case .bare(let id):
      var inner = id
      while tree.kind(inner) == .parenthesized, let next = first(inner) { inner = next }
      work.append(.node(inner))
    case .option(let id):
      guard !tree[id].main.isNone else { return work.append(.node(id)) }
      open("argument", Spelling.camelCase(tree.mainText(id)), children(id).map(Step.node))
    case .argument(let id): open("argument", tree.mainText(id), children(id).map(Step.node))
    case .directive(let id): directive(id)
    case .remainder(let id):
      let standalone = Set(MemberSynonym.standalone(tree, id))
      variable(id, children(id).filter { !standalone.contains($0) })
    case .member(let id):
      work.append(tree.kind(id) == .varDecl ? .remainder(id) : .node(id))
      work += MemberSynonym.standalone(tree, id).reversed().map(Step.directive)
    case .node(let id): node(id)
    }
  }

  private func children(_ id: NodeID) -> [NodeID] { Array(tree.children(id)) }
  private func first(_ id: NodeID) -> NodeID? { tree.children(id).first { _ in true } }
  private func text(before id: TokenID) -> String {
    id.index > 0 ? tree.text(TokenID(Int(id.index) - 1)) : ""
  }

  private mutating func open(_ kind: String, _ name: String, _ children: [Step]) {
    event = Event(kind: kind, name: name)
    work.append(.end)
    for child in children.reversed() { work.append(child) }
  }

  private static func begin(_ kind: String, _ name: String = "") -> Step {
    .event(Event(kind: kind, name: name))
  }

  private mutating func node(_ id: NodeID) {
    let kind = tree.kind(id)
    switch kind {
    case .identifier, .integerLiteral, .floatLiteral, .booleanLiteral, .atomLiteral,
      .implicitMember:
      // Most nodes are one of these; they have no parts.
      event = Event(kind: kind.name, name: tree.mainText(id))
      return work.append(.end)
    default: break
    }
    let children = children(id)
    let name = kind.name
    switch kind {
    case .modifier:
      if tree.mainText(id) != "public" { open(name, tree.mainText(id), []) }
    case .attribute, .directive: attribute(id)
    case .path:
      let range = tree[id].first.index...tree[id].last.index
      open(name, range.map { tree.text(TokenID(Int($0))) }.joined(), [])
    case .varDecl: variable(id, children)
    case .structDecl:
      open(name, text(before: tree[id].main) + tree.mainText(id), children.map(Step.member))
    case .file: open(name, "", children.map(Step.member))
    case .parameter:
      let label = tree[id].first == tree[id].main ? "" : tree.text(tree[id].first)
      open(name, (tree[id].main.isNone ? "" : label) + " " + tree.mainText(id), nodes(children))
    case .optionalBinding:
      open(
        name, tree.text(tree[id].first) + tree.mainText(id),
        children.flatMap(self.children).map(Step.bare))
    case .patternCondition:
      open(
        name, "", [.node(children[0])] + children.dropFirst().flatMap(self.children).map(Step.bare))
    case .conditions, .whereClause, .switchExpression, .forStatement:
      open(name, "", children.map { isValue($0) ? .bare($0) : .node($0) })
    case .namedType, .unionType, .tupleType: type(id, children)
    case .structLiteral where ValueSynonym.isConstructor(tree, id): constructor(id)
    case .newExpression where ValueSynonym.isEmptyMap(tree, id): open("mapLiteral", "", [])
    case .call: call(id, children)
    // The formatter puts a closure that is called at once into parentheses.
    case .parenthesized where children.count == 1 && tree.kind(children[0]) == .closure:
      work.append(.node(children[0]))
    case .closure:
      let parts = children.filter { tree.kind($0) != .parameterList || first($0) != nil }
      open(name, "", nodes(parts))
    case .stringText: open(name, tree.stringValue(id) ?? "", [])
    case .nilLiteral: open(name, "", [])
    case .sigil, .elixirBlock:
      let text = tree[tree[id].main]
      let bytes = tree.bytes[Int(text.start)..<Int(text.end)].withoutCarriageReturns
      open(name, String(decoding: bytes, as: UTF8.self), nodes(children))
    default: open(name, tree.mainText(id), nodes(children))
    }
  }

  private func nodes(_ ids: [NodeID]) -> [Step] { ids.map(Step.node) }
  private func isValue(_ id: NodeID) -> Bool { tree.kind(id) == .parenthesized }

  private mutating func attribute(_ id: NodeID) {
    let isAttribute = tree.kind(id) == .attribute
    named(
      id, tree.kind(id).name,
      isAttribute ? Spelling.camelCase(tree.mainText(id)) : tree.mainText(id))
  }

  private mutating func directive(_ id: NodeID) { named(id, "directive", tree.mainText(id)) }

  private mutating func named(_ id: NodeID, _ kind: String, _ name: String) {
    let list = tree.child(id, .argumentList)
    var parts = children(id).filter { $0 != list }.map(Step.node)
    if !list.isNone {
      parts.append(Self.begin("("))
      parts += ValueSynonym.options(tree, list).map(Step.option)
    }
    open(kind, name, parts)
  }

  private mutating func variable(_ id: NodeID, _ children: [NodeID]) {
    let bound =
      tree[id].main.isNone
      ? children.first { tree.kind($0).rawValue >= NodeKind.ifExpression.rawValue }
        .map { tree[$0].first } ?? tree[id].first : tree[id].main
    let keyword = text(before: bound)
    let canonical = keyword == "final" ? "let" : keyword
    open("varDecl", canonical + " " + tree.mainText(id), nodes(children))
  }

  // MARK: Synonyms

  private mutating func type(_ id: NodeID, _ children: [NodeID]) {
    if let (success, failure) = TypeSynonym.result(tree, id) {
      return open(
        "namedType", "",
        [
          Self.begin("path", "Result"), .end, Self.begin("genericArguments"), .node(success),
          .node(failure), .end,
        ])
    }
    if tree.kind(id) == .tupleType, children.count == 1,
      tree[tree[id].first].kind != .leftBrace || !tree.hasDelimiters(id)
    {
      return work.append(.node(children[0]))
    }
    let generics = tree.child(id, .genericArguments)
    let arguments = generics.isNone ? [] : self.children(generics)
    switch (TypeSynonym.of(tree, id), arguments.count) {
    case (.optional?, 1): open("optionalType", "", nodes(arguments))
    case (.array?, 1): open("arrayType", "", nodes(arguments))
    case (.dictionary?, 2): open("dictionaryType", "", nodes(arguments))
    case (.name(let name)?, 0): open("namedType", "", [Self.begin("path", name), .end])
    default: open(tree.kind(id).name, "", nodes(children))
    }
  }

  /// `%A.B{c: d}` as `A.B(c: d)`.
  private mutating func constructor(_ id: NodeID) {
    let parts = children(id)
    let path = tree[parts[0]]
    let names = (path.first.index...path.last.index).map { tree.text(TokenID(Int($0))) }
      .filter { $0 != "." }
    var callee = names.dropFirst().reversed().map { Self.begin("memberAccess", $0) }
    callee.append(Self.begin("identifier", names[0]))
    callee += names.map { _ in .end }
    open(
      "call", "",
      callee + [Self.begin("argumentList")] + parts.dropFirst().map(Step.argument) + [.end])
  }

  /// A trailing closure is the last argument.
  private mutating func call(_ id: NodeID, _ children: [NodeID]) {
    var arguments: [Step] = []
    for part in children.dropFirst() {
      if tree.kind(part) == .closure {
        arguments += [Self.begin("argument"), .node(part), .end]
      } else {
        arguments += nodes(self.children(part))
      }
    }
    open("call", "", [.node(children[0]), Self.begin("argumentList")] + arguments + [.end])
  }
}
