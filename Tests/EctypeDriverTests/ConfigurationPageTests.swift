import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// docs/configuration.md says of each key what the reader knows of it.
@Suite struct ConfigurationPageTests {
  private let page: String

  init() throws {
    page = try String(
      contentsOf: Fixture.root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
  }

  /// The text under each heading `### ...`, by the heading.
  private var sections: [String: String] {
    var sections: [String: String] = [:]
    var key = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("#") {
        key = line.hasPrefix("### ") ? line.dropFirst(4).filter { $0 != "`" } : ""
      } else if !key.isEmpty {
        sections[key, default: ""] += line + " "
      }
    }
    return sections
  }

  @Test func everyKeyIsThereAndNoOther() {
    #expect(Set(sections.keys) == Set(Setting.all.map(\.key)))
  }

  @Test(arguments: Setting.all.map(\.key))
  func choicesAndDefaults(key: String) throws {
    let setting = try #require(Setting.all.first { $0.key == key })
    let text = try #require(sections[key])
    // The levels of lints are said once for all.
    let choices = key.hasPrefix("lints.") ? page : text
    for choice in setting.choices { #expect(choices.contains("`\"\(choice)\"`")) }
    if let standard = setting.standard { #expect(text.contains("Default: `\(standard)`")) }
  }

  @Test func theExampleIsRead() throws {
    let parts = page.components(separatedBy: "```")
    let example = String(parts[1].drop { $0 != "\n" })
    let (configuration, diagnostics) = Configuration.read(
      SourceFile(path: "ectype.json", text: example), file: FileID(0))
    #expect(diagnostics == [])
    #expect(configuration.timestamps == "utc_datetime")
  }
}
