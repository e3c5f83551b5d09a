import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `with`, `withRecursive` and `withCte`: queries by name.
extension BodyLowering {
  static let withNames: Set<String> = ["with", "with_recursive"]

  /// `with("name", query)`, piped or not: declares a CTE before the query that uses it.
  func lowerWith(
    _ node: NodeID, _ name: String, _ piped: Piped?, _ arguments: inout Arguments
  ) -> Expression? {
    var base = LoweredQuery(
      expression: Expression(
        .from(FromExpression(source: .none, binding: nil)), type: .any, span: tree.span(node)),
      type: QueryType(bindings: [], row: .any))
    base.type.hasSource = false
    if let piped {
      guard let (value, type) = asQuery(piped.value, for: "`with`") else { return nil }
      base = LoweredQuery(expression: value, type: type)
    }
    if name == "with" {
      return commonTable(node, base, isPiped: true, &arguments, isPositional: true)
    }
    return recursive(node, base, &arguments)
  }

  /// `withCte("name", as: ^query, materialized: true)`
  func commonTable(
    _ node: NodeID, _ query: LoweredQuery, isPiped: Bool, _ arguments: inout Arguments,
    isPositional: Bool = false
  ) -> Expression? {
    guard let nameNode = arguments.next() else {
      file.report(
        .wrongArguments, "a CTE has a name and a query", at: tree.span(node),
        helps: [Help("write it so: `with(\"recent\", query)`")])
      return nil
    }
    guard let name = file.string(nameNode, for: "the name", of: "a CTE") else { return nil }
    guard isFree(table: name, query.type, at: nameNode) else { return nil }
    guard let bodyNode = isPositional ? arguments.next() : arguments.value("as") else {
      file.report(
        .wrongArguments, "the CTE `\(name)` has no query", at: tree.span(node),
        helps: [Help("give it one: `with(\"\(name)\", from(p in Post))`")])
      return nil
    }
    var options: [QueryEntry] = []
    if let flag = arguments.boolean("materialized") {
      options.append(QueryEntry("materialized", .literal(.bool(flag))))
    }
    if let operation = arguments.symbol("operation") {
      options.append(QueryEntry("operation", .literal(.atom(operation))))
    }
    arguments.finish()
    queries.commonTables += query.type.ctes
    defer { queries.commonTables.removeLast(query.type.ctes.count) }
    guard let (value, columns) = tableBody(bodyNode) else { return nil }
    var result = query
    result.type.ctes.append(CommonTable(name: name, columns: columns))
    result.append(
      .commonTable(name: name, query: value, options: options), type: result.type, slots: [],
      isPiped: isPiped)
    result.expression.span = tree.span(node)
    return result.expression
  }

  private func isFree(table name: String, _ type: QueryType, at node: NodeID) -> Bool {
    guard type.ctes.contains(where: { $0.name == name }) else { return true }
    file.report(
      .duplicateDeclaration, "the query has a CTE `\(name)` already", at: tree.span(node),
      helps: [Help("give this one another name")])
    return false
  }

  /// The query of a CTE, or its SQL.
  private func tableBody(_ node: NodeID) -> (QueryExpression, [OptionType]?)? {
    let target = tree.kind(node) == .prefixExpression ? first(node) ?? node : node
    if tree.kind(target) == .call, let callee = first(target), tree.mainText(callee) == "fragment" {
      let lowering = QueryExpressionLowering(body: self, query: QueryType(bindings: [], row: .any))
      return lowering.lower(target, expecting: nil).map { ($0.expression, nil) }
    }
    guard let value = lower(target, expecting: nil), let (query, type) = asQuery(value) else {
      return nil
    }
    guard complete(type, at: query.span) else { return nil }
    guard let (named, columns) = withColumns(query, type, at: target) else { return nil }
    return (.pinned(named), columns)
  }

  /// The query with a name for each of its columns, and what they are; nil columns are not known.
  private func withColumns(
    _ query: Expression, _ type: QueryType, at node: NodeID
  ) -> (Expression, [OptionType]?)? {
    switch type.row.unwrapped {
    case .record(let columns): return (query, columns)
    case .schema(let id):
      return (query, columns(of: id, isMissing: type.row.isOptional))
    default:
      if let (parts, names) = query.selectedList {
        guard !names.contains(nil) else { break }
        let columns = zip(columnTypes(parts, type), names).map { type, name in
          OptionType(name: Name(source: name!, elixir: name!), type: type)
        }
        return (query.selecting(names.map { $0! }), columns)
      }
      if let column = type.selection?.column {
        return (query, [OptionType(name: column, type: type.row)])
      }
      if type.row == .any { return (query, nil) }
    }
    unnamedColumn(at: node)
    return nil
  }

  private func columns(of id: SchemaID, isMissing: Bool) -> [OptionType] {
    shape[id].fields.filter { !$0.isVirtual }.map { field in
      let type = FieldTypes.valueType(of: field.type)
      return OptionType(name: field.name, type: field.isOptional || isMissing ? type.orNil : type)
    }
  }

