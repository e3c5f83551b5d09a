import EctypeDiagnostics
import EctypeDriver
import EctypeModel
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

  /// From `defimpl` on.
  private func checkEncoder(
    _ json: ElixirSettings.JSONEncoder, _ schema: String, _ expected: String
  ) {
    var configuration = Configuration()
    configuration.elixir.json = json
    let source = ProjectSource(
      SourceFile(path: "a.ectype", text: "@schema(\"a\")\n" + schema), projectPath: "a.ectype")
    let result = Compiler.compile([source], configuration, targets: [.elixir])
    #expect(result.diagnostics.isEmpty)
    let text = String(decoding: result.outputs.first?.bytes ?? [], as: UTF8.self)
    let encoder = text.firstRange(of: "  defimpl").map { String(text[$0.lowerBound...]) } ?? ""
    #expect(encoder == expected)
  }

  @Test func encoders() {
    checkEncoder(
      .jason, "struct A {\n  var x: String\n}\n",
      """
        defimpl Jason.Encoder do
          def encode(a, opts) do
            a
            |> Map.take([:id, :x])
            |> Jason.Encode.map(opts)
          end
        end
      end

      """)
    checkEncoder(
      .builtin, "struct Encoder {\n  @belongsTo var before: Encoder?\n}\n",
      """
        defimpl JSON.Encoder do
          def encode(struct, encoder) do
            struct
            |> Map.take([:id, :before_id, :before])
            |> Map.reject(fn {_, value} -> match?(%Ecto.Association.NotLoaded{}, value) end)
            |> JSON.Encoder.encode(encoder)
          end
        end
      end

      """)
    checkEncoder(.none, "struct A {\n  var x: String\n}\n", "")
  }

  /// A line has 98 columns at most, of which 77 are left for the keys.
  @Test(arguments: [77, 78]) func longEncoders(_ columns: Int) {
    let key = String(repeating: "k", count: 40)
    let other = String(repeating: "o", count: columns - ":id, :, :".count - key.count)
    let isFlat = columns <= 77
    let keys =
      isFlat
      ? ":id, :\(key), :\(other)"
      : "\n        :id,\n        :\(key),\n        :\(other)\n      "
    checkEncoder(
      .jason, "struct A {\n  var \(key): String\n  var \(other): String\n}\n",
      """
        defimpl Jason.Encoder do
          def encode(a, opts) do
            a
            |> Map.take([\(keys)])
            |> Jason.Encode.map(opts)
          end
        end
      end

      """)
  }

  @Test func encodersOfLongNames() {
    let name = String(repeating: "a", count: 80)
    checkEncoder(
      .jason, "struct A\(name.dropFirst()) {\n  var x: String\n}\n",
      """
        defimpl Jason.Encoder do
          def encode(
                \(name),
                opts
              ) do
            \(name)
            |> Map.take([:id, :x])
            |> Jason.Encode.map(opts)
          end
        end
      end

      """)
  }
}
