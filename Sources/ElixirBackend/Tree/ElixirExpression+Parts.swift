extension ElixirExpression {
  /// The same with each of its parts as `change` makes it, and with what its patterns, clauses and bodies become.
  func mapParts(
    _ change: (ElixirExpression) -> ElixirExpression,
    patterns: (ElixirExpression) -> ElixirExpression,
    clauses: (ElixirClause) -> ElixirClause,
    bodies: ([ElixirStatement]) -> [ElixirStatement]
  ) -> ElixirExpression {
    func keyword(_ keyword: ElixirKeyword) -> ElixirKeyword {
      ElixirKeyword(keyword.key, change(keyword.value))
    }
    func part(_ part: ElixirStringPart) -> ElixirStringPart {
      if case .interpolation(let value) = part { .interpolation(change(value)) } else { part }
    }
    switch self {
    case .string(let parts): return .string(parts.map(part))
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
    case .function(let all): return .function(all.map(clauses))
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
        case .clauses(let all): call.blocks[index].body = .clauses(all.map(clauses))
        }
      }
      return .call(call)
    case .heredoc(let parts): return .heredoc(parts.map(part))
    case .bitstring(let segments): return .bitstring(segments.map(change))
    case .variable, .alias, .atom, .number, .sigil, .functionType, .captureArgument,
      .functionReference, .attribute:
      return self
    }
  }

  /// A pattern with what `change` makes of the names that it gives values.
  func mapNames(_ change: (String) -> String) -> ElixirExpression {
    switch self {
    case .variable(let name): return name == "_" ? self : .variable(change(name))
    // What a pattern compares with, asks or falls back to is no part of it.
    case .unary(.pin, _): return self
    case .binary(.when, let pattern, let test):
      return .binary(.when, pattern.mapNames(change), test)
    case .binary(.defaults, let pattern, let value):
      return .binary(.defaults, pattern.mapNames(change), value)
    case .binary(.typed, let pattern, let type):
      return .binary(.typed, pattern.mapNames(change), type)
    default:
      func names(_ pattern: ElixirExpression) -> ElixirExpression { pattern.mapNames(change) }
      return mapParts(names, patterns: names, clauses: { $0 }, bodies: { $0 })
    }
  }

  /// The names to which it gives values as a pattern.
  func forEachName(_ body: (String) -> Void) {
    _ = mapNames {
      body($0)
      return $0
    }
  }
}

/// The functions that a piece of Elixir calls, or refers to, by name alone.
struct CalledNames {
  private(set) var names: Set<String> = []

  init(of statements: [ElixirStatement]) { note(statements) }

  private mutating func note(_ statements: [ElixirStatement]) {
    for case .expression(let value) in statements { note(value) }
  }

  private mutating func note(_ value: ElixirExpression) {
    switch value {
    // A call without arguments may be written without parentheses.
    case .variable(let name), .functionReference(nil, let name, _): names.insert(name)
    case .call(let call) where call.target == .local: names.insert(call.name)
    default: break
    }
    func part(_ value: ElixirExpression) -> ElixirExpression {
      note(value)
      return value
    }
    _ = value.mapParts(part, patterns: part) { clause in
      for pattern in clause.patterns { note(pattern) }
      if let condition = clause.condition { note(condition) }
      note(clause.body)
      return clause
    } bodies: {
      note($0)
      return $0
    }
  }
}
