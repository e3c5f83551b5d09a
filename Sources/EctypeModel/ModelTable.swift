/// The number of a schema or an enumeration.
package protocol ModelID: Hashable, Sendable {
  var index: Int { get }
  init(_ index: Int)
}

/// Values by id, gone through in an order of their own: that of the files and declarations they come from. An
/// id stays what it is while others come and go, so that what was worked out once can be kept.
package struct ModelTable<ID: ModelID, Element: Sendable>: Sequence, Sendable {
  private var slots: [Element?] = []
  private var order: [ID] = []
  private var log: ReadLog<ID>?

  package init() {}

  package subscript(_ id: ID) -> Element {
    _read {
      log?.note(id)
      yield slots[id.index]!
    }
    _modify { yield &slots[id.index]! }
  }

  package var count: Int { order.count }
  package var isEmpty: Bool { order.isEmpty }
  package var first: Element? { order.first.map { self[$0] } }
  package var ids: [ID] { order }

  /// Adds a value with the next id behind all others.
  @discardableResult
  package mutating func append(_ element: Element) -> ID {
    let id = ID(slots.count)
    slots.append(element)
    order.append(id)
    return id
  }

  /// Puts a value where an id says; the id is gone through where `arrange` says so.
  package mutating func set(_ id: ID, _ element: Element) {
    while slots.count <= id.index { slots.append(nil) }
    slots[id.index] = element
  }

  package mutating func remove(_ id: ID) { slots[id.index] = nil }

  /// The ids that are there, in order.
  package mutating func arrange(_ ids: [ID]) { order = ids }

  /// The same table, which notes in `log` what is read of it.
  package func noting(in log: ReadLog<ID>?) -> Self {
    var table = self
    table.log = log
    return table
  }

  /// Going through a table reads all of it.
  package func makeIterator() -> Iterator {
    log?.noteAll()
    return Iterator(slots: slots, ids: order.makeIterator())
  }

  package struct Iterator: IteratorProtocol {
    let slots: [Element?]
    var ids: IndexingIterator<[ID]>

    package mutating func next() -> Element? {
      guard let id = ids.next() else { return nil }
      return slots[id.index]
    }
  }
}
