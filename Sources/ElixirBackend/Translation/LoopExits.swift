import EctypeModel

// Loops that are left early: searches, and `Enum.reduce_while` for all else.
extension BodyTranslation {
  /// A loop that only looks for something to return.
  mutating func translateSearch(
    _ loop: For, _ rest: ArraySlice<Statement>, _ flow: Flow, _ result: inout [ElixirStatement]
  ) -> Bool {
    if let found = search(loop, rest) {
      append(tagged(found, flow.returnTags), &result)
      return true
    }
    if let found = lookup(loop, rest) {
      append(tagged(found, flow.returnTags), &result)
      return true
    }
    if rest.isEmpty, flow.returnTags.isEmpty, case .null = flow.end,
      loop.body.returns.allSatisfy(\.isTruthy)
    {
      // Inside a search this is one as well.
      let function = clauses(loop, Flow(end: .null, onContinue: .null))
      append(over(loop, "find_value", [function]), &result)
      return true
    }
    // Where it may be nil or false, what is found is `{:return, value}`.
    let tags = loop.body.returns.allSatisfy(\.isTruthy) ? [] : ["return"]
    let inner = Flow(
      end: .null, returnTags: tags, onContinue: .null, tellsExits: !tags.isEmpty)
    let lookup = over(loop, "find_value", [clauses(loop, inner)])
    let value = fresh("value")
    let after = afterwards(rest, flow)
    if flow.returnTags == tags, after == [.expression(.nil)] {
      append(lookup, &result)
      return true
    }
    let missed = ElixirClause([.nil], after)
    let found = ElixirClause(
      [tagged(value, tags)], [.expression(tagged(value, flow.returnTags))])
    let kept = keep(lookup, &result)
    if flow.returnTags.isEmpty, tags.isEmpty, after.count == 1,
      case .expression(let otherwise) = after[0], otherwise.isOneLine
    {
      append(.binary(.doubleBar, kept, otherwise.asOperand), &result)
      return true
    }
    append(.choice(of: kept, tags.isEmpty ? [missed, found] : [found, missed]), &result)
    return true
  }

  /// Where what is found is never nil or false, and what else there is is a constant: `Enum.find_value`.
  mutating func lookup(
    _ loop: For, _ rest: ArraySlice<Statement>
  ) -> ElixirExpression? {
    guard rest.count == 1, case .return(let missing)? = rest.first, missing.type != .void,
      missing.isConstant, loop.body.returns.allSatisfy({ $0.isTruthy })
    else { return nil }
    let otherwise = expression(missing)
    guard otherwise.isConstant else { return nil }
    let function = clauses(loop, Flow(end: .null, onContinue: .null))
    let options = otherwise == .nil ? [] : [otherwise]
    return over(loop, "find_value", options + [function])
  }

  mutating func afterwards(
    _ rest: ArraySlice<Statement>, _ flow: Flow
  ) -> [ElixirStatement] {
    let statements = translate(rest, flow)
    return statements.isEmpty ? [.expression(.nil)] : statements
  }

  /// The function for elements, with nil for those that do not match.
  mutating func clauses(_ loop: For, _ flow: Flow) -> ElixirExpression {
    var body = loop.body
    if let condition = loop.condition {
      body = Block([.if(If([.expression(condition)], then: loop.body, otherwise: nil))])
    }
    let translated = pattern(loop.pattern)
    var clauses = [
      ElixirClause(
        [translated.expression], when: Self.all(translated.conditions), translate(body, flow))
    ]
    if !loop.pattern.alwaysMatches {
      clauses.append(ElixirClause([.variable("_")], [.expression(.nil)]))
    }
    return .function(clauses)
  }

  /// `if c { return true }` and then `return false`, and their like: `Enum.any?`, `Enum.all?`, `Enum.find`.
  mutating func search(
    _ loop: For, _ rest: ArraySlice<Statement>
  ) -> ElixirExpression? {
    guard rest.count == 1, case .return(let missing)? = rest.first, loop.pattern.alwaysMatches
    else { return nil }
    if loop.condition == nil, loop.body.statements.count == 1,
      case .for(let inner) = loop.body.statements[0], missing.type == .bool,
      let test = search(inner, rest)
    {
      // Asked of each element's elements.
      let name = missing.isTrue ? "all?" : "any?"
      return over(loop, name, [lambda([pattern(loop.pattern)], [.expression(test)])])
    }
    guard let (condition, found) = loop.sought else { return nil }
    let isWanted = { (value: Expression, wanted: Literal) in
      if case .literal(wanted) = value.kind { true } else { false }
    }
    let name: String
    var test = condition
    if isWanted(found, .bool(true)), isWanted(missing, .bool(false)) {
      name = "any?"
    } else if isWanted(found, .bool(false)), isWanted(missing, .bool(true)) {
      name = "all?"
      test = condition.negated
    } else if case .local(let local) = found.kind, case .bind(local) = loop.pattern,
      missing.isNull, missing.type != .void
    {
      name = "find"
    } else {
      return nil
    }
    guard test.type == .bool || name == "find" else { return nil }
    var parameter = pattern(loop.pattern)
    if case .bind(let local) = loop.pattern, !reads(local, in: test) {
      parameter.expression = .variable("_" + self.name(of: local))
    }
    return over(loop, name, [lambda([parameter], [.expression(expression(test))])])
  }

