// What is left of branches where what they ask is known.
extension KnownValues {
  mutating func settle(
    _ expression: inout ElixirExpression, _ call: ElixirCall, _ place: Place
  ) -> KnownValue {
    var call = call
    switch call.name {
    case "case":
      guard call.arguments.count == 1, case .clauses(let clauses)? = call.blocks.first?.body else {
        break
      }
      let subject = settle(&call.arguments[0])
      return settleCase(&expression, call, clauses, subject, place)
    case "if" where call.arguments.count == 1:
      let condition = settle(&call.arguments[0])
      return settleIf(&expression, call, condition, place)
    case "cond":
      guard case .clauses(let clauses)? = call.blocks.first?.body else { break }
      return settleCond(&expression, call, clauses, place)
    case "with": return settleWith(&expression, call, place)
    // Its arguments bind what only it sees.
    case "for":
      scoped { $0.settleParts(&expression) }
      return .unknown
    case "div" where call.arguments.count == 2, "rem" where call.arguments.count == 2:
      let known = settle(&call.arguments)
      expression = .call(call)
      return KnownValue(quotient: known[0], known[1], isRemainder: call.name == "rem")
    case "is_nil" where call.arguments.count == 1:
      let known = settle(&call.arguments[0])
      expression = .call(call)
      switch known {
      case .atom(let name): return .bool(name == "nil")
      case .integer, .float, .string: return .bool(false)
      default: return .unknown
      }
    default: break
    }
    settleParts(&expression)
    return .unknown
  }

  /// A `case` without the clauses that cannot match.
  private mutating func settleCase(
    _ expression: inout ElixirExpression, _ call: ElixirCall, _ clauses: [ElixirClause],
    _ subject: KnownValue, _ place: Place
  ) -> KnownValue {
    var all: [ElixirClause] = []
    var left: [ElixirClause] = []
    var taken = TakenPatterns()
    var values: [KnownValue] = []
    var isTaken = false
    for clause in clauses {
      let pattern = subject.left(of: clause.patterns[0])
      let (settled, holds, value) = settledClause(clause, subject: subject)
      all.append(settled)
      guard let pattern, !isTaken, !subject.isTakenApart || !taken.cover(pattern) else {
        if !subject.isTakenApart { left.append(settled) }
        continue
      }
      // That is said of a literal as well.
      if holds.truth == false, !holds.isHidden { continue }
      left.append(settled)
      values.append(value)
      guard holds == .bool(true) else { continue }
      taken.insert(pattern)
      isTaken = pattern.takesAll
    }
    var call = call
    if left.isEmpty { left = all }
    call.blocks[0].body = .clauses(left)
    expression = .call(call)
    if left.count < clauses.count {
      hasSettled = true
      // `taken` has what no guard keeps from matching.
      if left.count == 1, taken.count == 1 {
        let match = Self.match(left[0].patterns[0], call.arguments[0])
        become(&expression, match + left[0].body, place)
      }
    }
    return values.count == 1 ? values[0].ofBranch : .unknown
  }

  /// `pattern = value` of what surely matches, but where that does nothing.
  private static func match(
    _ pattern: ElixirExpression, _ value: ElixirExpression
  ) -> [ElixirStatement] {
    var binds = false
    pattern.forEachName { _ in binds = true }
    return binds || !value.isPure ? [.expression(.binary(.match, pattern, value))] : []
  }

