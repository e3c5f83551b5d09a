import EctypeModel

/// What two programs' names differ in, for those who have asked for them.
struct NameDifference {
  /// What has changed, with what only goes by another name.
  private(set) var changes: ProgramChanges
  /// Types that were not declared before, or are no longer.
  private let paths: Set<[String]>
  /// Whether there is more than the bodies of types to it.
  let isOther: Bool
  /// A name that may be an alias's: it means something wherever it is written.
  private let touchesAliases: Bool

  init(from old: NameTable?, to new: NameTable, _ changes: ProgramChanges) {
    self.changes = changes
    guard let old else {
      (paths, isOther, touchesAliases) = ([], true, false)
      return
    }
    paths = new.keepsTypes ? [] : old.types.difference(from: new.types)
    isOther =
      changes.declarations || !changes.schemas.isEmpty || !changes.enumerations.isEmpty
      || !paths.isEmpty
    touchesAliases = paths.contains { $0.last?.hasPrefix("Root") ?? false }
    guard changes.declarations || !paths.isEmpty else { return }
    let moved = new.moved(from: old)
    self.changes.schemas.formUnion(moved.schemas)
    self.changes.enumerations.formUnion(moved.enumerations)
  }

  /// Whether a name that was asked for may mean something else: a type is seen from inside its container.
  func mayHide(_ asked: ReadLog<String>, _ path: [String]) -> Bool {
    if touchesAliases { return true }
    return paths.contains {
      asked.keys.contains($0[$0.count - 1]) && path.starts(with: $0.dropLast())
    }
  }
}
