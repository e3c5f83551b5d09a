import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  func lowerSwitch(_ node: NodeID, isValue: Bool, expecting expected: ValueType?) -> Switch? {
    let caseNodes = tree.children(node, .switchCase)
    guard let subjectNode = first(node),
      let subject = lower(subjectNode, expecting: nil)?.asDeclared
    else {
      return nil
    }
    guard !caseNodes.isEmpty else {
      file.report(
        .nonExhaustiveSwitch, "a `switch` needs cases", at: tree.span(node),
        helps: [Help("give it one for each value, or a `default`")])
      return nil
    }
    var cases: [Switch.Case] = []
    var places: [Span] = []
    var isSound = true
    var taken = Exhaustiveness(shape)
    var behind: [[String: ValueType]] = []
    for caseNode in caseNodes {
      scope.push()
      let result = lowerCase(caseNode, subject.type, behind: taken, isValue, expected)
      let known = scope.leave()
      guard let lowered = result else {
        isSound = false
        continue
      }
      if lowered.body.goesOn { behind.append(known) }
      cases.append(lowered)
      places.append(tree.span(tree[caseNode].first))
      for pattern in lowered.patterns {
        _ = taken.add(pattern, of: subject.type, isGuarded: lowered.condition != nil)
      }
    }
    guard isSound else { return nil }
    scope.join(behind)
    for branch in cases { forgetAssigned(branch.body) }
    guard let reached = checkCases(cases, subject, node, places) else { return nil }
    return Switch(subject, cases: reached)
  }

  private func lowerCase(
    _ node: NodeID, _ type: ValueType, behind taken: Exhaustiveness, _ isValue: Bool,
    _ expected: ValueType?
  ) -> Switch.Case? {
    let isInSwitch = frame.isInSwitch
    frame.isInSwitch = true
    defer { frame.isInSwitch = isInSwitch }
    let whereNode = tree.child(node, .whereClause)
    let bodyNode = tree.child(node, .block)
    let patternNodes = tree.children(node).filter { $0 != whereNode && $0 != bodyNode }
    var patterns: [Pattern] = []
    for patternNode in patternNodes {
      guard let lowered = lowerPattern(patternNode, of: type) else { return nil }
      let pattern = present(lowered, type) { other in
        var taken = taken
        return taken.add(other, of: type, isGuarded: true)
      }
      if patternNodes.count > 1, let local = pattern.locals.first {
        file.report(
          .unsupportedConstruct, "a case of several patterns binds no names",
          at: tree.span(patternNode), label: "binds `\(local.name.source)`",
          helps: [Help("write a case of its own for each pattern")])
        return nil
      }
      patterns.append(pattern)
    }
    if patternNodes.isEmpty { patterns = [.wildcard] }
    var condition: Expression?
    if !whereNode.isNone {
      guard let lowered = lowerWhere(whereNode), isGuard(lowered) else { return nil }
      condition = lowered
    }
    guard let body = lowerCaseBody(bodyNode, isValue, expected) else { return nil }
    if body.statements.isEmpty, isValue {
      file.report(
        .missingReturn, "this case gives no value", at: tree.span(tree[node].first),
        helps: [Help("end it with the value, or with `return`")])
      return nil
    }
    return Switch.Case(patterns, condition: condition, body: body)
  }

  /// A name for what is never nil, since the cases before take nil there: `(nil, _)` before `(let x, _)`.
  /// - Parameter isLeft: whether some value that a pattern takes is left for it.
  private func present(
    _ pattern: Pattern, _ type: ValueType, _ isLeft: (Pattern) -> Bool
  ) -> Pattern {
    switch (pattern, type) {
    case (.bind(var local), .optional(let inner)):
      if isLeft(.literal(.null)) { return pattern }
      local.type = inner
      scope.redeclare(local)
      return .bind(local)
    case (.tuple(var parts), _):
      guard let types = type.parts(of: parts) else { return pattern }
      for index in parts.indices {
        parts[index] = present(parts[index], types[index]) { part in
          var parts = parts
          parts[index] = part
          return isLeft(.tuple(parts))
        }
      }
      return .tuple(parts)
    default: return pattern
    }
  }

  /// Swift's and C's `break` at the end of a case says that it ends. In a loop it may as well be meant to leave that, and
  /// is refused.
  private func lowerCaseBody(_ node: NodeID, _ isValue: Bool, _ expected: ValueType?) -> Block? {
    let statements = Array(tree.children(node))
    guard frame.loops == 0, let last = statements.last, tree.kind(last) == .breakStatement else {
      return lowerBlock(node, isValue: isValue, expecting: expected)
    }
    return lowerBlock(statements.dropLast(), isValue: isValue, expecting: expected)
  }

  /// Whether Elixir takes a condition as a guard; false after an error.
  /// - Parameter place: where else it can be asked.
  func isGuard(_ condition: Expression, elsewhere place: String = "case") -> Bool {
    var refused: Expression?
    condition.walk { if refused == nil, !$0.isOfGuards { refused = $0 } }
    guard let refused else { return true }
    file.report(
      .unsupportedConstruct, "this cannot be asked in a `where`", at: refused.span,
      label: "Elixir's guards compare and count, and call nothing else",
      helps: [
        Help(
          "ask with an `if` inside the \(place)"
            + (place == "case" ? ", or give it a name before the `switch`" : ""))
      ])
    return false
  }

  /// The cases that can be reached; nil where some value has none.
  private func checkCases(
    _ cases: [Switch.Case], _ subject: Expression, _ node: NodeID, _ places: [Span]
  ) -> [Switch.Case]? {
    var check = Exhaustiveness(shape)
    for impossible in impossiblePatterns(subject) {
      _ = check.add(impossible, of: subject.type, isGuarded: false)
    }
    var reached: [Switch.Case] = []
    for (branch, place) in zip(cases, places) {
      var branch = branch
      branch.patterns = branch.patterns.filter {
        check.add($0, of: subject.type, isGuarded: branch.condition != nil)
          && !isContradiction($0, subject)
      }
      .map { $0.asking(subject) }
      if branch.patterns.isEmpty {
        file.report(
          .unreachableCode, "no value reaches this case", at: place,
          label: "the cases above take them all", helps: [Help("leave it out, or move it up")])
      } else {
        reached.append(branch)
      }
    }
    // `Any` may be anything: what no case takes raises, as in Elixir.
    guard subject.type != .any, let missing = check.missing(of: subject.type) else {
      return reached
    }
    // Of cases with a mistake nobody knows whether they stay.
    if case .enumeration(let id) = subject.type.unwrapped, shape.enumerations[id].isBroken {
      return nil
    }
    file.report(
      .nonExhaustiveSwitch, "this `switch` has no case for \(missing)",
      at: tree.span(tree[node].first),
      secondary: [Label(subject.span, "this is \(describe(subject.type))")],
      helps: [Help("add the case, or `default:`")])
    return nil
  }

  /// What a subject with constants in it cannot be: `(x, true)` is never `(_, false)`.
  private func impossiblePatterns(_ subject: Expression) -> [Pattern] {
    func others(_ value: Expression) -> [Literal] {
      guard case .literal(let literal) = value.kind else { return [] }
      switch value.type {
      case .bool: return [.bool(true), .bool(false)].filter { $0 != literal }
      case .enumeration(let id):
        return shape.enumerations.caseNames(id).map { .atom($0) }.filter { $0 != literal }
      default: return []
      }
    }
    guard case .tuple(let parts) = subject.kind else {
      return others(subject).map { .literal($0) }
    }
    return parts.indices.flatMap { index in
      others(parts[index]).map { literal in
        var patterns = [Pattern](repeating: .wildcard, count: parts.count)
        patterns[index] = .literal(literal)
        return .tuple(patterns)
      }
    }
  }

  private func isContradiction(_ pattern: Pattern, _ subject: Expression) -> Bool {
    switch (pattern, subject.kind) {
    case (.literal(let wanted), .literal(let given)): wanted != given
    case (.tuple(let patterns), .tuple(let parts)) where patterns.count == parts.count:
      zip(patterns, parts).contains { isContradiction($0, $1) }
    default: false
    }
  }

  // MARK: Choices as values

  /// `if` or `switch` where a value is expected: each branch ends in one.
  func lowerValueStatement(_ node: NodeID, expecting expected: ValueType?) -> Statement? {
    let statement: Statement?
    if tree.kind(node) == .ifExpression {
      statement = lowerIf(node, isValue: true, expecting: expected).map { .if($0) }
    } else {
      statement = lowerSwitch(node, isValue: true, expecting: expected).map { .switch($0) }
    }
    guard let statement else { return nil }
    guard statement.hasValue else {
      file.report(
        .missingReturn, "not every branch gives a value", at: tree.span(tree[node].first),
        helps: [Help("end each branch with its value; an `if` needs an `else`")])
      return nil
    }
    return statement
  }

  /// The one type of a choice's values.
  func valueType(of block: Block, expecting expected: ValueType?, at node: NodeID) -> ValueType? {
    if let expected, expected != .void {
      for value in block.values where !check(value, is: expected) { return nil }
      return expected
    }
    return commonType(of: block.values)
  }

  /// A type that all values are of; where there is none the first that differs is reported.
  func commonType(of values: [Expression]) -> ValueType? {
    guard var type = values.first?.type else { return .void }
    for value in values.dropFirst() {
      guard let joined = join(type, value.type) else {
        _ = check(value, is: type)
        return nil
      }
      type = joined
    }
    return type
  }

  func join(_ a: ValueType, _ b: ValueType) -> ValueType? {
    if a == .any || b == .any { return .any }
    if case .result(let value, let error) = a, case .result(let other, let otherError) = b {
      guard let value = join(value, other) else { return nil }
      // What fails in several ways has several reasons.
      return .result(value, join(error, otherError) ?? .any)
    }
    if case .dynamic(let condition) = a, case .dynamic(let other) = b,
      zip(condition.bindings, other.bindings).allSatisfy({ $0.row == $1.row })
    {
      let value = join(condition.value, other.value) ?? .any
      return .dynamic(DynamicType(bindings: condition.bindings, value: value))
    }
    if case .options(let options) = a, case .options(let others) = b {
      return joined(options, others)
    }
    if case .record(let fields) = a, case .record(let others) = b {
      return joined(records: fields, others) ?? join(asMap(a), asMap(b))
    }
    if case .query(let query) = a, case .query(let other) = b,
      query.bindings.first?.row == other.bindings.first?.row, join(query.row, other.row) != nil
    {
      return a.merged(with: b)
    }
    if accepts(a, b), a != .void { return a.merged(with: b) }
    if accepts(b, a), b != .void { return b.merged(with: a) }
    if a == .nil { return TypeResolver.optional(b) }
    if b == .nil { return TypeResolver.optional(a) }
    if a.isOptional || b.isOptional, let inner = join(a.unwrapped, b.unwrapped) {
      return TypeResolver.optional(inner)
    }
    return nil
  }

  /// Maps of the same keys; nil where they have others, or hold what has no type in common.
  private func joined(records fields: [OptionType], _ others: [OptionType]) -> ValueType? {
    guard fields.count == others.count else { return nil }
    var result = fields
    for index in result.indices {
      guard let other = others.first(where: { $0.name.elixir == result[index].name.elixir }),
        let type = join(result[index].type, other.type)
      else { return nil }
      result[index].type = type
    }
    return .record(result)
  }

  /// Keyword lists of one of two kinds: each key may be absent.
  private func joined(_ options: [OptionType], _ others: [OptionType]) -> ValueType? {
    var result = options
    for other in others {
      guard let index = result.firstIndex(where: { $0.name.elixir == other.name.elixir }) else {
        result.append(other)
        continue
      }
      guard let type = join(result[index].type, other.type) else { return nil }
      result[index].type = type
    }
    return .options(result)
  }

  /// `if` or `switch` inside an expression.
  func lowerChoice(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    guard var statement = lowerValueStatement(node, expecting: expected),
      let type = valueType(of: Block([statement]), expecting: expected, at: node)
    else { return nil }
    let block = Block([statement])
    guard block.exits.isEmpty, block.assigned.isEmpty else {
      file.report(
        .unsupportedConstruct,
        "a choice inside an expression neither assigns nor leaves", at: tree.span(tree[node].first),
        helps: [Help("bind it first: `let x = …`")])
      return nil
    }
    var settled = block
    guard settle(&settled), let last = settled.statements.last else { return nil }
    statement = last
    return statement.asExpression(type: type, span: tree.span(node))
  }
}

