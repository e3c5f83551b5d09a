extension Expression {
  /// Calls `body` for the expression and everything in it, queries and their pinned values included.
  package func walk(_ body: (Expression) -> Void) {
    body(self)
    switch kind {
    case .literal, .local, .module, .schema, .reference, .standardReference, .sigil: return
    case .interpolation(let segments):
      for case .value(let value) in segments { value.walk(body) }
    case .property(let base, _), .option(let base, _), .unary(_, let base): base.walk(body)
    case .element(let left, let right), .binary(_, let left, let right):
      left.walk(body)
      right.walk(body)
    case .list(let values), .tuple(let values): for value in values { value.walk(body) }
    case .cons(let values, let tail):
      for value in values { value.walk(body) }
      tail.walk(body)
    case .range(let lower, let upper, _):
      lower.walk(body)
      upper.walk(body)
    case .mapUpdate(let base, let entries):
      base.walk(body)
      for entry in entries {
        entry.key.walk(body)
        entry.value.walk(body)
      }
    case .if(let value): value.walk(body)
    case .switch(let value): value.walk(body)
    case .chain(let base, _, let value):
      base.walk(body)
      value.walk(body)
    case .closure(let closure): closure.body.walk(body)
    case .apply(let function, let arguments):
      function.walk(body)
      for argument in arguments { argument.walk(body) }
    case .standard(let call): for argument in call.arguments { argument.walk(body) }
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
      call.receiver?.walk(body)
      for argument in call.arguments { argument.walk(body) }
      for option in call.options { option.value.walk(body) }
    case .changeset(let call):
      call.base.walk(body)
      switch call.step {
      case .cast(let params, _): params.walk(body)
      case .putChange(_, let value), .change(let value), .putRelation(_, _, let value):
        value.walk(body)
      case .castAssociation(_, let relation), .castEmbed(_, let relation):
        relation.with?.walk(body)
      default: break
      }
    case .from(let from): from.walk(body)
    case .dynamic(let dynamic): dynamic.value.walk(body)
    case .query(let call):
      call.query.walk(body)
      call.clause.walk(body)
    }
  }

  /// Calls `body` for every variable from outside that the expression reads.
  package func forEachLocal(_ body: (Local) -> Void) {
    var own: Set<Int> = []
    walk {
      switch $0.kind {
      case .closure(let closure):
        own.formUnion(closure.parameters.flatMap(\.locals).map(\.id))
        own.formUnion(closure.body.bindings)
      case .if(let value): own.formUnion(Block([.if(value)]).bindings)
      case .switch(let value): own.formUnion(Block([.switch(value)]).bindings)
      case .chain(_, let local, _): own.insert(local.id)
      default: return
      }
    }
    walk {
      if case .local(let local) = $0.kind, !own.contains(local.id) { body(local) }
      // `a?.b` of a variable reads it, though its value has the same name.
      if case .chain(let base, let local, _) = $0.kind, case .local(local) = base.kind {
        body(local)
      }
    }
  }
}

extension Condition {
  package var value: Expression {
    switch self {
    case .expression(let value), .binding(_, let value), .matching(_, let value): value
    }
  }

  func walk(_ body: (Expression) -> Void) {
    if case .matching(let pattern, _) = self { pattern.walk(body) }
    value.walk(body)
  }
}

extension Block {
  /// Calls `body` for every expression of the block, conditions and closures included.
  package func walk(_ body: (Expression) -> Void) {
    for statement in statements { statement.walk(body) }
  }
}

extension Statement {
  package func walk(_ body: (Expression) -> Void) {
    switch self {
    case .bind(_, let value), .assign(_, let value), .return(let value), .value(let value),
      .expression(let value):
      value.walk(body)
    case .destructure(let pattern, let value), .reassign(let pattern, let value):
      pattern.walk(body)
      value.walk(body)
    case .declare, .break, .continue: return
    case .if(let value): value.walk(body)
    case .switch(let value): value.walk(body)
    case .for(let loop):
      loop.sequence.walk(body)
      loop.pattern.walk(body)
      loop.condition?.walk(body)
      loop.body.walk(body)
    case .while(let loop):
      for condition in loop.conditions { condition.walk(body) }
      loop.body.walk(body)
    }
  }
}

extension If {
  package func walk(_ body: (Expression) -> Void) {
    for condition in conditions { condition.walk(body) }
    then.walk(body)
    otherwise?.walk(body)
  }
}

extension Switch {
  package func walk(_ body: (Expression) -> Void) {
    subject.walk(body)
    for branch in cases {
      for pattern in branch.patterns { pattern.walk(body) }
      branch.condition?.walk(body)
      branch.body.walk(body)
    }
  }
}

extension Function {
  /// The Elixir names of the functions of its own module that it calls.
  package var callsInModule: Set<String> {
    var names: Set<String> = []
    body.walk { expression in
      switch expression.kind {
      case .call(let call): if case .local(let name) = call.callee { names.insert(name.elixir) }
      case .reference(.local(let name), _): names.insert(name.elixir)
      default: return
      }
    }
    return names
  }
}
