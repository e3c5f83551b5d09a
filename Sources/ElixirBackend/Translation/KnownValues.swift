/// What a body writes out is asked nothing that this tells: of a clause that cannot match, since of what is taken apart
/// some part is known (`{n, 1}`), Erlang's compiler warns, and of calls that fail where only a condition keeps nil from
/// them. The source may ask, since there a value is of its declared type. Of what is a literal as a whole
/// Erlang's compiler says nothing, and what asks it stays.
///
/// Names are known by scope, as Elixir has them: what a clause binds is forgotten behind it. A body is gone over once.
struct KnownValues {
  /// Of each name that is seen at a place.
  var values: [String: KnownValue] = [:]
  /// What the names of the scopes around held before.
  private var hidden: [(name: String, value: KnownValue?)] = []
  var hasSettled = false

  /// Where an expression stands.
  enum Place {
    /// The last statement of a scope; what it binds nobody sees.
    case last
    /// A statement, or what one binds to a pattern.
    case statement(target: ElixirExpression? = nil)
    case operand

    /// That of what a statement binds to a pattern.
    func ofValue(_ pattern: ElixirExpression) -> Place {
      if case .operand = self { .operand } else { .statement(target: pattern) }
    }
  }

  /// Settles a function's body. What only clauses have read that are gone is named as Elixir wants what nobody reads.
  /// - Parameter guard: what the function's head asks of its parameters.
  /// - Returns: functions of the module that are called no more.
  static func settle(
    _ body: inout [ElixirStatement], _ parameters: inout [ElixirExpression],
    guard: ElixirExpression? = nil
  ) -> Set<String> {
    var known = KnownValues()
    for parameter in parameters { known.bind(parameter, .unknown) }
    let settled = known.settled(body).statements
    guard known.hasSettled else { return [] }
    let called = CalledNames(of: body).names
    body = settled
    UnreadNames.mark(&body, &parameters, guard: `guard`)
    return called.subtracting(CalledNames(of: body).names)
  }

  // MARK: Scopes

  mutating func scoped<Value>(_ body: (inout KnownValues) -> Value) -> Value {
    let count = hidden.count
    let result = body(&self)
    while hidden.count > count, let last = hidden.popLast() { values[last.name] = last.value }
    return result
  }

  mutating func bind(_ name: String, _ value: KnownValue) {
    hidden.append((name, values[name]))
    values[name] = value.isHidden ? .unknown : value
  }

  mutating func bind(_ pattern: ElixirExpression, _ value: KnownValue) {
    switch (pattern, value) {
    case (.variable(let name), _): if name != "_" { bind(name, value) }
    case (.binary(.match, let first, let second), _):
      bind(first, value)
      bind(second, value)
    case (.binary(.when, let pattern, _), _): bind(pattern, value)
    case (.tuple(let patterns, []), .tuple(let parts, _)) where patterns.count == parts.count:
      for (pattern, part) in zip(patterns, parts) { bind(pattern, part) }
    case (.list(let patterns, []), .list(let parts, let isOpen, _)):
      var heads = patterns
      if case .binary(.cons, let head, let tail)? = heads.popLast() {
        heads.append(head)
        bind(tail, .list(Array(parts.dropFirst(heads.count)), isOpen: isOpen))
      } else {
        heads = patterns
      }
      for (index, head) in heads.enumerated() {
        bind(head, index < parts.count ? parts[index] : .unknown)
      }
    default:
      var names: [String] = []
      pattern.forEachName { names.append($0) }
      for name in names { bind(name, .unknown) }
    }
  }

  // MARK: Statements

  /// - Parameter isScope: what they bind nobody sees behind them.
  mutating func settled(
    _ statements: [ElixirStatement], isScope: Bool = true
  ) -> (statements: [ElixirStatement], value: KnownValue) {
    var result: [ElixirStatement] = []
    var value = KnownValue.unknown
    for (index, statement) in statements.enumerated() {
      guard case .expression(var expression) = statement else {
        result.append(statement)
        continue
      }
      let isLast = index == statements.count - 1
      value = settle(&expression, isLast && isScope ? .last : .statement())
      switch expression {
      case .block(let body): result += body
      // A value, and behind it what becomes of it.
      case .binary(.match, let pattern, .block(let body)):
        result += body.dropLast()
        guard case .expression(let last)? = body.last else { break }
        result += Self.binding(pattern, last, isLast: isLast)
      case .binary(.match, let pattern, let copy) where statement != .expression(expression):
        result += Self.binding(pattern, copy, isLast: isLast)
      default: result.append(.expression(expression))
      }
    }
    return (result, value)
  }

