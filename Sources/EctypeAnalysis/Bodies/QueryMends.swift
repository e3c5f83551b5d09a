import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What to write in a query where a value is not of the type that is wanted.
extension QueryExpressionLowering {
  func mends(_ given: Typed, _ node: NodeID, as wanted: ValueType) -> [Help] {
    let helps = conversions(given, node, to: wanted)
    return helps.isEmpty ? [Help("give it \(body.describe(wanted))")] : helps
  }

  private func conversions(_ given: Typed, _ node: NodeID, to wanted: ValueType) -> [Help] {
    switch given.expression {
    case .pinned(let value): return body.mends(value, as: wanted)
    case .literal(let literal):
      return body.rewritten(literal, as: wanted).map { [Help("write `\($0)`")] } ?? []
    default:
      let written = body.tree.source(body.tree.span(node))
      guard let name = Self.castNames[wanted.coarse], written.utf8.count <= 40,
        Self.castNames[given.type.unwrapped.coarse] != nil
      else { return [] }
      let cast = cast(given.expression, written: written, to: wanted.coarse, name)
      return [Help("let the database make it so: `\(cast)`")]
    }
  }

  /// What the database casts into each other.
  private static let castNames: [ValueType: String] = [
    .integer: "integer", .float: "float", .decimal: "decimal", .string: "string", .bool: "boolean",
    .date: "date",
  ]

  func castName(of type: ValueType) -> String? { Self.castNames[type.coarse] }

  /// Of two values that do not compare: what makes one of them comparable with the other.
  func unlike(_ known: (Typed, NodeID), _ other: (Typed, NodeID)) -> [Help] {
    let helps = conversions(other.0, other.1, to: known.0.type.unwrapped)
    if !helps.isEmpty { return helps }
    let others = conversions(known.0, known.1, to: other.0.type.unwrapped)
    return others.isEmpty ? [Help("compare values of one type")] : others
  }

  func conditionHelps(_ given: Typed, _ node: NodeID) -> [Help] {
    let helps = conversions(given, node, to: .bool)
    return helps.isEmpty ? [Help("compare it with a value: `… == ^value`")] : helps
  }

  func membershipHelps(_ element: Typed, _ list: Typed) -> [Help] {
    switch (element.type.unwrapped, list.type.unwrapped) {
    case (.string, .string): [Help("`like(…, ^pattern)` looks for a part of a text")]
    case (_, .list(let inner)):
      [Help("this list holds \(body.describe(inner)): ask for such a value")]
    default: [Help("write a list, `[1, 2]`, or pin one: `^values`")]
    }
  }
}
