import Foundation

/// Elixir as it is installed here.
enum ElixirTool {
  /// Where `name` is, or nil (with a message, so that a skipped test is seen).
  static func find(_ name: String) -> URL? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for folder in folders {
      let url = URL(filePath: String(folder)).appending(path: name)
      if FileManager.default.isExecutableFile(atPath: url.path) { return url }
    }
    print("Skipped: `\(name)` is not installed, so this test checks nothing here.")
    return nil
  }

  /// The exit status and everything the tool wrote.
  static func run(_ tool: URL, _ arguments: [String], in folder: URL) throws -> (Int32, String) {
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    environment["LC_ALL"] = "C.UTF-8"
    process.environment = environment
    let log = folder.appending(path: "log.txt")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try handle.close()
    return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
  }

  /// Whether its formatter is older than the one that the printer follows.
  static func isOlderThan118(_ elixir: URL, in folder: URL) throws -> Bool {
    let script = "IO.write(Version.match?(System.version(), \"< 1.18.0\"))"
    return try run(elixir, ["-e", script], in: folder).1 == "true"
  }

  /// A folder that is gone after `body`.
  static func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "ectype-elixir-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
