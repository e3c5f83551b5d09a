import Foundation
import Testing

/// `ectype watch` as a process: how it ends, and what becomes of the command that it runs.
@Suite(.serialized, .enabled(if: Tool.path != nil)) struct WatchProcessTests {
  private let folder: TemporaryFolder

  private static func article(_ field: String) -> String {
    "module App\n@schema(\"articles\")\nstruct Article {\n  var \(field): String\n}\n"
  }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("ectype.json", "{ swift: false }")
    try folder.write("models/article.ectype", Self.article("title"))
    try folder.write("events", "")
  }

  private func watch(_ arguments: [String] = []) throws -> Process {
    let process = Tool.process(["watch", "--format", "json"] + arguments, in: folder.path)
    process.standardOutput = FileHandle(forWritingAtPath: folder.absolute("events"))
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The lines of a file once there are as many; fewer where they do not come for long.
  private func lines(of file: String, _ count: Int) -> [String] {
    var lines: [String] = []
    for _ in 0..<3000 {
      lines = (folder.read(file) ?? "").split(separator: "\n").map(String.init)
      if lines.count >= count { break }
      usleep(10_000)
    }
    return lines
  }

  private func isRunning(_ process: String) -> Bool {
    Int32(process).map { kill($0, 0) == 0 } ?? false
  }

  @Test(arguments: [SIGINT, SIGTERM]) func signalsEndIt(_ signal: Int32) throws {
    let process = try watch(["--exec", "echo $$ >> commands; exec sleep 600"])
    let commands = lines(of: "commands", 1)
    try #require(commands.count == 1)
    #expect(isRunning(commands[0]))
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(lines(of: "events", 2).last == "{\"event\":\"end\"}")
    #expect(!isRunning(commands[0]))
    #expect(folder.files().filter { $0.contains(".ectype-") } == [])
  }

  @Test func aWriteEndsTheCommandThatRuns() throws {
    let process = try watch(["--exec", "echo $$ >> commands; exec sleep 600"])
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    let first = lines(of: "commands", 1)
    try #require(first.count == 1)
    // A mistake writes nothing, and leaves the command alone.
    try folder.write("models/article.ectype", Self.article("title").replacing("String", with: "S"))
    #expect(lines(of: "events", 3).last?.contains("\"errors\":1") == true)
    #expect(isRunning(first[0]))
    try folder.write("models/article.ectype", Self.article("name"))
    let commands = lines(of: "commands", 2)
    try #require(commands.count == 2)
    #expect(!isRunning(commands[0]))
    #expect(isRunning(commands[1]))
    #expect(folder.read("lib/app/article.ex")?.contains("field :name") == true)
  }

  @Test func aCommandThatEndsSaysHow() throws {
    let process = try watch(["--exec", "exit 7"])
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    #expect(lines(of: "events", 2).last == "{\"event\":\"command\",\"exitCode\":7}")
  }
}