  /// `Enum.reduce_while`
  mutating func translateLeaving(
    _ loop: For, _ rest: ArraySlice<Statement>, _ flow: Flow, _ result: inout [ElixirStatement]
  ) -> Bool {
    let state = loop.state
    let carried = state.carried.map(\.local)
    let initial =
      carried.isEmpty ? ElixirExpression.atom("ok") : initialValue(of: carried, loop, &result)
    let returns = loop.body.exits.contains(.returns)
    let types = carried.map(\.type)
    // `{:error, reason}` can be told from what is carried as it is; all else that is returned is `{:return, value}`.
    let form = loop.body.returnedTag.flatMap { program.mayBeTagged($0, types) ? nil : $0 }
    // What is carried may look like what is returned: then it has a name as well.
    let isNamed = returns && form == nil && program.mayBeTagged("return", types)
    let next: Outcome = isNamed ? .tagged("next", .locals(carried)) : .locals(carried)
    let again = Outcome.tagged("cont", next)
    // A round that ends the loop hands on the variables as the last one does: what follows is the same.
    let broken = Outcome.tagged("halt", next)
    let tags = form == nil ? ["halt", "return"] : ["halt"]
    let inner = Flow(
      end: again, returnTags: tags, onBreak: broken, onContinue: again, tellsExits: true)
    let reduction = reduce(
      loop, "reduce_while", isNamed ? .tuple([.atom("next"), initial]) : initial, inner,
      tags: isNamed ? ["next"] : [])
    guard returns else {
      result.append(bound(state, reduction))
      return false
    }
    let value = fresh(form == "error" ? "error" : "value")
    let returned: ElixirExpression =
      form.map { .binary(.match, .tuple([.atom($0), .variable("_")]), value) }
      ?? .tuple([.atom("return"), value])
    let left = state.yields.isEmpty ? ElixirExpression.variable("_") : loopTarget(state)
    let clauses = [
      ElixirClause([returned], [.expression(tagged(value, flow.returnTags))]),
      ElixirClause([isNamed ? .tuple([.atom("next"), left]) : left], afterwards(rest, flow)),
    ]
    let kept = keep(reduction, &result)
    append(.choice(of: kept, clauses), &result)
    return true
  }
}

extension For {
  /// The condition and the value of a body that is `if c { return v }` alone.
  fileprivate var sought: (Expression, Expression)? {
    guard condition == nil, body.statements.count == 1, case .if(let value) = body.statements[0],
      value.otherwise == nil, value.conditions.count == 1,
      case .expression(let condition) = value.conditions[0], value.then.statements.count == 1,
      case .return(let found) = value.then.statements[0]
    else { return nil }
    return (condition, found)
  }
}

extension Expression {
  fileprivate var isTrue: Bool {
    if case .literal(.bool(let value)) = kind { value } else { false }
  }

  fileprivate var negated: Expression {
    if case .unary(.not, let inner) = kind, inner.type == .bool { return inner }
    return Expression(.unary(.not, self), type: .bool, span: span)
  }
}

extension Expression {
  /// What is written out, and may be a constant in Elixir.
  fileprivate var isConstant: Bool {
    switch kind {
    case .literal: true
    case .list(let elements): elements.isEmpty
    case .map(let entries): entries.isEmpty
    case .unary(_, let operand): operand.isConstant
    default: false
    }
  }

  /// Neither nil nor false, by its type.
  fileprivate var isTruthy: Bool {
    if isTrue { return true }
    return switch type {
    case .optional, .nil, .void: false
    default: !type.mayBeFalse
    }
  }
}

extension Block {
  /// The atom that is the first of two parts of all that it returns: `return .error(reason)`.
  fileprivate var returnedTag: String? {
    let tags = returns.filter { $0.type != .never }.map { value -> String? in
      guard case .tuple(let parts) = value.kind, parts.count == 2,
        case .literal(.atom(let tag)) = parts[0].kind
      else { return nil }
      return tag
    }
    guard let first = tags.first, tags.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}

extension Program {
  /// Whether a loop's value may be taken for `{:tag, value}`.
  fileprivate func mayBeTagged(_ tag: String, _ carried: [ValueType]) -> Bool {
    switch carried.count {
    case 1: mayBePair(tag, carried[0])
    case 2: mayBeAtom(tag, carried[0])
    default: false
    }
  }

  private func mayBePair(_ tag: String, _ type: ValueType) -> Bool {
    switch type.unwrapped {
    case .any, .never: true
    case .tuple(let parts): parts.count == 2 && mayBeAtom(tag, parts[0])
    case .result: tag == "ok" || tag == "error"
    default: false
    }
  }

  private func mayBeAtom(_ tag: String, _ type: ValueType) -> Bool {
    switch type.unwrapped {
    case .any, .never, .atom: true
    case .enumeration(let id):
      self[id].cases.contains { $0.name.elixir == tag }
    default: false
    }
  }
}
