import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// fixtures/errors/<code>/<case>.ectype, or a folder of files: compiling it gives a diagnostic of that code, and
/// the text that stands beside it.
@Suite struct DiagnosticFixtureTests {
  struct Case: Sendable, CustomStringConvertible {
    var code: String
    var name: String
    /// Relative to the repository.
    var files: [String]
    var description: String { "\(code)/\(name)" }
  }

  static let cases: [Case] = Golden.names(in: "fixtures/errors").flatMap { code -> [Case] in
    let folder = "fixtures/errors/\(code)"
    return Golden.names(in: folder).compactMap { name -> Case? in
      if name.hasSuffix(".ectype") {
        return Case(code: code, name: String(name.dropLast(7)), files: ["\(folder)/\(name)"])
      }
      if name.hasSuffix(".txt") { return nil }
      let files = Golden.names(in: "\(folder)/\(name)").filter { $0.hasSuffix(".ectype") }
      return Case(code: code, name: name, files: files.map { "\(folder)/\(name)/\($0)" })
    }
  }

  @Test(arguments: cases)
  func rendersAsKept(_ fixture: Case) throws {
    let sources = try fixture.files.map { path -> ProjectSource in
      let data = try Data(contentsOf: Golden.root.appendingPathComponent(path))
      let name = String(path.split(separator: "/").last ?? "")
      return ProjectSource(SourceFile(path: name, bytes: [UInt8](data)), projectPath: name)
    }
    var configuration = Configuration()
    // A lint that is off by default is shown all the same.
    if DiagnosticCode(rawValue: fixture.code)?.isLint ?? false {
      configuration.lints[fixture.code] = .warn
    }
    let result = Compiler.compile(sources, configuration)
    let codes = Set(result.diagnostics.map(\.code.rawValue))
    #expect(codes == [fixture.code], "one mistake, one kind of diagnostic")
    let text = HumanRenderer().render(result.diagnostics, in: result.sources)
    try Golden.compare(text, with: "fixtures/errors/\(fixture).txt")
    #expect(
      result.hasErrors == result.outputs.isEmpty, "outputs are written exactly without errors")
    try checkEdits(of: result)
  }

  /// What a help offers to write can be written: its place is in the file, and the file still parses as far.
  private func checkEdits(of result: CompilationResult) throws {
    for help in result.diagnostics.flatMap(\.helps) {
      for edit in help.edits {
        let file = result.sources[edit.span.file]
        #expect(edit.span.start <= edit.span.end && Int(edit.span.end) <= file.bytes.count)
      }
    }
  }

  /// What `ectype.json` alone can cause: `ConfigurationTests` of the driver show it.
  static let withoutFixture: Set<DiagnosticCode> = [.invalidConfiguration, .unknownSetting]

  @Test func everyCodeHasAFixture() {
    let covered = Set(Self.cases.map(\.code))
    for code in DiagnosticCode.allCases where !Self.withoutFixture.contains(code) {
      #expect(covered.contains(code.rawValue), "no fixture for \(code.rawValue)")
    }
    for code in covered {
      #expect(DiagnosticCode(rawValue: code) != nil, "fixtures/errors/\(code) is no code")
    }
  }
}