  private func unnamedColumn(at node: NodeID) {
    file.report(
      .invalidQuery, "the columns of a CTE need names", at: tree.span(node),
      helps: [Help("select a map: `select({id: o.id, level: 0})`")])
  }

  // MARK: Recursion

  /// `withRecursive("name", anchor, step)`: the step reads the CTE itself.
  private func recursive(
    _ node: NodeID, _ base: LoweredQuery, _ arguments: inout Arguments
  ) -> Expression? {
    guard let nameNode = arguments.next(), let anchorNode = arguments.next(),
      let stepNode = arguments.next()
    else {
      file.report(
        .wrongArguments, "a recursive CTE has a name, a beginning and a step", at: tree.span(node),
        helps: [Help("write it so: `withRecursive(\"tree\", anchor, step)`")])
      return nil
    }
    let isDistinct = arguments.boolean("distinct") ?? false
    arguments.finish()
    guard let name = file.string(nameNode, for: "the name", of: "a CTE"),
      isFree(table: name, base.type, at: nameNode),
      let anchorValue = lower(anchorNode, expecting: nil),
      let (anchorQuery, anchorType) = asQuery(anchorValue),
      complete(anchorType, at: anchorQuery.span),
      var anchor = recursiveColumns(anchorQuery, anchorType, at: anchorNode)
    else { return nil }
    guard var (step, stepType) = self.step(stepNode, name, &anchor, base, anchorNode) else {
      return nil
    }
    // What a step may leave nil may be nil to the next one too.
    while anchor.widen(by: columnsOfStep(step, stepType)) {
      guard let next = self.step(stepNode, name, &anchor, base, anchorNode) else { return nil }
      (step, stepType) = next
    }
    let names = anchor.columns.map(\.name.elixir)
    let anchored = anchorQuery.selectedList == nil ? anchorQuery : anchorQuery.selecting(names)
    guard complete(stepType, at: step.span),
      let stepped = stepOf(
        step, stepType, names, anchor.columns, anchored, anchorType.row, at: stepNode)
    else { return nil }
    var result = base
    result.type.ctes.append(CommonTable(name: name, columns: anchor.columns))
    let flag = Expression(.literal(.bool(true)), type: .bool, span: tree.span(node))
    result.append(
      .function("recursive_ctes", [flag], []), type: result.type, slots: [], isPiped: true)
    let union = Expression(
      .query(
        QueryCall(
          query: anchored, isPiped: false, bindings: [],
          clause: .plain(isDistinct ? "union" : "union_all", .pinned(stepped)))),
      type: .query(anchorType), span: tree.span(node))
    result.append(
      .commonTable(name: name, query: .pinned(union), options: []), type: result.type, slots: [],
      isPiped: true)
    result.expression.span = tree.span(node)
    return result.expression
  }

  /// The step, which reads the columns of the anchor, and may name the one that has no name.
  private func step(
    _ node: NodeID, _ table: String, _ anchor: inout Anchor, _ base: LoweredQuery,
    _ anchorNode: NodeID
  ) -> (Expression, QueryType)? {
    let hidden = anchor.columns.filter { !$0.name.elixir.isEmpty }
    queries.commonTables += base.type.ctes + [CommonTable(name: table, columns: hidden)]
    let before = queries.learning
    queries.learning = anchor.unnamed.map { (hidden, $0, nil) }
    let value = lower(node, expecting: nil)
    let learnt = queries.learning?.learnt
    queries.learning = before
    queries.commonTables.removeLast(base.type.ctes.count + 1)
    guard let value, let query = asQuery(value) else { return nil }
    if anchor.unnamed != nil {
      guard let learnt else {
        unnamedColumn(at: anchorNode)
        return nil
      }
      anchor.name(learnt)
    }
    return query
  }

  /// By place those of a list, by name the others.
  private func columnsOfStep(_ step: Expression, _ type: QueryType) -> [(String?, ValueType)] {
    if let (parts, _) = step.selectedList {
      return columnTypes(parts, type).map { (nil, $0) }
    }
    switch type.row.unwrapped {
    case .record(let columns): return columns.map { ($0.name.elixir, $0.type) }
    case .schema(let id):
      return columns(of: id, isMissing: type.row.isOptional).map { ($0.name.elixir, $0.type) }
    default: return [(nil, type.row)]
    }
  }

  private struct Anchor {
    /// The one without a name has an empty one.
    var columns: [OptionType]
    /// The type of the column without a name.
    var unnamed: ValueType?

    mutating func name(_ name: String) {
      for index in columns.indices where columns[index].name.elixir.isEmpty {
        columns[index].name = Name(source: name, elixir: name)
      }
      unnamed = nil
    }

