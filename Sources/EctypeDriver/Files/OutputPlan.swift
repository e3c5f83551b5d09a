import EctypeModel

/// A file that would change.
package struct FileChange: Sendable {
  package enum Kind: String, Sendable { case create, update, remove }

  package var kind: Kind
  /// Relative to the project (or to the `--out` folder).
  package var path: String
  package var old: [UInt8]
  package var new: FileContent
  /// The file's permissions, which a new version keeps.
  var permissions: UInt32?
}

/// Which outputs a compile is about; others stay as they are.
package struct OutputScope: Sendable {
  package var targets: Set<Target>
  /// Project paths of the sources, or of folders of them; nil for all.
  package var sources: [String]?

  package init(targets: Set<Target> = Set(Target.allCases), sources: [String]? = nil) {
    self.targets = targets
    self.sources = sources
  }

  package func contains(source: String) -> Bool {
    sources?.contains { Paths.isInside(source, $0) } ?? true
  }

  func contains(_ output: Output) -> Bool {
    output.isOfAllSources || contains(source: output.origin)
  }
}

/// What there is to write and to remove, found out before anything is touched.
package struct OutputPlan: Sendable {
  /// Sorted by path.
  package fileprivate(set) var changes: [FileChange] = []
  /// Why nothing may be done.
  package fileprivate(set) var troubles: [FileTrouble] = []
  /// What the user should know.
  package fileprivate(set) var notes: [String] = []
  /// The manifest, where it changes.
  fileprivate(set) var manifest: [UInt8]?
  /// The manifest, changed or not, where it lists the outputs of this compile and no others.
  fileprivate(set) var wholeManifest: [UInt8]?
  /// What the manifest will be, where it was looked at.
  fileprivate(set) var writtenManifest: WrittenManifest?
}

