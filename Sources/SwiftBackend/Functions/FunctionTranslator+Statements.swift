import EctypeModel

extension FunctionTranslator {
  mutating func block(_ block: Block) throws(NotPortable) -> [SwiftStatement] {
    try scoped { (inner) throws(NotPortable) in try inner.statements(block) }
  }

  private mutating func statements(_ block: Block) throws(NotPortable) -> [SwiftStatement] {
    var result: [SwiftStatement] = []
    for (index, statement) in block.statements.enumerated() {
      if let leaving = try absence(statement, before: block.statements[(index + 1)...]) {
        result += leaving
      } else {
        result += try self.statement(statement)
      }
    }
    return result
  }

  /// `if x == nil { return }` where what follows takes it for there: `guard let x`.
  private mutating func absence(
    _ statement: Statement, before rest: ArraySlice<Statement>
  ) throws(NotPortable) -> [SwiftStatement]? {
    guard case .if(let value) = statement, !value.isGuard, value.otherwise == nil,
      !value.then.falls, value.conditions.count == 1,
      case .expression(let condition) = value.conditions[0],
      case .binary(.equal, let left, let right) = condition.kind, right.isNull,
      case .local(let local) = left.kind, Block(Array(rest)).readsPresent(local)
    else { return nil }
    let otherwise = try block(value.then)
    return [.guard([present(local, ofGuard: true)], otherwise: otherwise)]
  }

  private mutating func statement(_ statement: Statement) throws(NotPortable) -> [SwiftStatement] {
    switch statement {
    case .bind(let local, let value): return try bind(local, value)
    case .declare(let local):
      guard uses.isRead(local) else { return [] }
      return [
        .binding(
          isLet: !uses.reassigned.contains(local.id), .name(declare(local)),
          type: try type(local.type), value: nil)
      ]
    case .assign(let local, let value): return try assign(local, value)
    case .destructure(let pattern, let value): return try destructure(pattern, value)
    case .reassign(let pattern, let value):
      return [
        .assign(try target(of: pattern), nil, try evaluated(value, hasContext: true))
      ]
    case .if(let value): return try choice(value)
    case .switch(let value): return try choice(value)
    case .for(let loop): return try self.loop(loop)
    case .while(let loop):
      return try scoped { (inner) throws(NotPortable) in
        let conditions = try inner.conditions(loop.conditions, before: loop.body)
        return [.while(conditions, body: try inner.block(loop.body))]
      }
    case .break: return [.break]
    case .continue: return [.continue]
    case .return(let value):
      if let choice = value.asChoice {
        return try self.statement(choice.replacingValues { .return($0) })
      }
      return [.return(try evaluated(value, hasContext: true))]
    case .value: throw NotPortable()
    case .expression(let value):
      return [.assign(.name("_"), nil, try evaluated(value, hasContext: false))]
    }
  }

  // MARK: Variables

  private mutating func bind(
    _ local: Local, _ value: Expression
  ) throws(NotPortable) -> [SwiftStatement] {
    guard uses.isRead(local) else {
      return [.assign(.name("_"), nil, try evaluated(value, hasContext: false))]
    }
    let isLet = !uses.isAssigned(local)
    if let choice = value.asChoice {
      let type = try type(local.type)
      let declaration = SwiftStatement.binding(
        isLet: isLet, .name(declare(local)), type: type, value: nil)
      return try [declaration] + statement(choice.replacingValues { .assign(local, $0) })
    }
    let needsType = value.needsType || value.type != local.type
    let swift = try evaluated(value, hasContext: needsType)
    let type = needsType ? try type(local.type) : nil
    return [.binding(isLet: isLet, .name(declare(local)), type: type, value: swift)]
  }

  private mutating func assign(
    _ local: Local, _ value: Expression
  ) throws(NotPortable) -> [SwiftStatement] {
    if value.isLocal(local) { return [] }
    guard uses.isRead(local), let name = names[local.id] else {
      return [.assign(.name("_"), nil, try evaluated(value, hasContext: false))]
    }
    if let choice = value.asChoice {
      return try statement(choice.replacingValues { .assign(local, $0) })
    }
    if let change = try change(of: local, name, value) { return [change] }
    return [.assign(.name(name), nil, try evaluated(value, hasContext: true))]
  }

