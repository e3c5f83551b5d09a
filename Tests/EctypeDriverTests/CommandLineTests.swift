import EctypeDriver
import Foundation
import Testing

/// The tool as it was built beside the tests.
private enum Tool {
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

  static func process(_ arguments: [String], in folder: String) -> Process {
    let process = Process()
    process.executableURL = path.map(URL.init(fileURLWithPath:))
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    return process
  }

  static func run(_ arguments: [String], in folder: String) throws -> Result {
    let process = process(arguments, in: folder)
    let scratch = try TemporaryFolder()
    // Files rather than pipes: what is written cannot block on who reads it.
    for name in ["output", "errors"] { try scratch.write(name, "") }
    process.standardOutput = FileHandle(forWritingAtPath: scratch.absolute("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch.absolute("errors"))
    try process.run()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, output: scratch.read("output") ?? "",
      errors: scratch.read("errors") ?? "")
  }
}

@Suite(.enabled(if: Tool.path != nil)) struct CommandLineTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Checks the exit code, and that each stream contains a text (or is empty, where that is the empty string).
  private func check(
    _ arguments: String..., code: Int32, output: String = "", errors: String = "",
    in place: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Tool.run(arguments, in: folder.absolute(place))
    #expect(result.code == code, sourceLocation: sourceLocation)
    let streams = [(result.output, output), (result.errors, errors)]
    for (found, expected) in streams {
      let matches = expected.isEmpty ? found.isEmpty : found.contains(expected)
      #expect(matches, "\(found)", sourceLocation: sourceLocation)
    }
  }

  // MARK: Usage

  @Test func help() throws {
    try check("--help", code: 0, output: "  compile      compile .ectype files to Elixir and Swift\n")
    try check("-h", "compile", code: 0, output: "ectype compile models/blog.ectype --out build")
    try check("check", "--help", code: 0, output: "ectype check models --format json")
    try check("--version", code: 0, output: "ectype ")
  }

  @Test func usageErrors() throws {
    try check(code: 2, errors: "error: there is no command\n")
    try check("compil", code: 2, errors: "help: did you mean `compile`?\n")
    try check("nonsense", code: 2, errors: "help: `ectype --help` lists the commands\n")
    try check("compile", "--oot", "x", code: 2, errors: "help: did you mean `--out`?\n")
    try check("compile", "--out", code: 2, errors: "`--out` needs a value: --out DIR\n")
    try check("compile", "--quiet=1", code: 2, errors: "`--quiet` takes no value\n")
    try check("compile", "-q", "--quiet", code: 2, errors: "`--quiet` is given twice\n")
    try check("check", "--out=x", code: 2, errors: "`ectype check` has no option `--out`\n")
    try check("check", "--format=xml", code: 2, errors: "`--format` is human, json, sarif or github, not `xml`\n")
    try check("compile", "--target=swft", code: 2, errors: "help: did you mean `swift`?\n")
    try check("compile", code: 2, errors: "there is no ectype.json here or above")
    try check("-x\u{1B}", code: 2, errors: "there is no option `-x\\u{1B}`\n")
  }

  // MARK: Exit codes and streams

  private func writeMistake() throws {
    try folder.write("bad.ectype", "@schema(\"a\")\nstruct A {\n  var x: Strng\n}\n")
  }

