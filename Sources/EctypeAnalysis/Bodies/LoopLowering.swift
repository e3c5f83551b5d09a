import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  func lowerFor(_ node: NodeID) -> For? {
    let parts = Array(tree.children(node))
    guard parts.count >= 3, let bodyNode = parts.last, tree.kind(bodyNode) == .block else {
      return nil
    }
    let whereNode = tree.child(node, .whereClause)
    guard let sequence = lower(parts[1], expecting: nil) else {
      return nil
    }
    guard let element = elementType(of: sequence) else { return nil }
    scope.push()
    defer { scope.pop() }
    // What is known before the loop may not hold in its second round.
    forget(assignedIn: bodyNode)
    scope.hidesOuter = true
    let lowered = lowerLoopPattern(parts[0], element)
    scope.hidesOuter = false
    guard let pattern = lowered else { return nil }
    scope.markElements(pattern.locals)
    if case .bind(let local) = pattern, case .list(.list) = sequence.type {
      rows.keep(sequence, in: local)
    }
    var condition: Expression?
    if !whereNode.isNone {
      guard let lowered = lowerWhere(whereNode) else { return nil }
      condition = lowered
    }
    guard let body = lowerLoopBody(bodyNode) else { return nil }
    loopCount += 1
    let pairs = sequence.withIndices(pattern)
    return For(
      id: loopCount, pattern: pairs?.pattern ?? pattern, sequence: pairs?.sequence ?? sequence,
      condition: condition, body: body)
  }

  /// In `for x in xs` a bare name binds.
  private func lowerLoopPattern(_ node: NodeID, _ element: ValueType) -> Pattern? {
    if tree.kind(node) == .keyValuePattern {
      let parts = Array(tree.children(node))
      guard parts.count == 2 else { return nil }
      guard case .tuple(let types) = element, types.count == 2 || element == .any else {
        guard element == .any else {
          file.report(
            .typeMismatch, "`k => v` goes through a map", at: tree.span(node),
            label: "the elements are \(describe(element))",
            helps: [
              Help(
                "name the element: `for x in …`; `.enumerated()` gives pairs of a number and an element"
              )
            ])
          return nil
        }
        return lowerPair(parts, [.any, .any])
      }
      return lowerPair(parts, types)
    }
    // Behind `case` a name binds only with `let`, as everywhere in a pattern that may not match.
    if tree.kind(node) == .casePattern {
      return first(node).flatMap { lowerPattern($0, of: element) }
    }
    return lowerPattern(node, of: element, declares: true)
  }

  private func lowerPair(_ parts: [NodeID], _ types: [ValueType]) -> Pattern? {
    together {
      guard let key = lowerPattern(parts[0], of: types[0], declares: true),
        let value = lowerPattern(parts[1], of: types[1], declares: true)
      else { return nil }
      return .tuple([key, value])
    }
  }

  private func elementType(of sequence: Expression) -> ValueType? {
    switch asMap(sequence.type) {
    case .list(let element): return element
    case .map(let key, let value): return .tuple([key, value])
    case .range: return .integer
    case .any: return .any
    default:
      file.report(
        .typeMismatch, "a `for` cannot go through \(describe(sequence.type))", at: sequence.span,
        label: "expected a list, a map or a range",
        helps: sequenceHelps(sequence))
      return nil
    }
  }

  func lowerWhile(_ node: NodeID) -> While? {
    let conditionsNode = tree.child(node, .conditions)
    let bodyNode = tree.child(node, .block)
    scope.push()
    defer { scope.pop() }
    forget(assignedIn: bodyNode)
    guard let conditions = lowerConditions(conditionsNode) else {
      _ = lowerLoopBody(bodyNode)
      return nil
    }
    guard let body = lowerLoopBody(bodyNode) else { return nil }
    loopCount += 1
    let loop = While(id: loopCount, conditions: conditions.conditions, body: body)
    if loop.isEndless, body.exits.isDisjoint(with: [.breaks, .returns]) {
      file.report(
        .endlessLoop, "nothing leaves this loop", at: tree.span(tree[node].first),
        helps: [Help("leave it with `break` or `return`, or give it a condition")])
      return nil
    }
    return loop
  }

  private func lowerLoopBody(_ node: NodeID) -> Block? {
    let isInSwitch = frame.isInSwitch
    frame.loops += 1
    frame.isInSwitch = false
    defer {
      frame.loops -= 1
      frame.isInSwitch = isInSwitch
    }
    return lowerBlock(node, isValue: false)
  }

  /// By the syntax alone: the names that a loop's body assigns.
  private func forget(assignedIn node: NodeID) {
    for child in tree.children(node) {
      if tree.kind(child) == .assignment, let target = first(child) { forget(target: target) }
      forget(assignedIn: child)
    }
  }

  private func forget(target: NodeID) {
    switch tree.kind(target) {
    case .memberAccess, .subscriptExpression:
      if let base = first(target) { forget(target: base) }
    case .tupleLiteral: for part in tree.children(target) { forget(target: part) }
    default:
      scope.forget(tree.mainText(target))
      scope.unrefine(tree.mainText(target))
    }
  }
}

extension Expression {
  /// `xs.enumerated()` that is gone through as `(index, element)`: Elixir has these pairs the other way round.
  func withIndices(_ pattern: Pattern) -> (sequence: Expression, pattern: Pattern)? {
    guard case .standard(var call) = kind, call.function == StandardLibrary.enumerated,
      case .tuple(let parts) = pattern, parts.count == 2,
      case .list(.tuple(let types)) = type, types.count == 2
    else { return nil }
    call.function = StandardLibrary.withIndex
    call.isPiped = false
    let sequence = Expression(
      .standard(call), type: .list(.tuple([types[1], types[0]])), span: span)
    return (sequence, .tuple([parts[1], parts[0]]))
  }
}
