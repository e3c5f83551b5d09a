package indirect enum SwiftStatement: Sendable {
  case expression(SwiftExpression)
  /// `let name: T = value`
  case binding(isLet: Bool, SwiftPattern, type: SwiftType?, value: SwiftExpression?)
  /// `target = value`; an operator makes it `target += value`.
  case assign(SwiftExpression, SwiftOperator?, SwiftExpression)
  case `return`(SwiftExpression?)
  case `throw`(SwiftExpression)
  /// Branches in order, at least one, and the last `else`.
  case `if`([SwiftBranch], otherwise: [SwiftStatement]?)
  case `guard`([SwiftCondition], otherwise: [SwiftStatement])
  case `switch`(SwiftExpression, [SwiftSwitchCase])
  case `for`(
    SwiftPattern, in: SwiftExpression, where: SwiftExpression?, body: [SwiftStatement])
  case `while`([SwiftCondition], body: [SwiftStatement])
  case `break`
  case `continue`
}

package struct SwiftBranch: Sendable {
  package var conditions: [SwiftCondition]
  package var body: [SwiftStatement]

  package init(_ conditions: [SwiftCondition], body: [SwiftStatement]) {
    self.conditions = conditions
    self.body = body
  }
}

package enum SwiftCondition: Sendable {
  case expression(SwiftExpression)
  /// `let name = value`; without a value `let name`
  case binding(isLet: Bool, String, SwiftExpression?)
  /// `case pattern = value`
  case pattern(SwiftPattern, SwiftExpression)
}

package struct SwiftSwitchCase: Sendable {
  /// None is `default`.
  package var patterns: [SwiftPattern]
  package var condition: SwiftExpression?
  package var body: [SwiftStatement]

  package init(
    _ patterns: [SwiftPattern], where condition: SwiftExpression? = nil, body: [SwiftStatement]
  ) {
    self.patterns = patterns
    self.condition = condition
    self.body = body
  }
}

package indirect enum SwiftPattern: Sendable {
  case wildcard
  /// `name` in a binding or a loop, where the `let` is already said
  case name(String)
  /// `let name`
  case value(String)
  case expression(SwiftExpression)
  /// `.name` or `.name(…)`
  case enumCase(String, [Element])
  case tuple([Element])
  /// `pattern?`
  case optional(SwiftPattern)

  package struct Element: Sendable {
    package var label: String?
    package var pattern: SwiftPattern

    package init(label: String? = nil, _ pattern: SwiftPattern) {
      self.label = label
      self.pattern = pattern
    }
  }
}
