extension ElixirBinaryOperator {
  /// Operators whose right side may begin on their line although it is broken further on.
  var letsNextBreakFit: Bool {
    switch self {
    case .arrow, .equal, .notEqual, .matches, .identical, .notIdentical, .less, .greater,
      .lessOrEqual, .greaterOrEqual, .match, .typed:
      true
    default: false
    }
  }

  var isNeverChained: Bool { self == .subtractLists }

  private var isLogical: Bool {
    switch self {
    case .doubleBar, .or, .doubleAmpersand, .and: true
    default: false
    }
  }

  /// Operators around whose operands the formatter always puts parentheses.
  private var needsParenthesesAroundOperators: Bool {
    switch self {
    case .in, .notIn, .concatLists, .subtractLists, .range, .step, .concatStrings: true
    default: false
    }
  }

  func needsParentheses(around op: ElixirBinaryOperator, _ side: Side) -> Bool {
    needsParenthesesAroundOperators && op != .range && op != .step
      || isLogical && op.isLogical
      || precedence > op.precedence
      || precedence == op.precedence && associativity != side
  }

  func needsParentheses(aroundPrecedence other: Int, _ side: Side) -> Bool {
    needsParenthesesAroundOperators || precedence > other
  }
}
