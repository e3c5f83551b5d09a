import EctypeModel

/// A loop whose every round adds one element to a list, or puts one key into a map.
struct LoopCollection {
  enum Element {
    case value(Expression)
    /// A list of them: none, one or several, as a branch has it.
    case values(Expression)
    case entry(key: Expression, value: Expression)
    /// Nothing of it but that it is there.
    case count
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
    guard let last = statements.last else { return false }
    if case .assign(let target, let value) = last, target.id == local.id,
      let element = Self.element(value, local), !reads(element)
    {
      self.element = element
    } else if let choice = choice(last) {
      element = choice
    } else {
      return false
    }
    before = Array(statements.dropLast())
    if case .count = self.element {
      return before.isEmpty && generators.count == 1 && loop.pattern.alwaysMatches
    }
    return areSimple(before)
  }

  // MARK: Branches

  /// What the branches of a statement add: one element each, or a list of them.
  private func choice(_ statement: Statement) -> Element? {
    guard case .list(let type) = local.type else { return nil }
    let span = generators[0].loop.sequence.span
    func expression(_ type: ValueType, _ value: ([Expression]) -> Expression?) -> Expression? {
      collected(statement, value)?.asExpression(type: type, span: span)
    }
    if let one = expression(type, { $0.count == 1 ? $0[0] : nil }) { return .value(one) }
    guard generators.count == 1, generators[0].conditions.isEmpty,
      generators[0].loop.pattern.alwaysMatches
    else { return nil }
    return expression(.list(type), { Expression(.list($0), type: .list(type), span: span) })
      .map { .values($0) }
  }

  /// The statement with a value where each branch adds its elements; nil where one does anything else.
  private func collected(
    _ statement: Statement, _ value: ([Expression]) -> Expression?
  ) -> Statement? {
    switch statement {
    case .if(var choice):
      guard let then = collected(choice.then, value),
        let otherwise = collected(choice.otherwise ?? Block(), value),
        !choice.conditions.contains(where: { reads($0.value) })
      else { return nil }
      (choice.then, choice.otherwise, choice.yields) = (then, otherwise, [])
      return .if(choice)
    case .switch(var choice):
      guard !reads(choice.subject) else { return nil }
      for index in choice.cases.indices {
        guard let body = collected(choice.cases[index].body, value),
          choice.cases[index].condition.map(reads) != true
        else { return nil }
        choice.cases[index].body = body
      }
      choice.yields = []
      return .switch(choice)
    default: return nil
    }
  }

  private func collected(_ block: Block, _ value: ([Expression]) -> Expression?) -> Block? {
    var statements = block.statements[...]
    if let last = statements.last, let choice = collected(last, value) {
      statements.removeLast()
      return areSimple(Array(statements)) ? Block(statements + [choice]) : nil
    }
    // The choice is the last of its round.
    if case .continue? = statements.last { statements.removeLast() }
    var elements: [Expression] = []
    while case .assign(let target, let added)? = statements.last, target.id == local.id,
      case .value(let element)? = Self.element(added, local), !reads(element)
    {
      elements.insert(element, at: 0)
      statements.removeLast()
    }
    guard areSimple(Array(statements)), let value = value(elements) else { return nil }
    return Block(statements + [.value(value)])
  }

  private static func element(_ value: Expression, _ local: Local) -> Element? {
    func isLocal(_ value: Expression) -> Bool {
      if case .local(let other) = value.kind { other.id == local.id } else { false }
    }
    switch value.kind {
    case .binary(.add, let count, let one) where isLocal(count) && value.type == .integer:
      if case .literal(.integer("1")) = one.kind { return .count }
      return nil
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
    case .value(let value), .values(let value): reads(value)
    case .entry(let key, let value): reads(key) || reads(value)
    case .count: false
    }
  }

  /// They neither leave the round nor know what it collects, and what they assign is theirs.
  private func areSimple(_ statements: [Statement]) -> Bool {
    let block = Block(statements)
    guard block.exits.isEmpty, block.assigned.isEmpty else { return false }
    var isRead = false
    for statement in statements {
      statement.walk {
        if case .local(let other) = $0.kind, other.id == local.id { isRead = true }
      }
    }
    return !isRead
  }
}

