import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What stands inside a query's clause: fields of its rows, pinned values of the body, and the functions of
/// Ecto.Query.API. Types are checked as PostgreSQL would, so that no query fails at run time for them.
struct QueryExpressionLowering {
  typealias Typed = (expression: QueryExpression, type: ValueType)

  let body: BodyLowering
  private(set) var query: QueryType
  /// What the clause reads, noted as it is lowered.
  let uses = QueryUses()
  /// Inside `dynamic(…)`.
  var isDynamic = false

  init(body: BodyLowering, query: QueryType) {
    self.body = body
    self.query = query
  }

  /// Of what `over` applies to: whether each row's window has a row.
  private(set) var windowHasRow: Bool?

  /// The same for what `over` applies to.
  func windowed(hasRow: Bool) -> QueryExpressionLowering {
    var lowering = self
    lowering.windowHasRow = hasRow
    return lowering
  }

  /// The same inside of what `over` applies to: an aggregate there is one of groups.
  var grouped: QueryExpressionLowering {
    var lowering = self
    lowering.windowHasRow = nil
    return lowering
  }

  var bindings: [Binding] { query.bindings }
  var file: FileAnalysis { body.file }
  var tree: SyntaxTree { body.tree }

  // MARK: Entrances

  /// A condition on single rows, or on groups for `having`.
  func condition(_ node: NodeID) -> QueryExpression? { truth(node)?.expression }

  /// A condition, and whether it may be nil instead: where it is selected, that is what it gives.
  func truth(_ node: NodeID) -> Typed? {
    guard let (expression, type) = lower(node, expecting: .bool) else { return nil }
    if case .pinned = expression {
      switch type {
      // Keywords of fields are a condition too.
      case .dynamic, .options, .list(.any), .list(.tuple): return (expression, .bool)
      default: break
      }
    }
    if body.accepts(.bool, type.unwrapped) { return (expression, Self.truth(of: [type])) }
    file.report(
      .typeMismatch, "a condition must be `Bool`", at: tree.span(node),
      label: "this is \(body.describe(type))", helps: conditionHelps((expression, type), node))
    return nil
  }

  /// What a question about values is: nil where one of them may be.
  static func truth(of types: [ValueType]) -> ValueType {
    types.contains(where: \.isOptional) ? .optional(.bool) : .bool
  }

  /// A number of rows, for `limit` and `offset`.
  func count(_ node: NodeID) -> QueryExpression? {
    guard let (expression, type) = lower(node, expecting: .integer) else { return nil }
    switch expression {
    case .literal(.integer(let digits)) where !digits.hasPrefix("-"): return expression
    case .pinned where type == .integer || type == .any: return expression
    case .call("fragment", _): return expression
    default: break
    }
    file.report(
      .typeMismatch, "expected a number of rows", at: tree.span(node),
      label: "this is \(body.describe(type))",
      helps: [Help("write a number that is not negative, or pin one: `^n`")])
    return nil
  }

  // MARK: Expressions

  func lower(_ node: NodeID, expecting expected: ValueType?) -> Typed? {
    let first = uses.columns.count
    guard let result = dispatch(node, expected) else { return nil }
    uses.enclose(from: first, in: result.expression)
    return result
  }

