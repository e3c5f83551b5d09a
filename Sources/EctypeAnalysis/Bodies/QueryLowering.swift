import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A query under construction: the expression, and what is known of it.
struct LoweredQuery {
  var expression: Expression
  var type: QueryType
}

extension BodyLowering {
  // MARK: from

  /// `from(p in Post, where: …)`, `from(Post)`, `from(q in query, …)`, `with(…) |> from(x in "x")`
  func lowerFrom(_ node: NodeID, _ piped: Piped?, _ arguments: inout Arguments) -> Expression? {
    guard let sourceNode = arguments.next() else {
      file.report(
        .invalidQuery, "`from` needs a source", at: tree.span(node),
        helps: [Help("write it so: `from(p in Post)`")])
      return nil
    }
    var prefix: (Expression, QueryType)?
    if let piped {
      guard case .query(let type) = piped.value.type, !type.hasSource else {
        file.report(
          .invalidQuery, "`from` begins a query: nothing is piped into it", at: piped.value.span,
          helps: [Help("write it so: `from(p in Post)`")])
        return nil
      }
      prefix = (piped.value, type)
    }
    guard var from = lowerSourceOfFrom(sourceNode, prefix?.1) else { return nil }
    var type = from.type
    guard var options = options(of: &arguments, from: &from.expression, &type, sourceNode) else {
      return nil
    }
    if let (base, ctes) = prefix {
      type.ctes = ctes.ctes
      guard let rooted = base.rooted(at: from.expression) else {
        file.report(
          .invalidQuery, "the CTEs come from elsewhere: their query cannot begin here",
          at: base.span, helps: [Help("write `with(…)` and `from(…)` in one pipe")])
        return nil
      }
      var query = LoweredQuery(
        expression: Expression(rooted.kind, type: .query(type), span: tree.span(node)), type: type)
      return clauses(&options, of: &query) ? query.expression : nil
    }
    var query = LoweredQuery(
      expression: Expression(
        .from(from.expression), type: .query(type), span: tree.span(node)), type: type)
    guard clauses(&options, of: &query) else { return nil }
    return query.expression
  }

  private func lowerSourceOfFrom(
    _ node: NodeID, _ ctes: QueryType?
  ) -> (expression: FromExpression, type: QueryType)? {
    let parts = Array(tree.children(node))
    let isNamed =
      tree.kind(node) == .binaryExpression && tree.mainText(node) == "in" && parts.count == 2
    let sourceNode = isNamed ? parts[1] : node
    if let ctes { queries.commonTables += ctes.ctes }
    defer { if let ctes { queries.commonTables.removeLast(ctes.ctes.count) } }
    guard var lowered = lowerSource(sourceNode, in: nil) else { return nil }
    // What is a union is a source only as a subquery.
    if let inner = lowered.query, inner.isCombined, !inner.isSubquery,
      case .query(let value) = lowered.source
    {
      guard isSource(inner, at: value.span) else { return nil }
      let wrapped = wrap(LoweredQuery(expression: value, type: inner))
      lowered = LoweredSource(
        source: .query(wrapped.expression), row: rowOfSource(wrapped.type), query: wrapped.type)
    }
    var type: QueryType
    if let inner = lowered.query, !inner.isSubquery {
      type = inner
    } else {
      type = QueryType(bindings: [lowered.binding("_")], row: lowered.row)
      type.needsSelect = lowered.needsSelect
    }
    if type.bindings.isEmpty { type.bindings = [Binding(name: "_", row: lowered.row)] }
    type.bindings[0].span = tree.span(sourceNode)
    guard isNamed else { return (FromExpression(source: lowered.source, binding: nil), type) }
    guard let names = bindingNames(parts[0]) else { return nil }
    guard rename(&type, names[...], from: 0) else { return nil }
    return (FromExpression(source: lowered.source, binding: type.bindings[0]), type)
  }

  /// `p`, or `[p, c]`: names for the rows of a query, in order.
  private func bindingNames(_ node: NodeID) -> [(String, Span)]? {
    if tree.kind(node) == .identifier { return [(tree.mainText(node), tree.span(node))] }
    if tree.kind(node) == .wildcard { return [("_", tree.span(node))] }
    file.report(
      .invalidQuery, "the left of `in` is the name of a row", at: tree.span(node),
      helps: [Help("write it so: `from(p in Post)`")])
    return nil
  }

