import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// fixtures/projects/<name> compiled, against golden/projects/<name>.
@Suite struct ProjectGoldenTests {
  static let projects = Golden.names(in: "fixtures/projects").filter { !$0.hasPrefix(".") }

  @Test func thereAreProjects() { #expect(!Self.projects.isEmpty) }

  @Test(arguments: projects)
  func outputs(project: String) throws {
    var request = BuildRequest(
      workingFolder: Golden.root.appendingPathComponent("fixtures/projects/\(project)").path)
    // Where outputs go: the standard folders, so that each golden has its place whatever the project says.
    request.outFolder = "out"
    let build = try Build(request)
    let text = HumanRenderer().render(build.compilation.diagnostics, in: build.compilation.sources)
    #expect(!build.compilation.hasErrors, "\(String(decoding: text, as: UTF8.self))")

    // Of most projects there is nothing to say; what is said of one is kept.
    // What its Elixir did is scripts/verify-ecto's to say.
    var expected = Set(Golden.files(below: "golden/projects/\(project)"))
    expected.remove("verified.json")
    if !text.isEmpty || expected.contains("diagnostics.txt") {
      try Golden.compare(text, with: "golden/projects/\(project)/diagnostics.txt")
      expected.remove("diagnostics.txt")
    }
    for output in build.compilation.outputs {
      try Golden.compare(output.bytes, with: "golden/projects/\(project)/\(output.path)")
      expected.remove(output.path)
    }
    for path in expected.sorted() {
      if Golden.isUpdating {
        let file = Golden.root.appendingPathComponent("golden/projects/\(project)/\(path)")
        try FileManager.default.removeItem(at: file)
      } else {
        Issue.record(
          "golden/projects/\(project)/\(path) is no longer given: scripts/golden --update")
      }
    }
  }

  /// The order of files and the number of runs make no difference.
  @Test(arguments: projects)
  func outputsAreDeterministic(project: String) throws {
    var request = BuildRequest(
      workingFolder: Golden.root.appendingPathComponent("fixtures/projects/\(project)").path)
    request.outFolder = "out"
    let build = try Build(request)
    let sources = build.compilation.projectPaths.map { file, path in
      ProjectSource(build.compilation.sources[file], projectPath: path)
    }
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<5 {
      let shuffled = sources.shuffled(using: &generator)
      let again = Compiler.compile(shuffled, build.project.configuration)
      #expect(again.outputs == build.compilation.outputs)
    }
  }
}
