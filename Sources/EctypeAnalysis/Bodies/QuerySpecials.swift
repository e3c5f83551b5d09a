import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Functions of Ecto.Query.API whose arguments are not plain expressions.
extension QueryExpressionLowering {
  /// A wrapper, so that "not one of these" is told from "one that failed".
  struct Special { var typed: Typed? }

  static let specialNames = [
    "fragment", "type", "field", "exists", "any", "all", "subquery", "ago", "from_now", "over",
    "datetime_add", "date_add", "selected_as", "struct", "map", "merge", "json_extract_path",
    "filter",
  ]

  func special(
    _ name: String, _ node: NodeID, _ arguments: inout Arguments, _ expected: ValueType?
  ) -> Special? {
    switch name {
    case "fragment": return Special(typed: fragment(node, &arguments))
    case "type": return Special(typed: cast(node, &arguments))
    case "field": return Special(typed: field(node, &arguments))
    case "exists": return Special(typed: exists(node, &arguments))
    case "any", "all": return Special(typed: quantifier(name, node, &arguments))
    case "subquery": return Special(typed: subquery(node, &arguments))
    case "ago", "from_now": return Special(typed: relativeTime(name, node, &arguments))
    case "datetime_add", "date_add": return Special(typed: addedTime(name, node, &arguments))
    case "selected_as": return Special(typed: selectedAs(node, &arguments))
    case "struct", "map": return Special(typed: taken(name, node, &arguments))
    case "merge": return Special(typed: merge(node, &arguments))
    case "json_extract_path": return Special(typed: extracted(node, &arguments))
    case "over": return Special(typed: over(node, piped: nil))
    default: return nil
    }
  }

  private func wrong(_ node: NodeID, _ message: String, _ example: String) -> Typed? {
    file.report(
      .wrongArguments, message, at: tree.span(node), helps: [Help("write it so: `\(example)`")])
    return nil
  }

  // MARK: SQL

  func fragment(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let first = arguments.next(),
      let sql = file.string(first, for: "the SQL", of: "`fragment`")
    else {
      if arguments.isEmpty { return wrong(node, "`fragment` needs its SQL", "fragment(\"now()\")") }
      return nil
    }
    let holes = FragmentText(sql).holes
    var values: [QueryExpression] = [.literal(.string(sql))]
    while let argument = arguments.next() {
      let hole = values.count - 1
      let mayBeAggregated = hole < holes.count && holes[hole]
      guard
        let value = mayBeAggregated
          ? uses.inside({ fragmentArgument(argument) }) : fragmentArgument(argument)
      else { return nil }
      values.append(value)
    }
    arguments.finish()
    guard holes.count == values.count - 1 else {
      file.report(
        .wrongArguments,
        "the SQL has \(holes.count) `?` for \(values.count - 1) value\(values.count == 2 ? "" : "s")",
        at: tree.span(node), notes: ["each `?` stands for one value, in order"],
        helps: [Help("write as many `?` as there are values; a `?` of the SQL itself is `\\\\?`")])
      return nil
    }
    return (.call("fragment", values), .any)
  }

  /// A value of a fragment; `splice`, `identifier` and `constant` are known here alone.
  private func fragmentArgument(_ node: NodeID) -> QueryExpression? {
    if tree.kind(node) == .call, let callee = body.first(node) {
      let name = NameRules.snakeCase(tree.mainText(callee))
      let wanted: [String: ValueType] = [
        "splice": .list(.any), "identifier": .string, "literal": .string, "constant": .any,
      ]
      if tree.kind(callee) == .identifier, let type = wanted[name] {
        var arguments = Arguments(
          file, list: tree.child(node, .argumentList), owner: "`\(name)`", span: tree.span(node),
          objectsAreOptions: false)
        guard let argument = arguments.next() else {
          _ = wrong(node, "`\(name)` needs a value", "\(name)(^value)")
          return nil
        }
        guard let value = lower(argument, expecting: type) else { return nil }
        arguments.finish()
        guard body.accepts(type, value.type) else {
          file.report(
            .typeMismatch, "`\(name)` takes \(body.describe(type))", at: tree.span(argument),
            label: "this is \(body.describe(value.type))", helps: mends(value, argument, as: type))
          return nil
        }
        let isNew = body.shape.ecto >= Version(3, 13)
        if name == "constant" {
          file.require(
            ecto: Version(3, 13), "`constant`", at: tree.span(node), body.shape.ecto)
        }
        // `literal` is the old name of `identifier`.
        let known = ["literal", "identifier"].contains(name)
        return .call(known ? (isNew ? "identifier" : "literal") : name, [value.expression])
      }
    }
    return lower(node, expecting: nil)?.expression
  }

