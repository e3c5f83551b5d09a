import EctypeModel

// In Elixir what is there is the same value as what may be nil: `if let y = x` asks of `x` alone, and both have one name
// as long as both have one value.
extension BodyTranslation {
  /// The same conditions and branches, where a variable found to be there keeps its name if it can.
  mutating func unwrapped(_ value: If) -> If {
    var value = value
    for (index, condition) in value.conditions.enumerated() {
      guard case .binding(let local, let bound) = condition, case .local(let original) = bound.kind,
        keepsValue(original, as: local, in: value, from: index + 1)
      else { continue }
      copies[local.id] = name(of: original)
      value.conditions[index] = .expression(bound.isPresent)
    }
    return value
  }

  private func keepsValue(
    _ original: Local, as copy: Local, in value: If, from index: Int
  ) -> Bool {
    guard !value.then.separates(original, from: copy) else { return false }
    var isFree = true
    let note = { (expression: Expression) in
      guard case .local(let local) = expression.kind else { return }
      if local.id != copy.id, local.id != original.id, name(of: local) == name(of: original) {
        isFree = false
      }
    }
    value.then.walk(note)
    for condition in value.conditions[index...] { condition.value.walk(note) }
    return isFree
  }

  /// An `if` that is a statement. `if let x = f(), x > 0` names the value before it asks of it: only what stands behind
  /// the first condition may be left out, but a field, which nobody misses.
  mutating func statement(
    _ value: If, _ flow: Flow, _ before: inout [ElixirStatement]
  ) -> ElixirExpression {
    let value = unwrapped(value)
    var named = value
    var bindings: [(Local, Expression)] = []
    for (index, condition) in value.conditions.enumerated() where value.conditions.count > 1 {
      guard case .binding(let local, let bound) = condition,
        index == 0 && !bound.mayBeAttempt
          || isField(bound, behind: value.conditions[..<index], local)
      else { continue }
      bindings.append((local, bound))
      let found = Expression(.local(local), type: bound.type, span: bound.span)
      named.conditions[index] = .expression(found.isPresent)
    }
    guard !named.conditions.contains(where: \.isBinding) else {
      return conditional(value, flow, &before)
    }
    for (local, bound) in bindings {
      let translated = standalone(bound, &before)
      if translated.isWrittenOut { knowsValues = true }
      before.append(.expression(.binary(.match, variable(local), translated)))
    }
    return conditional(named, flow, &before)
  }

  /// A field of a variable that is there, and whose name none of the conditions before reads.
  private func isField(
    _ bound: Expression, behind conditions: ArraySlice<Condition>, _ local: Local
  ) -> Bool {
    guard case .property(let base, _) = bound.kind, case .local(let owner) = base.kind,
      case .schema = owner.type
    else { return false }
    var isFree = true
    for condition in conditions {
      if condition.locals.contains(where: { $0.id == owner.id }) { isFree = false }
      condition.value.walk {
        if case .local(let other) = $0.kind, name(of: other) == name(of: local) { isFree = false }
      }
    }
    return isFree
  }
}

extension If {
  /// Its last condition alone gives something a name, which then has its value or one that counts as false.
  var bindsAtEnd: Bool {
    guard case .binding(_, let bound)? = conditions.last else { return false }
    return !bound.mayBeAttempt && !bound.type.unwrapped.mayBeFalse
      && !conditions.dropLast().contains(where: \.isBinding)
  }
}

extension Expression {
  fileprivate var isPresent: Expression {
    let null = Expression(.literal(.null), type: .nil, span: span)
    return Expression(.binary(.notEqual, self, null), type: .bool, span: span)
  }
}

extension Block {
  /// Whether `copy` is read where `original` may have another value already, or a function needs both.
  fileprivate func separates(_ original: Local, from copy: Local) -> Bool {
    var isRead = false
    return separates(original, from: copy, &isRead)
  }

  /// - Parameter isRead: whether the copy is read behind the block; then whether it is from its beginning on.
  private func separates(_ original: Local, from copy: Local, _ isRead: inout Bool) -> Bool {
    for statement in statements.reversed() {
      var isReadHere = false
      statement.walk {
        if case .local(let local) = $0.kind, local.id == copy.id { isReadHere = true }
      }
      switch statement {
      case .if(let value):
        for block in [value.then, value.otherwise ?? Block()] {
          var isReadBehind = isRead
          if block.separates(original, from: copy, &isReadBehind) { return true }
        }
      case .switch(let value):
        for branch in value.cases {
          var isReadBehind = isRead
          if branch.body.separates(original, from: copy, &isReadBehind) { return true }
        }
      case .for, .while:
        if statement.changes(original), isRead || isReadHere { return true }
        if case .while(let loop) = statement, loop.needs(original), loop.needs(copy) { return true }
      default:
        if statement.changes(original), isRead { return true }
      }
      isRead = isRead || isReadHere
    }
    return false
  }
}

extension Statement {
  fileprivate func changes(_ local: Local) -> Bool {
    Block([self]).changed.contains { $0.id == local.id }
  }
}

extension While {
  fileprivate func needs(_ local: Local) -> Bool { state.inputs.contains { $0.id == local.id } }
}
