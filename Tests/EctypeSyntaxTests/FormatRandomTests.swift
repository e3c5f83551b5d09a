import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// Comments and line breaks at random places of the fixtures: none is lost, and the format stays stable.
/// `FORMAT_SEED` gives another seed.
@Suite struct FormatRandomTests {
  @Test(arguments: formatFixtures()) func keepsRandomComments(_ path: String) throws {
    let seed = ProcessInfo.processInfo.environment["FORMAT_SEED"].flatMap(UInt64.init) ?? 1
    var random = SplitMix(state: seed &+ UInt64(path.utf8.count) &* 0x9E37)
    let source = try read(path)
    var checked = 0
    // Wrong programs are many, and much alike.
    for round in 0..<(path.hasPrefix("errors/") ? 3 : 12) {
      let changed = withComments(source.bytes, count: 1 + round % 4, &random)
      guard isValid(changed) else { continue }
      checked += 1
      try expectFormats(changed, "\(path), seed \(seed), round \(round)")
    }
    print("\(path): \(checked) variants, seed \(seed)")
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
      let kinds = [
        " /* c\(index) */ ", " // c\(index)\n", "\n// c\(index)\n", "\n/* c\n   \(index) */\n",
        "\n/// c\(index)\n", "\n", "\n\n\n", " /* c\(index) */\n",
      ]
      let text = kinds[Int(random.next() % UInt64(kinds.count))]
      result.insert(contentsOf: Array(text.utf8), at: place)
    }
    return result
  }

  private func placesOutsideStrings(_ tree: SyntaxTree) -> [Int] {
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
}