  /// `xs.append(x)`, `m[k] = v`, `text += more`: what changes a variable in place.
  private mutating func change(
    of local: Local, _ name: String, _ value: Expression
  ) throws(NotPortable) -> SwiftStatement? {
    let target = SwiftExpression.name(name)
    switch value.kind {
    case .binary(.add, let left, let right), .binary(.concatenate, let left, let right),
      .binary(.append, let left, let right):
      guard left.isLocal(local), left.type != .integer, left.type != .float
      else { return nil }
      return .assign(target, .add, try evaluated(right, hasContext: true))
    case .standard(let call):
      guard let first = call.arguments.first, first.isLocal(local) else { return nil }
      switch (call.function.template, call.arguments.count - 1) {
      case ("$0 ++ [$1]", 1):
        let element = try expression(call.arguments[1], hasContext: true)
        return .expression(
          finished(.call(.member(target, "append"), [SwiftArgument(element)])))
      case ("$0 ++ $1", 1):
        return .assign(target, .add, try evaluated(call.arguments[1], hasContext: true))
      case ("[$1 | $0]", 1):
        let element = try expression(call.arguments[1], hasContext: true)
        let place = SwiftArgument(label: "at", .integer(0))
        return .expression(
          finished(.call(.member(target, "insert"), [SwiftArgument(element), place])))
      case ("Map.put($0, $1, $2)", 2):
        let key = try expression(call.arguments[1], hasContext: true)
        let entry = SwiftExpression.element(target, [SwiftArgument(key)])
        guard !isThrowing, isMap(local.type) else { throw NotPortable() }
        return .assign(entry, nil, try evaluated(call.arguments[2], hasContext: true))
      default: return nil
      }
    default: return nil
    }
  }

  private func isMap(_ type: ValueType) -> Bool {
    // A nil put into a map of optionals would take the entry out.
    if case .map(_, let value) = type { !value.isOptional } else { false }
  }

  private mutating func destructure(
    _ pattern: Pattern, _ value: Expression
  ) throws(NotPortable) -> [SwiftStatement] {
    let locals = pattern.locals.filter(uses.isRead)
    if locals.isEmpty { return [.assign(.name("_"), nil, try evaluated(value, hasContext: false))] }
    let changing = locals.filter(uses.isAssigned).count
    guard changing == 0 || changing == locals.count else { throw NotPortable() }
    let declared = pattern.type(ofParts: value.type)
    let needsType = value.needsType || value.type != declared
    let swift = try evaluated(value, hasContext: needsType)
    let type = needsType ? try type(declared) : nil
    return [.binding(isLet: changing == 0, try names(in: pattern), type: type, value: swift)]
  }

  /// The left side of `(a, b) = e`, of variables that have names already.
  private func target(of pattern: Pattern) throws(NotPortable) -> SwiftExpression {
    switch pattern {
    case .wildcard: return .name("_")
    case .bind(let local):
      return .name(uses.isRead(local) ? names[local.id] ?? "_" : "_")
    case .tuple(let parts):
      var targets: [SwiftArgument] = []
      for part in parts { targets.append(SwiftArgument(try target(of: part))) }
      return .tuple(targets)
    default: throw NotPortable()
    }
  }

  /// A pattern of names alone, in tuples or not.
  mutating func names(in pattern: Pattern) throws(NotPortable) -> SwiftPattern {
    switch pattern {
    case .wildcard: return .wildcard
    case .bind(let local): return uses.isRead(local) ? .name(declare(local)) : .wildcard
    case .tuple(let parts):
      if case .literal? = parts.first { throw NotPortable() }
      var elements: [SwiftPattern.Element] = []
      for part in parts { elements.append(.init(try names(in: part))) }
      return .tuple(elements)
    default: throw NotPortable()
    }
  }

  // MARK: Choices

  private mutating func choice(_ value: If) throws(NotPortable) -> [SwiftStatement] {
    // What Swift's patterns cannot say, a chain of conditions can, which cases become.
    if value.conditions.count == 1, case .matching(let pattern, let subject) = value.conditions[0],
      !isNative(pattern, subject.type)
    {
      let cases = [
        Switch.Case([pattern], condition: nil, body: value.then),
        Switch.Case([.wildcard], condition: nil, body: value.otherwise ?? Block()),
      ]
      return try choice(Switch(subject, cases: cases))
    }
    if value.isGuard {
      let otherwise = try block(value.otherwise ?? Block())
      let conditions = try conditions(value.conditions, before: value.then, ofGuard: true)
      return [.guard(conditions, otherwise: otherwise)] + (try statements(value.then))
    }
    var branches: [SwiftBranch] = []
    var rest: Block? = Block([.if(value)])
    while let block = rest, block.statements.count == 1, case .if(let next) = block.statements[0],
      !next.isGuard
    {
      branches.append(
        try scoped { (inner) throws(NotPortable) in
          let conditions = try inner.conditions(next.conditions, before: next.then)
          return SwiftBranch(conditions, body: try inner.block(next.then))
        })
      rest = next.otherwise
    }
    if let rest, !rest.statements.isEmpty {
      let otherwise = try block(rest)
      if branches.count == 1, branches[0].body.isEmpty, branches[0].conditions.count == 1,
        case .expression(let test) = branches[0].conditions[0]
      {
        return [.if([SwiftBranch([.expression(test.negated)], body: otherwise)], otherwise: nil)]
      }
      return [.if(branches, otherwise: otherwise)]
    }
    return [.if(branches, otherwise: nil)]
  }

