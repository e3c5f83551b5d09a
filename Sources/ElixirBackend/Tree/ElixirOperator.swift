package enum ElixirUnaryOperator: String, Sendable, Hashable, CaseIterable {
  case not
  case bang = "!"
  case minus = "-"
  case plus = "+"
  /// `^x`.
  case pin = "^"
}

package enum ElixirBinaryOperator: String, Sendable, Hashable, CaseIterable {
  case arrow = "<-"
  case defaults = "\\\\"
  case when
  case typed = "::"
  case cons = "|"
  case match = "="
  case doubleBar = "||"
  case or
  case doubleAmpersand = "&&"
  case and
  case equal = "=="
  case notEqual = "!="
  case matches = "=~"
  case identical = "==="
  case notIdentical = "!=="
  case less = "<"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case greater = ">"
  case `in`
  case notIn = "not in"
  case concatLists = "++"
  case subtractLists = "--"
  case range = ".."
  /// The step of `first..last//step`; its left side is a range.
  case step = "//"
  case concatStrings = "<>"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case power = "**"

  /// Both sides are evaluated, the left one first.
  package var isStrict: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greaterOrEqual, .greater, .in, .notIn,
      .concatLists, .subtractLists, .concatStrings, .add, .subtract, .multiply, .divide, .power:
      true
    default: false
    }
  }

  enum Side { case left, right }

  /// Elixir's operator table: what binds tighter has the higher number.
  var precedence: Int {
    switch self {
    case .arrow, .defaults: 40
    case .when: 50
    case .typed: 60
    case .cons: 70
    case .match: 100
    case .doubleBar, .or: 120
    case .doubleAmpersand, .and: 130
    case .equal, .notEqual, .matches, .identical, .notIdentical: 140
    case .less, .lessOrEqual, .greaterOrEqual, .greater: 150
    case .in, .notIn: 170
    case .step: 190
    case .concatLists, .subtractLists, .range, .concatStrings: 200
    case .add, .subtract: 210
    case .multiply, .divide: 220
    case .power: 230
    }
  }

  /// The side on which operators of the same precedence need no parentheses.
  var associativity: Side {
    switch self {
    case .when, .typed, .cons, .match, .step, .concatLists, .subtractLists, .range, .concatStrings:
      .right
    default: .left
    }
  }
}
