import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A call of a repository's function under construction.
struct RepositoryCall {
  var node: NodeID
  var name: String
  /// The repository that the function was given, where it is called on that.
  var receiver: Expression?
  /// Of a step of an `Ecto.Multi`: what the steps before have given. Arguments may be functions of it.
  var changes: ValueType?
  var values: [Expression]
  var options: [Labeled] = []
  /// The schema that options name fields of.
  var schema: SchemaID?
  /// What the place wants of a transaction.
  var expected: ValueType?
}

extension BodyLowering {
  func lowerRepositoryCall(
    _ node: NodeID, _ callee: NodeID, _ repository: ModuleName, _ name: String, _ piped: Piped?,
    _ arguments: inout Arguments, receiver: Expression? = nil, expecting expected: ValueType? = nil
  ) -> Expression? {
    guard let function = RepositoryFunction.all[name] else {
      let span = tree.nameSpan(callee)
      file.report(
        .unknownFunction, "`\(repository)` has no function `\(name)` that is compiled yet",
        at: span,
        helps: file.didYouMean(
          name, among: RepositoryFunction.all.keys.sorted(), at: span,
          spelling: NameRules.camelCase))
      return nil
    }
    guard isThere(name, at: tree.nameSpan(callee)) else { return nil }
    var call = RepositoryCall(
      node: node, name: name, receiver: receiver, values: [], expected: expected)
    if case .plain(let type) = function.shape {
      arguments.finish()
      return finished(call, repository, piped, type)
    }
    if case .toSQL = function.shape {
      return toSQL(&call, &arguments, piped).flatMap { finished(call, repository, piped, $0) }
    }
    if case .transaction = function.shape {
      guard let type = transaction(&call, repository, piped, &arguments),
        options(function, &call, &arguments)
      else { return nil }
      arguments.finish()
      return finished(call, repository, piped, type)
    }
    let subjectNode = piped == nil ? arguments.next() : nil
    if piped == nil, subjectNode == nil {
      file.report(
        .wrongArguments, "`\(name)` needs an argument", at: tree.span(node),
        helps: [Help("say which rows: `Repo.\(NameRules.camelCase(name))(Post)`")])
      return nil
    }
    guard let subject = piped?.value ?? subjectNode.flatMap({ subject($0, function) }) else {
      return nil
    }
    call.values = [subject]
    guard let type = result(function, subject, &call, &arguments),
      options(function, &call, &arguments)
    else { return nil }
    // What is misspelt may be the target that the conflict then lacks.
    if arguments.hasUnknown { call.options.removeAll { $0.key == "on_conflict" } }
    arguments.finish()
    return finished(call, repository, piped, returned(type, function, call))
  }

  /// Whether the project's Ecto has the function; reports it otherwise.
  private func isThere(_ name: String, at span: Span) -> Bool {
    guard name == "all_by" else { return true }
    return file.require(
      ecto: Version(3, 13), "`\(NameRules.camelCase(name))`", at: span, shape.ecto)
  }

  private func finished(
    _ call: RepositoryCall, _ repository: ModuleName, _ piped: Piped?, _ type: ValueType
  ) -> Expression {
    var result = Call(
      callee: .repository(repository, call.name), arguments: call.values, options: call.options,
      isPiped: piped != nil)
    result.receiver = call.receiver
    return Expression(.call(result), type: type, span: tree.span(call.node))
  }

  /// The first argument; of `insert_all` a table's name too.
  func subject(_ node: NodeID, _ function: RepositoryFunction) -> Expression? {
    if case .insertAll = function.shape, tree.kind(node) == .tupleLiteral {
      guard let source = lowerSource(node, in: nil), case .table(let name, let id?) = source.source
      else { return nil }
      let span = tree.span(node)
      return Expression(
        .tuple([
          Expression(.literal(.string(name)), type: .string, span: span),
          Expression(.schema(id), type: .module(shape[id].module), span: span),
        ]), type: .schema(id), span: span)
    }
    return lower(node, expecting: nil)
  }

  func result(
    _ function: RepositoryFunction, _ subject: Expression, _ call: inout RepositoryCall,
    _ arguments: inout Arguments
  ) -> ValueType? {
    switch function.shape {
    case .query(let result): return row(of: subject, call.name).map(result)
    case .deleteAll:
      guard let row = row(of: subject, call.name),
        let (_, query) = repositoryQuery(subject), changesRows(subject, query, call.name)
      else { return nil }
      return .tuple([.integer, isSelecting(subject) ? .list(row) : .nil])
    case .identifier(let result):
      return identifier(subject, &call, &arguments).map(result)
    case .clauses(let result): return clauses(subject, &call, &arguments).map(result)
    case .write(let needsChangeset, let result):
      guard let id = written(subject, needsChangeset) else { return nil }
      call.schema = id
      return result(id)
    case .preload: return preload(subject, &call, &arguments)
    case .reload(let isStrict): return reload(subject, isStrict: isStrict)
    case .aggregate: return aggregate(subject, &call, &arguments)
    case .insertAll: return insertAll(subject, &call, &arguments)
    case .updateAll: return updateAll(subject, &call, &arguments)
    case .sql(let result): return sql(subject, &call, &arguments) ? result() : nil
    case .rollback:
      if !rollbacks.isEmpty { rollbacks[rollbacks.count - 1].append(subject) }
      return .never
    case .toSQL, .plain, .transaction: return nil
    }
  }