  private func rename(
    _ type: inout QueryType, _ names: ArraySlice<(String, Span)>, from start: Int
  ) -> Bool {
    for (index, (name, span)) in zip(start..., names) {
      if let other = type.bindings.firstIndex(where: { $0.name == name && name != "_" }),
        other != index
      {
        file.report(
          .duplicateDeclaration, "`\(name)` already names rows of this query", at: span,
          helps: [Help("give these rows another name")])
        return false
      }
      type.bindings[index].name = name
    }
    return true
  }

  /// `as:`, `prefix:` and `hints:` directly behind the source; gives the clauses behind them.
  private func options(
    of arguments: inout Arguments, from: inout FromExpression, _ type: inout QueryType,
    _ node: NodeID
  ) -> ArraySlice<Clause>? {
    var rest = arguments.rest(known: QueryClauses.keywords.contains)[...]
    arguments.finish()
    let lowering = QueryExpressionLowering(body: self, query: type)
    var given: [Clause] = []
    while let option = rest.first, ["as", "prefix", "hints"].contains(option.label) {
      guard isFirst(option, among: given), let entry = sourceOption(option, lowering) else {
        return nil
      }
      given.append(option)
      if case .literal(.atom(let alias)) = entry.value, option.label == "as" {
        type.bindings[0].alias = alias
        from.binding?.alias = alias
      }
      from.options.append(entry)
      rest.removeFirst()
    }
    if from.options.contains(where: { $0.key == "as" }), from.binding == nil {
      type.bindings[0].name = "_"
    }
    return rest
  }

  typealias Clause = (label: String, place: Span, value: NodeID)

  /// Ecto takes each option of a source once; `on` twice it would join by `and`.
  func isFirst(_ option: Clause, among others: [Clause]) -> Bool {
    guard let other = others.first(where: { $0.label == option.label }) else { return true }
    file.report(
      .duplicateOption, "`\(option.label)` is given twice to the same rows", at: option.place,
      secondary: [Label(other.place, "first here")],
      helps: [
        Help(
          option.label == "on"
            ? "make one condition of both, with `&&`" : "leave one of them out")
      ])
    return false
  }

  /// `as: .post`, `prefix: "tenant"`, `hints: […]`
  func sourceOption(_ option: Clause, _ lowering: QueryExpressionLowering) -> QueryEntry? {
    if tree.kind(option.value) == .prefixExpression {
      guard let value = lowering.lower(option.value, expecting: nil) else { return nil }
      return QueryEntry(option.label, value.expression)
    }
    switch option.label {
    case "as":
      guard let name = file.symbol(option.value, for: "as", of: "a source") else { return nil }
      return QueryEntry("as", .literal(.atom(name)))
    case "prefix":
      if tree.kind(option.value) == .nilLiteral { return QueryEntry("prefix", .literal(.null)) }
      guard let text = file.string(option.value, for: "prefix", of: "a source") else { return nil }
      return QueryEntry("prefix", .literal(.string(text)))
    default:
      var hints: [QueryExpression] = []
      for element in file.elements(option.value) {
        guard let text = file.string(element, for: "hints", of: "a source") else { return nil }
        hints.append(.literal(.string(text)))
      }
      return QueryEntry("hints", hints.count == 1 ? hints[0] : .list(hints))
    }
  }

  /// The keyword clauses of a `from`, in order.
  private func clauses(_ clauses: inout ArraySlice<Clause>, of query: inout LoweredQuery) -> Bool {
    while let clause = clauses.popFirst() {
      guard QueryClauses.keywords.contains(clause.label) else {
        unknownClause(clause)
        return false
      }
      var given = ClauseArguments(value: clause.value, labeled: [], span: clause.place)
      if let kind = QueryClauses.joins[clause.label] {
        // `on:`, `as:` and the like belong to the join before them.
        while let option = clauses.first, ["on", "as", "prefix", "hints"].contains(option.label) {
          given.labeled.append(option)
          clauses.removeFirst()
        }
        guard add(join: kind, given, to: &query, isPiped: nil) else { return false }
      } else {
        guard add(clause.label, given, to: &query, isPiped: nil) else { return false }
      }
    }
    return true
  }

