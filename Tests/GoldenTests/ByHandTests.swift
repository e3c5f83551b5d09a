import Foundation
import Testing

/// docs/by-hand.md: what it shows as emitted is the golden, and what it says of the difference is all of it.
@Suite struct ByHandTests {
  struct Example {
    var path: String
    var hand: String
    var emitted: String
    var difference: String
  }

  private static func examples() throws -> [Example] {
    let page = try String(
      contentsOf: Golden.root.appendingPathComponent("docs/by-hand.md"), encoding: .utf8)
    return page.components(separatedBy: "\n## ").dropFirst().map { section in
      let blocks = section.components(separatedBy: "\n```")
      let path = section.firstMatch(of: /<!-- emitted: (\S+) -->/).map { String($0.1) }
      return Example(
        path: path ?? "", hand: block(blocks[1]), emitted: block(blocks[3]),
        difference: block(blocks[5]))
    }
  }

  /// Without the fence's language, each line ended.
  private static func block(_ text: String) -> String {
    text.components(separatedBy: "\n").dropFirst().map { $0 + "\n" }.joined()
  }

  @Test func emittedIsTheGolden() throws {
    let examples = try Self.examples()
    #expect(examples.count >= 10)
    for example in examples {
      let golden = try String(
        contentsOf: Golden.root.appendingPathComponent(example.path), encoding: .utf8)
      // The header is the same everywhere.
      let module = golden.drop { $0 != "\n" }.drop { $0 == "\n" }
      #expect(example.emitted == module, "\(example.path)")
    }
  }

  @Test func everyDifferenceIsShown() throws {
    for example in try Self.examples() {
      let hand = example.hand.split(separator: "\n", omittingEmptySubsequences: false)
      let emitted = example.emitted.split(separator: "\n", omittingEmptySubsequences: false)
      let lines =
        hand.filter { !emitted.contains($0) }.map { "-\($0)\n" }
        + emitted.filter { !hand.contains($0) }.map { "+\($0)\n" }
      #expect(example.difference == lines.joined(), "\(example.path)")
    }
  }
}
