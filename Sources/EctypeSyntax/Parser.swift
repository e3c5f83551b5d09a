package import EctypeDiagnostics

/// Parses a file. Whatever the bytes are, it gives a tree over all tokens; where they are not of the
/// language there are diagnostics, and `error` nodes over what was passed over.
package func parse(
  _ source: SourceFile, file: FileID
) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  var lexer = lex(source.bytes, file: file)
  var parser = Parser(tokens: lexer.takeTokens(), source: source, file: file)
  parser.braceBalance = lexer.braceBalance
  parser.bracketBalance = lexer.bracketBalance
  parser.parseFile()
  let order = { (d: Diagnostic) in (d.primary.span.start, d.primary.span.end) }
  let diagnostics = lexer.diagnostics + parser.diagnostics.filter { !lexer.explains($0) }
  let tree = SyntaxTree(
    file: file, bytes: source.bytes, tokens: parser.tokens, comments: lexer.comments,
    nodes: parser.nodes, root: NodeID(parser.nodes.count - 1))
  return (tree, diagnostics.sorted { order($0) < order($1) })
}

/// What a lexer leaves behind.
struct LexedFile {
  var tokens: [Token]
  var comments: [Token]
  var diagnostics: [Diagnostic]
  var braceBalance: Int
  var bracketBalance: Int
  /// In order of place.
  var explained: [Range<Int>]

  /// The tokens, for the parser alone: it changes some, and would have to copy them all.
  mutating func takeTokens() -> [Token] {
    defer { tokens = [] }
    return tokens
  }

  /// Whether a lexical mistake that has been reported is the cause of a diagnostic of the parser.
  func explains(_ diagnostic: Diagnostic) -> Bool {
    switch diagnostic.code {
    case .unexpectedToken, .unclosedDelimiter, .invalidLiteral: break
    default: return false
    }
    let place = Int(diagnostic.primary.span.start)
    var low = 0
    var high = explained.count
    while low < high {
      let middle = (low + high) / 2
      if explained[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < explained.count && explained[low].contains(place)
  }
}

func lex(_ source: [UInt8], file: FileID) -> LexedFile {
  guard source.count < Int(Int32.max) - Lexer.padding else {
    let tooLong = Diagnostic(
      .unexpectedToken, "a file may have no more than 2 GB", at: Span(file: file, start: 0, end: 0))
    return LexedFile(
      tokens: [Token(kind: .endOfFile, start: 0, end: 0)], comments: [], diagnostics: [tooLong],
      braceBalance: 0, bracketBalance: 0, explained: [])
  }
  let count = source.count
  return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + Lexer.padding) { buffer in
    let bytes = buffer.baseAddress!
    LargePages.advise(bytes, byteCount: buffer.count)
    source.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { bytes.initialize(from: base, count: count) }
    }
    (bytes + count).initialize(repeating: 0, count: Lexer.padding)
    return CharacterClass.table.withUnsafeBufferPointer { classes in
      Keywords.table.withUnsafeBufferPointer { keywords in
        var lexer = Lexer(
          bytes: UnsafePointer(bytes), count: count, classes: classes.baseAddress!,
          keywords: keywords.baseAddress!, file: file)
        lexer.tokens.reserve(count / 4 + 8)
        for run in invalidRuns(lexer.bytes, count) {
          lexer.diagnostics.append(
            Diagnostic(
              .invalidUTF8, "these bytes are not UTF-8",
              at: lexer.span(run.lowerBound, run.upperBound)))
        }
        lexer.run()
        return LexedFile(
          tokens: lexer.tokens, comments: lexer.comments, diagnostics: lexer.diagnostics,
          braceBalance: lexer.braceBalance, bracketBalance: lexer.bracketBalance,
          explained: lexer.explained)
      }
    }
  }
}

