import EctypeDiagnostics

/// A file or folder whose sources are read, under the three names it has.
package struct SourceRoot: Hashable, Sendable {
  /// Where it is.
  package var absolute: String
  /// How the user sees it.
  package var shown: String
  /// How headers name it.
  package var projectPath: String

  func child(_ name: String) -> SourceRoot {
    SourceRoot(
      absolute: Paths.join(absolute, name), shown: Paths.join(shown, name),
      projectPath: Paths.join(projectPath, name))
  }

  fileprivate var description: String { shown.isEmpty ? "." : shown }
}

/// Reads sources: files as they are named, and of folders every `.ectype` file in them, however deep. What is
/// hidden (`.git`, `.build`) is not looked into.
struct SourceReader {
  /// In the order of their project paths, each with its absolute path.
  private(set) var files: [(absolute: String, source: ProjectSource)] = []
  private(set) var troubles: [FileTrouble] = []
  /// Project paths of what was read before, under another name.
  private(set) var aliases: [String] = []
  private var seenFiles: Set<Disk.Identity> = []
  private var seenFolders: Set<Disk.Identity> = []
  private let enter: (SourceRoot) -> Void
  private static let suffix = ".ectype"

  var sources: [ProjectSource] { files.map(\.source) }

  /// - Parameter enter: called with every folder before it is looked into.
  static func read(
    _ roots: [SourceRoot], enter: @escaping (SourceRoot) -> Void = { _ in }
  ) -> SourceReader {
    var reader = SourceReader(enter: enter)
    for root in roots { reader.read(root, above: []) }
    reader.files.sort {
      $0.source.projectPath.utf8.lexicographicallyPrecedes($1.source.projectPath.utf8)
    }
    return reader
  }

  private init(enter: @escaping (SourceRoot) -> Void) { self.enter = enter }

  private mutating func read(_ root: SourceRoot, above: [Disk.Identity]) {
    if root.absolute.hasSuffix(Self.suffix), let file = try? Disk.file(root.absolute) {
      return add(file, root)
    }
    do throws(FileTrouble) {
      guard let status = try Disk.status(root.absolute) else {
        let isBrokenLink = try Disk.status(root.absolute, followingLinks: false) != nil
        // What was in a folder a moment ago and is not any more has no part in the project.
        if !isBrokenLink, !above.isEmpty { return }
        throw FileTrouble(
          "", isBrokenLink ? "is a symbolic link to nothing" : "there is no such file or folder")
      }
      switch status.kind {
      case .folder: try readFolder(root, status, above)
      case .file:
        guard root.absolute.hasSuffix(Self.suffix) else {
          throw FileTrouble("", "is not an .ectype file")
        }
        add(try Disk.file(root.absolute), root)
      case .link, .other: throw FileTrouble("", "is not a file")
      }
    } catch {
      troubles.append(FileTrouble(root.description, error.message))
    }
  }

  private mutating func add(_ file: (bytes: [UInt8], status: Disk.Status), _ root: SourceRoot) {
    guard seenFiles.insert(file.status.identity).inserted else {
      aliases.append(root.projectPath)
      return
    }
    let source = ProjectSource(
      SourceFile(path: root.shown, bytes: file.bytes), projectPath: root.projectPath)
    files.append((root.absolute, source))
  }

  private mutating func readFolder(
    _ root: SourceRoot, _ status: Disk.Status, _ above: [Disk.Identity]
  ) throws(FileTrouble) {
    if above.contains(status.identity) {
      throw FileTrouble("", "is a symbolic link to a folder that it lies in")
    }
    guard seenFolders.insert(status.identity).inserted else {
      aliases.append(root.projectPath)
      return
    }
    enter(root)
    let names = try Disk.entries(of: root.absolute)
    for bytes in names.sorted(by: { $0.lexicographicallyPrecedes($1) }) where bytes.first != 0x2E {
      let name = String(decoding: bytes, as: UTF8.self)
      guard name.utf8.elementsEqual(bytes) else {
        if bytes.suffix(7).elementsEqual(Self.suffix.utf8) {
          troubles.append(FileTrouble(root.child(name).description, "has a name that is not UTF-8"))
        }
        continue
      }
      let child = root.child(name)
      if name.hasSuffix(Self.suffix) || isFolder(child) {
        read(child, above: above + [status.identity])
      }
    }
  }

  private func isFolder(_ root: SourceRoot) -> Bool {
    (try? Disk.status(root.absolute))?.kind == .folder
  }
}
