import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What bodies know of queries beside their types; one for each function.
final class QueryState {
  /// The queries around the one being lowered, outermost first.
  var outer: [QueryType] = []
  /// The CTEs that a query being lowered may name.
  var commonTables: [CommonTable] = []
  /// The CTE whose recursive step is being lowered, where one of its columns has no name yet.
  var learning: (columns: [OptionType], type: ValueType, learnt: String?)?
  /// The rows of the query whose `updateAll` is given values.
  var updatedRows: [String] = []
  /// Mistakes that have been told: a query value may be used several times.
  var reported: Set<Span> = []
}

/// Where the rows of a `from` or a `join` come from.
struct LoweredSource {
  var source: QuerySource
  /// What a row is.
  var row: ValueType
  /// What is known of a query that is the source.
  var query: QueryType?
  var needsSelect = false
  /// It names a CTE.
  var isCommonTable = false

  /// Its rows, under this name.
  func binding(_ name: String) -> Binding {
    var binding = Binding(name: name, row: row)
    if case .expression(.call("values", _)) = source { binding.isOfValues = true }
    let selects = query.map { $0.isSubquery && $0.selection != nil } ?? false
    binding.isComputed = binding.isOfValues || isCommonTable || selects
    return binding
  }
}

extension BodyLowering {
  /// The source of a `from`, or of a join.
  /// - Parameter query: the query that it is joined to; its CTEs and rows are visible.
  func lowerSource(_ node: NodeID, in query: QueryType?) -> LoweredSource? {
    switch tree.kind(node) {
    case .stringLiteral:
      guard let name = file.string(node, for: "the table", of: "`from`") else { return nil }
      return table(name, query)
    case .tupleLiteral: return rowsOfSchema(node, query)
    case .call:
      if let callee = first(node), tree.kind(callee) == .identifier {
        let name = NameRules.snakeCase(tree.mainText(callee))
        if name == "fragment" { return fragmentSource(node, query) }
        if name == "values" { return values(node) }
      }
    default: break
    }
    if let query { queries.outer.append(query) }
    defer { if query != nil { queries.outer.removeLast() } }
    let target = tree.kind(node) == .prefixExpression ? first(node) ?? node : node
    guard let value = lower(target, expecting: nil) else { return nil }
    if case .schema(let id) = value.kind {
      guard !shape[id].isEmbedded else {
        file.report(
          .invalidQuery, "`\(shape[id].module.last)` is embedded: it has no table to ask",
          at: value.span,
          helps: [Help("ask for the rows that it is embedded in")])
        return nil
      }
      return LoweredSource(source: .schema(id), row: .schema(id))
    }
    switch value.type {
    case .query(let inner):
      if inner.isSubquery || query != nil, !complete(inner, at: value.span) { return nil }
      return LoweredSource(source: .query(value), row: rowOfSource(inner), query: inner)
    case .any: return LoweredSource(source: .query(value), row: .any)
    default:
      file.report(
        .invalidQuery, "\(describe(value.type)) is no source of rows", at: value.span,
        label: "expected a schema or a query",
        helps: [Help("name a schema, a table (`\"posts\"`) or a query")])
      return nil
    }
  }

  private func table(_ name: String, _ query: QueryType?) -> LoweredSource {
    let columns = cte(name, query)?.columns
    return LoweredSource(
      source: .table(name, nil), row: columns.map { .record($0) } ?? .any, needsSelect: true)
  }

  private func cte(_ name: String, _ query: QueryType?) -> CommonTable? {
    ((query?.ctes ?? []) + queries.commonTables).last { $0.name == name }
  }

  /// `{"archived_posts", Post}`, `{fragment("…"), Post}`
  private func rowsOfSchema(_ node: NodeID, _ query: QueryType?) -> LoweredSource? {
    let parts = Array(tree.children(node))
    if parts.count == 2, tree.kind(parts[0]) == .call, let callee = first(parts[0]),
      tree.mainText(callee) == "fragment"
    {
      guard
        file.require(
          ecto: Version(3, 14), "a fragment with a schema", at: tree.span(node), shape.ecto),
        let fragment = fragmentSource(parts[0], query), case .expression(let sql) = fragment.source,
        let (id, schema) = schemaOfRows(parts[1])
      else { return nil }
      return LoweredSource(
        source: .expression(.tuple([sql, .value(schema)])), row: .schema(id))
    }
    guard parts.count == 2, tree.kind(parts[0]) == .stringLiteral,
      let name = file.string(parts[0], for: "the table", of: "`from`")
    else {
      file.report(
        .invalidQuery, "a table and the schema of its rows are expected", at: tree.span(node),
        helps: [Help("write it so: `{\"archived_posts\", Post}`")])
      return nil
    }
    guard let (id, _) = schemaOfRows(parts[1]) else { return nil }
    return LoweredSource(
      source: .table(name, id), row: .schema(id), isCommonTable: cte(name, query) != nil)
  }

