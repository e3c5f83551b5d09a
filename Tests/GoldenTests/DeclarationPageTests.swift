import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import Foundation
import Testing

@testable import EctypeAnalysis

/// docs/declarations.md has every attribute and every step, each with the options and choices that the compiler asks
/// for, and no other.
@Suite struct DeclarationPageTests {
  /// What the page says of an attribute or a step.
  private struct Entry {
    var options: Set<String> = []
    /// The section that it stands in.
    var text = ""
  }

  private var entries: [String: Entry] = [:]
  /// The rows of the table of types.
  private var types: [[String]] = []

  init() throws {
    let page = try String(
      contentsOf: Golden.root.appendingPathComponent("docs/declarations.md"), encoding: .utf8)
    for section in page.components(separatedBy: "\n##").dropFirst() { read(section) }
  }

  private mutating func read(_ section: String) {
    let lines = section.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let owner = Self.codes(in: lines[0]).first
    if let owner { entries[owner] = Entry(text: section) }
    var isExample = false
    for line in lines.dropFirst() {
      if line.hasPrefix("```") { isExample.toggle() }
      guard !isExample, line.hasPrefix("| "), !line.hasPrefix("|---") else { continue }
      // A vertical bar in code stands in no table here.
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let first = Self.codes(in: cells[0]).first else { continue }
      if let owner {
        entries[owner]?.options.formUnion(Self.codes(in: cells[0]))
      } else if lines[0].contains("Types of fields") {
        types.append(cells)
      } else {
        let step = Self.withoutReceiver(first)
        let options = Self.codes(in: cells.count > 2 ? cells[2] : "").filter { !$0.hasPrefix(".") }
        entries[String(step.prefix { $0 != "(" })] = Entry(
          options: Set(options.map { String($0.prefix { $0 != ":" }) }), text: section)
      }
    }
  }

  /// `t.addColumn(…)` and `.references(…)` as `addColumn(…)` and `references(…)`.
  private static func withoutReceiver(_ call: String) -> Substring {
    let receiver = call.prefix { $0 != "." }
    return receiver.contains("(") ? call[...] : call.dropFirst(receiver.count + 1)
  }

  /// What stands in backticks.
  private static func codes(in text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  // MARK: Attributes and steps

  /// What the guide writes above a var, and Ectype as a member of its own.
  private static let members = Set(MemberCollector.directives)

  @Test func everythingIsThereAndNoOther() {
    let attributes = Attributes.places.keys.filter { !Self.members.contains($0) || $0 == "unique" }
    let steps =
      OperationLowering.names + TableLowering.names + ["references"] + ChangesetSteps.names
    let known =
      attributes.map { "@" + NameRules.camelCase($0) } + Self.members.map { "#" + $0 }
      + steps.map(NameRules.camelCase)
    #expect(Set(entries.keys).symmetricDifference(known) == [])
  }

  @Test(arguments: Attributes.places.sorted { $0.key < $1.key })
  func places(attribute: String, place: String) throws {
    if Self.members.contains(attribute), attribute != "unique" { return }
    let entry = try #require(entries["@" + NameRules.camelCase(attribute)])
    #expect(entry.text.contains("\nOn \(place)"))
  }

  // MARK: Options

  @Test func everyOptionIsThereAndNoOther() {
    var matrix = Matrix()
    let asked = matrix.askedOptions()
    for (name, entry) in entries {
      #expect(entry.options.symmetricDifference(asked[name] ?? []) == [], "\(name)")
      // These take no options, and nothing can be written in their place.
      #expect(asked[name] != nil || ["@allow", "flush"].contains(name), "\(name) is tried nowhere")
    }
  }

  @Test func everyChoiceIsThere() {
    var matrix = Matrix()
    let asked = matrix.askedOptions()
    var count = 0
    for site in MatrixSites.options {
      for option in asked[site.owner] ?? [] {
        let verdict = matrix.verdict("\(site.separator)\(option): .zzz", at: site)
        guard case .diagnosed(let found) = verdict else { continue }
        for choice in Matrix.names(found, .invalidOption, listedBy: "its choices are") {
          // Not every relation takes what another one does.
          if matrix.verdict("\(site.separator)\(option): \(choice)", at: site).isDiagnosed { continue }
          count += 1
          #expect(
            entries[site.owner]?.text.contains("`\(choice)`") == true,
            "\(site.owner), \(option): \(choice)")
        }
      }
    }
    #expect(count > 100)
  }

  // MARK: Types

  @Test func typesOfFields() {
    #expect(types.count > 12)
    for row in types {
      let sources = Self.codes(in: row[0])
      let ecto = Self.codes(in: row[1])
      for (index, source) in sources.enumerated() {
        let outputs = outputs(of: "@schema(\"xs\")\nstruct X {\n  var a: \(source)?\n}\n")
        let type = ecto[min(index, ecto.count - 1)]
        #expect(outputs.contains { $0.contains("field :a, \(type)\n") }, "\(source): \(type)")
        let swift = Self.codes(in: row[2]).first
        let property = swift.map { "var a: \($0)?\n" } ?? "var a:"
        #expect(outputs.contains { $0.contains(property) } == (swift != nil), "\(source)")
      }
    }
  }

  private func outputs(of text: String) -> [String] {
    var configuration = Configuration()
    configuration.elixir.version = Version(1, 17)
    let source = ProjectSource(SourceFile(path: "a.ectype", text: text), projectPath: "a.ectype")
    let result = Compiler.compile([source], configuration)
    #expect(result.diagnostics == [], "\(text)")
    return result.outputs.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func typesOfColumns() throws {
    let text = try #require(entries["addColumn"]?.text)
    for type in TableLowering.known {
      #expect(text.contains("`.\(NameRules.camelCase(type))`"), "\(type)")
    }
  }
}
