import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What stands inside a query's clause: fields of its rows, pinned values of the body, and the functions of
/// Ecto.Query.API. Types are checked as PostgreSQL would, so that no query fails at run time for them.
struct QueryExpressionLowering {
  typealias Typed = (expression: QueryExpression, type: ValueType)

  let body: BodyLowering
  let bindings: [Binding]

  private var file: FileAnalysis { body.file }
  private var tree: SyntaxTree { body.tree }

  // MARK: Entrances

  func condition(_ node: NodeID) -> QueryExpression? {
    guard let (expression, type) = lower(node, expecting: .bool) else { return nil }
    if expression.hasAggregate {
      file.report(
        .invalidQuery, "an aggregate has no value for a single row", at: tree.span(node),
        notes: ["grouping and `having` are not compiled yet"])
      return nil
    }
    if body.accepts(.bool, type.unwrapped) { return expression }
    file.report(
      .typeMismatch, "a condition must be `Bool`", at: tree.span(node),
      label: "this is \(body.describe(type))")
    return nil
  }

  func count(_ node: NodeID) -> QueryExpression? {
    guard let (expression, type) = lower(node, expecting: .integer) else { return nil }
    switch expression {
    case .literal(.integer(let digits)) where !digits.hasPrefix("-"): return expression
    case .pinned where type == .integer || type == .any: return expression
    default: break
    }
    file.report(
      .typeMismatch, "expected a number of rows", at: tree.span(node),
      label: "this is \(body.describe(type))")
    return nil
  }

  /// `[desc: p.insertedAt, p.id]`, `p.name`
  func order(_ node: NodeID) -> [QueryOrder]? {
    var terms: [QueryOrder] = []
    for element in file.elements(node) {
      var direction = OrderDirection.asc
      var value = element
      if tree.kind(element) == .keyValue, !tree[element].main.isNone {
        let written = NameRules.snakeCase(tree.mainText(element))
        guard let known = OrderDirection(rawValue: written) else {
          file.report(
            .invalidQuery, "`\(tree.mainText(element))` is no direction",
            at: tree.nameSpan(element),
            helps: file.didYouMean(
              written, among: OrderDirection.allCases.map(\.rawValue), at: tree.nameSpan(element),
              spelling: NameRules.camelCase))
          return nil
        }
        direction = known
        guard let inner = body.first(element) else { return nil }
        value = inner
      }
      guard let (expression, _) = lower(value, expecting: nil) else { return nil }
      terms.append(QueryOrder(direction: direction, expression: expression))
    }
    return terms
  }

