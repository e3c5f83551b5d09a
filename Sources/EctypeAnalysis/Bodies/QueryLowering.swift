import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The clauses of Ecto.Query that are compiled, by Elixir name.
enum QueryClauses {
  static let names: Set<String> = [
    "where", "or_where", "order_by", "limit", "offset", "distinct", "select", "preload", "join",
    "left_join", "right_join", "full_join", "inner_join",
  ]

  static func joinKind(_ name: String) -> Join.Kind? {
    switch name {
    case "join", "inner_join": .inner
    case "left_join": .left
    case "right_join": .right
    case "full_join": .full
    default: nil
    }
  }
}

extension BodyLowering {
  // MARK: from

  /// `from(p in Post, where: …)`, `from(Post)`, `from(q in query, …)`
  func lowerFrom(_ node: NodeID, _ piped: Piped?, _ arguments: inout Arguments) -> Expression? {
    guard piped == nil, let sourceNode = arguments.next() else {
      file.report(
        .invalidQuery, "`from` needs a source", at: tree.span(node),
        helps: [Help("write it so: `from(p in Post)`")])
      return nil
    }
    let parts = Array(tree.children(sourceNode))
    let isNamed = tree.kind(sourceNode) == .binaryExpression && tree.mainText(sourceNode) == "in"
    guard let value = lower(isNamed ? parts[1] : sourceNode, expecting: nil) else { return nil }
    let source: FromExpression.Source
    let row: SchemaID
    if case .schema(let id) = value.kind {
      guard !shape[id].isEmbedded else {
        file.report(
          .invalidQuery, "`\(shape[id].module.last)` is embedded: it has no table to ask",
          at: value.span)
        return nil
      }
      source = .schema(id)
      row = id
    } else if case .query(let query) = value.type, case .schema(let id) = query.row {
      source = .query(value)
      row = id
    } else {
      file.report(
        .invalidQuery, "\(describe(value.type)) is no source of rows", at: value.span,
        label: "expected a schema or a query")
      return nil
    }
    var type = QueryType(bindings: [], row: .schema(row))
    if case .query(let inner) = value.type { type = inner }
    var binding: Binding?
    if isNamed {
      guard tree.kind(parts[0]) == .identifier else {
        file.report(
          .invalidQuery, "the left of `in` is the name of a row", at: tree.span(parts[0]))
        return nil
      }
      let named = Binding(name: tree.mainText(parts[0]), schema: row)
      binding = named
      if type.bindings.isEmpty { type.bindings = [named] } else { type.bindings[0] = named }
    }
    var clauses: [QueryClause] = []
    let options = arguments.rest()
    for (index, option) in options.enumerated() {
      // `on:` belongs to the join before it.
      let isJoin = QueryClauses.joinKind(option.label) != nil
      let next = index + 1 < options.count ? options[index + 1] : nil
      let on = isJoin && next?.label == "on" ? next?.value : nil
      if option.label == "on", index > 0, QueryClauses.joinKind(options[index - 1].label) != nil {
        continue
      }
      guard QueryClauses.names.contains(option.label) else {
        file.report(
          .unknownOption, "a query has no clause `\(option.label)` that is compiled yet",
          at: option.place,
          helps: file.didYouMean(
            option.label, among: QueryClauses.names.sorted(), at: option.place,
            spelling: NameRules.camelCase))
        return nil
      }
      guard let clause = lowerClause(option.label, option.value, on: on, &type) else { return nil }
      clauses.append(clause)
    }
    arguments.finish()
    return Expression(
      .from(FromExpression(source: source, binding: binding, clauses: clauses)),
      type: .query(type), span: tree.span(node))
  }

  // MARK: where(query, …), query |> where(…)

