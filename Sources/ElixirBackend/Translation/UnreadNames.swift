/// Variables that nobody reads: `_name` says so, and a line that only gives one a value is left out.
///
/// A body is gone over from its end, with the names that are read behind a place.
struct UnreadNames {
  private var read: Set<String> = []

  static func mark(
    _ body: inout [ElixirStatement], _ parameters: inout [ElixirExpression],
    guard: ElixirExpression? = nil
  ) {
    var names = UnreadNames()
    body = names.marked(body)
    if let `guard` { _ = names.marked(`guard`) }
    parameters = parameters.map { names.pattern($0) }
  }

  /// - Returns: the statements of a scope; what is read in it from outside is read.
  private mutating func scope(_ statements: [ElixirStatement]) -> [ElixirStatement] {
    let outer = read
    read = []
    let result = marked(statements)
    read.formUnion(outer)
    return result
  }

  private mutating func marked(_ statements: [ElixirStatement]) -> [ElixirStatement] {
    // From the end on.
    var result: [ElixirStatement] = []
    for (index, statement) in statements.enumerated().reversed() {
      mark(statement, isValue: index == statements.count - 1, &result)
    }
    if result.last == .blankLine { result.removeLast() }
    return result.reversed()
  }

  /// - Parameter isValue: it is the value of its scope.
  private mutating func mark(
    _ statement: ElixirStatement, isValue: Bool, _ result: inout [ElixirStatement]
  ) {
    guard case .expression(let expression) = statement else {
      // One empty line where what stood between two is gone.
      if statement != .blankLine || result.last != .blankLine { result.append(statement) }
      return
    }
    guard case .binary(.match, let pattern, let value) = expression else {
      // What a branch gave that was a value nobody wants.
      if !isValue, expression.isPure { return }
      result.append(.expression(marked(expression)))
      return
    }
    if !isValue {
      if isUnread(pattern), value.isPure { return }
      if let parts = split(pattern, value) {
        for part in parts.reversed() { mark(part, isValue: false, &result) }
        return
      }
    }
    let target = self.pattern(pattern)
    pattern.forEachName { read.remove($0) }
    readPins(pattern)
    result.append(.expression(.binary(.match, target, marked(value))))
  }

  /// `{a, b} = {x, y}` without the part that nobody reads: of `x` for nothing Erlang's compiler warns.
  private func split(
    _ pattern: ElixirExpression, _ value: ElixirExpression
  ) -> [ElixirStatement]? {
    guard case .tuple(let patterns, []) = pattern, case .tuple(let values, []) = value,
      patterns.count == values.count
    else { return nil }
    let pairs = Array(zip(patterns, values))
    let unread = pairs.filter { isUnread($0.0) }
    let kept = pairs.filter { !isUnread($0.0) }
    guard !unread.isEmpty,
      unread.allSatisfy({ $0.1.isPure }) || kept.allSatisfy({ $0.1.isPure })
    else { return nil }
    var result: [ElixirStatement] = unread.filter { !$0.1.isPure }.map {
      .expression(.binary(.match, .variable("_"), $0.1))
    }
    if kept.count == 1 {
      result.append(.expression(.binary(.match, kept[0].0, kept[0].1)))
    } else if kept.count > 1 {
      result.append(
        .expression(.binary(.match, .tuple(kept.map(\.0)), .tuple(kept.map(\.1)))))
    }
    return result
  }

  private func isUnread(_ pattern: ElixirExpression) -> Bool {
    if case .variable(let name) = pattern { name == "_" || !read.contains(name) } else { false }
  }

  private func pattern(_ pattern: ElixirExpression) -> ElixirExpression {
    pattern.mapNames { read.contains($0) || $0.first == "_" ? $0 : "_" + $0 }
  }

  /// What a pattern compares with is read.
  private mutating func readPins(_ pattern: ElixirExpression) {
    switch pattern {
    case .unary(.pin, let value): _ = marked(value)
    case .binary(.when, let inner, let test):
      readPins(inner)
      _ = marked(test)
    case .binary(.defaults, let inner, let value):
      readPins(inner)
      _ = marked(value)
    case .binary(.typed, let inner, let type):
      readPins(inner)
      _ = marked(type)
    case .variable: break
    default:
      func pins(_ part: ElixirExpression) -> ElixirExpression {
        readPins(part)
        return part
      }
      _ = pattern.mapParts(pins, patterns: pins, clauses: { $0 }, bodies: { $0 })
    }
  }

  private mutating func clause(_ clause: ElixirClause) -> ElixirClause {
    let outer = read
    read = []
    var clause = clause
    clause.body = marked(clause.body)
    clause.condition = clause.condition.map { marked($0) }
    let patterns = clause.patterns
    clause.patterns = patterns.map { self.pattern($0) }
    for pattern in patterns { pattern.forEachName { read.remove($0) } }
    for pattern in patterns { readPins(pattern) }
    read.formUnion(outer)
    return clause
  }

