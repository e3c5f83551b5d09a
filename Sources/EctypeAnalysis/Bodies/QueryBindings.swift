import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// How a clause names the rows that it reads: `[p, c]`, `[comments: c]`, `[p, ..., c]`.
  func slots(_ names: Set<String>, in type: QueryType) -> [BindingSlot] {
    let known = min(type.knownCount ?? type.bindings.count, type.bindings.count)
    let read = type.bindings.indices.filter {
      type.bindings[$0].name != "_" && names.contains(type.bindings[$0].name)
    }
    let positions = read.filter { type.bindings[$0].alias == nil || $0 == 0 }
    let last = positions.last { $0 < known }
    let firstLate = positions.first { $0 >= known }
    var result: [BindingSlot] = []
    if let last {
      result = type.bindings[...last].map { $0.name == "_" ? .skipped : .positional($0) }
    }
    if let firstLate {
      result.append(.rest)
      result += type.bindings[firstLate...].map { $0.name == "_" ? .skipped : .positional($0) }
    }
    // A row with a name of its own is bound by it, unless its place has bound it already.
    for index in read where index > (last ?? -1) && index < (firstLate ?? type.bindings.count) {
      if index > 0, let alias = type.bindings[index].alias {
        result.append(.named(alias, type.bindings[index]))
      }
    }
    return result
  }

  // MARK: dynamic

  /// `dynamic(p in Post, p.title == ^title)`, `dynamic([p in Post, comments: c in Comment], …)`
  func lowerDynamic(_ node: NodeID, _ arguments: inout Arguments) -> Expression? {
    guard let firstNode = arguments.next() else {
      file.report(
        .wrongArguments, "`dynamic` needs an expression", at: tree.span(node),
        helps: [Help("write it so: `dynamic(p in Post, p.title == ^title)`")])
      return nil
    }
    var type = QueryType(bindings: [], row: .any)
    var slots: [BindingSlot] = []
    var valueNode = firstNode
    if let second = arguments.next() {
      valueNode = second
      guard dynamicRows(firstNode, &type, &slots) else { return nil }
    }
    arguments.finish()
    type.knownCount = type.bindings.count
    var lowering = QueryExpressionLowering(body: self, query: type)
    lowering.isDynamic = true
    guard let value = lowering.lower(valueNode, expecting: .bool) else { return nil }
    if let span = lowering.uses.unframed.first {
      file.report(
        .invalidQuery, "a window function needs its window", at: span,
        helps: [Help("write `|> over(:name)` behind it")])
      return nil
    }
    var resultType = value.type
    if case .dynamic(let inner) = resultType { resultType = inner.value }
    return Expression(
      .dynamic(DynamicExpression(bindings: slots, value: value.expression)),
      type: .dynamic(DynamicType(bindings: type.bindings, value: resultType)),
      span: tree.span(node))
  }

  private func dynamicRows(
    _ node: NodeID, _ type: inout QueryType, _ slots: inout [BindingSlot]
  ) -> Bool {
    for element in tree.kind(node) == .listLiteral ? Array(tree.children(node)) : [node] {
      var alias: String?
      var inner = element
      if tree.kind(element) == .keyValue, !tree[element].main.isNone, let value = first(element) {
        alias = NameRules.snakeCase(tree.mainText(element))
        inner = value
      }
      let parts = Array(tree.children(inner))
      guard tree.kind(inner) == .binaryExpression, tree.mainText(inner) == "in", parts.count == 2,
        tree.kind(parts[0]) == .identifier
      else {
        file.report(
          .invalidQuery, "a dynamic expression says whose rows it is about", at: tree.span(inner),
          helps: [Help("write it so: `dynamic(p in Post, …)`")])
        return false
      }
      guard let source = lowerSource(parts[1], in: nil) else { return false }
      let binding = Binding(name: tree.mainText(parts[0]), row: source.row, alias: alias)
      type.bindings.append(binding)
      slots.append(alias.map { .named($0, binding) } ?? .positional(binding))
    }
    return true
  }

  /// Whether a query has the rows that a dynamic expression is about; reports it otherwise.
  func fits(_ dynamic: DynamicType, _ query: QueryType, at span: Span) -> Bool {
    for (index, wanted) in dynamic.bindings.enumerated() {
      let given = binding(wanted, index, in: query)
      if given == nil, query.knownCount != nil { continue }
      guard let given else {
        file.report(
          .invalidQuery,
          wanted.alias.map { "the query has no rows named `\($0)`, which this is about" }
            ?? "this is about \(dynamic.bindings.count) kinds of rows, and the query has \(query.bindings.count)",
          at: span,
          helps: [Help("join what it is about first, or make the condition for fewer rows")])
        return false
      }
      guard accepts(wanted.row, given.row) || accepts(given.row, wanted.row) else {
        file.report(
          .typeMismatch,
          "this is about rows of \(describe(wanted.row)), not of \(describe(given.row))", at: span,
          helps: [Help("make the condition for the rows that the query has, in their order")])
        return false
      }
    }
    return true
  }
  /// The rows of a query that a dynamic expression is about.
  func rows(of dynamic: DynamicType, in query: QueryType) -> [Binding] {
    dynamic.bindings.enumerated().compactMap { binding($1, $0, in: query) }
  }

  private func binding(_ wanted: Binding, _ index: Int, in query: QueryType) -> Binding? {
    if let alias = wanted.alias { return query.bindings.first { $0.alias == alias } }
    return index < query.bindings.count ? query.bindings[index] : nil
  }
}
