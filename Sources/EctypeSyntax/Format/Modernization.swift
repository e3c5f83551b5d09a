package import EctypeDiagnostics

/// Spellings that only types can tell from others, rewritten into the canonical ones: what is not a matter of
/// types the formatter does by itself (`SyntaxTree.formatted`). The analysis decides what a node means, and asks for
/// the edits that say so; the formatter then sees to the spaces.
///
/// Edits touch the tokens of their own node alone, not those of its parts: rewrites of nodes that lie in each
/// other go together.
package enum Modernization: Hashable, Sendable {
  /// `"name"` or `:name`, where a member is expected: `.name`, spelt as it is declared.
  case member(named: String)
  /// `validate_length`, where it is called: the name in camelCase.
  case name(String)
  /// `{k: v}`, `%{k: v}` and `%{"k" => v}` with strings for keys: `["k": v]`.
  case stringKeys
  /// `{k: v}`, `%{k: v}` and `%{:k => v}` with atoms for keys: `[.k: v]`.
  case atomKeys
  /// `{ok: x}` and `{:ok, x}` where a result is expected: `.ok(x)`.
  case taggedValue
  /// The object that ends a call's arguments and holds its options, `f(a, {b: c})`: `f(a, b: c)`.
  case options
  /// An object that holds names with values, where a list of pairs is meant: `[k: v]`.
  case keywords
  /// `@hasMany("posts", "Post", …)`, whose first arguments say what the declaration says: without so many.
  case plain(Int)
  /// `class` or another keyword before the name of a declaration.
  case keyword(String)
  /// `a || b` where it is a default: `a ?? b`.
  case defaultOperator
  /// A declaration that another one brings along (`var inserted_at` beside `#timestamps`), and its documentation.
  case removal

  /// The edits for a node, in the order of their places; nil where it is not spelt that way, or where a
  /// comment would be lost.
  package func edits(of node: NodeID, in tree: SyntaxTree) -> [TextEdit]? {
    guard !node.isNone else { return nil }
    let rewriting = Rewriting(tree: tree, node: node)
    return switch self {
    case .member(let name): rewriting.member(name)
    case .name(let name): rewriting.name(name)
    case .stringKeys: rewriting.map { "\"\($0)\"" }
    case .atomKeys: rewriting.map { ".\($0)" }
    case .taggedValue: rewriting.taggedValue()
    case .options: rewriting.options()
    case .keywords: rewriting.keywords()
    case .plain(let count): rewriting.withoutArguments(count)
    case .keyword(let word): rewriting.keyword(word)
    case .defaultOperator: rewriting.defaultOperator()
    case .removal: rewriting.removal()
    }
  }

  /// What to do, as a help says it.
  package var advice: String {
    switch self {
    case .member(let name): "write `.\(name)`"
    case .name(let name): "write `\(name)`"
    case .stringKeys: "write a map of strings: `[\"key\": value]`"
    case .atomKeys: "write a map of atoms: `[.key: value]`"
    case .taggedValue: "write a result: `.ok(value)`, `.error(reason)`"
    case .options: "leave out the braces"
    case .keywords: "write a list of pairs: `[key: value]`"
    case .plain: "leave out what the var says"
    case .keyword(let word): "write `\(word)`"
    case .defaultOperator: "write `??`"
    case .removal: "leave it out: another member brings it along"
    }
  }
}

private struct Rewriting {
  let tree: SyntaxTree
  let node: NodeID

  private var children: [NodeID] { Array(tree.children(node)) }
  private var first: Token { tree[tree[node].first] }
  private var last: Token { tree[tree[node].last] }

  private func replace(_ start: Int32, _ end: Int32, _ text: String) -> TextEdit {
    TextEdit(Span(file: tree.file, start: Int(start), end: Int(end)), text)
  }

  private func replace(_ token: Token, _ text: String) -> TextEdit {
    replace(token.start, token.end, text)
  }

  private func hasComment(_ start: Int32, _ end: Int32) -> Bool {
    tree.comments(in: start..<end).isEmpty == false
  }

  // MARK: Names

  func member(_ name: String) -> [TextEdit]? {
    guard Lexer.isWord(name) else { return nil }
    switch tree.kind(node) {
    case .stringLiteral where tree.stringValue(node) != nil: break
    case .atomLiteral: break
    default: return nil
    }
    let span = tree.span(node)
    return [replace(span.start, span.end, ".\(name)")]
  }

