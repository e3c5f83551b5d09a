import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// `join(c in assoc(p, .comments))`, `leftJoin(c in Comment, on: c.postId == p.id, as: .comments)`
  func add(
    join kind: Join.Kind, _ given: ClauseArguments, to query: inout LoweredQuery, isPiped: Bool?
  ) -> Bool {
    if query.type.isSubquery {
      file.report(
        .invalidQuery, "a subquery is a source: nothing can be added to it", at: given.span,
        helps: [Help("make a query of it: `from(x in subquery(query))`")])
      return false
    }
    if query.type.isCombined {
      guard isSource(query.type, at: query.expression.span) else { return false }
      query = wrap(query)
    }
    guard let node = given.value, let (name, sourceNode) = joinedRow(node, query.type) else {
      return false
    }
    let lowering = QueryExpressionLowering(body: self, query: query.type)
    guard var joined = joinSource(sourceNode, lowering, name, kind) else { return false }
    var options: [QueryEntry] = []
    for (index, option) in given.labeled.enumerated() {
      guard isFirst(option, among: Array(given.labeled[..<index])) else { return false }
      if option.label == "on" { continue }
      guard ["as", "prefix", "hints"].contains(option.label) else {
        file.report(
          .unknownOption, "a join has no option `\(option.label)`", at: option.place,
          notes: ["its options are `on`, `as`, `prefix`, `hints`"],
          helps: file.didYouMean(
            option.label, among: ["on", "as", "prefix", "hints"], at: option.place))
        return false
      }
      guard let entry = sourceOption(option, lowering) else { return false }
      if option.label == "as", case .literal(.atom(let alias)) = entry.value {
        guard isFree(alias, query.type, at: option.value) else { return false }
        joined.binding.alias = alias
      }
      options.append(entry)
    }
    var type = query.type
    joined.binding.span = tree.span(node)
    joined.binding.isOptional = [.left, .full, .leftLateral].contains(kind)
    type.each {
      if kind == .right || kind == .full { $0.leaveMissing() }
      // A query from elsewhere may have joined: what comes now is counted from the end.
      $0.bindings.append(joined.binding)
    }
    let on = given.labeled.first { $0.label == "on" }
    guard let condition = onCondition(on, joined, kind, &type, at: node) else { return false }
    let rows = lowering.uses.rows.union(condition.rows).subtracting([name])
    let owners = type.bindings.filter { rows.contains($0.name) }.map(\.place)
    type.bindings[type.bindings.count - 1].owners = Set(owners)
    let join = Join(
      kind: kind, binding: joined.binding, source: joined.source, on: condition.value,
      options: options)
    query.append(
      .join(join), type: type, slots: slots(rows, in: query.type), isPiped: isPiped)
    return true
  }

  /// `c in …`
  private func joinedRow(_ node: NodeID, _ type: QueryType) -> (String, NodeID)? {
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
        .duplicateDeclaration, "`\(name)` already names rows of this query",
        at: tree.span(parts[0]),
        helps: [Help("give these rows another name")])
      return nil
    }
    return (name, parts[1])
  }

  private func isFree(_ alias: String, _ type: QueryType, at node: NodeID) -> Bool {
    guard type.bindings.contains(where: { $0.alias == alias }) else { return true }
    file.report(
      .duplicateDeclaration, "the query has rows named `\(alias)` already", at: tree.span(node),
      helps: [Help("give these rows another name")])
    return false
  }

  private struct Joined {
    var binding: Binding
    var source: QuerySource
    var isAssociation = false
    /// Each row meets one of these at most.
    var isSingle = false
  }

  private func joinSource(
    _ node: NodeID, _ lowering: QueryExpressionLowering, _ name: String, _ kind: Join.Kind
  ) -> Joined? {
    if tree.kind(node) == .call, let callee = first(node), tree.mainText(callee) == "assoc" {
      return associationSource(node, lowering, name)
    }
    let path = file.path(of: node)
    if path.count == 2, lowering.query.bindings.contains(where: { $0.name == path[0] }) {
      let association = "assoc(\(path[0]), .\(path[1]))"
      file.report(
        .invalidQuery, "a join's rows are those of a schema, a query or an association",
        at: tree.span(node),
        helps: [
          Help("write it so: `\(association)`", edits: [TextEdit(tree.span(node), association)])
        ])
      return nil
    }
    guard let source = lowerSource(node, in: lowering.query) else { return nil }
    if case .query(let value) = source.source, let inner = source.query {
      guard resolve(inner.parents, in: lowering.query, isVisible: kind.isLateral) else {
        return nil
      }
      if !inner.isSubquery, inner.needsSubquery {
        file.report(
          .invalidQuery, "a query that does more than filter is joined as a subquery",
          at: value.span,
          helps: [
            Help(
              "join it so: `subquery(\(tree.source(value.span)))`",
              edits: [TextEdit(value.span, "subquery(\(tree.source(value.span)))")])
          ])
        return nil
      }
    }
    return Joined(
      binding: source.binding(name), source: source.source,
      isSingle: kind.isLateral && source.query?.isSingle ?? false)
  }

  /// `assoc(p, .comments)`, `assoc(p, ^name)`, `assoc(as(.post), .comments)`
  private func associationSource(
    _ node: NodeID, _ lowering: QueryExpressionLowering, _ name: String
  ) -> Joined? {
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`assoc`", span: tree.span(node),
      objectsAreOptions: false)
    guard let ownerNode = arguments.next(), let nameNode = arguments.next() else {
      file.report(
        .invalidQuery, "`assoc` takes a row and an association", at: tree.span(node),
        helps: [Help("write it so: `assoc(p, .comments)`")])
      return nil
    }
    arguments.finish()
    guard let owner = lowering.rows(ownerNode) else { return nil }
    if tree.kind(nameNode) == .prefixExpression {
      guard let value = lowering.lower(nameNode, expecting: .atom) else { return nil }
      return Joined(
        binding: Binding(name: name, row: .any),
        source: .association(owner: owner.expression, name: value.expression), isAssociation: true)
    }
    guard let written = file.symbol(nameNode) else {
      file.report(
        .invalidQuery, "`assoc` takes a row and an association", at: tree.span(node),
        helps: [Help("write it so: `assoc(p, .comments)`")])
      return nil
    }
    guard let id = owner.binding?.row.schemaOfRow else {
      file.report(
        .invalidQuery, "these rows have no schema, so no associations", at: tree.span(ownerNode),
        helps: [Help("join by a condition instead: `join(c in Comment, on: c.postId == p.id)`")])
      return nil
    }
    guard let association = shape[id].associations.first(where: { $0.name.elixir == written })
    else {
      if shape[id].givenUp.contains(written) { return nil }
      let prefix = tree.kind(nameNode) == .implicitMember ? "." : ""
      file.report(
        .unknownField, "`\(shape[id].module.last)` has no association `\(written)`",
        at: tree.span(nameNode), secondary: [Label(shape[id].origin.span, "declared here")],
        helps: file.didYouMean(
          written, among: shape[id].associations.map(\.name.elixir), at: tree.span(nameNode)
        ) { prefix + NameRules.camelCase($0) })
      return nil
    }
    var binding = Binding(name: name, row: .schema(association.target))
    binding.isMany = association.isMany
    return Joined(
      binding: binding,
      source: .association(owner: owner.expression, name: .literal(.atom(written))),
      isAssociation: true)
  }

  // MARK: on

  private func onCondition(
    _ on: Clause?, _ joined: Joined, _ kind: Join.Kind, _ type: inout QueryType, at node: NodeID
  ) -> (value: QueryExpression?, rows: Set<String>)? {
    let name = joined.binding.name
    guard let on else {
      if joined.isAssociation || kind == .cross || kind == .crossLateral { return (nil, []) }
      if kind.isLateral { return (.literal(.bool(true)), []) }
      file.report(
        .invalidQuery, "how do the rows of `\(name)` relate to the others?", at: tree.span(node),
        helps: [Help("say it with `on:`")])
      return nil
    }
    if kind == .cross || kind == .crossLateral, tree.kind(on.value) != .booleanLiteral {
      file.report(
        .invalidQuery, "a cross join pairs every row with every other: it has no `on:`",
        at: on.place, helps: [Help("leave it out, or make it a `join`")])
      return nil
    }
    let lowering = QueryExpressionLowering(body: self, query: type)
    let value: QueryExpression?
    if let pairs = keywords(on.value) {
      // Ecto takes keywords of the joined rows.
      var last = type
      last.bindings = [joined.binding]
      value = QueryExpressionLowering(body: self, query: last).equalities(pairs)
    } else {
      value = lowering.condition(on.value)
    }
    guard let value else { return nil }
    let rows = lowering.uses.rows
    type.parents += lowering.uses.parents
    let isFree = kind.isLateral || kind == .cross || joined.isAssociation
    if !isFree, !relates(value, name, rows) {
      file.report(
        .unrelatedJoin, "`on:` does not relate the rows of `\(name)` to any others",
        at: tree.span(on.value), label: "every row of one meets every row of the other",
        helps: [
          Help("compare a field of `\(name)` with one of another row, or write `crossJoin`")
        ])
      return nil
    }
    if let index = type.bindings.indices.last {
      type.bindings[index].isMany =
        !joined.isSingle && isMany(value, joined.binding)
        || type.bindings[index].isMany
    }
    return (value, rows)
  }

  private func relates(_ on: QueryExpression, _ name: String, _ rows: Set<String>) -> Bool {
    switch on {
    // A dynamic expression says nothing of itself, nor do late bindings.
    case .pinned: return true
    case .keywords: return true
    default: break
    }
    var isLate = false
    on.forEachExpression {
      if case .call("as", _) = $0 { isLate = true }
      if case .call("parent_as", _) = $0 { isLate = true }
      if case .call("fragment", _) = $0 { isLate = true }
      if case .pinned(let value) = $0, case .dynamic = value.type { isLate = true }
    }
    return isLate || rows.contains(name) && rows.count > 1
  }

  /// Whether a row may meet several of the joined ones: their side of the condition is not their key.
  func isMany(_ on: QueryExpression, _ binding: Binding) -> Bool {
    guard let id = binding.row.schemaOfRow, let key = shape[id].primaryKeyField else {
      return false
    }
    var isOne = false
    func search(_ value: QueryExpression) {
      switch value {
      case .binary(.and, let left, let right):
        search(left)
        search(right)
      case .binary(.equal, let left, let right):
        for side in [left, right] {
          guard case .field(.binding(let row), let field) = side, row.name == binding.name else {
            continue
          }
          let isUnique = shape[id].fields.contains { $0.name.elixir == field && $0.isUnique }
          if field == key.name.elixir || isUnique { isOne = true }
        }
      case .isNil(.field(.binding(let row), key.name.elixir)) where row.name == binding.name:
        // Rows without a match are left.
        isOne = true
      default: return
      }
    }
    search(on)
    return !isOne
  }
}

extension QueryType {
  /// It does more than filter: Ecto takes in only `where`s of a query that is joined.
  var needsSubquery: Bool {
    selection != nil || grouping != nil || isCombined || distinct != nil || !ctes.isEmpty
      || bindings.count > 1 || !order.isEmpty || isPreloaded
  }
}
