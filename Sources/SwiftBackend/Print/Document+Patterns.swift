import EctypeText

extension Document {
  mutating func print(_ pattern: SwiftPattern) {
    switch pattern {
    case .wildcard: text("_")
    case .name(let name): self.name(name, .variable)
    case .value(let name):
      text("let ")
      self.name(name, .variable)
    case .expression(let expression): print(expression)
    case .enumCase(let name, let elements):
      text(".")
      self.name(name, .implicitMember)
      if !elements.isEmpty { list("(", elements, ")", style: .alone) { $0.print($1) } }
    case .tuple(let elements): list("(", elements, ")", style: .alone) { $0.print($1) }
    case .optional(let pattern):
      print(pattern)
      text("?")
    }
  }

  private mutating func print(_ element: SwiftPattern.Element) {
    if let label = element.label {
      name(label, .label)
      text(": ")
    }
    print(element.pattern)
  }
}
