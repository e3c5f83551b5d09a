import EctypeText

extension Document {
  /// Infix operators: on one line, or each on a line of its own before its right operand.
  mutating func operators(_ expression: SwiftExpression, isContinuation: Bool) {
    switch expression {
    case .binary(let left, let operation, let right) where !operation.isSpaced:
      operand(left, above: .prefix, isContinuation: isContinuation)
      text(operation.rawValue)
      operand(right, above: .prefix, isContinuation: isContinuation)
    case .binary(_, let operation, _):
      var terms: [(SwiftOperator, SwiftExpression)] = []
      let first = expression.flattened(operation.precedence, into: &terms)
      broken(first, above: operation.precedence, isContinuation: isContinuation) {
        for (operation, term) in terms {
          $0.line()
          $0.text(operation.rawValue)
          $0.text(" ")
          $0.operand(
            term, above: operation.precedence, isContinuation: !operation.isLogical)
        }
      }
    case .ternary(let condition, let then, let otherwise):
      broken(
        condition, above: .ternary, isContinuation: isContinuation,
        isFirstContinuation: isContinuation && condition.isInfix
      ) {
        $0.line()
        $0.text("? ")
        $0.operand(then, above: .ternary, isContinuation: false)
        $0.line()
        $0.text(": ")
        $0.operand(otherwise, above: .ternary, isContinuation: false)
      }
    case .cast(let value, let cast, let type):
      broken(value, above: .cast, isContinuation: isContinuation) {
        $0.line()
        $0.text(cast.rawValue)
        $0.text(" ")
        $0.print(type)
      }
    default: break
    }
  }

  private mutating func broken(
    _ first: SwiftExpression, above precedence: SwiftPrecedence, isContinuation: Bool,
    isFirstContinuation: Bool? = nil, _ rest: (inout Document) -> Void
  ) {
    group {
      $0.operand(first, above: precedence, isContinuation: isFirstContinuation ?? isContinuation)
      $0.nest(isContinuation ? 0 : 2) { rest(&$0) }
    }
  }

  /// An operand of an operator of `precedence`, in parentheses unless it binds tighter. What is in
  /// parentheses stays on one line.
  mutating func operand(
    _ expression: SwiftExpression, above precedence: SwiftPrecedence, isContinuation: Bool
  ) {
    if expression.precedence > precedence || (precedence == .postfix && !expression.isOperator) {
      print(expression, isContinuation: isContinuation)
    } else {
      text("(")
      print(expression)
      text(")")
    }
  }
}

extension SwiftExpression {
  /// The operands of operators of one precedence, as far as they need no parentheses.
  fileprivate func flattened(
    _ precedence: SwiftPrecedence, into terms: inout [(SwiftOperator, SwiftExpression)]
  ) -> SwiftExpression {
    guard case .binary(let left, let operation, let right) = self,
      operation.precedence == precedence
    else { return self }
    switch precedence.associativity {
    case .left:
      let first = left.flattened(precedence, into: &terms)
      terms.append((operation, right))
      return first
    case .right:
      var rest: [(SwiftOperator, SwiftExpression)] = []
      let second = right.flattened(precedence, into: &rest)
      terms.append((operation, second))
      terms += rest
      return left
    case .none:
      terms.append((operation, right))
      return left
    }
  }

  var precedence: SwiftPrecedence {
    switch self {
    case .binary(_, let operation, _): operation.precedence
    // These are put in parentheses wherever they are operands: what follows could read as part of them.
    case .ternary, .try, .cast, .keyPath: .ternary
    case .prefix: .prefix
    case .integer(let value): value < 0 ? .prefix : .postfix
    case .integerText(let digits): digits.utf8.first == UInt8(ascii: "-") ? .prefix : .postfix
    case .float(let value): value.sign == .minus ? .prefix : .postfix
    default: .postfix
    }
  }

  /// Its first operand is printed in parentheses.
  var beginsWithParenthesis: Bool {
    func begins(_ operand: SwiftExpression, above precedence: SwiftPrecedence) -> Bool {
      operand.precedence <= precedence || operand.beginsWithParenthesis
    }
    return switch self {
    case .binary(let left, let operation, _):
      if operation.precedence.associativity == .left,
        left.precedence == operation.precedence
      {
        left.beginsWithParenthesis
      } else {
        begins(left, above: operation.precedence)
      }
    case .ternary(let condition, _, _): begins(condition, above: .ternary)
    case .cast(let value, _, _): begins(value, above: .cast)
    case .member(let base, _), .call(let base, _, _), .element(let base, _),
      .optionalChain(let base):
      base.isOperator || base.beginsWithParenthesis
    default: false
    }
  }

  fileprivate var isInfix: Bool {
    switch self {
    case .binary, .cast: true
    default: false
    }
  }

  /// Needs parentheses before a postfix.
  fileprivate var isOperator: Bool {
    switch self {
    case .integer(let value): value < 0
    case .closure, .integerText, .float, .prefix: true
    default: precedence < .postfix
    }
  }
}
