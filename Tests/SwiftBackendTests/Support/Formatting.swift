import Foundation
import Testing

/// Checks that `swift format` with its default configuration would change nothing in any of `files` (name and
/// text) and that its strict lint is quiet. One process for all files, and one for the lint.
func checkFormatted(
  _ files: [(name: String, text: [UInt8])], indentation: String = "{\"spaces\":2}",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try withTemporaryFolder { folder in
    for file in files {
      try Data(file.text).write(to: folder.appendingPathComponent("\(file.name).swift"))
    }
    // A configuration of its own: none of a folder above is found.
    let configuration = ["--configuration", "{\"version\":1,\"indentation\":\(indentation)}"]
    let lint = try run(
      ["swift", "format", "lint", "--strict", "-p", "-r"] + configuration + [folder.path])
    #expect(
      lint.status == 0 && lint.output.isEmpty, "\(lint.output.prefix(4000))",
      sourceLocation: sourceLocation)
    let format = try run(["swift", "format", "-i", "-p", "-r"] + configuration + [folder.path])
    #expect(format.status == 0, "\(format.output.prefix(4000))", sourceLocation: sourceLocation)
    for file in files {
      let formatted = try Data(contentsOf: folder.appendingPathComponent("\(file.name).swift"))
      if Array(formatted) == file.text { continue }
      Issue.record(
        "\(file.name): \(difference(file.text, Array(formatted)))", sourceLocation: sourceLocation)
    }
  }
}

/// The first lines that differ, with what stands before them.
private func difference(_ printed: [UInt8], _ formatted: [UInt8]) -> String {
  let a = String(decoding: printed, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let b = String(decoding: formatted, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let start = zip(a, b).prefix { $0 == $1 }.count
  func excerpt(_ lines: [Substring]) -> String {
    lines[max(0, start - 4)..<min(lines.count, start + 10)].joined(separator: "\n")
  }
  return "printed:\n\(excerpt(a))\nformatted:\n\(excerpt(b))"
}
