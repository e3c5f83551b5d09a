import EctypeDiagnostics
import Testing

@testable import EctypeSyntax

/// Bad input never traps, and what is reported is near the mistake.
@Suite struct RobustnessTests {
  /// Deletes each token of each fixture. Deletions that leave a valid source are not counted.
  @Test func deletedTokens() throws {
    var mistakes = 0
    var near = 0
    var diagnosticsInAll = 0
    for path in fixtures() {
      let source = try read(path)
      for token in parse(source, file: FileID(0)).tree.tokens where token.end > token.start {
        var bytes = source.bytes
        bytes.removeSubrange(Int(token.start)..<Int(token.end))
        let mutant = SourceFile(path: path, bytes: bytes)
        let (tree, diagnostics) = parse(mutant, file: FileID(0))
        checkShape(tree)
        guard !diagnostics.isEmpty else { continue }
        mistakes += 1
        diagnosticsInAll += diagnostics.count
        let place = line(token.start, in: source)
        let isNear = diagnostics.contains { abs(line($0.primary.span.start, in: mutant) - place) <= 1 }
        if isNear { near += 1 }
        if !isNear || diagnostics.count > 1 {
          report(path, place, source.text(Span(file: FileID(0), start: Int(token.start), end: Int(token.end))), diagnostics.map(EctypeSyntaxTests.describe(mutant)))
        }
      }
    }
    let share = Double(near) / Double(mistakes)
    print(
      "\(mistakes) deletions: \(share * 100) % reported within a line,",
      "\(Double(diagnosticsInAll) / Double(mistakes)) diagnostics each")
    #expect(share >= 0.95)
    #expect(Double(diagnosticsInAll) / Double(mistakes) < 1.1)
  }

  private func report(_ path: String, _ line: Int, _ text: String, _ messages: [String]) {
    print("\(path):\(line) `\(text)`: \(messages.prefix(4))")
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