  /// - Parameter block: where what they tell is known.
  private mutating func conditions(
    _ conditions: [Condition], before block: Block, ofGuard: Bool = false
  ) throws(NotPortable) -> [SwiftCondition] {
    var result: [SwiftCondition] = []
    let conditions = conditions.flatMap(\.parts)
    for (index, item) in conditions.enumerated() {
      switch item {
      case .expression(let value):
        if case .binary(.notEqual, let left, let right) = value.kind, right.isNull,
          case .local(let local) = left.kind,
          block.readsPresent(local)
            || conditions[(index + 1)...].contains(where: { $0.value.readsPresent(local) })
        {
          result.append(present(local, ofGuard: ofGuard))
          continue
        }
        result.append(.expression(try condition(value, hasContext: true)))
      case .binding(let local, let value):
        guard uses.isRead(local) else {
          let swift = try expression(value, hasContext: false)
          result.append(.expression(finished(.binary(swift, .notEqual, .nil)).asCondition))
          continue
        }
        let swift = try self.condition(value, hasContext: false)
        let name = SwiftNames.property(local.name)
        // `if let text`: the variable itself, which is not seen any more behind it.
        if case .name(name) = swift, !uses.isAssigned(local), !ofGuard || isParameter(value) {
          names[local.id] = name
          result.append(.binding(isLet: true, name, nil))
        } else {
          result.append(.binding(isLet: !uses.isAssigned(local), declare(local), swift))
        }
      case .matching(let pattern, let value):
        guard isNative(pattern, value.type) else { throw NotPortable() }
        let swift = try self.condition(value, hasContext: false)
        result.append(.pattern(try native(pattern, value.type), swift))
      }
    }
    return result
  }

  /// `let x`: a variable that is there from here on.
  private mutating func present(_ local: Local, ofGuard: Bool) -> SwiftCondition {
    let name = names[local.id] ?? SwiftNames.property(local.name)
    if !uses.isAssigned(local), !ofGuard || isParameter(local) {
      presents[local.id] = name
      return .binding(isLet: true, name, nil)
    }
    let known = names[local.id]
    presents[local.id] = declare(local)
    names[local.id] = known
    return .binding(isLet: true, presents[local.id] ?? name, .name(name))
  }

  private func isParameter(_ value: Expression) -> Bool {
    if case .local(let local) = value.kind { isParameter(local) } else { false }
  }

  private func isParameter(_ local: Local) -> Bool {
    function.first.parameters.contains { $0.local.id == local.id }
  }

  private mutating func choice(_ value: Switch) throws(NotPortable) -> [SwiftStatement] {
    if let native = try nativeSwitch(value) { return native }
    var result: [SwiftStatement] = []
    var subjects: [(SwiftExpression, ValueType)] = []
    // A tuple that is only made to be taken apart again is not made.
    let parts: [Expression] =
      if case .tuple(let parts) = value.subject.kind, !value.subject.type.isResult {
        parts
      } else {
        [value.subject]
      }
    for (index, part) in parts.enumerated() {
      let swift = try evaluated(part, hasContext: false)
      if !value.looks(at: index, of: parts.count) {
        if case .local = part.kind {} else { result.append(.assign(.name("_"), nil, swift)) }
        subjects.append((.nil, part.type))
      } else if case .local = part.kind {
        subjects.append((swift, part.type))
      } else {
        let name = declare(
          Local(id: -1 - names.count, name: Name(source: "value", elixir: "value"), type: part.type)
        )
        result.append(
          .binding(
            isLet: true, .name(name), type: part.needsType ? try type(part.type) : nil,
            value: swift))
        subjects.append((.name(name), part.type))
      }
    }
    var cases: [MatchCase] = []
    for branch in value.cases {
      var alternatives: [[(Pattern, SwiftExpression, ValueType)]] = []
      for pattern in branch.patterns {
        if parts.count == 1 {
          alternatives.append([(pattern, subjects[0].0, subjects[0].1)])
        } else if case .tuple(let inner) = pattern {
          alternatives.append(zip(inner, subjects).map { ($0, $1.0, $1.1) })
        } else if case .wildcard = pattern {
          alternatives.append([])
        } else {
          throw NotPortable()
        }
      }
      cases.append(
        MatchCase(alternatives: alternatives, condition: branch.condition, body: branch.body))
    }
    return try result + match(cases, isExhaustive: true)
  }