  private func dispatch(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    switch tree.kind(node) {
    case .parenthesized: return body.first(node).flatMap { lower($0, expecting: expected) }
    case .identifier: return identifier(node)
    case .memberAccess: return member(node)
    case .subscriptExpression: return path(node)
    case .prefixExpression: return prefix(node, expected)
    case .binaryExpression: return binary(node, expected)
    case .call: return call(node, piped: nil, expected)
    case .listLiteral: return list(node, expected)
    case .tupleLiteral:
      let parts = tree.children(node).map { lower($0, expecting: nil) }
      guard !parts.contains(where: { $0 == nil }) else { return nil }
      return (.tuple(parts.map { typedPin($0!).expression }), .tuple(parts.map { $0!.type }))
    case .mapLiteral: return map(node)
    case .structLiteral: return structure(node)
    case .nilLiteral, .booleanLiteral, .integerLiteral, .floatLiteral, .stringLiteral, .atomLiteral,
      .implicitMember, .sigil:
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
      case (.decimal, _):
        if tree.kind(node) == .integerLiteral, case .string(let digits) = literal {
          return (.literal(.integer(digits)), .decimal)
        }
        // Ecto wants a fraction of an exact number as a value.
        return (.pinned(value), .decimal)
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
    if tree.kind(node) == .sigil { return (.pinned(value), value.type) }
    file.report(
      .unpinnedValue, "a computed string must be pinned in a query", at: value.span,
      helps: [pin(value.span)])
    return nil
  }

  func pin(_ span: Span) -> Help {
    Help(
      "pin it with `^`",
      edits: [TextEdit(Span(file: span.file, start: Int(span.start), end: Int(span.start)), "^")],
      isSafe: true)
  }

  func binding(named name: String) -> Binding? {
    name == "_" ? nil : bindings.first { $0.name == name }
  }

  private func identifier(_ node: NodeID) -> Typed? {
    let name = tree.mainText(node)
    if let binding = binding(named: name) {
      uses.read(binding, field: nil, at: tree.span(node))
      return (.binding(binding), binding.value)
    }
    unknownRow(node, name)
    return nil
  }

  /// A name in a query that none of its rows has.
  func unknownRow(_ node: NodeID, _ name: String) {
    if let rows = query.uncommon.first(where: { $0.name == name }) {
      file.report(
        .unknownName, "only some of the branches before join `\(name)`", at: tree.span(node),
        secondary: rows.span.map { [Label($0, "joined here")] } ?? [],
        helps: [Help("join it in each of them, as the same row in order, or behind them")])
      return
    }
    if let variable = body.scope.look(up: name) {
      file.report(
        .unpinnedValue, "`\(name)` is a value of the function, not of the query",
        at: tree.span(node), label: "not pinned",
        secondary: [Label(variable.span, "declared here")], helps: [pin(tree.span(node))])
      return
    }
    let names = bindings.map(\.name).filter { $0 != "_" }
    var helps = file.didYouMean(
      name, among: names + body.scope.names, at: tree.span(node),
      orElse: Suggestions.listing(names).map { "its rows are \($0)" })
    if names.isEmpty {
      helps = [
        Help("name the rows: `where(query, [\(name)], …)`, or `from(\(name) in query, …)`")
      ]
    }
    file.report(
      .unknownName, "the query has no rows called `\(name)`", at: tree.span(node), helps: helps)
  }

  private func member(_ node: NodeID) -> Typed? {
    guard let base = body.first(node) else { return nil }
    if tree.kind(base) == .call, let callee = body.first(base),
      ["as", "parent_as"].contains(NameRules.snakeCase(tree.mainText(callee)))
    {
      return lateMember(node, base, NameRules.snakeCase(tree.mainText(callee)))
    }
    let head = file.path(of: node).first ?? ""
    guard tree.kind(base) == .identifier, let binding = binding(named: head) else {
      if let variable = body.scope.look(up: head) {
        file.report(
          .unpinnedValue, "`\(head)` is a value of the function, not of the query",
          at: tree.span(node), label: "not pinned",
          secondary: [Label(variable.span, "declared here")], helps: [pin(tree.span(node))])
      } else if lower(base, expecting: nil) != nil {
        // A row's name that is wrong, or a module: the identifier's own message says it best.
        file.report(
          .invalidQuery, "only the rows of the query have fields here", at: tree.span(base),
          helps: [
            Help("read a column of a row: `p.title`; what is inside a map is `p.meta[\"key\"]`")
          ])
      }
      return nil
    }
    let name = NameRules.snakeCase(tree.mainText(node))
    guard let type = column(name, of: binding, at: tree.nameSpan(node)) else { return nil }
    uses.read(binding, field: name, at: tree.span(node))
    return (.field(.binding(binding), name), type)
  }

  /// The type of a column of a row; nil after a diagnostic.
  /// - Parameter prefix: what stands before the name within `span`: the `.` of `.title`.
  func column(
    _ name: String, of binding: Binding, at span: Span, prefix: String = ""
  ) -> ValueType? {
    let type: ValueType
    switch binding.row.unwrapped {
    case .schema(let id):
      guard let found = column(name, of: id, binding, at: span, prefix) else { return nil }
      type = found
    case .record(let columns):
      guard let found = columns.first(where: { $0.name.elixir == name }) else {
        if let learnt = body.learnColumn(name, of: columns) { return learnt }
        file.report(
          .unknownField, "the rows of `\(binding.name)` have no column `\(name)`", at: span,
          helps: file.didYouMean(name, among: columns.map(\.name.elixir), at: span) {
            prefix + $0
          })
        return nil
      }
      type = found.type
    default: type = .any
    }
    return binding.isOptional || binding.row.isOptional ? TypeResolver.optional(type) : type
  }

  private func column(
    _ name: String, of id: SchemaID, _ binding: Binding, at span: Span, _ prefix: String
  ) -> ValueType? {
    let schema = body.shape[id]
    guard let field = schema.field(name) else {
      if let embed = schema.embeds.first(where: { $0.name.elixir == name }) {
        return .map(key: .string, value: embed.isMany ? .list(.any) : .any)
      }
      if schema.properties.contains(where: { $0.name.elixir == name }) {
        file.report(
          .invalidQuery, "`\(name)` is not a column of `\(schema.source ?? "")`", at: span,
          label: "an association",
          helps: [Help("join it: `join(x in assoc(\(binding.name), .\(name)))`")])
      } else {
        body.unknownField(name, of: id, at: span, prefix: prefix)
      }
      return nil
    }
    guard !field.isVirtual else {
      file.report(
        .invalidQuery, "`\(name)` is virtual: the database does not have it", at: span,
        secondary: [Label(field.span, "declared here")],
        helps: [Help("use the columns that it is made of, or filter the rows when they are read")])
      return nil
    }
    let type = FieldTypes.valueType(of: field.type)
    return field.isOptional ? TypeResolver.optional(type) : type
  }

  private func prefix(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    guard let operand = body.first(node) else { return nil }
    switch tree.mainText(node) {
    case "^":
      guard let value = body.lower(operand, expecting: expected) else { return nil }
      if case .dynamic(let dynamic) = value.type {
        guard body.fits(dynamic, query, at: value.span) else { return nil }
        let isMissing = body.rows(of: dynamic, in: query).contains(where: \.isOptional)
        return (
          .pinned(value),
          expected == .bool ? value.type : isMissing ? dynamic.value.orNil : dynamic.value
        )
      }
      return (.pinned(value), value.type)
    case "!", "not":
      return truth(operand).map { (.not($0.expression), $0.type) }
    case "-":
      if [.integerLiteral, .floatLiteral].contains(tree.kind(operand)) {
        return constant(node, expected)
      }
      guard let (value, type) = lower(operand, expecting: expected) else { return nil }
      guard isNumber(type) else {
        file.report(
          .typeMismatch, "this is \(body.describe(type)), not a number", at: tree.span(operand),
          label: "expected a number", helps: mends((value, type), operand, as: .integer))
        return nil
      }
      return (.negate(value), type)
    default:
      body.unsupported(node, "`\(tree.mainText(node))` in a query")
      return nil
    }
  }

  func isNumber(_ type: ValueType) -> Bool {
    [.integer, .float, .decimal, .any].contains(type.unwrapped)
  }

  private func list(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    var element: ValueType?
    if case .list(let wanted)? = expected?.unwrapped { element = wanted }
    var values: [QueryExpression] = []
    var types: [ValueType] = []
    for child in tree.children(node) {
      guard let value = lower(child, expecting: element) else { return nil }
      element = element ?? value.type
      types.append(value.type)
      values.append(expected == nil ? typedPin(value).expression : value.expression)
    }
    if case .enumeration? = element, let pinned = body.lower(node, expecting: .list(element!)) {
      return (.pinned(pinned), pinned.type)
    }
    let isUniform = Set(types).count <= 1
    return (.list(values), .list(isUniform || expected != nil ? element ?? .any : .any))
  }

  /// `p.meta["a"][0]`
  private func path(_ node: NodeID) -> Typed? {
    let parts = Array(tree.children(node))
    guard parts.count == 2, let base = lower(parts[0], expecting: nil) else { return nil }
    var arguments = Arguments(
      file, list: parts[1], owner: "a subscript", span: tree.span(node), objectsAreOptions: false)
    guard let keyNode = arguments.next() else { return nil }
    arguments.finish()
    switch base.type.unwrapped {
    case .map, .any, .list: break
    default:
      file.report(
        .typeMismatch, "\(body.describe(base.type)) has no elements by key",
        at: tree.span(parts[0]), label: "expected a column of JSON",
        helps: [Help("a column has them whose type is `JSON`, a map or a list")])
      return nil
    }
    guard let key = lower(keyNode, expecting: nil) else { return nil }
    guard [.string, .integer, .any].contains(key.type.unwrapped) else {
      file.report(
        .typeMismatch, "a path into JSON is made of texts and numbers", at: tree.span(keyNode),
        label: "this is \(body.describe(key.type))",
        helps: [Help("write the name of a key, or the number of an element")])
      return nil
    }
    return (.access(base.expression, key.expression), .any)
  }
}

extension Schema {
  /// The table's name.
  var source: String? {
    if case .table(let source, _) = self.kind { source } else { nil }
  }
}