  private mutating func marked(_ expression: ElixirExpression) -> ElixirExpression {
    switch expression {
    case .variable(let name):
      read.insert(name)
      return expression
    case .binary(.match, let pattern, let value), .binary(.arrow, let pattern, let value):
      guard case .binary(let operation, _, _) = expression else { return expression }
      // Who reads it stands beside it or behind it; what is read before it may have the same name.
      readPins(pattern)
      let target = self.pattern(pattern)
      return .binary(operation, target, marked(value))
    case .call(let call) where call.target == .local && ["for", "with"].contains(call.name):
      return .call(steps(call))
    case .call(var call) where call.target == .local && !call.isPlain:
      for index in call.blocks.indices {
        if call.name == "cond", case .clauses(let clauses) = call.blocks[index].body {
          call.blocks[index].body = .clauses(clauses.reversed().map { condition($0) }.reversed())
        } else {
          call.blocks[index].body = block(call.blocks[index].body)
        }
      }
      call.keywords = call.keywords.map { ElixirKeyword($0.key, marked($0.value)) }
      // What its condition binds the blocks read.
      call.arguments = call.arguments.reversed().map { marked($0) }.reversed()
      return .call(call)
    case .block(let body):
      // What it binds is seen behind it.
      return .block(
        body.reversed().map { statement -> ElixirStatement in
          guard case .expression(let value) = statement else { return statement }
          return .expression(marked(value))
        }.reversed())
    default:
      return expression.mapParts {
        marked($0)
      } patterns: {
        $0
      } clauses: {
        clause($0)
      } bodies: {
        scope($0)
      }
    }
  }

  /// `for` and `with`: what a step binds the next ones see, and the body, and nobody else.
  private mutating func steps(_ call: ElixirCall) -> ElixirCall {
    var call = call
    let outer = read
    read = []
    for index in call.blocks.indices where call.blocks[index].keyword == .do {
      call.blocks[index].body = block(call.blocks[index].body)
    }
    for (index, keyword) in call.keywords.enumerated() where keyword.key == "do" {
      call.keywords[index] = ElixirKeyword(keyword.key, marked(keyword.value))
    }
    for (index, argument) in call.arguments.enumerated().reversed() {
      guard case .binary(let operation, let pattern, let value) = argument,
        operation == .arrow || operation == .match
      else {
        call.arguments[index] = marked(argument)
        continue
      }
      var inner = pattern
      if case .binary(.when, let names, let test) = pattern {
        _ = marked(test)
        inner = names
      }
      let target = self.pattern(pattern)
      inner.forEachName { read.remove($0) }
      readPins(inner)
      call.arguments[index] = .binary(operation, target, marked(value))
    }
    read.formUnion(outer)
    for index in call.blocks.indices where call.blocks[index].keyword != .do {
      call.blocks[index].body = block(call.blocks[index].body)
    }
    for (index, keyword) in call.keywords.enumerated() where keyword.key != "do" {
      call.keywords[index] = ElixirKeyword(keyword.key, marked(keyword.value))
    }
    return call
  }

  private mutating func block(_ body: ElixirDoBlock.Body) -> ElixirDoBlock.Body {
    switch body {
    case .statements(let statements): .statements(scope(statements))
    case .clauses(let clauses): .clauses(clauses.map { clause($0) })
    }
  }

  /// A clause of a `cond`.
  private mutating func condition(_ clause: ElixirClause) -> ElixirClause {
    var clause = clause
    clause.body = scope(clause.body)
    clause.patterns = clause.patterns.map { marked($0) }
    return clause
  }
}

extension ElixirCall {
  /// It has no parts but its arguments.
  fileprivate var isPlain: Bool { blocks.isEmpty && keywords.isEmpty }
}

extension ElixirExpression {
  /// It does nothing and cannot fail, so that nobody misses it.
  var isPure: Bool {
    switch self {
    case .variable, .atom, .number, .alias, .unary(.minus, .number): true
    case .string(let parts):
      parts.allSatisfy { if case .text = $0 { true } else { false } }
    case .tuple(let parts, []): parts.allSatisfy(\.isPure)
    case .list(let parts, []): parts.allSatisfy(\.isPure)
    case .map(nil, nil, []): true
    case .unary(.not, let value), .unary(.bang, let value): value.isPure
    case .binary(let operation, let left, let right):
      operation.cannotFail && left.isPure && right.isPure
    case .call(let call):
      call.target == .local && ["is_nil", "elem"].contains(call.name)
        && call.arguments.allSatisfy(\.isPure)
    default: false
    }
  }
}

extension ElixirBinaryOperator {
  fileprivate var cannotFail: Bool {
    switch self {
    case .and, .or, .doubleAmpersand, .doubleBar, .equal, .notEqual, .identical, .notIdentical,
      .less, .lessOrEqual, .greater, .greaterOrEqual, .in, .notIn:
      true
    default: false
    }
  }
}