  func name(_ name: String) -> [TextEdit]? {
    guard !tree[node].main.isNone, tree.mainText(node) != name, Lexer.isWord(name) else {
      return nil
    }
    return [replace(tree[tree[node].main], name)]
  }

  // MARK: Maps

  /// - Parameter spelling: of a key from its name.
  func map(_ spelling: (String) -> String) -> [TextEdit]? {
    guard tree.kind(node) == .mapLiteral, first.kind == .leftBrace || first.kind == .percent,
      children.allSatisfy({ tree.kind($0) == .keyValue })
    else { return nil }
    let opener = first.kind == .percent ? tree[TokenID(Int(tree[node].first.index) + 1)] : first
    if hasComment(first.start, opener.end) { return nil }
    let isEmptyMap = children.isEmpty && spelling("a") != "a"
    var edits = [replace(first.start, opener.end, isEmptyMap ? "[:" : "[")]
    for entry in children {
      guard let edit = key(of: entry, spelling) else { return nil }
      edits.append(edit)
    }
    return edits + [replace(last, "]")]
  }

  /// The key with its `:` or `=>`.
  private func key(of entry: NodeID, _ spelling: (String) -> String) -> TextEdit? {
    let parts = Array(tree.children(entry))
    guard let value = parts.last else { return nil }
    let mark = tree[TokenID(tree.index(before: tree[value].first))]
    guard mark.kind == .colon || mark.kind == .fatArrow,
      !hasComment(tree.span(entry).start, mark.end)
    else { return nil }
    let name: String
    if parts.count == 1 {
      name = tree.mainText(entry)
    } else {
      // A key that is written as one is already: it must be of the kind asked for.
      switch tree.kind(parts[0]) {
      case .atomLiteral where spelling("a") == ".a":
        guard let atom = tree.atomName(parts[0]), Lexer.isWord(atom) else { return nil }
        name = atom
      case .stringLiteral where spelling("a") != ".a":
        let span = tree.span(parts[0])
        return replace(span.end, mark.end, ":")
      default: return nil
      }
    }
    return replace(tree.span(entry).start, mark.end, spelling(name) + ":")
  }

  // MARK: Tags and options

  func taggedValue() -> [TextEdit]? {
    guard first.kind == .leftBrace else { return nil }
    let tag: String
    let value: NodeID
    switch tree.kind(node) {
    case .mapLiteral:
      guard children.count == 1, !tree[children[0]].main.isNone,
        let only = tree.children(children[0]).first(where: { _ in true })
      else { return nil }
      (tag, value) = (tree.mainText(children[0]), only)
    case .tupleLiteral:
      guard children.count == 2, let name = tree.atomName(children[0]), Lexer.isWord(name)
      else { return nil }
      (tag, value) = (name, children[1])
    default: return nil
    }
    let span = tree.span(value)
    if hasComment(first.start, span.start) || hasComment(span.end, last.end) { return nil }
    return [replace(first.start, span.start, ".\(tag)("), replace(span.end, last.end, ")")]
  }

  func options() -> [TextEdit]? {
    guard tree.kind(node) == .mapLiteral, first.kind == .leftBrace, !children.isEmpty,
      children.allSatisfy({ tree.kind($0) == .keyValue && !tree[$0].main.isNone })
    else { return nil }
    return [replace(first, ""), replace(last, "")]
  }

  func keywords() -> [TextEdit]? {
    children.allSatisfy { !tree[$0].main.isNone } ? map { $0 } : nil
  }

  /// `a || b`, where the operands stay what they are beside an operator that is tighter.
  func defaultOperator() -> [TextEdit]? {
    let op = tree[tree[node].main]
    guard tree.kind(node) == .binaryExpression, op.kind == .barBar,
      children.allSatisfy({ !isLooserThanDefault($0) })
    else { return nil }
    return [replace(op, "??")]
  }

  private func isLooserThanDefault(_ operand: NodeID) -> Bool {
    switch tree.kind(operand) {
    case .binaryExpression:
      Precedence.of(tree[tree[operand].main].kind).map { $0 <= .nilCoalescing } ?? true
    case .ternaryExpression: true
    default: false
    }
  }

