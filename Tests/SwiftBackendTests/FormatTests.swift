import Foundation
import Testing

@testable import SwiftBackend

@Suite struct FormatTests {
  /// The seed may be set with `ECTYPE_SEED`.
  @Test func randomTreesAreFormatted() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["ECTYPE_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
    let count = environment["ECTYPE_CASES"].flatMap { Int($0) } ?? 200
    print("random trees: ECTYPE_SEED=\(seed)")
    var tree = RandomTree(seed: seed)
    try checkFormatted((0..<count).map { ("case\($0)", tree.file().render()) })
  }
}
