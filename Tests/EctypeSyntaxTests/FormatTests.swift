import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

@Suite struct FormatTests {
  @Test(arguments: formatFixtures()) func keepsWhatTheFixtureSays(_ path: String) throws {
    let source = try read(path)
    try expectFormats(source.bytes, path)
  }

  /// The guide's blocks stay as the guide has them.
  @Test(
    arguments: formatFixtures().filter {
      $0.hasPrefix("projects/") && !$0.contains("/guide")
    })
  func leavesCanonicalSourcesAlone(_ path: String) throws {
    let source = try read(path)
    let (tree, _) = parse(source, file: FileID(0))
    #expect(
      String(decoding: tree.formatted(), as: UTF8.self)
        == String(decoding: source.bytes, as: UTF8.self))
  }

  /// Beside each source in `fixtures/format` stands what it is in the canonical style.
  @Test(arguments: formatFixtures().filter { $0.hasPrefix("format/") })
  func writesCanonicalSpellings(_ path: String) throws {
    let (tree, _) = parse(try read(path), file: FileID(0))
    let expected = try read(path.replacing(".ectype", with: ".txt"))
    #expect(
      String(decoding: tree.formatted(), as: UTF8.self)
        == String(decoding: expected.bytes, as: UTF8.self))
  }

  @Test(arguments: [
    "let x = " + String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200),
    "let x = a" + String(repeating: ".b", count: 450),
    "let x = a" + String(repeating: ".b(1)", count: 240),
    "let x = a" + String(repeating: " |> b", count: 450),
    "let x = a" + String(repeating: " + b", count: 450),
    "let x = [" + String(repeating: "{a: [", count: 60) + String(repeating: "]}", count: 60) + "]",
    "f" + String(repeating: " { x in f", count: 80) + String(repeating: " }", count: 80),
    "if a { }" + String(repeating: " else if b { c }", count: 300),
    "var x: " + String(repeating: "Null<Array<", count: 60) + "A"
      + String(repeating: ">>", count: 60),
  ])
  func formatsWhatIsDeepOrLong(_ statement: String) throws {
    try expectFormats(Array("func f() {\n\(statement)\n}\n".utf8), String(statement.prefix(20)))
  }

  @Test(arguments: ["", "\n\n", "// only a comment", "/* a */ /* b */", "module A", "@a @b(c: 1)"])
  func formatsLittle(_ text: String) throws { try expectFormats(Array(text.utf8), text) }

  /// The lines of the format end in `\n`, in comments, texts and sigils too.
  @Test func endsLinesInOneWay() throws {
    let text = """
      /* a
         b */
      /// c
      struct A {  // d

        elixir {
          def a, do: "b"
        }

        func f() -> Any {
          [~w(a
              b), \"""
            c
            d
            \"""]
        }
      }

      """
    let crossed = Array(text.replacing("\n", with: "\r\n").utf8)
    try expectFormats(crossed, "lines that end in \\r\\n")
    let (tree, _) = parse(text)
    let (other, _) = parse(SourceFile(path: "", bytes: crossed), file: FileID(0))
    #expect(other.formatted() == tree.formatted())
    #expect(other.isEquivalent(to: tree))
    let sigil = other.nodes.indices.first { other.nodes[$0].kind == .sigil }.map { NodeID($0) }
    #expect(try other.sigilParts(#require(sigil))?.body == "a\n        b")
  }

  /// What fuzzing has found.
  @Test(arguments: [
    "func f() { g!({ (\"\") }) }", "func f() { a.g?({ x in x }) }", "@a() private elixir { b }",
    "struct A {\n  // b\n  @a /* c */ elixir {\n    d\n  }\n}",
    "func first(size: Int = 20) -> {topics: [Topic], /* c */ cursor: String?} { 1 }",
    "func row(account: Account) -> {owner: String, balance: Int /* c */} { 1 }",
    "struct A { @hasMany /* c */ var transfers: [/* d */ TransferOfMoney] }",
    "func f() {\n  let x =  // c\n    // d\n    n + n\n}",
    "func f() {\n  let x = some.member.of.another /* c */ .member.of.a.member.and.so.on\n}",
    "struct A {\n  var a: Int\n  // b\n  @index([\"c\"]) var c: Int\n}",
    "func f() { get!< // c\nInt>\n(a) }", "func f(a: /* b */ /* c\n d */ Int /* e */ ?) { 1 }",
    "func f() { let x = a ? /* b */\n/// c\nd : e }",
    "func f() { g(query, p. /* c */\n title == ^title) }",
  ])
  func formatsWhatFuzzingFound(_ text: String) throws { try expectFormats(Array(text.utf8), text) }

  /// The comparison of trees that the other tests rest on.
  @Test func tellsMeaningsApart() {
    func isEquivalent(_ a: String, _ b: String) -> Bool {
      parse("func f() {\n\(a)\n}").tree.isEquivalent(to: parse("func f() {\n\(b)\n}").tree)
    }
    #expect(isEquivalent("f(x -> x)", "f { x in x }"))
    #expect(isEquivalent("%A.B{c: 1}", "A.B(c: 1)"))
    #expect(isEquivalent("final a = 'x'", "let a = \"x\""))
    #expect(!isEquivalent("let a = b", "var a = b"))
    #expect(!isEquivalent("a + (b + c)", "a + b + c"))
    #expect(!isEquivalent("f(a: b)", "f(b)"))
    #expect(!isEquivalent("a // b", "a // c"))
    #expect(!isEquivalent("{a, b}", "[a, b]"))
  }
}

/// Every fixture without a mistake of syntax.
func formatFixtures() -> [String] {
  let found = FileManager.default.enumerator(atPath: fixturesFolder.path)!
  return found.compactMap { $0 as? String }.filter { path in
    guard path.hasSuffix(".ectype"), let source = try? read(path) else { return false }
    return parse(source, file: FileID(0)).diagnostics.isEmpty
  }.sorted()
}

/// Formats a source twice: the result says the same with the same comments, and is its own format, in narrow
/// lines too.
func expectFormats(
  _ bytes: [UInt8], _ name: String, widths: [Int] = [100, 40],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let (tree, diagnostics) = parse(SourceFile(path: name, bytes: bytes), file: FileID(0))
  try #require(diagnostics.isEmpty, sourceLocation: sourceLocation)
  for width in widths {
    let once = tree.formatted(width: width)
    let (again, mistakes) = parse(SourceFile(path: name, bytes: once), file: FileID(0))
    let text = String(decoding: once, as: UTF8.self)
    let isEquivalent = again.isEquivalent(to: tree)
    let twice = String(decoding: again.formatted(width: width), as: UTF8.self)
    #expect(mistakes.map(\.message) == [], "\(name):\n\(text)", sourceLocation: sourceLocation)
    #expect(
      isEquivalent, "\(name) says something else:\n\(text)", sourceLocation: sourceLocation)
    #expect(
      twice == text, "\(name) is not stable at \(width): \(firstDifference(text, twice))",
      sourceLocation: sourceLocation)
  }
}

/// The lines around the first difference of two texts.
func firstDifference(_ a: String, _ b: String) -> String {
  let (a, b) = (a.split(separator: "\n"), b.split(separator: "\n"))
  let index = zip(a, b).prefix { $0 == $1 }.count
  func excerpt(_ lines: [Substring]) -> String {
    lines.dropFirst(max(0, index - 2)).prefix(6).joined(separator: "\n")
  }
  return "\n\(excerpt(a))\n---\n\(excerpt(b))"
}
