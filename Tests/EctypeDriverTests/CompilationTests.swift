import EctypeDiagnostics
import EctypeDriver
import Testing

/// The diagnostics of sources, `path:code`, in order.
private func codes(_ files: [(String, String)]) -> [String] {
  let result = compile(files)
  return result.diagnostics.map {
    result.sources[$0.primary.span.file].path + ":" + $0.code.rawValue
  }
}

private func compile(_ files: [(String, String)]) -> CompilationResult {
  let sources = files.map { ProjectSource(SourceFile(path: $0, text: $1), projectPath: $0) }
  return Compiler.compile(sources, Configuration())
}

@Suite struct CompilationTests {
  private let schema = "@schema(\"a\")\nstruct A {\n  var x: Strng\n}\n"

  @Test func theOrderOfFilesDoesNotMatter() {
    let files = [("b.ectype", schema.replacing("A", with: "B")), ("a.ectype", schema)]
    #expect(codes(files) == ["a.ectype:unknown-type", "b.ectype:unknown-type"])
    #expect(codes(files) == codes(files.reversed()))
  }

  @Test func errorsGiveNoOutputs() {
    let result = compile([("a.ectype", schema)])
    #expect(result.hasErrors)
    #expect(result.outputs.isEmpty)
  }

  /// Large inputs are parsed on several cores, with the same result.
  @Test func manyFilesAsOne() {
    let padding = String(repeating: "// padding\n", count: 300)
    let files = (0..<40).map { index in
      let fields = (0..<5).map { "  var field\($0): Strng\n" }.joined()
      return (
        "m/\(index).ectype", padding + "@schema(\"t\(index)\")\nstruct T\(index) {\n\(fields)}\n"
      )
    }
    let result = compile(files)
    #expect(result.diagnostics.count == 200)
    let places = result.diagnostics.map { [$0.primary.span.file.index, $0.primary.span.start] }
    #expect(places == places.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// The same bytes whatever the order of the sources, and again.
  @Test func outputsAreDeterministic() throws {
    let (files, configuration) = try Fixture.sources("blog")
    let sources = files.map { path, text in
      ProjectSource(SourceFile(path: path, text: text), projectPath: path)
    }
    let outputs = Compiler.compile(sources, configuration).outputs
    #expect(outputs.map(\.target).contains(.elixir))
    #expect(outputs.allSatisfy { Header.isPresent(in: $0.bytes) })
    #expect(outputs.map(\.path) == outputs.map(\.path).sorted())
    #expect(Compiler.compile(sources.reversed(), configuration).outputs == outputs)
    #expect(
      Compiler.compile(sources.shuffled(), configuration, targets: [.swift]).outputs
        == outputs.filter { $0.target == .swift })
  }

  @Test func fingerprints() {
    // The published test values of FNV-1a.
    #expect(Fingerprint([]).description == "cbf29ce484222325")
    #expect(Fingerprint(Array("foobar".utf8)).description == "85944171f73967e8")
  }
}
