import EctypeModel

extension BodyTranslation {
  /// `if`, `cond` for a chain of them, `with` where names are bound on the way.
  mutating func conditional(
    _ value: If, _ flow: Flow, _ before: inout [ElixirStatement]
  ) -> ElixirExpression {
    var value = unwrapped(value)
    if value.conditions.count == 1, case .matching(let pattern, let subject) = value.conditions[0] {
      let cases = [
        Switch.Case([pattern], condition: nil, body: value.then),
        Switch.Case([.wildcard], condition: nil, body: value.otherwise ?? Block()),
      ]
      return choice(Switch(subject, cases: cases), flow)
    }
    if value.conditions.count > 1, value.conditions.contains(where: \.isBinding),
      !value.bindsAtEnd
    {
      return with(value, flow)
    }
    if value.conditions.count == 1, case .binding(let local, let bound) = value.conditions[0],
      let attempt = attempt(bound), let pattern = attempt.pattern(naming: variable(local))
    {
      let then = translate(value.then, flow)
      return attempt.choice(
        pattern, orNil(then), or: orNil(translate(value.otherwise ?? Block(), flow)))
    }
    let givesValue = flow.end.isValue && isNegation(value)
    if let inverted = value.inverted(givesValue: givesValue) { value = inverted }
    let test = self.test(value.conditions, &before)
    let then = translate(value.then, flow)
    let otherwise = translate(value.otherwise ?? Block(), flow)
    if value.isGuard, value.conditions.count == 1,
      case .expression(let condition) = value.conditions[0],
      let rest = Self.chained(then), !otherwise.isEmpty
    {
      // `guard`s in a row are a `cond` that says what each leaves with.
      let fails = expression(Expression(.unary(.not, condition), type: .bool, span: condition.span))
      return .call(
        "cond",
        blocks: [ElixirDoBlock(.do, clauses: [ElixirClause([fails], otherwise)] + rest)])
    }
    return Self.choose(test, then, otherwise)
  }

  /// `not x`, which no operator says without it.
  private func isNegation(_ value: If) -> Bool {
    guard value.conditions.count == 1, case .expression(let test) = value.conditions[0],
      case .unary(.not, let inner) = test.kind
    else { return false }
    return !inner.hasOpposite
  }

  private static func chained(_ statements: [ElixirStatement]) -> [ElixirClause]? {
    guard statements.count == 1, case .expression(let next) = statements[0] else { return nil }
    return next.branches
  }

  private mutating func test(
    _ conditions: [Condition], _ before: inout [ElixirStatement]
  ) -> ElixirExpression {
    if case .binding(let local, let value)? = conditions.last {
      let mayBeFalse = value.type.unwrapped.mayBeFalse
      var steps: [ElixirExpression] = []
      for condition in conditions.dropLast() { steps += presence(condition.value).conjuncts }
      let last = expression(value)
      steps.append(steps.isEmpty ? last : last.asOperand)
      // `user = id && find(id)`
      let all = Self.all(steps, by: .doubleAmpersand) ?? last
      let binding = ElixirExpression.binary(.match, variable(local), all)
      if !mayBeFalse, last.isOneLine { return binding }
      // `if x = false` would take the other branch; what has a block of its own stands before the `if`.
      before.append(.expression(binding))
      return mayBeFalse ? .binary(.notEqual, variable(local), .nil) : variable(local)
    }
    var tests: [ElixirExpression] = []
    for condition in conditions {
      let test = conditions.count == 1 ? presence(condition.value) : expression(condition.value)
      tests.append(test.asOperand)
    }
    return Self.all(tests) ?? .true
  }

  /// A condition: `x != nil` of what is never `false` is `x`.
  private mutating func presence(_ value: Expression) -> ElixirExpression {
    guard case .binary(.notEqual, let left, let right) = value.kind, right.isNull,
      !left.type.unwrapped.mayBeFalse, !left.mayBeAttempt
    else { return expression(value) }
    return expression(left)
  }

  /// `with x when not is_nil(x) <- a, true <- b do … else _ -> … end`
  private mutating func with(_ value: If, _ flow: Flow) -> ElixirExpression {
    var steps: [ElixirExpression] = []
    for condition in value.conditions {
      switch condition {
      case .expression(let test):
        steps.append(.binary(.arrow, .true, expression(test)))
      case .binding(let local, let bound):
        if let attempt = attempt(bound),
          let pattern = attempt.pattern(naming: variable(local))
        {
          steps.append(.binary(.arrow, pattern, attempt.subject))
          continue
        }
        let pattern = ElixirExpression.binary(
          .when, variable(local), .unary(.not, .call("is_nil", [variable(local)])))
        steps.append(.binary(.arrow, pattern, expression(bound)))
      case .matching(let pattern, let subject):
        let translated = self.pattern(pattern)
        let head = Self.all(translated.conditions).map {
          ElixirExpression.binary(.when, translated.expression, $0)
        }
        let value = expression(subject)
        if value.isWrittenOut { knowsValues = true }
        steps.append(.binary(.arrow, head ?? translated.expression, value))
      }
    }
    var blocks = [ElixirDoBlock(.do, orNil(translate(value.then, flow)))]
    let otherwise = translate(value.otherwise ?? Block(), flow)
    blocks.append(
      ElixirDoBlock(.else, clauses: [ElixirClause([.variable("_")], orNil(otherwise))]))
    return .call("with", steps, blocks: blocks)
  }

