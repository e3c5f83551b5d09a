internal import EctypeDiagnostics
internal import EctypeText

extension SyntaxTree {
  /// The file in the one canonical style: canonical spelling, comments where they stood, lines of up to
  /// `width` columns where they can be broken.
  ///
  /// The tree must be without mistakes. What is returned parses to an equivalent tree (`isEquivalent(to:)`)
  /// and formats to itself.
  package func formatted(width: Int = 100) -> [UInt8] {
    var (text, isSettled) = layOut(width: width)
    var rounds = 0
    while !isSettled, rounds < Self.maximalRounds {
      let (tree, _) = parse(SourceFile(path: "", bytes: text), file: file)
      let next = tree.layOut(width: width).text
      isSettled = next == text
      text = next
      rounds += 1
    }
    return text
  }

  /// Of three the fixtures need no more, whatever comments they are given.
  private static var maximalRounds: Int { 4 }

  /// The file as it is laid out once. A comment within a statement may have come to another line, and then it may be
  /// another token's: only when nothing changes any more is the layout settled.
  private func layOut(width: Int) -> (text: [UInt8], isSettled: Bool) {
    var formatter = Formatter(tree: self, width: width)
    formatter.file()
    return (formatter.document.finish(), !formatter.hasInnerComments)
  }
}

/// Writes a tree to a document, in the order of the source and with the source's comments.
///
/// Two kinds of text make it up. A *token* of the source brings the comments before it along, so that none
/// is lost; a *mark* (`=`, `,`, the opening of a block, whatever the canonical spelling adds) does not, so
/// that a comment never comes between two tokens that must share a line.
struct Formatter {
  let tree: SyntaxTree
  var document: Document

  /// Of the tree's comments.
  let places: [CommentPlace]
  /// The first comment that is not written yet.
  var nextComment = 0
  /// The end, in the source, of what was written last.
  var lastEnd: Int32 = 0
  /// Whether a comment has been written within a statement or a member, not beside it.
  var hasInnerComments = false
  /// While positive, comments wait: the construct stays in one piece.
  var holding = 0

  /// A space is owed before the next text.
  private var owesSpace = false
  /// Nothing is on the line yet, should the last possible break be taken.
  private(set) var isAtLineStart = true
  private var lastByte: UInt8 = 0
  /// Lines of the source may end in `\r\n`; those of the format never do.
  private let hasCarriageReturns: Bool

  /// In a condition, where `{` would begin the block.
  var noBrace = false
  /// Where names bind: a closure or constructor would mean something else.
  var inPattern = false
  /// In a type, where a short comment breaks no line, wherever it stands.
  var inType = false
  /// Where the current statement begins: a `{` there would be a block.
  var statementStart = TokenID.none

  init(tree: SyntaxTree, width: Int) {
    self.tree = tree
    document = Document(width: width)
    places = CommentPlace.all(of: tree)
    hasCarriageReturns = tree.bytes.contains(UInt8(ascii: "\r"))
  }

  /// For a part of the tree, in one line, however long.
  func inOneLine(from offset: Int32, comment: Int) -> Formatter {
    var inner = self
    inner.document = Document(width: .max / 2)
    (inner.nextComment, inner.lastEnd, inner.holding) = (comment, offset, 0)
    (inner.owesSpace, inner.isAtLineStart, inner.lastByte) = (false, true, 0)
    (inner.noBrace, inner.inPattern, inner.statementStart) = (false, false, .none)
    return inner
  }

  // MARK: Text

  /// Text that is no token of the source, or one that never takes comments along.
  /// Spaces at its ends are owed, not written.
  mutating func mark(_ text: StaticString) {
    text.withUTF8Buffer { writeTrimmed($0) }
  }

