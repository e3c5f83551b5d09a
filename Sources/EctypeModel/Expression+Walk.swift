extension Expression {
  /// Calls `body` for the expression and everything in it, queries and their pinned values included.
  package func walk(_ body: (Expression) -> Void) {
    body(self)
    switch kind {
    case .literal, .local, .module, .schema: return
    case .interpolation(let segments):
      for case .value(let value) in segments { value.walk(body) }
    case .property(let base, _), .option(let base, _), .unary(_, let base): base.walk(body)
    case .element(let left, let right), .binary(_, let left, let right):
      left.walk(body)
      right.walk(body)
    case .list(let values), .tuple(let values): for value in values { value.walk(body) }
    case .keywords(let pairs), .structure(_, let pairs): for pair in pairs { pair.value.walk(body) }
    case .map(let entries):
      for entry in entries {
        entry.key.walk(body)
        entry.value.walk(body)
      }
    case .conditional(let condition, let then, let otherwise):
      condition.walk(body)
      then.walk(body)
      otherwise.walk(body)
    case .call(let call):
      for argument in call.arguments { argument.walk(body) }
      for option in call.options { option.value.walk(body) }
    case .changeset(let call):
      call.base.walk(body)
      switch call.step {
      case .cast(let params, _): params.walk(body)
      case .putChange(_, let value): value.walk(body)
      default: break
      }
    case .from(let from): from.walk(body)
    case .dynamic(let dynamic): dynamic.value.walk(body)
    case .query(let call):
      call.query.walk(body)
      call.clause.walk(body)
    }
  }

  /// Calls `body` for every variable that the expression reads.
  package func forEachLocal(_ body: (Local) -> Void) {
    walk { if case .local(let local) = $0.kind { body(local) } }
  }
}

extension Block {
  /// Every path through it ends in a return.
  package var alwaysReturns: Bool {
    switch statements.last {
    case .return: true
    case .if(_, let then, let otherwise, _): then.alwaysReturns && otherwise?.alwaysReturns ?? false
    default: false
    }
  }

  /// Calls `body` for every expression of the block, conditions included.
  package func walk(_ body: (Expression) -> Void) {
    for statement in statements {
      switch statement {
      case .bind(_, let value), .assign(_, let value), .return(let value), .expression(let value):
        value.walk(body)
      case .if(let condition, let then, let otherwise, _):
        switch condition {
        case .expression(let value), .binding(_, let value): value.walk(body)
        }
        then.walk(body)
        otherwise?.walk(body)
      }
    }
  }
}

extension Function {
  /// The Elixir names of the functions of its own module that it calls.
  package var callsInModule: Set<String> {
    var names: Set<String> = []
    body.walk { expression in
      if case .call(let call) = expression.kind, case .local(let name) = call.callee {
        names.insert(name.elixir)
      }
    }
    return names
  }
}
