import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The functions of Ecto.Query that are not clauses.
extension BodyLowering {
  func lowerQueryFunction(
    _ node: NodeID, _ name: String, _ query: LoweredQuery, isPiped: Bool,
    _ arguments: inout Arguments
  ) -> Expression? {
    var query = query
    query.expression.span = query.expression.span
    switch name {
    case "prepend_order_by", "windows_as":
      return clauseCall(node, name, query, isPiped: isPiped, &arguments)
    case "with_cte": return commonTable(node, query, isPiped: isPiped, &arguments)
    case "recursive_ctes":
      var isRecursive = true
      if let value = arguments.next() {
        guard let given = file.boolean(value, for: "the value", of: "`recursiveCtes`") else {
          return nil
        }
        isRecursive = given
      }
      arguments.finish()
      let flag = Expression(.literal(.bool(isRecursive)), type: .bool, span: tree.span(node))
      return function(node, name, [flag], query, query.type, isPiped: isPiped)
    case "subquery": return lowerSubquery(node, query, isPiped: isPiped, &arguments)
    case "exclude": return exclude(node, query, isPiped: isPiped, &arguments)
    case "first", "last": return firstOrLast(node, name, query, isPiped: isPiped, &arguments)
    case "reverse_order":
      arguments.finish()
      return function(node, name, [], query, query.type, isPiped: isPiped)
    case "put_query_prefix":
      guard let argument = arguments.next() else {
        file.report(
          .wrongArguments, "`putQueryPrefix` needs the prefix", at: tree.span(node),
          helps: [Help("write it so: `putQueryPrefix(query, \"tenant\")`")])
        return nil
      }
      arguments.finish()
      guard let value = lower(argument, expecting: .string), check(value, is: .optional(.string))
      else { return nil }
      return function(node, name, [value], query, query.type, isPiped: isPiped)
    case "has_named_binding?":
      guard let alias = alias(&arguments, node) else { return nil }
      var result = function(node, name, [alias], query, query.type, isPiped: isPiped)
      result.type = .bool
      return result
    case "with_named_binding":
      return withNamedBinding(node, query, isPiped: isPiped, &arguments)
    default:
      unsupported(node, "`\(NameRules.camelCase(name))`")
      return nil
    }
  }

  /// `withNamedBinding(query, .comments, { query, name in … })`: what joins them, where they are not there yet.
  private func withNamedBinding(
    _ node: NodeID, _ query: LoweredQuery, isPiped: Bool, _ arguments: inout Arguments
  ) -> Expression? {
    guard let aliasNode = arguments.next(), let alias = file.symbol(aliasNode),
      let joinNode = arguments.next() ?? trailingClosure(node)
    else {
      file.report(
        .wrongArguments, "which rows, and what joins them?", at: tree.span(node),
        helps: [Help("write it so: `withNamedBinding(.comments, { query, name in … })`")])
      return nil
    }
    arguments.finish()
    let wanted = ValueType.function([.query(query.type), .atom], .any)
    guard let join = lower(joinNode, expecting: wanted), check(join, is: wanted) else {
      return nil
    }
    let isThere = query.type.bindings.contains { $0.alias == alias }
    var type = query.type
    if case .function(_, .query(let joined)) = join.type, !isThere {
      guard let rows = joined.bindings.first(where: { $0.alias == alias }) else {
        file.report(
          .invalidQuery, "what this gives has no rows named `\(alias)`", at: join.span,
          secondary: [Label(tree.span(aliasNode), "asked for here")],
          helps: [Help("name the join: `as: .\(NameRules.camelCase(alias))`")])
        return nil
      }
      let isKnown = query.type.knownCount == nil
      type = isKnown ? joined : query.type.merged(with: joined)
      if !isKnown { type.bindings.append(rows) }
    }
    let name = Expression(.literal(.atom(alias)), type: .atom, span: tree.span(aliasNode))
    return function(
      node, "with_named_binding", [name, join], query, type, isPiped: isPiped)
  }

