import EctypeModel

/// Results inside of results, whose errors are all handed on as they are: one `with`.
struct ResultChain {
  enum Step {
    /// `{:ok, user} <- fetch(id)`
    case result(Pattern, Expression)
    /// `name = String.trim(user.name)`
    case binding(Local, Expression)
  }

  private(set) var steps: [Step] = []
  /// What is done where all went well.
  private(set) var body: Block

  /// nil for a single result: that is a `case`.
  init?(_ value: Switch) {
    guard let (pattern, body) = Self.handingOn(value) else { return nil }
    steps = [.result(pattern, value.subject)]
    self.body = body
    var results = 1
    while let next = self.body.statements.last, case .switch(let inner) = next,
      let (pattern, rest) = Self.handingOn(inner),
      let bindings = Self.bindings(self.body.statements.dropLast())
    {
      steps += bindings + [.result(pattern, inner.subject)]
      self.body = rest
      results += 1
    }
    guard results > 1 else { return nil }
  }

  private static func bindings(_ statements: ArraySlice<Statement>) -> [Step]? {
    var steps: [Step] = []
    for statement in statements {
      guard case .bind(let local, let value) = statement else { return nil }
      steps.append(.binding(local, value))
    }
    return steps
  }

  /// The pattern and the body of `.ok`, where `.error` hands on what it was given.
  private static func handingOn(_ value: Switch) -> (Pattern, Block)? {
    guard value.yields.isEmpty, value.cases.count == 2,
      value.cases.allSatisfy({ $0.condition == nil && $0.patterns.count == 1 }),
      let ok = value.cases.first(where: { $0.patterns[0].tag == "ok" }),
      let error = value.cases.first(where: { $0.patterns[0].tag == "error" }),
      case .tuple(let parts) = error.patterns[0], case .bind(let reason) = parts[1],
      error.body.statements.count == 1
    else { return nil }
    let given: Expression
    switch error.body.statements[0] {
    case .return(let value), .value(let value): given = value
    default: return nil
    }
    guard case .tuple(let values) = given.kind, values.count == 2,
      case .literal(.atom("error")) = values[0].kind, case .local(reason) = values[1].kind
    else { return nil }
    return (ok.patterns[0], ok.body)
  }
}

extension Pattern {
  /// The `:ok` of `{:ok, value}`
  fileprivate var tag: String? {
    guard case .tuple(let parts) = self, parts.count == 2, case .literal(.atom(let tag)) = parts[0]
    else { return nil }
    return tag
  }
}

extension BodyTranslation {
  /// `with {:ok, a} <- f(), {:ok, b} <- g(a) do … end`
  mutating func chain(_ value: Switch, _ flow: Flow) -> ElixirExpression? {
    // Where an exit is wrapped on its way out, what `with` hands on would not be.
    guard flow.returnTags.isEmpty, flow.handsOn, let chain = ResultChain(value) else { return nil }
    for case .result(let pattern, _) in chain.steps {
      guard self.pattern(pattern).conditions.isEmpty else { return nil }
    }
    var steps: [ElixirExpression] = []
    for step in chain.steps {
      switch step {
      case .result(let pattern, let value):
        steps.append(.binary(.arrow, self.pattern(pattern).expression, expression(value)))
      case .binding(let local, let value):
        steps.append(.binary(.match, variable(local), expression(value)))
      }
    }
    return .call("with", steps, blocks: [ElixirDoBlock(.do, translate(chain.body, flow))])
  }
}

extension Flow {
  /// The value of a block is the block's own.
  fileprivate var handsOn: Bool {
    switch end {
    case .nothing, .rest: true
    default: false
    }
  }
}
