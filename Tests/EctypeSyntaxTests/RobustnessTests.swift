import EctypeDiagnostics
import Testing

@testable import EctypeSyntax

/// Bad input never traps, and what is reported is near the mistake.
@Suite struct RobustnessTests {
  /// Replaces, inserts, deletes and moves bytes at random.
  @Test func mutatedBytes() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of mutatedBytes: \(seed)")
    var random = SplitMix(state: seed)
    let sources = try fixtures().map(read)
    let snippets = [
      "{", "}", "(", ")", "[", "]", "\"", "'", "\"\"\"", "${", "\\(", "~r/", "%{", "elixir {", "/*",
      "case ", "if ", "fn(", "->", ":", "\0", "\u{FEFF}", "\n", ";", "switch ", "@", "#", "in ",
    ]
    for _ in 0..<1500 {
      let source = sources.randomElement(using: &random)!
      var bytes = source.bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(at..<end)
        case 2: bytes.insert(contentsOf: snippets.randomElement(using: &random)!.utf8, at: at)
        default: bytes.insert(contentsOf: bytes[at..<end], at: 0)
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let (tree, _) = parse(SourceFile(path: source.path, bytes: bytes), file: FileID(0))
      checkShape(tree)
      readEverything(tree)
    }
  }

  /// Whatever its order of bytes, with its mark and without, such a file has one mistake.
  @Test(arguments: ["module A\n", "x", "struct Größe { var a: Int }\n"])
  func utf16IsOneMistake(text: String) {
    let words = Array(text.utf16)
    let little = words.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    for bytes in [little, big, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] {
      let (tree, diagnostics) = parse(SourceFile(path: "a", bytes: bytes), file: FileID(0))
      checkShape(tree)
      #expect(diagnostics.map(\.code) == [.invalidUTF8])
    }
  }

  /// Every prefix of a file: it may end anywhere.
  @Test func prefixes() throws {
    for path in ["projects/blog/models/accounts.ectype", "syntax/guide/19.ectype"] {
      let source = try read(path)
      for count in 0..<source.bytes.count {
        let (tree, _) = parse(
          SourceFile(path: path, bytes: Array(source.bytes[..<count])), file: FileID(0))
        checkShape(tree)
      }
    }
  }

  /// Any two tokens may be the last of a file.
  @Test func ends() {
    let tokens = [
      "%", "@", "#", "~", "~r", "$", "&", "!", "?", ".", "..", "...", "..<", "->", "=>", "|>", "|",
      "\\\\",
      ":", "::", ":a", "=", "==", "-", "+", "*", "/", "<", "<>", "<<", ">", "^", "(", "[", "{", ")",
      "]",
      "}", ",", ";", "\"", "\"\"\"", "#\"", "'", "`", "a", "A", "1", "1.", "0x", "1e", "?a", "if",
      "for",
      "case", "fn", "func", "var", "@:", "%A", "%{", "a.", "a[", "\"\\(", "//", "/*", "///",
      "\u{E9}",
    ]
    for first in [""] + tokens {
      for last in tokens {
        for separator in ["", " "] {
          let (tree, _) = parse("class A { func f() { x " + first + separator + last)
          checkShape(tree)
        }
      }
    }
  }

  /// Blanks at the end of a file change nothing, with and without a line break behind them: also not where the file
  /// ends in the middle.
  @Test func blanksAtTheEnd() throws {
    for path in ["projects/blog/models/accounts.ectype", "syntax/guide/19.ectype"] {
      let bytes = try read(path).bytes
      for count in stride(from: 1, to: bytes.count, by: 7) {
        let prefix = Array(bytes[..<count].prefix { $0 < 0x80 })
        let codes = [[], [0x20], [0x20, 0x20], [0x09], [0x20, 0x09], [0x20, 0x0A]].map {
          (ending: [UInt8]) in
          parse(SourceFile(path: path, bytes: prefix + ending), file: FileID(0)).diagnostics
            .map(\.code.rawValue).sorted()
        }
        // A string without an end holds the blanks, but its line break ends it.
        #expect(codes.allSatisfy { $0 == codes[0] }, "\(path), \(count) bytes")
      }
    }
  }

  @Test(arguments: [
    "(", "[", "{", "f(", "{ x in ", "%{a: ", "if a {", "!", "- ", "a ? b : ", "\"\\(",
    "fn() -> ", "switch a { default: ", "[.a: ", "for x in a { ", "x -> ", "{:a, ",
  ]) func deepNesting(_ opening: String) {
    let text = "func f() {\n  " + String(repeating: opening, count: 20_000)
    let (tree, diagnostics) = parse(text)
    checkShape(tree)
    #expect(diagnostics.contains { $0.code == .nestingTooDeep })
    #expect(diagnostics.count <= 3)
  }

  @Test func deepTypes() {
    for opening in ["[", "A<", "{a: ", "(", "A -> ", "[A: "] {
      let (_, diagnostics) = parse("var a: " + String(repeating: opening, count: 20_000))
      #expect(diagnostics.map(\.code) == [.nestingTooDeep])
    }
    let (_, structs) = parse(String(repeating: "struct A { ", count: 20_000))
    #expect(structs.map(\.code) == [.nestingTooDeep])
  }

  @Test(arguments: [" + a", " |> a", ".a", "(a)", "[a]", " in a", "?.a", " <> a", " ?? a"])
  func longChains(_ link: String) {
    for (count, codes) in [(450, []), (20_000, [DiagnosticCode.nestingTooDeep])] {
      let (tree, diagnostics) = parse(
        "func f() {\n  a" + String(repeating: link, count: count) + "\n}")
      checkShape(tree)
      #expect(diagnostics.map(\.code) == codes)
    }
  }

  /// Chains in each other, of which each is short enough.
  @Test(arguments: [
    ("f(", ")", ".b()"), ("(", ")", " + 1"), ("[", "]", "[0]"), ("{ x in ", "}", ".b"),
  ])
  func chainsInEachOther(_ opening: String, _ closing: String, _ link: String) {
    for (depth, links, codes) in [
      (4, 40, []), (40, 4, []), (40, 40, [DiagnosticCode.nestingTooDeep]),
      (4, 200, [.nestingTooDeep]),
    ] {
      let chain = String(repeating: link, count: links)
      let (tree, diagnostics) = parse(
        "func f() {\n  let x = " + String(repeating: opening, count: depth) + "a"
          + String(repeating: chain + closing, count: depth) + "\n}")
      checkShape(tree)
      #expect(diagnostics.map(\.code) == codes)
    }
  }

  @Test func longElseIf() {
    for (count, codes) in [(450, []), (20_000, [DiagnosticCode.nestingTooDeep])] {
      let (_, diagnostics) = parse(
        "func f() {\nif a { b }" + String(repeating: " else if a { b }", count: count) + "\n}")
      #expect(diagnostics.map(\.code) == codes)
    }
  }
}

