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
