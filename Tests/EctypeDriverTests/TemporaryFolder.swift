import EctypeDriver
import Foundation

/// A folder of a test's own, gone when the test is.
final class TemporaryFolder {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("ectype-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func absolute(_ path: String) -> String { self.path + "/" + path }

  func write(_ path: String, _ text: String) throws {
    let absolute = absolute(path)
    try FileManager.default.createDirectory(
      atPath: Paths.parent(absolute), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: absolute))
  }

  func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: absolute(path), withIntermediateDirectories: true)
  }

  func link(_ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: absolute(path), withDestinationPath: target)
  }

  func move(_ path: String, to other: String) throws {
    guard rename(absolute(path), absolute(other)) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: absolute(path)) }

  /// nil where there is no such file.
  func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: absolute(path)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Every file in it, hidden ones too, sorted.
  func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    var isFolder: ObjCBool = false
    return all.filter {
      !(FileManager.default.fileExists(atPath: absolute($0), isDirectory: &isFolder)
        && isFolder.boolValue)
    }.sorted()
  }
}
