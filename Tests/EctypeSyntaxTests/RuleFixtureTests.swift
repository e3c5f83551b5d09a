import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// `fixtures/syntax/rules/rule-<n>.ectype` has a declaration for either side of each clause of the rules that tell
/// ambiguous sources apart; the text beside it has their trees, and the table in `docs/grammar.md` names them.
/// With `RECORD_RULES` in the environment the texts are written anew.
@Suite struct RuleFixtureTests {
  private static let rules = (1...11).map(String.init) + ["11a", "11b", "11c"]

  @Test(arguments: rules.filter { $0 != "11c" }) func treesAreAsRecorded(_ rule: String) throws {
    let source = try read("syntax/rules/rule-\(rule).ectype")
    let (tree, diagnostics) = parse(source, file: FileID(0))
    #expect(diagnostics.map(\.message) == [])
    let dumps = declarations(tree).map { "\($0.name)\n  \(tree.dump($0.id))\n" }.joined()
    let text = fixturesFolder.appending(path: "syntax/rules/rule-\(rule).txt")
    if ProcessInfo.processInfo.environment["RECORD_RULES"] != nil {
      try Data(dumps.utf8).write(to: text)
    }
    #expect(try String(contentsOf: text, encoding: .utf8) == dumps)
  }

  /// Each rule is in the table, each row has two sides, and the table and the fixtures name the same.
  @Test func everyRuleHasBothSides() throws {
    var named: [String: Set<String>] = [:]
    for row in try table() {
      #expect(row.count == 4, "\(row)")
      for side in row[2...] {
        #expect(side.contains("`"), "\(row)")
        named[row[0], default: []].formUnion(side.matches(of: /`([^`]+)`/).map { String($0.1) })
      }
    }
    #expect(Set(named.keys) == Set(Self.rules))
    for (rule, names) in named {
      let files = names.filter { $0.contains("/") }
      for file in files {
        let place = fixturesFolder.appending(path: "../\(file)").standardizedFileURL
        #expect(FileManager.default.fileExists(atPath: place.path), "\(file)")
      }
      guard rule != "11c" else { continue }
      let (tree, _) = parse(try read("syntax/rules/rule-\(rule).ectype"), file: FileID(0))
      #expect(names.subtracting(files) == Set(declarations(tree).map(\.name)), "rule \(rule)")
    }
  }

  /// Functions and members of types.
  private func declarations(_ tree: SyntaxTree) -> [(name: String, id: NodeID)] {
    tree.children(tree.root).flatMap { id in
      tree.kind(id) == .structDecl ? Array(tree.children(id)) : [id]
    }.map { id in
      (tree.kind(id) == .directive ? "#" + tree.mainText(id) : tree.mainText(id), id)
    }
  }

  /// The rows of the table of rules: rule, clause, one side, the other.
  private func table() throws -> [[String]] {
    let grammar = fixturesFolder.appending(path: "../docs/grammar.md").standardizedFileURL
    let text = try String(contentsOf: grammar, encoding: .utf8)
    let section = try #require(
      text.components(separatedBy: "\n## ").first { $0.hasPrefix("What tells") })
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst().map { row in
      row.replacing("\\|", with: "\u{1}").split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
      }
    }
  }
}
