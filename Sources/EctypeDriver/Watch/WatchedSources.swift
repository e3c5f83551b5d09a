import EctypeDiagnostics
import EctypeWatch

/// A project's sources as they are on the disk, kept up with what the system tells of their folders. What it
/// holds is what `SourceReader` would read.
struct WatchedSources {
  private let roots: [SourceRoot]
  /// Absolute; where a configuration may appear.
  private let configurationFolder: String
  private let events: any FolderEvents
  /// By absolute path.
  private var files: [String: ProjectSource] = [:]
  /// The folders that sources lie in.
  private var folders: [String: SourceRoot] = [:]
  /// Folders in which some names matter: the way to a root, the place of a file that a link leads to.
  private var landmarks: [FolderChanges.Entry: Void] = [:]
  private(set) var aliases: [String] = []
  /// Why some sources could not be read.
  private(set) var troubles: [FileTrouble] = []

  /// What was found to be different.
  struct Update {
    /// Project paths of sources that were made, removed or written.
    var paths: Set<String> = []
    var touchesConfiguration = false
  }

  init(_ project: Project, _ events: any FolderEvents) {
    roots = project.roots
    configurationFolder = project.folder
    self.events = events
  }

  /// Sorted by their project paths.
  private(set) var sources: [ProjectSource] = []

  private mutating func sort() {
    sources = files.values.sorted {
      $0.projectPath.utf8.lexicographicallyPrecedes($1.projectPath.utf8)
    }
  }

  /// Takes in a file that was read again, or is gone.
  private mutating func set(_ path: String, _ source: ProjectSource?) {
    if let old = files.removeValue(forKey: path) {
      let index = index(of: old.projectPath)
      if let source, old.projectPath == source.projectPath {
        sources[index] = source
        files[path] = source
        return
      }
      sources.remove(at: index)
    }
    guard let source else { return }
    files[path] = source
    sources.insert(source, at: index(of: source.projectPath))
  }

  /// Of the source with this project path, or of the first behind it.
  private func index(of path: String) -> Int {
    var low = 0
    var high = sources.count
    while low < high {
      let middle = (low + high) / 2
      if sources[middle].projectPath.utf8.lexicographicallyPrecedes(path.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Reads everything, every folder watched before it is looked into.
  mutating func scan() throws(WatchTrouble) {
    landmarks = [:]
    let events = events
    var watched: Set<String> = []
    var trouble: WatchTrouble?
    func watch(_ folder: String) {
      guard trouble == nil else { return }
      do throws(WatchTrouble) {
        if try events.watch(folder) { watched.insert(folder) }
      } catch { trouble = error }
    }
    watch(configurationFolder)
    for root in roots { markWay(to: root.absolute, watch) }
    var found: [String: SourceRoot] = [:]
    let reader = SourceReader.read(roots) { folder in
      found[folder.absolute] = folder
      watch(folder.absolute)
    }
    folders = found
    troubles = reader.troubles
    aliases = reader.aliases
    files = Dictionary(
      reader.files.map { ($0.absolute, $0.source) }, uniquingKeysWith: { first, _ in first })
    sort()
    for path in files.keys {
      guard let status = try? Disk.status(path, followingLinks: false), status.kind == .link,
        let real = Disk.realPath(path)
      else { continue }
      watch(Paths.parent(real))
      landmarks[.init(folder: Paths.parent(real), name: Paths.name(real))] = ()
    }
    if let trouble { throw trouble }
    events.keep(watched)
  }

  /// A root may come and go, and so may every folder on the way to it from the project's.
  private mutating func markWay(to path: String, _ watch: (String) -> Void) {
    var path = path
    while path != "/", !path.isEmpty, path != configurationFolder {
      let parent = Paths.parent(path)
      landmarks[.init(folder: parent, name: Paths.name(path))] = ()
      watch(parent)
      // Outside the project the nearest folder that is there must do.
      if !Paths.isInside(parent, configurationFolder),
        (try? Disk.status(parent))??.kind == .folder
      {
        return
      }
      path = parent
    }
  }

  /// Takes in what has happened.
  mutating func apply(_ changes: FolderChanges) throws(WatchTrouble) -> Update {
    var update = Update()
    var needsScan = changes.isUnclear
    for entry in changes.entries {
      if entry.folder == configurationFolder, entry.name == Configuration.fileName {
        update.touchesConfiguration = true
      }
      if landmarks[entry] != nil { needsScan = true }
      // A folder beside the sources is none of theirs: an output's, say. Sources that are being written are left alone.
      if folders[entry.folder] != nil, changes.folders.contains(entry) { needsScan = true }
      if needsScan { continue }
      guard let folder = folders[entry.folder], entry.name.hasSuffix(".ectype"),
        !entry.name.hasPrefix(".")
      else { continue }
      if let path = read(folder.child(entry.name)) {
        update.paths.formUnion(path)
      } else {
        needsScan = true
      }
    }
    // A trouble may end in a way that no event of a source tells.
    guard needsScan || !changes.isEmpty && !troubles.isEmpty else { return update }
    let old = files
    try scan()
    for (path, source) in files where old[path]?.file.bytes != source.file.bytes {
      update.paths.insert(source.projectPath)
    }
    for (path, source) in old where files[path] == nil { update.paths.insert(source.projectPath) }
    return update
  }

  /// Reads one file again: its project path if it is different now, or nil where only a scan can tell.
  private mutating func read(_ file: SourceRoot) -> Set<String>? {
    do throws(FileTrouble) {
      guard let status = try Disk.status(file.absolute, followingLinks: false) else {
        guard let old = files[file.absolute] else { return [] }
        set(file.absolute, nil)
        return [old.projectPath]
      }
      // A file of several names is read under the first.
      guard status.kind == .file, status.names == 1 else { return nil }
      let bytes = try Disk.content(of: file.absolute)
      if files[file.absolute]?.file.bytes == bytes { return [] }
      set(
        file.absolute,
        ProjectSource(SourceFile(path: file.shown, bytes: bytes), projectPath: file.projectPath))
      return [file.projectPath]
    } catch {
      return nil
    }
  }
}
