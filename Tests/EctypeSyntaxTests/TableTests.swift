import EctypeDiagnostics
import Testing

@testable import EctypeSyntax

/// What the tables of tokens and nodes keep in few bits, and what does not fit into them.
struct TableTests {
  @Test func kindsLeaveABitFree() {
    #expect(TokenKind.allCases.allSatisfy { $0.rawValue < 0x80 })
    #expect(NodeKind.allCases.allSatisfy { $0.rawValue < 0x80 })
    #expect(TokenKind.allCases.allSatisfy { unsafeBitCast($0, to: UInt8.self) == $0.rawValue })
    #expect(NodeKind.allCases.allSatisfy { unsafeBitCast($0, to: UInt8.self) == $0.rawValue })
  }

  @Test(arguments: [1, 253, 254, 255, 256, 70_000]) func longTokens(_ length: Int) {
    let name = String(repeating: "n", count: length)
    let (tree, diagnostics) = parse(
      "let \(name) = [\"\(name)\", :\"\(name)\", :\(name), \(name)]\n")
    #expect(diagnostics.isEmpty)
    checkShape(tree)
    let list = tree.children(tree.child(first(.varDecl, tree), .initializer)).map { $0 }[0]
    let elements = tree.children(list).map { $0 }
    #expect(tree.mainText(first(.varDecl, tree)) == name)
    #expect(tree.stringValue(elements[0]) == name)
    #expect(tree.atomName(elements[1]) == name)
    #expect(tree.atomName(elements[2]) == name)
    #expect(tree.mainText(elements[3]) == name)
  }

  @Test(arguments: [1, 80, 300, 70_000]) func nameFarFromTheStart(_ count: Int) {
    let elements = Array(repeating: "1", count: count).joined(separator: ", ")
    let (tree, _) = parse("@a([\(elements)])\nstruct Name { var x: Int }\nstruct Other {}\n")
    checkShape(tree)
    let structs = tree.children(tree.root, .structDecl)
    #expect(structs.map { tree.mainText($0) } == ["Name", "Other"])
    #expect(tree.children(structs[0]).map { tree.kind($0) } == [.attribute, .varDecl])
  }

  /// Nodes of more tokens and nodes than two bytes count, beside each other and inside each other.
  @Test func largeNodes() {
    let count = 40_000
    let list = "[" + Array(repeating: "f(a)", count: count).joined(separator: ",") + "]"
    let (tree, diagnostics) = parse("let x = [[1, \(list), 2], \(list), 3]\n")
    #expect(diagnostics.isEmpty)
    checkShape(tree)
    let outer = tree.children(tree.child(first(.varDecl, tree), .initializer)).map { $0 }[0]
    let elements = tree.children(outer).map { $0 }
    #expect(elements.map { tree.kind($0) } == [.listLiteral, .listLiteral, .integerLiteral])
    let inner = tree.children(elements[0]).map { $0 }
    #expect(inner.map { tree.kind($0) } == [.integerLiteral, .listLiteral, .integerLiteral])
    for large in [inner[1], elements[1]] {
      #expect(tree.children(large).reduce(0) { count, _ in count + 1 } == count)
      #expect(tree.span(large).end - tree.span(large).start == list.utf8.count)
    }
  }

  @Test func lengthsOfNames() {
    var generator = SplitMix(state: 7)
    for _ in 0..<100_000 {
      var word = UInt64.random(in: 0...UInt64.max, using: &generator)
      // Mostly bytes near the bounds.
      if Bool.random(using: &generator) {
        let near = Array("@AZ[`az{/09:_^\u{7f}".utf8)
        word = (0..<8).reduce(0) { sum, _ in
          sum << 8 | UInt64(near.randomElement(using: &generator)!)
        }
      }
      var expected = 0
      while expected < 8,
        CharacterClass.table[Int(word >> UInt64(8 * expected) & 0xFF)].continuesName
      {
        expected += 1
      }
      #expect(NameBytes.length(word) == expected)
    }
  }

  private func first(_ kind: NodeKind, _ tree: SyntaxTree) -> NodeID {
    NodeID(tree.nodes.firstIndex { $0.kind == kind }!)
  }
}