  private func orNil(_ statements: [ElixirStatement]) -> [ElixirStatement] {
    statements.isEmpty ? [.expression(.nil)] : statements
  }

  /// `if … do … else … end`; a chain of three and more is a `cond`.
  static func choose(
    _ test: ElixirExpression, _ then: [ElixirStatement], _ otherwise: [ElixirStatement]
  ) -> ElixirExpression {
    let then = then.isEmpty ? [.expression(.nil)] : then
    if otherwise.isEmpty || otherwise == [.expression(.nil)] {
      return .call("if", [test], blocks: [ElixirDoBlock(.do, then)])
    }
    if otherwise.count == 1, case .expression(let next) = otherwise[0], let rest = next.branches {
      return .call(
        "cond", blocks: [ElixirDoBlock(.do, clauses: [ElixirClause([test], then)] + rest)])
    }
    return .call(
      "if", [test], blocks: [ElixirDoBlock(.do, then), ElixirDoBlock(.else, otherwise)])
  }

  // MARK: switch

  mutating func choice(_ value: Switch, _ flow: Flow) -> ElixirExpression {
    if let chained = chain(value, flow) { return chained }
    var clauses: [ElixirClause] = []
    for branch in value.cases {
      let body = orNil(translate(branch.body, flow))
      let condition = branch.condition.map { guardTest($0) }
      if let constants = branch.constants, constants.count > 1 {
        let name = self.name(for: value.subject)
        let membership = ElixirExpression.binary(
          .in, name, .list(constants))
        clauses.append(
          ElixirClause([name], when: Self.all([membership] + (condition.map { [$0] } ?? [])), body))
        continue
      }
      for pattern in branch.patterns {
        let translated = self.pattern(pattern, of: value.subject)
        let conditions = translated.conditions + (condition.map { [$0] } ?? [])
        clauses.append(
          ElixirClause([translated.expression], when: Self.all(conditions), body))
      }
    }
    let subject = expression(value.subject).asOperand
    if subject.isWrittenOut { knowsValues = true }
    if case .local(let local) = value.subject.kind, literals.contains(local.id) {
      knowsValues = true
    }
    return .choice(of: subject, clauses)
  }
}

extension Switch.Case {
  /// The values of a case of plain constants, or of tuples of them.
  fileprivate var constants: [ElixirExpression]? {
    var result: [ElixirExpression] = []
    for pattern in patterns {
      guard let constant = pattern.constant else { return nil }
      result.append(constant)
    }
    return result
  }
}

extension Pattern {
  fileprivate var constant: ElixirExpression? {
    switch self {
    case .literal(.float): return nil
    case .literal(let literal): return ElixirExpression(literal)
    case .tuple(let parts):
      let constants = parts.compactMap(\.constant)
      return constants.count == parts.count ? .tuple(constants) : nil
    default: return nil
    }
  }
}

extension Condition {
  /// It is no expression: what holds has names.
  var isBinding: Bool { if case .expression = self { false } else { true } }
}

extension Expression {
  /// An operator says that it does not hold.
  fileprivate var hasOpposite: Bool {
    switch kind {
    case .literal, .unary(.not, _): true
    case .binary(let operation, _, _): operation != .and && operation != .or
    case .standard(let call):
      call.function.asksForMember || call.function.template.contains(" == ")
    default: false
    }
  }
}

extension If {
  /// `if not a … else …` reads better the other way round; so does one whose first branch is empty.
  /// - Parameter givesValue: also where nothing is written for what else there is, and that has a value.
  fileprivate func inverted(givesValue: Bool) -> If? {
    guard !isGuard, conditions.count == 1, case .expression(let value) = conditions[0] else {
      return nil
    }
    if case .unary(.not, let inner) = value.kind, inner.type != .any,
      givesValue || otherwise?.statements.isEmpty == false
    {
      var result = If([.expression(inner)], then: otherwise ?? Block(), otherwise: then)
      result.yields = yields
      result.isGuard = false
      return result
    }
    guard then.statements.isEmpty, yields.isEmpty, let otherwise, value.type == .bool else {
      return nil
    }
    let negated = Expression(.unary(.not, value), type: .bool, span: value.span)
    var result = If([.expression(negated)], then: otherwise, otherwise: nil)
    result.yields = yields
    return result
  }
}

extension ElixirExpression {
  /// `a` and `b` of `a and b`.
  fileprivate var conjuncts: [ElixirExpression] {
    if case .binary(.and, let left, let right) = self { return left.conjuncts + right.conjuncts }
    return [asOperand]
  }

  /// The clauses of a `cond` that an `if` or a `cond` is.
  fileprivate var branches: [ElixirClause]? {
    guard case .call(let call) = self, call.target == .local else { return nil }
    if call.name == "cond", case .clauses(let clauses)? = call.blocks.first?.body { return clauses }
    guard call.name == "if" else { return nil }
    if call.blocks.isEmpty, call.keywords.map(\.key) == ["do", "else"] {
      return [
        ElixirClause(call.arguments, [.expression(call.keywords[0].value)]),
        ElixirClause([.true], [.expression(call.keywords[1].value)]),
      ]
    }
    guard case .statements(let then)? = call.blocks.first?.body else { return nil }
    var otherwise: [ElixirStatement] = [.expression(.nil)]
    if call.blocks.count == 2 {
      guard case .statements(let statements) = call.blocks[1].body else { return nil }
      otherwise = statements
    }
    return [ElixirClause(call.arguments, then), ElixirClause([.true], otherwise)]
  }
}
