import Foundation
import Testing

/// What the tool says in each format, and to each kind of terminal.
@Suite(.enabled(if: Tool.path != nil)) struct ReportTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      "a, b%.ectype", "@schema(\"a\")\nstruct A {\n  var é: Strng\n  @virtal var y: String?\n}\n")
  }

  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func sarif() throws {
    let result = try Tool.run(["check", "a, b%.ectype", "--format", "sarif"], in: folder.path)
    #expect(result.code == 1 && result.errors == "")
    let log = try json(result.output)
    #expect(SARIFStructure.faults(in: log) == [])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(!results.isEmpty)
    for finding in results {
      let index = try #require(finding["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == finding["ruleId"] as? String)
      #expect(["error", "warning", "note"].contains(finding["level"] as? String))
      let help = try #require(rules[index]["help"] as? [String: Any])
      #expect((help["markdown"] as? String)?.hasPrefix("# ") == true)
      let place = try #require(
        (finding["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
      let artifact = try #require(place["artifactLocation"] as? [String: Any])
      #expect(artifact["uri"] as? String == "a%2C%20b%25.ectype")
      let region = try #require(place["region"] as? [String: Int])
      #expect(Set(region.keys) == ["startLine", "startColumn", "endLine", "endColumn"])
    }
    let misspelt = try #require(
      results.first { $0["ruleId"] as? String == "unknown-attribute" })
    let fix = try #require((misspelt["fixes"] as? [[String: Any]])?.first)
    let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
    let replacement = try #require((change["replacements"] as? [[String: Any]])?.first)
    #expect((replacement["insertedContent"] as? [String: String]) == ["text": "virtual"])
    #expect((replacement["deletedRegion"] as? [String: Int])?["startColumn"] == 4)
  }

  /// What has no place in a source is told by the tool's own notifications.
  @Test func sarifOfTrouble() throws {
    for (arguments, code) in [(["check", "nope"], 3), (["compile", "--oot"], 2)] {
      let result = try Tool.run(arguments + ["--format=sarif"], in: folder.path)
      #expect(result.code == Int32(code) && result.errors == "")
      let log = try json(result.output)
      #expect(SARIFStructure.faults(in: log) == [])
      let run = try #require((log["runs"] as? [[String: Any]])?.first)
      let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
      #expect(invocation["executionSuccessful"] as? Bool == false)
      #expect((invocation["toolExecutionNotifications"] as? [[String: Any]])?.count == 1)
    }
  }

  @Test func theStructureOfSARIFIsClosed() {
    let driver: [String: Any] = ["rules": [["id": 1]]]
    let log: [String: Any] = [
      "version": "2.1", "runs": [["tool": ["driver": driver], "colour": "red"] as [String: Any]],
    ]
    #expect(
      SARIFStructure.faults(in: log) == [
        "log.runs[0] cannot have colour", "log.runs[0].tool.driver has no name",
        "log.runs[0].tool.driver.rules[0].id is no text", "log.version is no 2.1.0",
      ])
  }

  @Test func github() throws {
    let result = try Tool.run(["check", "a, b%.ectype", "--format", "github"], in: folder.path)
    #expect(
      result.output.hasPrefix(
        "::error file=a%2C b%25.ectype,line=3,endLine=3,col=10,endColumn=15,title=unknown-type::"
          + "there is no type `Strng`%0Ahelp: did you mean"), "\(result.output)")
    #expect(result.errors.contains("error[unknown-type]"))
    let trouble = try Tool.run(["check", "no:pe", "--format", "github"], in: folder.path)
    #expect(trouble.output == "::error file=no%3Ape::there is no such file or folder\n")
  }

  @Test func usageErrorsInEveryFormat() throws {
    let result = try Tool.run(["compil", "--format=json"], in: folder.path)
    #expect(result.code == 2 && result.errors == "")
    let object = try json(result.output)
    #expect(object["message"] as? String == "there is no command `compil`")
    #expect(object["help"] as? String == "did you mean `compile`?")
  }

  @Test func colour() throws {
    func hasColour(_ arguments: String..., environment: [String: String] = [:]) throws -> Bool {
      let result = try Tool.run(
        ["check", "a, b%.ectype"] + arguments, in: folder.path, environment: environment)
      return result.errors.contains("\u{1B}")
    }
    #expect(try !hasColour())
    #expect(try hasColour("--color", "always"))
    #expect(try hasColour("--color=always", environment: ["NO_COLOR": "1"]))
    #expect(try !hasColour("--color=never"))
    #expect(try Tool.run(["check", "--color=allways"], in: folder.path).code == 2)
  }

  #if os(Linux)
    /// On a terminal there is colour and, where there is much to do, a line of progress that goes away.
    @Test func terminals() throws {
      let colourful = try onTerminal(["check", "a, b%.ectype"], [:])
      #expect(colourful.contains("\u{1B}[1;31merror"))
      let plain = try onTerminal(["check", "a, b%.ectype"], ["NO_COLOR": "1"])
      #expect(!plain.contains("\u{1B}"))
      let comment = String(repeating: "// a line of sixteen\n", count: 1000)
      for number in 0..<40 {
        try folder.write(
          "many/m\(number).ectype",
          "@schema(\"m\(number)\")\nstruct M\(number) {\n  var x: String\n}\n" + comment)
      }
      let long = try onTerminal(["check", "many"], [:])
      #expect(long.contains("\r\u{1B}[2Kanalyzing 40 files\r\u{1B}[2K"), "\(long)")
      #expect(long.contains("\r\u{1B}[2Kchecked 40 files"), "\(long)")
      #expect(!(try onTerminal(["check", "many", "-q"], [:])).contains("analyzing"))
      let piped = try Tool.run(["check", "many"], in: folder.path)
      #expect(piped.errors == "")
    }

    private func onTerminal(
      _ arguments: [String], _ environment: [String: String]
    ) throws -> String {
      var (primary, secondary): (Int32, Int32) = (0, 0)
      try #require(openpty(&primary, &secondary, nil, nil, nil) == 0)
      let process = Tool.process(arguments, in: folder.path)
      var all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      all["TERM"] = "xterm"
      if environment["NO_COLOR"] == nil { all["NO_COLOR"] = nil }
      process.environment = all
      let terminal = FileHandle(fileDescriptor: secondary)
      process.standardOutput = terminal
      process.standardError = terminal
      try process.run()
      close(secondary)
      var bytes: [UInt8] = []
      var part = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = read(primary, &part, part.count)
        if count <= 0 { break }
        bytes += part.prefix(count)
      }
      process.waitUntilExit()
      close(primary)
      return String(decoding: bytes, as: UTF8.self)
    }
  #endif

  @Test func timings() throws {
    try folder.write("ok/a.ectype", "@schema(\"a\")\nstruct A {\n  var x: String\n}\n")
    let result = try Tool.run(["compile", "ok", "--out", "o", "--timings"], in: folder.path)
    let names = result.errors.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(
      names == [
        "reading", "parsing", "analyzing", "translating", "comparing", "writing", "in",
      ])
  }
}
