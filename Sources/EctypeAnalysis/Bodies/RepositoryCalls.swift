import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The functions that every `Ecto.Repo` has, as far as bodies may call them, with their types.
enum RepositoryFunctions {
  enum Shape: Sendable {
    /// A query or a schema gives something of its rows.
    case query(@Sendable (ValueType) -> ValueType)
    /// A schema and an id.
    case identifier(@Sendable (ValueType) -> ValueType)
    /// A schema and `name: value` clauses.
    case clauses(@Sendable (ValueType) -> ValueType)
    /// A struct or a changeset.
    case write(needsChangeset: Bool, @Sendable (SchemaID) -> ValueType)
    /// A struct, a list or nil of structs, and associations.
    case preload
  }

  static let all: [String: Shape] = [
    "all": .query { .list($0) },
    "one": .query { TypeResolver.optional($0) },
    "one!": .query { $0 },
    "exists?": .query { _ in .bool },
    "get": .identifier { TypeResolver.optional($0) },
    "get!": .identifier { $0 },
    "get_by": .clauses { TypeResolver.optional($0) },
    "get_by!": .clauses { $0 },
    "insert": .write(needsChangeset: false) { .result(.schema($0), .changeset($0)) },
    "insert!": .write(needsChangeset: false) { .schema($0) },
    "update": .write(needsChangeset: true) { .result(.schema($0), .changeset($0)) },
    "update!": .write(needsChangeset: true) { .schema($0) },
    "delete": .write(needsChangeset: false) { .result(.schema($0), .changeset($0)) },
    "delete!": .write(needsChangeset: false) { .schema($0) },
    "preload": .preload,
  ]
}

extension BodyLowering {
  func lowerRepositoryCall(
    _ node: NodeID, _ callee: NodeID, _ repository: ModuleName, _ name: String, _ piped: Piped?,
    _ arguments: inout Arguments
  ) -> Expression? {
    guard let shape = RepositoryFunctions.all[name] else {
      let span = tree.nameSpan(callee)
      file.report(
        .unknownFunction, "`\(repository)` has no function `\(name)` that is compiled yet",
        at: span,
        helps: file.didYouMean(name, among: RepositoryFunctions.all.keys.sorted(), at: span))
      return nil
    }
    guard let subject = piped?.value ?? arguments.next().flatMap({ lower($0, expecting: nil) })
    else {
      if piped == nil, arguments.isEmpty {
        file.report(
          .wrongArguments, "`\(name)` needs an argument", at: tree.span(node))
      }
      return nil
    }
    var values = [subject]
    var options: [Labeled] = []
    let type: ValueType?
    switch shape {
    case .query(let result): type = row(of: subject).map(result)
    case .identifier(let result): type = identifier(subject, node, &arguments, &values).map(result)
    case .clauses(let result): type = clauses(subject, node, &arguments, &options).map(result)
    case .write(let needsChangeset, let result): type = written(subject, needsChangeset).map(result)
    case .preload: type = preload(subject, node, &arguments, &values)
    }
    guard let type else { return nil }
    arguments.finish()
    let call = Call(
      callee: .repository(repository, name), arguments: values, options: options,
      isPiped: piped != nil)
    return Expression(.call(call), type: type, span: tree.span(node))
  }

  /// What a row of a query or a schema is.
  private func row(of subject: Expression) -> ValueType? {
    switch subject.type {
    case .query(let query): return query.row
    case .any: return .any
    default:
      if case .schema(let id) = subject.kind {
        return hasTable(id, subject) ? .schema(id) : nil
      }
      file.report(
        .typeMismatch, "this is \(describe(subject.type)), not a query", at: subject.span,
        label: "expected a query or a schema")
      return nil
    }
  }

  private func hasTable(_ id: SchemaID, _ subject: Expression) -> Bool {
    guard shape[id].isEmbedded else { return true }
    file.report(
      .invalidQuery, "`\(shape[id].module.last)` is embedded: it has no table of its own",
      at: subject.span, helps: [Help("go through the schema that embeds it")])
    return false
  }

  private func schema(_ subject: Expression) -> SchemaID? {
    if case .schema(let id) = subject.kind { return hasTable(id, subject) ? id : nil }
    if case .query(let query) = subject.type, case .schema(let id) = query.row { return id }
    _ = row(of: subject)
    return nil
  }