  func lowerQueryCall(
    _ node: NodeID, _ callee: NodeID, _ name: String, _ piped: Piped?, _ arguments: inout Arguments
  ) -> Expression? {
    guard
      let subject = piped?.value
        ?? arguments.required("a query").flatMap({ lower($0, expecting: nil) })
    else {
      return nil
    }
    var type: QueryType
    switch subject.type {
    case .query(let query): type = query
    default:
      guard case .schema(let id) = subject.kind else {
        file.report(
          .invalidQuery,
          "`\(tree.mainText(callee))` needs a query, and this is \(describe(subject.type))",
          at: subject.span, label: "expected a query",
          helps: [Help("begin with `from(p in Post)`")])
        return nil
      }
      type = QueryType(bindings: [], row: .schema(id))
    }
    guard let argument = arguments.next() else {
      file.report(
        .invalidQuery, "`\(tree.mainText(callee))` needs something to add", at: tree.span(node))
      return nil
    }
    let before = type.bindings
    let on = arguments.value("on")
    guard let clause = lowerClause(name, argument, on: on, &type) else { return nil }
    arguments.finish()
    let named = clause.bindingNames
    let last = before.lastIndex { named.contains($0.name) }
    let bindings = last.map { Array(before[...$0]) } ?? []
    return Expression(
      .query(
        QueryCall(query: subject, isPiped: piped != nil, bindings: bindings, clause: clause)),
      type: .query(type), span: tree.span(node))
  }

  // MARK: Clauses

  private func lowerClause(
    _ name: String, _ node: NodeID, on: NodeID?, _ type: inout QueryType
  ) -> QueryClause? {
    let query = QueryExpressionLowering(body: self, bindings: type.bindings)
    switch name {
    case "where", "or_where":
      guard let condition = query.condition(node) else { return nil }
      return name == "where" ? .where(condition) : .orWhere(condition)
    case "order_by": return query.order(node).map { .orderBy($0) }
    case "limit": return query.count(node).map { .limit($0) }
    case "offset": return query.count(node).map { .offset($0) }
    case "distinct":
      return query.lower(node, expecting: nil).map { .distinct($0.expression) }
    case "select":
      guard !type.isSelected else {
        file.report(.invalidQuery, "this query has a `select` already", at: tree.span(node))
        return nil
      }
      guard let selected = query.lower(node, expecting: nil) else { return nil }
      if selected.expression.hasAggregate, selected.expression.hasBareField {
        file.report(
          .invalidQuery, "a column stands beside an aggregate, and nothing groups the rows",
          at: tree.span(node), notes: ["grouping is not compiled yet"])
        return nil
      }
      if type.isPreloaded {
        file.report(
          .invalidQuery, "a query that preloads gives whole rows", at: tree.span(node),
          helps: [Help("leave out `select`, or preload afterwards with `Repo.preload`")])
        return nil
      }
      type.row = selected.type
      type.isSelected = true
      return .select(selected.expression)
    case "preload":
      guard case .schema(let id) = type.row, !type.isSelected else {
        file.report(
          .invalidQuery, "only whole rows of a schema can preload", at: tree.span(node))
        return nil
      }
      type.isPreloaded = true
      return lowerPreloads(node, of: id).map { .preload($0) }
    default:
      return QueryClauses.joinKind(name).flatMap { lowerJoin($0, node, on: on, &type) }
    }
  }

