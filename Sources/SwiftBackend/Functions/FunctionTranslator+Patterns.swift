import EctypeModel

/// One case: what must match, in one of several ways, and what else must hold.
struct MatchCase {
  var alternatives: [[(Pattern, SwiftExpression, ValueType)]]
  var condition: Expression?
  /// The condition is a guard in Elixir, where one that raises does not hold; that of a loop raises.
  var isGuard = true
  var body: Block

  /// It has no condition, and looks at no enumeration.
  fileprivate var isPlain: Bool {
    condition == nil && alternatives.allSatisfy { $0.allSatisfy { !$0.2.holdsEnumeration } }
  }
}

extension FunctionTranslator {
  // MARK: As a chain of `if`

  /// Cases in order, the first that matches; without `isComplete` none need.
  mutating func match(
    _ cases: [MatchCase], isComplete: Bool = true, isExhaustive: Bool = false
  ) throws(NotPortable) -> [SwiftStatement] {
    var branches: [SwiftBranch] = []
    var otherwise: [SwiftStatement]?
    for item in cases {
      let (conditions, body) = try scoped { (inner) throws(NotPortable) in
        try inner.branch(item)
      }
      // A switch takes every value: what its last case asks for needs no test. An enumeration may have grown.
      let isLast = isExhaustive && branches.count == cases.count - 1 && item.isPlain
      if conditions.isEmpty || isLast && conditions.allSatisfy(\.isTest) {
        otherwise = body
        break
      }
      branches.append(SwiftBranch(conditions, body: body))
    }
    if branches.isEmpty { return otherwise ?? [] }
    if otherwise == nil && isComplete { otherwise = [noMatch()] }
    return [.if(branches, otherwise: otherwise?.isEmpty == true ? nil : otherwise)]
  }

  private mutating func branch(
    _ item: MatchCase
  ) throws(NotPortable) -> ([SwiftCondition], [SwiftStatement]) {
    var conditions: [SwiftCondition] = []
    var bindings: [(Local, SwiftExpression)] = []
    if item.alternatives.count == 1 {
      for (pattern, value, type) in item.alternatives[0] {
        conditions += try test(pattern, value, type, &bindings)
      }
    } else {
      if let test = try membership(item) { return ([.expression(test)], try block(item.body)) }
      var tests: [SwiftExpression] = []
      for alternative in item.alternatives {
        var inner: [SwiftCondition] = []
        for (pattern, value, type) in alternative {
          inner += try test(pattern, value, type, &bindings)
        }
        tests.append(try inner.conjunction())
      }
      guard bindings.isEmpty else { throw NotPortable() }
      let any = tests.dropFirst().reduce(tests[0]) { .binary($0, .or, $1) }
      conditions = [.expression(any)]
    }
    if let condition = item.condition {
      // What the pattern binds is not bound yet: the condition looks at the parts themselves.
      for (local, value) in bindings { substitutes[local.id] = value }
      let test =
        item.isGuard
        ? try guardTest(condition) : try self.condition(condition, hasContext: true)
      conditions.append(.expression(test))
      for (local, _) in bindings { substitutes[local.id] = nil }
    }
    var body: [SwiftStatement] = []
    for (local, value) in bindings where uses.isRead(local) && item.body.reads(local) {
      body.append(
        .binding(
          isLet: !uses.isAssigned(local), .name(declare(local)), type: nil, value: value))
    }
    return (conditions, body + (try block(item.body)))
  }

  private mutating func guardTest(_ condition: Expression) throws(NotPortable) -> SwiftExpression {
    let test = try expression(condition, hasContext: true)
    if !isThrowing { return test.asCondition }
    return finished(elixir("holds", [SwiftArgument(test)]))
  }

  /// `case "a", "e"`: whether a list of constants has the text.
  private mutating func membership(_ item: MatchCase) throws(NotPortable) -> SwiftExpression? {
    var constants: [SwiftExpression] = []
    for alternative in item.alternatives {
      guard alternative.count == 1, alternative[0].2 == .string,
        case .literal(.string(let text)) = alternative[0].0
      else { return nil }
      constants.append(.string(text))
    }
    guard item.condition == nil else { return nil }
    return elixir(
      "contains",
      [
        SwiftArgument(.array(constants)),
        SwiftArgument(label: "element", item.alternatives[0][0].1),
      ])
  }

