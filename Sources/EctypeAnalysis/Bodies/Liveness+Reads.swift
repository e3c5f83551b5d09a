import EctypeModel

/// What is read, without a change to what reads it.
extension Liveness {
  mutating func collect(_ block: Block, _ live: inout Live, _ targets: Targets) {
    for statement in block.statements.reversed() { collect(statement, &live, targets) }
  }

  mutating func collect(_ statement: Statement, _ live: inout Live, _ targets: Targets) {
    switch statement {
    case .return(let value):
      live = []
      read(value, &live)
    case .break: live = targets.atBreak
    case .continue: live = targets.atContinue
    case .value(let value), .expression(let value): read(value, &live)
    case .bind(let local, let value), .assign(let local, let value):
      live.remove(local.id)
      read(value, &live)
    case .declare(let local): live.remove(local.id)
    case .destructure(let pattern, let value), .reassign(let pattern, let value):
      forget(pattern, &live)
      read(value, &live)
    case .if(let value):
      var otherwise = live
      if let block = value.otherwise { collect(block, &otherwise, targets) }
      collect(value.then, &live, targets)
      collect(value.conditions, &live)
      live.formUnion(otherwise)
    case .switch(let value):
      let after = live
      live = []
      for branch in value.cases {
        var before = after
        collect(branch.body, &before, targets)
        if let condition = branch.condition { read(condition, &before) }
        for pattern in branch.patterns {
          forget(pattern, &before)
          pattern.walk { read($0, &before) }
        }
        live.formUnion(before)
      }
      read(value.subject, &live)
    case .for(let loop):
      live.formUnion(reads(of: loop))
      read(loop.sequence, &live)
    case .while(let loop): live.formUnion(reads(of: loop))
    }
  }

  mutating func collect(_ conditions: [Condition], _ live: inout Live) {
    for condition in conditions.reversed() {
      for local in condition.locals { live.remove(local.id) }
      if case .matching(let pattern, _) = condition { pattern.walk { read($0, &live) } }
      read(condition.value, &live)
    }
  }

  // MARK: Variables

  mutating func read(_ expression: Expression, _ live: inout Live) {
    expression.forEachLocal {
      live.insert($0.id)
      locals[$0.id] = $0
    }
  }

  /// - Parameter statement: binds nothing.
  mutating func read(_ statement: Statement, _ live: inout Live) {
    statement.walkOwn { read($0, &live) }
    for block in statement.blocks {
      for statement in block.statements { read(statement, &live) }
    }
  }

  func forget(_ pattern: Pattern, _ live: inout Live) {
    for local in pattern.locals { live.remove(local.id) }
  }

  /// A pattern without the names that nobody reads.
  func keep(_ pattern: Pattern, _ live: Live) -> Pattern {
    pattern.keeping { live.contains($0.id) }
  }
}
