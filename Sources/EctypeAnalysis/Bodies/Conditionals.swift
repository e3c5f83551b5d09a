import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// How an `if` or `guard` came out.
  enum Conditional {
    /// After a diagnostic; `visitedRest` says that what follows was lowered too, and must not be again.
    case none(visitedRest: Bool)
    /// One statement; what follows it is still to come.
    case statement(Statement)
    /// It holds all that follows: a branch returns.
    case whole(Statement)
  }

  /// - Parameter rest: the statements after it, taken into the branch that goes on where the other returns.
  func lowerConditional(_ node: NodeID, rest: ArraySlice<NodeID>, isTail: Bool) -> Conditional {
    let isGuard = tree.kind(node) == .guardStatement
    let conditions = tree.child(node, .conditions)
    guard var condition = lowerConditions(conditions) else {
      skip(node)
      return .none(visitedRest: false)
    }
    let parts = Array(tree.children(node)).filter { $0 != conditions }
    if isGuard {
      guard case .expression(let expression) = condition.value else {
        file.report(
          .unsupportedConstruct, "`guard let` is not compiled yet", at: tree.span(conditions),
          helps: [Help("write `if let` around what needs the value")])
        return .none(visitedRest: false)
      }
      condition.value = .expression(
        Expression(.unary(.not, expression), type: .bool, span: expression.span))
      swap(&condition.presentThen, &condition.presentElse)
    }
    let thenReturns = parts.first.map(returns) ?? false
    let elseReturns = parts.count > 1 && returns(parts[1])
    let takesRest = !rest.isEmpty && (thenReturns || elseReturns)
    if !rest.isEmpty, let branch = parts.first(where: { mayReturn($0) && !returns($0) }) {
      file.report(
        .unsupportedConstruct, "a branch that returns on some of its paths is not compiled yet",
        at: tree.span(tree[branch].first),
        helps: [Help("return on every path of the branch, or on none")])
      return .none(visitedRest: false)
    }
    guard enter(node) else { return .none(visitedRest: true) }
    defer { depth -= 1 }

    scope.push(present: condition.presentThen)
    if let binding = condition.binding { condition.bind(binding, in: &scope) }
    var then: Block? = parts.first.flatMap {
      branch($0, isTail: isTail && (rest.isEmpty || thenReturns))
    }
    if takesRest, !thenReturns, let block = then { then = append(rest, to: block, isTail: isTail) }
    scope.pop()

    scope.push(present: condition.presentElse)
    var otherwise: Block?
    var isSound = then != nil
    if parts.count > 1 {
      otherwise = branch(parts[1], isTail: isTail && (rest.isEmpty || elseReturns))
      isSound = isSound && otherwise != nil
    }
    if takesRest, thenReturns, !(elseReturns) {
      otherwise = append(rest, to: otherwise ?? Block(), isTail: isTail)
      isSound = isSound && otherwise != nil
    } else if thenReturns, elseReturns, let first = rest.first {
      file.report(
        .unreachableCode, "nothing after this `if` is reached", at: tree.span(first),
        secondary: [Label(tree.span(tree[node].first), "both branches return")])
    }
    scope.pop()

    guard isSound, let then, let value = condition.lowered else {
      return .none(visitedRest: takesRest)
    }
    let statement = Statement.if(value, then: then, otherwise: otherwise, yields: [])
    return takesRest ? .whole(statement) : .statement(statement)
  }

  /// A branch is a block, or the `if` of an `else if`.
  private func branch(_ node: NodeID, isTail: Bool) -> Block? {
    if tree.kind(node) == .block { return lowerBlock(node, isTail: isTail) }
    switch lowerConditional(node, rest: [], isTail: isTail) {
    case .none: return nil
    case .statement(let statement), .whole(let statement): return Block([statement])
    }
  }

  private func append(_ rest: ArraySlice<NodeID>, to block: Block, isTail: Bool) -> Block? {
    guard let more = lowerStatements(rest, isTail: isTail) else { return nil }
    return Block(block.statements + more.statements)
  }

  /// Each `if` whose branch returns holds all that follows it, so a list of them nests: bounded, as everything
  /// that nests.
  private func enter(_ node: NodeID) -> Bool {
    depth += 1
    if depth <= Self.depthLimit { return true }
    depth -= 1
    file.report(
      .nestingTooDeep, "too many conditions follow each other here",
      at: tree.span(tree[node].first),
      helps: [Help("move some of them into a function of their own")])
    return false
  }

  private static let depthLimit = 200

  /// Whether some path through a branch ends in `return`, by its syntax; closures' own do not count.
  private func mayReturn(_ node: NodeID) -> Bool {
    switch tree.kind(node) {
    case .returnStatement: true
    case .closure: false
    default: tree.children(node).contains { mayReturn($0) }
    }
  }

  /// Whether every path through a branch ends in `return`, by its syntax.
  private func returns(_ node: NodeID) -> Bool {
    switch tree.kind(node) {
    case .returnStatement: return true
    case .block:
      var last: NodeID?
      for child in tree.children(node) { last = child }
      return last.map(returns) ?? false
    case .ifExpression:
      let branches = Array(tree.children(node)).filter { tree.kind($0) != .conditions }
      return branches.count == 2 && branches.allSatisfy(returns)
    default: return false
    }
  }

  /// After a mistake in the condition the branches are still looked through, for their own mistakes.
  private func skip(_ node: NodeID) {
    for child in tree.children(node) where tree.kind(child) == .block {
      _ = lowerBlock(child, isTail: false)
    }
  }

  // MARK: Conditions

  struct LoweredCondition {
    enum Value {
      case expression(Expression)
      case binding(Name, Expression, Span)
    }

    var value: Value
    /// What is known not to be nil where it holds, and where it does not.
    var presentThen: [String] = []
    var presentElse: [String] = []
    private var local: Local?

    init(_ value: Value, presentThen: [String] = [], presentElse: [String] = []) {
      self.value = value
      self.presentThen = presentThen
      self.presentElse = presentElse
    }

    var binding: (name: Name, value: Expression, span: Span)? {
      if case .binding(let name, let value, let span) = value { (name, value, span) } else { nil }
    }

    mutating func bind(
      _ binding: (name: Name, value: Expression, span: Span), in scope: inout Scope
    ) {
      local = scope.declare(
        binding.name, binding.value.type.unwrapped, isMutable: false, at: binding.span)
    }

    var lowered: Condition? {
      switch value {
      case .expression(let expression): .expression(expression)
      case .binding(_, let expression, _): local.map { .binding($0, expression) }
      }
    }
  }

  private func lowerConditions(_ node: NodeID) -> LoweredCondition? {
    let parts = Array(tree.children(node))
    guard parts.count == 1, let part = parts.first else {
      file.report(
        .unsupportedConstruct, "one condition at a time is compiled so far", at: tree.span(node),
        helps: [Help("join them with `&&`, or nest two `if`s")])
      return nil
    }
    if tree.kind(part) == .optionalBinding { return lowerOptionalBinding(part) }
    guard let expression = lower(part, expecting: .bool) else { return nil }
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
    let (then, otherwise) = presence(part)
    return LoweredCondition(.expression(expression), presentThen: then, presentElse: otherwise)
  }

  private func lowerOptionalBinding(_ node: NodeID) -> LoweredCondition? {
    let initializer = tree.child(node, .initializer)
    let value: Expression?
    if initializer.isNone {
      value = scope.look(up: tree.mainText(node)).map {
        return Expression(.local($0.local), type: $0.local.type, span: tree.nameSpan(node))
      }
    } else {
      value = tree.children(initializer).first { _ in true }.flatMap { lower($0, expecting: nil) }
    }
    guard let value else { return nil }
    guard value.type.isOptional || value.type == .any else {
      file.report(
        .typeMismatch, "`if let` needs a value that may be nil", at: value.span,
        label: "this is \(describe(value.type))")
      return nil
    }
    return LoweredCondition(.binding(tree.name(node), value, tree.nameSpan(node)))
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
}
