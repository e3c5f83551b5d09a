import EctypeDiagnostics
import Foundation
import Testing

/// docs/queries.md names a fixture for each row of Ecto's query surface: each exists and is run, and none is left out.
@Suite struct QueryPageTests {
  /// `Sources.table` and its like, of the tables' last column.
  private func named() throws -> Set<String> {
    let page = try text("docs/queries.md")
    let functions = page.matches(of: /`([A-Z][a-z]+\.[a-z_]+[?!]?)`/).map { String($0.1) }
    return Set(functions.filter { !$0.hasPrefix("Repo.") })
  }

  /// The public functions of the project, by module.
  private func written() throws -> Set<String> {
    let folder = "golden/projects/queries/elixir/lib/asks"
    var functions: Set<String> = []
    for file in Golden.files(below: folder) {
      let source = try text("\(folder)/\(file)")
      guard let module = source.firstMatch(of: /defmodule Asks\.(\w+) do/),
        !source.contains("use Ecto.")
      else { continue }
      for function in source.matches(of: /\n  def ([a-z_]+[?!]?)/) {
        functions.insert("\(module.1).\(function.1)")
      }
    }
    return functions
  }

  @Test func everyFixtureStandsInTheTable() throws {
    let (named, written) = (try named(), try written())
    #expect(named.subtracting(written).sorted() == [], "in the page alone")
    #expect(written.subtracting(named).sorted() == [], "in the fixtures alone")
  }

  @Test func everyFixtureIsRun() throws {
    let script = try text("fixtures/projects/queries/verify.exs")
    for function in try named().sorted() {
      #expect(
        script.contains(function + "(") || function == "Sources.popular",
        "\(function) is not asked; what others call is asked by them")
    }
  }

  /// Each code that the page explains is one.
  @Test func theCodesExist() throws {
    let page = try text("docs/queries.md")
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("-") }
    for row in rows {
      let cell = row.split(separator: "|").first ?? ""
      for code in cell.matches(of: /`([a-z]+(?:-[a-z]+)+)`/) {
        #expect(DiagnosticCode(rawValue: String(code.1)) != nil, "\(code.1)")
      }
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Golden.root.appendingPathComponent(path), encoding: .utf8)
  }
}