/// Recursive descent over the tokens, with loops for what chains.
///
/// Every parse function leaves exactly one node on `scratch`, an empty `error` node after a mistake; a
/// parent takes what lies above its mark as children (`finish`). The first mistake of a statement is
/// reported and sets `panicking`, in which state nothing is consumed or reported until the loop over
/// statements, members or declarations has found the next beginning (`synchronize`).
struct Parser {
  var tokens: [Token]
  var nodes: [Node] = []
  /// The nodes without a parent so far; those from `mark` on are no longer in use.
  var scratch: [NodeID] = []
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
  static let depthLimit = 256
  static let chainLimit = 1000

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

  init(tokens: [Token], source: SourceFile, file: FileID) {
    self.tokens = tokens
    self.source = source
    self.file = file
    self.kind = tokens[0].kind
    nodes.reserve(tokens.count + tokens.count / 4)
    scratch.reserveCapacity(256)
  }

  // MARK: Tokens

  @inline(__always) var startsLine: Bool { tokens[position].startsLine }

  @inline(__always) func peek(_ offset: Int = 1) -> TokenKind {
    position + offset < tokens.count ? tokens[position + offset].kind : .endOfFile
  }

  /// Whether the token at `offset` touches the one before it.
  @inline(__always) func touches(_ offset: Int = 1) -> Bool {
    position + offset < tokens.count
      && tokens[position + offset].start == tokens[position + offset - 1].end
  }

  @inline(__always) mutating func advance() {
    previous = position
    if kind != .endOfFile {
      position += 1
      kind = tokens[position].kind
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
    let end = tokens[position + count].end
    tokens[position].kind = kind
    tokens[position].end = end
    for i in position + 1...position + count {
      tokens[i] = Token(kind: .absorbed, start: Int(end), end: Int(end))
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
  @inline(__always) mutating func finish(
    _ kind: NodeKind, from mark: Int, first: Int, main: Int = -1
  ) {
    let last = previous < first ? first - 1 : previous
    var node = Node(
      kind: kind, first: TokenID(first), last: TokenID(last), main: TokenID(main))
    if self.mark > mark {
      var child = scratch[mark]
      node.firstChild = child
      var next = mark + 1
      while next < self.mark {
        nodes[Int(child.index)].nextSibling = scratch[next]
        child = scratch[next]
        next += 1
      }
    }
    let id = NodeID(nodes.count)
    if mark < scratch.count { scratch[mark] = id } else { scratch.append(id) }
    self.mark = mark + 1
    nodes.append(node)
  }

  /// Finishes a node that begins with its first child.
  @inline(__always) mutating func wrap(_ kind: NodeKind, from mark: Int, main: Int = -1) {
    finish(kind, from: mark, first: firstToken(mark), main: main)
  }

  /// A node of one token, which is consumed.
  @inline(__always) mutating func leaf(_ kind: NodeKind) {
    let token = take()
    finish(kind, from: mark, first: token, main: token)
  }

  func firstToken(_ mark: Int) -> Int { Int(nodes[Int(scratch[mark].index)].first.index) }
  /// The kind of the node that was finished last.
  func topKind() -> NodeKind { nodes[Int(scratch[mark - 1].index)].kind }

  // MARK: Nesting

  /// Goes one level deeper; where that is too deep, or after a mistake, leaves an error node instead.
  @inline(__always) mutating func enter() -> Bool {
    if !panicking, depth < Self.depthLimit {
      depth += 1
      return true
    }
    let first = position
    if !panicking { tooDeep("this is nested too deeply") }
    finish(.error, from: mark, first: first)
    return false
  }

  mutating func leave() { depth -= 1 }

  /// Counts a link of a chain; false where it is one too many.
  mutating func extend(_ chain: inout Int) -> Bool {
    chain += 1
    guard chain > Self.chainLimit else { return true }
    tooDeep("this chain has more than \(Self.chainLimit) links")
    return false
  }

  private mutating func tooDeep(_ message: String) {
    if !aborted {
      diagnostics.append(
        Diagnostic(
          .nestingTooDeep, message, at: span(position),
          notes: ["the rest of the file has not been read"]))
    }
    aborted = true
    panicking = true
    previous = tokens.count - 2
    position = tokens.count - 1
    kind = .endOfFile
  }
}