  private func identifier(
    _ subject: Expression, _ node: NodeID, _ arguments: inout Arguments,
    _ values: inout [Expression]
  ) -> ValueType? {
    guard let id = schema(subject) else { return nil }
    guard let key = shape[id].primaryKeyField else {
      file.report(
        .wrongArguments, "`\(shape[id].module.last)` has no single primary key to look up by",
        at: subject.span, helps: [Help("use `Repo.getBy(\(shape[id].module.last), field: value)`")])
      return nil
    }
    guard let argument = arguments.next() else {
      file.report(.wrongArguments, "which row? the id is missing", at: tree.span(node))
      return nil
    }
    let type = FieldTypes.valueType(of: key.type)
    guard let value = lower(argument, expecting: type) else { return nil }
    // A UUID is its text in Elixir.
    guard value.type == .string && type == .uuid || check(value, is: type) else { return nil }
    values.append(value)
    return .schema(id)
  }

  private func clauses(
    _ subject: Expression, _ node: NodeID, _ arguments: inout Arguments, _ options: inout [Labeled]
  ) -> ValueType? {
    guard let id = schema(subject) else { return nil }
    let given = arguments.rest()
    guard !given.isEmpty else {
      file.report(
        .wrongArguments, "which row? no field is given", at: tree.span(node),
        helps: [Help("name a field: `Repo.getBy(\(shape[id].module.last), field: value)`")])
      return nil
    }
    for clause in given {
      guard let (name, type) = property(clause.label, of: id) else {
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
      guard check(value, is: type) else { return nil }
      options.append(Labeled(key: name.elixir, value: value))
    }
    return .schema(id)
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

  private func preload(
    _ subject: Expression, _ node: NodeID, _ arguments: inout Arguments,
    _ values: inout [Expression]
  ) -> ValueType? {
    let id: SchemaID
    switch subject.type.unwrapped {
    case .schema(let schema), .list(.schema(let schema)): id = schema
    default:
      file.report(
        .typeMismatch, "this is \(describe(subject.type)), not a struct", at: subject.span,
        label: "expected a struct or a list of structs")
      return nil
    }
    guard let argument = arguments.next() else {
      file.report(.wrongArguments, "which associations? none is named", at: tree.span(node))
      return nil
    }
    guard let preloads = lowerPreloads(argument, of: id) else { return nil }
    values.append(Expression(preloads: preloads, span: tree.span(argument)))
    return subject.type
  }

  /// `[.author, comments: .author]`, checked against the schema's associations.
  func lowerPreloads(_ node: NodeID, of id: SchemaID) -> [Preload]? {
    var result: [Preload] = []
    for element in file.elements(node) {
      let isNested = tree.kind(element) == .keyValue && !tree[element].main.isNone
      guard
        let name = isNested ? NameRules.snakeCase(tree.mainText(element)) : file.symbol(element)
      else {
        file.report(
          .invalidQuery, "a preload names associations", at: tree.span(element),
          helps: [Help("write it so: `[.author, comments: .author]`")])
        return nil
      }
      guard let association = shape[id].associations.first(where: { $0.name.elixir == name }) else {
        unknownAssociation(name, of: id, at: isNested ? tree.nameSpan(element) : tree.span(element))
        return nil
      }
      var nested: [Preload] = []
      if isNested, let inner = first(element) {
        guard let lowered = lowerPreloads(inner, of: association.target) else { return nil }
        nested = lowered
      }
      result.append(Preload(association: name, nested: nested))
    }
    return result
  }
}

extension BodyLowering {
  private func unknownAssociation(_ name: String, of id: SchemaID, at span: Span) {
    let isField = shape[id].properties.contains { $0.name.elixir == name }
    let prefix = tree.source(span).hasPrefix(".") ? "." : ""
    file.report(
      .unknownField,
      isField
        ? "`\(name)` of `\(shape[id].module.last)` is not an association"
        : "`\(shape[id].module.last)` has no association `\(name)`", at: span,
      secondary: [Label(shape[id].origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: shape[id].associations.map(\.name.elixir), at: span,
        spelling: { prefix + NameRules.camelCase($0) }))
  }
}

extension Expression {
  /// `[:author, comments: [:author]]` as a value: names first, then those with nested ones.
  fileprivate init(preloads: [Preload], span: Span) {
    let plain = preloads.filter(\.nested.isEmpty).map {
      Expression(.literal(.atom($0.association)), type: .atom, span: span)
    }
    let nested = preloads.filter { !$0.nested.isEmpty }.map {
      Labeled(key: $0.association, value: Expression(preloads: $0.nested, span: span))
    }
    let keywords = Expression(.keywords(nested), type: .options([]), span: span)
    if nested.isEmpty {
      self.init(.list(plain), type: .list(.atom), span: span)
    } else if plain.isEmpty {
      self = keywords
    } else {
      self.init(.list(plain + [keywords]), type: .list(.any), span: span)
    }
  }
}
