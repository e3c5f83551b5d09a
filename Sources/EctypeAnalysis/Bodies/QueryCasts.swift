import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What Ecto knows of an expression's type by its form alone: it compares that with what a cast or the other side of a
/// comparison asks for, before the database sees the query, and raises where they differ.
extension QueryExpression {
  /// Whether Ecto takes it as what `type(…, T)` casts.
  fileprivate var isCastable: Bool {
    switch self {
    case .field(.call("as", _), _): false
    case .pinned, .field, .access: true
    case .binary(let operation, _, _): operation.isArithmetic
    case .call(let name, _): Self.castable.contains(name)
    default: false
    }
  }

  private static let castable: Set<String> = [
    "fragment", "avg", "count", "max", "min", "sum", "over", "filter", "coalesce", "field",
    "json_extract_path",
  ]

  /// The type that it asks for on the other side of a comparison; nil where the database is to know.
  fileprivate var formType: FieldType? {
    switch self {
    case .literal(.integer), .negate(.literal(.integer)): .integer
    case .literal(.float), .negate(.literal(.float)): .float
    case .literal(.string): .string
    case .call("type", let parts):
      if case .type(let type)? = parts.last { type } else { nil }
    case .call(let name, let parts) where Self.valued.contains(name): parts.first?.formType
    default: ownType
    }
  }

  /// Functions that give one of the values that they are given.
  private static let valued: Set<String> = [
    "max", "min", "first_value", "last_value", "nth_value", "lag", "lead",
  ]

  /// The type that is known of a function or an operator.
  private var ownType: FieldType? {
    switch self {
    case .not, .isNil, .call("like", _), .call("ilike", _): .boolean
    case .binary(let operation, _, _): operation.isArithmetic ? nil : .boolean
    // `count(x, :distinct)` is not looked at.
    case .call("count", let parts): parts.count < 2 ? .integer : nil
    case .call(let name, _): Self.counting.contains(name) ? .integer : nil
    default: nil
    }
  }

  private static let counting: Set<String> = ["row_number", "rank", "dense_rank", "ntile"]

  /// The part that is known to be of another type than it is asked to be.
  fileprivate func refused(as wanted: FieldType) -> (part: QueryExpression, type: FieldType)? {
    switch self {
    case .binary(let operation, let left, let right) where operation.isArithmetic:
      left.refused(as: wanted) ?? right.refused(as: wanted)
    case .call("coalesce", let parts):
      parts.lazy.compactMap { $0.refused(as: wanted) }.first
    case .call("filter", let parts), .call("over", let parts): parts.first?.refused(as: wanted)
    default: ownType.flatMap { wanted.takes($0) ? nil : (self, $0) }
    }
  }
}

extension FieldType {
  /// Whether Ecto takes one for the other.
  fileprivate func takes(_ known: FieldType) -> Bool {
    switch (self, known) {
    case (.any, _), (.id, .integer), (.decimal, .integer), (.decimal, .float): true
    default: self == known
    }
  }
}

extension QueryOperator {
  fileprivate var isArithmetic: Bool { [.add, .subtract, .multiply, .divide].contains(self) }
}

extension QueryExpressionLowering {
  /// Whether Ecto casts a value to the type; reports it. What nothing is known of, a fragment, it leaves to the database.
  /// - Parameter type: nil for that of a field, which it does not look at.
  func isCast(_ value: QueryExpression, _ node: NodeID, to type: FieldType?, _ name: String) -> Bool
  {
    let written = Self.short(body.tree.source(body.tree.span(node)))
    let fragment = "type(fragment(\"(?)\", \(written)), \(name))"
    guard value.isCastable else {
      body.file.report(
        .invalidQuery, "Ecto does not cast an expression of this form", at: body.tree.span(node),
        notes: ["it casts fields, pinned values, arithmetic, aggregates, `coalesce` and fragments"],
        helps: [Help("put it into a fragment: `\(fragment)`")])
      return false
    }
    guard let type, let (part, known) = value.refused(as: type) else { return true }
    var helps = [Help("put it into a fragment, and the database casts it: `\(fragment)`")]
    if type == .float, value.refused(as: .decimal) == nil {
      helps.insert(Help("cast it to a `Decimal`: `type(\(written), .decimal)`"), at: 0)
    }
    body.file.report(
      .typeMismatch,
      "Ecto does not cast \(part.called) to \(body.describe(FieldTypes.valueType(of: type)))",
      at: body.tree.span(node),
      label: "\(part.called) is \(body.describe(FieldTypes.valueType(of: known)))", helps: helps)
    return false
  }

  /// What the database makes of an expression, in a form that Ecto casts.
  func cast(_ value: QueryExpression, written: String, to type: ValueType, _ name: String) -> String
  {
    let field = FieldTypes.fieldType(of: type)
    let isPlain = value.isCastable && field.flatMap { value.refused(as: $0) } == nil
    return "type(\(isPlain ? written : "fragment(\"(?)\", \(written))"), .\(name))"
  }

  /// Whether Ecto compares two values whose types compare; reports it.
  func isCompared(_ left: (QueryExpression, NodeID), _ right: (QueryExpression, NodeID)) -> Bool {
    for (value, other) in [(left, right), (right, left)] {
      guard let type = Self.elementType(other.0), let (part, known) = value.0.refused(as: type)
      else { continue }
      let wanted = FieldTypes.valueType(of: type)
      let written = Self.short(body.tree.source(body.tree.span(value.1)))
      body.file.report(
        .typeMismatch, "Ecto does not compare \(part.called) with \(body.describe(wanted))",
        at: body.tree.span(value.1),
        label: "\(part.called) is \(body.describe(FieldTypes.valueType(of: known)))",
        secondary: [Label(body.tree.span(other.1), body.describe(wanted))],
        helps: [
          Help(
            castName(of: wanted).map {
              "let the database make it so: `\(cast(value.0, written: written, to: wanted, $0))`"
            } ?? "compare them in a fragment: `fragment(\"? = ?\", …)`")
        ])
      return false
    }
    return true
  }

  /// What a side of a comparison, or the elements of a list behind `in`, is known to be.
  private static func elementType(_ expression: QueryExpression) -> FieldType? {
    guard case .list(let elements) = expression else { return expression.formType }
    let types = Set(elements.map(\.formType))
    return types.count == 1 ? types.first! : nil
  }

  private static func short(_ written: String) -> String {
    written.utf8.count <= 40 ? written : "…"
  }
}

extension QueryExpression {
  /// As a message names it.
  fileprivate var called: String {
    if case .call(let name, _) = self { "`\(NameRules.camelCase(name))`" } else { "a condition" }
  }
}
