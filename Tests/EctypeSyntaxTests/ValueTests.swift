import EctypeDiagnostics
import Testing

@testable import EctypeSyntax

/// What literals, comments and spans give.
@Suite struct ValueTests {
  private func first(_ kind: NodeKind, in text: String) -> (SyntaxTree, NodeID) {
    let (tree, _) = parse("let x = \(text)")
    return (tree, NodeID(tree.nodes.firstIndex { $0.kind == kind }!))
  }

  private func string(_ text: String) -> String? {
    let (tree, id) = first(.stringLiteral, in: text)
    return tree.stringValue(id)
  }

  @Test func strings() {
    #expect(string(#""a\n\t\r\0\\\"\'\u{e9}\u{1F600}\$b""#) == "a\n\t\r\0\\\"'é😀$b")
    #expect(string("'it''s'") == "it")
    #expect(string("\"\"") == "")
    #expect(string(##"#"a\n"b""#"##) == #"a\n"b""#)
    #expect(string("\"\"\"\n    a\n      b\n\n    c\n    \"\"\"") == "a\n  b\n\nc")
    #expect(string("\"\"\"\r\n  a\r\n  b\r\n  \"\"\"") == "a\nb")
    #expect(string(#""a\(b)""#) == nil)
    #expect(string("\"日本\"") == "日本")
  }

  @Test func atomsAndNumbers() {
    for (text, name) in [(":a", "a"), (":\"a b\"", "a b"), (":in", "in"), (":\"\"", "")] {
      let (tree, id) = first(.atomLiteral, in: text)
      #expect(tree.atomName(id) == name)
    }
    for (text, value) in [
      ("1_000", 1000), ("0xff", 255), ("0b101", 5), ("0o17", 15), ("0", 0),
      ("9223372036854775807", Int.max), ("9223372036854775808", nil),
    ] {
      let (tree, id) = first(.integerLiteral, in: text)
      #expect(tree.integerValue(id) == value)
    }
  }