  /// `type(^x, Int)`, `type(^x, .decimal)`, `type(x, p.price)`
  private func cast(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let valueNode = arguments.next(), let typeNode = arguments.next() else {
      return wrong(node, "`type` takes a value and a type", "type(^value, Int)")
    }
    arguments.finish()
    if tree.kind(typeNode) == .memberAccess {
      guard let type = uses.inside({ lower(typeNode, expecting: nil) }),
        let value = lower(valueNode, expecting: type.type.unwrapped)
      else { return nil }
      let result = type.type.unwrapped
      let subject = value.expression.withoutIntegerCast
      guard isCast(subject, valueNode, to: nil, tree.source(tree.span(typeNode))) else {
        return nil
      }
      return (
        .call("type", [subject, type.expression]),
        value.type.isOptional ? result.orNil : result
      )
    }
    guard let type = typeName(typeNode) else { return nil }
    let result = FieldTypes.valueType(of: type)
    guard let value = lower(valueNode, expecting: nil) else { return nil }
    let subject = value.expression.withoutIntegerCast
    guard isCast(subject, valueNode, to: type, tree.source(tree.span(typeNode))) else { return nil }
    return (
      .call("type", [subject, .type(type)]),
      value.type.isOptional ? TypeResolver.optional(result) : result
    )
  }

  func typeName(_ node: NodeID) -> FieldType? {
    if tree.kind(node) == .identifier, let type = TypeResolver.simple[tree.mainText(node)],
      let field = FieldTypes.fieldType(of: type)
    {
      return field
    }
    if tree.kind(node) == .listLiteral {
      let elements = Array(tree.children(node))
      if elements.count == 1 { return typeName(elements[0]).map { .array($0) } }
    }
    if let name = file.symbol(node, as: .choice), let type = FieldTypes.named[name] {
      return type
    }
    file.report(
      .unknownType, "this is no type that a value can be cast to", at: tree.span(node),
      helps: file.didYouMean(
        tree.source(tree.span(node)), among: TypeResolver.simple.keys.sorted(), at: tree.span(node),
        orElse: "name a type of columns: `Decimal`, `.utcDatetime`, `[Int]` …"))
    return nil
  }

  /// `type(^value, T)` for a pinned value that stands alone in a select: the database must know its type.
  func typedPin(_ value: Typed) -> Typed {
    guard case .pinned(let pinned) = value.expression,
      let type = FieldTypes.fieldType(of: pinned.type.unwrapped)
    else { return value }
    switch type {
    case .any, .enumeration: return value
    default: return (.call("type", [value.expression, .type(type)]), value.type)
    }
  }

  // MARK: Fields by name

  /// `field(p, .title)`, `field(p, ^name)`, `field(p, "column")`
  private func field(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let rowNode = arguments.next(), let nameNode = arguments.next() else {
      return wrong(node, "`field` takes a row and the name of a field", "field(p, ^name)")
    }
    arguments.finish()
    guard let row = uses.inside({ rows(rowNode) }) else { return nil }
    if tree.kind(nameNode) == .prefixExpression {
      guard let name = lower(nameNode, expecting: .atom) else { return nil }
      guard [.atom, .string, .any].contains(name.type) else {
        file.report(
          .typeMismatch, "a field is named by an atom or a text", at: tree.span(nameNode),
          label: "this is \(body.describe(name.type))",
          helps: [Help("write its name, `.title`, or pin one: `^name`")])
        return nil
      }
      return (.call("field", [row.expression, name.expression]), .any)
    }
    guard let name = file.symbol(nameNode) else {
      return wrong(node, "`field` takes a row and the name of a field", "field(p, ^name)")
    }
    guard let binding = row.binding else {
      return (.call("field", [row.expression, .literal(.atom(name))]), .any)
    }
    guard
      let type = column(
        name, of: binding, at: tree.span(nameNode),
        prefix: tree.kind(nameNode) == .implicitMember ? "." : "")
    else { return nil }
    uses.read(binding, field: name, at: tree.span(node))
    return (.call("field", [row.expression, .literal(.atom(name))]), type)
  }

