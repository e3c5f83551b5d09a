import EctypeModel

/// Finds what nobody reads: bindings whose value is gone before it is read, and values that are computed for
/// nothing. Elixir's compiler would warn of them, so of a dead binding only the effects of its value stay.
struct Liveness {
  /// The variables and the values that were given in vain, last first; of a condition only the question counts.
  private(set) var dead: [(local: Local, value: Expression, isCondition: Bool)] = []

  /// Statements that do nothing: a query or a changeset that nobody takes.
  private(set) var idle: [Expression] = []

  mutating func dropDeadBindings(in block: inout Block) {
    var live: Set<Int> = []
    sweep(&block, live: &live)
  }

  /// Walks backwards; `live` holds the variables that are read after the block, then before it.
  private mutating func sweep(_ block: inout Block, live: inout Set<Int>) {
    for index in block.statements.indices.reversed() {
      switch block.statements[index] {
      case .return(let value): read(value, &live)
      case .expression(let value):
        if value.hasEffects {
          read(value, &live)
        } else {
          idle.append(value)
          block.statements.remove(at: index)
        }
      case .bind(let local, let value), .assign(let local, let value):
        if live.remove(local.id) != nil {
          read(value, &live)
          continue
        }
        dead.append((local, value, false))
        if value.hasEffects {
          block.statements[index] = .expression(value)
          read(value, &live)
        } else {
          block.statements.remove(at: index)
        }
      case .if(let condition, var then, var otherwise, _):
        let after = live
        var afterThen = live
        sweep(&then, live: &afterThen)
        if otherwise != nil { sweep(&otherwise!, live: &live) }
        let condition = sweep(condition, live: &afterThen)
        live.formUnion(afterThen)
        block.statements[index] = .if(
          condition, then: then, otherwise: otherwise,
          yields: Self.assignments(condition, then, otherwise).filter { after.contains($0.id) })
      }
    }
  }

  /// The variables from outside that the branches assign, in order.
  private static func assignments(
    _ condition: Condition, _ then: Block, _ otherwise: Block?
  ) -> [Local] {
    var assigned: [Local] = []
    var bound: Set<Int> = []
    if case .binding(let local, _) = condition { bound.insert(local.id) }
    then.collectAssignments(&assigned, &bound)
    otherwise?.collectAssignments(&assigned, &bound)
    return assigned.filter { !bound.contains($0.id) }
  }

  /// `if let x = e` whose `x` nobody reads asks only whether it is there.
  private mutating func sweep(_ condition: Condition, live: inout Set<Int>) -> Condition {
    switch condition {
    case .expression(let value):
      read(value, &live)
      return condition
    case .binding(let local, let value):
      let isRead = live.remove(local.id) != nil
      read(value, &live)
      if isRead { return condition }
      dead.append((local, value, true))
      let null = Expression(.literal(.null), type: .nil, span: value.span)
      return .expression(
        Expression(.binary(.notEqual, value, null), type: .bool, span: value.span))
    }
  }

  private func read(_ expression: Expression, _ live: inout Set<Int>) {
    expression.forEachLocal { live.insert($0.id) }
  }
}

extension Expression {
  /// Evaluating it may do something: it calls a function. Queries and changesets only describe.
  var hasEffects: Bool {
    var found = false
    walk { if case .call = $0.kind { found = true } }
    return found
  }
}

extension Block {
  fileprivate func collectAssignments(_ assigned: inout [Local], _ bound: inout Set<Int>) {
    for statement in statements {
      switch statement {
      case .assign(let local, _):
        if !assigned.contains(where: { $0.id == local.id }) { assigned.append(local) }
      case .bind(let local, _): bound.insert(local.id)
      case .if(let condition, let then, let otherwise, _):
        if case .binding(let local, _) = condition { bound.insert(local.id) }
        then.collectAssignments(&assigned, &bound)
        otherwise?.collectAssignments(&assigned, &bound)
      case .return, .expression: continue
      }
    }
  }
}