  /// What must hold of a value; what always matches asks for nothing.
  private mutating func test(
    _ pattern: Pattern, _ value: SwiftExpression, _ type: ValueType,
    _ bindings: inout [(Local, SwiftExpression)]
  ) throws(NotPortable) -> [SwiftCondition] {
    switch pattern {
    case .wildcard: return []
    case .range where type.isOptional, .tuple where type.isOptional, .list where type.isOptional,
      .map where type.isOptional:
      return try test(.present(pattern), value, type, &bindings)
    // Behind `case nil` a name is what is there.
    case .bind(let local) where type.isOptional && !local.type.isOptional:
      return try test(.present(pattern), value, type, &bindings)
    case .bind(let local):
      if case .name(let name) = value, !uses.isAssigned(local), isConstant(name) {
        names[local.id] = name
      } else if uses.isRead(local) {
        bindings.append((local, value))
      }
      return []
    case .literal(let literal):
      let constant = Expression(.literal(literal), type: type, span: function.first.origin.span)
      return [.expression(try equality(value, type, constant))]
    case .equal(let other): return [.expression(try equality(value, type, other))]
    case .present(.wildcard): return [.expression(.binary(value, .notEqual, .nil))]
    case .present(.bind(let local)):
      guard uses.isRead(local) else { return [.expression(.binary(value, .notEqual, .nil))] }
      return [.binding(isLet: !uses.isAssigned(local), declare(local), value)]
    case .present(let inner):
      let part = temporary(type.unwrapped)
      return try [.binding(isLet: true, part, value)]
        + test(inner, .name(part), type.unwrapped, &bindings)
    case .range(let lower, let upper, let isClosed):
      guard case .integer(let first) = lower, case .integer(let last) = upper,
        let first = Int(first), let last = Int(last)
      else { throw NotPortable() }
      return [
        .expression(.binary(value, .greaterOrEqual, .integer(first))),
        .expression(.binary(value, isClosed ? .lessOrEqual : .less, .integer(last))),
      ]
    case .tuple(let parts): return try tuple(parts, value, type, &bindings)
    case .list(let parts, let rest): return try list(parts, rest, value, type, &bindings)
    case .map(let entries):
      guard case .map(let keyType, let valueType) = type, !valueType.isOptional else {
        throw NotPortable()
      }
      var conditions: [SwiftCondition] = []
      for (key, inner) in entries {
        let key = Expression(.literal(key), type: keyType, span: function.first.origin.span)
        let entry = SwiftExpression.element(
          value, [SwiftArgument(try expression(key, hasContext: true))])
        conditions += try test(.present(inner), entry, .optional(valueType), &bindings)
      }
      return conditions
    case .structure: throw NotPortable()
    }
  }

  private mutating func tuple(
    _ parts: [Pattern], _ value: SwiftExpression, _ type: ValueType,
    _ bindings: inout [(Local, SwiftExpression)]
  ) throws(NotPortable) -> [SwiftCondition] {
    if case .result(let success, let failure) = type {
      guard parts.count == 2, case .literal(.atom(let tag)) = parts[0] else { throw NotPortable() }
      let inner = tag == "ok" ? success : failure
      switch parts[1] {
      case .wildcard: return [.pattern(.enumCase(tag, []), value)]
      case .bind(let local):
        guard uses.isRead(local) else { return [.pattern(.enumCase(tag, []), value)] }
        if uses.isAssigned(local) { throw NotPortable() }
        return [.pattern(.enumCase(tag, [.init(.value(declare(local)))]), value)]
      default:
        let part = temporary(inner)
        return try [.pattern(.enumCase(tag, [.init(.value(part))]), value)]
          + test(parts[1], .name(part), inner, &bindings)
      }
    }
    guard case .tuple(let types) = type, types.count == parts.count else { throw NotPortable() }
    var conditions: [SwiftCondition] = []
    for (index, part) in parts.enumerated() {
      conditions += try test(part, .member(value, String(index)), types[index], &bindings)
    }
    return conditions
  }

