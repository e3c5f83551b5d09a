import Foundation
import Testing

@testable import SwiftBackend

@Suite struct FormatTests {
  /// `ECTYPE_SEED` and `ECTYPE_CASES` set other trees; what the printer cannot lay out as the formatter does (a
  /// parenthesised operand wider than a line) the trees leave out.
  @Test func randomTreesAreFormatted() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["ECTYPE_SEED"].flatMap { UInt64($0) } ?? 2026
    let count = environment["ECTYPE_CASES"].flatMap { Int($0) } ?? 200
    print("random trees: ECTYPE_SEED=\(seed)")
    var tree = RandomTree(seed: seed)
    try checkFormatted((0..<count).map { ("case\($0)", tree.file().render()) })
  }
}
