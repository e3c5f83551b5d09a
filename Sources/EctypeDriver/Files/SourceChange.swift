import EctypeModel

/// A source that a command rewrites, on its own account rather than as an output.
package struct SourceChange: Sendable {
  /// As the user sees it.
  package var path: String
  package var old: [UInt8]
  package var new: [UInt8]
  /// Where it is.
  var absolute: String

  /// Replaces the files. Every new version is written beside its place first and moved there when all are, so that
  /// each is old or new whenever this is stopped, and a full disk changes nothing. A file that has changed since it
  /// was read is not replaced.
  package static func write(_ changes: [SourceChange]) throws(FileTrouble) {
    var staged: [(temporary: String, place: String, shown: String)] = []
    var settled = 0
    var tidied: Set<String> = []
    do throws(FileTrouble) {
      for change in changes {
        let place = Disk.realPath(change.absolute) ?? change.absolute
        let folder = Paths.parent(place)
        let temporary = Paths.join(
          folder, "\(OutputWriter.prefix)\(Disk.processID)-\(staged.count)")
        try renamed(change.path) { () throws(FileTrouble) in
          // Once a folder: afterwards files of our own wait there.
          if tidied.insert(folder).inserted { try OutputWriter.tidy(folder) }
          guard try Disk.content(of: place) == change.old else {
            throw FileTrouble(place, "has changed while it was read, and is left as it is")
          }
          let permissions = try Disk.status(place)?.permissions
          // A move would get past it.
          guard permissions.map({ $0 & 0o222 != 0 }) ?? true else {
            throw FileTrouble(place, "is write-protected, and is left as it is")
          }
          try Disk.create(temporary, FileContent(change.new), permissions: permissions)
        }
        staged.append((temporary, place, change.path))
      }
      for file in staged {
        try renamed(file.shown) { () throws(FileTrouble) in
          try Disk.move(file.temporary, to: file.place)
        }
        settled += 1
      }
    } catch {
      for file in staged[settled...] { try? Disk.delete(file.temporary) }
      throw error
    }
  }

  /// Trouble by the name that the user knows.
  private static func renamed(
    _ path: String, _ body: () throws(FileTrouble) -> Void
  ) throws(FileTrouble) {
    do throws(FileTrouble) { try body() } catch { throw FileTrouble(path, error.message) }
  }
}
