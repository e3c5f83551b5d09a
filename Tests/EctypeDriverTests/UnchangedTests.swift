import EctypeDriver
import Foundation
import Testing

/// A compile of what the last one has compiled does no work, and otherwise cannot be told from one that does.
@Suite(.enabled(if: Tool.path != nil)) struct UnchangedTests {
  private let folder: TemporaryFolder
  /// Enough for it to be worth remembering.
  private static let padding = "// " + String(repeating: "x", count: 100_000) + "\n"
  private static let model = "@schema(\"as\")\nstruct A {\n  var x: String\n}\n"
  private static let other = "@schema(\"bs\")\nstruct B {\n  var x: String\n}\n"
  private static let swift = "out/swift/A.swift"
  private static let record = "out/.ectype/cache/last-compile"
  private static let compile = ["compile", "m", "--out", "out"]

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("m/a.ectype", Self.model + Self.padding)
  }

  /// What a compile says, and whether it worked everything out: then its timings, if there are any, say so.
  private func run(
    _ arguments: [String] = compile, tool: String? = nil
  ) throws -> (result: Tool.Result, isFull: Bool) {
    var result = try Tool.run(arguments + ["--timings"], in: folder.path, tool: tool)
    let isFull = result.errors.contains("analyzing") || !result.errors.contains("reading ")
    for text in [\Tool.Result.output, \.errors] {
      let lines = result[keyPath: text].split(separator: "\n", omittingEmptySubsequences: false)
      result[keyPath: text] = lines.filter { !$0.hasSuffix(" ms") }.map {
        $0.hasSuffix(" ms)") ? String($0[..<$0.lastIndex(of: "(")!]) : String($0)
      }.joined(separator: "\n")
    }
    return (result, isFull)
  }

  /// Compiles twice at least, changes something, and compiles: the last one works everything out, and says and leaves
  /// what one does that remembers nothing.
  private func notices(
    _ arguments: [String] = compile, files: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation, _ change: () throws -> Void
  ) throws {
    for (path, text) in files { try folder.write(path, text) }
    _ = try run(arguments)
    #expect(try !run(arguments).isFull, "from the start", sourceLocation: sourceLocation)
    try change()
    let twin = try TemporaryFolder()
    try FileManager.default.removeItem(atPath: twin.path)
    try FileManager.default.copyItem(atPath: folder.path, toPath: twin.path)
    for path in twin.files() where path.contains(".ectype/cache/") { try twin.remove(path) }
    let (result, isFull) = try run(arguments)
    let expected = try Tool.run(arguments, in: twin.path)
    #expect(isFull, sourceLocation: sourceLocation)
    #expect(result.code == expected.code, sourceLocation: sourceLocation)
    #expect(
      result.errors == expected.errors.replacingOccurrences(of: twin.path, with: folder.path),
      sourceLocation: sourceLocation)
    #expect(contents(folder) == contents(twin), sourceLocation: sourceLocation)
  }

  /// All files but what is remembered.
  private func contents(_ folder: TemporaryFolder) -> [String: String] {
    let files = folder.files().filter { !$0.contains(".ectype/cache") }
    return Dictionary(uniqueKeysWithValues: files.map { ($0, folder.read($0) ?? "?") })
  }

  private func shell(_ command: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private func edit(_ path: String, _ old: String, _ new: String) throws {
    let text = try #require(folder.read(path))
    #expect(text.contains(old))
    try folder.write(path, text.replacingOccurrences(of: old, with: new))
  }

  // MARK: Nothing changed

  /// When each file and folder was written, to the nanosecond.
  private func times() -> [String: [Int]] {
    var result: [String: [Int]] = [:]
    for path in folder.files() + ["", "out", "out/.ectype", "out/.ectype/cache", "out/swift"] {
      var status = stat()
      lstat(folder.absolute(path), &status)
      #if canImport(Darwin)
        let time = status.st_ctimespec
      #else
        let time = status.st_ctim
      #endif
      result[path] = [Int(status.st_ino), time.tv_sec, time.tv_nsec]
    }
    return result
  }

  @Test func nothingIsWritten() throws {
    let first = try run()
    #expect(first.isFull)
    #expect(first.result.output == "compiled 1 file: 2 outputs, 2 written \n")
    let times = times()
    let second = try run()
    #expect(!second.isFull)
    #expect(second.result.code == 0)
    #expect(second.result.output == "compiled 1 file: 2 outputs, 0 written \n")
    #expect(second.result.errors == first.result.errors)
    #expect(self.times() == times)
  }

  /// As with a whole compile: what each form of report holds of one in which all is well.
  @Test(arguments: ["json", "sarif", "github", "human"]) func reports(format: String) throws {
    let arguments = Self.compile + ["--format", format]
    _ = try run(arguments)
    let second = try run(arguments)
    let isForPeople = format == "human" || format == "github"
    #expect(second.isFull == !isForPeople, "timings are for people")
    try folder.remove("out/.ectype/cache")
    let third = try run(arguments)
    #expect(third.isFull)
    #expect(second.result.output == third.result.output)
    #expect(second.result.errors == third.result.errors)
  }

  @Test func whatOnlyLooksDifferent() throws {
    _ = try run()
    for path in ["m/a.ectype", Self.swift] { try edit(path, "struct A", "struct A") }
    #expect(try !run().isFull, "written again with what it held")
    try folder.move("out", to: "elsewhere")
    #expect(try !run(["compile", "m", "--out", "elsewhere"]).isFull, "moved")
  }

  @Test func ofLittleNothingIsRemembered() throws {
    try folder.write("m/a.ectype", Self.model)
    _ = try run()
    #expect(!folder.files().contains { $0.contains("cache") })
    #expect(try run().isFull)
  }

  @Test func gitSeesNothingOfIt() throws {
    _ = try run()
    #expect(
      folder.files().filter { $0.hasPrefix("out/.ectype") } == [
        "out/.ectype/cache/.gitignore", Self.record, "out/.ectype/manifest.json",
      ])
    #expect(folder.read("out/.ectype/cache/.gitignore") == "*\n")
  }

  // MARK: Outputs

  @Test func outputs() throws {
    try notices { try edit(Self.swift, "x", "y") }
    try notices { try edit("out/elixir/lib/a.ex", "Do not edit.", "Do notedit..") }
    try notices { try folder.remove(Self.swift) }
    try notices { try folder.remove("out/elixir") }
    try notices { try folder.write(Self.swift, "struct A {}\n") }
    try folder.remove(Self.swift)
    try notices { try folder.write(Self.swift, "") }
  }

  /// Edited without a trace in its size or times.
  @Test func anOutputWithTheTimesOfBefore() throws {
    try notices {
      var status = stat()
      stat(folder.absolute(Self.swift), &status)
      try edit(Self.swift, "x", "y")
      #if canImport(Darwin)
        let times = [status.st_atimespec, status.st_mtimespec]
      #else
        let times = [status.st_atim, status.st_mtim]
      #endif
      #expect(utimensat(AT_FDCWD, folder.absolute(Self.swift), times, 0) == 0)
    }
  }

  @Test func outputsThatAreElsewhere() throws {
    try notices {
      try folder.move(Self.swift, to: "out/swift/B.swift")
      try folder.link(Self.swift, to: "B.swift")
    }
    try folder.remove("out")
    try notices {
      try folder.remove(Self.swift)
      try folder.makeFolder(Self.swift)
    }
    try folder.remove("out")
    try notices(files: ["m/a.ectype": "module My\n" + Self.model + Self.padding]) {
      try folder.move("out/elixir/lib/my", to: "elsewhere")
      try folder.link("out/elixir/lib/my", to: "../../../elsewhere")
    }
  }

  @Test func theManifest() throws {
    try notices { try folder.remove("out/.ectype/manifest.json") }
    try notices { try edit("out/.ectype/manifest.json", "    {", "   {") }
    try notices { try folder.write("out/.ectype/manifest.json", "{") }
  }

  /// A compile that was stopped has left something to tidy up.
  @Test func somethingUnfinished() throws {
    try notices {
      try folder.write("out/.ectype/unfinished", "swift\n")
      try folder.write("out/swift/.ectype-999999999-0", "")
    }
    #expect(!folder.files().contains { $0.contains("unfinished") || $0.contains("999999999") })
  }

  // MARK: Inputs

  @Test func sources() throws {
    try notices { try edit("m/a.ectype", "x: String", "y: String") }
    try notices { try edit("m/a.ectype", "// xxx", "// xx.") }
    try notices { try folder.write("m/b.ectype", Self.other) }
    try notices { try folder.write("m/c.ectype", "") }
    try notices { try folder.move("m/b.ectype", to: "m/d.ectype") }
    try notices { try folder.remove("m/d.ectype") }
    try notices { try folder.write("m/e.ectype", "struct") }
  }

  /// What was asked for last time but one is not what was asked for last.
  @Test func thereAndBack() throws {
    try notices {
      try edit("m/a.ectype", "x: String", "y: String")
      _ = try run()
      try edit("m/a.ectype", "y: String", "x: String")
    }
  }

  @Test func theConfiguration() throws {
    try notices(["compile"], files: ["ectype.json": "{sources: ['m']}"]) {
      try folder.write("ectype.json", "{sources: ['m'], swift: {access: 'internal'}}")
    }
    try notices(["compile"]) { try folder.write("ectype.json", "{sources: ['m'], swift: false}") }
  }

  @Test func whatIsAskedFor() throws {
    try folder.write("ectype.json", "{sources: ['m']}")
    try folder.write("m/b.ectype", Self.other)
    let all = try run(["compile"])
    #expect(all.result.output.contains("4 outputs, 4 written"))
    for arguments in [
      ["compile", "--target", "swift"], ["compile", "m/b.ectype"], Self.compile,
      ["compile", "m", "--out", "other"], ["compile", "--check"],
    ] {
      #expect(try run(arguments).isFull, "\(arguments)")
    }
    #expect(try !run(["compile"]).isFull)
    #expect(try !run(Self.compile).isFull, "each folder of outputs has its own")
    try folder.remove("Sources/Models/A.swift")
    let rest = try run(["compile", "m/b.ectype"])
    #expect(rest.result.output.contains("4 outputs, 0 written"), "\(rest)")
    let check = try run(["compile", "--check"])
    #expect(check.result.code == 1 && check.result.output.contains("+++ b/Sources/Models/A.swift"))
    try notices(["compile", "--target", "swift", "--out", "one"]) {
      try folder.remove("one/swift/A.swift")
    }
  }

  @Test func warningsAreShownAgain() throws {
    try folder.write("m/b.ectype", Self.other.replacingOccurrences(of: "x:", with: "password:"))
    let first = try run()
    #expect(first.result.code == 0)
    #expect(first.result.errors.contains("warning[unredacted-secret]"))
    let second = try run()
    #expect(second.result.errors == first.result.errors)
    #expect(second.isFull)
  }

  @Test func anotherCompiler() throws {
    _ = try run()
    let tool = folder.absolute("ectype")
    // By another process: what this one has open for writing a process that it starts may have open as well.
    let copy = "cp '\(try #require(Tool.path))' ectype.new && mv ectype.new ectype"
    #expect(try shell(copy) == 0)
    #expect(try run(tool: tool).isFull)
    #expect(try !run(tool: tool).isFull)
    #expect(try shell(copy) == 0)
    #expect(try run(tool: tool).isFull, "a new one in its place")
  }

  // MARK: What is remembered

  @Test func aDamagedRecord() throws {
    _ = try run()
    let good = try #require(folder.read(Self.record))
    let digits = String(repeating: "0", count: 16)
    for text in [
      "", "\n", String(good.dropLast(4)), good + "\n", good.uppercased() + " ",
      "\(digits)\n\(digits)\n", String(good.prefix(17)) + digits + "\n",
      String(repeating: "\u{0}", count: 1_000_000),
    ] {
      try notices { try folder.write(Self.record, text) }
      #expect(folder.read(Self.record) == good)
    }
  }

  /// Nothing is written outside the project, whatever lies in the way.
  @Test func somethingInTheWay() throws {
    let outside = try TemporaryFolder()
    try outside.write("kept", "kept")
    try notices {
      try folder.remove(Self.record)
      try folder.makeFolder(Self.record)
    }
    try folder.remove(Self.record)
    try notices {
      try folder.remove(Self.record)
      try folder.link(Self.record, to: outside.absolute("kept"))
    }
    try notices {
      try folder.remove("out/.ectype/cache")
      try folder.link("out/.ectype/cache", to: outside.path)
    }
    #expect(try run().isFull)
    try folder.remove("out/.ectype/cache")
    try folder.write("out/.ectype/cache", "a file")
    #expect(try run().result.code == 0)
    #expect(try run().isFull)
    #expect(outside.files() == ["kept"] && outside.read("kept") == "kept")
  }

  @Test func aFolderThatMustNotBeWritten() throws {
    _ = try run()
    let places = ["out", "out/.ectype", "out/.ectype/cache", "out/swift"].map(folder.absolute)
    for path in places { chmod(path, 0o555) }
    defer { for path in places { chmod(path, 0o755) } }
    #expect(try !run().isFull)
    try folder.write("m/b.ectype", "// nothing\n")
    let other = try run()
    #expect(other.isFull && other.result.code == 0, "no output is another: \(other)")
  }

  #if os(Linux)
    /// A disk that has room for the outputs and for no file more, where one may be mounted.
    @Test func aDiskThatIsFull() throws {
      try folder.makeFolder("out")
      // The root, five folders, the two outputs, the manifest and, as long as it writes, its journal.
      guard try shell("mount -t tmpfs -o nr_inodes=10 none out") == 0 else { return }
      defer { _ = try? shell("umount out") }
      let first = try run()
      #expect(first.result.code == 0 && first.result.errors == "", "\(first)")
      #expect(folder.read(Self.record) == nil)
      #expect(!folder.files().contains { Paths.name($0).hasPrefix(".ectype-") })
      let second = try run()
      #expect(second.isFull && second.result.output == "compiled 1 file: 2 outputs, 0 written \n")
    }
  #endif
}
