import EctypeModel

// Statements to expressions. A branch that may leave takes what follows it along, into the one place where
// control goes on (or into each, where it is next to nothing); only where it goes on in several places does its
// value say which way it went. See ARCHITECTURE.md.
extension BodyTranslation {
  mutating func translate(_ block: Block, _ flow: Flow) -> [ElixirStatement] {
    translate(block.statements[...], flow)
  }

  mutating func translate(
    _ statements: ArraySlice<Statement>, _ flow: Flow
  ) -> [ElixirStatement] {
    if case .rest(let following, let flow) = flow.end {
      let falls = statements.allSatisfy(\.falls)
      return translate(falls ? statements + following : statements, flow)
    }
    var result: [ElixirStatement] = []
    // An exit at the end hands the variables on as the end does.
    let end = statements.last.flatMap { outcome(of: $0, flow) }
    let body = end == nil ? statements : statements.dropLast()
    let trailing = trailingAssignments(body, (end ?? flow.end).locals)
    var index = statements.startIndex
    while index < statements.endIndex {
      if index == trailing.start, !trailing.values.isEmpty {
        finish(end ?? flow.end, trailing.values, &result)
        return result
      }
      let rest = statements[(index + 1)...]
      if rest.startIndex != trailing.start, changeOfCopy(statements[index], rest.first, &result) {
        index += 2
        continue
      }
      if translate(statements[index], rest, flow, &result) { return result }
      index += 1
    }
    finish(flow.end, [:], &result)
    return result
  }

  private func outcome(of statement: Statement, _ flow: Flow) -> Outcome? {
    switch statement {
    case .break: flow.onBreak
    case .continue: flow.onContinue
    default: nil
    }
  }

  /// `var b = a` and then `b = f(b)` is `b = f(a)`.
  private mutating func changeOfCopy(
    _ statement: Statement, _ next: Statement?, _ result: inout [ElixirStatement]
  ) -> Bool {
    guard case .bind(let copy, let value) = statement, case .local(let original) = value.kind,
      copies[copy.id] == nil, case .assign(copy, let changed)? = next
    else { return false }
    copies[copy.id] = name(of: original)
    let translated = standalone(changed, &result)
    copies[copy.id] = nil
    result.append(.expression(.binary(.match, variable(copy), translated)))
    return true
  }

  /// Ends a block.
  private mutating func finish(
    _ outcome: Outcome, _ values: [Int: Expression], _ result: inout [ElixirStatement]
  ) {
    if case .rest(let statements, let flow) = outcome {
      result += translate(statements, flow)
      return
    }
    var translated: [Int: ElixirExpression] = [:]
    // In the source's order: a helper's name must not depend on a dictionary's.
    for (id, value) in values.sorted(by: { $0.key < $1.key }) {
      let value = expression(value)
      translated[id] = values.count == 1 ? settled(value, &result) : value
    }
    guard let value = value(of: outcome, translated) else { return }
    append(value, &result)
  }

  /// `case … end + 1`: what has a block of its own gets a name before it is an operand.
  private func settled(
    _ value: ElixirExpression, _ result: inout [ElixirStatement]
  ) -> ElixirExpression {
    var count = 0
    var before: [ElixirStatement] = []
    func operand(_ value: ElixirExpression) -> ElixirExpression {
      if case .binary(let operation, let left, let right) = value, operation.isStrict {
        let first = operand(left)
        // What was asked for first stays so.
        return .binary(operation, first, first.isPlain ? operand(right) : right)
      }
      guard case .call(let call) = value, call.target == .local, !call.blocks.isEmpty else {
        return value
      }
      count += 1
      let name = fresh(count == 1 ? "value" : "value\(count)")
      before += [.expression(.binary(.match, name, value)), .blankLine]
      return name
    }
    guard case .binary = value else { return value }
    let settled = operand(value)
    if !before.isEmpty, !result.isEmpty { result.append(.blankLine) }
    result += before
    return settled
  }

  /// A binding and its use stand together; a longer body sets its result off.
  func append(_ value: ElixirExpression, _ result: inout [ElixirStatement]) {
    // `x = f(y)` and then `x` is `f(y)`.
    if case .expression(.binary(.match, value, let last))? = result.last {
      result[result.count - 1] = .expression(last)
      return
    }
    if result.count > 1 { result.append(.blankLine) }
    result.append(.expression(value))
  }

