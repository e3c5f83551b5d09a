import EctypeModel

// `for` becomes what an Elixir programmer would write for what it does: `Enum.each` where it only has effects,
// a comprehension where it collects, `Enum.reduce` where it carries values from round to round, `Enum.find` and
// its like where it searches, `Enum.reduce_while` for all else that leaves early.
extension BodyTranslation {
  /// - Returns: whether it has taken `rest` along.
  mutating func translate(
    _ loop: For, _ rest: ArraySlice<Statement>, _ flow: Flow, _ result: inout [ElixirStatement]
  ) -> Bool {
    let exits = loop.body.exits
    if exits.isDisjoint(with: [.breaks, .returns]) {
      translatePlain(loop, &result)
      return false
    }
    if loop.state.carried.isEmpty, !exits.contains(.breaks) {
      return translateSearch(loop, rest, flow, &result)
    }
    return translateLeaving(loop, rest, flow, &result)
  }

  // MARK: Loops that run to their end

  mutating func translatePlain(_ loop: For, _ result: inout [ElixirStatement]) {
    let state = loop.state
    guard !state.carried.isEmpty else {
      result.append(.expression(effects(loop)))
      return
    }
    if let collection = LoopCollection(loop) {
      collect(loop, collection, &result)
      return
    }
    let carried = state.carried.map(\.local)
    let initial = initialValue(of: carried, loop, &result)
    let reduction = reduce(
      loop, "reduce", initial, Flow(end: .locals(carried), onContinue: .locals(carried)))
    result.append(bound(state, reduction))
  }

  /// What is read of a loop's state afterwards, as the left side of `=`.
  func bound(_ state: LoopState, _ value: ElixirExpression) -> ElixirStatement {
    guard !state.yields.isEmpty else {
      if case .binary = value { return .expression(.binary(.match, .variable("_"), value)) }
      return .expression(value)
    }
    return .expression(.binary(.match, loopTarget(state), value))
  }

  func loopTarget(_ state: LoopState) -> ElixirExpression {
    let parts = state.carried.map { carried in
      state.yields.contains { $0.id == carried.local.id }
        ? variable(carried.local) : .variable("_")
    }
    return parts.count == 1 ? parts[0] : .tuple(parts)
  }

  /// `Enum.each(xs, fn x -> … end)`, or a comprehension where elements are passed over.
  mutating func effects(_ loop: For) -> ElixirExpression {
    let flow = Flow(end: .nothing, onContinue: .done)
    if loop.condition != nil || !loop.pattern.alwaysMatches {
      let generator = self.generator(loop)
      let filters = loop.condition.map { [expression($0)] } ?? []
      return comprehension([generator] + filters, [], translate(loop.body, flow))
    }
    return over(loop, "each", [lambda([pattern(loop.pattern)], translate(loop.body, flow))])
  }

  mutating func generator(_ loop: For) -> ElixirExpression {
    let translated = pattern(loop.pattern)
    var left = translated.expression
    if let condition = Self.all(translated.conditions) { left = .binary(.when, left, condition) }
    return .binary(.arrow, left, expression(loop.sequence))
  }

  func comprehension(
    _ steps: [ElixirExpression], _ options: [ElixirKeyword], _ body: [ElixirStatement]
  ) -> ElixirExpression {
    if body.count == 1, case .expression(let value) = body[0], value.isOneLine {
      return .call("for", steps, options + [ElixirKeyword("do", value)])
    }
    return .call("for", steps, options, blocks: [ElixirDoBlock(.do, body)])
  }

  /// `Enum.reduce(xs, acc, fn x, acc -> … end)`
  /// - Parameter tags: what is around the carried values, outermost first.
  mutating func reduce(
    _ loop: For, _ name: String, _ initial: ElixirExpression, _ flow: Flow, tags: [String] = []
  ) -> ElixirExpression {
    let state = loop.state
    let accumulators = state.carried.map { carried in
      carried.isRead
        ? variable(carried.local) : ElixirExpression.variable("_" + self.name(of: carried.local))
    }
    let accumulator = tagged(
      accumulators.isEmpty
        ? .variable("_") : accumulators.count == 1 ? accumulators[0] : .tuple(accumulators), tags)
    var body = loop.body
    if let condition = loop.condition {
      var filter = If([.expression(condition)], then: loop.body, otherwise: nil)
      filter.yields = state.carried.map(\.local)
      body = Block([.if(filter)])
    }
    let translated = pattern(loop.pattern)
    var clauses = [
      ElixirClause(
        [translated.expression, accumulator], when: Self.all(translated.conditions),
        translate(body, flow))
    ]
    if !loop.pattern.alwaysMatches {
      // The element is passed over.
      let names = state.carried.map { variable($0.local) }
      let all = names.isEmpty ? fresh("acc") : names.count == 1 ? names[0] : .tuple(names)
      let value = name == "reduce" ? all : .tuple([.atom("cont"), all])
      clauses.append(ElixirClause([.variable("_"), all], [.expression(value)]))
    }
    return over(loop, name, [initial, .function(clauses)])
  }