  /// `assoc(p, .comments)`; nil for anything else, or after a diagnostic.
  func association(_ node: NodeID) -> (Binding, Association)? {
    guard tree.kind(node) == .call, let callee = body.first(node), tree.mainText(callee) == "assoc"
    else { return nil }
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`assoc`", span: tree.span(node),
      objectsAreOptions: false)
    guard let ownerNode = arguments.next(), let nameNode = arguments.next(),
      let owner = bindings.first(where: { $0.name == tree.mainText(ownerNode) }),
      let name = file.symbol(nameNode)
    else {
      file.report(
        .invalidQuery, "`assoc` takes a row and an association", at: tree.span(node),
        helps: [Help("write it so: `assoc(p, .comments)`")])
      return nil
    }
    arguments.finish()
    let schema = body.shape[owner.schema]
    guard let association = schema.associations.first(where: { $0.name.elixir == name }) else {
      file.report(
        .unknownField, "`\(schema.module.last)` has no association `\(name)`",
        at: tree.span(nameNode), secondary: [Label(schema.origin.span, "declared here")],
        helps: file.didYouMean(
          name, among: schema.associations.map(\.name.elixir), at: tree.span(nameNode)
        ) { ".\($0)" })
      return nil
    }
    return (owner, association)
  }

  // MARK: Expressions

  func lower(_ node: NodeID, expecting expected: ValueType?) -> Typed? {
    switch tree.kind(node) {
    case .parenthesized: return body.first(node).flatMap { lower($0, expecting: expected) }
    case .identifier: return identifier(node)
    case .memberAccess: return member(node)
    case .prefixExpression: return prefix(node, expected)
    case .binaryExpression: return binary(node)
    case .call: return call(node)
    case .listLiteral: return list(node, expected)
    case .tupleLiteral:
      let parts = tree.children(node).map { lower($0, expecting: nil) }
      guard !parts.contains(where: { $0 == nil }) else { return nil }
      return (.tuple(parts.map { $0!.expression }), .tuple(parts.map { $0!.type }))
    case .mapLiteral: return map(node)
    case .nilLiteral, .booleanLiteral, .integerLiteral, .floatLiteral, .stringLiteral, .atomLiteral,
      .implicitMember:
      return constant(node, expected)
    default:
      body.unsupported(node, "this expression in a query")
      return nil
    }
  }

  private func constant(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    guard let value = body.lower(node, expecting: expected) else { return nil }
    if case .literal(let literal) = value.kind {
      switch (value.type, expected?.unwrapped) {
      case (.atom, _):
        file.report(
          .invalidQuery, "a query names fields by their rows", at: value.span,
          helps: bindings.first.map { [Help("such as `\($0.name).\(tree.mainText(node))`")] } ?? [])
        return nil
      // Ecto wants these as values.
      case (.decimal, _): return (.pinned(value), .decimal)
      case (.string, .uuid):
        if case .string(let text) = literal, DefaultValues.isUUID(text) {
          return (.pinned(value), .uuid)
        }
        file.report(
          .typeMismatch, "this text is no UUID", at: value.span,
          helps: [Help("8-4-4-4-12 hexadecimal digits")])
        return nil
      default: return (.literal(literal), value.type)
      }
    }
    file.report(
      .unpinnedValue, "a computed string must be pinned in a query", at: value.span,
      helps: [pin(value.span)])
    return nil
  }

  private func pin(_ span: Span) -> Help {
    Help(
      "pin it with `^`",
      edits: [TextEdit(Span(file: span.file, start: Int(span.start), end: Int(span.start)), "^")],
      isSafe: true)
  }

  private func identifier(_ node: NodeID) -> Typed? {
    let name = tree.mainText(node)
    if let binding = bindings.first(where: { $0.name == name }) {
      return (.binding(binding), .schema(binding.schema))
    }
    if let variable = body.scope.look(up: name) {
      file.report(
        .unpinnedValue, "`\(name)` is a value of the function, not of the query",
        at: tree.span(node), label: "not pinned",
        secondary: [Label(variable.span, "declared here")], helps: [pin(tree.span(node))])
      return nil
    }
    file.report(
      .unknownName, "the query has no rows called `\(name)`", at: tree.span(node),
      helps: file.didYouMean(
        name, among: bindings.map(\.name) + body.scope.names, at: tree.span(node)))
    return nil
  }

  private func member(_ node: NodeID) -> Typed? {
    guard let base = body.first(node) else { return nil }
    let head = file.path(of: node).first ?? ""
    guard tree.kind(base) == .identifier, let binding = bindings.first(where: { $0.name == head })
    else {
      if body.scope.look(up: head) != nil {
        file.report(
          .unpinnedValue, "`\(head)` is a value of the function, not of the query",
          at: tree.span(node), label: "not pinned", helps: [pin(tree.span(node))])
      } else {
        // A row's name that is wrong, or a module: the identifier's own message says it best.
        if lower(base, expecting: nil) != nil {
          file.report(
            .invalidQuery, "only the rows of the query have fields here", at: tree.span(base))
        }
      }
      return nil
    }
    let name = NameRules.snakeCase(tree.mainText(node))
    let schema = body.shape[binding.schema]
    guard let field = schema.field(name) else {
      if schema.properties.contains(where: { $0.name.elixir == name }) {
        file.report(
          .invalidQuery, "`\(name)` is not a column of `\(schema.source ?? "")`",
          at: tree.nameSpan(node), label: "an association or an embed",
          helps: [Help("join it: `join(x in assoc(\(head), .\(name)))`")])
      } else {
        body.unknownField(name, of: binding.schema, at: tree.nameSpan(node))
      }
      return nil
    }
    guard !field.isVirtual else {
      file.report(
        .invalidQuery, "`\(name)` is virtual: the database does not have it",
        at: tree.nameSpan(node), secondary: [Label(field.origin.span, "declared here")])
      return nil
    }
    let type = FieldTypes.valueType(of: field.type)
    return (.field(binding, name), field.isOptional ? TypeResolver.optional(type) : type)
  }

  private func prefix(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    guard let operand = body.first(node) else { return nil }
    switch tree.mainText(node) {
    case "^":
      guard let value = body.lower(operand, expecting: expected) else { return nil }
      return (.pinned(value), value.type)
    case "!", "not":
      return condition(operand).map { (.not($0), .bool) }
    case "-":
      return constant(node, expected)
    default:
      body.unsupported(node, "`\(tree.mainText(node))` in a query")
      return nil
    }
  }

  private func list(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    var element: ValueType?
    if case .list(let wanted)? = expected?.unwrapped { element = wanted }
    var values: [QueryExpression] = []
    for child in tree.children(node) {
      guard let (value, type) = lower(child, expecting: element) else { return nil }
      element = element ?? type
      values.append(value)
    }
    if case .enumeration? = element, let pinned = body.lower(node, expecting: .list(element!)) {
      return (.pinned(pinned), pinned.type)
    }
    return (.list(values), .list(element ?? .any))
  }

  private func map(_ node: NodeID) -> Typed? {
    var entries: [(key: String, value: QueryExpression)] = []
    var types: [OptionType] = []
    for pair in tree.children(node) {
      guard tree.kind(pair) == .keyValue, !tree[pair].main.isNone, let inner = body.first(pair)
      else {
        body.unsupported(pair, "this key in a select")
        return nil
      }
      guard let (value, type) = lower(inner, expecting: nil) else { return nil }
      let name = tree.name(pair)
      entries.append((name.elixir, value))
      types.append(OptionType(name: name, type: type))
    }
    return (.map(entries), .map(key: .atom, value: .any))
  }
}

extension Schema {
  /// The table's name.
  var source: String? {
    if case .table(let source, _) = kind { source } else { nil }
  }
}