  /// - Returns: whether the statement has taken `rest` along, or leaves.
  private mutating func translate(
    _ statement: Statement, _ rest: ArraySlice<Statement>, _ flow: Flow,
    _ result: inout [ElixirStatement]
  ) -> Bool {
    switch statement {
    case .bind(let local, let value), .assign(let local, let value):
      let translated = settled(standalone(value, &result), &result)
      if translated.isWrittenOut {
        if local.type.isAsked { knowsValues = true } else { literals.insert(local.id) }
      }
      // A copy that keeps the name of what it copies needs no line.
      if translated != variable(local) {
        result.append(.expression(.binary(.match, variable(local), translated)))
      }
    case .declare: break
    case .destructure(let pattern, let value), .reassign(let pattern, let value):
      if let parts = split(pattern, value) {
        for part in parts { _ = translate(part, [], flow, &result) }
        return false
      }
      let translated = standalone(value, &result)
      if translated.isWrittenOut { knowsValues = true }
      result.append(.expression(.binary(.match, self.pattern(pattern).expression, translated)))
    case .return(let value):
      let isNothing = value.type == .void && value.isNull
      let given = isNothing ? .atom("ok") : settled(standalone(value, &result), &result)
      append(tagged(given, flow.returnTags), &result)
      return true
    case .value(let value): append(settled(standalone(value, &result), &result), &result)
    case .break: return leave(flow.onBreak, &result)
    case .continue: return leave(flow.onContinue, &result)
    case .expression(let value): translateEffect(value, &result)
    case .if, .switch: return translateBranches(statement, rest, flow, &result)
    case .for(let loop): return translate(loop, rest, flow, &result)
    case .while(let loop): return translate(loop, rest, flow, &result)
    }
    return false
  }

  private mutating func leave(_ outcome: Outcome, _ result: inout [ElixirStatement]) -> Bool {
    finish(outcome, [:], &result)
    return true
  }

  /// A result that nobody wants is matched away, unless it is that of a call for its effect: of others Elixir warns.
  private mutating func translateEffect(_ value: Expression, _ result: inout [ElixirStatement]) {
    if case .tuple(let parts) = value.kind {
      for part in parts { translateEffect(part, &result) }
      return
    }
    let translated = expression(value)
    let isCall =
      switch value.kind {
      case .call, .apply: true
      case .standard(let call): !call.function.isPure || value.type == .void
      default: false
      }
    result.append(
      .expression(isCall ? translated : .binary(.match, .variable("_"), translated)))
  }

  /// `{a, _} = {x, y}` as `a = x`, and what is left of `y`; nil where no part is dropped.
  private func split(_ pattern: Pattern, _ value: Expression) -> [Statement]? {
    guard case .tuple(let parts) = pattern, case .tuple(let values) = value.kind,
      parts.count == values.count, let last = parts.lastIndex(where: \.isWildcard)
    else { return nil }
    let pairs = Array(zip(parts, values))
    if pairs[..<last].contains(where: { !$0.0.isWildcard && $0.1.mustRun }) {
      return oneByOne(pairs)
    }
    let unread = pairs.filter { $0.0.isWildcard }.map { Self.statement($0.0, $0.1) }
    let kept = pairs.filter { !$0.0.isWildcard }
    if kept.count == 1 { return unread + [Self.statement(kept[0].0, kept[0].1)] }
    let rest = Expression(
      .tuple(kept.map(\.1)), type: .tuple(kept.map(\.1.type)), span: value.span)
    return unread + [.destructure(.tuple(kept.map(\.0)), rest)]
  }

  private static func statement(_ pattern: Pattern, _ value: Expression) -> Statement {
    switch pattern {
    case .wildcard: .expression(value)
    case .bind(let local): .bind(local, value)
    default: .destructure(pattern, value)
    }
  }

  /// Parts in their order; where a later value reads what a part binds, that is bound behind them all.
  private func oneByOne(_ pairs: [(Pattern, Expression)]) -> [Statement] {
    var result: [Statement] = []
    var behind: [Statement] = []
    for (index, (pattern, value)) in pairs.enumerated() {
      let bound = pattern.locals.map(name)
      var isRead = false
      for (_, later) in pairs[(index + 1)...] {
        later.forEachLocal { if bound.contains(name(of: $0)) { isRead = true } }
      }
      guard isRead else {
        result.append(Self.statement(pattern, value))
        continue
      }
      let free = freeName("next_" + bound.joined(separator: "_"))
      let next = Local(id: -1, name: Name(source: free, elixir: free), type: value.type)
      result.append(.bind(next, value))
      behind.append(
        Self.statement(pattern, Expression(.local(next), type: value.type, span: value.span)))
    }
    return result + behind
  }

  /// An expression that is a whole statement, or the right of a binding: `if a, do: b, else: c` needs no
  /// parentheses there.
  mutating func standalone(
    _ value: Expression, _ before: inout [ElixirStatement]
  ) -> ElixirExpression {
    if case .if(let choice) = value.kind { return statement(choice, Flow(end: .nothing), &before) }
    var result = expression(value).asStatement
    if case .call(var call) = result, call.name == "if", call.target == .local {
      call.keepsParentheses = false
      result = .call(call)
    }
    return result
  }

  // MARK: Branches