extension ValueType {
  /// The types of the parts that a tuple pattern for it has, also of a result with its tag; nil where they are not known.
  fileprivate func parts(of pattern: [Pattern]) -> [ValueType]? {
    switch self {
    case .tuple(let types) where types.count == pattern.count: return types
    case .result(let value, let error) where pattern.count == 2:
      guard case .literal(.atom(let tag)) = pattern[0] else { return nil }
      return [.atom, tag == "ok" ? value : error]
    default: return nil
    }
  }
}

extension Pattern {
  /// The same without what is written in the subject: that `true` is `true` is asked of no value, and Swift would not
  /// know that there is no other.
  fileprivate func asking(_ subject: Expression) -> Pattern {
    switch (self, subject.kind, subject.type) {
    case (.literal, .literal, .bool), (.literal, .literal, .enumeration): .wildcard
    case (.tuple(let patterns), .tuple(let parts), .tuple) where patterns.count == parts.count:
      .tuple(zip(patterns, parts).map { $0.asking($1) })
    default: self
    }
  }

  var isNull: Bool { if case .literal(.null) = self { true } else { false } }
}

extension Expression {
  /// Whether Elixir evaluates it in a guard, what is in it aside.
  fileprivate var isOfGuards: Bool {
    switch kind {
    case .literal, .local, .property, .tuple, .list, .unary: true
    case .binary(let operation, let left, let right):
      switch operation {
      case .and, .or: true
      case .equal, .notEqual: !left.type.isEqualByModule(to: right.type)
      case .add, .subtract, .multiply, .divide, .remainder, .less, .lessOrEqual, .greater,
        .greaterOrEqual:
        !left.type.isComparedByModule
      case .contained: right.isWrittenOut
      case .coalesce, .concatenate, .append, .remove: false
      }
    case .range: true
    case .standard(let call):
      call.function.isGuard
        && (!call.function.asksForMember || call.arguments[0].isWrittenOut)
    default: false
    }
  }

  /// A list that is written out, or a range: of nothing else a guard knows the members when it is compiled.
  private var isWrittenOut: Bool {
    switch kind {
    case .list, .range: true
    default: false
    }
  }
}
