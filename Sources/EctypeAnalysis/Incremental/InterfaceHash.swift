import EctypeSyntax

/// Stands for what others may see of a file: its tokens, without comments, places, and the bodies of functions.
struct InterfaceHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
  private let tree: SyntaxTree
  private var next = 0

  init(_ tree: SyntaxTree) {
    self.tree = tree
    add(declarationsIn: tree.root)
    add(upTo: tree.tokens.count)
  }

  private mutating func add(declarationsIn node: NodeID) {
    for child in tree.children(node) {
      switch tree.kind(child) {
      case .structDecl: add(declarationsIn: child)
      case .funcDecl:
        let body = tree[tree.child(child, .block)]
        guard !body.first.isNone, body.last.index >= body.first.index else { continue }
        add(upTo: Int(body.first.index))
        next = max(next, Int(body.last.index) + 1)
      default: continue
      }
    }
  }

  private mutating func add(upTo end: Int) {
    guard next < end else { return }
    tree.bytes.withUnsafeBytes { bytes in
      for token in tree.tokens[next..<end] {
        mix(UInt64(token.kind.rawValue) << 32 | UInt64(token.end - token.start))
        mix(UnsafeRawBufferPointer(rebasing: bytes[Int(token.start)..<Int(token.end)]))
      }
    }
    next = end
  }

  /// Eight bytes at a time; most tokens have fewer.
  private mutating func mix(_ bytes: UnsafeRawBufferPointer) {
    var offset = 0
    while offset + 8 <= bytes.count {
      mix(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    mix(rest)
  }

  private mutating func mix(_ value: UInt64) {
    self.value = (self.value ^ value) &* 0x9E37_79B9_7F4A_7C15
    self.value ^= self.value >> 32
  }
}
