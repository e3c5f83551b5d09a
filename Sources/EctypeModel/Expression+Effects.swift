extension Expression {
  /// Evaluating it may do something: it calls a function. Queries and changesets only describe.
  package var hasEffects: Bool {
    var found = false
    walk {
      switch $0.kind {
      case .call, .apply: found = true
      case .standard(let call): if !call.function.isPure { found = true }
      default: return
      }
    }
    return found
  }

  /// Whether it matters that it is evaluated, though nobody takes its value: it does something, or it may raise.
  package var mustRun: Bool {
    // What a closure does it does where it is called.
    if case .closure = kind { return false }
    return hasEffects || mayRaise
  }

  private var mayRaise: Bool {
    var found = false
    walk {
      switch $0.kind {
      case .standard(let call): if call.mayRaise { found = true }
      case .binary(.divide, _, let divisor), .binary(.remainder, _, let divisor):
        if case .literal(.integer) = divisor.kind { return }
        found = true
      // A float that gets too large.
      case .binary(.add, let left, _), .binary(.subtract, let left, _),
        .binary(.multiply, let left, _):
        if left.type == .float { found = true }
      default: return
      }
    }
    return found
  }

  /// What is left to do of a value that nobody takes: of `%{post | author: load()}`, of `(load(), 1)` and of
  /// `!load()` the `load()`.
  package var effect: Expression {
    switch kind {
    case .mapUpdate(let base, let entries) where !base.hasEffects && entries.count == 1:
      return entries[0].value.effect
    case .unary(_, let operand): return operand.effect
    case .tuple(let parts), .list(let parts):
      let running = parts.filter(\.mustRun).map(\.effect)
      if running.count == 1 { return running[0] }
      return Expression(.tuple(running), type: .tuple(running.map(\.type)), span: span)
    case .conditional(let condition, let then, let otherwise)
    where !then.mustRun && !otherwise.mustRun:
      return condition.effect
    case .binary(let operation, let left, let right) where operation.isComparison:
      if !right.mustRun { return left.effect }
      return left.mustRun ? self : right.effect
    default: return self
    }
  }
}

extension BinaryOperator {
  fileprivate var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension StandardCall {
  fileprivate var mayRaise: Bool {
    // The text of a constant has been checked to be a decimal.
    if function.template == "Decimal.new($0)", case .literal? = arguments.first?.kind {
      return false
    }
    return function.mayRaise
  }
}
