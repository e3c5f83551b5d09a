import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// Deletes every token of every valid fixture, one at a time: what is wrong is told within a line of the place, once,
/// and the other declarations of the file are still in the tree. `scripts/token-deletion` prints the figures of all
/// tokens; without it every fifth is enough.
@Suite struct TokenDeletionTests {
  @Test func figures() async throws {
    let paths = formatFixtures()
    let counts = try await withThrowingTaskGroup(of: (String, Figures).self) { group in
      for path in paths {
        group.addTask { (Self.folder(path), try Figures(path)) }
      }
      var counts: [String: Figures] = [:]
      for try await (folder, figures) in group { counts[folder, default: Figures()].add(figures) }
      return counts
    }
    var all = Figures()
    print(Figures.heading)
    for (folder, figures) in counts.sorted(by: { $0.key < $1.key }) {
      print(figures.row(folder))
      all.add(figures)
    }
    print(all.row("all \(paths.count) files"))
    #expect(all.deletions > 2_000)
    #expect(all.shareNear >= 0.95)
    #expect(all.shareUnderstood >= 0.95)
    #expect(all.diagnosticsEach < 1.1)
  }

  /// The folder of a fixture, two levels deep at most.
  private static func folder(_ path: String) -> String {
    let parts = path.split(separator: "/").dropLast()
    return parts.first == "projects" ? parts.prefix(2).joined(separator: "/") : String(parts[0])
  }
}

private struct Figures {
  var deletions = 0
  /// What is left is a valid source as well.
  var valid = 0
  var near = 0
  var diagnostics = 0
  /// Deletions that a declaration other than the token's own was to survive, and those that all of them did.
  var withOthers = 0
  var understood = 0

  private static let step = ProcessInfo.processInfo.environment["TOKEN_DELETION"] == "all" ? 1 : 5

  init() {}

  init(_ path: String) throws {
    let source = try read(path)
    let (tree, _) = parse(source, file: FileID(0))
    let declarations = Array(tree.children(tree.root)).map {
      (name: Self.name($0, tree), span: tree.span($0))
    }
    for (index, token) in tree.tokens.enumerated() where token.end > token.start {
      guard index % Self.step == 0 else { continue }
      var bytes = source.bytes
      bytes.removeSubrange(Int(token.start)..<Int(token.end))
      let mutant = SourceFile(path: path, bytes: bytes)
      let (changed, found) = parse(mutant, file: FileID(0))
      checkShape(changed)
      deletions += 1
      let others = declarations.filter { $0.span.start > token.start || $0.span.end <= token.start }
      if !others.isEmpty {
        withOthers += 1
        var left = changed.children(changed.root).reduce(into: [:]) { names, id in
          names[Self.name(id, changed), default: 0] += 1
        }
        for other in others { left[other.name, default: 0] -= 1 }
        if left.values.allSatisfy({ $0 >= 0 }) { understood += 1 }
      }
      guard !found.isEmpty else {
        valid += 1
        continue
      }
      diagnostics += found.count
      let place = line(token.start, in: source)
      if found.contains(where: { abs(line($0.primary.span.start, in: mutant) - place) <= 1 }) {
        near += 1
      }
    }
  }

  private static func name(_ id: NodeID, _ tree: SyntaxTree) -> String {
    "\(tree.kind(id)) \(tree.mainText(id))"
  }

  mutating func add(_ other: Figures) {
    deletions += other.deletions
    valid += other.valid
    near += other.near
    diagnostics += other.diagnostics
    withOthers += other.withOthers
    understood += other.understood
  }

  var mistakes: Int { deletions - valid }
  var shareNear: Double { Double(near) / Double(max(mistakes, 1)) }
  var shareUnderstood: Double { withOthers == 0 ? 1 : Double(understood) / Double(withOthers) }
  var diagnosticsEach: Double { Double(diagnostics) / Double(max(mistakes, 1)) }

  static var heading: String {
    column("", 24)
      + ["deletions", "mistakes", "within a line", "each", "rest understood"]
      .map { column($0, -16) }.joined()
  }

  func row(_ title: String) -> String {
    func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
    return Self.column(title, 24)
      + [
        "\(deletions)", "\(mistakes)", percent(shareNear), String(format: "%.3f", diagnosticsEach),
        percent(shareUnderstood),
      ].map { Self.column($0, -16) }.joined()
  }

  /// Left in a column of that width, or right in one of minus that width.
  private static func column(_ text: String, _ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? blanks + text : text + blanks
  }
}
