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
  package func position(of name: String) -> Int? {
    index.isEmpty ? position(of: name, name.mark) : index[name]
  }

  private func position(of name: String, _ mark: UInt64) -> Int? {
    entries.withUnsafeBufferPointer { entries in
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
  package mutating func insert(_ name: String) -> Int? {
    if !index.isEmpty {
      if let known = index[name] { return known }
      index[name] = entries.count
      entries.append(Entry(name: name, mark: 0))
      return nil
    }
    let mark = name.mark
    if let known = position(of: name, mark) { return known }
    entries.append(Entry(name: name, mark: mark))
    if entries.count > Self.few {
      for (position, entry) in entries.enumerated() { index[entry.name] = position }
    }
    return nil
  }
}

extension String {
  /// A hash of its bytes, where it is ASCII: then what is equal has equal bytes. Of other text it is 0.
  fileprivate var mark: UInt64 {
    withBytes { bytes in
      var mark = UInt64(bytes.count)
      var high: UInt64 = 0
      func mix(_ word: UInt64) {
        high |= word
        mark = (mark ^ word) &* 0x9E37_79B9_7F4A_7C15
        mark ^= mark >> 32
      }
      if bytes.count >= 8, let base = UnsafeRawPointer(bytes.baseAddress) {
        for offset in stride(from: 0, to: bytes.count - 8, by: 8) {
          mix((base + offset).loadUnaligned(as: UInt64.self))
        }
        mix((base + (bytes.count - 8)).loadUnaligned(as: UInt64.self))
      } else if bytes.count >= 4, let base = UnsafeRawPointer(bytes.baseAddress) {
        let end = (base + (bytes.count - 4)).loadUnaligned(as: UInt32.self)
        mix(UInt64(base.loadUnaligned(as: UInt32.self)) << 32 | UInt64(end))
      } else {
        mix(bytes.reduce(0) { $0 << 8 | UInt64($1) })
      }
      return high & 0x8080_8080_8080_8080 == 0 ? mark | 1 : 0
    }
  }
}