  private mutating func settleIf(
    _ expression: inout ElixirExpression, _ call: ElixirCall, _ condition: KnownValue,
    _ place: Place
  ) -> KnownValue {
    var call = call
    var values: [KnownValue] = [.atom("nil"), .atom("nil")]
    var bodies: [[ElixirStatement]] = [[.expression(.nil)], [.expression(.nil)]]
    for index in call.blocks.indices {
      guard case .statements(let body) = call.blocks[index].body else { continue }
      let (settled, value) = settledScope(body)
      let branch = call.blocks[index].keyword == .else ? 1 : 0
      (bodies[branch], values[branch]) = (settled, value)
      call.blocks[index].body = .statements(settled)
    }
    for index in call.keywords.indices {
      let body: [ElixirStatement] = [.expression(call.keywords[index].value)]
      let (settled, value) = settledScope(body)
      let branch = call.keywords[index].key == "else" ? 1 : 0
      (bodies[branch], values[branch]) = (settled, value)
      if settled.count == 1, case .expression(let only) = settled[0] {
        call.keywords[index] = ElixirKeyword(call.keywords[index].key, only)
      } else {
        call.keywords[index] = ElixirKeyword(call.keywords[index].key, .block(settled))
      }
    }
    expression = .call(call)
    guard let truth = condition.truth else { return .unknown }
    // What the first test of a condition tells Erlang's compiler knows, and says nothing.
    let branch = truth ? 0 : 1
    // But Elixir's compiler says where a name that is nil would be no text.
    let isSettled = condition.isHidden || condition == .atom("nil") || call.arguments[0].asksForNil
    if !isSettled { return values[branch].ofBranch }
    let test = call.arguments[0]
    guard let before = !truth && test.onlyBinds ? [] : test.effects,
      become(&expression, before + bodies[branch], place)
    else { return condition.isHidden ? .unknown : values[branch].ofBranch }
    return values[branch].ofBranch
  }

  /// A `cond` without the clauses whose conditions cannot hold.
  private mutating func settleCond(
    _ expression: inout ElixirExpression, _ call: ElixirCall, _ clauses: [ElixirClause],
    _ place: Place
  ) -> KnownValue {
    var call = call
    var left: [ElixirClause] = []
    let values = scoped { known in
      var values: [KnownValue] = []
      for var clause in clauses {
        let condition = known.settle(&clause.patterns[0])
        let (body, value) = known.settledScope(clause.body)
        clause.body = body
        let decided = clause.patterns[0].effects == [] ? condition.truth : nil
        // What a condition binds that fails nobody sees.
        if condition.truth == false, clause.patterns[0].onlyBinds { continue }
        if decided == true { clause.patterns = [.true] }
        left.append(clause)
        values.append(value)
        if decided == true { break }
      }
      return values
    }
    // What the first condition binds is seen behind it.
    clauses[0].patterns[0].forEachMatch { bind($0, .unknown) }
    call.blocks[0].body = .clauses(left)
    expression = .call(call)
    guard left.count < clauses.count, !left.isEmpty else { return .unknown }
    hasSettled = true
    if left[0].patterns == [.true] {
      become(&expression, left[0].body, place)
      return values[0].ofBranch
    }
    if left.count == 2, left[1].patterns == [.true] {
      expression = BodyTranslation.choose(left[0].patterns[0], left[0].body, left[1].body)
    }
    return .unknown
  }

  /// A `with` is what it gives where a step fails that cannot match.
  private mutating func settleWith(
    _ expression: inout ElixirExpression, _ call: ElixirCall, _ place: Place
  ) -> KnownValue {
    var call = call
    var before: [ElixirStatement]? = []
    var failed: Int?
    scoped { known in
      for index in call.arguments.indices {
        guard case .binary(let operation, let pattern, var value) = call.arguments[index],
          operation == .arrow || operation == .match
        else { continue }
        let given = known.settle(&value)
        call.arguments[index] = .binary(operation, pattern, value)
        known.bind(pattern, given)
        if operation == .arrow, failed == nil, known.fails(pattern, given) { failed = index }
        guard failed == nil else { continue }
        // Only of what runs first it is sure that it runs.
        let effects = value.effects
        before = effects == [] ? before : index == 0 ? effects : nil
      }
      for index in call.blocks.indices where call.blocks[index].keyword == .do {
        guard case .statements(let body) = call.blocks[index].body else { continue }
        call.blocks[index].body = .statements(known.settledScope(body).statements)
      }
    }
    var value = KnownValue.unknown
    for index in call.blocks.indices {
      guard case .clauses(let clauses) = call.blocks[index].body else { continue }
      let settled = clauses.map { settledClause($0) }
      call.blocks[index].body = .clauses(settled.map(\.clause))
      if settled.count == 1 { value = settled[0].value }
    }
    expression = .call(call)
    guard let failed, let before, let otherwise = call.otherwise(failed: failed),
      become(&expression, before + otherwise, place)
    else { return .unknown }
    return value.ofBranch
  }

