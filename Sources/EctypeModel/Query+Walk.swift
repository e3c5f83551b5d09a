extension FromExpression {
  func walk(_ body: (Expression) -> Void) {
    source.walk(body)
    for option in options { option.value.walk(body) }
    for clause in clauses { clause.walk(body) }
  }
}

extension QuerySource {
  func walk(_ body: (Expression) -> Void) {
    switch self {
    case .schema, .table, .none: return
    case .query(let query): query.walk(body)
    case .expression(let value): value.walk(body)
    case .association(let owner, let name):
      owner.walk(body)
      name.walk(body)
    }
  }
}

extension QueryClause {
  func walk(_ body: (Expression) -> Void) {
    switch self {
    case .plain(_, let value): value.walk(body)
    case .join(let join):
      join.source.walk(body)
      join.on?.walk(body)
      for option in join.options { option.value.walk(body) }
    case .commonTable(_, let query, let options):
      query.walk(body)
      for option in options { option.value.walk(body) }
    case .function(_, let arguments, let options):
      for argument in arguments { argument.walk(body) }
      for option in options { option.value.walk(body) }
    }
  }

  /// Calls `visit` for every query expression in the clause, outermost first.
  package func forEachExpression(_ visit: (QueryExpression) -> Void) {
    switch self {
    case .plain(_, let value): value.forEachExpression(visit)
    case .join(let join):
      switch join.source {
      case .association(let owner, let name):
        owner.forEachExpression(visit)
        name.forEachExpression(visit)
      case .expression(let value): value.forEachExpression(visit)
      default: break
      }
      join.on?.forEachExpression(visit)
    case .commonTable(_, let query, _): query.forEachExpression(visit)
    case .function: return
    }
  }
}

extension QueryExpression {
  /// The parts directly in it.
  package var parts: [QueryExpression] {
    switch self {
    case .literal, .binding, .pinned, .value, .type: []
    case .field(let inner, _), .not(let inner), .negate(let inner), .isNil(let inner): [inner]
    case .binary(_, let left, let right), .access(let left, let right): [left, right]
    case .call(_, let parts), .list(let parts), .tuple(let parts): parts
    case .keywords(let entries): entries.map(\.value)
    case .map(let entries, let update, _): (update.map { [$0] } ?? []) + entries.map(\.value)
    }
  }

  /// Calls `visit` for it and everything in it, outermost first; queries inside are not entered.
  package func forEachExpression(_ visit: (QueryExpression) -> Void) {
    visit(self)
    for part in parts { part.forEachExpression(visit) }
  }

  /// Calls `body` for the Elixir expressions in it.
  func walk(_ body: (Expression) -> Void) {
    forEachExpression {
      switch $0 {
      case .pinned(let value), .value(let value): value.walk(body)
      default: return
      }
    }
  }
}