  /// A row: a binding, `as(.post)` or `parentAs(.post)`.
  func rows(_ node: NodeID) -> (expression: QueryExpression, binding: Binding?)? {
    if tree.kind(node) == .identifier, let binding = binding(named: tree.mainText(node)) {
      uses.name(binding)
      return (.binding(binding), binding)
    }
    if tree.kind(node) == .call, let callee = body.first(node),
      ["as", "parent_as"].contains(NameRules.snakeCase(tree.mainText(callee)))
    {
      return lateRow(node, NameRules.snakeCase(tree.mainText(callee)), field: "", at: node)
    }
    if tree.kind(node) == .identifier {
      unknownRow(node, tree.mainText(node))
    } else {
      file.report(
        .invalidQuery, "this is no row of the query", at: tree.span(node),
        helps: bindings.first.map { [Help("such as `\($0.name)`")] } ?? [])
    }
    return nil
  }

  /// `as(.post).title`, `parentAs(.user).id`
  func lateMember(_ node: NodeID, _ base: NodeID, _ function: String) -> Typed? {
    let name = NameRules.snakeCase(tree.mainText(node))
    guard let row = lateRow(base, function, field: name, at: node) else { return nil }
    guard let binding = row.binding else { return (.field(row.expression, name), .any) }
    guard let type = column(name, of: binding, at: tree.nameSpan(node)) else { return nil }
    if function == "as" { uses.read(binding, field: name, at: tree.span(node), isNamed: false) }
    return (.field(row.expression, name), type)
  }

