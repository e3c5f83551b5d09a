package import EctypeDiagnostics

/// An index into the tokens of a tree. `none` stands for "no token".
package struct TokenID: Hashable, BitwiseCopyable, Sendable {
  package var index: Int32
  @inlinable package init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
  @inlinable package static var none: TokenID { TokenID(-1) }
  @inlinable package var isNone: Bool { index < 0 }
}

/// An index into the nodes of a tree. `none` stands for "no node".
package struct NodeID: Hashable, BitwiseCopyable, Sendable {
  package var index: Int32
  @inlinable package init(_ index: Int) { self.index = Int32(truncatingIfNeeded: index) }
  @inlinable package static var none: NodeID { NodeID(-1) }
  @inlinable package var isNone: Bool { index < 0 }
}

/// One node, its children a linked list of indices; a tree keeps it in less (`NodeTable`). A tree is built bottom up and
/// freed as one block, however deep it is.
package struct Node: Equatable, Sendable, BitwiseCopyable {
  package var kind: NodeKind
  package var first: TokenID
  package var last: TokenID
  package var main: TokenID
  package var firstChild: NodeID
  package var nextSibling: NodeID

  @inlinable package init(
    kind: NodeKind, first: TokenID, last: TokenID, main: TokenID = .none,
    firstChild: NodeID = .none
  ) {
    self.kind = kind
    self.first = first
    self.last = last
    self.main = main
    self.firstChild = firstChild
    self.nextSibling = .none
  }
}

/// A parsed file: bytes, tokens and nodes. Immutable once made, so that any number of threads may read it;
/// a class, so that handing it on counts one reference and not one a table. Every node's tokens are a range; a node
/// without tokens (an empty `file`, say) has an empty range.
package final class SyntaxTree: Sendable {
  package let file: FileID
  package let bytes: [UInt8]
  package let tokenTable: TokenTable
  /// In order of place; where one lies between two tokens its offsets tell.
  package let comments: [Token]
  package let nodeTable: NodeTable
  package let root: NodeID

  init(
    file: FileID, bytes: [UInt8], tokens: consuming TokenTable, comments: [Token],
    nodes: consuming NodeTable
  ) {
    self.file = file
    self.bytes = bytes
    self.comments = comments
    self.root = NodeID(nodes.count - 1)
    self.tokenTable = tokens
    self.nodeTable = nodes
  }

  package var tokens: TokenList { TokenList(tree: self) }
  package var nodes: NodeList { NodeList(tree: self) }

  /// `.none` gives an `error` without children: what a mistake has left out reads as nothing, so that whoever
  /// walks a tree need not ask at every step.
  package subscript(_ id: NodeID) -> Node {
    id.isNone ? Node(kind: .error, first: .none, last: .none) : nodeTable[Int(id.index)]
  }
  package subscript(_ id: TokenID) -> Token { tokenTable[Int(id.index)] }

  package func kind(_ id: NodeID) -> NodeKind {
    id.isNone ? .error : nodeTable.kind(Int(id.index))
  }

  @inline(__always) private func firstChild(_ id: NodeID) -> NodeID {
    id.isNone ? .none : nodeTable.firstChild(Int(id.index))
  }

  // MARK: Walking

  @inline(__always) package func children(_ id: NodeID) -> Children {
    Children(tree: self, upcoming: firstChild(id))
  }

  /// The first child of whatever kind.
  package func first(of id: NodeID) -> NodeID? {
    let child = firstChild(id)
    return child.isNone ? nil : child
  }

  /// The first child of a kind, or `.none`.
  package func child(_ id: NodeID, _ kind: NodeKind) -> NodeID {
    var next = firstChild(id)
    while !next.isNone {
      if self.kind(next) == kind { return next }
      next = nodeTable.nextSibling(Int(next.index))
    }
    return .none
  }

  /// Whether `static`, say, stands before a declaration. (Every member is asked: a walk without a reference counted.)
  package func hasModifier(_ id: NodeID, _ word: String) -> Bool {
    var next = firstChild(id)
    while !next.isNone {
      switch kind(next) {
      case .modifier: if mainText(next) == word { return true }
      case .attribute, .error: break
      // They come first.
      default: return false
      }
      next = nodeTable.nextSibling(Int(next.index))
    }
    return false
  }

  package func children(_ id: NodeID, _ kind: NodeKind) -> [NodeID] {
    var result: [NodeID] = []
    for child in children(id) where self.kind(child) == kind { result.append(child) }
    return result
  }

  package struct Children: Sequence, IteratorProtocol {
    package let tree: SyntaxTree
    package var upcoming: NodeID

    @inline(__always) package mutating func next() -> NodeID? {
      guard !upcoming.isNone else { return nil }
      let current = upcoming
      upcoming = tree.nodeTable.nextSibling(Int(current.index))
      return current
    }
  }

  // MARK: Text and places

  /// A token as it is spelt, a name in backticks without them.
  package func text(_ id: TokenID) -> String {
    guard !id.isNone else { return "" }
    let token = self[id]
    var range = Int(token.start)..<Int(token.end)
    if token.kind == .identifier, bytes[range.lowerBound] == UInt8(ascii: "`") {
      let isClosed = bytes[range.upperBound - 1] == UInt8(ascii: "`")
      range = range.lowerBound + 1..<range.upperBound - (isClosed ? 1 : 0)
    }
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }

  /// The text of a node's main token: its name, operator or literal; empty where it has none.
  package func mainText(_ id: NodeID) -> String {
    id.isNone ? "" : text(nodeTable.main(Int(id.index)))
  }

  /// Empty, at the file's start, for `.none`.
  package func span(_ id: TokenID) -> Span {
    guard !id.isNone else { return Span(file: file, start: 0, end: 0) }
    let start = tokenTable.start(Int(id.index))
    return Span(file: file, start: start, end: start + tokenTable.length(Int(id.index)))
  }

  /// From the first byte of the node's first token to the last byte of its last; empty, where the next token
  /// begins, for a node without tokens.
  package func span(_ id: NodeID) -> Span {
    let (first, end) = id.isNone ? (.none, 0) : nodeTable.tokens(Int(id.index))
    guard !first.isNone else { return Span(file: file, start: 0, end: 0) }
    let start = tokenTable.start(Int(first.index))
    guard end > Int(first.index) else { return Span(file: file, start: start, end: start) }
    return Span(file: file, start: start, end: tokenTable.end(end - 1))
  }

  /// The span of the main token, or of the node where it has none: where a diagnostic about its name points.
  package func nameSpan(_ id: NodeID) -> Span {
    let main = id.isNone ? .none : nodeTable.main(Int(id.index))
    return main.isNone ? span(id) : span(main)
  }
}
