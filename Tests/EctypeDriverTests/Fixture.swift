import EctypeDiagnostics
import EctypeDriver
import Foundation

/// The repository's `fixtures/projects`.
enum Fixture {
  /// The repository.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let projects = root.appendingPathComponent("fixtures/projects")

  /// Copies what a project's author wrote: sources and configuration.
  static func copy(_ project: String, to folder: TemporaryFolder) throws {
    for path in ["ectype.json", "models"] {
      try FileManager.default.copyItem(
        atPath: projects.appendingPathComponent(project).appendingPathComponent(path).path,
        toPath: folder.absolute(path))
    }
  }
}

extension Fixture {
  /// A project's sources by path, and its configuration.
  static func sources(_ project: String) throws -> ([String: String], Configuration) {
    let folder = try TemporaryFolder()
    try copy(project, to: folder)
    let paths = folder.files().filter { $0.hasSuffix(".ectype") }
    let file = SourceFile(path: "ectype.json", text: folder.read("ectype.json")!)
    let (configuration, _) = Configuration.read(file, file: FileID(0))
    return (Dictionary(uniqueKeysWithValues: paths.map { ($0, folder.read($0)!) }), configuration)
  }
}