// Loops that collect: comprehensions, and the functions of `Enum` that say the same in a word.
extension BodyTranslation {
  /// `acc = for x <- xs, c, do: e`, `Enum.map(xs, f)`, `Enum.filter(xs, f)`
  mutating func collect(
    _ loop: For, _ collection: LoopCollection, _ result: inout [ElixirStatement]
  ) {
    let initial = initialValue(of: [collection.local], loop, &result)
    let value: ElixirExpression
    switch collection.element {
    case .value(let element):
      let elements = self.elements(loop, collection, element)
      value = initial == .list([]) ? elements : .binary(.concatLists, initial, elements)
    case .values(let element):
      let elements = over(
        loop, "flat_map", [lambda([pattern(loop.pattern)], body(collection, expression(element)))])
      value = initial == .list([]) ? elements : .binary(.concatLists, initial, elements)
    case .entry(let key, let element):
      let pair = ElixirExpression.tuple([expression(key), expression(element)])
      value = entries(loop, collection, pair, initial)
    case .count:
      var conditions: [ElixirExpression] = []
      for condition in collection.generators[0].conditions {
        conditions.append(expression(condition))
      }
      let test = Self.all(conditions).map { [lambda([pattern(loop.pattern)], [.expression($0)])] }
      let count = over(loop, "count", test ?? [])
      value = initial == .integer(0) ? count : .binary(.add, initial, count.asOperand)
    }
    result.append(bound(loop.state, value))
  }

  mutating func elements(
    _ loop: For, _ collection: LoopCollection, _ element: Expression
  ) -> ElixirExpression {
    let isOne = collection.generators.count == 1 && loop.pattern.alwaysMatches
    let conditions = collection.generators[0].conditions
    if isOne, collection.before.isEmpty, conditions.count <= 1,
      case .bind(let local) = loop.pattern,
      case .local(let other) = element.kind, other.id == local.id, let condition = conditions.first
    {
      let name = self.name(of: local)
      let parameter = reads(local, in: condition) ? name : "_" + name
      return over(
        loop, "filter",
        [
          lambda(
            [TranslatedPattern(expression: .variable(parameter))],
            [.expression(expression(condition))])
        ])
    }
    if isOne, conditions.isEmpty, collection.before.isEmpty, case .bind(let local) = loop.pattern,
      case .local(local) = element.kind
    {
      let all = expression(loop.sequence)
      if case .range = loop.sequence.kind { return .remote("Enum", "to_list", [all]) }
      return all
    }
    if isOne, conditions.isEmpty {
      return over(
        loop, "map", [lambda([pattern(loop.pattern)], body(collection, expression(element)))])
    }
    return comprehension(steps(collection), [], body(collection, expression(element)))
  }

  mutating func entries(
    _ loop: For, _ collection: LoopCollection, _ pair: ElixirExpression, _ initial: ElixirExpression
  ) -> ElixirExpression {
    if initial == .map([]), collection.generators.count == 1, loop.pattern.alwaysMatches,
      collection.generators[0].conditions.isEmpty
    {
      return over(
        loop, "new", [lambda([pattern(loop.pattern)], body(collection, pair))], of: "Map")
    }
    return comprehension(
      steps(collection), [ElixirKeyword("into", initial)], body(collection, pair))
  }

  mutating func steps(_ collection: LoopCollection) -> [ElixirExpression] {
    var steps: [ElixirExpression] = []
    for (loop, conditions) in collection.generators {
      steps.append(generator(loop))
      for condition in conditions { steps.append(expression(condition)) }
    }
    return steps
  }

  mutating func body(
    _ collection: LoopCollection, _ value: ElixirExpression
  ) -> [ElixirStatement] {
    var statements = translate(collection.before[...], Flow(end: .nothing))
    append(value, &statements)
    return statements
  }
}

extension Block {
  fileprivate var isContinue: Bool {
    if statements.count == 1, case .continue = statements[0] { true } else { false }
  }
}
