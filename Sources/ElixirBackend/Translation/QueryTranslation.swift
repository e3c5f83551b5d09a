import EctypeModel

extension BodyTranslation {
  /// `from p in Post, order_by: [desc: p.inserted_at]`
  mutating func from(_ from: FromExpression) -> ElixirExpression {
    let source = self.source(from.source)
    let bound =
      from.binding.map { ElixirExpression.binary(.in, .variable(row($0)), source) } ?? source
    var keywords = entries(from.options)
    for clause in from.clauses { keywords += self.keywords(clause) }
    return imported(.query, "from", [bound], keywords)
  }

  /// `where(query, [p], p.status == ^status)`
  mutating func query(_ call: QueryCall, _ base: [ElixirExpression]) -> ElixirExpression {
    func step(
      _ name: String, _ arguments: [ElixirExpression], _ keywords: [ElixirKeyword] = []
    ) -> ElixirExpression {
      imported(.query, name, base + arguments, keywords, isPiped: base.isEmpty)
    }
    let bindings: [ElixirExpression] = call.bindings.isEmpty ? [] : [slots(call.bindings)]
    switch call.clause {
    case .plain(let name, let value):
      if case .keywords(let pairs) = value {
        return step(name, bindings, entries(pairs))
      }
      return step(name, bindings + [expression(value)])
    case .join(let join):
      let source = ElixirExpression.binary(
        .in, .variable(row(join.binding)), joined(join.source))
      var options: [ElixirKeyword] = []
      if let on = join.on { options.append(ElixirKeyword("on", expression(on))) }
      options += entries(join.options)
      return step("join", [.atom(join.kind.rawValue), slots(call.bindings), source], options)
    case .commonTable(let name, let query, let options):
      return step(
        "with_cte", [.string(name)], [ElixirKeyword("as", expression(query))] + entries(options))
    case .function(let name, let arguments, let options):
      var values: [ElixirExpression] = []
      for argument in arguments { values.append(nested(argument)) }
      return step(name, values, keywords(options))
    }
  }

  /// `dynamic([p], p.title == ^title)`, `dynamic(true)`
  mutating func dynamic(_ dynamic: DynamicExpression) -> ElixirExpression {
    let namesRows = if case .literal = dynamic.value { false } else { !dynamic.bindings.isEmpty }
    let bindings: [ElixirExpression] = namesRows ? [slots(dynamic.bindings)] : []
    return imported(.query, "dynamic", bindings + [expression(dynamic.value)])
  }

  // MARK: Sources and bindings

  mutating func source(_ source: QuerySource) -> ElixirExpression {
    switch source {
    case .schema(let id): return structName(id)
    case .table(let name, nil): return .string(name)
    case .table(let name, let schema?): return .tuple([.string(name), structName(schema)])
    case .query(let query): return nested(query)
    case .expression(let value): return expression(value)
    case .association(let owner, let name):
      return .call("assoc", [expression(owner), expression(name)])
    case .none: return .nil
    }
  }

  func row(_ binding: Binding) -> String {
    NameRules.variable(NameRules.snakeCase(binding.name))
  }

  private func slots(_ slots: [BindingSlot]) -> ElixirExpression {
    var positional: [ElixirExpression] = []
    var named: [ElixirKeyword] = []
    for slot in slots {
      switch slot {
      case .positional(let binding): positional.append(.variable(row(binding)))
      case .skipped: positional.append(.variable("_"))
      case .rest: positional.append(.variable("..."))
      case .named(let name, let binding):
        named.append(ElixirKeyword(name, .variable(row(binding))))
      }
    }
    return .list(positional, named)
  }

  /// A query that is not a subquery is taken in with `^`.
  private mutating func joined(_ source: QuerySource) -> ElixirExpression {
    guard case .query(let query) = source, !query.isSubqueryCall else { return self.source(source) }
    return .unary(.pin, nested(query))
  }

  // MARK: Clauses

