import EctypeDriver
import Foundation
import Testing

/// Texts kept in the repository, compared byte for byte. `scripts/golden --update` writes them; on a
/// machine of continuous integration nothing is ever written.
enum Golden {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let isUpdating: Bool = {
    let environment = ProcessInfo.processInfo.environment
    return environment["ECTYPE_GOLDEN_UPDATE"] == "1" && environment["CI"] == nil
  }()

  /// - Parameter path: relative to the repository.
  static func compare(
    _ given: [UInt8], with path: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = root.appendingPathComponent(path)
    let kept = (try? Data(contentsOf: file)).map { [UInt8]($0) }
    if kept == given { return }
    if isUpdating {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(given).write(to: file, options: .atomic)
      return
    }
    guard let kept else {
      Issue.record(
        "\(path) is missing. To write it: scripts/golden --update", sourceLocation: sourceLocation)
      return
    }
    let diff = String(decoding: UnifiedDiff.text(path, old: kept, new: given), as: UTF8.self)
    Issue.record(
      """
      \(path) differs:
      \(diff)
      If the change is meant: scripts/golden --update, and read the diff.
      """, sourceLocation: sourceLocation)
  }

  /// The files below a folder, relative to it, sorted.
  static func files(below path: String) -> [String] {
    let folder = root.appendingPathComponent(path)
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter { name in
      var isFolder: ObjCBool = false
      let file = folder.appendingPathComponent(name).path
      return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// The names in a folder, sorted.
  static func names(in path: String) -> [String] {
    let folder = root.appendingPathComponent(path)
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }
}