  // MARK: Declarations

  func keyword(_ word: String) -> [TextEdit]? {
    guard !tree[node].main.isNone else { return nil }
    let keyword = tree[TokenID(tree.index(before: tree[node].main))]
    guard tree.text(TokenID(tree.index(before: tree[node].main))) != word else { return nil }
    return [replace(keyword, word)]
  }

  /// - Parameter count: how many arguments go, from the first on.
  func withoutArguments(_ count: Int) -> [TextEdit]? {
    let list = tree.child(node, .argumentList)
    let arguments = list.isNone ? [] : Array(tree.children(list))
    guard count > 0, arguments.count >= count else { return nil }
    let span = tree.span(list)
    let end = arguments.count > count ? tree.span(arguments[count]).start : span.end
    let start = arguments.count > count ? tree.span(arguments[0]).start : span.start
    return hasComment(start, end) ? nil : [replace(start, end, "")]
  }

  /// Whether a comment belongs to the declaration whose documentation begins at an offset: it would be left without a
  /// place.
  private func isCommented(from start: Int, outer: Int32) -> Bool {
    if hasComment(first.start, last.end) { return true }
    if let above = tree.comments(in: outer..<Int32(start)).last, above.startsLine || outer == 0,
      lineBreaks(Int(above.end), start) < 2
    {
      return true
    }
    let next = tree[TokenID(Int(tree[node].last.index) + 1)]
    guard let behind = tree.comments(in: last.end..<next.end).first else { return false }
    return !behind.startsLine
  }

  private func lineBreaks(_ start: Int, _ end: Int) -> Int {
    tree.bytes[start..<max(start, end)].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  /// The lines of the declaration, with those of its documentation and the `;` behind it.
  func removal() -> [TextEdit]? {
    let bytes = tree.bytes
    var start = Int(first.start)
    let before = tree.index(before: tree[node].first)
    let outer = before >= 0 ? tree.tokens[before].end : 0
    for comment in tree.comments(in: outer..<first.start).reversed() {
      guard comment.startsLine,
        comment.kind == .docLineComment || comment.kind == .docBlockComment
      else { break }
      start = Int(comment.start)
    }
    guard !isCommented(from: start, outer: outer) else { return nil }
    var end = Int(last.end)
    let next = tree[TokenID(Int(tree[node].last.index) + 1)]
    if next.kind == .semicolon, !hasComment(last.end, next.start) { end = Int(next.end) }
    func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
    var lineStart = start
    while lineStart > 0, isBlank(bytes[lineStart - 1]) { lineStart -= 1 }
    var lineEnd = end
    while lineEnd < bytes.count, isBlank(bytes[lineEnd]) || bytes[lineEnd] == 0x0D { lineEnd += 1 }
    let isAlone =
      (lineStart == 0 || bytes[lineStart - 1] == UInt8(ascii: "\n"))
      && (lineEnd == bytes.count || bytes[lineEnd] == UInt8(ascii: "\n"))
    if isAlone { (start, end) = (lineStart, min(lineEnd + 1, bytes.count)) }
    return [replace(Int32(start), Int32(end), "")]
  }
}

extension SyntaxTree {
  /// The comments that begin in a range.
  func comments(in range: Range<Int32>) -> ArraySlice<Token> {
    func first(from offset: Int32) -> Int {
      var low = 0
      var high = comments.count
      while low < high {
        let middle = (low + high) / 2
        if comments[middle].start < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    return comments[first(from: range.lowerBound)..<first(from: range.upperBound)]
  }

  /// The index of the token before another, of what a token took in the token itself; -1 for the first.
  func index(before id: TokenID) -> Int {
    var index = Int(id.index) - 1
    while index > 0, tokens[index].kind == .absorbed { index -= 1 }
    return index
  }
}

extension Lexer {
  /// Whether a text is one word.
  static func isWord(_ text: String) -> Bool {
    let lexed = lex(Array(text.utf8), file: FileID(0))
    return lexed.tokens.count == 2 && lexed.tokens.kind(0).isWord && lexed.tokens.start(0) == 0
      && lexed.tokens.end(0) == text.utf8.count && text.utf8.first != UInt8(ascii: "`")
  }
}