  /// `Enum.name(xs, …)` of what a loop goes over.
  mutating func over(
    _ loop: For, _ name: String, _ rest: [ElixirExpression], of module: String = "Enum"
  ) -> ElixirExpression {
    let (name, rest) = name == "filter" ? filter(rest) : (name, rest)
    return expression(loop.sequence).piped(into: module, name, rest)
  }

  /// What the carried variables begin with: their bindings just above where those are constants.
  mutating func initialValue(
    of carried: [Local], _ loop: For, _ result: inout [ElixirStatement]
  ) -> ElixirExpression {
    var values: [ElixirExpression] = carried.map(variable)
    inline(carried, &values, &result) { reads($0, in: loop.sequence) }
    return values.count == 1 ? values[0] : .tuple(values)
  }

  /// Takes the bindings just above that only say with what a loop begins.
  func inline(
    _ carried: [Local], _ values: inout [ElixirExpression], _ result: inout [ElixirStatement],
    unless isNeeded: (Local) -> Bool
  ) {
    let names = carried.map(name)
    inlineTuple(names, &values, &result) { position in isNeeded(carried[position]) }
    while case .expression(.binary(.match, .variable(let name), let value))? = result.last,
      canBegin(value, names), let position = names.firstIndex(of: name),
      values[position] == .variable(name),
      !isNeeded(carried[position])
    {
      values[position] = value
      result.removeLast()
    }
    inlineTuple(names, &values, &result) { position in isNeeded(carried[position]) }
  }

  /// A loop can begin with it wherever it is evaluated: it is a constant, a variable that the loop does not carry, or a
  /// condition that always holds.
  private func canBegin(_ value: ElixirExpression, _ names: [String]) -> Bool {
    if value.isConstant || value.isVariable(otherThan: names) { return true }
    guard case .call(let call) = value, call.name == "dynamic",
      call.arguments.allSatisfy(\.isConstant)
    else { return false }
    // Ecto's, and no function of the module's own.
    switch call.target {
    case .local: return !hidden.contains(call.name, call.arguments.count, of: .query)
    case .remote(let module): return module == .alias(ImportedNames.query.rawValue)
    case .value: return false
    }
  }

  /// `{a, b} = {0, 1}` just above.
  private func inlineTuple(
    _ names: [String], _ values: inout [ElixirExpression], _ result: inout [ElixirStatement],
    _ isNeeded: (Int) -> Bool
  ) {
    guard case .expression(.binary(.match, let pattern, let value))? = result.last,
      case .tuple(let left, _) = pattern, case .tuple(let right, _) = value,
      left.count == right.count,
      right.allSatisfy({ canBegin($0, names) })
    else { return }
    let positions = left.map { part -> Int? in
      if case .variable(let name) = part { names.firstIndex(of: name) } else { nil }
    }
    let isWhole = positions.allSatisfy { position in
      position.map { !isNeeded($0) && values[$0] == .variable(names[$0]) } ?? false
    }
    guard isWhole else { return }
    for case (let position?, let value) in zip(positions, right) { values[position] = value }
    result.removeLast()
  }

  func reads(_ local: Local, in expression: Expression) -> Bool {
    var isRead = false
    expression.forEachLocal { if $0.id == local.id { isRead = true } }
    return isRead
  }
}

extension Pattern {
  /// Whatever the elements are, by its form alone.
  var alwaysMatches: Bool {
    switch self {
    case .wildcard, .bind: true
    case .tuple(let parts): parts.allSatisfy(\.alwaysMatches)
    default: false
    }
  }
}

extension ElixirExpression {
  fileprivate func isVariable(otherThan names: [String]) -> Bool {
    if case .variable(let name) = self { !names.contains(name) } else { false }
  }

  /// Evaluating it takes nothing and does nothing.
  var isConstant: Bool {
    switch self {
    case .atom, .number: true
    // A decimal has no literal.
    case .call(let call) where call.target == .remote(.alias("Decimal")) && call.name == "new":
      call.arguments.allSatisfy(\.isConstant)
    case .string(let parts): parts.allSatisfy { if case .text = $0 { true } else { false } }
    case .list(let elements, let keywords):
      keywords.isEmpty && elements.count <= 3 && elements.allSatisfy(\.isConstant)
    case .map(nil, nil, let entries): entries.isEmpty
    case .unary(.minus, let operand): operand.isConstant
    default: false
    }
  }

  /// It has no block of its own, and no lines.
  var isOneLine: Bool {
    switch self {
    case .call(let call):
      call.blocks.isEmpty && call.arguments.allSatisfy(\.isOneLine)
        && call.keywords.allSatisfy { $0.value.isOneLine }
    case .pipeline, .function, .block, .heredoc: false
    case .binary(_, let left, let right): left.isOneLine && right.isOneLine
    case .unary(_, let operand): operand.isOneLine
    case .tuple(let parts, _), .list(let parts, _): parts.allSatisfy(\.isOneLine)
    // A larger one is written a key a line.
    case .map(_, _, let entries): entries.count <= 3
    default: true
    }
  }
}