  /// `pattern = value`, but for what has that value already.
  private static func binding(
    _ pattern: ElixirExpression, _ value: ElixirExpression, isLast: Bool
  ) -> [ElixirStatement] {
    if !isLast, pattern == value { return [] }
    guard !isLast, case .tuple(let patterns, []) = pattern, case .tuple(let parts, []) = value,
      patterns.count == parts.count
    else { return [.expression(.binary(.match, pattern, value))] }
    let pairs = zip(patterns, parts).filter { $0 != $1 }
    let (left, right) = (pairs.map(\.0), pairs.map(\.1))
    return [
      .expression(
        pairs.count == 1
          ? .binary(.match, left[0], right[0])
          : .binary(.match, .tuple(left), .tuple(right)))
    ]
  }

  mutating func settledScope(
    _ statements: [ElixirStatement]
  ) -> (statements: [ElixirStatement], value: KnownValue) {
    scoped { $0.settled(statements) }
  }

  // MARK: Expressions

  /// Settles an expression.
  /// - Returns: what is known of its value.
  mutating func settle(
    _ expression: inout ElixirExpression, _ place: Place = .operand
  ) -> KnownValue {
    switch expression {
    case .variable(let name): return values[name] ?? .unknown
    case .atom, .number, .string([]), .unary(.minus, .number):
      return KnownValue(scalar: expression)
    case .string(let parts) where parts.allSatisfy(\.isText):
      return KnownValue(scalar: expression)
    case .tuple(var parts, []):
      let known = settle(&parts)
      expression = .tuple(parts)
      return .tuple(known)
    case .list(var parts, []):
      if case .binary(.cons, let last, let rest)? = parts.last {
        parts[parts.count - 1] = last
        parts.append(rest)
        var known = settle(&parts)
        let rest = parts.removeLast()
        parts[parts.count - 1] = .binary(.cons, parts[parts.count - 1], rest)
        known.removeLast()
        expression = .list(parts)
        return .list(known, isOpen: true)
      }
      let known = settle(&parts)
      expression = .list(parts)
      return .list(known)
    case .map(_, nil, let entries):
      settleParts(&expression)
      return entries.isEmpty ? .map : .unknown
    case .unary(let operation, var operand):
      let known = settle(&operand)
      expression = .unary(operation, operand)
      switch operation {
      case .not, .bang: return known.opposite
      case .minus: return known.negated
      default: return .unknown
      }
    case .binary(.match, let pattern, var value):
      let known = settle(&value, place.ofValue(pattern))
      bind(pattern, known)
      expression = .binary(.match, pattern, value)
      return known
    case .binary(let operation, let left, let right):
      return settle(&expression, operation, left, right)
    case .block(let statements):
      let (settled, value) = settled(statements, isScope: false)
      expression = .block(settled)
      return value
    case .call(let call) where call.target == .local: return settle(&expression, call, place)
    default:
      settleParts(&expression)
      return .unknown
    }
  }

  mutating func settle(_ parts: inout [ElixirExpression]) -> [KnownValue] {
    parts.indices.map { settle(&parts[$0]) }
  }

  mutating func settleParts(_ expression: inout ElixirExpression) {
    expression = expression.mapParts {
      var part = $0
      _ = settle(&part)
      return part
    } patterns: {
      bind($0, .unknown)
      return $0
    } clauses: {
      settledClause($0).clause
    } bodies: {
      settledScope($0).statements
    }
  }

  /// - Parameter subject: what is known of what is matched.
  mutating func settledClause(
    _ clause: ElixirClause, subject: KnownValue = .unknown
  ) -> (clause: ElixirClause, guard: KnownValue, value: KnownValue) {
    scoped { known in
      var clause = clause
      for pattern in clause.patterns { known.bind(pattern, subject) }
      clause.condition = clause.condition.map { known.withoutRaising($0) }
      let holds = clause.condition.map { known.valueOfGuard($0) } ?? .bool(true)
      let (body, value) = known.settled(clause.body)
      clause.body = body
      return (clause, holds, value)
    }
  }

