/// Statements in order.
package struct Block: Sendable {
  package var statements: [Statement]
  package init(_ statements: [Statement] = []) { self.statements = statements }
}

/// Imperative, as the source has it: the Elixir back end turns assignments into rebinding, loops into
/// `Enum`, and early exits into the structure of branches. What only the whole body tells (which variables
/// are read afterwards) is worked out once, by the analysis, and noted on the statements.
package indirect enum Statement: Sendable {
  /// `let x = e`, `var x = e`
  case bind(Local, Expression)
  /// `var x: Int`: every path gives it a value before it is read.
  case declare(Local)
  /// `x = e` of a variable bound before.
  case assign(Local, Expression)
  /// `let (a, b) = e`: the pattern always matches.
  case destructure(Pattern, Expression)
  /// `(a, b) = e` of variables bound before: none changes before the whole value is known.
  case reassign(Pattern, Expression)
  case `if`(If)
  case `switch`(Switch)
  case `for`(For)
  case `while`(While)
  case `break`
  case `continue`
  case `return`(Expression)
  /// The value of the branch that it ends: of an `if` or `switch` that is an expression.
  case value(Expression)
  /// For its effect.
  case expression(Expression)
}

package enum Condition: Sendable {
  case expression(Expression)
  /// `if let x = e`: `e` is there, and `x` is it.
  case binding(Local, Expression)
  /// `if case p = e`: `e` is what `p` describes, which it need not be.
  case matching(Pattern, Expression)

  /// The variables that those behind it see.
  package var locals: [Local] {
    switch self {
    case .expression: []
    case .binding(let local, _): [local]
    case .matching(let pattern, _): pattern.locals
    }
  }
}

package struct If: Sendable {
  /// All must hold; a binding is visible in those behind it.
  package var conditions: [Condition]
  package var then: Block
  package var otherwise: Block?
  /// `guard`: `then` is all that follows it.
  package var isGuard = false
  /// The variables from outside that a branch assigns and that are read afterwards: in Elixir the value of
  /// the whole.
  package var yields: [Local] = []

  package init(_ conditions: [Condition], then: Block, otherwise: Block?) {
    self.conditions = conditions
    self.then = then
    self.otherwise = otherwise
  }
}

package struct Switch: Sendable {
  package struct Case: Sendable {
    /// Any of them must match; several bind no variables.
    package var patterns: [Pattern]
    package var condition: Expression?
    package var body: Block

    package init(_ patterns: [Pattern], condition: Expression?, body: Block) {
      self.patterns = patterns
      self.condition = condition
      self.body = body
    }
  }

  package var subject: Expression
  package var cases: [Case]
  /// As of `If`.
  package var yields: [Local] = []

  package init(_ subject: Expression, cases: [Case]) {
    self.subject = subject
    self.cases = cases
  }
}

extension Switch {
  /// Whether a pattern asks for a part of the subject, a tuple of `count`, or gives it a name; the whole subject is
  /// the one part of one.
  package func looks(at index: Int, of count: Int) -> Bool {
    cases.contains { $0.patterns.contains { $0.looks(at: index, of: count) } }
  }
}

extension Pattern {
  fileprivate func looks(at index: Int, of count: Int) -> Bool {
    switch self {
    case .wildcard: return false
    case .tuple(let parts) where count > 1 && parts.count == count:
      if case .wildcard = parts[index] { return false }
      return true
    default: return true
    }
  }
}

/// What a loop keeps from one round to the next, and what is read of it afterwards.
package struct LoopState: Sendable {
  package struct Carried: Sendable {
    package var local: Local
    /// A round reads the value that the one before has left.
    package var isRead: Bool

    package init(local: Local, isRead: Bool) {
      self.local = local
      self.isRead = isRead
    }
  }

  /// The variables from outside that the body assigns and somebody reads.
  package var carried: [Carried] = []
  /// Those of them that are read after the loop.
  package var yields: [Local] = []
  /// Every variable from outside that the loop needs: of a `while`, its function's parameters.
  package var inputs: [Local] = []

  package init() {}
}

package struct For: Sendable {
  /// Tells loops of a function apart.
  package var id: Int
  /// Elements that do not match are passed over.
  package var pattern: Pattern
  package var sequence: Expression
  package var condition: Expression?
  package var body: Block
  package var state = LoopState()

  package init(
    id: Int, pattern: Pattern, sequence: Expression, condition: Expression?, body: Block
  ) {
    self.id = id
    self.pattern = pattern
    self.sequence = sequence
    self.condition = condition
    self.body = body
  }
}

package struct While: Sendable {
  package var id: Int
  package var conditions: [Condition]
  package var body: Block
  package var state = LoopState()

  package init(id: Int, conditions: [Condition], body: Block) {
    self.id = id
    self.conditions = conditions
    self.body = body
  }

  /// `while true`: only `break` and `return` leave it.
  package var isEndless: Bool {
    conditions.allSatisfy {
      if case .expression(let value) = $0, case .literal(.bool(true)) = value.kind {
        true
      } else {
        false
      }
    }
  }
}
