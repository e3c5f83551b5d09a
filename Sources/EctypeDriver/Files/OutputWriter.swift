import EctypeModel

/// Carries a plan out. Every new file is written beside its place first and moved there when all are, so that
/// whoever stops this, at any moment, finds each file old or new, and none half written. A folder that is not there yet
/// is made beside its place with all that belongs into it, and moved as one.
package struct OutputWriter {
  /// Of the names of waiting files; the number of the process and a running number follow.
  static let prefix = ".ectype-"
  /// Lists the folders that files wait in, a line each, as long as they do: by it the next compile finds what one
  /// that was stopped has left, wherever that is.
  static let journal = ".ectype/unfinished"

  private let root: String
  /// Files and new folders that wait beside their places.
  private var staged: [(temporary: String, place: String)] = []
  /// How many of them have been moved there.
  private var settled = 0
  private var madeFolders: [String] = []
  private var checksums: [Checksum] = []
  /// Without what others left in them.
  private var tidiedFolders: Set<String> = []
  /// By the folders that are not there yet, each the uppermost: those that wait to be moved there.
  private var newFolders: [String: String] = [:]
  /// By the folders of outputs, relative to the root.
  private var waitingRooms: [String: WaitingRoom] = [:]

  /// Where the files of a folder wait.
  private struct WaitingRoom {
    /// Absolute.
    var path: String
    /// It is moved as a whole: its files have their own names already.
    var isNew: Bool
  }

  /// - Parameter isFirst: nothing was written by this process before, and others may have left something.
  /// - Returns: of what was written, in the order of the changes.
  @discardableResult
  package static func write(
    _ plan: OutputPlan, root: String, isFirst: Bool = true
  ) throws(FileTrouble) -> [Checksum] {
    precondition(plan.troubles.isEmpty, "a plan with troubles is not carried out")
    if isFirst { try tidyUp(root: root) }
    var writer = OutputWriter(root: root, tidies: isFirst)
    do throws(FileTrouble) {
      try writer.run(plan)
    } catch {
      writer.rollBack()
      throw error
    }
    return writer.checksums
  }

  private let tidies: Bool
  /// What the names of waiting files begin with.
  private let temporaryPrefix = "\(OutputWriter.prefix)\(Disk.processID)-"

  private init(root: String, tidies: Bool) {
    self.root = root
    self.tidies = tidies
  }

  private mutating func run(_ plan: OutputPlan) throws(FileTrouble) {
    if plan.changes.isEmpty, plan.manifest == nil { return }
    try writeJournal(plan)
    for change in plan.changes where change.kind != .remove {
      checksums.append(try stage(change.path, change.new, permissions: change.permissions))
    }
    let outputs = staged.count
    if let manifest = plan.manifest {
      _ = try stage(Manifest.path, FileContent(manifest), permissions: nil)
    }
    for _ in 0..<outputs { try settle() }
    try remove(plan)
    while settled < staged.count { try settle() }
    try Disk.delete(Paths.join(root, Self.journal))
  }

  private mutating func writeJournal(_ plan: OutputPlan) throws(FileTrouble) {
    let journal = Paths.join(root, Self.journal)
    madeFolders += try Disk.makeFolder(Paths.parent(journal))
    var folders = Set([Paths.parent(Manifest.path)])
    var last: String?
    for change in plan.changes {
      var folder = Paths.parent(change.path)
      if folder == last { continue }
      last = folder
      while !folder.isEmpty, try Disk.status(Paths.join(root, folder)) == nil {
        folder = Paths.parent(folder)
      }
      folders.insert(folder.isEmpty ? "." : folder)
    }
    try Disk.delete(journal)
    let text = folders.sorted().map { $0 + "\n" }.joined()
    try Disk.create(journal, FileContent(Array(text.utf8)), permissions: nil)
  }

  /// Removes what a compile that was stopped has left in a project. Nobody else may be writing there.
  private static func tidyUp(root: String) throws(FileTrouble) {
    let journal = Paths.join(root, Self.journal)
    guard try Disk.status(journal, followingLinks: false)?.kind == .file else { return }
    let text = String(decoding: try Disk.content(of: journal), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.utf8.contains(0) {
      let folder = Paths.join(root, String(line))
      if try Disk.status(folder)?.kind == .folder { try tidy(folder) }
    }
    try Disk.delete(journal)
  }

  private mutating func stage(
    _ path: String, _ content: FileContent, permissions: UInt32?
  ) throws(FileTrouble) -> Checksum {
    let room = try waitingRoom(of: Paths.parent(path))
    let name = room.isNew ? Paths.name(path) : temporaryName
    let place = Paths.join(room.path, name)
    let checksum: Checksum
    do throws(FileTrouble) {
      checksum = try Disk.create(place, content, permissions: permissions.map { .init($0) })
    } catch {
      throw FileTrouble(path, error.message)
    }
    if !room.isNew { staged.append((place, Paths.join(root, path))) }
    return checksum
  }

  private var temporaryName: String { temporaryPrefix + String(staged.count) }

  private mutating func waitingRoom(of folder: String) throws(FileTrouble) -> WaitingRoom {
    if let known = waitingRooms[folder] { return known }
    let path = Paths.join(root, folder)
    var missing: String?
    var parent = path
    while parent != "/", !parent.isEmpty, try Disk.status(parent) == nil {
      missing = parent
      parent = Paths.parent(parent)
    }
    var room = WaitingRoom(path: path, isNew: false)
    if tidies, tidiedFolders.insert(parent).inserted { try Self.tidy(parent) }
    if let missing {
      room = WaitingRoom(
        path: newFolder(missing, in: parent) + path.dropFirst(missing.count), isNew: true)
      _ = try Disk.makeFolder(room.path)
    }
    waitingRooms[folder] = room
    return room
  }

  /// The folder that will be moved to where none is.
  private mutating func newFolder(_ place: String, in parent: String) -> String {
    if let known = newFolders[place] { return known }
    let temporary = Paths.join(parent, temporaryName)
    newFolders[place] = temporary
    staged.append((temporary, place))
    return temporary
  }

  /// Removes what processes that were stopped have left waiting.
  static func tidy(_ folder: String) throws(FileTrouble) {
    for bytes in try Disk.entries(of: folder) where bytes.starts(with: prefix.utf8) {
      let name = String(decoding: bytes, as: UTF8.self)
      let numbers = name.dropFirst(prefix.count).split(separator: "-").map { Int32($0) }
      guard numbers.count == 2, let process = numbers[0], numbers[1] != nil else { continue }
      if process == Disk.processID || !Disk.isAlive(process) {
        try Disk.deleteAll(Paths.join(folder, name))
      }
    }
  }

  private mutating func settle() throws(FileTrouble) {
    try Disk.move(staged[settled].temporary, to: staged[settled].place)
    settled += 1
  }

  private func remove(_ plan: OutputPlan) throws(FileTrouble) {
    guard plan.changes.contains(where: { $0.kind == .remove }) else { return }
    var written: [String: String] = [:]
    for change in plan.changes where change.kind != .remove {
      written[change.path.lowercased()] = change.path
    }
    for change in plan.changes where change.kind == .remove {
      let path = Paths.join(root, change.path)
      // Where letter case makes no difference, a file that was renamed in case is the one just written.
      if let other = written[change.path.lowercased()],
        try Disk.status(path)?.identity == Disk.status(Paths.join(root, other))?.identity
      {
        continue
      }
      try Disk.delete(path)
      var folder = Paths.parent(change.path)
      while folder.contains("/"), Disk.deleteIfEmpty(Paths.join(root, folder)) {
        folder = Paths.parent(folder)
      }
    }
  }

  private func rollBack() {
    try? Disk.delete(Paths.join(root, Self.journal))
    for file in staged[settled...] { try? Disk.deleteAll(file.temporary) }
    for folder in madeFolders.reversed() { _ = Disk.deleteIfEmpty(folder) }
  }
}
