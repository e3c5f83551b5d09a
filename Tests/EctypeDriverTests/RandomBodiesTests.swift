import Foundation
import Testing

/// Random programs in Elixir, against what they mean: `scripts/random_bodies.exs` by the tool beside the tests. More of
/// them, and in Swift too, by hand: docs/robustness.md. `ECTYPE_RANDOM_BODIES` is a seed for one more run.
@Suite struct RandomBodiesTests {
  private static let seeds =
    [2, 4]
    + (ProcessInfo.processInfo.environment["ECTYPE_RANDOM_BODIES"].flatMap { Int($0) }.map { [$0] }
      ?? [])

  @Test(arguments: seeds)
  func elixirGivesWhatTheProgramsMean(seed: Int) throws {
    guard let tool = Tool.path else { return }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["elixir", "scripts/random_bodies.exs", tool, "30", "\(seed)"]
    process.currentDirectoryURL = root
    let folder = try TemporaryFolder()
    try folder.write("log", "")
    let log = FileHandle(forWritingAtPath: folder.absolute("log"))
    process.standardOutput = log
    process.standardError = log
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOfFile: folder.absolute("log"), encoding: .utf8)
    if process.terminationStatus == 127 {
      print("Skipped: `elixir` is not installed, so this test checks nothing here.")
      return
    }
    #expect(process.terminationStatus == 0, "seed \(seed)\n\(text)")
  }
}