  private mutating func keywords(_ clause: QueryClause) -> [ElixirKeyword] {
    switch clause {
    case .plain(let name, let value): return [ElixirKeyword(name, expression(value))]
    case .join(let join):
      let name: String =
        switch join.kind {
        case .inner: "join"
        case .innerLateral: "inner_lateral_join"
        case .leftLateral: "left_lateral_join"
        case .crossLateral: "cross_lateral_join"
        default: join.kind.rawValue + "_join"
        }
      let bound = ElixirExpression.binary(.in, .variable(row(join.binding)), joined(join.source))
      var result = [ElixirKeyword(name, bound)]
      if let on = join.on { result.append(ElixirKeyword("on", expression(on))) }
      return result + entries(join.options)
    // These have no keyword form: the analysis makes calls of them.
    case .commonTable, .function: return []
    }
  }

  private mutating func entries(_ entries: [QueryEntry]) -> [ElixirKeyword] {
    var result: [ElixirKeyword] = []
    for entry in entries { result.append(ElixirKeyword(entry.key, expression(entry.value))) }
    return result
  }

  // MARK: Expressions

  /// A value inside of a query: a `from` there keeps its parentheses.
  mutating func nested(_ value: Expression) -> ElixirExpression {
    let result = value.keywordQuery.map { from($0) } ?? expression(value)
    guard case .call(var call) = result, call.name == "from", call.blocks.isEmpty else {
      return result
    }
    call.keepsParentheses = true
    return .call(call)
  }

  mutating func expression(_ value: QueryExpression) -> ElixirExpression {
    switch value {
    case .literal(let literal): return ElixirExpression(literal)
    case .binding(let binding): return .variable(row(binding))
    case .field(let base, let name): return .field(expression(base), name)
    case .pinned(let value): return .unary(.pin, nested(value))
    case .value(let value): return nested(value)
    case .not(let inner): return .unary(.not, expression(inner))
    case .negate(let inner): return .unary(.minus, expression(inner))
    case .isNil(let inner): return .call("is_nil", [expression(inner)])
    case .binary(let operation, let left, let right):
      return .binary(Self.symbol(operation), expression(left), expression(right))
    case .access(let base, let key): return .access(expression(base), expression(key))
    case .call(let name, let arguments): return call(name, arguments)
    case .list(let values):
      let (elements, keywords) = trailingKeywords(values)
      return .list(elements, keywords)
    case .tuple(let values): return .tuple(values.map { expression($0) })
    case .keywords(let pairs): return .keywords(entries(pairs))
    case .map(let pairs, let update, let structure):
      var elements: [ElixirMapEntry] = []
      for pair in pairs {
        elements.append(.keyword(ElixirKeyword(pair.key, expression(pair.value))))
      }
      var name: ElixirExpression?
      if let structure { name = structName(structure) }
      var base: ElixirExpression?
      if let update { base = expression(update) }
      return .map(struct: name, update: base, elements)
    case .type(let type): return FieldTranslation.type(type, program).expression
    }
  }

  private mutating func call(_ name: String, _ arguments: [QueryExpression]) -> ElixirExpression {
    let (values, keywords) = trailingKeywords(arguments)
    return .call(name, values, keywords)
  }

  private mutating func trailingKeywords(
    _ values: [QueryExpression]
  ) -> ([ElixirExpression], [ElixirKeyword]) {
    var elements: [ElixirExpression] = []
    guard case .keywords(let pairs)? = values.last, !pairs.isEmpty else {
      for value in values { elements.append(expression(value)) }
      return (elements, [])
    }
    for value in values.dropLast() { elements.append(expression(value)) }
    return (elements, entries(pairs))
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
    case .notIn: .notIn
    }
  }
}

extension Expression {
  /// `subquery(q)` as it stands.
  var isSubqueryCall: Bool {
    guard case .query(let call) = kind, case .function("subquery", _, _) = call.clause else {
      return false
    }
    return true
  }
}