  /// A guard, or the end of one, without what surely raises behind an `or`: where it comes to that, it does not hold.
  /// What stands before an `or` is left, since behind what raises nothing else is asked.
  private mutating func withoutRaising(_ condition: ElixirExpression) -> ElixirExpression {
    guard case .binary(let operation, let left, let right) = condition else { return condition }
    switch operation {
    case .or where raises(right):
      hasSettled = true
      return withoutRaising(left)
    case .or: return .binary(.or, left, withoutRaising(right))
    case .and: return .binary(.and, withoutRaising(left), withoutRaising(right))
    default: return condition
    }
  }

  /// A guard is left as it stands. One that raises does not hold.
  mutating func valueOfGuard(_ condition: ElixirExpression) -> KnownValue {
    if raises(condition, isWhole: true) { return .bool(false) }
    var copy = condition
    return settle(&copy)
  }

  /// Whether a guard surely raises, where it is not false before: it divides by zero.
  /// - Parameter isWhole: nothing is made of what it gives.
  private mutating func raises(_ condition: ElixirExpression, isWhole: Bool = false) -> Bool {
    switch condition {
    case .binary(.and, let left, let right) where isWhole:
      return raises(left, isWhole: true) || raises(right, isWhole: true)
    // Of these it is not sure that all of the right side is asked.
    case .binary(.and, let left, _), .binary(.or, let left, _), .binary(.in, let left, _),
      .binary(.notIn, let left, _):
      return raises(left)
    case .binary(.divide, _, let divisor) where isZero(divisor): return true
    case .call(let call)
    where (call.name == "div" || call.name == "rem") && call.target == .local
      && call.arguments.count == 2 && isZero(call.arguments[1]):
      return true
    default:
      var raises = false
      _ = condition.mapParts {
        raises = raises || self.raises($0)
        return $0
      } patterns: {
        $0
      } clauses: {
        $0
      } bodies: {
        $0
      }
      return raises
    }
  }

  private mutating func isZero(_ expression: ElixirExpression) -> Bool {
    var copy = expression
    switch settle(&copy) {
    case .integer(0), .float(0): return true
    default: return false
    }
  }

  // MARK: Operators

  mutating func settle(
    _ expression: inout ElixirExpression, _ operation: ElixirBinaryOperator,
    _ left: ElixirExpression, _ right: ElixirExpression
  ) -> KnownValue {
    switch operation {
    case .arrow:
      settleParts(&expression)
      return .unknown
    case .and, .doubleAmpersand, .or, .doubleBar: break
    case .in, .notIn:
      guard case .binary(.range, var first, var last) = right else { fallthrough }
      var value = left
      let known = [settle(&value), settle(&first), settle(&last)]
      expression = .binary(operation, value, .binary(.range, first, last))
      guard case .integer(let lower) = known[1], case .integer(let upper) = known[2],
        lower <= upper, known[0] != .unknown, !known[0].isHidden
      else { return .unknown }
      // What is no integer is in no range.
      guard case .integer(let number) = known[0] else { return .bool(operation == .notIn) }
      return .bool((lower...upper).contains(number) == (operation == .in))
    default:
      var (left, right) = (left, right)
      let known = KnownValue(operation, settle(&left), settle(&right))
      expression = .binary(operation, left, right)
      return known
    }
    var (left, right) = (left, right)
    let first = settle(&left)
    let second = scoped { $0.settle(&right) }
    expression = .binary(operation, left, right)
    /// What the left side must be for the right one to count.
    let counts = operation == .and || operation == .doubleAmpersand
    guard let truth = first.truth else {
      return second.truth == !counts ? .hidden(!counts) : .unknown
    }
    let isWord = operation == .and || operation == .or
    guard truth == counts else {
      if !isWord, first.isHidden || truth { replace(&expression, left) }
      return first
    }
    // Of `nil || x` Erlang's compiler says nothing.
    if operation == .doubleAmpersand, !first.isHidden { replace(&expression, right) }
    return first.isHidden ? second.truth.map(KnownValue.hidden) ?? .unknown : second
  }

  private mutating func replace(
    _ expression: inout ElixirExpression, _ settled: ElixirExpression
  ) {
    expression = settled
    hasSettled = true
  }
}

extension ElixirStringPart {
  fileprivate var isText: Bool { if case .text = self { true } else { false } }
}
