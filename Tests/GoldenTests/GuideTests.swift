import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// fixtures/projects/guide is the guide's own text, and its first block gives what the guide prints.
@Suite struct GuideTests {
  @Test(arguments: 1...6)
  func blocksAreTheGuides(number: Int) throws {
    let block = try text("fixtures/syntax/guide/0\(number).ectype")
    let model = try text("fixtures/projects/guide/models/block_\(number).ectype")
    #expect(model.hasSuffix(block))
    #expect(model.dropLast(block.count).split(separator: "\n").count == 1, "a `module` line alone")
  }

  /// "Compiles to", docs, types and the JSON encoder aside.
  @Test func firstBlockIsAsPrinted() throws {
    let printed = """
      defmodule User do
        use Ecto.Schema
        schema "users" do
          field :name, :string
          field :email, :string
          field :age, :integer
          field :active, :boolean, default: true
          timestamps()
        end
      end
      """
    let source = SourceFile(path: "user.ectype", text: try text("fixtures/syntax/guide/01.ectype"))
    var configuration = Configuration()
    configuration.elixir.json = .none
    let result = Compiler.compile(
      [ProjectSource(source, projectPath: "user.ectype")], configuration)
    #expect(result.diagnostics.isEmpty)
    let output = try #require(result.outputs.first { $0.path.hasSuffix("user.ex") })
    var lines = String(decoding: output.bytes, as: UTF8.self).components(separatedBy: "\n")
    let type = try #require(lines.firstIndex { $0.hasPrefix("  @type t ::") })
    let end = try #require(lines[type...].firstIndex { $0.hasSuffix("}") })
    lines.removeSubrange(type...end)
    lines.removeAll { $0.isEmpty || $0.hasPrefix("#") || $0.contains("@moduledoc") }
    #expect(lines.joined(separator: "\n") == printed)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Golden.root.appendingPathComponent(path), encoding: .utf8)
  }
}