  private func lateRow(
    _ node: NodeID, _ function: String, field: String, at whole: NodeID
  ) -> (expression: QueryExpression, binding: Binding?)? {
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(function)`", span: tree.span(node),
      objectsAreOptions: false)
    guard let argument = arguments.next() else {
      _ = wrong(
        node, "which rows? their name is missing", "\(NameRules.camelCase(function))(.post)")
      return nil
    }
    arguments.finish()
    if tree.kind(argument) == .prefixExpression {
      guard let name = lower(argument, expecting: .atom) else { return nil }
      return (.call(function, [name.expression]), nil)
    }
    guard let alias = file.symbol(argument) else {
      _ = wrong(node, "rows are named by an atom", "\(NameRules.camelCase(function))(.post)")
      return nil
    }
    let expression = QueryExpression.call(function, [.literal(.atom(alias))])
    if function == "parent_as" {
      let outer = body.queries.outer.reversed().lazy.compactMap { query in
        query.bindings.first { $0.alias == alias }
      }.first
      if outer == nil {
        uses.parents.append(ParentUse(alias: alias, field: field, span: tree.span(whole)))
      }
      return (expression, outer)
    }
    if let binding = bindings.first(where: { $0.alias == alias }) {
      uses.rows.insert(binding.name)
      return (expression, binding)
    }
    // A query from elsewhere, or a dynamic expression, may meet rows of that name later.
    if query.knownCount != nil || isDynamic { return (expression, nil) }
    let known = bindings.compactMap(\.alias)
    file.report(
      .unknownName, "no rows of the query are named `\(alias)`", at: tree.span(argument),
      helps: known.isEmpty
        ? [
          Help(
            "name them where they come in: `from(p in Post, as: .\(NameRules.camelCase(alias)))`")
        ]
        : file.didYouMean(alias, among: known, at: tree.span(argument)) { ".\($0)" })
    return nil
  }

  // MARK: Queries in queries

  /// A query inside of this one, with what it asks of the rows around.
  private func inner(_ node: NodeID) -> (Expression, QueryType)? {
    body.queries.outer.append(query)
    defer { body.queries.outer.removeLast() }
    let target = tree.kind(node) == .prefixExpression ? body.first(node) ?? node : node
    guard let value = body.lower(target, expecting: nil) else { return nil }
    guard let (value, type) = body.asQuery(value) else { return nil }
    guard body.complete(type, at: value.span), body.resolve(type.parents, in: query) else {
      return nil
    }
    return (value, type)
  }

  private func exists(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let argument = arguments.next() else {
      return wrong(node, "`exists` needs a query", "exists(from(c in Comment, where: …))")
    }
    arguments.finish()
    return inner(argument).map { (.call("exists", [.value($0.0)]), .bool) }
  }

  /// `p.views > all(query)`: one column.
  private func quantifier(
    _ name: String, _ node: NodeID, _ arguments: inout Arguments
  ) -> Typed? {
    guard let argument = arguments.next() else {
      return wrong(node, "`\(name)` needs a query", "p.views >= \(name)(query)")
    }
    arguments.finish()
    guard let (value, type) = inner(argument), let column = onlyColumn(type, argument) else {
      return nil
    }
    return (.call(name, [.value(value)]), column)
  }

  /// `select({n: subquery(q)})`: nil where it has no row.
  private func subquery(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let argument = arguments.next() else {
      return wrong(node, "`subquery` needs a query", "subquery(query)")
    }
    arguments.finish()
    guard let (value, type) = inner(argument), let column = onlyColumn(type, argument) else {
      return nil
    }
    return (.call("subquery", [.value(value)]), type.hasRow ? column : column.orNil)
  }

  /// `p.id in subquery(q)`: the rows of a subquery are a list of its column here.
  func rowsOfSubquery(_ value: Typed) -> ValueType? {
    guard case .call("subquery", let parts) = value.expression,
      case .value(let query)? = parts.first, let (_, type) = body.asQuery(query)
    else { return nil }
    return column(of: type).map { .list($0) }
  }

  private func column(of type: QueryType) -> ValueType? {
    switch type.row.unwrapped {
    case .schema, .tuple: nil
    case .record(let columns): columns.count == 1 ? columns[0].type : nil
    default: type.row
    }
  }

  private func onlyColumn(_ type: QueryType, _ node: NodeID) -> ValueType? {
    if let column = column(of: type) { return column }
    file.report(
      .invalidQuery, "a query that stands for a value selects one column", at: tree.span(node),
      label: "its rows are \(body.describe(type.row))",
      helps: [Help("select the column: `|> select(p.id)`")])
    return nil
  }

  // MARK: Time

  static let intervals: Set<String> = [
    "year", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond",
  ]

  /// A count and a unit.
  private func interval(
    _ node: NodeID, _ arguments: inout Arguments, _ example: String
  ) -> [QueryExpression]? {
    guard let countNode = arguments.next(), let unitNode = arguments.next() else {
      _ = wrong(node, "a span of time is a count and a unit", example)
      return nil
    }
    arguments.finish()
    guard let count = lower(countNode, expecting: nil) else { return nil }
    guard isNumber(count.type), !isOptionalPin(count, countNode) else {
      if isNumber(count.type) { return nil }
      file.report(
        .typeMismatch, "a span of time is counted by a number", at: tree.span(countNode),
        label: "this is \(body.describe(count.type))", helps: mends(count, countNode, as: .integer))
      return nil
    }
    if tree.kind(unitNode) == .prefixExpression {
      guard let unit = lower(unitNode, expecting: .string) else { return nil }
      return [count.expression, unit.expression]
    }
    guard let unit = file.symbol(unitNode, as: .any) else {
      _ = wrong(node, "a span of time is a count and a unit", example)
      return nil
    }
    guard Self.intervals.contains(unit) else {
      file.report(
        .invalidOption, "`\(unit)` is no unit of time", at: tree.span(unitNode),
        helps: file.didYouMean(unit, among: Self.intervals.sorted(), at: tree.span(unitNode)) {
          "\"\($0)\""
        })
      return nil
    }
    return [count.expression, .literal(.string(unit))]
  }

  private func relativeTime(
    _ name: String, _ node: NodeID, _ arguments: inout Arguments
  ) -> Typed? {
    interval(node, &arguments, "\(NameRules.camelCase(name))(7, \"day\")").map {
      (.call(name, $0), .utcDateTime(.microsecond))
    }
  }

  private func addedTime(
    _ name: String, _ node: NodeID, _ arguments: inout Arguments
  ) -> Typed? {
    let example = "\(NameRules.camelCase(name))(p.insertedAt, 1, \"month\")"
    guard let argument = arguments.next() else {
      return wrong(node, "`\(name)` needs a moment", example)
    }
    guard let moment = lower(argument, expecting: nil) else { return nil }
    switch moment.type.unwrapped {
    case .any, .date: break
    case .utcDateTime, .naiveDateTime: break
    default:
      file.report(
        .typeMismatch, "this is \(body.describe(moment.type)), not a moment",
        at: tree.span(argument), label: "expected a date or a time",
        helps: [Help("give it a column that is one, or pin a value: `^DateTime.utcNow()`")])
      return nil
    }
    guard !isOptionalPin(moment, argument) else { return nil }
    return interval(node, &arguments, example).map {
      (.call(name, [moment.expression] + $0), moment.type)
    }
  }

  // MARK: JSON

  /// `jsonExtractPath(p.meta, ["a", 0])`
  private func extracted(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    guard let valueNode = arguments.next(), let pathNode = arguments.next() else {
      return wrong(
        node, "`jsonExtractPath` takes a column and a path", "jsonExtractPath(p.meta, [\"a\", 0])")
    }
    arguments.finish()
    guard let value = lower(valueNode, expecting: nil),
      let path = lower(pathNode, expecting: .list(.any))
    else { return nil }
    return (.call("json_extract_path", [value.expression, path.expression]), .any)
  }
}
