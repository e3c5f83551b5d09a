import EctypeText

extension FlatLine {
  /// An expression that has `columns`.
  mutating func word(_ expression: ElixirExpression) {
    switch expression {
    case .variable(let name), .alias(let name): text(name)
    case .atom(let name):
      if name != "nil", name != "true", name != "false" { text(":") }
      text(name)
    case .list(let elements, _):
      text("[")
      for element in elements { word(element) }
      text("]")
    case .call(let call):
      if case .remote(let target) = call.target {
        word(target)
        text(".")
      }
      text(call.name)
      text("()")
    default: preconditionFailure("no word")
    }
  }
}
