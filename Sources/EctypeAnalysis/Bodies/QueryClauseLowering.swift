import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// Adds a clause to a query, in its keywords or as a call, and says what the query is then.
  /// - Parameter isPiped: nil in a keyword `from`.
  /// - Returns: false after a diagnostic.
  func add(
    _ name: String, _ given: ClauseArguments, to query: inout LoweredQuery, isPiped: Bool?
  ) -> Bool {
    if QueryClauses.combinations.contains(name) {
      return combine(name, given, &query, isPiped: isPiped)
    }
    guard mayFollow(name, query, at: given.span) else { return false }
    if query.type.isCombined, !["limit", "offset", "with_ties", "lock", "preload"].contains(name) {
      guard isSource(query.type, at: query.expression.span) else { return false }
      query = wrap(query)
    }
    var type = query.type
    let lowering = QueryExpressionLowering(body: self, query: type)
    guard let value = clauseValue(name, given, lowering, &type) else { return false }
    var isSound = true
    type.each { isSound = note(name, value, lowering, &$0, at: given) && isSound }
    guard isSound else { return false }
    query.append(
      .plain(name, value), type: type,
      slots: slots(lowering.uses.named, in: query.type), isPiped: isPiped)
    return true
  }

  /// What cannot come after what is there.
  private func mayFollow(_ name: String, _ query: LoweredQuery, at span: Span) -> Bool {
    if query.type.isSubquery {
      file.report(
        .invalidQuery, "a subquery is a source: nothing can be added to it", at: span,
        helps: [Help("make a query of it: `from(x in subquery(query))`")])
      return false
    }
    switch name {
    case "select" where query.type.selection != nil:
      file.report(
        .invalidQuery, "this query has a `select` already", at: span,
        helps: [Help("add to it with `selectMerge`, or take it away with `exclude(.select)`")])
      return false
    case "distinct" where query.type.distinct != nil:
      file.report(
        .invalidQuery, "this query has a `distinct` already", at: span,
        helps: [Help("leave one of them out, or take the first away: `exclude(.distinct)`")])
      return false
    case "select", "select_merge":
      if query.type.isPreloaded {
        file.report(
          .invalidQuery, "a query that preloads gives whole rows", at: span,
          helps: [Help("leave out `select`, or preload afterwards with `Repo.preload`")])
        return false
      }
      return true
    case "preload" where query.type.selection != nil && query.type.row.schemaOfRow == nil:
      file.report(
        .invalidQuery, "only whole rows of a schema can preload", at: span,
        helps: [Help("leave out the `select`, or select the row itself")])
      return false
    default: return true
    }
  }

  /// The value of a clause; nil after a diagnostic.
  private func clauseValue(
    _ name: String, _ given: ClauseArguments, _ lowering: QueryExpressionLowering,
    _ type: inout QueryType
  ) -> QueryExpression? {
    switch name {
    case "where", "or_where", "having", "or_having":
      if !given.labeled.isEmpty { return lowering.equalities(given.labeled) }
      guard let node = given.value else { return nil }
      if let pairs = keywords(node) { return lowering.equalities(pairs) }
      guard let condition = lowering.condition(node) else { return nil }
      return aggregatesFit(name, lowering, node) ? condition : nil
    case "order_by", "prepend_order_by":
      if let node = given.value, given.labeled.isEmpty { return lowering.order(node) }
      return lowering.order(given.value.map { file.elements($0) } ?? [], given.labeled)
    case "windows": return windows(given, lowering, &type)
    case "update":
      var pairs = given.labeled
      if let node = given.value {
        if tree.kind(node) == .prefixExpression {
          return lowering.lower(node, expecting: nil)?.expression
        }
        pairs += keywords(node) ?? []
      }
      type.each { $0.isUpdate = true }
      return lowering.update(pairs)
    case "preload": return preload(given, lowering, &type)
    default:
      if let extra = given.labeled.first {
        file.report(
          .unknownOption, "`\(NameRules.camelCase(name))` has no option `\(extra.label)`",
          at: extra.place, helps: [Help("leave it out")])
        return nil
      }
      guard let node = given.value else { return nil }
      return plainValue(name, node, lowering)
    }
  }

  private func plainValue(
    _ name: String, _ node: NodeID, _ lowering: QueryExpressionLowering
  ) -> QueryExpression? {
    switch name {
    case "limit", "offset": return lowering.count(node)
    case "with_ties":
      guard let (value, type) = lowering.lower(node, expecting: .bool) else { return nil }
      guard type == .bool || type == .any else {
        file.report(
          .typeMismatch, "`withTies` takes a `Bool`", at: tree.span(node),
          label: "this is \(describe(type))",
          helps: [Help("write `true`, or a condition that is pinned: `^keepsTies`")])
        return nil
      }
      return value
    case "lock":
      if tree.kind(node) == .call { return lowering.lower(node, expecting: nil)?.expression }
      return file.string(node, for: "the lock", of: "a query").map { .literal(.string($0)) }
    case "group_by": return lowering.fieldList(node)
    case "distinct":
      if tree.kind(node) == .booleanLiteral {
        return lowering.lower(node, expecting: .bool)?.expression
      }
      return lowering.order(node)
    default: return selected(node, lowering)
    }
  }

  /// `[key: value, …]` or `{key: value}` with plain names; nil for anything else.
  func keywords(_ node: NodeID) -> [Clause]? {
    guard [.listLiteral, .mapLiteral].contains(tree.kind(node)) else { return nil }
    var result: [Clause] = []
    for pair in tree.children(node) {
      guard tree.kind(pair) == .keyValue, !tree[pair].main.isNone, let value = first(pair) else {
        return nil
      }
      result.append((NameRules.snakeCase(tree.mainText(pair)), tree.nameSpan(pair), value))
    }
    return result.isEmpty ? nil : result
  }

  private func aggregatesFit(
    _ name: String, _ lowering: QueryExpressionLowering, _ node: NodeID
  ) -> Bool {
    guard name.hasSuffix("where"), let aggregate = lowering.uses.aggregates.first else {
      return true
    }
    file.report(
      .invalidQuery, "an aggregate has no value for a single row", at: aggregate.span,
      helps: [Help("ask groups with `\(name == "where" ? "having" : "orHaving")`")])
    return false
  }

  // MARK: select

  private func selected(_ node: NodeID, _ lowering: QueryExpressionLowering) -> QueryExpression? {
    if let atoms = atoms(node), let first = lowering.bindings.first {
      guard lowering.fields(node, of: first) != nil else { return nil }
      lowering.uses.read(first, field: nil, at: tree.span(node))
      lowering.uses.selected = first.value
      return .list(atoms.map { .literal(.atom($0)) })
    }
    guard let (value, type) = lowering.lower(node, expecting: nil) else { return nil }
    if case .pinned = value, case .list = type {
      lowering.uses.selected = lowering.query.firstRow
      return value
    }
    lowering.uses.selected = type
    // Of rows without a schema Ecto must be told the columns.
    if case .binding(let binding) = value {
      guard case .record(let columns) = binding.row else {
        if binding.row == .any, lowering.query.needsSelect {
          file.report(
            .invalidQuery, "nothing tells the columns of `\(binding.name)`", at: tree.span(node),
            helps: [Help("name those you want: `map(\(binding.name), [.id, .name])`")])
          return nil
        }
        return value
      }
      if !lowering.query.needsSelect { return value }
      return .call(
        "map", [value, .list(columns.map { .literal(.atom($0.name.elixir)) })])
    }
    return value
  }

  /// `[.id, .title]`: names alone.
  private func atoms(_ node: NodeID) -> [String]? {
    guard tree.kind(node) == .listLiteral else { return nil }
    var names: [String] = []
    for element in tree.children(node) {
      guard [.implicitMember, .atomLiteral].contains(tree.kind(element)),
        let name = file.symbol(element)
      else { return nil }
      names.append(name)
    }
    return names.isEmpty ? nil : names
  }

  // MARK: windows

  /// `windows(w: [partitionBy: p.category])`, `windowsAs(:w, partitionBy: …)`
  private func windows(
    _ given: ClauseArguments, _ lowering: QueryExpressionLowering, _ type: inout QueryType
  ) -> QueryExpression? {
    var entries: [QueryEntry] = []
    let pairs = given.labeled + (given.value.flatMap { keywords($0) } ?? [])
    for pair in pairs {
      guard let parts = keywords(pair.value) else {
        file.report(
          .invalidQuery, "a window is described by `partitionBy`, `orderBy` and `frame`",
          at: tree.span(pair.value),
          helps: [Help("write it so: `windows(w: [partitionBy: p.category])`")])
        return nil
      }
      var arguments = Arguments(file, labeled: parts, owner: "a window", span: pair.place)
      guard let window = declare(window: pair.label, at: pair.place, &arguments, lowering, &type)
      else { return nil }
      entries.append(QueryEntry(pair.label, .keywords(window)))
    }
    return .keywords(entries)
  }

  func declare(
    window name: String, at place: Span, _ arguments: inout Arguments,
    _ lowering: QueryExpressionLowering, _ type: inout QueryType
  ) -> [QueryEntry]? {
    guard !type.windows.contains(where: { $0.name == name }) else {
      file.report(
        .duplicateDeclaration, "this query has a window `\(name)` already", at: place,
        helps: [Help("give this one another name, or leave it out")])
      return nil
    }
    guard let window = lowering.window(&arguments) else { return nil }
    arguments.finish()
    let declared = QueryWindow(name: name, hasRow: window.hasRow)
    type.each {
      $0.windows.append(declared)
      $0.columns += lowering.uses.columns
      $0.isAggregated = $0.isAggregated || !lowering.uses.aggregates.isEmpty
    }
    return window
  }

  // MARK: What the query is afterwards

  private func note(
    _ name: String, _ value: QueryExpression, _ lowering: QueryExpressionLowering,
    _ type: inout QueryType, at given: ClauseArguments
  ) -> Bool {
    let uses = lowering.uses
    guard unframed(uses) else { return false }
    type.usedWindows += uses.windows
    type.usedSelections += uses.selections
    type.parents += uses.parents
    switch name {
    case "where", "or_where":
      if name == "where" { narrow(&type, by: value) }
      if type.filteredJoin == nil {
        type.filteredJoin =
          type.bindings.first { $0.isMany && uses.rows.contains($0.name) }?.span
      }
      return true
    case "group_by":
      type.grouping = (type.grouping ?? []) + groupKeys(value, type)
      type.hasGroups = type.hasGroups || value.isGroupKey
      if type.hasGroups, let row = type.selection?.grouped { type.row = row }
      return true
    case "distinct":
      if case .literal(.bool(let isOn)) = value {
        type.distinct = isOn ? .rows : nil
      } else {
        type.distinct = .on
      }
      return true
    case "order_by", "prepend_order_by":
      type.order += uses.columns
    case "having", "or_having":
      type.columns += uses.columns
      type.isCut = true
      type.isAggregated = true
    case "select": select(value, lowering, &type)
    case "select_merge": return merge(value, uses, &type, given)
    case "preload": type.isPreloaded = true
    case "lock":
      if case .literal(.string(let text)) = value {
        type.lock = QueryLock(text: text, span: given.span)
      }
      return true
    case "limit":
      if case .literal(.integer("1")) = value { type.isSingle = true } else { type.isCut = true }
      return true
    case "offset":
      type.isCut = true
      return true
    default: return true
    }
    type.isAggregated = type.isAggregated || !uses.aggregates.isEmpty
    warnOfFanout(uses, type)
    return true
  }

  /// A condition that names the key of joined rows leaves one of them at most.
  private func narrow(_ type: inout QueryType, by condition: QueryExpression) {
    for index in type.bindings.indices
    where type.bindings[index].isMany && !isMany(condition, type.bindings[index]) {
      type.bindings[index].isMany = false
    }
  }

  private func unframed(_ uses: QueryUses) -> Bool {
    guard let span = uses.unframed.first else { return true }
    file.report(
      .invalidQuery, "a window function needs its window", at: span,
      helps: [Help("say over what: `|> over(orderBy: …)`, or `|> over(.w)` with `windows(w: …)`")])
    return false
  }

  private func groupKeys(_ value: QueryExpression, _ type: QueryType) -> [String] {
    switch value {
    case .list(let values): return values.flatMap { groupKeys($0, type) }
    case .literal(.atom(let name)):
      return type.bindings.first.map { [$0.key(field: name)] } ?? []
    case .field(.call("as", let parts), let name):
      guard case .literal(.atom(let alias))? = parts.first else { return [] }
      return type.bindings.first { $0.alias == alias }.map { [$0.key(field: name)] } ?? []
    // Fields known at run time may be any.
    case .pinned: return ["*"]
    case .call("selected_as", let parts):
      if case .literal(.atom(let name))? = parts.first { return ["as " + name] }
      return []
    default: return value.key.map { [$0] } ?? []
    }
  }

  private func select(
    _ value: QueryExpression, _ lowering: QueryExpressionLowering, _ type: inout QueryType
  ) {
    let uses = lowering.uses
    type.row = uses.selected ?? .any
    type.columns += uses.columns
    var column: Name?
    if case .field(_, let name) = value { column = Name(source: name, elixir: name) }
    type.selection = QuerySelection(
      keys: selectionKeys(value), missing: value.missing(type.row), column: column,
      names: uses.names, isAggregated: !uses.aggregates.isEmpty)
    let row = lowering.grouped(value, type.row)
    type.selection?.grouped = row
  }

  private func merge(
    _ value: QueryExpression, _ uses: QueryUses, _ type: inout QueryType, _ given: ClauseArguments
  ) -> Bool {
    let lowering = QueryExpressionLowering(body: self, query: type)
    var selection =
      type.selection
      ?? QuerySelection(
        keys: type.bindings.first.map { [$0.key()] } ?? [], missing: type.missingRow)
    guard let node = given.value, let added = uses.selected,
      let row = lowering.merged(type.row, added, at: node)
    else { return false }
    if case .record(let columns) = value.missing(added) {
      selection.missing = selection.missing.merged(with: columns)
    }
    if case .record(let columns) = lowering.grouped(value, added) {
      selection.grouped = selection.grouped?.merged(with: columns)
    }
    selection.keys += selectionKeys(value)
    selection.names += uses.names
    selection.column = nil
    selection.isAggregated = selection.isAggregated || !uses.aggregates.isEmpty
    type.row = row
    type.selection = selection
    type.columns += uses.columns
    type.isAggregated = type.isAggregated || !uses.aggregates.isEmpty
    return true
  }

  private func selectionKeys(_ value: QueryExpression) -> [String] {
    switch value {
    case .tuple(let parts): return parts.flatMap(selectionKeys)
    case .list(let parts):
      return parts.flatMap { part in
        if case .literal(.atom(let name)) = part { return ["*." + name] }
        return selectionKeys(part)
      }
    case .map(let entries, let update, _):
      return (update.map(selectionKeys) ?? []) + entries.flatMap { selectionKeys($0.value) }
    case .call("merge", let parts): return parts.flatMap(selectionKeys)
    case .call("selected_as", let parts): return parts.first.map(selectionKeys) ?? []
    case .call("map", let parts), .call("struct", let parts):
      guard case .binding(let binding)? = parts.first, case .list(let fields)? = parts.last else {
        return []
      }
      return fields.compactMap {
        if case .literal(.atom(let name)) = $0 { binding.key(field: name) } else { nil }
      }
    default: return value.key.map { [$0] } ?? []
    }
  }
}

extension QueryExpression {
  /// What it groups by makes groups of rows that are there. Fields known at run time may be none, and SQL may say `ROLLUP`:
  /// then there is a row for no rows.
  fileprivate var isGroupKey: Bool {
    switch self {
    case .list(let keys): keys.contains(where: \.isGroupKey)
    case .pinned, .call("fragment", _): false
    default: true
    }
  }
}

extension LoweredQuery {
  /// Adds a clause, in the keywords of a `from` or as a call.
  mutating func append(
    _ clause: QueryClause, type: QueryType, slots: [BindingSlot], isPiped: Bool?
  ) {
    self.type = type
    if isPiped == nil, case .from(var from) = expression.kind {
      from.clauses.append(clause)
      expression.kind = .from(from)
    } else {
      expression.kind = .query(
        QueryCall(
          query: expression, isPiped: isPiped ?? true, bindings: slots, clause: clause))
    }
    expression.type = .query(type)
  }
}

extension ValueType {
  /// The schema of a row that is a struct, or nil.
  var schemaOfRow: SchemaID? { if case .schema(let id) = unwrapped { id } else { nil } }
}
