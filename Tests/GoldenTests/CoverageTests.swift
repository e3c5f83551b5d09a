import Foundation
import Testing

/// docs/ecto-coverage.md against the sources that prove its rows: `// covers: 1.3 :default, 1.3 :source` stands
/// above what it is about, in a fixture or a test.
@Suite struct CoverageTests {
  private static let page = "docs/ecto-coverage.md"
  private static let folders = ["fixtures", "Tests"]
  /// How far below its marker the spelling may stand.
  private static let reach = 8

  struct Row {
    var line: Int
    /// `1.3 :default`
    var name: String
    var spelling: String
    var proof: String

    /// What of the spelling is source text.
    var snippets: [String] {
      spelling.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
    var isRefused: Bool { proof.hasPrefix("refused: ") && proof.count > 20 }
  }

  struct Marker {
    var row: String
    /// Relative to the repository.
    var path: String
    var line: Int
    /// The lines that it may be about.
    var text: String
  }

  @Test func everyRowIsProvenOrRefused() throws {
    var lines = try Self.lines(of: Self.page)
    let rows = Self.rows(of: lines)
    #expect(rows.count > 100, "rows are not read")
    let markers = Dictionary(grouping: try Self.markers(), by: \.row)

    for row in rows {
      let proofs = markers[row.name] ?? []
      let paths = Set(proofs.map(\.path)).sorted().map { "`\($0)`" }.joined(separator: "<br>")
      for marker in proofs where !row.snippets.isEmpty {
        #expect(
          row.snippets.contains { marker.text.contains($0) || marker.path.contains("/\($0)/") },
          "\(marker.path):\(marker.line) covers \(row.name), and shows none of \(row.snippets)")
      }
      if proofs.isEmpty {
        #expect(row.isRefused, "\(Self.page):\(row.line + 1): \(row.name) has no proof")
      } else if row.proof != paths {
        if Golden.isUpdating {
          lines[row.line] = "| \(row.name) | \(row.spelling) | \(paths) |"
        } else {
          Issue.record("\(row.name): the markers say \(paths). scripts/golden --update writes it")
        }
      }
    }
    if Golden.isUpdating {
      let file = Golden.root.appendingPathComponent(Self.page)
      try Data(lines.joined(separator: "\n").utf8).write(to: file, options: .atomic)
    }
  }

  @Test func everyMarkerNamesARow() throws {
    let names = Self.rows(of: try Self.lines(of: Self.page)).map(\.name)
    #expect(Set(names).count == names.count, "a row stands twice")
    for marker in try Self.markers() where !names.contains(marker.row) {
      Issue.record("\(marker.path):\(marker.line): \(Self.page) has no row `\(marker.row)`")
    }
  }

  // MARK: Reading

  private static func lines(of path: String) throws -> [String] {
    let data = try Data(contentsOf: Golden.root.appendingPathComponent(path))
    return String(decoding: data, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The lines of tables of three columns, heads left out.
  private static func rows(of lines: [String]) -> [Row] {
    lines.enumerated().compactMap { number, line in
      let cells = line.components(separatedBy: " | ")
      guard cells.count == 3, line.hasPrefix("| "), line.hasSuffix("|"),
        cells[0].dropFirst(2).first?.isNumber == true
      else { return nil }
      return Row(
        line: number, name: String(cells[0].dropFirst(2)), spelling: cells[1],
        proof: cells[2].dropLast().trimmingCharacters(in: .whitespaces))
    }
  }

  private static func markers() throws -> [Marker] {
    let files = folders.flatMap { folder in
      Golden.files(below: folder).filter { $0.hasSuffix(".ectype") || $0.hasSuffix(".swift") }
        .map { "\(folder)/\($0)" }
    }
    return try files.flatMap { path -> [Marker] in
      let lines = try lines(of: path)
      return lines.enumerated().flatMap { number, line -> [Marker] in
        let bare = line.trimmingCharacters(in: .whitespaces)
        guard bare.hasPrefix("// covers: ") else { return [] }
        let text = lines[(number + 1)..<min(number + 1 + reach, lines.count)].joined(
          separator: "\n")
        return bare.dropFirst(11).components(separatedBy: ", ").map {
          Marker(row: $0, path: path, line: number + 1, text: text)
        }
      }
    }
  }
}
