import EctypeDriver
import Foundation

/// The tool as it was built beside the tests.
enum Tool {
  static let path: String? = {
    let tests = URL(fileURLWithPath: ProcessInfo.processInfo.arguments[0])
    for folder in [tests, Bundle.main.bundleURL] {
      let path = folder.deletingLastPathComponent().appendingPathComponent("ectype").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return nil
  }()

  struct Result {
    var code: Int32
    var output: String
    var errors: String
  }

  /// - Parameter tool: another one than that.
  static func process(
    _ arguments: [String], in folder: String, tool: String? = nil
  ) -> Process {
    let process = Process()
    process.executableURL = (tool ?? path).map(URL.init(fileURLWithPath:))
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    return process
  }

  /// - Parameter input: what its standard input holds.
  static func run(
    _ arguments: [String], in folder: String, input: String = "",
    environment: [String: String] = [:], tool: String? = nil
  ) throws -> Result {
    let process = process(arguments, in: folder, tool: tool)
    let scratch = try TemporaryFolder()
    // Files rather than pipes: what is written cannot block on who reads it.
    for name in ["output", "errors"] { try scratch.write(name, "") }
    try scratch.write("input", input)
    process.standardInput = FileHandle(forReadingAtPath: scratch.absolute("input"))
    if !environment.isEmpty {
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }
    process.standardOutput = FileHandle(forWritingAtPath: scratch.absolute("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch.absolute("errors"))
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: scratch.read("output") ?? "",
      errors: scratch.read("errors") ?? "")
  }
}
