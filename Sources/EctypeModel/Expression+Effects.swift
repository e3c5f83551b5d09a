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
      case .binary(let operation, let left, let right):
        if !operation.hasValue(of: left, right) { found = true }
      default: return
      }
    }
    return found
  }

  /// What is left to do of a value that nobody takes: of `%{post | author: load()}`, of `(load(), 1)`, of `!load()` and
  /// of `load() ?? 1` the `load()`. Whatever else it reads Erlang's compiler would take for evaluated in vain.
  package var effect: Expression {
    switch kind {
    case .mapUpdate(let base, let entries) where !base.hasEffects && entries.count == 1:
      return entries[0].value.effect
    case .unary(_, let operand): return operand.effect
    case .tuple(let parts), .list(let parts): return effect(of: parts)
    case .cons(let heads, let tail): return effect(of: heads + [tail])
    case .keywords(let pairs), .structure(_, let pairs): return effect(of: pairs.map(\.value))
    case .map(let entries): return effect(of: entries.flatMap { [$0.key, $0.value] })
    case .range(let lower, let upper, _): return effect(of: [lower, upper])
    case .chain(let base, _, let inner) where !inner.mustRun: return base.effect
    case .conditional(let condition, let then, let otherwise)
    where !then.mustRun && !otherwise.mustRun:
      return condition.effect
    case .binary(let operation, let left, let right):
      if operation.mayLeaveOutRight { return right.mustRun ? self : left.effect }
      return operation.hasValue(of: left, right) ? effect(of: [left, right]) : self
    case .standard(let call) where call.hasValue: return effect(of: call.arguments)
    default: return self
    }
  }

  private func effect(of parts: [Expression]) -> Expression {
    let running = parts.filter(\.mustRun).map(\.effect)
    if running.count == 1 { return running[0] }
    return Expression(.tuple(running), type: .tuple(running.map(\.type)), span: span)
  }
}

extension BinaryOperator {
  /// The right side is evaluated only for some values of the left one.
  fileprivate var mayLeaveOutRight: Bool {
    switch self {
    case .and, .or, .coalesce: true
    default: false
    }
  }

  /// Beside what its sides do it does nothing, and has a value for all of theirs.
  fileprivate func hasValue(of left: Expression, _ right: Expression) -> Bool {
    switch self {
    case .divide, .remainder:
      if case .literal(.integer) = right.kind { true } else { false }
    // A float may get too large.
    case .add, .subtract, .multiply: left.type != .float
    default: true
    }
  }
}

extension StandardCall {
  /// It does nothing itself, nor do functions that it is given, and has a value.
  fileprivate var hasValue: Bool {
    function.isPure && !mayRaise
      && !arguments.contains { if case .function = $0.type { true } else { false } }
  }

  fileprivate var mayRaise: Bool {
    // The text of a constant has been checked to be a decimal.
    if function.template == "Decimal.new($0)", case .literal? = arguments.first?.kind {
      return false
    }
    return function.mayRaise
  }
}
