import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// `check --fix --modernize` over every project: the outputs stay as they are, byte for byte, and what comes out is
/// canonical.
@Suite struct ModernizeTests {
  private static let projects = Golden.names(in: "fixtures/projects")

  @Test(arguments: projects) func keepsTheOutputs(project: String) throws {
    let folder = Golden.root.appendingPathComponent("fixtures/projects/\(project)").path
    let build = try Build(BuildRequest(workingFolder: folder))
    let fixing = try Fixing(build, modernizes: true)
    #expect(fixing.compilation.outputs == build.compilation.outputs)
    #expect(!build.compilation.outputs.isEmpty)
    #expect(!fixing.diagnostics.contains { $0.code == .guideSpelling })
    for change in fixing.changes {
      let formatted = try Formatting.format(
        SourceFile(path: change.path, bytes: change.new), file: FileID(0))
      #expect(formatted.bytes == change.new, "\(change.path)")
    }
  }

  /// The guide's own blocks have nothing of the guide's spelling left.
  @Test(arguments: ["guide", "guide_queries"]) func theGuideBecomesCanonical(project: String) throws
  {
    let folder = Golden.root.appendingPathComponent("fixtures/projects/\(project)").path
    let fixing = try Fixing(try Build(BuildRequest(workingFolder: folder)), modernizes: true)
    let texts = fixing.changes.map { String(decoding: $0.new, as: UTF8.self) }
    #expect(texts.count >= 4)
    // The empty map is canonical.
    for text in texts.map({ $0.replacing("[:]", with: "") }) {
      for spelling in [
        "@:", "function ", "public ", "Dynamic", "Null<", ";\n", " || 0", "(:", "[:",
      ] {
        #expect(!text.contains(spelling), "`\(spelling)` in\n\(text)")
      }
    }
  }

  /// Beside a source in the guide's spelling, what becomes of it.
  @Test func aSourceOfEverything() throws {
    let text = try String(
      contentsOf: Golden.root.appendingPathComponent("fixtures/modernize/guide.ectype"),
      encoding: .utf8)
    let expected = try String(
      contentsOf: Golden.root.appendingPathComponent("fixtures/modernize/guide.txt"),
      encoding: .utf8)
    var request = BuildRequest(workingFolder: Golden.root.path)
    request.input = Array(text.utf8)
    let fixing = try Fixing(try Build(request), modernizes: true)
    #expect(fixing.compilation.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    #expect(fixing.changes.map { String(decoding: $0.new, as: UTF8.self) } == [expected])
  }
}
