import EctypeAnalysis
import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// fixtures/lints/<lint>/<case>.ectype, or a folder of files: near misses, of which the lint says nothing, and what `@allow` keeps
/// quiet. (What each lint says is in fixtures/errors.) And docs/lints.md, the table of them all.
@Suite struct LintTests {
  static let lints = DiagnosticCode.allCases.filter(\.isLint)

  static let cases: [String] = Golden.names(in: "fixtures/lints").flatMap { lint in
    Golden.names(in: "fixtures/lints/\(lint)").map { "\(lint)/\($0)" }
  }

  /// A compilation with this lint on, and no other that is off by default.
  private func diagnostics(_ texts: [String], lint: DiagnosticCode) -> [Diagnostic] {
    var configuration = Configuration()
    configuration.lints[lint.rawValue] = .warn
    let sources = texts.enumerated().map { index, text in
      ProjectSource(SourceFile(path: "\(index).ectype", text: text), projectPath: "\(index).ectype")
    }
    return Compiler.compile(sources, configuration).diagnostics
  }

  /// The texts of a case's file, or of the files of its folder.
  private func texts(_ path: String) throws -> [String] {
    let path = "fixtures/lints/\(path)"
    let names = path.hasSuffix(".ectype") ? [path] : Golden.names(in: path).map { "\(path)/\($0)" }
    return try names.map {
      String(decoding: try Data(contentsOf: Golden.root.appendingPathComponent($0)), as: UTF8.self)
    }
  }

  @Test(arguments: cases)
  func isQuiet(path: String) throws {
    let lint = try #require(DiagnosticCode(rawValue: String(path.split(separator: "/")[0])))
    let texts = try texts(path)
    let found = diagnostics(texts, lint: lint)
    #expect(found.isEmpty, "\(found.map(\.message))")

    let attribute = "@allow(\"\(lint.rawValue)\")"
    guard texts.contains(where: { $0.contains(attribute) }) else { return }
    let bare = texts.map { $0.replacingOccurrences(of: attribute, with: "") }
    #expect(
      diagnostics(bare, lint: lint).map(\.code).contains(lint), "without `@allow` nothing is found")
  }

  @Test(arguments: lints)
  func hasANearMissAndAnAllowedCase(lint: DiagnosticCode) throws {
    let cases = try Golden.names(in: "fixtures/lints/\(lint.rawValue)").map {
      try texts("\(lint.rawValue)/\($0)").joined()
    }
    let attribute = "@allow(\"\(lint.rawValue)\")"
    #expect(cases.contains { $0.contains(attribute) }, "no fixture where it is allowed")
    #expect(cases.contains { !$0.contains(attribute) }, "no near miss")
  }

  @Test func theTableIsComplete() throws {
    let page = try Data(contentsOf: Golden.root.appendingPathComponent("docs/lints.md"))
    let rows = String(decoding: page, as: UTF8.self).split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    let expected = Self.lints.map(\.rawValue).sorted()
    #expect(rows.map { $0[0].filter { $0 != "`" } } == expected)
    for row in rows {
      let lint = try #require(DiagnosticCode(rawValue: row[0].filter { $0 != "`" }))
      #expect(row[1] == AnalysisSettings().level(of: lint).rawValue, "the level of \(row[0])")
      #expect(row[2].count > 20)
    }
  }
}
