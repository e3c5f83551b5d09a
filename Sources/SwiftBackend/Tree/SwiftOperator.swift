/// The standard library's infix operators.
package enum SwiftOperator: String, Sendable, CaseIterable {
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
  case add = "+"
  case subtract = "-"
  case range = "..<"
  case closedRange = "..."
  case coalesce = "??"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and = "&&"
  case or = "||"
}

/// Swift's precedence groups, loosest first.
enum SwiftPrecedence: Int, Comparable {
  case ternary, or, and, comparison, coalesce, cast, range, addition, multiplication, prefix,
    postfix

  enum Associativity { case left, right, none }

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  var associativity: Associativity {
    switch self {
    case .comparison, .range: .none
    case .ternary, .coalesce: .right
    default: .left
    }
  }
}

extension SwiftOperator {
  var precedence: SwiftPrecedence {
    switch self {
    case .multiply, .divide, .remainder: .multiplication
    case .add, .subtract: .addition
    case .range, .closedRange: .range
    case .coalesce: .coalesce
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .and: .and
    case .or: .or
    }
  }

  var isLogical: Bool { self == .and || self == .or }
  /// Ranges are written without spaces.
  var isSpaced: Bool { precedence != .range }
}
