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

  private mutating func translatePlain(_ loop: For, _ result: inout [ElixirStatement]) {
    let state = loop.state
    guard !state.carried.isEmpty else {
      result.append(.expression(effects(loop)))
      return
    }
    if let collection = Collection(loop) {
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
  private func bound(_ state: LoopState, _ value: ElixirExpression) -> ElixirStatement {
    guard !state.yields.isEmpty else { return .expression(value) }
    return .expression(.binary(.match, loopTarget(state), value))
  }

  private func loopTarget(_ state: LoopState) -> ElixirExpression {
    let parts = state.carried.map { carried in
      state.yields.contains { $0.id == carried.local.id }
        ? variable(carried.local) : .variable("_")
    }
    return parts.count == 1 ? parts[0] : .tuple(parts)
  }

  /// `Enum.each(xs, fn x -> … end)`, or a comprehension where elements are passed over.
  private mutating func effects(_ loop: For) -> ElixirExpression {
    let flow = Flow(end: .nothing, onContinue: .done)
    if loop.condition != nil || !loop.pattern.alwaysMatches {
      let generator = self.generator(loop)
      let filters = loop.condition.map { [expression($0)] } ?? []
      return comprehension([generator] + filters, [], translate(loop.body, flow))
    }
    return .remote(
      "Enum", "each",
      [expression(loop.sequence), lambda([pattern(loop.pattern)], translate(loop.body, flow))])
  }

  private mutating func generator(_ loop: For) -> ElixirExpression {
    let translated = pattern(loop.pattern)
    var left = translated.expression
    if let condition = Self.all(translated.conditions) { left = .binary(.when, left, condition) }
    return .binary(.arrow, left, expression(loop.sequence))
  }

  private func comprehension(
    _ steps: [ElixirExpression], _ options: [ElixirKeyword], _ body: [ElixirStatement]
  ) -> ElixirExpression {
    if body.count == 1, case .expression(let value) = body[0], value.isOneLine {
      return .call("for", steps, options + [ElixirKeyword("do", value)])
    }
    return .call("for", steps, options, blocks: [ElixirDoBlock(.do, body)])
  }

  /// `Enum.reduce(xs, acc, fn x, acc -> … end)`
  private mutating func reduce(
    _ loop: For, _ name: String, _ initial: ElixirExpression, _ flow: Flow
  ) -> ElixirExpression {
    let state = loop.state
    let accumulators = state.carried.map { carried in
      carried.isRead
        ? variable(carried.local) : ElixirExpression.variable("_" + carried.local.name.elixir)
    }
    let accumulator =
      accumulators.isEmpty
      ? ElixirExpression.variable("_")
      : accumulators.count == 1 ? accumulators[0] : .tuple(accumulators)
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
    return .remote("Enum", name, [expression(loop.sequence), initial, .function(clauses)])
  }

  /// What the carried variables begin with: their bindings just above where those are constants.
  private mutating func initialValue(
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
    let names = carried.map(\.name.elixir)
    while case .expression(.binary(.match, .variable(let name), let value))? = result.last,
      value.isConstant || value.isVariable(otherThan: names),
      let position = names.firstIndex(of: name), values[position] == .variable(name),
      !isNeeded(carried[position])
    {
      values[position] = value
      result.removeLast()
    }
  }

  private func reads(_ local: Local, in expression: Expression) -> Bool {
    var isRead = false
    expression.forEachLocal { if $0.id == local.id { isRead = true } }
    return isRead
  }

  // MARK: Loops that collect

  /// A loop whose every round adds one element to a list, or puts one key into a map.
  private struct Collection {
    enum Element {
      case value(Expression)
      case entry(key: Expression, value: Expression)
    }

    var local: Local
    /// The loops, from the outermost on, each with what must hold for its elements.
    var generators: [(loop: For, conditions: [Expression])] = []
    /// What is done before the element is known.
    var before: [Statement] = []
    var element: Element

    init?(_ loop: For) {
      guard loop.state.carried.count == 1, let carried = loop.state.carried.first else {
        return nil
      }
      local = carried.local
      element = .value(loop.sequence)
      guard add(loop) else { return nil }
    }

    private mutating func add(_ loop: For) -> Bool {
      var conditions = loop.condition.map { [$0] } ?? []
      var statements = loop.body.statements[...]
      while let first = statements.first, case .if(let value) = first,
        value.conditions.count == 1, case .expression(let condition) = value.conditions[0]
      {
        if value.otherwise == nil, statements.count == 1 {
          conditions.append(condition)
          statements = value.then.statements[...]
        } else if value.otherwise == nil, value.then.isContinue {
          conditions.append(
            Expression(.unary(.not, condition), type: .bool, span: condition.span))
          statements = statements.dropFirst()
        } else {
          break
        }
      }
      if conditions.contains(where: reads) { return false }
      generators.append((loop, conditions))
      if statements.count == 1, case .for(let inner)? = statements.first,
        inner.body.exits.isEmpty || inner.body.exits == .continues, !reads(inner.sequence)
      {
        return add(inner)
      }
      guard case .assign(let target, let value)? = statements.last, target.id == local.id,
        let element = Self.element(value, local), !reads(element)
      else { return false }
      self.element = element
      before = Array(statements.dropLast())
      return before.allSatisfy(isSimple)
    }

    private static func element(_ value: Expression, _ local: Local) -> Element? {
      func isLocal(_ value: Expression) -> Bool {
        if case .local(let other) = value.kind { other.id == local.id } else { false }
      }
      switch value.kind {
      case .binary(.append, let list, let added) where isLocal(list):
        if case .list(let values) = added.kind, values.count == 1 { return .value(values[0]) }
        return nil
      case .standard(let call):
        guard let base = call.arguments.first, isLocal(base) else { return nil }
        if ["append", "push"].contains(call.function.name), call.arguments.count == 2,
          call.function.parameters[1].label == nil
        {
          return .value(call.arguments[1])
        }
        if call.function.template == "Map.put($0, $1, $2)", call.arguments.count == 3 {
          return .entry(key: call.arguments[1], value: call.arguments[2])
        }
        return nil
      default: return nil
      }
    }

    private func reads(_ expression: Expression) -> Bool {
      var isRead = false
      expression.forEachLocal { if $0.id == local.id { isRead = true } }
      return isRead
    }

    private func reads(_ element: Element) -> Bool {
      switch element {
      case .value(let value): reads(value)
      case .entry(let key, let value): reads(key) || reads(value)
      }
    }

    private func isSimple(_ statement: Statement) -> Bool {
      guard statement.exits.isEmpty, Block([statement]).assigned.isEmpty else { return false }
      var isRead = false
      statement.walk { if case .local(let other) = $0.kind, other.id == local.id { isRead = true } }
      return !isRead
    }
  }

  /// `acc = for x <- xs, c, do: e`, `Enum.map(xs, f)`, `Enum.filter(xs, f)`
  private mutating func collect(
    _ loop: For, _ collection: Collection, _ result: inout [ElixirStatement]
  ) {
    let initial = initialValue(of: [collection.local], loop, &result)
    let value: ElixirExpression
    switch collection.element {
    case .value(let element):
      let elements = self.elements(loop, collection, element)
      value = initial == .list([]) ? elements : .binary(.concatLists, initial, elements)
    case .entry(let key, let element):
      let pair = ElixirExpression.tuple([expression(key), expression(element)])
      value = entries(loop, collection, pair, initial)
    }
    result.append(bound(loop.state, value))
  }

  private mutating func elements(
    _ loop: For, _ collection: Collection, _ element: Expression
  ) -> ElixirExpression {
    let isOne = collection.generators.count == 1 && loop.pattern.alwaysMatches
    let conditions = collection.generators[0].conditions
    if isOne, collection.before.isEmpty, conditions.count <= 1,
      case .bind(let local) = loop.pattern,
      case .local(let other) = element.kind, other.id == local.id, let condition = conditions.first
    {
      let name = local.name.elixir
      let parameter = reads(local, in: condition) ? name : "_" + name
      return .remote(
        "Enum", "filter",
        [
          expression(loop.sequence),
          lambda(
            [TranslatedPattern(expression: .variable(parameter))],
            [.expression(expression(condition))]),
        ])
    }
    if isOne, conditions.isEmpty {
      return .remote(
        "Enum", "map",
        [
          expression(loop.sequence),
          lambda([pattern(loop.pattern)], body(collection, expression(element))),
        ])
    }
    return comprehension(steps(collection), [], body(collection, expression(element)))
  }

  private mutating func entries(
    _ loop: For, _ collection: Collection, _ pair: ElixirExpression, _ initial: ElixirExpression
  ) -> ElixirExpression {
    if initial == .map([]), collection.generators.count == 1, loop.pattern.alwaysMatches,
      collection.generators[0].conditions.isEmpty
    {
      return .remote(
        "Map", "new",
        [expression(loop.sequence), lambda([pattern(loop.pattern)], body(collection, pair))])
    }
    return comprehension(
      steps(collection), [ElixirKeyword("into", initial)], body(collection, pair))
  }

  private mutating func steps(_ collection: Collection) -> [ElixirExpression] {
    var steps: [ElixirExpression] = []
    for (loop, conditions) in collection.generators {
      steps.append(generator(loop))
      for condition in conditions { steps.append(expression(condition)) }
    }
    return steps
  }

  private mutating func body(
    _ collection: Collection, _ value: ElixirExpression
  ) -> [ElixirStatement] {
    var statements = translate(collection.before[...], Flow(end: .nothing))
    if statements.count > 1 { statements.append(.blankLine) }
    return statements + [.expression(value)]
  }

  // MARK: Loops that are left early

  /// A loop that only looks for something to return.
  private mutating func translateSearch(
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
      append(.remote("Enum", "find_value", [expression(loop.sequence), function]), &result)
      return true
    }
    let inner = Flow(end: .null, returnTags: ["return"], onContinue: .null)
    let lookup = ElixirExpression.remote(
      "Enum", "find_value", [expression(loop.sequence), clauses(loop, inner)])
    let value = fresh("value")
    let after = afterwards(rest, flow)
    if flow.returnTags == ["return"], after == [.expression(.nil)] {
      append(lookup, &result)
      return true
    }
    let missed = ElixirClause([.nil], after)
    let found = ElixirClause(
      [.tuple([.atom("return"), value])], [.expression(tagged(value, flow.returnTags))])
    let kept = keep(lookup, &result)
    append(
      .call("case", [kept], blocks: [ElixirDoBlock(.do, clauses: [found, missed])]), &result)
    return true
  }

  /// Where what is found is never nil or false, and what else there is is a constant: `Enum.find_value`.
  private mutating func lookup(
    _ loop: For, _ rest: ArraySlice<Statement>
  ) -> ElixirExpression? {
    guard rest.count == 1, case .return(let missing)? = rest.first, missing.type != .void,
      loop.body.returns.allSatisfy({ $0.isTruthy })
    else { return nil }
    let otherwise = expression(missing)
    guard otherwise.isConstant else { return nil }
    let function = clauses(loop, Flow(end: .null, onContinue: .null))
    let options = otherwise == .nil ? [] : [otherwise]
    return .remote("Enum", "find_value", [expression(loop.sequence)] + options + [function])
  }

  private mutating func afterwards(
    _ rest: ArraySlice<Statement>, _ flow: Flow
  ) -> [ElixirStatement] {
    let statements = translate(rest, flow)
    return statements.isEmpty ? [.expression(.nil)] : statements
  }

  /// The function for elements, with nil for those that do not match.
  private mutating func clauses(_ loop: For, _ flow: Flow) -> ElixirExpression {
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
  private mutating func search(
    _ loop: For, _ rest: ArraySlice<Statement>
  ) -> ElixirExpression? {
    guard rest.count == 1, case .return(let missing)? = rest.first, loop.pattern.alwaysMatches,
      let (condition, found) = loop.sought
    else { return nil }
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
      parameter.expression = .variable("_" + local.name.elixir)
    }
    return .remote(
      "Enum", name,
      [expression(loop.sequence), lambda([parameter], [.expression(expression(test))])])
  }

  /// `Enum.reduce_while`
  private mutating func translateLeaving(
    _ loop: For, _ rest: ArraySlice<Statement>, _ flow: Flow, _ result: inout [ElixirStatement]
  ) -> Bool {
    let state = loop.state
    let carried = state.carried.map(\.local)
    let initial =
      carried.isEmpty ? ElixirExpression.atom("ok") : initialValue(of: carried, loop, &result)
    let again = Outcome.tagged("cont", .locals(carried))
    let returns = loop.body.exits.contains(.returns)
    // A round that ends the loop hands on the variables too; where rounds may return, both are told apart.
    let tags = returns ? ["halt", "return"] : []
    let broken = Outcome.tagged(
      "halt", returns ? .tagged("break", .locals(carried)) : .locals(carried))
    var end = again
    if returns { end = again }
    let inner = Flow(end: end, returnTags: tags, onBreak: broken, onContinue: again)
    let reduction = reduce(loop, "reduce_while", initial, inner)
    guard returns else {
      result.append(bound(state, reduction))
      return false
    }
    let value = fresh("value")
    var clauses = [
      ElixirClause(
        [.tuple([.atom("return"), value])], [.expression(tagged(value, flow.returnTags))])
    ]
    let left = state.yields.isEmpty ? ElixirExpression.variable("_") : loopTarget(state)
    let after = afterwards(rest, flow)
    if loop.body.exits.contains(.breaks) {
      clauses.append(ElixirClause([.tuple([.atom("break"), left])], after))
    }
    clauses.append(ElixirClause([left], after))
    let kept = keep(reduction, &result)
    append(.call("case", [kept], blocks: [ElixirDoBlock(.do, clauses: clauses)]), &result)
    return true
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

extension Block {
  fileprivate var isContinue: Bool {
    if statements.count == 1, case .continue = statements[0] { true } else { false }
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
  fileprivate var negated: Expression {
    if case .unary(.not, let inner) = kind, inner.type == .bool { return inner }
    return Expression(.unary(.not, self), type: .bool, span: span)
  }
}

extension Block {
  /// The values that it returns, loops inside included.
  fileprivate var returns: [Expression] {
    statements.flatMap { statement -> [Expression] in
      switch statement {
      case .return(let value): [value]
      case .if(let value): value.then.returns + (value.otherwise?.returns ?? [])
      case .switch(let value): value.cases.flatMap(\.body.returns)
      case .for(let loop): loop.body.returns
      case .while(let loop): loop.body.returns
      default: []
      }
    }
  }
}

extension Expression {
  /// Neither nil nor false, by its type.
  fileprivate var isTruthy: Bool {
    switch type {
    case .optional, .nil, .void: false
    default: !type.mayBeFalse
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
    case .string(let parts): parts.allSatisfy { if case .text = $0 { true } else { false } }
    case .list(let elements, let keywords): elements.isEmpty && keywords.isEmpty
    case .map(nil, nil, let entries): entries.isEmpty
    case .unary(.minus, let operand): operand.isConstant
    default: false
    }
  }

  /// It has no block of its own.
  var isOneLine: Bool {
    switch self {
    case .call(let call):
      call.blocks.isEmpty && call.arguments.allSatisfy(\.isOneLine)
        && call.keywords.allSatisfy { $0.value.isOneLine }
    case .pipeline, .function, .block, .heredoc: false
    case .binary(_, let left, let right): left.isOneLine && right.isOneLine
    case .unary(_, let operand): operand.isOneLine
    case .tuple(let parts, _), .list(let parts, _): parts.allSatisfy(\.isOneLine)
    default: true
    }
  }
}
