import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What is loaded: rows of a schema, for owners that are known by a key.
struct PreloadTarget {
  var owner: SchemaID
  /// nil for what is embedded: associations are loaded through it.
  var association: Association?
  var id: SchemaID
}

/// Associations to load, checked against their schemas: for the clause of a query and for `Repo.preload`.
struct Preload {
  enum Source {
    /// By a query of its own.
    case separate
    /// From the rows of a join.
    case rows(Binding)
    /// By this query, or a function of ids.
    case value(Expression)
  }

  var association: String
  var source = Source.separate
  var nested: [Preload] = []
}

extension BodyLowering {
  /// The value of `preload`, in a query.
  func preload(
    _ given: ClauseArguments, _ lowering: QueryExpressionLowering, _ type: inout QueryType
  ) -> QueryExpression? {
    if let node = given.value, tree.kind(node) == .prefixExpression {
      return lowering.lower(node, expecting: .any)?.expression
    }
    guard let id = type.row.schemaOfRow else {
      if type.row == .any, let node = given.value {
        return untypedPreload(node)
      }
      file.report(
        .invalidQuery, "only whole rows of a schema can preload", at: given.span,
        helps: [Help("leave out the `select`, or select the row itself")])
      return nil
    }
    var preloads: [Preload] = []
    if let node = given.value {
      guard let lowered = lowerPreloads(node, of: id, in: lowering) else { return nil }
      preloads = lowered
    }
    for pair in given.labeled {
      guard let lowered = preload(pair.label, pair.place, pair.value, of: id, in: lowering) else {
        return nil
      }
      preloads.append(lowered)
    }
    let list = QueryExpression(preloads: preloads)
    if case .list(let parts) = list, parts.count == 1, case .literal = parts[0] { return parts[0] }
    return list
  }

  /// Of rows without a known schema, names alone.
  private func untypedPreload(_ node: NodeID) -> QueryExpression? {
    var names: [QueryExpression] = []
    for element in file.elements(node) {
      guard let name = file.symbol(element, for: "an association", of: "`preload`") else {
        return nil
      }
      names.append(.literal(.atom(name)))
    }
    return .list(names)
  }

  /// `[.author, comments: .author, tags: ^query, likes: l]`
  /// - Parameter query: whose joined rows may be named; nil for `Repo.preload`.
  func lowerPreloads(
    _ node: NodeID, of id: SchemaID, in query: QueryExpressionLowering? = nil
  ) -> [Preload]? {
    var result: [Preload] = []
    for element in file.elements(node) {
      if tree.kind(element) == .keyValue, let value = Array(tree.children(element)).last {
        let name =
          tree[element].main.isNone
          ? first(element).flatMap { file.symbol($0) } : NameRules.snakeCase(tree.mainText(element))
        guard let name,
          let preload = preload(name, tree.nameSpan(element), value, of: id, in: query)
        else { return nil }
        result.append(preload)
        continue
      }
      guard let name = file.symbol(element) else {
        file.report(
          .invalidQuery, "a preload names associations", at: tree.span(element),
          helps: [Help("write it so: `[.author, comments: .author]`")])
        return nil
      }
      guard association(name, of: id, at: tree.span(element)) != nil else { return nil }
      result.append(Preload(association: name))
    }
    return result
  }

  private func association(_ name: String, of id: SchemaID, at span: Span) -> PreloadTarget? {
    if let association = shape[id].associations.first(where: { $0.name.elixir == name }) {
      return PreloadTarget(owner: id, association: association, id: association.target)
    }
    // Associations of what is embedded are loaded through it.
    if let embed = shape[id].embeds.first(where: { $0.name.elixir == name }) {
      return PreloadTarget(owner: id, id: embed.target)
    }
    unknownAssociation(name, of: id, at: span)
    return nil
  }

  private func preload(
    _ name: String, _ place: Span, _ value: NodeID, of id: SchemaID,
    in query: QueryExpressionLowering?
  ) -> Preload? {
    guard let target = association(name, of: id, at: place) else { return nil }
    var result = Preload(association: name)
    // `{rows, nested}`
    if tree.kind(value) == .tupleLiteral {
      let parts = Array(tree.children(value))
      guard parts.count == 2, let source = source(parts[0], target, query) else {
        if parts.count != 2 { wrongPreload(value) }
        return nil
      }
      guard let nested = lowerPreloads(parts[1], of: target.id, in: query) else { return nil }
      result.source = source
      result.nested = nested
      return result
    }
    switch tree.kind(value) {
    case .implicitMember, .atomLiteral, .stringLiteral, .listLiteral, .mapLiteral:
      guard let nested = lowerPreloads(value, of: target.id, in: query) else { return nil }
      result.nested = nested
    default:
      guard let source = source(value, target, query) else { return nil }
      result.source = source
    }
    return result
  }