/// Compares outputs with what is on the disk.
package struct OutputPlanner {
  private var folders: OutputFolders
  private let scope: OutputScope
  /// What was found of each folder that outputs lie in, so that each is looked at once.
  private var places: [String: Place] = [:]
  private var plan = OutputPlan()
  /// As it was written last.
  private let knownManifest: WrittenManifest?

  /// - Parameters:
  ///   - root: absolute; what outputs' paths and `folders` are relative to.
  ///   - folders: those that may be written to.
  package static func plan(
    _ outputs: [Output], root: String, folders: [String], scope: OutputScope
  ) -> OutputPlan {
    plan(outputs, root: root, folders: folders, scope: scope, nil, nil)
  }

  /// - Parameters:
  ///   - difference: from what was written last; the rest is taken to be there.
  ///   - manifest: as it was written last.
  static func plan(
    _ outputs: [Output], root: String, folders: [String], scope: OutputScope,
    _ difference: OutputDifference?, _ manifest: WrittenManifest?
  ) -> OutputPlan {
    var planner = OutputPlanner(
      folders: OutputFolders(root: root, folders: folders), scope: scope, manifest)
    for output in difference?.changed ?? outputs where scope.contains(output) {
      planner.look { (planner) throws(FileTrouble) in try planner.write(output) }
    }
    if difference?.isOtherList ?? true {
      let wanted = outputs.filter(scope.contains)
      planner.look { (planner) throws(FileTrouble) in try planner.manifest(wanted) }
    }
    planner.plan.changes.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return planner.plan
  }

  private init(folders: OutputFolders, scope: OutputScope, _ manifest: WrittenManifest?) {
    self.folders = folders
    self.scope = scope
    knownManifest = manifest
  }

  private mutating func look(_ body: (inout OutputPlanner) throws(FileTrouble) -> Void) {
    do throws(FileTrouble) { try body(&self) } catch {
      // What is wrong with a folder is said once, not of each of its files.
      if plan.troubles.last != error { plan.troubles.append(error) }
    }
  }

  // MARK: Writing

  /// A folder that outputs lie in.
  private struct Place {
    var isThere: Bool
    /// Why nothing can be written to it.
    var trouble: FileTrouble?
  }

  private mutating func place(of output: Output) throws(FileTrouble) -> Place {
    let key = Paths.parent(output.path)
    if let known = places[key] { return known }
    guard let folder = folders.folder(of: output.path) else {
      throw FileTrouble(output.path, "lies outside the folders that may be written to")
    }
    try folders.check(output.path, in: folder)
    var place = Place(isThere: try Disk.status(folders.absolute(key)) != nil)
    do throws(FileTrouble) { try checkWritable(output.path) } catch { place.trouble = error }
    places[key] = place
    return place
  }

  private mutating func write(_ output: Output) throws(FileTrouble) {
    guard OutputFolders.isPlain(output.path) else {
      throw FileTrouble(output.path, "lies outside the folders that may be written to")
    }
    let place = try place(of: output)
    guard place.isThere, let (old, status) = try existing(output.path) else {
      if let trouble = place.trouble { throw trouble }
      plan.changes.append(
        FileChange(kind: .create, path: output.path, old: [], new: output.content))
      return
    }
    if FileContent(old) == output.content { return }
    guard Header.isPresent(in: old) else {
      throw FileTrouble(
        output.path,
        "this file was not written by Ectype (it has no header) and is not replaced: move it away, or delete it, and compile again; or keep it, and declare it instead: `extern module … {}`, a repository `@repository extern module … {}`"
      )
    }
    if let trouble = place.trouble { throw trouble }
    plan.changes.append(
      FileChange(
        kind: .update, path: output.path, old: old, new: output.content,
        permissions: UInt32(status.permissions)))
  }

  /// The file in an output's place; nil where there is none.
  private func existing(
    _ path: String
  ) throws(FileTrouble) -> (bytes: [UInt8], status: Disk.Status)? {
    let absolute = folders.absolute(path)
    if let file = try? Disk.file(absolute, followingLinks: false) { return file }
    guard let status = try Disk.status(absolute, followingLinks: false) else { return nil }
    switch status.kind {
    case .folder: throw FileTrouble(path, "there is a folder in the way")
    case .link: throw FileTrouble(path, "there is a symbolic link in the way")
    case .other: throw FileTrouble(path, "what is in the way is not a file")
    case .file: return try Disk.file(absolute)
    }
  }

  /// Checks the first folder above that is there.
  private func checkWritable(_ path: String) throws(FileTrouble) {
    var folder = Paths.parent(folders.absolute(path))
    while try Disk.status(folder) == nil, folder != "/", !folder.isEmpty {
      folder = Paths.parent(folder)
    }
    if !Disk.isWritable(folder) { throw FileTrouble(folder, "the folder is not writable") }
  }

  // MARK: Removing

  private mutating func manifest(_ outputs: [Output]) throws(FileTrouble) {
    let path = folders.absolute(Manifest.path)
    var old: [UInt8] = []
    if try Disk.status(Paths.parent(path)) != nil {
      try folders.check(Manifest.path, in: "")
      if try Disk.status(path) != nil { old = try Disk.content(of: path) }
    }
    var new = Manifest(
      outputs.map { Manifest.Entry(path: $0.path, target: $0.target, source: $0.origin) })
    var kept: [Manifest.Entry] = []
    for entry in manifest(of: old).entries(besides: new) {
      if scope.targets.contains(entry.target), scope.contains(source: entry.source) {
        try remove(entry)
      } else {
        kept.append(entry)
      }
    }
    if !kept.isEmpty { new = Manifest(new.entries + kept) }
    if new.entries.isEmpty, old.isEmpty { return }
    let bytes = new.bytes
    plan.writtenManifest = WrittenManifest(manifest: new, bytes: bytes)
    if kept.isEmpty { plan.wholeManifest = bytes }
    if bytes != old {
      plan.manifest = bytes
      try checkWritable(Manifest.path)
    }
  }

  private mutating func manifest(of bytes: [UInt8]) -> Manifest {
    if bytes.isEmpty { return Manifest() }
    if let knownManifest, knownManifest.bytes == bytes { return knownManifest.manifest }
    if let manifest = Manifest(bytes) { return manifest }
    plan.notes.append(
      "`\(Manifest.path)` is damaged and is made anew; outputs of sources that are gone stay")
    return Manifest()
  }

  /// A file that is no longer written; what someone has made their own since then stays.
  private mutating func remove(_ entry: Manifest.Entry) throws(FileTrouble) {
    guard let folder = folders.folder(of: entry.path) ?? projectFolder(of: entry.path) else {
      return
    }
    let path = folders.absolute(entry.path)
    guard let status = try Disk.status(path, followingLinks: false), status.kind == .file else {
      return
    }
    try folders.check(entry.path, in: folder)
    let old = try Disk.content(of: path)
    guard Header.isPresent(in: old) else { return }
    try checkWritable(entry.path)
    plan.changes.append(FileChange(kind: .remove, path: entry.path, old: old, new: FileContent()))
  }

  /// A folder that was configured once lies in the project.
  private func projectFolder(of path: String) -> String? {
    Paths.normalized(path) == path && !path.utf8.contains(0) && Paths.isInside(path, "") ? "" : nil
  }
}

/// The first line of every output.
package enum Header {
  package static func isPresent(in bytes: [UInt8]) -> Bool {
    bytes.starts(with: "# Generated by Ectype from ".utf8)
      || bytes.starts(with: "// Generated by Ectype from ".utf8)
  }
}
