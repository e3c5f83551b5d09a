import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// `if c { } else { }` as a statement, or as a value.
  func lowerIf(_ node: NodeID, isValue: Bool, expecting expected: ValueType?) -> If? {
    let conditionsNode = tree.child(node, .conditions)
    let parts = Array(tree.children(node)).filter { $0 != conditionsNode }
    scope.push()
    guard let conditions = lowerConditions(conditionsNode) else {
      // The branches are still looked through, for their own mistakes.
      for part in parts where tree.kind(part) == .block {
        _ = lowerBlock(part, isValue: false)
      }
      scope.pop()
      return nil
    }
    scope.learn(conditions.presentThen)
    let then = parts.first.flatMap { branch($0, isValue, expected) }
    let behindThen = scope.leave()

    var otherwise: Block?
    var behindElse: [String: ValueType] = [:]
    if parts.count > 1 {
      scope.push(present: conditions.presentElse)
      otherwise = branch(parts[1], isValue, expected)
      behindElse = scope.leave()
      if otherwise == nil { return nil }
    }
    guard let then else { return nil }
    // Rows keep the names that they had where a branch alone calls them otherwise.
    scope.join(
      (otherwise?.goesOn ?? true ? [behindElse] : []) + (then.goesOn ? [behindThen] : []))
    forgetAssigned(then, otherwise)
    // `if x == nil { return }` tells of what follows that `x` is there.
    if !then.falls { scope.learn(conditions.presentElse) }
    if let otherwise, !otherwise.falls { scope.learn(conditions.presentThen) }
    return If(conditions.conditions, then: then, otherwise: otherwise)
  }

  /// A branch is a block, or the `if` of an `else if`.
  private func branch(_ node: NodeID, _ isValue: Bool, _ expected: ValueType?) -> Block? {
    if tree.kind(node) == .block { return lowerBlock(node, isValue: isValue, expecting: expected) }
    if tree.kind(node) == .ifExpression {
      return lowerIf(node, isValue: isValue, expecting: expected).map { Block(settled($0)) }
    }
    return lowerStatements([node], isValue: isValue, expecting: expected)
  }

  /// After branches nothing is known any more of the variables that they assign.
  func forgetAssigned(_ blocks: Block?...) {
    for block in blocks {
      for local in block?.assigned ?? [] { scope.forget(local.name.source) }
    }
  }

  /// `guard c else { … }` and all that follows it: in the model an `if` around it, because its names are
  /// visible there alone.
  func lowerGuard(
    _ node: NodeID, _ rest: ArraySlice<NodeID>, _ isValue: Bool, _ expected: ValueType?
  ) -> [Statement]? {
    guard enterBranch(node) else { return nil }
    defer { branchDepth -= 1 }
    let conditionsNode = tree.child(node, .conditions)
    let blockNode = tree.child(node, .block)
    scope.push()
    let otherwise = lowerBlock(blockNode, isValue: false)
    scope.pop()
    scope.push()
    defer { scope.pop() }
    guard let conditions = lowerConditions(conditionsNode) else { return nil }
    if let otherwise, otherwise.falls {
      file.report(
        .missingReturn, "the `else` of a `guard` must leave", at: tree.span(tree[blockNode].first),
        label: "control may get past it",
        helps: [Help("end it with `return`, `break` or `continue`")])
      return nil
    }
    scope.learn(conditions.presentThen)
    guard let then = lowerStatements(rest, isValue: isValue, expecting: expected), let otherwise
    else { return nil }
    var result = If(conditions.conditions, then: then, otherwise: otherwise)
    result.isGuard = true
    return [.if(result)]
  }

  /// Each branch that may leave holds all that follows it, so a list of them nests: bounded, as everything
  /// that nests.
  func enterBranch(_ node: NodeID) -> Bool {
    branchDepth += 1
    if branchDepth <= Self.depthLimit { return true }
    branchDepth -= 1
    file.report(
      .nestingTooDeep, "too many conditions follow each other here",
      at: tree.span(tree[node].first),
      helps: [Help("move some of them into a function of their own")])
    return false
  }

  static let depthLimit = 200

  // MARK: Conditions

  struct LoweredConditions {
    var conditions: [Condition] = []
    /// What is known not to be nil where they hold, and where they do not.
    var presentThen: [String] = []
    var presentElse: [String] = []
  }

  /// The names that conditions bind are declared in the innermost scope.
  func lowerConditions(_ node: NodeID) -> LoweredConditions? {
    var result = LoweredConditions()
    let parts = Array(tree.children(node))
    var isSound = true
    for part in parts {
      if tree.kind(part) == .optionalBinding {
        if let binding = lowerOptionalBinding(part) {
          result.conditions.append(binding)
        } else {
          // The name is known, so that no second error follows.
          _ = scope.declare(tree.name(part), .any, isMutable: false, at: tree.nameSpan(part))
          isSound = false
        }
        continue
      }
      if tree.kind(part) == .patternCondition {
        if let matching = lowerPatternCondition(part) {
          result.conditions.append(matching)
        } else {
          isSound = false
        }
        continue
      }
      guard let condition = lowerCondition(part) else {
        isSound = false
        continue
      }
      result.conditions.append(.expression(condition))
      let (then, otherwise) = presence(part)
      result.presentThen += then
      // Where several conditions stand, any of them may have failed.
      if parts.count == 1 { result.presentElse = otherwise }
      scope.learn(then)
    }
    guard isSound, !result.conditions.isEmpty else { return nil }
    return result
  }

  func lowerCondition(_ node: NodeID) -> Expression? {
    guard let expression = lower(node, expecting: .bool) else { return nil }
    guard expression.type == .bool || expression.type == .any else {
      let isOptional = expression.type.isOptional
      file.report(
        .typeMismatch, "a condition must be `Bool`", at: expression.span,
        label: "this is \(describe(expression.type))",
        helps: isOptional
          ? [
            Help(
              "ask whether it is there: `!= nil`",
              edits: [
                TextEdit(
                  Span(
                    file: expression.span.file, start: Int(expression.span.end),
                    end: Int(expression.span.end)), " != nil")
              ])
          ] : [])
      return nil
    }
    return expression
  }

  func lowerWhere(_ node: NodeID) -> Expression? {
    guard let inner = first(node), let condition = lowerCondition(inner) else { return nil }
    scope.learn(presence(inner).then)
    return condition
  }

  private func lowerOptionalBinding(_ node: NodeID) -> Condition? {
    let initializer = tree.child(node, .initializer)
    let value: Expression?
    if initializer.isNone {
      value = scope.look(up: tree.mainText(node)).map {
        return Expression(.local($0.local), type: $0.local.type, span: tree.nameSpan(node))
      }
      if value == nil { unknownName(node) }
    } else {
      value = first(initializer).flatMap { lower($0, expecting: nil) }
    }
    guard let value = value?.asDeclared else { return nil }
    guard value.type.isOptional || value.type == .any else {
      file.report(
        .typeMismatch, "`if let` needs a value that may be nil", at: value.span,
        label: "this is \(describe(value.type))",
        helps: [Help("ask nothing: `let name = …` before it gives the value a name")])
      return nil
    }
    if case .local(let other) = value.kind, other.name.source == tree.mainText(node),
      let variable = scope.look(up: other.name.source), !variable.isMutable
    {
      // `if let x = x`: the same constant, known to be there.
      scope.learn([other.name.source])
      let null = Expression(.literal(.null), type: .nil, span: value.span)
      return .expression(
        Expression(.binary(.notEqual, value, null), type: .bool, span: value.span))
    }
    let local = scope.declare(
      tree.name(node), value.type.unwrapped, isMutable: false, at: tree.nameSpan(node))
    return .binding(local, value)
  }

  /// `case p = e`
  private func lowerPatternCondition(_ node: NodeID) -> Condition? {
    let parts = Array(tree.children(node))
    guard parts.count == 2, let valueNode = first(parts[1]),
      let value = lower(valueNode, expecting: nil)?.asDeclared
    else {
      // Its names are known, so that no second error follows.
      if let pattern = parts.first { _ = lowerPattern(pattern, of: .any) }
      return nil
    }
    guard let pattern = lowerPattern(parts[0], of: value.type) else { return nil }
    guard !Exhaustiveness(shape).isIrrefutable(pattern, value.type) else {
      file.report(
        .typeMismatch, "`case` in a condition asks about what may not match",
        at: tree.span(parts[0]), label: "every value matches",
        secondary: [Label(value.span, "this is \(describe(value.type))")],
        helps: [
          Help("bind it before: `let \(file.text(parts[0]).replacing("let ", with: "")) = …`")
        ])
      return nil
    }
    return .matching(pattern, value)
  }

  /// The paths that a condition finds not to be nil where it holds and where it does not.
  private func presence(_ node: NodeID) -> (then: [String], otherwise: [String]) {
    let parts = Array(tree.children(node))
    switch tree.kind(node) {
    case .parenthesized: return parts.first.map(presence) ?? ([], [])
    case .prefixExpression:
      let (then, otherwise) = parts.first.map(presence) ?? ([], [])
      return (otherwise, then)
    case .binaryExpression where parts.count == 2:
      switch tree.mainText(node) {
      case "!=", "==":
        guard tree.kind(parts[1]) == .nilLiteral else { return ([], []) }
        let path = file.path(of: parts[0])
        guard !path.isEmpty else { return ([], []) }
        let paths = [path.joined(separator: ".")]
        return tree.mainText(node) == "!=" ? (paths, []) : ([], paths)
      case "&&", "and": return (presence(parts[0]).then + presence(parts[1]).then, [])
      case "||", "or": return ([], presence(parts[0]).otherwise + presence(parts[1]).otherwise)
      default: return ([], [])
      }
    default: return ([], [])
    }
  }

  /// What the right side of `a != nil && …` may count on.
  func presence(of node: NodeID, where holds: Bool) -> [String] {
    let (then, otherwise) = presence(node)
    return holds ? then : otherwise
  }
}

extension Expression {
  /// A variable that is known to be there, as it was declared: asking again is no mistake.
  var asDeclared: Expression {
    guard case .local(let local) = kind, local.type.isOptional else { return self }
    return Expression(kind, type: local.type, span: span)
  }
}
