import Foundation
import Testing

/// docs/command-line.md and the tool know the same commands and options.
@Suite(.enabled(if: Tool.path != nil)) struct CommandPageTests {
  private let folder: TemporaryFolder
  private let page: String

  init() throws {
    folder = try TemporaryFolder()
    page = try String(
      contentsOf: Fixture.root.appendingPathComponent("docs/command-line.md"), encoding: .utf8)
  }

  /// The commands that `ectype --help` lists.
  private func commands() throws -> [String] {
    let help = try Tool.run(["--help"], in: folder.path).output
    let part = try #require(help.components(separatedBy: "commands:\n").last)
    return part.components(separatedBy: "\n\n")[0].split(separator: "\n").compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }

  @Test func everyCommandAndOption() throws {
    let commands = try commands()
    #expect(commands.count > 5)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `ectype ") }
    #expect(rows.map { String($0.dropFirst(10).prefix { $0 != "`" }) } == commands)
    for command in commands {
      let help = try Tool.run([command, "--help"], in: folder.path).output
      #expect(help.contains("\nexample") && help.contains("\n  ectype \(command)"), "\(command)")
      for line in help.split(separator: "\n") where line.hasPrefix("  ") {
        guard let option = line.split(separator: " ").first(where: { $0.hasPrefix("--") }) else {
          continue
        }
        #expect(page.contains("`\(option)"), "\(option) of \(command)")
      }
    }
  }
}