  @Test(arguments: [
    (#"~r/\A[^@\s]+@[^@\s]+\z/i"#, "r", #"\A[^@\s]+@[^@\s]+\z"#, "i"),
    ("~w(a b c)a", "w", "a b c", "a"), ("~D[2026-01-01]", "D", "2026-01-01", ""),
    ("~r{a\\}b}", "r", "a\\}b", ""), ("~s|x|", "s", "x", ""), ("~s<x>", "s", "x", ""),
    ("~S\"\"\"\nx\n\"\"\"", "S", "\nx\n", ""), ("~s'x'", "s", "x", ""), ("~w()", "w", "", ""),
  ]) func sigils(_ text: String, _ letter: String, _ body: String, _ modifiers: String) throws {
    let (tree, id) = first(.sigil, in: text)
    let parts = try #require(tree.sigilParts(id))
    #expect([parts.letter, parts.body, parts.modifiers] == [letter, body, modifiers])
  }

  @Test func documentation() {
    let (tree, _) = parse(
      """
      /// Not this.

      /// A thing,
      ///  and more.
      // no doc
      @schema("a")
      struct A {
        var a: Int /// not of b
        var b: Int
        /** One
         * two
         */
        var c: Int
        /**/ var d: Int
        //// four
        var e: Int
      }
      enum B {
        /// The first.
        case x,
          /// The second.
          y
      }
      """)
    func doc(_ name: String) -> String? {
      let id = tree.nodes.indices.map { NodeID($0) }.first {
        tree.mainText($0) == name
          && [.structDecl, .varDecl, .enumCase, .enumDecl].contains(tree.kind($0))
      }
      return tree.documentation(of: id!)
    }
    #expect(doc("A") == "A thing,\n and more.")
    #expect(doc("c") == "One\ntwo")
    #expect(["a", "b", "d", "e", "B"].compactMap(doc) == [])
    #expect(doc("x") == "The first.")
    #expect(doc("y") == "The second.")
  }

  @Test func elixirBlocks() {
    let text = #"""
       # a } in a comment
      "a } #{ %{b: "}"} } c" <> ~s(}) <> ~S"""
      } \
      """ <> <<?}>> <> 'x}' ; %{a: {1}} 
      """#
    let (tree, diagnostics) = parse("elixir {\(text)}\nvar a: Int")
    #expect(diagnostics.isEmpty)
    let block = NodeID(tree.nodes.firstIndex { $0.kind == .elixirBlock }!)
    #expect(tree.mainText(block) == text)
    #expect(tree.children(tree.root).map(tree.kind) == [.elixirBlock, .varDecl])
  }

  /// A label, a member, a name: keywords are keywords only where they begin what they name.
  @Test func keywordsAsNames() {
    check(
      "g(where: a, in: b, default: c).case.struct",
      "(memberAccess struct (memberAccess case (call (identifier g) (argumentList (argument where (identifier a)) (argument in (identifier b)) (argument default (identifier c))))))"
    )
    check(
      "where(struct, class)",
      "(call (identifier where) (argumentList (argument (identifier struct)) (argument (identifier class))))"
    )
    check(
      declarations: "struct A { var type: B\n var in: B\n func new() {} }",
      "(structDecl A (varDecl type (typeAnnotation (namedType (path B)))) (varDecl in (typeAnnotation (namedType (path B)))) (funcDecl new (parameterList) (block)))"
    )
  }

  @Test func precedence() {
    check(
      "a || b && c == d",
      "(binaryExpression || (identifier a) (binaryExpression && (identifier b) (binaryExpression == (identifier c) (identifier d))))"
    )
    check(
      "a - b - c * d",
      "(binaryExpression - (binaryExpression - (identifier a) (identifier b)) (binaryExpression * (identifier c) (identifier d)))"
    )
    check(
      "a <> b <> c",
      "(binaryExpression <> (identifier a) (binaryExpression <> (identifier b) (identifier c)))")
    check("a >= b", "(binaryExpression >= (identifier a) (identifier b))")
    check("a not in b", "(binaryExpression not (identifier a) (identifier b))")
    check(
      "not a in b", "(prefixExpression not (binaryExpression in (identifier a) (identifier b)))")
    check("!a and b", "(binaryExpression and (prefixExpression ! (identifier a)) (identifier b))")
    check(
      "^(a || 20)",
      "(prefixExpression ^ (parenthesized (binaryExpression || (identifier a) (integerLiteral 20))))"
    )
    check(
      "a + 1...b",
      "(binaryExpression ... (binaryExpression + (identifier a) (integerLiteral 1)) (identifier b))"
    )
  }

  @Test func invalidUTF8() {
    let bytes =
      Array("// \u{e9}".utf8) + [0xFF, 0xC0] + Array("\nvar a: Int // ".utf8) + [0xE2, 0x82]
    let (tree, diagnostics) = parse(SourceFile(path: "a", bytes: bytes), file: FileID(0))
    #expect(diagnostics.map(\.code) == [.invalidUTF8, .invalidUTF8])
    #expect(
      diagnostics.map { [$0.primary.span.start, $0.primary.span.end] } == [[5, 7], [22, 24]])
    #expect(tree.children(tree.root).map(tree.kind) == [.varDecl])
    let (bom, none) = parse(
      SourceFile(path: "a", bytes: [0xEF, 0xBB, 0xBF] + "var a: B\r\n".utf8), file: FileID(0))
    #expect(none.isEmpty && bom.children(bom.root).map(bom.kind) == [.varDecl])
  }

  /// Ten mistakes give ten diagnostics, and what is right is still there.
  @Test func tenMistakes() {
    let (tree, diagnostics) = parse(
      """
      struct A {
        var a Int
        var b: = 1
        @unique(  var c: Int
        var d: [Int
        func f(a: Int b: Int) { g() }
        func g() {
          foo(1, 2
          if x == { y() }
          bar(1 2)
          return )
          let "y = 1
          baz()
        }
        var last: Int
      }
      """)
    let source = SourceFile(path: "", bytes: tree.bytes)
    let lines = diagnostics.map { line($0.primary.span.start, in: source) }
    #expect(lines == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12])
    #expect(tree.nodes.indices.contains { tree.mainText(NodeID($0)) == "last" })
    #expect(tree.nodes.indices.contains { tree.mainText(NodeID($0)) == "baz" })
  }
}
