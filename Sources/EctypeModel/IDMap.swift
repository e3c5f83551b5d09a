/// Values by the ids of schemas or enumerations, which are small numbers: a look-up hashes nothing.
package struct IDMap<ID: ModelID, Value: Sendable>: Sendable {
  private var slots: [Value?] = []

  package init() {}

  package subscript(_ id: ID) -> Value? {
    get { id.index < slots.count ? slots[id.index] : nil }
    set {
      while slots.count <= id.index { slots.append(nil) }
      slots[id.index] = newValue
    }
  }

  /// In the order of the ids.
  package var values: [Value] { slots.compactMap { $0 } }

  /// The ids whose values are as wanted.
  package func ids(where isWanted: (ID, Value) -> Bool) -> Set<ID> {
    var ids: Set<ID> = []
    for (index, value) in slots.enumerated() {
      if let value, isWanted(ID(index), value) { ids.insert(ID(index)) }
    }
    return ids
  }
}
