import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// docs/explain/<code>.md, the page that `ectype explain` shows of each code: its wrong example gives that code and no
/// other, its right one nothing. The pages are part of the tool; `scripts/golden --update` puts them there.
@Suite struct ExplanationTests {
  static let folder = "docs/explain"

  @Test func everyCodeHasAPage() {
    let pages = Golden.names(in: Self.folder).filter { $0.hasSuffix(".md") }.map { $0.dropLast(3) }
    for code in DiagnosticCode.allCases where !pages.contains(Substring(code.rawValue)) {
      Issue.record(
        "\(Self.folder)/\(code.rawValue).md is missing: CONTRIBUTING.md says how it looks")
    }
    for page in pages where DiagnosticCode(rawValue: String(page)) == nil {
      Issue.record("\(Self.folder)/\(page).md explains no code")
    }
  }

  @Test func thePagesAreInTheTool() throws {
    try Golden.compare(
      Array(Self.embedded().utf8), with: "Sources/EctypeDiagnostics/ExplanationPages.swift")
  }

  @Test(arguments: DiagnosticCode.allCases)
  func examples(code: DiagnosticCode) throws {
    guard let page = Self.page(code) else { return }
    #expect(page.hasPrefix("# \(code.rawValue)\n\n"))
    let wrong = try #require(Self.examples(in: page, "Wrong"))
    let found = Self.diagnostics(wrong, of: code)
    #expect(Set(found.map(\.code)) == [code], "the wrong example")
    let right = try #require(Self.examples(in: page, "Right"))
    #expect(Self.diagnostics(right, of: code).map(\.message) == [], "the right example")
  }

  /// What the terminal is given has no mark-up in it.
  @Test(arguments: DiagnosticCode.allCases)
  func rendering(code: DiagnosticCode) throws {
    guard Self.page(code) != nil else { return }
    let text = String(decoding: try #require(Explanation(code)).rendered(), as: UTF8.self)
    #expect(text.hasPrefix(code.rawValue + "\n\n"))
    #expect(!text.contains("```") && !text.contains("\n#") && !text.contains("\u{1B}"))
    #expect(Explanation(code)?.summary.isEmpty == false)
  }

  // MARK: Pages

  private static func page(_ code: DiagnosticCode) -> String? {
    let file = Golden.root.appendingPathComponent("\(folder)/\(code.rawValue).md")
    return try? String(contentsOf: file, encoding: .utf8)
  }

  private struct Example {
    var language: String
    var name: String
    var text: String
  }

  /// The fenced blocks under a heading; more than one are the files of one project.
  private static func examples(in page: String, _ heading: String) -> [Example]? {
    let parts = page.components(separatedBy: "\n## \(heading)\n")
    guard parts.count == 2 else { return nil }
    let section = parts[1].components(separatedBy: "\n## ")[0]
    let fences = section.components(separatedBy: "```")
    return stride(from: 1, to: fences.count - 1, by: 2).map { index in
      let lines = fences[index].split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let words = lines[0].split(separator: " ").map(String.init)
      return Example(
        language: words[0], name: words.count > 1 ? words[1] : "models.ectype",
        text: String(lines[1]))
    }
  }

  private static func diagnostics(
    _ examples: [Example], of code: DiagnosticCode
  ) -> [Diagnostic] {
    var configuration = Configuration()
    var examples = examples
    if examples.first?.language == "json5" {
      let file = SourceFile(path: Configuration.fileName, text: examples.removeFirst().text)
      let (read, mistakes) = Configuration.read(file, file: FileID(0))
      if examples.isEmpty || !mistakes.isEmpty { return mistakes }
      configuration = read
    }
    let sources = examples.map { example in
      let bytes =
        example.language == "ectype-bytes" ? unescaped(example.text) : Array(example.text.utf8)
      return ProjectSource(
        SourceFile(path: example.name, bytes: bytes), projectPath: example.name)
    }
    // A lint that is off by default is shown all the same.
    if code.isLint { configuration.lints[code.rawValue] = .warn }
    return Compiler.compile(sources, configuration).diagnostics
  }

  /// With `\xE9` as the byte it stands for.
  private static func unescaped(_ text: String) -> [UInt8] {
    var parts = text.components(separatedBy: "\\x")
    var bytes = Array(parts.removeFirst().utf8)
    for part in parts {
      bytes.append(UInt8(part.prefix(2), radix: 16) ?? 0)
      bytes += part.dropFirst(2).utf8
    }
    return bytes
  }

  /// The Swift file that holds the pages.
  private static func embedded() -> String {
    var text = """
      // Written by `scripts/golden --update` from docs/explain. Do not edit.

      /// The pages of docs/explain by their codes.
      enum ExplanationPages {
        static func page(_ code: DiagnosticCode) -> String? {
          switch code.rawValue {

      """
    let codes = DiagnosticCode.allCases.map(\.rawValue).sorted()
    for code in codes {
      guard let page = page(DiagnosticCode(rawValue: code)!) else { continue }
      text += "    case \"\(code)\":\n      #\"\"\"\n"
      for line in page.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        text += line.isEmpty ? "\n" : "      \(line)\n"
      }
      text += "\n      \"\"\"#\n"
    }
    return text + "    default: nil\n    }\n  }\n}\n"
  }
}
