import EctypeDiagnostics

/// Gives files their ids: one that is there keeps its own, and one that is free is given again.
struct FileIDs {
  private var count = 0
  private var free: [FileID] = []
  /// Free from the next call of `take` after `settle` on, when nothing refers to them any more.
  private var released: [FileID] = []

  mutating func take() -> FileID {
    if let id = free.popLast() { return id }
    count += 1
    return FileID(count - 1)
  }

  mutating func release(_ id: FileID) { released.append(id) }

  /// Every file at its id, and nothing at those that are free.
  mutating func sourceMap(_ files: [(id: FileID, file: SourceFile)]) -> SourceMap {
    free += released
    released = []
    var slots = [SourceFile](repeating: SourceFile(path: "", bytes: []), count: count)
    for (id, file) in files { slots[Int(id.index)] = file }
    return SourceMap(slots)
  }
}
