import EctypeDiagnostics
import Testing

@testable import EctypeSyntax

/// What the analysis may ask the formatter for, once it knows what a node means.
@Suite struct ModernizationTests {
  /// Rewrites the first node of a kind in the value of `let x = …`.
  private func check(
    _ rewrite: Modernization, _ kind: NodeKind, in value: String, _ expected: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (tree, diagnostics) = parse("let x = \(value)\n")
    #expect(diagnostics.isEmpty, sourceLocation: sourceLocation)
    let node = find(kind, in: tree)
    let edited = rewrite.edits(of: node, in: tree).map { formatted(apply($0, to: tree)) }
    #expect(edited == expected.map { "let x = \($0)\n" }, sourceLocation: sourceLocation)
  }

  /// The first in the order of the source.
  private func find(_ kind: NodeKind, in tree: SyntaxTree) -> NodeID {
    tree.nodes.indices.filter { tree.nodes[$0].kind == kind }
      .min { tree.nodes[$0].first.index < tree.nodes[$1].first.index }.map { NodeID($0) } ?? .none
  }

  private func apply(_ edits: [TextEdit], to tree: SyntaxTree) -> String {
    var bytes = tree.bytes
    for edit in edits.sorted(by: { $0.span.start > $1.span.start }) {
      bytes.replaceSubrange(Int(edit.span.start)..<Int(edit.span.end), with: edit.replacement.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func formatted(_ text: String) -> String {
    let (tree, diagnostics) = parse(text)
    #expect(diagnostics.map(\.message) == [], "\(text)")
    return String(decoding: tree.formatted(), as: UTF8.self)
  }

  @Test func members() {
    check(.member(named: "title"), .stringLiteral, in: "cast(p, [\"title\"])", "cast(p, [.title])")
    check(.member(named: "insertedAt"), .atomLiteral, in: "f(:inserted_at)", "f(.insertedAt)")
    check(.member(named: "a"), .stringLiteral, in: #""a\(b)""#, nil)
    check(.member(named: "a"), .identifier, in: "b", nil)
  }

  @Test func maps() {
    check(.stringKeys, .mapLiteral, in: "{a: b, in: c}", #"["a": b, "in": c]"#)
    check(.atomKeys, .mapLiteral, in: "{a: b, in: c}", "[.a: b, .in: c]")
    check(.atomKeys, .mapLiteral, in: "%{a: 1, :b => 2}", "[.a: 1, .b: 2]")
    check(.stringKeys, .mapLiteral, in: "%{\"a b\" => 1}", #"["a b": 1]"#)
    check(.stringKeys, .mapLiteral, in: "{}", "[:]")
    check(.atomKeys, .mapLiteral, in: "{a: 1 /* c */} // d", "[.a: 1 /* c */]  // d")
    check(.atomKeys, .mapLiteral, in: "%{\"a\" => 1}", nil)
    check(.stringKeys, .mapLiteral, in: "%{:a => 1}", nil)
    check(.atomKeys, .mapLiteral, in: "%{:\"a b\" => 1}", nil)
    check(.atomKeys, .mapLiteral, in: "%{m | a: 1}", nil)
    check(.atomKeys, .mapLiteral, in: "[\"a\": 1]", nil)
    check(.atomKeys, .mapLiteral, in: "{a /* c */: 1}", nil)
  }

  @Test func taggedValues() {
    check(.taggedValue, .mapLiteral, in: "{ok: f(x)}", ".ok(f(x))")
    check(.taggedValue, .tupleLiteral, in: "{:error, \"no\"}", ".error(\"no\")")
    check(.taggedValue, .mapLiteral, in: "{ok: x,}", ".ok(x)")
    check(.taggedValue, .mapLiteral, in: "{ok: x, b: y}", nil)
    check(.taggedValue, .tupleLiteral, in: "(:ok, x)", nil)
    check(.taggedValue, .tupleLiteral, in: "{:ok, x, y}", nil)
    check(.taggedValue, .mapLiteral, in: "{ok: x /* c */}", nil)
  }

  @Test func options() {
    check(.options, .mapLiteral, in: "f(a, {b: c, d: e})", "f(a, b: c, d: e)")
    check(.options, .mapLiteral, in: "f({b: c,})", "f(b: c)")
    check(.options, .mapLiteral, in: "f(%{b: c})", nil)
    check(.options, .mapLiteral, in: "f({})", nil)
  }

  /// Rewrites of nodes in each other touch different tokens.
  @Test func together() {
    let (tree, _) = parse("let x = f({a: {ok: {b: \"c\"}}})\n")
    let maps = tree.nodes.indices.filter { tree.nodes[$0].kind == .mapLiteral }
      .sorted { tree.nodes[$0].first.index < tree.nodes[$1].first.index }.map { NodeID($0) }
    let rewrites: [(Modernization, NodeID)] = [
      (.options, maps[0]), (.taggedValue, maps[1]), (.atomKeys, maps[2]),
      (.member(named: "c"), find(.stringLiteral, in: tree)),
    ]
    let edits = rewrites.flatMap { $0.edits(of: $1, in: tree) ?? [] }
    #expect(formatted(apply(edits, to: tree)) == "let x = f(a: .ok([.b: .c]))\n")
  }

  @Test func removals() {
    let text = """
      struct A {
        var a: Int
        /// When.
        public var inserted_at: Dynamic;
        // Stays.
        var b: Int; var updated_at: Dynamic; var c: Int
      }

      """
    let (tree, _) = parse(text)
    let removed = tree.nodes.indices.map { NodeID($0) }.filter {
      tree.kind($0) == .varDecl && tree.mainText($0).hasSuffix("_at")
    }
    let edits = removed.flatMap { Modernization.removal.edits(of: $0, in: tree) ?? [] }
    #expect(
      formatted(apply(edits, to: tree)) == """
        struct A {
          var a: Int
          // Stays.
          var b: Int
          var c: Int
        }

        """)
  }

  /// What the formatter does by itself: attributes of a table above a var become members.
  @Test func standaloneAttributes() {
    func check(_ text: String, _ expected: String) {
      #expect(formatted("struct A {\n\(text)\n}") == "struct A {\n\(expected)\n}\n")
    }
    check("@:timestamps\npublic var inserted_at: Dynamic;", "  #timestamps\n  var inserted_at: Any")
    check("@index(.a, .b) var a: B", "  #index(.a, .b)\n  var a: B")
    check(
      "@unique @timestamps(type: .date) var a: B", "  #timestamps(type: .date)\n  @unique var a: B")
    check("@index var a: B", "  @index var a: B")
    check("@unique(name: \"x\") var a: B", "  @unique(name: \"x\") var a: B")
    // What stands above is said of the var.
    check("  /// When.\n  @timestamps var a: B", "  #timestamps\n  /// When.\n  var a: B")
    check("// A.\n\n// B.\n@timestamps var a: B", "  // A.\n\n  #timestamps\n  // B.\n  var a: B")
    check("@timestamps  // Why.\nvar a: B", "  @timestamps  // Why.\n  var a: B")
    #expect(
      parse("struct A { @timestamps var a: B }").tree.isEquivalent(
        to: parse("struct A { #timestamps; var a: B }").tree))
    #expect(
      !parse("func f() { @timestamps var a: B = c }").tree.isEquivalent(
        to: parse("func f() { var a: B = c }").tree))
  }
}
