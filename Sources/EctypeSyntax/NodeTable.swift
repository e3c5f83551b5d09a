internal import EctypeText

/// The nodes of a file, twelve bytes each: nearly all of a node's links are short, and are kept as distances. The few that
/// are not are kept as they are, beside the others.
///
/// What reading needs is `package`, so that other modules have it inlined. It stores nothing of a type of another module:
/// a release's modules reach into the layout of a tree, and may not see what this one imports for itself.
package struct NodeTable: ~Copyable, @unchecked Sendable {
  package private(set) var count = 0
  private var capacity: Int
  package private(set) var packed: UnsafeMutablePointer<PackedNode>
  package private(set) var wide: [Node] = []

  init(reserving capacity: Int = 1) {
    self.capacity = max(1, capacity)
    packed = Self.allocate(self.capacity)
  }

  deinit { packed.deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutablePointer<PackedNode> {
    let memory = UnsafeMutablePointer<PackedNode>.allocate(capacity: capacity)
    LargePages.advise(memory, byteCount: capacity * MemoryLayout<PackedNode>.stride)
    return memory
  }

  @inline(never) private mutating func grow() {
    let larger = Self.allocate(capacity * 2)
    larger.update(from: packed, count: count)
    packed.deallocate()
    packed = larger
    capacity *= 2
  }

  // MARK: Reading

  @inline(__always) package func packedNode(_ index: Int) -> PackedNode {
    precondition(index >= 0 && index < count)
    return packed[index]
  }

  @inline(__always) package func kind(_ index: Int) -> NodeKind { packedNode(index).kind }

  package subscript(_ index: Int) -> Node {
    @inline(__always) get {
      let node = packedNode(index)
      return node.isWide ? wideNode(index) : node.unpacked(at: index)
    }
  }

  @inline(never) package func wideNode(_ index: Int) -> Node { wide[Int(packed[index].first)] }

  @inline(__always) package func nextSibling(_ index: Int) -> NodeID {
    let node = packedNode(index)
    if node.isWide { return wideNode(index).nextSibling }
    return node.sibling == 0 ? .none : NodeID(index + Int(node.sibling))
  }

  @inline(__always) package func firstChild(_ index: Int) -> NodeID {
    let node = packedNode(index)
    if node.isWide { return wideNode(index).firstChild }
    return node.child == 0 ? .none : NodeID(index - Int(node.child))
  }

  @inline(__always) package func main(_ index: Int) -> TokenID {
    let node = packedNode(index)
    if node.isWide { return wideNode(index).main }
    return node.main == 0 ? .none : TokenID(Int(node.first) + Int(node.main) - 1)
  }

  /// The first token, and the end of the last.
  @inline(__always) package func tokens(_ index: Int) -> (first: TokenID, end: Int) {
    let node = packedNode(index)
    if node.isWide {
      let wide = wideNode(index)
      return (wide.first, Int(wide.last.index) + 1)
    }
    return (TokenID(Int(node.first)), Int(node.first) + Int(node.tokens))
  }

  @inline(__always) package func first(_ index: Int) -> TokenID {
    let node = packedNode(index)
    return node.isWide ? wideNode(index).first : TokenID(Int(node.first))
  }

  // MARK: Writing

  /// - Parameter end: behind the node's last token.
  /// - Parameter main: negative where there is none, as `firstChild`.
  mutating func append(_ kind: NodeKind, first: Int, end: Int, main: Int, firstChild: Int) {
    if count == capacity { grow() }
    if !appendPacked(kind, first: first, end: end, main: main, firstChild: firstChild) {
      appendWide(
        Node(
          kind: kind, first: TokenID(first), last: TokenID(end - 1), main: TokenID(main),
          firstChild: NodeID(firstChild)))
    }
  }

  /// The same where there is room and all links are short; false where nothing has been done.
  @inline(__always) mutating func appendPacked(
    _ kind: NodeKind, first: Int, end: Int, main: Int, firstChild: Int
  ) -> Bool {
    // Zero stands for none.
    let mainDistance = main < 0 ? 0 : main &- first &+ 1
    let child = firstChild < 0 ? 0 : count &- firstChild
    let tokens = end &- first
    guard count < capacity, UInt(bitPattern: mainDistance) <= UInt(UInt8.max),
      UInt(bitPattern: tokens | child) <= UInt(UInt16.max)
    else { return false }
    packed[count] = PackedNode(
      first: UInt32(truncatingIfNeeded: first), head: kind.rawValue,
      main: UInt8(truncatingIfNeeded: mainDistance),
      tokens: UInt16(truncatingIfNeeded: tokens), child: UInt16(truncatingIfNeeded: child))
    count &+= 1
    return true
  }

  /// A node of one token, which is its main one.
  @inline(__always) mutating func append(leaf kind: NodeKind, token: Int) {
    append(
      PackedNode(
        first: UInt32(truncatingIfNeeded: token), head: kind.rawValue, main: 1, tokens: 1, child: 0)
    )
  }

  @inline(__always) private mutating func append(_ node: PackedNode) {
    if count == capacity { grow() }
    packed[count] = node
    count &+= 1
  }

  @inline(never) private mutating func appendWide(_ node: Node) {
    append(PackedNode(wide: wide.count, kind: node.kind))
    wide.append(node)
  }

  /// Makes one node the next sibling of another.
  mutating func link(_ index: Int, to next: Int) {
    if !linkPacked(index, to: next) { linkWide(index, next) }
  }

  /// The same where they lie near each other; false where nothing has been done.
  @inline(__always) mutating func linkPacked(_ index: Int, to next: Int) -> Bool {
    assert(index >= 0 && index < count)
    let distance = next &- index
    let node = packed + index
    guard distance <= Int(UInt16.max), !node.pointee.isWide else { return false }
    node.pointee.sibling = UInt16(truncatingIfNeeded: distance)
    return true
  }

  @inline(never) private mutating func linkWide(_ index: Int, _ next: Int) {
    if !packed[index].isWide {
      let node = self[index]
      packed[index] = PackedNode(wide: wide.count, kind: node.kind)
      wide.append(node)
    }
    wide[Int(packed[index].first)].nextSibling = NodeID(next)
  }
}

/// A node whose links are distances: from the first token, and from the node itself.
package struct PackedNode: BitwiseCopyable, Sendable {
  /// Of a wide node its place among those.
  package var first: UInt32
  /// The kind, and in the highest bit whether the node is a wide one.
  package var head: UInt8
  package var main: UInt8
  package var tokens: UInt16
  package var child: UInt16
  package var sibling: UInt16 = 0

  package static var wideBit: UInt8 { 0x80 }

  @inline(__always)
  init(first: UInt32, head: UInt8, main: UInt8, tokens: UInt16, child: UInt16) {
    self.first = first
    self.head = head
    self.main = main
    self.tokens = tokens
    self.child = child
  }

  init(wide index: Int, kind: NodeKind) {
    self.init(
      first: UInt32(truncatingIfNeeded: index), head: kind.rawValue | Self.wideBit, main: 0,
      tokens: 0, child: 0)
  }

  @inline(__always) package var isWide: Bool { head & Self.wideBit != 0 }
  @inline(__always) package var kind: NodeKind {
    unsafeBitCast(head & ~Self.wideBit, to: NodeKind.self)
  }

  @inline(__always) package func unpacked(at index: Int) -> Node {
    var node = Node(
      kind: kind, first: TokenID(Int(first)), last: TokenID(Int(first) + Int(tokens) - 1),
      main: main == 0 ? .none : TokenID(Int(first) + Int(main) - 1),
      firstChild: child == 0 ? .none : NodeID(index - Int(child)))
    node.nextSibling = sibling == 0 ? .none : NodeID(index + Int(sibling))
    return node
  }
}

/// The nodes of a tree, children before their parents.
package struct NodeList: RandomAccessCollection, Sendable {
  package let tree: SyntaxTree

  package var startIndex: Int { 0 }
  package var endIndex: Int { tree.nodeTable.count }
  package subscript(_ index: Int) -> Node { tree.nodeTable[index] }
}