  /// What a row of a query or a schema is; the query is whole now.
  private func row(of subject: Expression, _ function: String) -> ValueType? {
    guard let (_, query) = repositoryQuery(subject, givesRows: function != "exists?") else {
      return nil
    }
    if query.isUpdate, function != "update_all" {
      file.report(
        .invalidQuery, "a query that updates is run by `updateAll`", at: subject.span,
        helps: [Help("pipe it into `Repo.updateAll()`")])
      return nil
    }
    return query.row
  }

  /// The query that a repository runs, whole and asking nothing of rows around it.
  func repositoryQuery(
    _ subject: Expression, givesRows: Bool = true
  ) -> (Expression, QueryType)? {
    guard let (value, query) = asQuery(subject, for: "a repository"),
      complete(query, at: subject.span, givesRows: givesRows)
    else { return nil }
    if let parent = query.parents.first(where: { use in
      !query.bindings.contains { $0.alias == use.alias }
    }), query.knownCount == nil {
      file.report(
        .invalidQuery, "no query is around this one, so it has no parent", at: parent.span,
        helps: [Help("use the query in `exists`, `subquery` or a lateral join")])
      return nil
    }
    return (value, query)
  }

  private func isSelecting(_ subject: Expression) -> Bool {
    if case .query(let query) = subject.type { query.selection != nil } else { false }
  }

  func hasTable(_ id: SchemaID, _ subject: Expression) -> Bool {
    guard shape[id].isEmbedded else { return true }
    file.report(
      .invalidQuery, "`\(shape[id].module.last)` is embedded: it has no table of its own",
      at: subject.span, helps: [Help("go through the schema that embeds it")])
    return false
  }

  /// The schema whose rows a source or a query gives.
  private func schema(_ subject: Expression) -> SchemaID? {
    guard let (_, query) = repositoryQuery(subject) else { return nil }
    if let id = query.bindings.first?.row.schemaOfRow,
      query.selection == nil || query.row.schemaOfRow == id
    {
      return id
    }
    file.report(
      .typeMismatch, "this gives \(describe(query.row)), not rows of a schema", at: subject.span,
      label: "expected a schema, or a query of its rows",
      helps: [Help("leave its `select` out, or read what it selects with `Repo.all`")])
    return nil
  }

