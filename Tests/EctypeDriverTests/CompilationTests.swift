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
  return Compilation(sources, Configuration()).run()
}

@Suite struct CompilationTests {
  private let schema = "@schema(\"a\")\nstruct A {\n  var x: Strng\n}\n"
  private let broken = "struct {\n"

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

  /// What is unknown because a file was not understood is not reported as well.
  @Test func syntaxErrorsStandAlone() {
    let found = codes([("a.ectype", schema), ("b.ectype", broken)])
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0.hasPrefix("b.ectype:") })
  }

  @Test func filesAreSummarised() {
    let a = "module A\n@schema(\"a\")\nstruct A {\n  var x: String\n}\n"
    let b = "module A\n@schema(\"b\")\nstruct B {\n  @belongsTo var a: A\n}\n"
    let result = compile([("b.ectype", b), ("a.ectype", a)])
    #expect(result.files.map(\.projectPath) == ["a.ectype", "b.ectype"])
    #expect(result.files.map(\.summary.uses) == [[], [0]])
    #expect(result.files[0].fingerprint == Fingerprint(Array(a.utf8)))
    #expect(result.files[0].fingerprint != result.files[1].fingerprint)
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

  @Test func fingerprints() {
    // The published test values of FNV-1a.
    #expect(Fingerprint([]).description == "cbf29ce484222325")
    #expect(Fingerprint(Array("foobar".utf8)).description == "85944171f73967e8")
  }
}
