import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// `docs/grammar.md` says what the parser does.
@Suite struct GrammarTests {
  private let text: String

  init() throws {
    text = try String(
      contentsOf: fixturesFolder.appending(path: "../docs/grammar.md").standardizedFileURL,
      encoding: .utf8)
  }

  @Test func everyExampleParses() throws {
    let examples = blocks("ectype-syntax")
    #expect(examples.count >= 10)
    for example in examples {
      let source = SourceFile(path: "grammar.md", text: example)
      let (tree, diagnostics) = EctypeSyntax.parse(source, file: FileID(0))
      #expect(diagnostics.map(describe(source)) == [], "\(example)")
      #expect(!tree.nodes.contains { $0.kind == .error })
      try expectFormats(source.bytes, "an example of the grammar")
    }
  }

  /// Every kind is named, and all but `error` stand in an example.
  @Test func everyKindOccurs() {
    var seen: Set<NodeKind> = [.error]
    for example in blocks("ectype-syntax") {
      seen.formUnion(EctypeSyntaxTests.parse(example).tree.nodes.map(\.kind))
    }
    for kind in NodeKind.allCases {
      #expect(text.contains("*\(kind)*"), "\(kind) is not named")
      #expect(seen.contains(kind), "\(kind) is in no example")
    }
  }

  @Test func everySectionWithAGrammarHasAnExample() {
    for section in text.components(separatedBy: "\n## ").dropFirst()
    where section.contains("```ebnf") {
      #expect(section.contains("```ectype-syntax"), "\(section.prefix(20))")
    }
  }

  @Test func everyNameIsDefinedOnce() {
    let tokens = blocks("ebnf").flatMap(ebnfTokens)
    let defined = zip(tokens, tokens.dropFirst()).filter { $1 == "=" }.map(\.0)
    #expect(defined.count == Set(defined).count)
    // What needs no grammar.
    let known = Set(defined + ["letter", "digit", "hex", "text", "newline", "character"])
    for token in tokens where token.first?.isLetter == true {
      #expect(known.contains(token), "\(token) is not defined")
    }
  }

  @Test func everyKeywordIsATerminal() {
    let terminals = Set(blocks("ebnf").flatMap(ebnfTokens))
    for (word, _) in Keywords.words { #expect(terminals.contains("\"\(word)\""), "\(word)") }
  }

  @Test func theOperatorsAreTheParsers() {
    var shown: [TokenKind: (level: String, side: String)] = [:]
    var levels: [String] = []
    let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix("Expressions") } ?? ""
    for row in section.split(separator: "\n") where row.hasPrefix("| ") && row.contains("`") {
      let cells = row.replacing("\\|", with: "\u{1}").split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
      }
      levels.append(cells[0])
      for op in cells[1].split(separator: "`").map(String.init) where op != " " {
        shown[kind(of: op)] = (cells[0], cells[2])
      }
    }
    #expect(levels.count == 11)
    for kind in TokenKind.allCases {
      let precedence = Precedence.of(kind)
      #expect(shown[kind]?.level == precedence.map { "\($0)" }, "\(kind)")
      guard let precedence else { continue }
      #expect(shown[kind]?.side == (precedence.isRightAssociative ? "right" : "left"), "\(kind)")
      #expect(Int(precedence.rawValue) == levels.firstIndex(of: "\(precedence)").map { $0 + 1 })
    }
  }

  /// The kind of an operator's first token, as the parser sees it.
  private func kind(of op: String) -> TokenKind {
    let tokens = EctypeSyntaxTests.parse("func f() { a \(op) b }").tree
    let binary = tokens.nodes.first { $0.kind == .binaryExpression }
    return binary.map { tokens[$0.main].kind } ?? .endOfFile
  }

  private func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first.map { $0 + "\n" }
    }
  }

  /// Names, terminals with their quotes, and marks.
  private func ebnfTokens(_ text: String) -> [String] {
    let pattern = /"""|'[^']*'|"[^"]*"|[A-Za-z]+|[^\s]/
    return text.matches(of: pattern).map { String($0.output) }
  }
}
