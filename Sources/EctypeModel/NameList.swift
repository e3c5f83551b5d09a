/// Different names, in the order they came: of the members of one declaration, say. A few are found sooner by
/// looking at each than by hashing; of many there is an index.
package struct NameList: Sendable {
  package private(set) var names: [String] = []
  private var index: [String: Int] = [:]
  private static let few = 24

  package init() {}

  package var isEmpty: Bool { names.isEmpty }

  package mutating func reserveCapacity(_ count: Int) { names.reserveCapacity(count) }

  /// nil for an unknown name.
  package func position(of name: String) -> Int? {
    if !index.isEmpty { return index[name] }
    for (position, known) in names.enumerated() where known == name { return position }
    return nil
  }

  package func contains(_ name: String) -> Bool { position(of: name) != nil }

  /// Adds a name; where it is one of them already, gives its position instead.
  package mutating func insert(_ name: String) -> Int? {
    if let known = position(of: name) { return known }
    names.append(name)
    if !index.isEmpty {
      index[name] = names.count - 1
    } else if names.count > Self.few {
      for (position, name) in names.enumerated() { index[name] = position }
    }
    return nil
  }
}
