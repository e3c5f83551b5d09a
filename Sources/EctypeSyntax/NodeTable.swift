internal import EctypeText

/// The nodes of a file, twelve bytes each: nearly all of a node's links are short, and are kept as distances. The few that
/// are not are kept as they are, beside the others.
///
/// It stores nothing of a type of another module: a release's modules reach into the layout of a tree, and may not see
/// what this one imports for itself.
package struct NodeTable: ~Copyable, @unchecked Sendable {
  package private(set) var count = 0
  private var capacity: Int
  private var packed: UnsafeMutablePointer<PackedNode>
  private var wide: [Node] = []

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

  @inline(__always) private func packedNode(_ index: Int) -> PackedNode {
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

  @inline(never) private func wideNode(_ index: Int) -> Node { wide[Int(packed[index].first)] }

  @inline(__always) func nextSibling(_ index: Int) -> NodeID {
    let node = packedNode(index)
    if node.isWide { return wideNode(index).nextSibling }
    return node.sibling == 0 ? .none : NodeID(index + Int(node.sibling))
  }

  // MARK: Writing

  /// - Parameter end: behind the node's last token.
  /// - Parameter main: negative where there is none, as `firstChild`.
  @inline(__always) mutating func append(
    _ kind: NodeKind, first: Int, end: Int, main: Int, firstChild: Int
  ) {
    // Zero stands for none.
    let mainDistance = main < 0 ? 0 : main &- first &+ 1
    let child = firstChild < 0 ? 0 : count &- firstChild
    let tokens = end &- first
    if UInt(bitPattern: mainDistance) <= UInt(UInt8.max),
      UInt(bitPattern: tokens | child) <= UInt(UInt16.max)
    {
      append(
        PackedNode(
          first: UInt32(truncatingIfNeeded: first), head: kind.rawValue,
          main: UInt8(truncatingIfNeeded: mainDistance),
          tokens: UInt16(truncatingIfNeeded: tokens), child: UInt16(truncatingIfNeeded: child)))
    } else {
      appendWide(
        Node(
          kind: kind, first: TokenID(first), last: TokenID(end - 1), main: TokenID(main),
          firstChild: NodeID(firstChild)))
    }
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
  @inline(__always) mutating func link(_ index: Int, to next: Int) {
    assert(index >= 0 && index < count)
    let distance = next &- index
    let node = packed + index
    if distance <= Int(UInt16.max), !node.pointee.isWide {
      node.pointee.sibling = UInt16(truncatingIfNeeded: distance)
    } else {
      linkWide(index, next)
    }
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
struct PackedNode: BitwiseCopyable, Sendable {
  /// Of a wide node its place among those.
  var first: UInt32
  /// The kind, and in the highest bit whether the node is a wide one.
  var head: UInt8
  var main: UInt8
  var tokens: UInt16
  var child: UInt16
  var sibling: UInt16 = 0

  private static let wideBit: UInt8 = 0x80

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

  @inline(__always) var isWide: Bool { head & Self.wideBit != 0 }
  @inline(__always) var kind: NodeKind { unsafeBitCast(head & ~Self.wideBit, to: NodeKind.self) }

  @inline(__always) func unpacked(at index: Int) -> Node {
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
  let tree: SyntaxTree

  package var startIndex: Int { 0 }
  package var endIndex: Int { tree.nodeTable.count }
  package subscript(_ index: Int) -> Node { tree.nodeTable[index] }
}
