import EctypeDiagnostics

/// Gives files their ids: one that is there keeps its own, and one that is free is given again.
struct FileIDs {
  /// Every file at its id, and nothing at those that are free.
  private(set) var sourceMap = SourceMap()
  private var free: [FileID] = []
  /// Free once it is settled, when nothing refers to them any more.
  private var released: [FileID] = []

  mutating func take() -> FileID {
    free.popLast() ?? sourceMap.add(SourceFile(path: "", bytes: []))
  }

  mutating func set(_ id: FileID, _ file: SourceFile) { sourceMap[id] = file }

  mutating func release(_ id: FileID) { released.append(id) }

  mutating func settle() {
    for id in released { sourceMap[id] = SourceFile(path: "", bytes: []) }
    free += released
    released = []
  }
}
