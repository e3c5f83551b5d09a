/// What was looked at while one thing was worked out: when none of it changes, the thing does not. Used by one
/// thread at a time.
package final class ReadLog<Key: Hashable & Sendable>: @unchecked Sendable {
  package private(set) var keys: Set<Key> = []
  package private(set) var hasReadAll = false

  package init() {}

  package func note(_ key: Key) { keys.insert(key) }
  package func noteAll() { hasReadAll = true }

  package func meets(_ changed: Set<Key>) -> Bool {
    guard !changed.isEmpty else { return false }
    return hasReadAll || !keys.isDisjoint(with: changed)
  }
}