  /// `join(c in assoc(p, .comments))`, `join(c in Comment, on: c.postId == p.id)`
  private func lowerJoin(
    _ kind: Join.Kind, _ node: NodeID, on: NodeID?, _ type: inout QueryType
  ) -> QueryClause? {
    let parts = Array(tree.children(node))
    guard tree.kind(node) == .binaryExpression, tree.mainText(node) == "in", parts.count == 2,
      tree.kind(parts[0]) == .identifier
    else {
      file.report(
        .invalidQuery, "a join names its rows", at: tree.span(node),
        helps: [Help("write it so: `join(c in assoc(p, .comments))`")])
      return nil
    }
    let name = tree.mainText(parts[0])
    if type.bindings.contains(where: { NameRules.snakeCase($0.name) == NameRules.snakeCase(name) })
    {
      file.report(
        .duplicateDeclaration, "`\(name)` already names rows of this query", at: tree.span(parts[0])
      )
      return nil
    }
    let query = QueryExpressionLowering(body: self, bindings: type.bindings)
    if let (owner, association) = query.association(parts[1]) {
      let binding = Binding(name: name, schema: association.target)
      type.bindings.append(binding)
      return .join(
        Join(
          kind: kind, binding: binding,
          source: .association(owner: owner, name: association.name.elixir)))
    }
    if tree.kind(parts[1]) == .call, let callee = first(parts[1]), tree.mainText(callee) == "assoc"
    {
      return nil
    }
    guard let source = lower(parts[1], expecting: nil), case .schema(let id) = source.kind else {
      file.report(
        .invalidQuery, "only schemas and associations can be joined so far", at: tree.span(parts[1])
      )
      return nil
    }
    let binding = Binding(name: name, schema: id)
    type.bindings.append(binding)
    guard let on else {
      file.report(
        .invalidQuery, "how do the rows of `\(name)` relate to the others?", at: tree.span(node),
        helps: [Help("say it with `on:`")])
      return nil
    }
    let joined = QueryExpressionLowering(body: self, bindings: type.bindings)
    return joined.condition(on).map {
      .join(Join(kind: kind, binding: binding, source: .schema(id, on: $0)))
    }
  }
}

extension QueryClause {
  /// The names of the bindings that it reads.
  var bindingNames: Set<String> {
    var names: Set<String> = []
    switch self {
    case .where(let e), .orWhere(let e), .limit(let e), .offset(let e), .distinct(let e),
      .select(let e):
      e.collectBindings(&names)
    case .orderBy(let terms): for term in terms { term.expression.collectBindings(&names) }
    case .preload: break
    case .join(let join):
      switch join.source {
      case .association(let owner, _): names.insert(owner.name)
      case .schema(_, let on): on.collectBindings(&names)
      }
    }
    return names
  }
}

extension QueryExpression {
  private static let aggregates: Set<String> = ["count", "sum", "avg", "min", "max"]

  /// An aggregate is in it.
  var hasAggregate: Bool {
    switch self {
    case .literal, .pinned, .field, .binding: false
    case .not(let e), .isNil(let e): e.hasAggregate
    case .binary(_, let left, let right): left.hasAggregate || right.hasAggregate
    case .call(let name, let parts):
      Self.aggregates.contains(name) || parts.contains(where: \.hasAggregate)
    case .fragment(_, let parts), .list(let parts), .tuple(let parts):
      parts.contains(where: \.hasAggregate)
    case .map(let entries): entries.contains { $0.value.hasAggregate }
    }
  }

  /// A column or a row outside of every aggregate is in it.
  var hasBareField: Bool {
    switch self {
    case .literal, .pinned: false
    case .field, .binding: true
    case .not(let e), .isNil(let e): e.hasBareField
    case .binary(_, let left, let right): left.hasBareField || right.hasBareField
    case .call(let name, let parts):
      !Self.aggregates.contains(name) && parts.contains(where: \.hasBareField)
    case .fragment(_, let parts), .list(let parts), .tuple(let parts):
      parts.contains(where: \.hasBareField)
    case .map(let entries): entries.contains { $0.value.hasBareField }
    }
  }

  func collectBindings(_ names: inout Set<String>) {
    switch self {
    case .literal, .pinned: return
    case .field(let binding, _), .binding(let binding): names.insert(binding.name)
    case .not(let e), .isNil(let e): e.collectBindings(&names)
    case .binary(_, let left, let right):
      left.collectBindings(&names)
      right.collectBindings(&names)
    case .call(_, let parts), .fragment(_, let parts), .list(let parts), .tuple(let parts):
      for part in parts { part.collectBindings(&names) }
    case .map(let entries): for entry in entries { entry.value.collectBindings(&names) }
    }
  }
}