  @Test func mistakes() throws {
    try writeMistake()
    try check("check", "bad.ectype", code: 1, errors: " --> bad.ectype:3:10\n")
    try check("check", "bad.ectype", code: 1, errors: "\n1 error\n")
    try check("compile", "bad.ectype", "--out", "o", code: 1, errors: "error[unknown-type]: ")
    try check(
      "check", "--format", "json", "bad.ectype", code: 1, output: #"{"code":"unknown-type","#)
    #expect(folder.files() == ["bad.ectype"])
  }

  @Test func colourIsForTerminals() throws {
    try writeMistake()
    let result = try Tool.run(["check", "bad.ectype"], in: folder.path)
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test func inputAndOutput() throws {
    try check("check", "nope", code: 3, errors: "error: nope: there is no such file or folder\n")
    try check(
      "check", "nope", "--format=json", code: 3,
      output: #"{"severity":"error","message":"there is no such file or folder","file":"nope"}"#)
    try folder.write("a.ectype", "@schema(\"a\")\nstruct A {\n  var x: String\n}\n")
    try folder.write("o/swift/A.swift", "struct A {}\n")
    try check("compile", "a.ectype", "--out", "o", code: 3, errors: "not written by Ectype")
    #expect(folder.files() == ["a.ectype", "o/swift/A.swift"])
  }

  @Test func configurations() throws {
    try folder.write("ectype.json", "{\n  source: []\n}\n")
    try check("check", code: 1, errors: "error[unknown-setting]: there is no setting `source`\n")
    try check("check", code: 1, errors: "2 |   \"sources\": []\n  |   ~~~~~~~~~\n")
  }

  // MARK: Compiling

  @Test func withoutConfiguration() throws {
    try folder.write(
      "m/20260101120000_create_as.ectype",
      """
      @migration("create_as")
      class CreateAs {
        static func change() {
          createTable("as") { t in
            t.addColumn("x", .string, null: false)
          }
        }
      }
      """)
    try folder.write("m/a.ectype", "@schema(\"as\")\nstruct A {\n  var x: String\n}\n")
    try check(
      "compile", "m", "--out", "o", code: 0, output: "compiled 2 files: 3 outputs, 3 written (")
    #expect(
      folder.files().filter { $0.hasPrefix("o/") } == [
        "o/.ectype/manifest.json", "o/elixir/lib/a.ex",
        "o/elixir/priv/repo/migrations/20260101120000_create_as.exs", "o/swift/A.swift",
      ])
    #expect(
      folder.read("o/swift/A.swift")?.hasPrefix("// Generated by Ectype from m/a.ectype") == true)
    try folder.remove("m/a.ectype")
    try check("compile", "m", "--out=o", code: 0, output: "1 output, 0 written, 2 removed (")
  }

  @Test func aProject() throws {
    try Fixture.copy("blog", to: folder)
    try check("check", code: 0, output: "checked 6 files (")
    try check("compile", "--quiet", code: 0)
    let written = folder.files()
    #expect(written.contains("lib/my_app/blog/post.ex"))
    #expect(written.contains("Sources/Models/Blog.Post.swift"))
    #expect(written.contains("priv/repo/migrations/20260101120100_create_posts.exs"))
    try check("compile", code: 0, output: ", 0 written (", in: "models")
    try check("compile", "--check", code: 0, output: "every output is what the sources give (")

    let post = try #require(folder.read("lib/my_app/blog/post.ex"))
    try folder.write("lib/my_app/blog/post.ex", post + "# edited\n")
    try folder.remove("lib/my_app/repo.ex")
    let result = try Tool.run(["compile", "--check"], in: folder.path)
    #expect(result.code == 1)
    #expect(
      result.output.contains("--- a/lib/my_app/blog/post.ex\n+++ b/lib/my_app/blog/post.ex\n@@ "))
    #expect(result.output.contains("\n-# edited\n"))
    #expect(result.output.contains("--- /dev/null\n+++ b/lib/my_app/repo.ex\n"))
    #expect(result.errors == "note: 2 outputs would change; `ectype compile` does it\n")
    #expect(folder.read("lib/my_app/repo.ex") == nil)

    try check("compile", "--target", "swift", code: 0, output: ", 0 written (")
    try check(
      "compile", "-v", "models/repo.ectype", code: 0, output: "wrote lib/my_app/repo.ex\ncompiled ")
    try check("compile", code: 0, output: ", 1 written (")
    #expect(folder.read("lib/my_app/blog/post.ex") == post)
    #expect(folder.files() == written)
  }

  @Test func readersThatHaveGone() throws {
    try Fixture.copy("blog", to: folder)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c", "( \"$0\" compile --check; echo $? > code ) | :", try #require(Tool.path),
    ]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(folder.read("code") == "1\n")
  }

  /// Stopped at any moment, a compile leaves every file as it was or as it is to be.
  @Test func stoppedAtAnyMoment() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    try Fixture.copy("blog", to: folder)
    let project = try #require(folder.read("ectype.json"))
    let versions = try ["public", "package"].map { access in
      try folder.write(
        "ectype.json",
        project.replacingOccurrences(
          of: "\"Sources/Models\"", with: "\"Sources/Models\", access: \"\(access)\""))
      #expect(try Tool.run(["compile"], in: folder.path).code == 0)
      return (configuration: folder.read("ectype.json")!, files: swiftFiles())
    }
    #expect(versions[0].files != versions[1].files)
    for round in 0..<12 {
      try folder.write("ectype.json", versions[round % 2].configuration)
      let process = Tool.process(["compile", "-q"], in: folder.path)
      try process.run()
      usleep(UInt32.random(in: 0...120_000, using: &random))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      for (path, text) in swiftFiles() {
        #expect(versions.contains { $0.files[path] == text }, "\(path), seed \(seed)")
      }
    }
    for version in versions {
      try folder.write("ectype.json", version.configuration)
      #expect(try Tool.run(["compile"], in: folder.path).code == 0)
      #expect(swiftFiles() == version.files)
    }
  }

  private func swiftFiles() -> [String: String] {
    let paths = folder.files().filter { $0.hasSuffix(".swift") }
    return Dictionary(uniqueKeysWithValues: paths.map { ($0, folder.read($0) ?? "") })
  }
}
