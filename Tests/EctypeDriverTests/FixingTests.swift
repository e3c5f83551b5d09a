import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// `check --fix` over every source that is kept for its mistakes.
@Suite struct FixingTests {
  private static let errors = Fixture.root.appendingPathComponent("fixtures/errors")

  static let cases: [String] = {
    let codes = (try? FileManager.default.contentsOfDirectory(atPath: errors.path)) ?? []
    return codes.flatMap { code -> [String] in
      let folder = errors.appendingPathComponent(code).path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.filter { !$0.hasSuffix(".txt") && !$0.hasSuffix(".mutant") }.map {
        "\(code)/\($0)"
      }
    }.sorted()
  }()

  /// Nothing gets worse, what was fixed does not come back, and what is written is what was found out.
  @Test(arguments: cases)
  func nothingGetsWorse(name: String) throws {
    let folder = try TemporaryFolder()
    let copy = name.split(separator: "/").last.map(String.init) ?? name
    try FileManager.default.copyItem(
      atPath: Self.errors.appendingPathComponent(name).path, toPath: folder.absolute(copy))
    var request = BuildRequest(workingFolder: folder.path)
    request.paths = [copy]
    let build = try Build(request)
    let fixing = try Fixing(build)
    #expect(errors(fixing.diagnostics) <= errors(build.diagnostics))
    #expect(fixing.fixes.isEmpty == fixing.changes.isEmpty)
    try fixing.write()
    let again = try Build(request)
    #expect(again.diagnostics.map(\.message) == fixing.diagnostics.map(\.message))
    #expect(try Fixing(again).fixes.isEmpty)
  }

  @Test func thereIsSomethingToFix() throws {
    #expect(Self.cases.count > 80)
    let bytes = TextEdit.apply(
      [
        TextEdit(Span(file: FileID(0), start: 3, end: 5), "XY"),
        TextEdit(Span(file: FileID(0), start: 0, end: 1), ""),
        TextEdit(Span(file: FileID(0), start: 6, end: 6), "!"),
      ], to: Array("abcdef".utf8))
    #expect(String(decoding: bytes, as: UTF8.self) == "bcXYf!")
  }

  /// Quotes as word processors write them, in pairs.
  @Test(arguments: [("“a”", "\"a\""), ("“”", "\"\""), ("“a\"", "\"a\""), ("„ä“", "\"ä\"")])
  func quotes(written: String, fixed: String) throws {
    let folder = try TemporaryFolder()
    func text(_ literal: String) -> String {
      "@schema(\"posts\")\nstruct Post {\n  var title: String = \(literal)\n}\n"
    }
    try folder.write("a.ectype", text(written))
    var request = BuildRequest(workingFolder: folder.path)
    request.paths = ["a.ectype"]
    let fixing = try Fixing(try Build(request))
    try #require(fixing.changes.count == 1)
    #expect(String(decoding: fixing.changes[0].new, as: UTF8.self) == text(fixed))
    #expect(fixing.diagnostics.isEmpty)
  }

  @Test func writeProtected() throws {
    let folder = try TemporaryFolder()
    let text = "@context\nclass A {\n  static func one(a: Int) -> Int {\n    return ^a\n  }\n}\n"
    try folder.write("a.ectype", text)
    let path = folder.absolute("a.ectype")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    var request = BuildRequest(workingFolder: folder.path)
    request.paths = ["a.ectype"]
    let fixing = try Fixing(try Build(request))
    #expect(fixing.changes.count == 1)
    #expect(throws: FileTrouble.self) { try fixing.write() }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  /// A file that someone has changed meanwhile keeps what they wrote.
  @Test func changedMeanwhile() throws {
    let folder = try TemporaryFolder()
    for name in ["a.ectype", "b.ectype"] {
      try folder.write(
        name,
        "@context\nclass \(name.prefix(1).uppercased()) {\n"
          + "  static func one(a: Int) -> Int {\n    return ^a\n  }\n}\n")
    }
    var request = BuildRequest(workingFolder: folder.path)
    request.paths = ["a.ectype", "b.ectype"]
    let fixing = try Fixing(try Build(request))
    #expect(fixing.fixes.map(\.path) == ["a.ectype", "b.ectype"])
    try folder.write("b.ectype", "mine")
    let before = folder.read("a.ectype")
    #expect(throws: FileTrouble.self) { try fixing.write() }
    #expect(folder.read("a.ectype") == before && folder.read("b.ectype") == "mine")
    #expect(folder.files() == ["a.ectype", "b.ectype"])
  }

  private func errors(_ diagnostics: [Diagnostic]) -> Int {
    diagnostics.count { $0.severity == .error }
  }
}