  private func schemaOfRows(_ node: NodeID) -> (SchemaID, Expression)? {
    guard let schema = lower(node, expecting: nil) else { return nil }
    guard case .schema(let id) = schema.kind else {
      file.report(
        .invalidQuery, "this is \(describe(schema.type)), not a schema", at: schema.span,
        helps: [Help("name a schema: `{\"archived_posts\", Post}`")])
      return nil
    }
    return (id, schema)
  }

  private func fragmentSource(_ node: NodeID, _ query: QueryType?) -> LoweredSource? {
    let lowering = QueryExpressionLowering(
      body: self, query: query ?? QueryType(bindings: [], row: .any))
    guard let value = lowering.lower(node, expecting: nil) else { return nil }
    return LoweredSource(source: .expression(value.expression), row: .any, needsSelect: true)
  }

  /// `values([{id: 1}], {id: Int})`, `values(rows, Post)`
  private func values(_ node: NodeID) -> LoweredSource? {
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`values`", span: tree.span(node),
      objectsAreOptions: false)
    guard let listNode = arguments.next(), let typeNode = arguments.next() else {
      file.report(
        .wrongArguments, "`values` takes rows and the types of their columns", at: tree.span(node),
        helps: [Help("write it so: `values(rows, {id: Int, name: String})`")])
      return nil
    }
    arguments.finish()
    let target = tree.kind(listNode) == .prefixExpression ? first(listNode) ?? listNode : listNode
    guard let rows = lower(target, expecting: nil) else { return nil }
    guard accepts(.list(.any), rows.type) else {
      file.report(
        .typeMismatch, "`values` takes a list of maps", at: rows.span,
        label: "this is \(describe(rows.type))",
        helps: [Help("write `[%{id: 1}, …]`, or pin such a list")])
      return nil
    }
    guard tree.kind(typeNode) == .mapLiteral else {
      guard let schema = lower(typeNode, expecting: nil) else { return nil }
      file.require(
        ecto: Version(3, 13), "a schema as the types of `values`", at: schema.span, shape.ecto)
      guard case .schema(let id) = schema.kind else {
        file.report(
          .invalidQuery, "the types of the columns are a schema or a map", at: schema.span,
          helps: [Help("write it so: `values(rows, {id: Int, name: String})`")])
        return nil
      }
      return LoweredSource(
        source: .expression(.call("values", [.value(rows), .value(schema)])), row: .schema(id))
    }
    var types: [QueryEntry] = []
    var columns: [OptionType] = []
    let lowering = QueryExpressionLowering(body: self, query: QueryType(bindings: [], row: .any))
    for pair in tree.children(typeNode, .keyValue) {
      guard !tree[pair].main.isNone, let inner = first(pair),
        let type = lowering.typeName(inner)
      else { return nil }
      let name = tree.name(pair)
      types.append(QueryEntry(name.elixir, .type(type)))
      columns.append(OptionType(name: name, type: FieldTypes.valueType(of: type)))
    }
    return LoweredSource(
      source: .expression(.call("values", [.value(rows), .map(types)])), row: .record(columns))
  }

  /// What a row of a query is to the query around it: a single column has its field's name.
  func rowOfSource(_ query: QueryType) -> ValueType {
    guard query.isSubquery else { return query.bindings.first?.row ?? query.row }
    if let column = query.selection?.column {
      return .record([OptionType(name: column, type: query.row)])
    }
    // A row that is missing inside is one of nils outside.
    if case .optional(.record) = query.row { return query.row.unwrapped.missing }
    return query.row
  }

  /// A value that is a query, or a schema, which is one too; nil after a diagnostic.
  func asQuery(_ value: Expression, for function: String = "this") -> (Expression, QueryType)? {
    switch value.type {
    case .query(let query): return (value, query)
    case .any:
      var open = QueryType(bindings: [Binding(name: "_", row: .any)], row: .any)
      open.knownCount = 1
      return (value, open)
    default: break
    }
    if case .schema(let id) = value.kind {
      guard !shape[id].isEmbedded else {
        file.report(
          .invalidQuery, "`\(shape[id].module.last)` is embedded: it has no table to ask",
          at: value.span,
          helps: [Help("ask for the rows that it is embedded in")])
        return nil
      }
      return (
        value, QueryType(bindings: [Binding(name: "_", row: .schema(id))], row: .schema(id))
      )
    }
    file.report(
      .invalidQuery, "\(function) needs a query, and this is \(describe(value.type))",
      at: value.span, label: "expected a query", helps: [Help("begin with `from(p in Post)`")])
    return nil
  }

  /// In a recursive CTE, an unknown name that the step uses is that of the one column without a name.
  func learnColumn(_ name: String, of columns: [OptionType]) -> ValueType? {
    guard let learning = queries.learning, learning.columns == columns,
      learning.learnt == nil || learning.learnt == name
    else { return nil }
    queries.learning?.learnt = name
    return learning.type
  }
}