  private func wrongPreload(_ node: NodeID) {
    file.report(
      .invalidQuery, "this cannot be preloaded", at: tree.span(node),
      helps: [
        Help("give associations (`.author`), a query (`^query`), or the rows of a join (`c`)")
      ])
  }

  /// Where the associated rows come from: a join's rows, or a query.
  private func source(
    _ node: NodeID, _ target: PreloadTarget, _ query: QueryExpressionLowering?
  ) -> Preload.Source? {
    let rows = ValueType.schema(target.id)
    if tree.kind(node) == .identifier, let query,
      let binding = query.binding(named: tree.mainText(node))
    {
      guard accepts(rows, binding.row.unwrapped) else {
        file.report(
          .typeMismatch, "`\(binding.name)` is \(describe(binding.row))", at: tree.span(node),
          label: "expected rows of \(describe(rows))",
          helps: [Help("name the rows that are joined by this association")])
        return nil
      }
      query.uses.name(binding)
      if binding.isMany {
        file.report(
          .joinedPreload, "each row comes once for every `\(binding.name)`, with all its columns",
          at: tree.span(node), label: "preloaded from a to-many join",
          helps: [Help("preload it by a query of its own, unless the join is needed to filter it")])
      }
      return .rows(binding)
    }
    let isPinned = tree.kind(node) == .prefixExpression && tree.mainText(node) == "^"
    let inner = isPinned ? first(node) ?? node : node
    if query != nil, tree.kind(inner) == .identifier, inner == node,
      let variable = scope.look(up: tree.mainText(node))
    {
      let start = tree.span(node)
      file.report(
        .unpinnedValue, "`\(tree.mainText(node))` is a value of the function, not of the query",
        at: start, label: "not pinned", secondary: [Label(variable.span, "declared here")],
        helps: [
          Help(
            "pin it with `^`",
            edits: [
              TextEdit(
                Span(file: start.file, start: Int(start.start), end: Int(start.start)), "^")
            ],
            isSafe: true)
        ])
      return nil
    }
    if tree.kind(inner) == .closure { return loader(inner, target) }
    var expected: ValueType?
    if tree.kind(inner) == .identifier, scope.look(up: tree.mainText(inner)) == nil,
      shape.functions.signature(NameRules.snakeCase(tree.mainText(inner)), in: module) != nil
    {
      expected = loaderType(target, 1, at: tree.span(inner))
    }
    guard let value = lower(inner, expecting: expected) else { return nil }
    switch value.type {
    case .function(let parameters, _):
      guard let wanted = loaderType(target, parameters.count, at: value.span),
        check(value, is: wanted)
      else { return nil }
    case .query(let type):
      guard complete(type, at: value.span) else { return nil }
      guard accepts(rows, type.row) else {
        file.report(
          .typeMismatch, "this query gives \(describe(type.row))", at: value.span,
          label: "expected rows of \(describe(rows))",
          helps: [Help("ask for them: `from(x in …)` of the schema that the association names")])
        return nil
      }
    case .any: break
    case .module where value.isSchema(target.id): break
    default:
      wrongPreload(node)
      return nil
    }
    return .value(value)
  }

  // MARK: Functions

  /// `{ ids in Repo.all(from(c in Comment, where: c.postId in ^ids)) }`
  private func loader(_ node: NodeID, _ target: PreloadTarget) -> Preload.Source? {
    let count = tree.children(tree.child(node, .parameterList), .parameter).count
    guard let wanted = loaderType(target, count, at: tree.span(node)) else { return nil }
    guard let value = lower(node, expecting: wanted), check(value, is: wanted) else { return nil }
    return .value(value)
  }

