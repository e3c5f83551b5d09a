import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension QueryExpressionLowering {
  /// `a |> f(b)` is `f(a, b)`; into `over`, what stands nearest before it (`x - lag(y) |> over(:w)`).
  func pipe(_ left: NodeID, _ right: NodeID, _ expected: ValueType?) -> Typed? {
    guard tree.kind(right) == .call, let callee = body.first(right) else {
      file.report(
        .invalidQuery, "a pipe leads into a call", at: tree.span(right), label: "expected a call",
        helps: [Help("write the call of a function: `|> where(…)`")])
      return nil
    }
    if tree.kind(callee) == .identifier,
      tree.mainText(callee) == "subquery" || isQuery(tree.mainText(callee))
    {
      refuseQuery(right)
      return nil
    }
    if tree.mainText(callee) == "over" {
      return over(right, piped: left)
    }
    guard let value = lower(left, expecting: nil) else { return nil }
    return call(right, piped: (value, left), expected)
  }

  /// `from(…)`, `where(…)`: what gives a query.
  private func isQuery(_ name: String) -> Bool {
    name == "from" || QueryClauses.isClause(NameRules.snakeCase(name))
  }

  private func refuseQuery(_ node: NodeID) {
    file.report(
      .invalidQuery,
      "a query stands inside another one only in `subquery`, `exists` and the like",
      at: tree.span(node),
      helps: [Help("wrap it: `subquery(…)`, `exists(…)`, or ask for it before and pin the values")])
  }

  func call(_ node: NodeID, piped: (value: Typed, node: NodeID)?, _ expected: ValueType?) -> Typed?
  {
    guard let callee = body.first(node) else { return nil }
    let written = tree.mainText(callee)
    let name = NameRules.snakeCase(written)
    guard tree.kind(callee) == .identifier else {
      file.report(
        .unknownFunction, "the database cannot call this function", at: tree.span(callee),
        helps: [Help("compute the value before the query, and pin it: `^value`")])
      return nil
    }
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(written)`",
      span: tree.span(node), objectsAreOptions: false)
    if piped == nil, let result = special(name, node, &arguments, expected) { return result.typed }
    guard let function = QueryFunction.all[name] else {
      if name == "filter" { return filter(node, piped, &arguments) }
      if isQuery(written) {
        refuseQuery(node)
        return nil
      }
      if let symbol = body.declaration([written], at: tree.span(callee)),
        case .schema(let id) = symbol.target
      {
        return structure(id, arguments: &arguments)
      }
      unknownFunction(name, callee)
      return nil
    }
    let count = arguments.positionalCount + (piped == nil ? 0 : 1)
    guard function.counts.contains(count) else {
      file.report(
        .wrongArguments, "`\(written)` does not take \(count) arguments", at: tree.span(node),
        helps: [
          Help(
            function.counts.count == 1
              ? "it takes \(function.counts.lowerBound)"
              : "it takes from \(function.counts.lowerBound) to \(function.counts.upperBound)")
        ])
      return nil
    }
    let before = uses.aggregates.count
    let values: [Typed]? =
      switch (function.kind, windowHasRow) {
      case (.plain, _): self.arguments(function, name, written, piped, &arguments)
      case (_, nil): uses.inside { self.arguments(function, name, written, piped, &arguments) }
      // Over the rows of a window, which are the groups where there are any.
      case (_, .some):
        uses.framed { grouped.arguments(function, name, written, piped, &arguments) }
      }
    guard let values else { return nil }
    arguments.finish()
    guard check(name, values, node) else { return nil }
    var expressions = values.map(\.expression)
    if case .aggregate(let countsRows) = function.kind, windowHasRow == nil {
      if uses.aggregates.count > before {
        file.report(
          .invalidQuery, "an aggregate inside an aggregate has no value", at: tree.span(node),
          helps: [Help("aggregate in a subquery first")])
        return nil
      }
      let isDistinct = expressions.count == 2
      var rows: Set<String> = []
      for expression in expressions {
        expression.forEachExpression { if case .binding(let row) = $0 { rows.insert(row.name) } }
      }
      uses.aggregates.append(
        QueryUses.Aggregate(
          span: tree.span(node), name: name, rows: rows, countsRows: countsRows && !isDistinct))
    }
    if case .window = function.kind, windowHasRow == nil { uses.unframed.append(tree.span(node)) }
    // `lag(x, 1)`: an offset of one is Ecto's own.
    if name == "is_nil" { return (Self.isNil(expressions.removeFirst()), .bool) }
    let type = result(of: function, values.map(\.type))
    if name == "sum", type.unwrapped == .integer {
      return (integerSum(of: expressions.removeFirst()), type)
    }
    return (.call(name, expressions), type)
  }

  /// An aggregate of no rows is nil, and each group has a row, as most windows have.
  private func result(of function: QueryFunction, _ types: [ValueType]) -> ValueType {
    let type = function.result(types)
    guard case .aggregate = function.kind, windowHasRow ?? query.hasGroups,
      !types.contains(where: \.isOptional)
    else { return type }
    return type.unwrapped
  }

  private func unknownFunction(_ name: String, _ callee: NodeID) {
    let isLocal = body.shape.functions.signature(name, in: body.module) != nil
    file.report(
      .unknownFunction,
      isLocal
        ? "`\(tree.mainText(callee))` is a function of the application: the database cannot call it"
        : "a query has no function `\(tree.mainText(callee))`", at: tree.span(callee),
      helps: isLocal
        ? [Help("compute the value before the query, and pin it: `^value`")]
        : file.didYouMean(
          name, among: (Array(QueryFunction.all.keys) + Self.specialNames).sorted(),
          at: tree.span(callee), spelling: NameRules.camelCase))
  }

  private func arguments(
    _ function: QueryFunction, _ name: String, _ written: String,
    _ piped: (value: Typed, node: NodeID)?, _ arguments: inout Arguments
  ) -> [Typed]? {
    var values: [Typed] = []
    if let piped { values.append(piped.value) }
    while let argument = arguments.next() {
      if name == "count", values.count == 1 {
        guard file.symbol(argument) == "distinct" else {
          file.report(
            .wrongArguments, "the second argument of `count` can only be `.distinct`",
            at: tree.span(argument),
            helps: [Help("write `count(p.id, .distinct)`, or leave it out")])
          return nil
        }
        values.append((.literal(.atom("distinct")), .atom))
        continue
      }
      let wanted = function.wanted ?? (name == "is_nil" ? nil : values.first?.type.unwrapped)
      let isOffset = ["lag", "lead", "nth_value"].contains(name) && values.count == 1
      guard let value = lower(argument, expecting: isOffset ? .integer : wanted) else { return nil }
      if let wanted = isOffset ? .integer : function.wanted,
        !body.accepts(wanted, value.type.unwrapped)
      {
        file.report(
          .typeMismatch, "`\(written)` takes \(body.describe(wanted))", at: tree.span(argument),
          label: "this is \(body.describe(value.type))", helps: mends(value, argument, as: wanted))
        return nil
      }
      if name != "is_nil", isOptionalPin(value, argument) { return nil }
      values.append(value)
    }
    return values
  }

  func isOptionalPin(_ value: Typed, _ node: NodeID) -> Bool {
    guard case .pinned(let pinned) = value.expression, pinned.type.isOptional else { return false }
    file.report(
      .pinnedOptional, "this value may be nil", at: tree.span(node),
      label: "\(body.describe(pinned.type))", helps: [Help("ask first: `if let value = … { }`")])
    return true
  }

  private func check(_ name: String, _ values: [Typed], _ node: NodeID) -> Bool {
    if name == "coalesce", let first = values.first, let last = values.last,
      !body.accepts(first.type.unwrapped, last.type.unwrapped)
    {
      file.report(
        .typeMismatch,
        "\(body.describe(first.type.unwrapped)) or \(body.describe(last.type.unwrapped))? both must be one type",
        at: tree.span(node),
        helps: [Help("convert one of them: `type(value, .string)`")])
      return false
    }
    let isNumeric = ["sum", "avg"].contains(name)
    guard isNumeric || ["min", "max"].contains(name), let value = values.first else { return true }
    let type = value.type.unwrapped
    if isNumeric ? isNumber(type) : type != .bool { return true }
    file.report(
      .typeMismatch, "`\(name)` has no meaning for \(body.describe(type))", at: tree.span(node),
      helps: [Help("choose a column of numbers, or another aggregate: `count`, `min`, `max`")])
    return false
  }

  /// `filter(count(p.id), p.published)`, `count(p.id) |> filter(p.published)`
  private func filter(
    _ node: NodeID, _ piped: (value: Typed, node: NodeID)?, _ arguments: inout Arguments
  ) -> Typed? {
    let aggregate: Typed?
    if let piped {
      aggregate = piped.value
    } else if let first = arguments.next() {
      aggregate = lower(first, expecting: nil)
    } else {
      file.report(
        .wrongArguments, "`filter` takes an aggregate and a condition", at: tree.span(node),
        helps: [Help("write it so: `filter(count(p.id), p.published)`")])
      return nil
    }
    guard let aggregate else { return nil }
    guard let name = aggregate.expression.windowed, let second = arguments.next()
    else {
      file.report(
        .wrongArguments, "`filter` takes an aggregate and a condition", at: tree.span(node),
        helps: [Help("write it so: `filter(count(p.id), p.published)`")])
      return nil
    }
    let before = uses.aggregates.count
    let condition =
      windowHasRow == nil
      ? uses.inside { self.condition(second) } : uses.framed { grouped.condition(second) }
    guard let condition else { return nil }
    arguments.finish()
    if uses.aggregates.count > before {
      file.report(
        .invalidQuery, "the condition of a `filter` is asked of single rows",
        at: uses.aggregates[before].span, label: "an aggregate has no value there",
        helps: [Help("aggregate in a subquery first")])
      return nil
    }
    let isCount = name == "count"
    return (
      aggregate.expression.insideCast { .call("filter", [$0, condition]) },
      isCount ? aggregate.type : TypeResolver.optional(aggregate.type)
    )
  }
}
