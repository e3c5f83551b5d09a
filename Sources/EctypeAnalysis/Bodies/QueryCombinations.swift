import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// `union(a, ^b)`, `unionAll: ^b`
  func combine(
    _ name: String, _ given: ClauseArguments, _ query: inout LoweredQuery, isPiped: Bool?
  ) -> Bool {
    guard let node = given.value else { return false }
    if let extra = given.labeled.first {
      file.report(
        .unknownOption, "`\(NameRules.camelCase(name))` has no option `\(extra.label)`",
        at: extra.place, helps: [Help("leave it out")])
      return false
    }
    let target = tree.kind(node) == .prefixExpression ? first(node) ?? node : node
    guard let value = lower(target, expecting: nil), let (other, type) = asQuery(value) else {
      return false
    }
    guard complete(query.type, at: query.expression.span), complete(type, at: other.span),
      let branch = branch(other, type, like: query, at: target)
    else { return false }
    var combined = query.type
    combined.isCombined = true
    // `except` and `intersect` give rows of the first branch alone.
    if name.hasPrefix("union") { combined.row = combined.row.either(type.row) }
    combined.parents += type.parents
    query.append(
      .plain(name, .pinned(branch)), type: combined, slots: [], isPiped: isPiped)
    return true
  }

  /// A branch whose columns stand in the order of the first one's: SQL matches them by place.
  func branch(
    _ other: Expression, _ type: QueryType, like query: LoweredQuery, at node: NodeID
  ) -> Expression? {
    switch (query.type.row, type.row) {
    case (.any, _), (_, .any): return other
    case (.record(let wanted), .record(let given)):
      return branch(other, type, wanted, given, query, at: node)
    case (let a, let b) where accepts(a, b) || accepts(b, a): return other
    case (let a, let b):
      refuseBranch(
        "the branches select \(describe(a)) and \(describe(b))", query, node,
        "select the same columns in both")
      return nil
    }
  }

  private func branch(
    _ other: Expression, _ type: QueryType, _ wanted: [OptionType], _ given: [OptionType],
    _ query: LoweredQuery, at node: NodeID
  ) -> Expression? {
    let names = wanted.map(\.name.elixir)
    let others = given.map(\.name.elixir)
    guard Set(names) == Set(others) else {
      let missing = names.filter { !others.contains($0) } + others.filter { !names.contains($0) }
      refuseBranch(
        "both branches must select the same columns, and `\(missing[0])` is in one alone", query,
        node, "select it in both, or in neither")
      return nil
    }
    for column in wanted {
      guard let twin = given.first(where: { $0.name.elixir == column.name.elixir }) else {
        continue
      }
      let (a, b) = (column.type.unwrapped, twin.type.unwrapped)
      let lowering = QueryExpressionLowering(body: self, query: query.type)
      let isWide = lowering.isNumber(a) && lowering.isNumber(b) && lowering.numeric(a, b) == a
      if isWide || a == .nil || b == .nil || lowering.compares(a, b) || lowering.compares(b, a) {
        continue
      }
      refuseBranch(
        "`\(column.name.elixir)` is \(describe(a)) in one branch and \(describe(b)) in the other",
        query, node, "cast one of them: `type(…, …)`")
      return nil
    }
    if names == others { return other }
    let row = Binding(
      name: type.bindings.first.flatMap { $0.name == "_" ? nil : $0.name } ?? "row",
      row: .record(given))
    let select = QueryExpression.map(
      names.map { QueryEntry($0, .field(.binding(row), $0)) })
    let inner = subquery(LoweredQuery(expression: other, type: type), isPiped: false)
    return Expression(
      .from(
        FromExpression(
          source: .query(inner.expression), binding: row, clauses: [.plain("select", select)])),
      type: other.type, span: other.span)
  }

  private func refuseBranch(
    _ message: String, _ query: LoweredQuery, _ node: NodeID, _ help: String
  ) {
    file.report(
      .combinationMismatch, message, at: tree.span(node),
      secondary: [Label(query.expression.span, "the first branch")], helps: [Help(help)])
  }

  /// A combination as a source: what filters or orders it goes around it, because SQL would apply it to its first
  /// branch, or not know the names.
  func wrap(_ query: LoweredQuery) -> LoweredQuery {
    var inner = subquery(query, isPiped: true)
    let row = inner.type.row
    var type = QueryType(
      bindings: [Binding(name: query.type.bindings.first?.name ?? "_", row: row)], row: row)
    type.bindings[0].span = query.type.bindings.first?.span
    type.bindings[0].isComputed = query.type.selection != nil
    inner.type = type
    inner.expression.type = .query(type)
    return inner
  }

  /// `subquery(query)`
  func subquery(
    _ query: LoweredQuery, isPiped: Bool, options: [Labeled] = []
  ) -> LoweredQuery {
    var type = query.type
    type.alternatives = []
    type.isSubquery = true
    type.row = rowOfSource(type)
    type.bindings = [Binding(name: "_", row: type.row)]
    type.knownCount = nil
    return LoweredQuery(
      expression: Expression(
        .query(
          QueryCall(
            query: query.expression, isPiped: isPiped, bindings: [],
            clause: .function("subquery", [], options))),
        type: .query(type), span: query.expression.span), type: type)
  }
}