  /// A name or literal that is not spelt as in the source.
  mutating func name(_ text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  private mutating func writeTrimmed(_ text: UnsafeBufferPointer<UInt8>) {
    let blank = UInt8(ascii: " ")
    if text.first == blank { owesSpace = true }
    let end = text.last == blank ? text.count - 1 : text.count
    let start = text.first == blank ? 1 : 0
    if start < end { write(UnsafeBufferPointer(rebasing: text[start..<end])) }
    if text.last == blank { owesSpace = true }
  }

  /// What sets a comment at the end of a line apart.
  mutating func wideSpace() {
    document.text(byte: UInt8(ascii: " "))
    owesSpace = true
  }

  mutating func space() { owesSpace = true }

  /// A token, after the comments before it; in another spelling where one is given.
  mutating func token(_ id: TokenID, as spelling: StaticString? = nil) {
    guard !id.isNone else { return }
    let token = tree[id]
    comments(before: token.start)
    if let spelling { mark(spelling) } else { verbatim(token.start, token.end) }
    lastEnd = max(lastEnd, token.end)
  }

  /// A token that stays on the line of what is before it, as do the comments that break no line; the others wait.
  mutating func punctuation(_ id: TokenID, as spelling: StaticString) {
    inlineComments(before: tree[id].start)
    mark(spelling)
    lastEnd = max(lastEnd, tree[id].end)
  }

  /// The one before a node: the `:`, `=` or `,` behind which it stands.
  mutating func punctuation(before node: NodeID, as spelling: StaticString) {
    punctuation(token(before: tree[node].first), as: spelling)
  }

  /// Bytes of the source as they stand, however many lines.
  mutating func verbatim(_ start: Int32, _ end: Int32) {
    if hasCarriageReturns {
      let text = tree.bytes[Int(start)..<Int(end)].withoutCarriageReturns
      return text.withUnsafeBufferPointer { write($0) }
    }
    tree.bytes.withUnsafeBufferPointer {
      write(UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)]))
    }
  }

  mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first, let last = text.last else { return }
    if owesSpace, !isAtLineStart, !Self.isTight(first) { document.text(byte: UInt8(ascii: " ")) }
    owesSpace = false
    document.append(utf8: text)
    isAtLineStart = false
    lastByte = last
  }

  private static func isTight(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: ";")
  }

  /// Whether what was written last is an opening `(` or `[`.
  var isAfterOpener: Bool { lastByte == UInt8(ascii: "(") || lastByte == UInt8(ascii: "[") }

  // MARK: Breaks and structure

  mutating func line() { lineStarts { $0.line() } }
  mutating func softLine() { lineStarts { $0.softLine() } }
  mutating func softFlexLine() { lineStarts { $0.softFlexLine() } }
  mutating func hardLine() { lineStarts { $0.hardLine() } }
  mutating func blankLine() { lineStarts { $0.blankLine() } }
  /// A new line inside a literal, which breaks no group.
  mutating func literalLine() { lineStarts { $0.append(.textLine) } }

  private mutating func lineStarts(_ add: (inout Document) -> Void) {
    owesSpace = false
    isAtLineStart = true
    add(&document)
  }

  mutating func group(
    _ style: Document.GroupStyle = .all, _ body: (inout Formatter) -> Void
  ) {
    document.openGroup(style)
    body(&self)
    document.closeGroup()
  }

  mutating func nest(
    when condition: Document.NestCondition = .always, _ body: (inout Formatter) -> Void
  ) {
    document.openNest(when: condition)
    body(&self)
    document.closeNest()
  }

  /// Sets what holds inside brackets or a block, for `body` alone.
  mutating func with(
    noBrace: Bool = false, inPattern: Bool, _ body: (inout Formatter) -> Void
  ) {
    let saved = (self.noBrace, self.inPattern)
    (self.noBrace, self.inPattern) = (noBrace, inPattern)
    body(&self)
    (self.noBrace, self.inPattern) = saved
  }

  /// Writes without comments, which follow behind.
  mutating func hold(_ body: (inout Formatter) -> Void) {
    holding += 1
    body(&self)
    holding -= 1
  }

  // MARK: The source

  func kind(_ id: NodeID) -> NodeKind { tree.kind(id) }
  func children(_ id: NodeID) -> [NodeID] { id.isNone ? [] : Array(tree.children(id)) }
  func firstKind(_ id: NodeID) -> TokenKind { tree[tree[id].first].kind }
  func startsLine(_ id: TokenID) -> Bool { tree[id].startsLine }
  func isEmpty(_ id: NodeID) -> Bool { tree[id].last.index < tree[id].first.index }

  func token(before id: TokenID) -> TokenID {
    var index = Int(id.index) - 1
    while index > 0, tree.tokens[index].kind == .absorbed { index -= 1 }
    return TokenID(index)
  }

  func token(after id: TokenID) -> TokenID {
    var index = Int(id.index) + 1
    while index + 1 < tree.tokens.count, tree.tokens[index].kind == .absorbed { index += 1 }
    return TokenID(index)
  }
}
