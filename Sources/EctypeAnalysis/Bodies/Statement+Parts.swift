import EctypeDiagnostics
import EctypeModel

extension Expression {
  func reads(_ local: Local) -> Bool {
    var isRead = false
    forEachLocal { if $0.id == local.id { isRead = true } }
    return isRead
  }
}

extension Expression {
  /// The function of the library that it is: `&trunc/1`, or a closure that gives `trunc(x)` of its `x`.
  var standardFunction: StandardFunction? {
    switch kind {
    case .standardReference(let function): return function
    case .closure(let closure):
      guard closure.body.statements.count == 1,
        case .return(let value) = closure.body.statements[0],
        case .standard(let call) = value.kind, call.arguments.count == closure.parameters.count
      else { return nil }
      for (parameter, argument) in zip(closure.parameters, call.arguments) {
        guard case .bind(let local) = parameter, case .local(local) = argument.kind else {
          return nil
        }
      }
      return call.function
    default: return nil
    }
  }
}

extension Statement {
  /// Its blocks hold nothing.
  var isEmpty: Bool {
    switch self {
    case .if(let value):
      value.then.statements.isEmpty && value.otherwise?.statements.isEmpty ?? true
    case .switch(let value): value.cases.allSatisfy(\.body.statements.isEmpty)
    case .for(let loop): loop.body.statements.isEmpty
    default: false
    }
  }

  var mustRun: Bool {
    var found = false
    walk { if $0.mustRun { found = true } }
    return found
  }

  /// The one value that it evaluates, its blocks being empty.
  var onlyValue: Expression? {
    switch self {
    case .if(let value):
      if value.conditions.count == 1, case .expression(let condition) = value.conditions[0] {
        return condition
      }
      return nil
    case .switch(let value):
      return value.cases.allSatisfy({ $0.condition == nil }) ? value.subject : nil
    case .for(let loop): return loop.condition == nil ? loop.sequence : nil
    default: return nil
    }
  }
}

extension Statement {
  /// Calls `body` for the statement and all in its blocks.
  func forEachRead(_ body: (Statement) -> Void) {
    body(self)
    for block in blocks { for statement in block.statements { statement.forEachRead(body) } }
  }

  /// What a loop asks before each round.
  var conditions: [Expression] {
    switch self {
    case .for(let loop): loop.condition.map { [$0] } ?? []
    case .while(let loop): loop.conditions.map(\.value)
    default: []
    }
  }

  var blocks: [Block] {
    switch self {
    case .if(let value): [value.then] + (value.otherwise.map { [$0] } ?? [])
    case .switch(let value): value.cases.map(\.body)
    case .for(let loop): [loop.body]
    case .while(let loop): [loop.body]
    default: []
    }
  }

  /// Calls `body` for its own expressions, not for those of its blocks.
  func walkOwn(_ body: (Expression) -> Void) {
    switch self {
    case .bind(_, let value), .assign(_, let value), .return(let value), .value(let value),
      .expression(let value):
      body(value)
    case .destructure(let pattern, let value), .reassign(let pattern, let value):
      pattern.walk(body)
      body(value)
    case .declare, .break, .continue: return
    case .if(let value): for condition in value.conditions { body(condition.value) }
    case .switch(let value):
      body(value.subject)
      for branch in value.cases {
        for pattern in branch.patterns { pattern.walk(body) }
        if let condition = branch.condition { body(condition) }
      }
    case .for(let loop):
      body(loop.sequence)
      loop.pattern.walk(body)
      if let condition = loop.condition { body(condition) }
    case .while(let loop): for condition in loop.conditions { body(condition.value) }
    }
  }
}

extension Block {
  /// What the values do stays.
  mutating func dropAssignments(to id: Int, _ values: inout [Expression]) {
    statements = statements.compactMap { statement in
      switch statement {
      case .assign(let local, let value) where local.id == id:
        values.append(value)
        return value.effect.asEffect
      case .if(var value):
        value.then.dropAssignments(to: id, &values)
        value.otherwise?.dropAssignments(to: id, &values)
        return .if(value)
      case .switch(var value):
        for index in value.cases.indices {
          value.cases[index].body.dropAssignments(to: id, &values)
        }
        return .switch(value)
      case .for(var loop):
        loop.body.dropAssignments(to: id, &values)
        return .for(loop)
      case .while(var loop):
        loop.body.dropAssignments(to: id, &values)
        return .while(loop)
      default: return statement
      }
    }
  }
}
