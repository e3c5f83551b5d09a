/// What is known of an `Ecto.Multi`: the steps that it has, in order.
package struct MultiType: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    package var name: Name
    /// What later steps get of it.
    package var type: ValueType
    /// What it may fail with; `.never` where it cannot.
    package var failure: ValueType

    package init(name: Name, type: ValueType, failure: ValueType = .never) {
      self.name = name
      self.type = type
      self.failure = failure
    }
  }

  package var steps: [Step]
  /// It may have others: it came from elsewhere, or a name is made at run time.
  package var isOpen: Bool

  package init(steps: [Step] = [], isOpen: Bool = false) {
    self.steps = steps
    self.isOpen = isOpen
  }

  /// The map of what the steps have given.
  package var changes: ValueType {
    isOpen ? .any : .record(steps.map { OptionType(name: $0.name, type: $0.type) })
  }

  /// The same map where a step has failed: any of its keys may be missing.
  package var changesSoFar: ValueType {
    isOpen ? .any : .options(steps.map { OptionType(name: $0.name, type: $0.type) })
  }

  package var opened: MultiType { MultiType(steps: steps, isOpen: true) }

  /// What both have.
  package func merged(with other: MultiType) -> MultiType {
    if self == other { return self }
    return MultiType(steps: steps.filter { other.steps.contains($0) }, isOpen: true)
  }
}
