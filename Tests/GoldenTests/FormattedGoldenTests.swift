import Foundation
import Testing

/// The goldens are as each language's own formatter leaves them, and lint-clean.
@Suite struct FormattedGoldenTests {
  private func run(
    _ tool: String, _ arguments: [String], in folder: URL
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  private static let golden = Golden.root.appendingPathComponent("golden")

  /// No directive keeps a formatter or a linter away from anything.
  @Test func noDirectives() throws {
    for path in Golden.files(below: "golden/projects") {
      let file = Self.golden.appendingPathComponent("projects/\(path)")
      let text = try String(contentsOf: file, encoding: .utf8)
      for directive in ["swift-format-ignore", "swiftlint:", "credo:disable"] {
        #expect(!text.contains(directive), "\(path)")
      }
    }
  }

  @Test func swift() throws {
    let files = Golden.files(below: "golden/projects").filter { $0.hasSuffix(".swift") }
      .map { "projects/" + $0 }
    #expect(!files.isEmpty)
    let lint = try run("swift", ["format", "lint", "--strict"] + files, in: Self.golden)
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
    for path in files {
      let formatted = try run("swift", ["format", path], in: Self.golden)
      let kept = try String(contentsOf: Self.golden.appendingPathComponent(path), encoding: .utf8)
      #expect(formatted.output == kept, "\(path)")
    }
  }

  @Test func elixir() throws {
    guard try run("mix", ["--version"], in: Self.golden).status == 0 else {
      print("skipped: Elixir is not installed, so its formatter has not seen the goldens")
      return
    }
    let files = Golden.files(below: "golden/projects").filter {
      $0.hasSuffix(".ex") || $0.hasSuffix(".exs")
    }
    #expect(!files.isEmpty)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("ectype-format-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.configuration.write(
      to: folder.appendingPathComponent(".formatter.exs"), atomically: true, encoding: .utf8)
    let paths = files.map { Self.golden.appendingPathComponent("projects/\($0)").path }
    let result = try run("mix", ["format", "--check-formatted"] + paths, in: folder)
    #expect(result.status == 0, "\(result.output)")
  }

  /// What `import_deps: [:ecto, :ecto_sql]` brings in a project.
  private static let configuration = """
    [
      locals_without_parens: [
        from: 2, field: 1, field: 2, field: 3, timestamps: 1, belongs_to: 2, belongs_to: 3, has_one: 2,
        has_one: 3, has_many: 2, has_many: 3, many_to_many: 2, many_to_many: 3, embeds_one: 2, embeds_one: 3,
        embeds_one: 4, embeds_many: 2, embeds_many: 3, embeds_many: 4, add: 2, add: 3, add_if_not_exists: 2,
        add_if_not_exists: 3, alter: 2, create: 1, create: 2, create_if_not_exists: 1, create_if_not_exists: 2,
        drop: 1, drop: 2, drop_if_exists: 1, drop_if_exists: 2, execute: 1, execute: 2, modify: 2, modify: 3,
        remove: 1, remove: 2, remove: 3, remove_if_exists: 1, remove_if_exists: 2, rename: 2, rename: 3
      ]
    ]
    """
}