  private mutating func translateBranches(
    _ statement: Statement, _ rest: ArraySlice<Statement>, _ flow: Flow,
    _ result: inout [ElixirStatement]
  ) -> Bool {
    let exits = statement.exits
    let yields = statement.yields
    if exits.isEmpty {
      // At the end of what yields variables the branches give these themselves.
      if rest.isEmpty, !yields.isEmpty, isPlain(flow.end) {
        append(branches(statement, flow, &result), &result)
        return true
      }
      let value = branches(
        statement, Flow(end: yields.isEmpty ? .nothing : .locals(yields)), &result)
      result.append(.expression(yields.isEmpty ? value : .binary(.match, target(yields), value)))
      return false
    }
    if rest.isEmpty {
      append(branches(statement, flow, &result), &result)
      return true
    }
    if statement.ways < 2 || isSmall(rest, flow) {
      var inner = flow
      inner.end = .rest(rest, flow)
      append(branches(statement, inner, &result), &result)
      return true
    }
    let value = branches(statement, flow.joined(yields), &result)
    let kept = keep(value, &result)
    append(join(kept, yields, rest, flow), &result)
    return true
  }

  /// What takes several lines gets a name before anybody asks of it.
  func keep(_ value: ElixirExpression, _ result: inout [ElixirStatement]) -> ElixirExpression {
    guard !value.isOneLine else { return value }
    let name = fresh("result")
    result.append(.expression(.binary(.match, name, value)))
    result.append(.blankLine)
    return name
  }

  private func isPlain(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .locals, .tagged, .call: true
    default: false
    }
  }

  /// `case value do {:cont, x} -> rest; {:halt, value} -> value end`
  /// - Parameter returned: what comes of a `return`'s value.
  mutating func join(
    _ value: ElixirExpression, _ locals: [Local], _ rest: ArraySlice<Statement>, _ flow: Flow,
    returned tags: [String]? = nil
  ) -> ElixirExpression {
    let isNext = flow.tellsExits && tags == nil
    let done = fresh(isNext ? "done" : "value")
    let on = locals.isEmpty ? ElixirExpression.variable("_") : target(locals)
    var inner = flow
    if rest.isEmpty { inner.end = flow.end }
    var body = translate(rest, inner)
    if body.isEmpty { body = [.expression(.nil)] }
    return .choice(
      of: value,
      [
        ElixirClause([tagged(on, [isNext ? "next" : "cont"])], body),
        ElixirClause(
          [isNext ? done : .tuple([.atom("halt"), done])], [.expression(tagged(done, tags ?? []))]),
      ])
  }

  /// Next to nothing: said again in each branch it reads better than any way around.
  func isSmall(_ statements: ArraySlice<Statement>, _ flow: Flow) -> Bool {
    guard statements.count == 1, case .return(let value)? = statements.first else { return false }
    var size = 0
    value.walk { _ in size += 1 }
    return size <= 4
  }

  func target(_ locals: [Local]) -> ElixirExpression {
    locals.count == 1 ? variable(locals[0]) : .tuple(locals.map(variable))
  }

  mutating func branches(
    _ statement: Statement, _ flow: Flow, _ before: inout [ElixirStatement]
  ) -> ElixirExpression {
    switch statement {
    case .if(let value): self.statement(value, flow, &before)
    case .switch(let value): choice(value, flow)
    default: .nil
    }
  }

  /// The values of the assignments to some of `locals` at the end, by variable, and where they begin; none
  /// where a value reads what another of them assigns.
  private func trailingAssignments(
    _ statements: ArraySlice<Statement>, _ locals: [Local]
  ) -> (values: [Int: Expression], start: Int) {
    var values: [Int: Expression] = [:]
    var start = statements.endIndex
    guard !locals.isEmpty else { return (values, start) }
    for index in statements.indices.reversed() {
      guard let assigned = statements[index].assignments,
        assigned.allSatisfy({ local, _ in
          values[local.id] == nil && locals.contains { $0.id == local.id }
        })
      else { break }
      // What comes later must not have counted on a new value.
      var isRead = false
      for later in values.values {
        later.forEachLocal { local in
          if assigned.contains(where: { $0.local.id == local.id }) { isRead = true }
        }
      }
      // Nor may calls change their order.
      let effects = assigned.filter(\.value.hasEffects).count
      if isRead || effects > 1 || effects == 1 && values.values.contains(where: \.hasEffects) {
        break
      }
      for (local, value) in assigned { values[local.id] = value }
      start = index
    }
    return (values, start)
  }
}

extension Statement {
  /// Variables and what they are assigned at once, each by a value of its own; nil of all else.
  fileprivate var assignments: [(local: Local, value: Expression)]? {
    switch self {
    case .assign(let local, let value): return [(local, value)]
    case .reassign(.tuple(let parts), let value):
      guard case .tuple(let values) = value.kind, values.count == parts.count else { return nil }
      let assigned = zip(parts, values).compactMap { part, value in
        if case .bind(let local) = part { (local, value) } else { nil }
      }
      return assigned.count == parts.count ? assigned : nil
    default: return nil
    }
  }
}

extension ValueType {
  /// What a value of it is can be asked by its form.
  fileprivate var isAsked: Bool {
    switch self {
    case .optional, .result, .tuple, .list, .bool: true
    default: false
    }
  }
}

extension Statement {
  var yields: [Local] {
    switch self {
    case .if(let value): value.yields
    case .switch(let value): value.yields
    default: []
    }
  }
}

extension Pattern {
  fileprivate var isWildcard: Bool { if case .wildcard = self { true } else { false } }
}
