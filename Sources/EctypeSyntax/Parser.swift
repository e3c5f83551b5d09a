package import EctypeDiagnostics
internal import EctypeText

/// Parses a file. Whatever the bytes are, it gives a tree over all tokens; where they are not of the
/// language there are diagnostics, and `error` nodes over what was passed over.
package func parse(
  _ source: SourceFile, file: FileID
) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  var lexed = lex(source.bytes, file: file)
  let mistakes = lexed.mistakes
  let comments = lexed.comments
  var parser = Parser(tokens: lexed.takeTokens(), source: source, file: file)
  parser.braceBalance = lexed.braceBalance
  parser.bracketBalance = lexed.bracketBalance
  parser.parseFile()
  parser.limitHeight()
  let order = { (d: Diagnostic) in (d.primary.span.start, d.primary.span.end) }
  let diagnostics = mistakes.diagnostics + parser.diagnostics.filter { !mistakes.explain($0) }
  return (parser.tree(comments), diagnostics.sorted { order($0) < order($1) })
}

/// Recursive descent over the tokens, with loops for what chains.
///
/// Every parse function leaves exactly one node on `scratch`, an empty `error` node after a mistake; a
/// parent takes what lies above its mark as children (`finish`). The first mistake of a statement is
/// reported and sets `panicking`, in which state nothing is consumed or reported until the loop over
/// statements, members or declarations has found the next beginning (`synchronize`).
struct Parser: ~Copyable {
  var tokens: TokenTable
  var nodes: NodeTable
  /// The nodes without a parent so far; those from `mark` on are no longer in use.
  var scratch = GrowingBuffer<NodeID>()
  var mark = 0
  var diagnostics: [Diagnostic] = []
  let source: SourceFile
  let file: FileID

  /// The current token and its kind; the last one consumed.
  var position = 0
  var kind: TokenKind
  var previous = -1

  var panicking = false
  /// The file is nested too deeply: what is left of it is not read.
  var aborted = false
  var depth = 0
  /// Something is nested deeper, or a chain longer, than people write.
  var isUnusual = false

  /// Brackets and braces of expressions that are open in this statement; as they were at the mistake.
  var open = OpenDelimiters()
  var openAtMistake = OpenDelimiters()
  /// How many `{` more than `}` the file has; where it is not zero, indentation tells which is missing.
  var braceBalance = 0
  /// The same of `(` and `[`.
  var bracketBalance = 0

  /// In a condition, where `{` begins the block.
  var noBrace = false
  /// Where `let x` may bind.
  var inPattern = false
  /// The first token of the innermost statement.
  var statementStart = -1

  struct OpenDelimiters {
    var brackets = 0
    var braces = 0
    /// The token of the innermost.
    var innermost = -1
  }

  /// A delimiter that has been opened, and what held outside of it.
  struct Opener {
    var token: Int
    var outer: OpenDelimiters
    var noBrace: Bool
  }

  init(tokens: consuming TokenTable, source: SourceFile, file: FileID) {
    kind = tokens.kind(0)
    nodes = NodeTable(reserving: tokens.count + tokens.count / 4)
    self.tokens = tokens
    self.source = source
    self.file = file
  }

  /// What has been parsed.
  consuming func tree(_ comments: [Token]) -> SyntaxTree {
    SyntaxTree(file: file, bytes: source.bytes, tokens: tokens, comments: comments, nodes: nodes)
  }

  // MARK: Tokens

  @inline(__always) var startsLine: Bool { tokens.startsLine(position) }

  @inline(__always) func peek(_ offset: Int = 1) -> TokenKind {
    position + offset < tokens.count ? tokens.kind(position + offset) : .endOfFile
  }

  /// Whether the token at `offset` touches the one before it.
  @inline(__always) func touches(_ offset: Int = 1) -> Bool {
    position + offset < tokens.count
      && tokens.start(position + offset) == tokens.end(position + offset - 1)
  }

  @inline(__always) mutating func advance() {
    previous = position
    if kind != .endOfFile {
      position += 1
      kind = tokens.kind(position)
    }
  }

  /// Consumes the current token and gives its index.
  @inline(__always) mutating func take() -> Int {
    advance()
    return previous
  }

  @inline(__always) mutating func skip(_ wanted: TokenKind) -> Bool {
    guard kind == wanted else { return false }
    advance()
    return true
  }

  /// Takes the next `count` tokens into the current one, which becomes one of `kind`.
  mutating func absorb(_ count: Int, into kind: TokenKind) {
    let end = tokens.end(position + count)
    tokens.replace(position, with: kind, start: tokens.start(position), end: end)
    for i in position + 1...position + count {
      tokens.replace(i, with: .absorbed, start: end, end: end)
    }
    self.kind = kind
  }

  /// Consumes the current token and what it absorbed.
  mutating func takeAbsorbing() -> Int {
    let taken = position
    advance()
    while kind == .absorbed { advance() }
    return taken
  }

  // MARK: Nodes

  /// Makes a node of the tokens from `first` to the last consumed and of the nodes above `mark`.
  mutating func finish(_ kind: NodeKind, from mark: Int, first: Int, main: Int = -1) {
    let end = max(previous &+ 1, first)
    let firstChild = self.mark > mark ? Int(scratch.base[mark].index) : -1
    if mark &+ 1 < self.mark { linkSiblings(from: mark) }
    // Nearly always there is room, and what is linked lies near: the rest is a call that nothing follows.
    guard mark < scratch.count,
      nodes.appendPacked(kind, first: first, end: end, main: main, firstChild: firstChild)
    else { return finishSlowly(kind, mark, first, end, main, firstChild) }
    scratch.base[mark] = NodeID(nodes.count &- 1)
    self.mark = mark &+ 1
  }

  @inline(never) private mutating func finishSlowly(
    _ kind: NodeKind, _ mark: Int, _ first: Int, _ end: Int, _ main: Int, _ firstChild: Int
  ) {
    put(NodeID(nodes.count), at: mark)
    nodes.append(kind, first: first, end: end, main: main, firstChild: firstChild)
  }

  /// A node of one token, which is consumed.
  mutating func leaf(_ kind: NodeKind) {
    put(NodeID(nodes.count), at: mark)
    nodes.append(leaf: kind, token: take())
  }

  /// Chains the nodes above a mark.
  @inline(__always) private mutating func linkSiblings(from mark: Int) {
    var child = Int(scratch.base[mark].index)
    var next = mark &+ 1
    while next < self.mark {
      let sibling = Int(scratch.base[next].index)
      guard nodes.linkPacked(child, to: sibling) else { return linkFarSiblings(from: next &- 1) }
      child = sibling
      next &+= 1
    }
  }

  @inline(never) private mutating func linkFarSiblings(from mark: Int) {
    for next in mark + 1..<self.mark {
      nodes.link(Int(scratch.base[next - 1].index), to: Int(scratch.base[next].index))
    }
  }

  /// Puts a node in the place of those above `mark`, which is no more than one above the others.
  @inline(__always) private mutating func put(_ node: NodeID, at mark: Int) {
    if mark < scratch.count { scratch.base[mark] = node } else { scratch.append(node) }
    self.mark = mark &+ 1
  }

  /// Finishes a node that begins with its first child.
  mutating func wrap(_ kind: NodeKind, from mark: Int, main: Int = -1) {
    finish(kind, from: mark, first: firstToken(mark), main: main)
  }

  func firstToken(_ mark: Int) -> Int { Int(nodes[Int(scratch[mark].index)].first.index) }
  /// The kind of the node that was finished last.
  func topKind() -> NodeKind { nodes.kind(Int(scratch[mark - 1].index)) }
}
