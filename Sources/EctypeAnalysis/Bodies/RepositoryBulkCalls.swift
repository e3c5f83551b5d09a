import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Functions of a repository that work on many rows at once, and their options.
extension BodyLowering {
  private static let aggregates = ["count", "sum", "avg", "min", "max"]

  /// `Repo.aggregate(Post, .count)`, `Repo.aggregate(query, .sum, .views)`
  func aggregate(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> ValueType? {
    // Ecto aggregates no groups; the rows of one group are nobody's to select.
    var isGrouped = false
    if case .query(let query) = subject.type { isGrouped = query.grouping != nil }
    guard let (_, query) = repositoryQuery(subject, givesRows: isGrouped) else { return nil }
    guard let node = arguments.next(), let name = file.symbol(node, as: .choice) else {
      file.report(
        .wrongArguments, "which aggregate? its name is missing", at: tree.span(call.node),
        helps: [Help("write it so: `Repo.aggregate(Post, .count)`")])
      return nil
    }
    guard Self.aggregates.contains(name) else {
      file.report(
        .invalidOption, "`\(name)` is no aggregate", at: tree.span(node),
        helps: file.didYouMean(name, among: Self.aggregates, at: tree.span(node)) { ".\($0)" })
      return nil
    }
    call.values.append(Expression(.literal(.atom(name)), type: .atom, span: tree.span(node)))
    guard let fieldNode = arguments.next() else {
      if name == "count" { return .integer }
      file.report(
        .wrongArguments, "`\(name)` of which field?", at: tree.span(call.node),
        helps: [Help("name it: `Repo.aggregate(Post, .\(name), .views)`")])
      return nil
    }
    guard let field = file.symbol(fieldNode, for: "the field", of: "`aggregate`"),
      let first = query.bindings.first
    else { return nil }
    let lowering = QueryExpressionLowering(body: self, query: query)
    let prefix = tree.kind(fieldNode) == .implicitMember ? "." : ""
    guard let type = lowering.column(field, of: first, at: tree.span(fieldNode), prefix: prefix)
    else { return nil }
    call.values.append(
      Expression(.literal(.atom(field)), type: .atom, span: tree.span(fieldNode)))
    if ["sum", "avg"].contains(name), !lowering.isNumber(type) {
      file.report(
        .typeMismatch, "`\(name)` has no meaning for \(describe(type))", at: tree.span(fieldNode),
        helps: [Help("choose a column of numbers, or another aggregate: `count`, `min`, `max`")])
      return nil
    }
    if name == "sum", type.unwrapped == .integer, !lowering.isNarrow(field, of: first) {
      file.report(
        .unsupportedConstruct, "`aggregate` gives the sum of a `bigint` as a `Decimal`",
        at: tree.span(fieldNode),
        label: "a key, a column that a migration makes one, or what a query works out",
        helps: [
          Help(
            "sum it in a `select`: `|> select([x], sum(x.\(NameRules.camelCase(field)))) |> Repo.one!()`"
          )
        ])
      return nil
    }
    switch name {
    case "count": return .integer
    case "avg": return .optional(type.unwrapped == .float ? .float : .decimal)
    default: return TypeResolver.optional(type)
    }
  }

  // MARK: update_all

  /// `Repo.updateAll(query, set: [title: ^t])`; without updates those of the query.
  func updateAll(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> ValueType? {
    guard let (_, query) = repositoryQuery(subject),
      changesRows(subject, query, "update_all")
    else { return nil }
    let operations = ["set", "inc", "push", "pull"]
    var updates: [Labeled] = []
    var isGiven = false
    var pairs = arguments.next().map { ($0, keywords($0)) }.flatMap { node, pairs -> [Clause]? in
      isGiven = true
      if let pairs { return pairs }
      if tree.kind(node) == .listLiteral, first(node) == nil { return [] }
      return nil
    }
    for operation in operations {
      if let value = arguments.value(operation) {
        pairs = (pairs ?? []) + [(operation, tree.span(value), value)]
      }
    }
    if isGiven, pairs == nil {
      file.report(
        .wrongArguments, "updates are keywords", at: tree.span(call.node),
        helps: [Help("write it so: `Repo.updateAll(query, set: [title: \"x\"])`")])
      return nil
    }
    for pair in pairs ?? [] {
      guard let changes = changes(pair, query, beside: updates) else { return nil }
      updates.append(Labeled(key: pair.label, value: changes))
    }
    guard !updates.isEmpty || query.isUpdate else {
      file.report(
        .wrongArguments, "nothing is updated", at: tree.span(call.node),
        helps: [Help("say what: `Repo.updateAll(query, set: [title: \"x\"])`")])
      return nil
    }
    call.values.append(
      Expression(.keywords(updates), type: .options([]), span: tree.span(call.node)))
    return .tuple([.integer, query.selection == nil ? .nil : .list(query.row)])
  }

  /// `set: [title: x]`: plain values here, not parts of a query.
  ///
  /// - Parameter others: the operations before it; SQL sets a column once.
  private func changes(
    _ operation: Clause, _ query: QueryType, beside others: [Labeled]
  ) -> Expression? {
    guard ["set", "inc", "push", "pull"].contains(operation.label),
      let pairs = keywords(operation.value), let first = query.bindings.first
    else {
      file.report(
        .wrongArguments, "an update names fields and their values", at: operation.place,
        helps: [Help("write it so: `set: [title: \"x\"]`")])
      return nil
    }
    let lowering = QueryExpressionLowering(body: self, query: query)
    var result: [Labeled] = []
    queries.updatedRows = query.bindings.map(\.name)
    defer { queries.updatedRows = [] }
    for pair in pairs {
      let name = NameRules.snakeCase(pair.label)
      guard let type = lowering.column(name, of: first, at: pair.place) else { return nil }
      let changed = others.flatMap(\.value.keywords) + result
      if changed.contains(where: { $0.key == name }) {
        file.report(
          .duplicateOption, "`\(name)` is given two values", at: pair.place,
          helps: [Help("leave one of them out")])
        return nil
      }
      guard let wanted = lowering.changedType(operation.label, name, type, at: pair.place) else {
        return nil
      }
      let inner = tree.kind(pair.value) == .prefixExpression && tree.mainText(pair.value) == "^"
      let node = inner ? self.first(pair.value) ?? pair.value : pair.value
      guard let given = lower(node, expecting: wanted) else { return nil }
      let isText = given.type == .string && wanted.unwrapped == .uuid
      guard let value = isText ? given : put(given, into: wanted) else { return nil }
      result.append(Labeled(key: name, value: value))
    }
    return Expression(.keywords(result), type: .options([]), span: operation.place)
  }

  // MARK: insert_all

  /// `Repo.insertAll(User, [{name: "x"}])`, `Repo.insertAll("users", rows)`, `Repo.insertAll(User, query)`
  func insertAll(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> ValueType? {
    switch subject.kind {
    case .schema(let id):
      guard hasTable(id, subject) else { return nil }
      call.schema = id
    case .tuple: call.schema = subject.type.schemaOfRow
    default:
      guard subject.type == .string else {
        file.report(
          .typeMismatch, "this is \(describe(subject.type)), not a schema or a table",
          at: subject.span, label: "expected a schema or a table's name",
          helps: [Help("name a schema, or a table by its text: `\"posts\"`")])
        return nil
      }
    }
    let trailing = call.changes == nil ? nil : trailingClosure(call.node)
    guard let node = arguments.next() ?? trailing else {
      file.report(
        .wrongArguments, "which rows? none is given", at: tree.span(call.node),
        helps: [Help("give them as a list of maps: `[{title: \"x\"}]`")])
      return nil
    }
    let wanted = ValueType.list(call.schema.map { .row($0) } ?? .any)
    guard let (given, rows) = givenOrMade(node, call.changes, expecting: wanted) else {
      return nil
    }
    if case .query(let query) = rows.type {
      guard complete(query, at: rows.span) else { return nil }
      if let schema = call.schema, case .record(let columns) = query.row {
        guard columnsFit(columns, schema, at: rows.span) else { return nil }
      }
    } else {
      guard check(rows, is: .list(.any)) else { return nil }
      // The step of a transaction may be a function of the changes so far, whose result the rows are.
      guard let schema = call.schema else {
        call.values.append(given)
        return .tuple([.integer, .nil])
      }
      var isSound = true
      var fitting = given
      if case .function = given.type {
        fitting.mapResults { row in rewriteRows(&row, schema, &isSound) }
      } else {
        rewriteRows(&fitting, schema, &isSound)
      }
      guard isSound else { return nil }
      call.values.append(fitting)
      return .tuple([.integer, .nil])
    }
    call.values.append(given)
    return .tuple([.integer, .nil])
  }

  /// The columns that a query gives to be inserted, or has given.
  func columnsFit(_ columns: [OptionType], _ schema: SchemaID, at span: Span) -> Bool {
    let fields = shape[schema].fields
    let row = ValueType.schema(schema)
    let lowering = QueryExpressionLowering(
      body: self, query: QueryType(bindings: [Binding(name: "_", row: row)], row: row))
    for column in columns {
      guard
        let field = fields.first(where: { $0.name.elixir == column.name.elixir && !$0.isVirtual })
      else {
        if shape[schema].givenUp.contains(column.name.elixir) { return false }
        file.report(
          .unknownField,
          "`\(shape[schema].module.last)` has no field `\(column.name.elixir)` to insert into",
          at: span, secondary: [Label(shape[schema].origin.span, "declared here")],
          helps: Suggestions.listing(shape[schema].fields.map(\.name.source)).map {
            [Help("its fields are \($0)")]
          } ?? [])
        return false
      }
      let isOfType = lowering.compares(
        FieldTypes.valueType(of: field.type), column.type.unwrapped)
      if isOfType, field.isOptional || !column.type.isOptional { continue }
      let help = isOfType ? Self.neverNil : "select a value of that type for it"
      isNot(field, column.type, at: span, help)
      return false
    }
    return true
  }

  private static let neverNil =
    "give it a value for nil with `??`, or leave out the rows that have none"

  private func isNot(_ field: Field, _ given: ValueType, at span: Span, _ help: String) {
    file.report(
      .typeMismatch,
      "`\(field.name.elixir)` is \(describe(FieldTypes.valueType(of: field.type))), not \(describe(given))",
      at: span, secondary: [Label(field.span, "declared here")], helps: [Help(help)])
  }

  /// Whether a row's value may be nil only where its field may; else it is reported.
  func isThere(_ entry: MapEntry, of schema: SchemaID) -> Bool {
    guard case .literal(.atom(let name)) = entry.key.kind,
      let field = shape[schema].fields.first(where: { $0.name.elixir == name }), !field.isOptional,
      entry.value.type == .nil || entry.value.type.isOptional
    else { return true }
    let help = entry.value.type == .nil ? "give it a value" : Self.neverNil
    isNot(field, entry.value.type, at: entry.value.span, help)
    return false
  }

  /// What Ecto refuses in a query that changes rows: `update_all` and `delete_all` filter and join, no more.
  func changesRows(_ subject: Expression, _ query: QueryType, _ function: String) -> Bool {
    let allowed: Set<String> = [
      "where", "or_where", "select", "select_merge", "update", "lock", "put_query_prefix",
      "exclude",
    ]
    let names = subject.clauseNames
    var extra = names.contains("exclude") ? nil : names.first { !allowed.contains($0) }
    if query.grouping != nil { extra = "group_by" }
    if query.distinct != nil { extra = "distinct" }
    if !query.order.isEmpty { extra = "order_by" }
    if query.isPreloaded { extra = "preload" }
    guard let extra else { return true }
    file.report(
      .invalidQuery,
      "`\(NameRules.camelCase(function))` takes conditions and joins, and no `\(NameRules.camelCase(extra))`",
      at: subject.span,
      helps: [
        Help("choose the rows in a subquery: `where(p.id in subquery(from(…, select: p.id)))`")
      ])
    return false
  }

  func entry(_ entry: MapEntry, of schema: SchemaID) -> MapEntry? {
    guard case .literal(.atom(let name)) = entry.key.kind else { return entry }
    guard let type = columnType(name, of: schema, at: entry.key.span) else { return nil }
    if case .query = entry.value.type { return entry }
    if entry.value.type == .string, type.unwrapped == .uuid { return entry }
    guard let value = put(entry.value, into: TypeResolver.optional(type)),
      isThere(entry, of: schema)
    else { return nil }
    return MapEntry(key: entry.key, value: value)
  }

  /// nil after a diagnostic, where the table has no such column.
  func columnType(_ name: String, of schema: SchemaID, at span: Span) -> ValueType? {
    guard let (_, type) = property(name, of: schema),
      shape[schema].fields.contains(where: { $0.name.elixir == name && !$0.isVirtual })
    else {
      unknownField(name, of: schema, at: span)
      return nil
    }
    return type
  }

  // MARK: Options

  /// The options that are given, in source order.
  func options(
    _ function: RepositoryFunction, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> Bool {
    var found: [(Labeled, Int32)] = []
    for name in function.options.keys.sorted() {
      guard let kind = function.options[name], let node = arguments.value(name) else { continue }
      guard let value = option(name, kind, node, call) else { return false }
      found.append((Labeled(key: name, value: value), tree.span(node).start))
    }
    let options = found.sorted { $0.1 < $1.1 }.map(\.0)
    guard !options.isEmpty else { return true }
    // `get_by(Post, title: t)` takes its clauses as keywords: options need a list of their own behind them.
    if case .clauses = function.shape, !call.options.isEmpty {
      call.values.append(
        Expression(.keywords(call.options), type: .options([]), span: tree.span(call.node)))
      call.options = []
    }
    call.options += options
    return true
  }

  private func option(
    _ name: String, _ kind: RepositoryOption, _ node: NodeID, _ call: RepositoryCall
  ) -> Expression? {
    switch kind {
    case .value(let type):
      guard let value = lower(node, expecting: type), check(value, is: type) else { return nil }
      return value
    case .field: return fields(node, call.schema, isList: false)
    case .returning:
      if tree.kind(node) == .booleanLiteral { return lower(node, expecting: .bool) }
      return fields(node, call.schema, isList: true)
    case .conflictTarget:
      if tree.kind(node) == .tupleLiteral { return lower(node, expecting: nil) }
      return fields(node, call.schema, isList: tree.kind(node) == .listLiteral)
    case .onConflict: return onConflict(node, call)
    }
  }

  /// Names of fields.
  private func fields(_ node: NodeID, _ schema: SchemaID?, isList: Bool) -> Expression? {
    var names: [Expression] = []
    for element in file.elements(node) {
      guard let name = file.symbol(element, for: "a field", of: "this") else { return nil }
      let prefix = tree.kind(element) == .implicitMember ? "." : ""
      if let schema, property(name, of: schema) == nil {
        unknownField(name, of: schema, at: tree.span(element), prefix: prefix)
        return nil
      }
      names.append(Expression(.literal(.atom(name)), type: .atom, span: tree.span(element)))
    }
    if !isList, names.count == 1 { return names[0] }
    return Expression(.list(names), type: .list(.atom), span: tree.span(node))
  }

  /// `.nothing`, `.replaceAll`, `{:replace, [.name]}`, `[set: [name: x]]`, a query that updates
  private func onConflict(_ node: NodeID, _ call: RepositoryCall) -> Expression? {
    if tree.kind(node) == .tupleLiteral {
      let parts = Array(tree.children(node))
      let known = ["replace", "replace_all_except"]
      guard parts.count == 2, let name = file.symbol(parts[0], as: .choice), known.contains(name)
      else {
        return wrongConflict(node)
      }
      guard let fields = fields(parts[1], call.schema, isList: true) else { return nil }
      let atom = Expression(.literal(.atom(name)), type: .atom, span: tree.span(parts[0]))
      return Expression(.tuple([atom, fields]), type: .any, span: tree.span(node))
    }
    if let name = file.symbol(node, as: .choice) {
      guard ["raise", "nothing", "replace_all"].contains(name) else { return wrongConflict(node) }
      return Expression(.literal(.atom(name)), type: .atom, span: tree.span(node))
    }
    if let pairs = keywords(node), let id = call.schema {
      let row = ValueType.schema(id)
      let query = QueryType(bindings: [Binding(name: "_", row: row)], row: row)
      var updates: [Labeled] = []
      for pair in pairs {
        guard let changes = changes(pair, query, beside: updates) else { return nil }
        updates.append(Labeled(key: pair.label, value: changes))
      }
      return Expression(.keywords(updates), type: .options([]), span: tree.span(node))
    }
    guard let value = lower(node, expecting: nil) else { return nil }
    if case .query(let query) = value.type, query.isUpdate { return value }
    if value.type == .any { return value }
    return wrongConflict(node)
  }

  private func wrongConflict(_ node: NodeID) -> Expression? {
    file.report(
      .invalidOption, "this is nothing to do on a conflict", at: tree.span(node),
      helps: [
        Help(
          "it can be `.raise`, `.nothing`, `.replaceAll`, `{:replace, [.name]}`, "
            + "`{:replaceAllExcept, [.id]}`, `[set: [name: value]]`, or a query that updates")
      ])
    return nil
  }

  /// What an insert of many rows gives back depends on `returning:`.
  func returned(
    _ type: ValueType, _ function: RepositoryFunction, _ call: RepositoryCall
  ) -> ValueType {
    guard case .insertAll = function.shape,
      let returning = call.options.first(where: { $0.key == "returning" })?.value
    else { return type }
    if case .literal(.bool(let isOn)) = returning.kind {
      return .tuple([.integer, isOn ? .list(call.schema.map { .schema($0) } ?? .any) : .nil])
    }
    guard let schema = call.schema else {
      var names: [OptionType] = []
      if case .list(let fields) = returning.kind {
        for field in fields {
          if case .literal(.atom(let name)) = field.kind {
            names.append(OptionType(name: Name(source: name, elixir: name), type: .any))
          }
        }
      }
      return .tuple([.integer, .list(.record(names))])
    }
    return .tuple([.integer, .list(.schema(schema))])
  }
}

extension Expression {
  /// The clauses that stand in it, without those of queries that it takes from elsewhere, and joins.
  fileprivate var clauseNames: [String] {
    var clauses: [QueryClause] = []
    var current = self
    while true {
      switch current.kind {
      case .query(let call):
        clauses.append(call.clause)
        current = call.query
        continue
      case .from(let from):
        clauses += from.clauses
        if case .query(let inner) = from.source, !inner.isSubquery {
          current = inner
          continue
        }
      default: break
      }
      break
    }
    return clauses.compactMap {
      switch $0 {
      case .plain(let name, _): name
      case .function(let name, _, _): name == "recursive_ctes" ? nil : name
      case .join, .commonTable: nil
      }
    }
  }

  private var isSubquery: Bool {
    if case .query(let query) = type { query.isSubquery } else { false }
  }
}

extension Expression {
  /// Of a keyword list its entries.
  fileprivate var keywords: [Labeled] {
    if case .keywords(let entries) = kind { entries } else { [] }
  }
}