  private func function(
    _ node: NodeID, _ name: String, _ arguments: [Expression], _ query: LoweredQuery,
    _ type: QueryType, isPiped: Bool
  ) -> Expression {
    Expression(
      .query(
        QueryCall(
          query: query.expression, isPiped: isPiped, bindings: [],
          clause: .function(name, arguments, []))),
      type: .query(type), span: tree.span(node))
  }

  private func alias(_ arguments: inout Arguments, _ node: NodeID) -> Expression? {
    guard let argument = arguments.next() else {
      file.report(
        .wrongArguments, "which rows? their name is missing", at: tree.span(node),
        helps: [Help("write it so: `hasNamedBinding?(query, .comments)`")])
      return nil
    }
    arguments.finish()
    guard let value = lower(argument, expecting: .atom), check(value, is: .atom) else { return nil }
    return value
  }

  /// `prependOrderBy(…)`, `windowsAs(:w, …)`
  private func clauseCall(
    _ node: NodeID, _ name: String, _ query: LoweredQuery, isPiped: Bool,
    _ arguments: inout Arguments
  ) -> Expression? {
    var query = query
    if name == "prepend_order_by" {
      let given = ClauseArguments(
        value: arguments.next(), labeled: arguments.rest(), span: tree.span(node))
      arguments.finish()
      guard add(name, given, to: &query, isPiped: isPiped) else { return nil }
    } else {
      guard let nameNode = arguments.next(), let window = file.symbol(nameNode) else {
        file.report(
          .wrongArguments, "`windowsAs` needs the window's name", at: tree.span(node),
          helps: [Help("write it so: `windowsAs(:w, partitionBy: p.category)`")])
        return nil
      }
      let lowering = QueryExpressionLowering(body: self, query: query.type)
      var type = query.type
      guard
        let entries = declare(
          window: window, at: tree.span(nameNode), &arguments, lowering, &type)
      else { return nil }
      query.append(
        .plain("windows", .keywords([QueryEntry(window, .keywords(entries))])), type: type,
        slots: slots(lowering.uses.named, in: query.type), isPiped: isPiped)
    }
    query.expression.span = tree.span(node)
    return query.expression
  }

  private func lowerSubquery(
    _ node: NodeID, _ query: LoweredQuery, isPiped: Bool, _ arguments: inout Arguments
  ) -> Expression? {
    guard complete(query.type, at: query.expression.span) else { return nil }
    if query.type.isPreloaded {
      file.report(
        .invalidQuery, "a subquery cannot preload: its rows stay in the database",
        at: query.expression.span,
        helps: [Help("leave out its `preload`, or take it away with `exclude(.preload)`")])
      return nil
    }
    guard isSource(query.type, at: query.expression.span) else { return nil }
    var options: [Labeled] = []
    if let prefix = arguments.value("prefix") {
      guard let value = lower(prefix, expecting: .string), check(value, is: .string) else {
        return nil
      }
      options = [Labeled(key: "prefix", value: value)]
    }
    arguments.finish()
    var result = subquery(query, isPiped: isPiped, options: options).expression
    result.span = tree.span(node)
    return result
  }

  /// Whether the rows of a query have columns with names, as those of a subquery must.
  func isSource(_ query: QueryType, at span: Span) -> Bool {
    switch query.row.unwrapped {
    case .schema, .any, .map: return true
    case .record(let fields):
      guard let nested = fields.first(where: { $0.type.schemaOfRow != nil }) else { return true }
      file.report(
        .invalidQuery, "`\(nested.name.elixir)` is a whole row, and a subquery has only columns",
        at: span, helps: [Help("select the columns that are needed")])
      return false
    default:
      if query.selection?.column != nil { return true }
      file.report(
        .invalidQuery, "the columns of a subquery need names", at: span,
        label: "its rows are \(describe(query.row))",
        helps: [Help("select a map: `select({id: p.id})`")])
      return false
    }
  }