  private func identifier(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> ValueType? {
    guard let id = schema(subject) else { return nil }
    guard let key = shape[id].primaryKeyField else {
      file.report(
        .wrongArguments, "`\(shape[id].module.last)` has no single primary key to look up by",
        at: subject.span, helps: [Help("use `Repo.getBy(\(shape[id].module.last), field: value)`")])
      return nil
    }
    guard let argument = arguments.next() else {
      file.report(
        .wrongArguments, "which row? the id is missing", at: tree.span(call.node),
        helps: [Help("write it so: `Repo.get(Post, id)`")])
      return nil
    }
    let type = FieldTypes.valueType(of: key.type)
    guard let value = lower(argument, expecting: type) else { return nil }
    // A UUID is its text in Elixir.
    guard value.type == .string && type == .uuid || check(value, is: type) else { return nil }
    call.values.append(value)
    return .schema(id)
  }

  private func clauses(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> ValueType? {
    guard let id = schema(subject) else { return nil }
    var given: [Clause] = []
    var isList = false
    if let node = arguments.next() {
      guard let pairs = keywords(node) else {
        guard let value = lower(node, expecting: nil) else { return nil }
        switch value.type {
        case .any, .options, .map, .record, .params:
          call.values.append(value)
          return .schema(id)
        default:
          file.report(
            .typeMismatch, "rows are looked up by names and values", at: value.span,
            label: "this is \(describe(value.type))",
            helps: [Help("write what they are looked up by: `[name: value]`")])
          return nil
        }
      }
      given = pairs
      isList = true
    } else {
      given = arguments.rest()
    }
    guard !given.isEmpty else {
      file.report(
        .wrongArguments, "which row? no field is given", at: tree.span(call.node),
        helps: [
          Help(
            "name a field: `Repo.\(NameRules.camelCase(call.name))(\(shape[id].module.last), field: value)`"
          )
        ])
      return nil
    }
    var pairs: [Labeled] = []
    for clause in given {
      guard let pair = equality(clause, id) else { return nil }
      pairs.append(pair)
    }
    if isList {
      call.values.append(
        Expression(.keywords(pairs), type: .options([]), span: tree.span(call.node)))
    } else {
      call.options += pairs
    }
    return .schema(id)
  }

  private func equality(_ clause: Clause, _ id: SchemaID) -> Labeled? {
    guard let (name, type) = property(NameRules.snakeCase(clause.label), of: id) else {
      unknownField(clause.label, of: id, at: clause.place)
      return nil
    }
    guard let value = lower(clause.value, expecting: type) else { return nil }
    guard !value.type.isOptional, value.type != .nil else {
      file.report(
        .pinnedOptional, "`\(name.source)` cannot be looked up by a value that may be nil",
        at: value.span, notes: ["Ecto raises when it compares with nil"],
        helps: [Help("ask first: `if let`")])
      return nil
    }
    return check(value, is: type) ? Labeled(key: name.elixir, value: value) : nil
  }

  private func written(_ subject: Expression, _ needsChangeset: Bool) -> SchemaID? {
    switch subject.type {
    case .changeset(let id?) where hasTable(id, subject): return id
    case .schema(let id) where !needsChangeset && hasTable(id, subject): return id
    case .changeset(.some): return nil
    case .schema where !needsChangeset: return nil
    default:
      file.report(
        .typeMismatch, "this is \(describe(subject.type)), not a changeset", at: subject.span,
        label: needsChangeset ? "expected a changeset" : "expected a struct or a changeset",
        helps: needsChangeset
          ? [Help("changes go through a changeset: `|> Post.changeset(attrs)`")] : [])
      return nil
    }
  }

  /// A struct, a list of them, or nil.
  private func structs(_ subject: Expression) -> SchemaID? {
    switch subject.type.unwrapped {
    case .schema(let id): return id
    case .list(let element): if let id = element.schemaOfRow { return id }
    default: break
    }
    file.report(
      .typeMismatch, "this is \(describe(subject.type)), not a struct", at: subject.span,
      label: "expected a struct or a list of structs",
      helps: [Help("give it what was read: `Repo.get!(…)`, `Repo.all(…)`")])
    return nil
  }

  private func reload(_ subject: Expression, isStrict: Bool) -> ValueType? {
    guard let id = structs(subject) else { return nil }
    let row: ValueType = isStrict ? .schema(id) : .optional(.schema(id))
    if case .list = subject.type { return .list(row) }
    return row
  }

  private func preload(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> ValueType? {
    if subject.type == .any {
      guard let argument = arguments.next(), let value = lower(argument, expecting: nil) else {
        return nil
      }
      call.values.append(value)
      return .any
    }
    guard let id = structs(subject) else { return nil }
    guard let argument = arguments.next() else {
      file.report(
        .wrongArguments, "which associations? none is named", at: tree.span(call.node),
        helps: [Help("name them: `Repo.preload(posts, [.comments])`")])
      return nil
    }
    guard let preloads = lowerPreloads(argument, of: id) else { return nil }
    let span = tree.span(argument)
    if preloads.count == 1, preloads[0].nested.isEmpty, case .separate = preloads[0].source,
      tree.kind(argument) != .listLiteral
    {
      call.values.append(
        Expression(.literal(.atom(preloads[0].association)), type: .atom, span: span))
    } else {
      call.values.append(Expression(preloads: preloads, span: span))
    }
    return subject.type
  }

  // MARK: SQL

  private func sql(
    _ subject: Expression, _ call: inout RepositoryCall, _ arguments: inout Arguments
  ) -> Bool {
    guard check(subject, is: .string) else { return false }
    guard let node = arguments.next() else { return true }
    guard let values = lower(node, expecting: .list(.any)), check(values, is: .list(.any)) else {
      return false
    }
    call.values.append(values)
    return true
  }

  /// `Repo.toSQL(:all, query)`
  private func toSQL(
    _ call: inout RepositoryCall, _ arguments: inout Arguments, _ piped: Piped?
  ) -> ValueType? {
    guard piped == nil, let kindNode = arguments.next(), let queryNode = arguments.next() else {
      file.report(
        .wrongArguments, "`toSql` takes an operation and a query", at: tree.span(call.node),
        helps: [Help("write it so: `Repo.toSql(.all, query)`")])
      return nil
    }
    arguments.finish()
    guard let kind = lower(kindNode, expecting: .atom), check(kind, is: .atom),
      let query = lower(queryNode, expecting: nil), repositoryQuery(query) != nil
    else { return nil }
    call.values = [kind, query]
    return .tuple([.string, .list(.any)])
  }
}