  /// A step of a `with` whose pattern is bound already.
  private mutating func fails(_ pattern: ElixirExpression, _ given: KnownValue) -> Bool {
    guard case .binary(.when, let pattern, let test) = pattern else {
      return given.left(of: pattern) == nil
    }
    if given.left(of: pattern) == nil { return true }
    let holds = valueOfGuard(test)
    return holds.truth == false && !holds.isHidden
  }

  /// Statements take an expression's place, where that is one of statements and what they bind hides nothing that is
  /// read behind them.
  /// - Returns: whether they do.
  @discardableResult private mutating func become(
    _ expression: inout ElixirExpression, _ statements: [ElixirStatement], _ place: Place
  ) -> Bool {
    var mayBeMany = true
    switch place {
    case .last: break
    case .statement(let target):
      guard !hides(statements, but: target) else { return false }
    case .operand:
      guard !hides(statements, but: nil) else { return false }
      mayBeMany = false
    }
    if statements.count == 1, case .expression(let only) = statements[0] {
      expression = only
    } else if mayBeMany, !statements.isEmpty {
      expression = .block(statements)
    } else {
      return false
    }
    hasSettled = true
    return true
  }

  /// - Parameter target: what gets a new value behind the statements anyway.
  private func hides(
    _ statements: [ElixirStatement], but target: ElixirExpression?
  ) -> Bool {
    var rebound: Set<String> = []
    target?.forEachName { rebound.insert($0) }
    var hides = false
    for case .expression(let statement) in statements {
      statement.forEachMatch { pattern in
        pattern.forEachName { name in
          if values[name] != nil, !rebound.contains(name) { hides = true }
        }
      }
    }
    return hides
  }
}

extension ElixirExpression {
  /// It compares with nil, or a part of it does.
  fileprivate var asksForNil: Bool {
    switch self {
    case .binary(.and, let left, let right), .binary(.or, let left, let right):
      left.asksForNil || right.asksForNil
    case .unary(.not, let value), .unary(.bang, let value): value.asksForNil
    case .binary(.equal, _, let value), .binary(.notEqual, _, let value): value == .nil
    case .call(let call): call.target == .local && call.name == "is_nil"
    default: false
    }
  }

  /// The patterns of its `=`, but for those in scopes of their own.
  fileprivate func forEachMatch(_ body: (ElixirExpression) -> Void) {
    _ = mapParts {
      $0.forEachMatch(body)
      return $0
    } patterns: {
      body($0)
      return $0
    } clauses: {
      $0
    } bodies: {
      $0
    }
  }

  /// Nothing but a name comes of it: `name = value`, or nothing at all.
  fileprivate var onlyBinds: Bool {
    if case .binary(.match, .variable, let value) = self { return value.isPure }
    return isPure
  }

  /// What of a condition, or of a value, must run although nobody asks for it; nil where that is not sure.
  fileprivate var effects: [ElixirStatement]? {
    if isPure { return [] }
    switch self {
    case .binary(.and, let left, let right), .binary(.doubleAmpersand, let left, let right),
      .binary(.or, let left, let right), .binary(.doubleBar, let left, let right):
      return right.isPure ? left.effects : nil
    case .binary(.match, _, _): return nil
    default: return [.expression(.binary(.match, .variable("_"), self))]
    }
  }
}

extension ElixirCall {
  /// What a `with` gives whose steps fail, of which one surely does.
  fileprivate func otherwise(failed: Int) -> [ElixirStatement]? {
    guard blocks.last?.keyword == .else else {
      // The value itself, which may be made of what steps before bind.
      guard failed == 0, case .binary(_, _, let value) = arguments[0] else { return nil }
      return [.expression(value)]
    }
    guard case .clauses(let clauses)? = blocks.last?.body, clauses.count == 1,
      clauses[0].patterns == [.variable("_")]
    else { return nil }
    return clauses[0].body
  }
}
