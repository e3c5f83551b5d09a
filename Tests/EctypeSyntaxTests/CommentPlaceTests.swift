import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// A comment stays between the two tokens that it stands between, wherever a fixture in the canonical style has one
/// more. `FORMAT_SEED` gives another seed; with `FORMAT_PLACES=all` it stands before each token in turn.
@Suite struct CommentPlaceTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let all = environment["FORMAT_PLACES"] == "all"
  private static let seed = environment["FORMAT_SEED"].flatMap(UInt64.init) ?? 1

  @Test(arguments: formatFixtures()) func staysBetweenItsTokens(_ path: String) throws {
    let source = try read(path)
    let (tree, _) = parse(source, file: FileID(0))
    guard tree.formatted() == source.bytes else { return }
    var random = SplitMix(state: Self.seed &+ UInt64(path.utf8.count) &* 0x9E37)
    let places = placesOutsideStrings(tree)
    let chosen =
      Self.all ? places : (0..<8).map { _ in places[Int(random.next() % UInt64(places.count))] }
    for place in chosen {
      for text in [" /* c */ ", " // c\n"] {
        var changed = source.bytes
        changed.insert(contentsOf: Array(text.utf8), at: place)
        let (other, mistakes) = parse(SourceFile(path: path, bytes: changed), file: FileID(0))
        guard mistakes.isEmpty else { continue }
        let once = other.formatted()
        let (result, _) = parse(SourceFile(path: path, bytes: once), file: FileID(0))
        guard texts(result) == texts(other) else { continue }
        let (wanted, found) = (index(other), index(result))
        let name = "\(path), \(text.debugDescription) at \(place), seed \(Self.seed)"
        // One that ends its line goes behind what has to share the line of what is before it, and before an
        // operator, which begins the next.
        if text.hasSuffix("\n") {
          #expect(found >= wanted - operators(other, before: wanted), "\(name)")
        } else {
          #expect(found == wanted, "\(name):\n\(String(decoding: once, as: UTF8.self))")
        }
      }
    }
  }

  /// The number of tokens before the comment that was put in.
  private func index(_ tree: SyntaxTree) -> Int {
    let comment = tree.comments.first { ["/* c */", "// c"].contains(tree.text($0)) }
    return tokens(tree).firstIndex { $0.start >= comment?.end ?? 0 } ?? 0
  }

  private func operators(_ tree: SyntaxTree, before index: Int) -> Int {
    tokens(tree)[..<index].reversed().prefix {
      Precedence.of($0.kind) != nil || $0.kind == .question || $0.kind == .colon
    }.count
  }

  private func texts(_ tree: SyntaxTree) -> [String] { tokens(tree).map { tree.text($0) } }

  /// `>=` is one.
  private func tokens(_ tree: SyntaxTree) -> [Token] {
    tree.tokens.filter { $0.kind != .absorbed }
  }
}

extension SyntaxTree {
  fileprivate func text(_ token: Token) -> String {
    String(decoding: bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)
  }
}