  /// What Ecto calls with the owners' keys: it gives the rows, of many to many each with its owner's key.
  private func loaderType(
    _ target: PreloadTarget, _ count: Int, at span: Span
  ) -> ValueType? {
    let row = ValueType.schema(target.id)
    var key = shape[target.owner].primaryKeyField
    var result = ValueType.list(row)
    switch target.association?.kind {
    case .belongsTo(let foreignKey): key = foreignKey.field
    case .hasMany(let has), .hasOne(let has):
      if let name = has.references { key = shape[target.owner].field(name) }
    case .manyToMany(let joins):
      if let name = joins.joinKeys.first?.field { key = shape[target.owner].field(name) }
      let type = key.map { FieldTypes.valueType(of: $0.type) } ?? .any
      result = .list(.tuple([type, row]))
    case .hasManyThrough, .hasOneThrough, nil:
      file.report(
        .invalidQuery, "a function cannot load what is reached through something else", at: span,
        helps: [Help("preload the associations on the way: `a: [b: ^function]`")])
      return nil
    }
    let keys = ValueType.list(key.map { FieldTypes.valueType(of: $0.type) } ?? .any)
    return .function(count == 2 ? [keys, .any] : [keys], result)
  }

  func unknownAssociation(_ name: String, of id: SchemaID, at span: Span) {
    if shape[id].givenUp.contains(name) { return }
    let isField = shape[id].properties.contains { $0.name.elixir == name }
    let written = tree.source(span)
    let prefix = written.hasPrefix(".") ? "." : written.hasPrefix(":") ? ":" : ""
    file.report(
      .unknownField,
      isField
        ? "`\(name)` of `\(shape[id].module.last)` is not an association"
        : "`\(shape[id].module.last)` has no association `\(name)`", at: span,
      secondary: [Label(shape[id].origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: shape[id].associations.map(\.name.elixir), at: span,
        orElse: Suggestions.listing(
          shape[id].associations.map { prefix + NameRules.camelCase($0.name.elixir) }
        ).map { "there is \($0)" },
        spelling: { prefix + NameRules.camelCase($0) }))
  }
}

extension Expression {
  fileprivate func isSchema(_ id: SchemaID) -> Bool {
    if case .schema(let given) = kind { given == id } else { false }
  }
}

extension QueryExpression {
  /// `[:author, comments: c]`: names first, then those that say more.
  init(preloads: [Preload]) {
    var plain: [QueryExpression] = []
    var entries: [QueryEntry] = []
    for preload in preloads {
      let nested = QueryExpression(preloads: preload.nested)
      switch preload.source {
      case .separate where preload.nested.isEmpty:
        plain.append(.literal(.atom(preload.association)))
      case .separate: entries.append(QueryEntry(preload.association, nested.unwrappedList))
      case .rows(let binding):
        let row = QueryExpression.binding(binding)
        entries.append(
          QueryEntry(
            preload.association, preload.nested.isEmpty ? row : .tuple([row, nested.bareKeywords])))
      case .value(let value):
        // The pair of a query and what it preloads is one value.
        let pair =
          preload.nested.isEmpty
          ? value
          : Expression(
            .tuple([value, Expression(preloads: preload.nested, span: value.span)]), type: .any,
            span: value.span)
        entries.append(QueryEntry(preload.association, .pinned(pair)))
      }
    }
    self = entries.isEmpty ? .list(plain) : .list(plain + [.keywords(entries)])
  }

  /// `:author` for `[:author]`
  private var unwrappedList: QueryExpression {
    if case .list(let parts) = self, parts.count == 1, case .literal = parts[0] { return parts[0] }
    return self
  }

  /// `author: a` for `[author: a]`, at the end of a tuple.
  private var bareKeywords: QueryExpression { unwrappedList }
}

extension Expression {
  /// The same as a plain value.
  init(preloads: [Preload], span: Span) {
    var parts: [Expression] = []
    var pairs: [Labeled] = []
    for preload in preloads {
      let nested = Expression(preloads: preload.nested, span: span)
      switch preload.source {
      case .separate where preload.nested.isEmpty:
        parts.append(Expression(.literal(.atom(preload.association)), type: .atom, span: span))
      case .separate, .rows: pairs.append(Labeled(key: preload.association, value: nested.single))
      case .value(let value):
        let pair =
          preload.nested.isEmpty
          ? value : Expression(.tuple([value, nested]), type: .any, span: span)
        pairs.append(Labeled(key: preload.association, value: pair))
      }
    }
    if !pairs.isEmpty {
      let keywords = Expression(.keywords(pairs), type: .options([]), span: span)
      guard !parts.isEmpty else {
        self = keywords
        return
      }
      parts.append(keywords)
    }
    self.init(.list(parts), type: .list(pairs.isEmpty ? .atom : .any), span: span)
  }

  fileprivate var single: Expression {
    if case .list(let parts) = kind, parts.count == 1, case .literal = parts[0].kind {
      return parts[0]
    }
    return self
  }
}