/// Asks for every value and comment of a tree.
func readEverything(_ tree: SyntaxTree) {
  for index in tree.nodes.indices {
    let id = NodeID(index)
    _ = (tree.stringValue(id), tree.atomName(id), tree.integerValue(id), tree.sigilParts(id))
    _ = (tree.documentation(of: id), tree.span(id), tree.nameSpan(id), tree.mainText(id))
  }
  _ = tree.dump(tree.root)
}

/// SplitMix64: small, and the same everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Tokens and comments are in order and within the bytes; every node lies within its parent, behind its
/// elder sibling; every node but the root has one parent.
func checkShape(_ tree: SyntaxTree, sourceLocation: SourceLocation = #_sourceLocation) {
  var end: Int32 = 0
  for token in tree.tokens {
    guard token.start >= end || token.kind == .absorbed, token.end >= token.start else {
      Issue.record("a token is out of order", sourceLocation: sourceLocation)
      return
    }
    end = token.end
  }
  guard end <= tree.bytes.count else {
    Issue.record("a token lies beyond the end", sourceLocation: sourceLocation)
    return
  }
  var parents = [Int](repeating: 0, count: tree.nodes.count)
  for index in tree.nodes.indices {
    let node = tree.nodes[index]
    var previous = node.first.index - 1
    for child in tree.children(NodeID(index)) {
      parents[Int(child.index)] += 1
      let child = tree[child]
      guard child.first.index > previous || child.last.index < child.first.index,
        child.first.index >= node.first.index, child.last.index <= node.last.index
      else {
        Issue.record("\(child.kind) is not in \(node.kind)", sourceLocation: sourceLocation)
        return
      }
      previous = max(previous, child.last.index)
    }
  }
  let orphans = parents.indices.filter { parents[$0] != 1 && $0 != Int(tree.root.index) }
  if !orphans.isEmpty {
    Issue.record("\(orphans.count) nodes without one parent", sourceLocation: sourceLocation)
  }
}
