import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// A block, its names visible inside it alone.
  /// - Parameter isValue: its last expression is its value.
  func lowerBlock(_ node: NodeID, isValue: Bool, expecting expected: ValueType? = nil) -> Block? {
    lowerBlock(Array(tree.children(node))[...], isValue: isValue, expecting: expected)
  }

  func lowerBlock(
    _ statements: ArraySlice<NodeID>, isValue: Bool, expecting expected: ValueType? = nil
  ) -> Block? {
    scope.push()
    let block = lowerStatements(statements, isValue: isValue, expecting: expected)
    let known = scope.leave()
    // What one that leaves did to its variables nobody sees behind it.
    if block?.goesOn ?? true { scope.join([known]) }
    return block
  }

  /// Statements in order; what cannot be reached is reported and left out.
  func lowerStatements(
    _ nodes: ArraySlice<NodeID>, isValue: Bool, expecting expected: ValueType? = nil
  ) -> Block? {
    var block = Block()
    var isSound = true
    scope.announce(declaredNames(nodes))
    // What follows a branch that may leave is inside it in Elixir.
    var branches = 0
    defer {
      scope.retract()
      branchDepth -= branches
    }
    for (index, node) in zip(nodes.indices, nodes) {
      if tree.kind(node) == .guardStatement {
        // What follows a `guard` is inside it: that is where its names are.
        guard let statements = lowerGuard(node, nodes[(index + 1)...], isValue, expected) else {
          return nil
        }
        block.statements += statements
        return isSound ? block : nil
      }
      let isLast = index == nodes.endIndex - 1
      guard let statements = lowerStatement(node, isValue: isLast && isValue, expecting: expected)
      else {
        isSound = false
        continue
      }
      block.statements += statements
      if let last = statements.last, last.falls, !last.exits.isEmpty, !isLast {
        guard enterBranch(node) else { return nil }
        branches += 1
      }
      if let last = statements.last, !last.falls, !isLast {
        unreachable(after: node, last, next: nodes[index + 1])
        return isSound ? block : nil
      }
    }
    return isSound ? block : nil
  }

  private func unreachable(after node: NodeID, _ last: Statement, next: NodeID) {
    let what: String
    switch last {
    case .return(let value) where value.type == .never: what = "this `rollback`"
    case .return: what = "this `return`"
    case .break: what = "this `break`"
    case .continue: what = "this `continue`"
    case .if: what = "this `if`"
    case .switch: what = "this `switch`"
    default: what = "this loop"
    }
    file.report(
      .unreachableCode, "nothing after \(what) is reached", at: tree.span(next),
      secondary: [Label(tree.span(tree[node].first), "control does not get past it")],
      helps: [Help("leave it out")])
  }

  /// The names that statements of a block declare, for a use that comes too early.
  private func declaredNames(_ nodes: ArraySlice<NodeID>) -> [String: Span] {
    var names: [String: Span] = [:]
    for node in nodes where tree.kind(node) == .varDecl && !tree[node].main.isNone {
      names[tree.mainText(node)] = tree.nameSpan(node)
    }
    return names
  }

  private func lowerStatement(
    _ node: NodeID, isValue: Bool, expecting expected: ValueType?
  ) -> [Statement]? {
    switch tree.kind(node) {
    case .varDecl: return lowerBinding(node)
    case .assignment: return lowerAssignment(node)
    case .returnStatement: return lowerReturn(node)
    case .ifExpression:
      guard let lowered = lowerIf(node, isValue: isValue, expecting: expected) else { return nil }
      return settled(lowered)
    case .switchExpression:
      return lowerSwitch(node, isValue: isValue, expecting: expected).map { [.switch($0)] }
    case .forStatement: return lowerFor(node).map { [.for($0)] }
    case .whileStatement: return lowerWhile(node).map { [.while($0)] }
    case .breakStatement, .continueStatement: return lowerJump(node).map { [$0] }
    case .block: return lowerBlock(node, isValue: isValue, expecting: expected)?.statements
    case .funcDecl: return lowerLocalFunction(node).map { [$0] }
    default: return lowerExpressionStatement(node, isValue: isValue, expecting: expected)
    }
  }

  /// An `if`; where its condition is a constant, the branch that is taken.
  func settled(_ value: If) -> [Statement] {
    guard value.conditions.count == 1, case .expression(let condition) = value.conditions[0],
      case .literal(.bool(let holds)) = condition.kind
    else { return [.if(value)] }
    let lost = holds ? value.otherwise : value.then
    if let lost, !lost.statements.isEmpty {
      file.report(
        .unreachableCode, "this is always \(holds)", at: condition.span,
        label: "its `\(holds ? "else" : "if")` branch is never taken",
        helps: [Help("leave the branch out")])
    }
    return holds ? value.then.statements : value.otherwise?.statements ?? []
  }

  private func settled(_ statement: Statement) -> [Statement] {
    if case .if(let value) = statement { settled(value) } else { [statement] }
  }

  private func lowerExpressionStatement(
    _ node: NodeID, isValue: Bool, expecting expected: ValueType?
  ) -> [Statement]? {
    if let mutation = lowerMutation(node) { return mutation.statement.map { [$0] } }
    if isValue {
      let wanted = expected ?? frame.result ?? frame.hint
      guard let value = lower(node, expecting: wanted) else { return nil }
      return [.value(value)]
    }
    guard let value = lower(node, expecting: nil) else { return nil }
    if value.type == .never { return [.return(value)] }
    warnOfIgnoredInsert(value)
    return [.expression(value)]
  }

  private func lowerJump(_ node: NodeID) -> Statement? {
    let isBreak = tree.kind(node) == .breakStatement
    if isBreak, frame.isInSwitch {
      let nothing =
        frame.loops > 0
        ? "for a case that does nothing, write nothing behind its `:`"
        : "write an `if` around what else the case does"
      file.report(
        .misplacedJump, "no `break` leaves a `switch`", at: tree.span(node),
        label: frame.loops > 0 ? "the loop, or only the `switch`?" : "",
        notes: ["a case ends where the next one begins"],
        helps: [Help(nothing)]
          + (frame.loops > 0
            ? [
              Help("to leave the loop, write `if … { break }` outside of the `switch`, or `return`")
            ] : []))
      return nil
    }
    guard frame.loops > 0 else {
      file.report(
        .misplacedJump, "`\(isBreak ? "break" : "continue")` outside a loop", at: tree.span(node),
        helps: [
          Help(
            frame.isClosure
              ? "a closure is left with `return`; write a `for` loop to leave it early"
              : "leave it out")
        ])
      return nil
    }
    return isBreak ? .break : .continue
  }

  private func lowerReturn(_ node: NodeID) -> [Statement]? {
    guard let value = first(node) else {
      guard frame.result == .void || frame.result == .any || frame.result == nil else {
        file.report(
          .missingReturn, "`return` needs a value here", at: tree.span(node),
          label: "expected \(describe(frame.result ?? .any))",
          helps: [Help("write it behind: `return …`")])
        return nil
      }
      let nothing = Expression(.literal(.null), type: .void, span: tree.span(node))
      frame.returned.append(nothing)
      return [.return(nothing)]
    }
    if [.ifExpression, .switchExpression].contains(tree.kind(value)) {
      guard let statement = lowerValueStatement(value, expecting: frame.result) else { return nil }
      guard let type = valueType(of: Block([statement]), expecting: frame.result, at: value) else {
        return nil
      }
      frame.returned.append(Expression(.literal(.null), type: type, span: tree.span(value)))
      return settled(statement.replacingValues { .return($0) })
    }
    guard let lowered = lower(value, expecting: frame.result ?? frame.hint) else { return nil }
    if let result = frame.result, result != .void {
      guard check(lowered, is: result) else { return nil }
    } else if frame.result == .void, lowered.type != .void {
      // The value of a call may be handed on for its effect alone.
      guard lowered.hasEffects else {
        file.report(
          .typeMismatch, "a function without a result returns no value", at: lowered.span,
          helps: [Help("declare its result: `-> \(describe(lowered.type).dropFirst().dropLast())`")]
        )
        return nil
      }
      let nothing = Expression(.literal(.null), type: .void, span: tree.span(node))
      return [.expression(lowered), .return(nothing)]
    }
    frame.returned.append(lowered)
    return [.return(lowered)]
  }

  /// Values at the ends of a body become its returns, once their type is checked.
  func finishBody(_ block: Block, result: ValueType?) -> Block? {
    if let result, result != .void {
      for value in block.values where !check(value, is: result) { return nil }
    }
    frame.returned += block.values
    return block.replacingValues { .return($0) }
  }

  // MARK: Variables

  private func lowerBinding(_ node: NodeID) -> [Statement]? {
    if tree[node].main.isNone { return lowerDestructuring(node) }
    let initializer = tree.child(node, .initializer)
    var declared: ValueType?
    let annotation = tree.child(node, .typeAnnotation)
    if !annotation.isNone, let type = first(annotation) {
      guard let resolved = types.resolve(type) else {
        declareBroken(node)
        return nil
      }
      declared = resolved
    }
    guard !initializer.isNone, let value = first(initializer) else {
      guard let declared else {
        declareBroken(node)
        file.report(
          .missingOption, "`\(tree.mainText(node))` has neither a value nor a type",
          at: tree.nameSpan(node), helps: [Help("give it one of them: `var x: Int`, `var x = …`")])
        return nil
      }
      let local = scope.declare(
        tree.name(node), declared, isMutable: true, at: tree.nameSpan(node))
      return [.declare(local)]
    }
    if [.ifExpression, .switchExpression].contains(tree.kind(value)) {
      return lowerChosenBinding(node, value, declared)
    }
    let lowered = lower(value, expecting: declared)
    let isSound = if let lowered, let declared { check(lowered, is: declared) } else { true }
    guard isSound, let lowered else {
      if let declared { _ = declareVariable(node, declared) } else { declareBroken(node) }
      return nil
    }
    let local = declareVariable(
      node, declared ?? (isMutable(node) ? growing(lowered) : lowered.type))
    if declared == nil, lowered.type == .void {
      file.report(
        .typeMismatch, "this gives no value", at: lowered.span, label: "nothing to keep",
        helps: [Help("leave out what stands before it: there is nothing to name")])
      scope.markBroken([local])
      return nil
    }
    if !isMutable(node) { references[local.id] = lowered.standardFunction }
    guard keep(lowered, in: local) else { return nil }
    return [.bind(local, lowered)]
  }

  /// The type of a `var` with this value: a map that is written out may get other keys.
  private func growing(_ value: Expression) -> ValueType {
    switch value.kind {
    case .map(let entries):
      guard case .record = value.type, let first = entries.first else { return value.type }
      let held = entries.dropFirst().reduce(growing(first.value)) {
        join($0, growing($1.value)) ?? .any
      }
      return .map(key: .atom, value: held)
    case .list(let elements):
      guard case .list(.record) = value.type, let first = elements.first else { return value.type }
      return .list(elements.dropFirst().reduce(growing(first)) { join($0, growing($1)) ?? .any })
    default: return value.type
    }
  }

  /// Even after a mistake in its value the name is known, so that no second error follows.
  private func declareBroken(_ node: NodeID) { scope.markBroken([declareVariable(node, .any)]) }

  private func declareVariable(_ node: NodeID, _ type: ValueType) -> Local {
    let isMutable = isMutable(node)
    // `var x = nil` may become anything.
    return scope.declare(
      tree.name(node), type == .nil ? .any : type.widened, isMutable: isMutable,
      at: tree.nameSpan(node))
  }

  /// `let x = if …`: each branch assigns.
  private func lowerChosenBinding(
    _ node: NodeID, _ value: NodeID, _ declared: ValueType?
  ) -> [Statement]? {
    guard let statement = lowerValueStatement(value, expecting: declared),
      let type = valueType(of: Block([statement]), expecting: declared, at: value)
    else {
      if let declared { _ = declareVariable(node, declared) } else { declareBroken(node) }
      return nil
    }
    let local = declareVariable(node, declared ?? type)
    return [.declare(local)] + settled(statement.replacingValues { .assign(local, $0) })
  }

  /// `let`, `var` or `final`: the first token behind the modifiers.
  private func isMutable(_ node: NodeID) -> Bool {
    var token = Int(tree[node].main.isNone ? tree[node].first.index : tree[node].main.index - 1)
    if tree[node].main.isNone { token = Int(tree[node].first.index) }
    return tree.text(TokenID(token)) == "var"
  }

  private func declareBroken(pattern node: NodeID) {
    let pattern = lowerPattern(node, of: .any, isMutable: true, declares: true)
    scope.markBroken(pattern?.locals ?? [])
  }

  private func lowerDestructuring(_ node: NodeID) -> [Statement]? {
    let initializer = tree.child(node, .initializer)
    let pattern = tree.children(node).first {
      ![.attribute, .modifier, .typeAnnotation, .initializer].contains(tree.kind($0))
    }
    guard !initializer.isNone, let valueNode = first(initializer), let patternNode = pattern else {
      file.report(
        .missingOption, "a pattern needs a value to take apart", at: tree.span(node),
        helps: [Help("write it behind the pattern: `= …`")])
      if let pattern { declareBroken(pattern: pattern) }
      return nil
    }
    let isMutable = isMutable(node)
    var declared: ValueType?
    if let annotation = first(tree.child(node, .typeAnnotation)) {
      declared = types.resolve(annotation)
      if declared == nil {
        declareBroken(pattern: patternNode)
        return nil
      }
    }
    guard let value = lower(valueNode, expecting: declared),
      declared.map({ checkParts(of: value, are: $0) }) ?? true
    else {
      // The names are known all the same, so that no second error follows.
      declareBroken(pattern: patternNode)
      return nil
    }
    let type = declared ?? value.type
    guard let pattern = lowerPattern(patternNode, of: type, isMutable: isMutable, declares: true)
    else {
      declareNames(in: patternNode)
      return nil
    }
    guard type == .any || Exhaustiveness(shape).isIrrefutable(pattern, type) else {
      file.report(
        .nonExhaustiveSwitch, "this pattern does not always match", at: tree.span(patternNode),
        label: "\(describe(type)) may be something else",
        helps: [Help("take it apart with `switch`")])
      return nil
    }
    return [.destructure(pattern, value)]
  }

  /// Of a tuple that is written out the part that is of another type is reported.
  private func checkParts(of value: Expression, are type: ValueType) -> Bool {
    guard case .tuple(let parts) = value.kind, case .tuple(let types) = type,
      parts.count == types.count
    else { return check(value, is: type) }
    return zip(parts, types).allSatisfy { checkParts(of: $0, are: $1) }
  }

  // MARK: Assignments

  private func lowerAssignment(_ node: NodeID) -> [Statement]? {
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return nil }
    switch tree.kind(parts[0]) {
    case .identifier: return lowerVariableAssignment(node, parts[0], parts[1])
    case .wildcard where tree.mainText(node) == "=":
      return lowerUnnamed(parts[1]).map { [$0] }
    case .tupleLiteral where tree.mainText(node) == "=" && namesVariable(parts[0]):
      return lowerReassignment(parts[0], parts[1]).map { [$0] }
    case .tupleLiteral, .listLiteral, .mapLiteral, .structLiteral, .block:
      declaredByAssignment(parts[0])
      return nil
    default: return lowerPartAssignment(node, parts[0], parts[1]).map { [$0] }
    }
  }

  /// `_ = value`, which is `let _ = value`.
  private func lowerUnnamed(_ valueNode: NodeID) -> Statement? {
    lower(valueNode, expecting: nil).map { .destructure(.wildcard, $0) }
  }

  /// A variable that may be given a new value; the reason where it may not is reported.
  /// - Parameter isField: one of its fields gets the value.
  func assignable(_ node: NodeID, isField: Bool = false) -> Scope.Variable? {
    let name = tree.mainText(node)
    guard let variable = scope.look(up: name) else {
      unknownName(node)
      // It was to be declared somewhere before: where else it is named, that is all there is to say.
      scope.declareBroken(tree.name(node), at: tree.span(node))
      return nil
    }
    if variable.isBroken { return nil }
    guard variable.isMutable || isField && variable.isElement else {
      file.report(
        .invalidOption, "`\(name)` cannot be assigned", at: tree.span(node),
        label: "it is a constant", secondary: [Label(variable.span, "declared here")],
        helps: [wayToAssign(name, variable)])
      return nil
    }
    guard !scope.isCaptured(name) else {
      file.report(
        .capturedAssignment, "a closure cannot assign `\(name)`, which is declared outside it",
        at: tree.span(node), secondary: [Label(variable.span, "declared here")],
        notes: ["in Elixir a closure has its own copy"],
        helps: [Help("write a `for` loop, or give the value back with `reduce`")])
      return nil
    }
    return variable
  }

  /// A `let` can be a `var`; a parameter, or what a pattern has taken out, is copied into one.
  private func wayToAssign(_ name: String, _ variable: Scope.Variable) -> Help {
    let start = Int(variable.span.start)
    let before = Span(file: variable.span.file, start: max(0, start - 16), end: start)
    let words = tree.source(before).split(whereSeparator: \.isWhitespace).suffix(2)
    if words.last == "let" || words.last == "final",
      !["if", "guard", "while", "case"].contains(words.first), words.first?.last != ","
    {
      return Help("declare it with `var`")
    }
    return Help("copy it into a variable, and change that: `var copy = \(name)`")
  }

  /// `{:ok, x} = f()`, as Elixir has it: here names are declared.
  private func declaredByAssignment(_ pattern: NodeID) {
    let span = tree.span(pattern)
    let start = Span(file: span.file, start: Int(span.start), end: Int(span.start))
    file.report(
      .invalidOption, "a pattern is no variable that could be assigned", at: span,
      helps: [
        Help("declare the names in it", edits: [TextEdit(start, "let ")])
      ])
    declareNames(in: pattern)
  }

  /// They are known from here on, so that no second error follows.
  private func declareNames(in pattern: NodeID) {
    if [.identifier, .letPattern].contains(tree.kind(pattern)) {
      let local = scope.declare(
        tree.name(pattern), .any, isMutable: true, at: tree.nameSpan(pattern))
      scope.markBroken([local])
    }
    for part in tree.children(pattern) { declareNames(in: part) }
  }

  private func lowerVariableAssignment(
    _ node: NodeID, _ target: NodeID, _ valueNode: NodeID
  ) -> [Statement]? {
    guard let variable = assignable(target) else { return nil }
    let symbol = tree.mainText(node)
    if symbol != "=" {
      let current = Expression(
        .local(variable.local), type: variable.local.type, span: tree.span(target))
      guard
        let value = lowerOperation(
          String(symbol.dropLast()), current, valueNode, span: tree.span(node)),
        check(value, is: variable.local.type), keep(value, in: variable.local)
      else { return nil }
      return [.assign(variable.local, value)]
    }
    if [.ifExpression, .switchExpression].contains(tree.kind(valueNode)) {
      guard let statement = lowerValueStatement(valueNode, expecting: variable.local.type),
        valueType(of: Block([statement]), expecting: variable.local.type, at: valueNode) != nil
      else { return nil }
      scope.forget(tree.mainText(target))
      if let type = commonType(of: Block([statement]).values) {
        scope.refine(tree.mainText(target), type)
      }
      return settled(statement.replacingValues { .assign(variable.local, $0) })
    }
    guard let value = lower(valueNode, expecting: variable.local.type) else { return nil }
    scope.forget(tree.mainText(target))
    guard suits(value, variable.local.type) else { return nil }
    scope.refine(tree.mainText(target), value.type)
    guard keep(value, in: variable.local) else { return nil }
    return [.assign(variable.local, value)]
  }
}
