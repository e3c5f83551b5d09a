import EctypeDiagnostics
import Foundation
import Testing

@testable import EctypeSyntax

/// All fixtures are valid sources.
@Suite struct FixtureTests {
  @Test(arguments: fixtures()) func parsesWithoutADiagnostic(_ path: String) throws {
    let source = try read(path)
    let (tree, diagnostics) = parse(source, file: FileID(0))
    #expect(diagnostics.map(describe(source)) == [])
    #expect(!tree.nodes.contains { $0.kind == .error })
  }
}

let fixturesFolder = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../fixtures").standardizedFileURL

func fixtures() -> [String] {
  let found = FileManager.default.enumerator(atPath: fixturesFolder.path)!
  return found.compactMap { $0 as? String }.filter {
    $0.hasSuffix(".ectype") && ($0.hasPrefix("projects/") || $0.hasPrefix("syntax/"))
  }.sorted()
}

func read(_ path: String) throws -> SourceFile {
  SourceFile(path: path, bytes: Array(try Data(contentsOf: fixturesFolder.appending(path: path))))
}

func line(_ offset: Int32, in source: SourceFile) -> Int {
  source.bytes.prefix(Int(offset)).reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
}

func describe(_ source: SourceFile) -> (Diagnostic) -> String {
  { "\(line($0.primary.span.start, in: source)): \($0.code.rawValue): \($0.message)" }
}