  // MARK: Loops

  private mutating func loop(_ loop: For) throws(NotPortable) -> [SwiftStatement] {
    guard loop.sequence.type.elementType != nil else { throw NotPortable() }
    let sequence = try condition(loop.sequence, hasContext: false)
    return try scoped { (inner) throws(NotPortable) in
      if let pattern = try? inner.names(in: loop.pattern) {
        var condition: SwiftExpression?
        if let value = loop.condition {
          condition = try inner.expression(value, hasContext: true).asCondition
          if inner.isThrowing {
            let test = inner.finished(condition ?? .nil)
            let body = SwiftBranch([.expression(test)], body: try inner.block(loop.body))
            return [.for(pattern, in: sequence, where: nil, body: [.if([body], otherwise: nil)])]
          }
        }
        return [
          .for(pattern, in: sequence, where: condition, body: try inner.block(loop.body))
        ]
      }
      // Elements that do not match are passed over.
      let type = loop.sequence.type.elementType ?? .any
      let element = Local(
        id: -1 - inner.names.count, name: Name(source: "element", elixir: "element"), type: type)
      let name = inner.declare(element)
      let body = try inner.match(
        [
          MatchCase(
            alternatives: [[(loop.pattern, .name(name), type)]], condition: loop.condition,
            isGuard: false, body: loop.body)
        ], isComplete: false)
      return [.for(.name(name), in: sequence, where: nil, body: body)]
    }
  }
}

extension Expression {
  /// An `if` or `switch` as the statement that it is in Swift.
  var asChoice: Statement? {
    switch kind {
    case .if(let value): .if(value)
    case .switch(let value): .switch(value)
    default: nil
    }
  }

  func isLocal(_ other: Local) -> Bool {
    switch kind {
    case .local(let local): local.id == other.id
    // `Int(n)` of an integer says no more than `n`.
    case .standard(let call) where call.function.swift == "$0": call.arguments[0].isLocal(other)
    default: false
    }
  }

  /// Whether it reads a variable where that is known to be there.
  func readsPresent(_ other: Local) -> Bool {
    var isRead = false
    walk { isRead = isRead || $0.isLocal(other) && $0.isPresent }
    return isRead
  }

  /// It reads a variable that may be nil where it is not.
  var isPresent: Bool {
    if case .local(let local) = kind { local.type.isOptional && !type.isOptional } else { false }
  }

  /// Swift cannot tell its type from itself.
  var needsType: Bool {
    switch kind {
    case .literal(.null), .closure, .reference, .standardReference: true
    case .literal(.list(let elements)): elements.isEmpty
    case .literal(.map(let entries)): entries.isEmpty
    case .list(let elements):
      elements.first?.needsType ?? true
        || type.elementType?.isOptional ?? false && !elements.contains(where: \.type.isOptional)
    case .map(let entries):
      if case .map(_, .optional) = type {
        !entries.contains { $0.value.type.isOptional }
      } else {
        entries.isEmpty
      }
    case .tuple(let parts):
      type.isResult || parts.contains(where: \.needsType)
        || parts.indices.contains { index in
          guard case .tuple(let types) = type, index < types.count else { return false }
          return types[index].isOptional && !parts[index].type.isOptional
        }
    case .conditional(_, let then, let otherwise): then.needsType || otherwise.needsType
    default: false
    }
  }
}

extension Pattern {
  /// What its variables are declared as, and its other parts are.
  fileprivate func type(ofParts type: ValueType) -> ValueType {
    switch (self, type) {
    case (.bind(let local), _): local.type
    case (.tuple(let parts), .tuple(let types)) where parts.count == types.count:
      .tuple(zip(parts, types).map { $0.type(ofParts: $1) })
    default: type
    }
  }
}

extension Block {
  func readsPresent(_ local: Local) -> Bool {
    var isRead = false
    walk { isRead = isRead || $0.isLocal(local) && $0.isPresent }
    return isRead
  }
}

extension Condition {
  /// Both sides of `&&`.
  var parts: [Condition] {
    if case .expression(let value) = self, case .binary(.and, let left, let right) = value.kind {
      Condition.expression(left).parts + Condition.expression(right).parts
    } else {
      [self]
    }
  }
}

extension ValueType {
  var isResult: Bool { if case .result = self { true } else { false } }

  /// Of what a loop goes through in an order that both languages have.
  var elementType: ValueType? {
    switch self {
    case .list(let element): element
    case .range: .integer
    default: nil
    }
  }
}