  private mutating func list(
    _ parts: [Pattern], _ rest: Pattern?, _ value: SwiftExpression, _ type: ValueType,
    _ bindings: inout [(Local, SwiftExpression)]
  ) throws(NotPortable) -> [SwiftCondition] {
    guard case .list(let element) = type else { throw NotPortable() }
    let count = SwiftExpression.member(value, "count")
    let isEmpty = SwiftExpression.member(value, "isEmpty")
    var conditions: [SwiftCondition] =
      switch (parts.count, rest == nil) {
      case (0, true): [.expression(isEmpty)]
      case (0, false): []
      case (1, false): [.expression(.prefix(.not, isEmpty))]
      case (let number, true): [.expression(.binary(count, .equal, .integer(number)))]
      case (let number, false): [.expression(.binary(count, .greaterOrEqual, .integer(number)))]
      }
    for (index, part) in parts.enumerated() {
      let item = SwiftExpression.element(value, [SwiftArgument(.integer(index))])
      conditions += try test(part, item, element, &bindings)
    }
    if let rest {
      let others = SwiftExpression.call(
        .member(value, "dropFirst"), parts.count == 1 ? [] : [SwiftArgument(.integer(parts.count))])
      let array = SwiftExpression.call(
        .type(builder.standard("Array", in: scope)), [SwiftArgument(others)])
      conditions += try test(rest, array, type, &bindings)
    }
    return conditions
  }

  /// A name that nothing changes, so that another may stand for it.
  private func isConstant(_ name: String) -> Bool {
    !names.contains { $0.value == name && uses.assigned.contains($0.key) }
  }

  private mutating func temporary(_ type: ValueType) -> String {
    declare(Local(id: -1 - names.count, name: Name(source: "value", elixir: "value"), type: type))
  }

  // MARK: As Swift's `switch`

  /// Where Swift's patterns say the same; nil elsewhere.
  mutating func nativeSwitch(_ value: Switch) throws(NotPortable) -> [SwiftStatement]? {
    guard
      value.cases.allSatisfy({ branch in
        branch.patterns.allSatisfy { isNative($0, value.subject.type) }
          // `break` would leave the switch and not the loop.
          && !branch.body.exits.contains(.breaks)
          // Swift's `where` belongs to the last of several patterns alone.
          && (branch.condition == nil || branch.patterns.count == 1)
      })
    else { return nil }
    let before = self
    let subject = try self.condition(value.subject, hasContext: false)
    var cases: [SwiftSwitchCase] = []
    var isComplete = false
    for branch in value.cases {
      let isLast = branch.condition == nil && branch.patterns.contains { isIrrefutable($0) }
      let result = try scoped { (inner) throws(NotPortable) -> SwiftSwitchCase? in
        var patterns: [SwiftPattern] = []
        for pattern in branch.patterns {
          patterns.append(try inner.native(pattern, value.subject.type))
        }
        var condition: SwiftExpression?
        if let test = branch.condition {
          condition = try inner.expression(test, hasContext: true)
          if inner.isThrowing { return nil }
        }
        if patterns.count == 1, case .wildcard = patterns[0], condition == nil { patterns = [] }
        var body = try inner.block(branch.body)
        if body.isEmpty { body = [.break] }
        return SwiftSwitchCase(patterns, where: condition, body: body)
      }
      guard let result else {
        self = before
        return nil
      }
      cases.append(result)
      if isLast {
        isComplete = true
        break
      }
    }
    if !isComplete && value.subject.type.holdsEnumeration {
      // Swift's enumerations have a case more: what this version of the app does not know.
      let open = value.cases.flatMap(\.patterns)
      guard open.allSatisfy({ !takesUnknown($0, value.subject.type) }) else {
        self = before
        return nil
      }
      cases.append(SwiftSwitchCase([], body: [noMatch()]))
    }
    return [.switch(subject, cases)]
  }

  private mutating func noMatch() -> SwiftStatement {
    bodyThrows = true
    return .throw(.member(.type(builder.runtimeInBody("EvaluationError", in: scope)), "noMatch"))
  }

  /// A pattern that takes every value of an enumeration in it.
  private func takesUnknown(_ pattern: Pattern, _ type: ValueType) -> Bool {
    switch (pattern, type) {
    case (.wildcard, _), (.bind, _): type.holdsEnumeration
    case (.present(let inner), .optional(let type)): takesUnknown(inner, type)
    case (.tuple(let parts), .tuple(let types)):
      zip(parts, types).contains { takesUnknown($0, $1) }
    case (.tuple(let parts), .result(let value, let reason)):
      parts.count == 2 && (takesUnknown(parts[1], value) || takesUnknown(parts[1], reason))
    default: false
    }
  }