  private func unknownClause(_ clause: Clause) {
    let isCall = QueryClauses.functions.contains(clause.label)
    file.report(
      .unknownOption, "a query has no clause `\(clause.label)`", at: clause.place,
      notes: isCall ? ["Ecto has it as a function: pipe the query into it"] : [],
      helps: isCall
        ? []
        : file.didYouMean(
          clause.label, among: QueryClauses.keywords.sorted() + ["as", "on", "prefix", "hints"],
          at: clause.place, spelling: NameRules.camelCase))
  }

  // MARK: where(query, …), query |> where(…)

  func lowerQueryCall(
    _ node: NodeID, _ callee: NodeID, _ name: String, _ piped: Piped?, _ arguments: inout Arguments
  ) -> Expression? {
    guard
      let subject = piped?.value
        ?? arguments.required("a query").flatMap({ lower($0, expecting: nil) }),
      let (value, type) = asQuery(subject, for: "`\(tree.mainText(callee))`")
    else { return nil }
    var query = LoweredQuery(expression: value, type: type)
    let isPiped = piped != nil
    if !type.hasSource, !["with_cte", "recursive_ctes"].contains(name) {
      file.report(
        .invalidQuery, "the CTEs are declared, but which rows are asked for?", at: value.span,
        helps: [Help("go on with `|> from(x in \"\(type.ctes.last?.name ?? "name")\")`")])
      return nil
    }
    if QueryClauses.functions.contains(name) {
      return lowerQueryFunction(node, name, query, isPiped: isPiped, &arguments)
    }
    queries.commonTables += type.ctes
    defer { queries.commonTables.removeLast(type.ctes.count) }
    var kind = QueryClauses.joins[name]
    if name == "join", let (written, _) = qualifier(&arguments) { kind = written }
    guard explicitBindings(&query.type, &arguments, isJoin: kind != nil) else { return nil }
    var given = ClauseArguments(value: arguments.next(), labeled: [], span: tree.span(node))
    given.labeled = arguments.rest()
    arguments.finish()
    guard given.value != nil || !given.labeled.isEmpty else {
      file.report(
        .invalidQuery, "`\(tree.mainText(callee))` needs something to add", at: tree.span(node),
        helps: [Help("say what: `where(query, p.published)`, or leave the call out")])
      return nil
    }
    let isAdded =
      if let kind {
        add(join: kind, given, to: &query, isPiped: isPiped)
      } else {
        add(name, given, to: &query, isPiped: isPiped)
      }
    guard isAdded else { return nil }
    query.expression.span = tree.span(node)
    return query.expression
  }

  /// `join(query, :left, [p], c in Comment)`, Ecto's own form.
  private func qualifier(_ arguments: inout Arguments) -> (Join.Kind, NodeID)? {
    guard let node = arguments.peek, let name = file.symbol(node, as: .any),
      tree.kind(node) != .stringLiteral, let kind = Join.Kind(rawValue: name)
    else { return nil }
    _ = arguments.next()
    return (kind, node)
  }

