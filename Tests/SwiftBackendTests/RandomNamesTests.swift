import EctypeModel
import Foundation
import Testing

@testable import SwiftBackend

@Suite struct RandomNamesTests {
  /// `ECTYPE_SEED` and `ECTYPE_CASES` set other programs.
  @Test func compile() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["ECTYPE_SEED"].flatMap { UInt64($0) } ?? 2026
    let count = environment["ECTYPE_CASES"].flatMap { UInt64($0) } ?? 6
    for seed in seed..<seed + count {
      var random = RandomProgram(seed: seed)
      let (program, settings) = random.program()
      let files = translate(program, settings: settings)
      print("random names: ECTYPE_SEED=\(seed) ECTYPE_CASES=1, \(files.count) files")
      #expect(Set(files.map { $0.path.lowercased() }).count == files.count)
      if let folder = environment["ECTYPE_OUT"] {
        for file in files {
          try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.path)"))
        }
      }
      try checkCompiles(
        files.map { ($0.path, $0.bytes) }, modes: [compilerModes[Int(seed % 4)]])
    }
  }
}
