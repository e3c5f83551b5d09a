import EctypeDiagnostics
import EctypeDriver
import Foundation
import Testing

/// The examples of README.md and docs/ are compiled: an `ectype` block gives no diagnostic, each `elixir` and
/// `swift` block after it stands in its output, and a `text` block is what the compiler says of it. A comment
/// `<!-- with a => b -->` before a `text` block says what is wrong with the source then. docs/explain has tests of
/// its own.
@Suite struct DocumentationTests {
  static let pages =
    ["README.md"]
    + Golden.files(below: "docs").filter { $0.hasSuffix(".md") && !$0.hasPrefix("explain/") }
    .map { "docs/" + $0 }

  struct Block {
    var language: String
    var text: String
    var change: (from: String, to: String)?
  }

  @Test(arguments: pages)
  func examples(page: String) throws {
    let text = try String(contentsOf: Golden.root.appendingPathComponent(page), encoding: .utf8)
    var source: String?
    var outputs: [String] = []
    for block in Self.blocks(in: text) {
      switch block.language {
      case "ectype":
        let result = compile(block.text)
        #expect(result.diagnostics.isEmpty, "\(page): \(rendered(result))")
        outputs = result.outputs.map { String(decoding: $0.bytes, as: UTF8.self) }
        source = block.text
      case "elixir" where source != nil, "swift" where source != nil:
        #expect(
          outputs.contains { $0.contains(block.text) }, "\(page): no output holds\n\(block.text)")
      case "text":
        guard let change = block.change else { continue }
        let original = try #require(source)
        #expect(original.contains(change.from), "\(page): nothing to replace: \(change.from)")
        let wrong = original.replacingOccurrences(of: change.from, with: change.to)
        #expect(rendered(compile(wrong)) == block.text + "\n", "\(page)")
      default: continue
      }
    }
  }

  @Test func readmeHasExamples() throws {
    let text = try String(
      contentsOf: Golden.root.appendingPathComponent("README.md"), encoding: .utf8)
    let languages = Set(Self.blocks(in: text).map(\.language))
    #expect(languages.isSuperset(of: ["ectype", "elixir", "swift", "text"]))
  }

  private func compile(_ text: String) -> CompilationResult {
    let path = "models/blog.ectype"
    let source = ProjectSource(SourceFile(path: path, text: text), projectPath: path)
    return Compiler.compile([source], Configuration())
  }

  private func rendered(_ result: CompilationResult) -> String {
    String(
      decoding: HumanRenderer().render(result.diagnostics, in: result.sources), as: UTF8.self)
  }

  /// The fenced blocks of a page, in order.
  private static func blocks(in page: String) -> [Block] {
    var blocks: [Block] = []
    var open: Block?
    var change: (from: String, to: String)?
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if var block = open {
        if line == "```" {
          blocks.append(block)
          open = nil
        } else {
          block.text += line + "\n"
          open = block
        }
      } else if line.hasPrefix("```") {
        open = Block(language: String(line.dropFirst(3)), text: "", change: change)
        change = nil
      } else if line.hasPrefix("<!-- with "), line.hasSuffix(" -->") {
        let parts = line.dropFirst(10).dropLast(4).components(separatedBy: " => ")
        if parts.count == 2 { change = (parts[0], parts[1]) }
      }
    }
    return blocks
  }
}