  private func isIrrefutable(_ pattern: Pattern) -> Bool {
    switch pattern {
    case .wildcard, .bind: true
    default: false
    }
  }

  func isNative(_ pattern: Pattern, _ type: ValueType) -> Bool {
    switch (pattern, type) {
    case (.wildcard, _): true
    case (.bind(let local), _): !uses.isAssigned(local)
    case (.literal(.null), .optional), (.literal(.bool), .bool): true
    case (.literal(.integer(let digits)), .integer): Int(digits) != nil
    case (.literal(.atom(let name)), .enumeration(let id)): caseName(name, id) != nil
    case (.present(let inner), .optional(let type)): isNative(inner, type)
    case (.range(.integer(let lower), .integer(let upper), _), .integer):
      (Int(lower) ?? 1) <= (Int(upper) ?? 0)
    case (.tuple(let parts), .result(let value, let reason)):
      if parts.count == 2, case .literal(.atom(let tag)) = parts[0] {
        isNative(parts[1], tag == "ok" ? value : reason)
      } else {
        false
      }
    case (.tuple(let parts), .tuple(let types)):
      parts.count == types.count && zip(parts, types).allSatisfy { isNative($0, $1) }
    default: false
    }
  }

  mutating func native(
    _ pattern: Pattern, _ type: ValueType
  ) throws(NotPortable) -> SwiftPattern {
    switch (pattern, type) {
    case (.wildcard, _): return .wildcard
    case (.bind(let local), .optional(let inner)) where !local.type.isOptional:
      return .optional(try native(pattern, inner))
    case (.bind(let local), _): return uses.isRead(local) ? .value(declare(local)) : .wildcard
    case (.literal(.null), _): return .expression(.nil)
    case (.literal(.bool(let value)), _): return .expression(.boolean(value))
    case (.literal(.integer(let digits)), _): return .expression(.integer(Int(digits) ?? 0))
    case (.literal(.atom(let name)), .enumeration(let id)):
      return .enumCase(caseName(name, id) ?? name, [])
    case (.present(let inner), .optional(let type)): return .optional(try native(inner, type))
    case (.range(.integer(let lower), .integer(let upper), let isClosed), _):
      return .expression(
        .binary(
          .integer(Int(lower) ?? 0), isClosed ? .closedRange : .range, .integer(Int(upper) ?? 0)))
    case (.tuple(let parts), .result(let value, let reason)):
      guard case .literal(.atom(let tag)) = parts[0] else { throw NotPortable() }
      let inner = try native(parts[1], tag == "ok" ? value : reason)
      if case .wildcard = inner { return .enumCase(tag, []) }
      return .enumCase(tag, [.init(inner)])
    case (.tuple(let parts), .tuple(let types)):
      var elements: [SwiftPattern.Element] = []
      for (part, type) in zip(parts, types) { elements.append(.init(try native(part, type))) }
      return .tuple(elements)
    default: throw NotPortable()
    }
  }

  func caseName(_ elixir: String, _ id: EnumerationID) -> String? {
    if program[id].swift.isSkipped { return nil }
    return program[id].cases.firstIndex { $0.name.elixir == elixir }
      .map { translator.names.cases(of: id)[$0] }
  }
}

extension Block {
  fileprivate func reads(_ local: Local) -> Bool {
    var isRead = false
    walk { isRead = isRead || $0.isLocal(local) }
    return isRead
  }
}

extension SwiftCondition {
  fileprivate var isTest: Bool { if case .expression = self { true } else { false } }
}

extension [SwiftCondition] {
  /// All of them in one expression.
  fileprivate func conjunction() throws(NotPortable) -> SwiftExpression {
    var result: SwiftExpression?
    for condition in self {
      guard case .expression(let value) = condition else { throw NotPortable() }
      result = result.map { .binary($0, .and, value) } ?? value
    }
    return result ?? .boolean(true)
  }
}

extension ValueType {
  fileprivate var holdsEnumeration: Bool {
    switch self {
    case .enumeration: true
    case .optional(let inner): inner.holdsEnumeration
    case .tuple(let parts): parts.contains(where: \.holdsEnumeration)
    case .result(let value, let reason): value.holdsEnumeration || reason.holdsEnumeration
    default: false
    }
  }
}
