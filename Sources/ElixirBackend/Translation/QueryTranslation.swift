import EctypeModel

extension BodyTranslation {
  /// `from p in Post, order_by: [desc: p.inserted_at]`
  mutating func from(_ from: FromExpression) -> ElixirExpression {
    usesQuery = true
    let source: ElixirExpression =
      switch from.source {
      case .schema(let id): structName(id)
      case .query(let query): expression(query)
      }
    let bound =
      from.binding.map { ElixirExpression.binary(.in, .variable(row($0)), source) } ?? source
    var clauses: [ElixirKeyword] = []
    for clause in from.clauses { clauses += keywords(clause) }
    return .call("from", [bound], clauses)
  }

  /// `where(query, [p], p.status == ^status)`
  mutating func query(_ call: QueryCall, _ base: [ElixirExpression]) -> ElixirExpression {
    usesQuery = true
    let bindings: [ElixirExpression] =
      call.bindings.isEmpty ? [] : [.list(call.bindings.map { .variable(row($0)) })]
    if case .join(let join) = call.clause { return self.join(join, base, call.bindings) }
    let clause = keywords(call.clause)[0]
    return .call(clause.key, base + bindings + [clause.value])
  }

  private mutating func join(
    _ join: Join, _ base: [ElixirExpression], _ bindings: [Binding]
  ) -> ElixirExpression {
    let source = ElixirExpression.binary(.in, .variable(row(join.binding)), self.source(join))
    var options: [ElixirKeyword] = []
    if case .schema(_, let on) = join.source { options.append(ElixirKeyword("on", expression(on))) }
    // `on:` names the joined row too, which `join` binds itself.
    let names = bindings.filter { $0.name != join.binding.name }
    return .call(
      "join",
      base + [.atom(join.kind.rawValue), .list(names.map { .variable(row($0)) }), source], options)
  }

  private mutating func source(_ join: Join) -> ElixirExpression {
    switch join.source {
    case .association(let owner, let name):
      return .call("assoc", [.variable(row(owner)), .atom(name)])
    case .schema(let id, _): return structName(id)
    }
  }

  private func row(_ binding: Binding) -> String {
    NameRules.variable(NameRules.snakeCase(binding.name))
  }

  // MARK: Clauses

  private mutating func keywords(_ clause: QueryClause) -> [ElixirKeyword] {
    switch clause {
    case .where(let condition): return [ElixirKeyword("where", expression(condition))]
    case .orWhere(let condition): return [ElixirKeyword("or_where", expression(condition))]
    case .orderBy(let terms): return [ElixirKeyword("order_by", order(terms))]
    case .limit(let count): return [ElixirKeyword("limit", expression(count))]
    case .offset(let count): return [ElixirKeyword("offset", expression(count))]
    case .distinct(let value): return [ElixirKeyword("distinct", expression(value))]
    case .select(let value): return [ElixirKeyword("select", expression(value))]
    case .preload(let preloads): return [ElixirKeyword("preload", Self.preloads(preloads))]
    case .join(let join):
      let name = join.kind == .inner ? "join" : join.kind.rawValue + "_join"
      let bound = ElixirExpression.binary(.in, .variable(row(join.binding)), source(join))
      var result = [ElixirKeyword(name, bound)]
      if case .schema(_, let on) = join.source {
        result.append(ElixirKeyword("on", expression(on)))
      }
      return result
    }
  }

  private mutating func order(_ terms: [QueryOrder]) -> ElixirExpression {
    if terms.allSatisfy({ $0.direction == .asc }) {
      var values: [ElixirExpression] = []
      for term in terms { values.append(expression(term.expression)) }
      return values.count == 1 ? values[0] : .list(values)
    }
    var pairs: [ElixirKeyword] = []
    for term in terms {
      pairs.append(ElixirKeyword(term.direction.rawValue, expression(term.expression)))
    }
    return .keywords(pairs)
  }

  private static func preloads(_ preloads: [Preload]) -> ElixirExpression {
    .list(
      preloads.filter(\.nested.isEmpty).map { .atom($0.association) },
      preloads.filter { !$0.nested.isEmpty }.map {
        ElixirKeyword($0.association, Self.preloads($0.nested))
      })
  }

  // MARK: Expressions

  private mutating func expression(_ value: QueryExpression) -> ElixirExpression {
    switch value {
    case .literal(let literal): return ElixirExpression(literal)
    case .field(let binding, let name): return .field(.variable(row(binding)), name)
    case .binding(let binding): return .variable(row(binding))
    case .pinned(let value): return .unary(.pin, expression(value))
    case .not(.isNil(let inner)): return .unary(.not, .call("is_nil", [expression(inner)]))
    case .not(let inner): return .unary(.not, expression(inner))
    case .isNil(let inner): return .call("is_nil", [expression(inner)])
    case .binary(let operation, let left, let right):
      return .binary(Self.symbol(operation), expression(left), expression(right))
    case .call(let name, let arguments): return .call(name, expressions(arguments))
    case .fragment(let sql, let arguments):
      return .call("fragment", [.string(sql)] + expressions(arguments))
    case .list(let values): return .list(expressions(values))
    case .tuple(let values): return .tuple(expressions(values))
    case .map(let entries):
      var pairs: [ElixirMapEntry] = []
      for entry in entries {
        pairs.append(.keyword(ElixirKeyword(entry.key, expression(entry.value))))
      }
      return .map(pairs)
    }
  }

  private mutating func expressions(_ values: [QueryExpression]) -> [ElixirExpression] {
    var result: [ElixirExpression] = []
    for value in values { result.append(expression(value)) }
    return result
  }

  private static func symbol(_ operation: QueryOperator) -> ElixirBinaryOperator {
    switch operation {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and: .and
    case .or: .or
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .in: .in
    }
  }
}
