import EctypeText

/// Different names, in the order they came: of the members of one declaration, say. A few are found sooner by
/// looking at each than by hashing; of many there is an index.
package struct NameList: Sendable {
  private struct Entry {
    var name: String
    /// What tells it from others without comparing them; of no use where it is not ASCII.
    var mark: UInt64
  }

  private var entries: [Entry] = []
  private var index: [String: Int] = [:]
  private static let few = 24

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }
  package var names: [String] { entries.map(\.name) }

  package mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// nil for an unknown name.
  package func position(of name: String) -> Int? { position(of: name, mark: name.mark) }

  /// - Parameter mark: the name's, where it is known.
  package func position(of name: String, mark: UInt64) -> Int? {
    if !index.isEmpty { return index[name] }
    return entries.withUnsafeBufferPointer { entries in
      for position in entries.indices {
        let known = entries[position].mark
        if known == mark || known == 0 || mark == 0, entries[position].name == name {
          return position
        }
      }
      return nil
    }
  }

  package func contains(_ name: String) -> Bool { position(of: name) != nil }

  /// Adds a name; where it is one of them already, gives its position instead.
  package mutating func insert(_ name: String) -> Int? { insert(name, mark: name.mark) }

  package mutating func insert(_ name: String, mark: UInt64) -> Int? {
    if !index.isEmpty {
      if let known = index[name] { return known }
      index[name] = entries.count
      entries.append(Entry(name: name, mark: 0))
      return nil
    }
    if let known = position(of: name, mark: mark) { return known }
    entries.append(Entry(name: name, mark: mark))
    if entries.count > Self.few {
      for (position, entry) in entries.enumerated() { index[entry.name] = position }
    }
    return nil
  }
}
