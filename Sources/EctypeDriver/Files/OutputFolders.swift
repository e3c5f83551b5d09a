/// The folders that may be written to, and the check that a path, links resolved, lies in one of them.
struct OutputFolders {
  /// Absolute.
  let root: String
  /// As the configuration names them: relative to `root`, or absolute.
  private let folders: [String]
  /// What a folder resolves to, so that each is looked up once.
  private var resolved: [String: String] = [:]

  init(root: String, folders: [String]) {
    self.root = root
    self.folders = folders.map(Paths.normalized)
  }

  func absolute(_ path: String) -> String { Paths.join(root, path) }

  /// Whether a path has no part that leads elsewhere.
  static func isPlain(_ path: String) -> Bool {
    !path.utf8.contains(0) && Paths.isNormalized(path)
  }

  /// The configured folder that a path lies in by its name; nil where there is none, or the path has a part
  /// that leads elsewhere.
  func folder(of path: String) -> String? {
    guard Self.isPlain(path) else { return nil }
    return folders.filter { Paths.isInside(path, $0) && path != $0 }.max {
      $0.utf8.count < $1.utf8.count
    }
  }

  /// Checks that the parts of `path` between its folder and its name lead nowhere else.
  mutating func check(_ path: String, in folder: String) throws(FileTrouble) {
    let parent = try resolve(Paths.parent(absolute(path)), for: path)
    let allowed = try resolve(absolute(folder), for: path)
    guard Paths.isInside(parent, allowed) else {
      throw FileTrouble(path, "a symbolic link leads out of `\(folder)`, to `\(parent)`")
    }
  }

  /// The path without links; what does not exist yet is taken as it is named.
  private mutating func resolve(_ path: String, for output: String) throws(FileTrouble) -> String {
    if let known = resolved[path] { return known }
    let result: String
    if let real = Disk.realPath(path) {
      guard try Disk.status(real)?.kind == .folder else {
        throw FileTrouble(output, "`\(path)` is not a folder")
      }
      result = real
    } else if try Disk.status(path, followingLinks: false) != nil {
      throw FileTrouble(output, "`\(path)` cannot be followed")
    } else if path == "/" || path.isEmpty {
      result = "/"
    } else {
      result = Paths.join(try resolve(Paths.parent(path), for: output), Paths.name(path))
    }
    resolved[path] = result
    return result
  }
}
