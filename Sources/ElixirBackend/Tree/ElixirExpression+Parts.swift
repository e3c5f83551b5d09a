extension ElixirExpression {
  /// The same with each of its parts as `change` makes it, and with what its patterns and bodies become.
  func mapParts(
    _ change: (ElixirExpression) -> ElixirExpression,
    patterns: (ElixirExpression) -> ElixirExpression = { $0 },
    bodies: ([ElixirStatement]) -> [ElixirStatement]
  ) -> ElixirExpression {
    func clause(_ clause: ElixirClause) -> ElixirClause {
      var clause = clause
      clause.patterns = clause.patterns.map(patterns)
      clause.condition = clause.condition.map(change)
      clause.body = bodies(clause.body)
      return clause
    }
    func keyword(_ keyword: ElixirKeyword) -> ElixirKeyword {
      ElixirKeyword(keyword.key, change(keyword.value))
    }
    switch self {
    case .string(let parts):
      return .string(
        parts.map {
          if case .interpolation(let value) = $0 { .interpolation(change(value)) } else { $0 }
        })
    case .tuple(let parts, let keywords): return .tuple(parts.map(change), keywords.map(keyword))
    case .list(let parts, let keywords): return .list(parts.map(change), keywords.map(keyword))
    case .map(let name, let base, let entries):
      let changed = entries.map { entry -> ElixirMapEntry in
        switch entry {
        case .keyword(let pair): .keyword(keyword(pair))
        case .pair(let key, let value): .pair(change(key), change(value))
        }
      }
      return .map(struct: name, update: base.map(change), changed)
    case .field(let base, let name): return .field(change(base), name)
    case .access(let base, let key): return .access(change(base), change(key))
    case .unary(let operation, let operand): return .unary(operation, change(operand))
    case .binary(.match, let pattern, let value):
      return .binary(.match, patterns(pattern), change(value))
    case .binary(.arrow, let pattern, let value):
      return .binary(.arrow, patterns(pattern), change(value))
    case .binary(let operation, let left, let right):
      return .binary(operation, change(left), change(right))
    case .pipeline(let stages, let isBroken):
      return .pipeline(stages.map(change), isBroken: isBroken)
    case .function(let clauses): return .function(clauses.map(clause))
    case .capture(let body): return .capture(change(body))
    case .block(let body): return .block(bodies(body))
    case .call(var call):
      switch call.target {
      case .local: break
      case .remote(let target): call.target = .remote(change(target))
      case .value(let target): call.target = .value(change(target))
      }
      call.arguments = call.arguments.map(change)
      call.keywords = call.keywords.map(keyword)
      for index in call.blocks.indices {
        switch call.blocks[index].body {
        case .statements(let body): call.blocks[index].body = .statements(bodies(body))
        case .clauses(let clauses): call.blocks[index].body = .clauses(clauses.map(clause))
        }
      }
      return .call(call)
    case .variable, .alias, .atom, .number, .heredoc, .sigil, .bitstring, .functionType,
      .captureArgument, .functionReference, .attribute:
      return self
    }
  }
}

/// The variables that a piece of Elixir gives values, and those that it reads.
struct VariableNames {
  private(set) var bound: Set<String> = []
  private(set) var read: Set<String> = []

  init(of statements: [ElixirStatement]) { note(statements) }
  init(of expression: ElixirExpression) { note(expression) }

  private mutating func note(_ statements: [ElixirStatement]) {
    for case .expression(let value) in statements { note(value) }
  }

  private mutating func note(_ value: ElixirExpression) {
    switch value {
    case .variable(let name): read.insert(name)
    case .heredoc(let parts): for case .interpolation(let part) in parts { note(part) }
    case .bitstring(let segments): for segment in segments { note(segment) }
    default:
      _ = value.mapParts {
        note($0)
        return $0
      } patterns: {
        bind($0)
        return $0
      } bodies: {
        note($0)
        return $0
      }
    }
  }

  private mutating func bind(_ pattern: ElixirExpression) {
    switch pattern {
    case .variable(let name): bound.insert(name)
    // What a pattern compares with is read.
    case .unary(.pin, let value): note(value)
    default:
      // Both sides of a `=` in a pattern are patterns.
      _ = pattern.mapParts {
        bind($0)
        return $0
      } patterns: {
        bind($0)
        return $0
      } bodies: {
        $0
      }
    }
  }
}
