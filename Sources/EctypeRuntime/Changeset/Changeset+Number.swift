/// One bound of `validateNumber`.
public nonisolated enum NumberRule: Sendable {
  case lessThan(CastValue)
  case greaterThan(CastValue)
  case lessThanOrEqualTo(CastValue)
  case greaterThanOrEqualTo(CastValue)
  case equalTo(CastValue)
  case notEqualTo(CastValue)

  /// Ecto's name of the rule, its message, its target and the orders of value and target that satisfy it.
  var parts: (name: String, text: String, target: CastValue, orders: [NumberOrder]) {
    switch self {
    case .lessThan(let target):
      ("less_than", "must be less than %{number}", target, [.less])
    case .greaterThan(let target):
      ("greater_than", "must be greater than %{number}", target, [.greater])
    case .lessThanOrEqualTo(let target):
      (
        "less_than_or_equal_to", "must be less than or equal to %{number}", target, [.less, .equal]
      )
    case .greaterThanOrEqualTo(let target):
      (
        "greater_than_or_equal_to", "must be greater than or equal to %{number}", target,
        [.greater, .equal]
      )
    case .equalTo(let target):
      ("equal_to", "must be equal to %{number}", target, [.equal])
    case .notEqualTo(let target):
      ("not_equal_to", "must be not equal to %{number}", target, [.less, .greater])
    }
  }
}

nonisolated extension Changeset {
  /// `validate_number/3`: the bounds are checked in the order given, up to the first that fails.
  public func validateNumber(
    _ field: Field, _ rules: NumberRule..., message: ErrorMessage? = nil
  ) -> Self {
    validateNumber(field, rules, message: message)
  }

  /// `validate_number/3` with the bounds in a list.
  public func validateNumber(
    _ field: Field, _ rules: [NumberRule], message: ErrorMessage? = nil
  ) -> Self {
    validateChange(field, as: "validate_number(:\(field.rawValue), …)") { value in
      for rule in rules {
        let (name, text, target, orders) = rule.parts
        guard let (order, compared) = value.order(to: target), !orders.contains(order)
        else { continue }
        return [
          Self.error(
            field.rawValue, message, text,
            [
              "validation": .atom("number"), "kind": .atom(name), "number": .value(compared),
            ])
        ]
      }
      return []
    }
  }
}

nonisolated extension CastValue {
  /// The exact order of two numbers, and the second as Ecto compared it: if either is a decimal, both
  /// become one. Nil if either is no number.
  fileprivate func order(to target: CastValue) -> (NumberOrder, CastValue)? {
    switch (self, target) {
    case (.int(let a), .int(let b)): return (numberOrder(a, b), target)
    case (.float(let a), .float(let b)): return (numberOrder(a, b), target)
    case (.int(let a), .float(let b)): return (compareExactly(a, b), target)
    case (.float(let a), .int(let b)):
      return (compareExactly(b, a).reversed, target)
    case (.bigInt(let a), .float(let b)): return (compareExactly(a, b), target)
    case (.float(let a), .bigInt(let b)): return (compareExactly(b, a).reversed, target)
    case (.int(let a), .bigInt(let b)): return (numberOrder(DecimalString(a), b), target)
    case (.bigInt(let a), .int(let b)): return (numberOrder(a, DecimalString(b)), target)
    case (.bigInt(let a), .bigInt(let b)): return (numberOrder(a, b), target)
    default:
      guard let a = exactDecimal, let b = target.exactDecimal else { return nil }
      return (numberOrder(a, b), .decimal(b))
    }
  }

  private var exactDecimal: DecimalString? {
    if case .float(let value) = self { DecimalString(value) } else { asDecimal }
  }
}

nonisolated extension NumberOrder {
  fileprivate var reversed: NumberOrder {
    switch self {
    case .less: .greater
    case .equal: .equal
    case .greater: .less
    }
  }
}