    /// Whether a column may be nil by the step that could not be before.
    mutating func widen(by step: [(name: String?, type: ValueType)]) -> Bool {
      let before = columns
      for (index, column) in step.enumerated() where column.type.isOptional || column.type == .nil {
        let named = column.name.map { name in columns.firstIndex { $0.name.elixir == name } }
        guard let place = named ?? index, columns.indices.contains(place) else { continue }
        columns[place].type = columns[place].type.orNil
      }
      return columns != before
    }
  }

  private func recursiveColumns(
    _ query: Expression, _ type: QueryType, at node: NodeID
  ) -> Anchor? {
    guard let (parts, names) = query.selectedList else {
      return withColumns(query, type, at: node).map { Anchor(columns: $0.1 ?? []) }
    }
    var anchor = Anchor(columns: [])
    for (column, name) in zip(columnTypes(parts, type), names) {
      if name == nil {
        guard anchor.unnamed == nil else {
          unnamedColumn(at: node)
          return nil
        }
        anchor.unnamed = column
      }
      anchor.columns.append(
        OptionType(name: Name(source: name ?? "", elixir: name ?? ""), type: column))
    }
    return anchor
  }

  /// The step, with the anchor's columns in the anchor's order.
  /// - Parameter row: what the anchor selects.
  private func stepOf(
    _ step: Expression, _ type: QueryType, _ names: [String], _ columns: [OptionType],
    _ anchor: Expression, _ row: ValueType, at node: NodeID
  ) -> Expression? {
    if let (parts, _) = step.selectedList {
      guard parts.count == names.count else {
        file.report(
          .combinationMismatch,
          "the step selects \(parts.count) columns, and the beginning \(names.count)",
          at: tree.span(node), secondary: [Label(anchor.span, "the beginning")],
          helps: [Help("select the same columns in both")])
        return nil
      }
      return step.selecting(names)
    }
    var first = LoweredQuery(expression: anchor, type: type)
    // Rows of one schema have the same columns in both.
    if case .schema = row { first.type.row = row } else { first.type.row = .record(columns) }
    return branch(step, type, like: first, at: node)
  }
}

extension Expression {
  /// The parts of its `select`, where that is a list or a tuple, each with its name if it is a column.
  var selectedList: ([QueryExpression], [String?])? {
    var found: [QueryExpression]?
    _ = mappingSelect {
      switch $0 {
      case .list(let parts), .tuple(let parts): found = parts
      default: break
      }
      return $0
    }
    return found.map { parts in
      (
        parts,
        parts.map {
          switch $0 {
          case .field(_, let name): name
          case .call("selected_as", let arguments):
            if case .literal(.atom(let name))? = arguments.last { name } else { nil }
          default: nil
          }
        }
      )
    }
  }

  /// The same, selecting a map of the listed columns under these names.
  func selecting(_ names: [String]) -> Expression {
    mappingSelect {
      switch $0 {
      case .list(let parts), .tuple(let parts):
        .map(zip(names, parts).map { QueryEntry($0, $1) })
      default: $0
      }
    }
  }

  private func mappingSelect(_ change: (QueryExpression) -> QueryExpression) -> Expression {
    var result = self
    switch kind {
    case .from(var from):
      from.clauses = from.clauses.map { Self.mapping($0, change) }
      result.kind = .from(from)
    case .query(var call):
      call.clause = Self.mapping(call.clause, change)
      call.query = call.query.mappingSelect(change)
      result.kind = .query(call)
    default: break
    }
    return result
  }

  private static func mapping(
    _ clause: QueryClause, _ change: (QueryExpression) -> QueryExpression
  ) -> QueryClause {
    if case .plain("select", let value) = clause { return .plain("select", change(value)) }
    return clause
  }
}

extension BodyLowering {
  /// The types of the columns of a list or a tuple that a query selects.
  private func columnTypes(_ parts: [QueryExpression], _ query: QueryType) -> [ValueType] {
    if case .tuple(let types) = query.row, types.count == parts.count { return types }
    return parts.map {
      let type = columnType($0, query)
      // Of the other branches' lists nothing is known.
      return query.isCombined ? type.orNil : type
    }
  }

  private func columnType(_ value: QueryExpression, _ query: QueryType) -> ValueType {
    switch value {
    case .literal(.integer): return .integer
    case .literal(.string): return .string
    case .literal(.float): return .float
    case .literal(.bool): return .bool
    case .call("type", let parts):
      if case .type(let type)? = parts.last { return FieldTypes.valueType(of: type) }
      return .any
    case .field(.binding(let row), let name):
      // A join behind the select may have left them missing.
      let isMissing =
        row.isOptional
        || query.bindings.indices.contains(row.place) && query.bindings[row.place].isOptional
      if let id = row.schema,
        let field = shape[id].fields.first(where: { $0.name.elixir == name })
      {
        let type = FieldTypes.valueType(of: field.type)
        return field.isOptional || isMissing ? type.orNil : type
      }
      if case .record(let columns) = row.row {
        let type = columns.first { $0.name.elixir == name }?.type ?? .any
        return isMissing ? type.orNil : type
      }
      return .any
    default: return .any
    }
  }
}
