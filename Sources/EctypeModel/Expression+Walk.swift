extension Expression {
  /// Calls `body` for every variable that the expression reads, queries and their pins included.
  package func forEachLocal(_ body: (Local) -> Void) {
    switch kind {
    case .literal, .module, .schema: return
    case .local(let local): body(local)
    case .interpolation(let segments):
      for case .value(let value) in segments { value.forEachLocal(body) }
    case .property(let base, _), .option(let base, _), .unary(_, let base): base.forEachLocal(body)
    case .element(let base, let key):
      base.forEachLocal(body)
      key.forEachLocal(body)
    case .binary(_, let left, let right):
      left.forEachLocal(body)
      right.forEachLocal(body)
    case .list(let values), .tuple(let values): for value in values { value.forEachLocal(body) }
    case .keywords(let pairs), .structure(_, let pairs):
      for pair in pairs { pair.value.forEachLocal(body) }
    case .map(let entries):
      for entry in entries {
        entry.key.forEachLocal(body)
        entry.value.forEachLocal(body)
      }
    case .conditional(let condition, let then, let otherwise):
      condition.forEachLocal(body)
      then.forEachLocal(body)
      otherwise.forEachLocal(body)
    case .call(let call):
      for argument in call.arguments { argument.forEachLocal(body) }
      for option in call.options { option.value.forEachLocal(body) }
    case .changeset(let call):
      call.base.forEachLocal(body)
      switch call.step {
      case .cast(let params, _): params.forEachLocal(body)
      case .putChange(_, let value): value.forEachLocal(body)
      default: break
      }
    case .from(let from):
      if case .query(let query) = from.source { query.forEachLocal(body) }
      for clause in from.clauses { clause.forEachLocal(body) }
    case .query(let call):
      call.query.forEachLocal(body)
      call.clause.forEachLocal(body)
    }
  }
}

extension QueryClause {
  package func forEachLocal(_ body: (Local) -> Void) {
    switch self {
    case .where(let e), .orWhere(let e), .limit(let e), .offset(let e), .distinct(let e),
      .select(let e):
      e.forEachLocal(body)
    case .orderBy(let terms): for term in terms { term.expression.forEachLocal(body) }
    case .preload: return
    case .join(let join): if case .schema(_, let on) = join.source { on.forEachLocal(body) }
    }
  }
}

extension QueryExpression {
  package func forEachLocal(_ body: (Local) -> Void) {
    switch self {
    case .literal, .field, .binding: return
    case .pinned(let value): value.forEachLocal(body)
    case .not(let e), .isNil(let e): e.forEachLocal(body)
    case .binary(_, let left, let right):
      left.forEachLocal(body)
      right.forEachLocal(body)
    case .call(_, let arguments), .fragment(_, let arguments), .list(let arguments),
      .tuple(let arguments):
      for argument in arguments { argument.forEachLocal(body) }
    case .map(let entries): for entry in entries { entry.value.forEachLocal(body) }
    }
  }
}
