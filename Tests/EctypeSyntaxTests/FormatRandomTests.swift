import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// Comments and line breaks at random places of the fixtures, and lines of random widths: no comment is lost, and the
/// format stays stable. `FORMAT_SEED` gives another seed; with `FORMAT_PLACES=all` each kind of comment stands before
/// each token in turn.
@Suite struct FormatRandomTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["FORMAT_SEED"].flatMap(UInt64.init) ?? 1

  @Test(arguments: formatFixtures()) func keepsRandomComments(_ path: String) throws {
    var random = SplitMix(state: Self.seed &+ UInt64(path.utf8.count) &* 0x9E37)
    let source = try read(path)
    var checked = 0
    // Wrong programs are many, and much alike.
    for round in 0..<(path.hasPrefix("errors/") ? 3 : 12) {
      let changed = withComments(source.bytes, count: 1 + round % 4, &random)
      guard isValid(changed) else { continue }
      checked += 1
      try expectFormats(changed, "\(path), seed \(Self.seed), round \(round)")
    }
    print("\(path): \(checked) variants, seed \(Self.seed)")
  }

  @Test(arguments: formatFixtures()) func isStableAtAnyWidth(_ path: String) throws {
    var random = SplitMix(state: Self.seed &+ UInt64(path.utf8.count) &* 0x9E37)
    let source = try read(path)
    let all = Self.environment["FORMAT_PLACES"] == "all"
    let widths = all ? Array(1...200) : (0..<3).map { _ in Int.random(in: 1...200, using: &random) }
    try expectFormats(source.bytes, "\(path), seed \(Self.seed)", widths: widths)
  }

  @Test(.enabled(if: environment["FORMAT_PLACES"] == "all"), arguments: formatFixtures())
  func keepsAnyCommentAnywhere(_ path: String) throws {
    let source = try read(path)
    let (tree, _) = parse(source, file: FileID(0))
    for place in placesOutsideStrings(tree) {
      for text in Self.insertions {
        var changed = source.bytes
        changed.insert(contentsOf: Array(text.replacing("#", with: "0").utf8), at: place)
        guard isValid(changed) else { continue }
        try expectFormats(changed, "\(path), \(text.debugDescription) at \(place)")
      }
    }
  }

  private func isValid(_ bytes: [UInt8]) -> Bool {
    parse(SourceFile(path: "random.ectype", bytes: bytes), file: FileID(0)).diagnostics.isEmpty
  }

  /// The source with so many comments or line breaks more, before tokens outside of strings.
  private func withComments(
    _ bytes: [UInt8], count: Int, _ random: inout SplitMix
  ) -> [UInt8] {
    let (tree, _) = parse(SourceFile(path: "", bytes: bytes), file: FileID(0))
    let places = placesOutsideStrings(tree)
    var result = bytes
    let chosen = (0..<count).map { _ in places[Int(random.next() % UInt64(places.count))] }
    for (index, place) in chosen.sorted(by: >).enumerated() {
      let kind = Self.insertions[Int(random.next() % UInt64(Self.insertions.count))]
      let text = kind.replacing("#", with: String(index))
      result.insert(contentsOf: Array(text.utf8), at: place)
    }
    return result
  }

  private static let insertions = [
    " /* c# */ ", " // c#\n", "\n// c#\n", "\n/* c\n   # */\n", "\n/// c#\n", "\n", "\n\n\n",
    " /* c# */\n",
  ]
}

/// Where the tokens outside of strings begin.
func placesOutsideStrings(_ tree: SyntaxTree) -> [Int] {
  var depth = 0
  var places: [Int] = []
  for token in tree.tokens {
    if depth == 0, token.kind != .absorbed, token.kind != .rawText {
      places.append(Int(token.start))
    }
    if token.kind == .stringStart { depth += 1 }
    if token.kind == .stringEnd { depth -= 1 }
  }
  return places
}
