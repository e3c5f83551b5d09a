/// Why folders cannot be watched.
package struct WatchTrouble: Error, Hashable, Sendable {
  package var message: String
  /// The way out, where there is one.
  package var help: String?

  package init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// What has happened in the folders that are watched.
package struct FolderChanges: Sendable {
  /// A name in a folder that was made, removed, renamed or written to its end.
  package struct Entry: Hashable, Sendable {
    /// As it was given to `watch`.
    package var folder: String
    package var name: String

    package init(folder: String, name: String) {
      self.folder = folder
      self.name = name
    }
  }

  package var entries: Set<Entry> = []
  /// Of the entries those that are folders, or whose names are no text: of what is in them nothing is told.
  package var folders: Set<Entry> = []
  /// More has happened than names tell: a folder that is watched has gone, or the system lost count.
  package var isUnclear = false

  package init() {}

  package var isEmpty: Bool { entries.isEmpty && !isUnclear }

  package mutating func add(_ other: FolderChanges) {
    entries.formUnion(other.entries)
    folders.formUnion(other.folders)
    isUnclear = isUnclear || other.isUnclear
  }
}

/// Tells what happens in folders, by the system's own events and never by looking again and again: inotify on
/// Linux, FSEvents on macOS.
package protocol FolderEvents: AnyObject {
  /// Readable when there is something to take.
  var descriptor: Int32 { get }
  /// How many folders are watched.
  var count: Int { get }

  /// Watches a folder, not those in it. Watching one again is no mistake, and finds it where it was moved.
  ///
  /// - Returns: whether there is such a folder.
  func watch(_ folder: String) throws(WatchTrouble) -> Bool
  /// Watches no folders but these any more.
  func keep(_ folders: Set<String>)
  /// What has happened since the last call; does not wait.
  func take() throws(WatchTrouble) -> FolderChanges
}

/// The events of this system.
package func makeFolderEvents() throws(WatchTrouble) -> any FolderEvents {
  #if os(Linux)
    return try InotifyEvents()
  #elseif os(macOS)
    return try SystemFolderEvents()
  #else
    throw WatchTrouble("this system's file events are not supported")
  #endif
}