  /// `where(query, [p, comments: c], …)`, `where(query, [p, ..., u], …)`, `orderBy(query, [p], desc: p.id)`: a list of
  /// names before the clause's value.
  private func explicitBindings(
    _ type: inout QueryType, _ arguments: inout Arguments, isJoin: Bool
  ) -> Bool {
    guard let node = arguments.peek else { return true }
    let isBeforeValue = arguments.positionalCount >= 2
    if isBeforeValue, tree.kind(node) == .identifier {
      let list = "[\(tree.mainText(node))]"
      file.report(
        .invalidQuery, "the names of rows stand in a list", at: tree.span(node),
        helps: [Help("write it so: `\(list)`", edits: [TextEdit(tree.span(node), list)])])
      return false
    }
    guard tree.kind(node) == .listLiteral,
      isBeforeValue || arguments.hasLabels && isListOfNames(node)
    else { return true }
    _ = arguments.next()
    var names: [(String, Span)] = []
    var ellipsis: Int?
    for element in tree.children(node) {
      switch tree.kind(element) {
      case .keyValue: guard name(element, in: &type) else { return false }
      case .ellipsis:
        guard ellipsis == nil else {
          file.report(
            .invalidQuery, "`...` stands once: it is all rows between the others",
            at: tree.span(element), helps: [Help("leave one of them out")])
          return false
        }
        ellipsis = names.count
      default:
        guard let name = bindingNames(element) else { return false }
        names += name
      }
    }
    let first = names[..<(ellipsis ?? names.count)]
    let last = names[first.endIndex...]
    let known = type.knownCount ?? type.bindings.count
    guard first.count <= known else {
      file.report(
        .invalidQuery,
        "the query has \(known) row\(known == 1 ? "" : "s") known here, not \(first.count)",
        at: tree.span(node),
        helps: [Help("declare what the query brings: `Query<(Post, Comment)>`")]
          + fromTheEnd(first.map(\.0), known: known, type, node))
      return false
    }
    // What has been joined to a query from elsewhere is known from the end, and nothing before it.
    let late =
      type.bindings.count - (type.knownCount.map { min($0, type.bindings.count) } ?? first.count)
    guard last.count <= max(late, 0) else {
      file.report(
        .invalidQuery,
        type.knownCount == nil
          ? "the query has \(type.bindings.count) row\(type.bindings.count == 1 ? "" : "s"), not \(names.count)"
          : "which rows are the query's last is not known here", at: tree.span(node),
        helps: [Help("name rows where they are joined with `as:`, and here: `[comments: c]`")])
      return false
    }
    return rename(&type, first, from: 0)
      && rename(&type, last, from: type.bindings.count - last.count)
  }

  /// `[p, c]` of a query that may have joins between the two.
  private func fromTheEnd(
    _ names: [String], known: Int, _ type: QueryType, _ node: NodeID
  ) -> [Help] {
    guard known > 0, names.count == type.bindings.count else { return [] }
    let list = (names[..<known] + ["..."] + names[known...]).joined(separator: ", ")
    return [
      Help(
        "or count from the end, because the query may have joins of its own: `[\(list)]`",
        edits: [TextEdit(tree.span(node), "[\(list)]")])
    ]
  }

  /// Nothing but `p`, `_`, `...` and `comments: c`: as values, rows would give no order and no group.
  private func isListOfNames(_ node: NodeID) -> Bool {
    let elements = Array(tree.children(node))
    return !elements.isEmpty
      && elements.allSatisfy { element in
        switch tree.kind(element) {
        case .identifier, .wildcard, .ellipsis: true
        case .keyValue:
          Array(tree.children(element)).last.map { tree.kind($0) } == .identifier
            && OrderDirection(rawValue: NameRules.snakeCase(tree.mainText(element))) == nil
        default: false
        }
      }
  }

  /// `comments: c` in a list of names.
  private func name(_ element: NodeID, in type: inout QueryType) -> Bool {
    let parts = Array(tree.children(element))
    let alias =
      tree[element].main.isNone
      ? parts.first.flatMap { file.symbol($0) } ?? "" : NameRules.snakeCase(tree.mainText(element))
    guard let value = parts.last, tree.kind(value) == .identifier else {
      file.report(
        .invalidQuery, "before the last argument stand the names of rows", at: tree.span(element),
        helps: [Help("write it so: `[p, comments: c]`, and put what is added into one list")])
      return false
    }
    guard let index = type.bindings.firstIndex(where: { $0.alias == alias }) else {
      file.report(
        .unknownName, "no rows of the query are named `\(alias)`", at: tree.nameSpan(element),
        helps: file.didYouMean(
          alias, among: type.bindings.compactMap(\.alias), at: tree.nameSpan(element)))
      return false
    }
    type.bindings[index].name = tree.mainText(value)
    return true
  }
}

/// What a clause is given, as a keyword or in a call.
struct ClauseArguments {
  var value: NodeID?
  var labeled: [BodyLowering.Clause]
  var span: Span
}

extension Expression {
  /// A chain of CTEs with its source put in.
  func rooted(at from: FromExpression) -> Expression? {
    var result = self
    switch kind {
    case .from(let root):
      guard case .none = root.source else { return nil }
      result.kind = .from(from)
    case .query(var call):
      guard let inner = call.query.rooted(at: from) else { return nil }
      call.query = inner
      result.kind = .query(call)
    default: return nil
    }
    return result
  }
}