  // MARK: exclude, first, last

  private static let excludable: Set<String> = [
    "join", "where", "order_by", "group_by", "having", "distinct", "select", "combinations",
    "with_ties", "limit", "offset", "lock", "preload", "update", "windows", "inner_join",
    "cross_join", "left_join", "right_join", "full_join", "inner_lateral_join",
    "left_lateral_join",
  ]

  private func exclude(
    _ node: NodeID, _ query: LoweredQuery, isPiped: Bool, _ arguments: inout Arguments
  ) -> Expression? {
    guard let argument = arguments.next() else {
      file.report(
        .wrongArguments, "what is taken away?", at: tree.span(node),
        helps: [Help("write it so: `exclude(.orderBy)`")])
      return nil
    }
    arguments.finish()
    var type = query.type
    for element in file.elements(argument) {
      guard let name = file.symbol(element, for: "the clause", of: "`exclude`", as: .choice)
      else { return nil }
      guard Self.excludable.contains(name) else {
        file.report(
          .invalidOption, "a query has no `\(name)` to take away", at: tree.span(element),
          helps: file.didYouMean(
            name, among: Self.excludable.sorted(), at: tree.span(element),
            orElse: "name a clause of the query, as in `exclude(.orderBy)`",
            spelling: { ".\(NameRules.camelCase($0))" }))
        return nil
      }
      type.each { forget(name, &$0) }
    }
    guard let value = lower(argument, expecting: nil) else { return nil }
    return function(node, "exclude", [value], query, type, isPiped: isPiped)
  }

  private func forget(_ clause: String, _ type: inout QueryType) {
    switch clause {
    case "select":
      type.selection = nil
      type.row = type.firstRow
      type.columns = []
      type.isAggregated = false
    case "preload": type.isPreloaded = false
    case "distinct": type.distinct = nil
    case "order_by": type.order = []
    case "group_by":
      // An aggregate without groups may be of no rows; of a query from elsewhere nothing tells.
      let isOfGroups = type.hasGroups && type.isAggregated || type.knownCount != nil
      if type.selection != nil, isOfGroups {
        let row = type.row.partlyNil
        type.row = row
        type.selection?.missing = row
        type.selection?.grouped = nil
      }
      type.grouping = nil
      type.hasGroups = false
    case "combinations": type.isCombined = false
    case "windows": type.windows = []
    case "lock": type.lock = nil
    case "update": type.isUpdate = false
    case let join where join.hasSuffix("join"):
      type.bindings = Array(type.bindings.prefix(1))
      type.filteredJoin = nil
    default: return
    }
  }

  private func firstOrLast(
    _ node: NodeID, _ name: String, _ query: LoweredQuery, isPiped: Bool,
    _ arguments: inout Arguments
  ) -> Expression? {
    var values: [Expression] = []
    if let argument = arguments.next() {
      guard let field = file.symbol(argument, for: "the field", of: "`\(name)`") else { return nil }
      let lowering = QueryExpressionLowering(body: self, query: query.type)
      let prefix = tree.kind(argument) == .implicitMember ? "." : ""
      if let first = query.type.bindings.first {
        guard lowering.column(field, of: first, at: tree.span(argument), prefix: prefix) != nil
        else { return nil }
      }
      values = [Expression(.literal(.atom(field)), type: .atom, span: tree.span(argument))]
    } else if let id = query.type.bindings.first?.row.schemaOfRow,
      shape[id].primaryKeyField == nil
    {
      file.report(
        .wrongArguments, "`\(shape[id].module.last)` has no single primary key to order by",
        at: tree.span(node), helps: [Help("name a field: `\(name)(.insertedAt)`")])
      return nil
    }
    arguments.finish()
    return function(node, name, values, query, query.type, isPiped: isPiped)
  }
}
