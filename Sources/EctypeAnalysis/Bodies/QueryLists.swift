import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Lists of expressions: what orders, groups and tells rows apart.
extension QueryExpressionLowering {
  /// `[desc: p.insertedAt, p.id]`, `p.name`, `[desc: .name]`, `^order`
  func order(_ node: NodeID) -> QueryExpression? {
    if tree.kind(node) == .prefixExpression, tree.mainText(node) == "^" {
      return pinnedList(node, "order")
    }
    return order(file.elements(node), [])
  }

  /// Terms in a list, then `desc: p.name` given as labels.
  func order(
    _ elements: [NodeID], _ labeled: [(label: String, place: Span, value: NodeID)]
  ) -> QueryExpression? {
    var terms: [QueryEntry] = []
    var isDirected = false
    var mixed: [QueryExpression] = []
    var parts: [(OrderDirection, NodeID)] = []
    for element in elements {
      guard tree.kind(element) == .keyValue else {
        parts.append((.asc, element))
        continue
      }
      let inner = Array(tree.children(element))
      guard let value = inner.last else { return nil }
      let written = tree[element].main.isNone ? file.symbol(inner[0]) ?? "" : tree.mainText(element)
      guard let known = direction(written, at: tree.nameSpan(element)) else { return nil }
      parts.append((known, value))
      isDirected = true
    }
    for term in labeled {
      guard let known = direction(term.label, at: term.place) else { return nil }
      parts.append((known, term.value))
      isDirected = true
    }
    for (direction, value) in parts {
      for part in tree.kind(value) == .listLiteral ? file.elements(value) : [value] {
        guard let term = tree.kind(part) == .tupleLiteral ? directed(part) : fieldOrExpression(part)
        else { return nil }
        terms.append(QueryEntry(direction.rawValue, term))
        mixed.append(term)
      }
    }
    if isDirected { return .keywords(terms) }
    // `[{^direction, p.views}]` keeps its brackets.
    if mixed.count == 1, case .tuple = mixed[0] { return .list(mixed) }
    return mixed.count == 1 ? mixed[0] : .list(mixed)
  }

  /// `{^direction, p.views}`: what is pinned must be able to be a direction.
  private func directed(_ node: NodeID) -> QueryExpression? {
    guard let value = lower(node, expecting: nil) else { return nil }
    guard case .tuple(let types) = value.type, let type = types.first,
      let first = tree.children(node).first(where: { _ in true }), tree.mainText(first) == "^"
    else { return value.expression }
    switch type {
    case .atom, .any, .enumeration: return value.expression
    default:
      file.report(
        .typeMismatch, "a direction is an `Atom`", at: tree.span(first),
        label: "this is \(body.describe(type))",
        helps: [Help("take it as one: `direction: Atom`, which may be `.asc` or `.desc`")])
      return nil
    }
  }

  private func direction(_ written: String, at place: Span) -> OrderDirection? {
    let name = NameRules.snakeCase(written)
    if let known = OrderDirection(rawValue: name) { return known }
    let guess = file.didYouMean(
      name, among: OrderDirection.allCases.map(\.rawValue), at: place,
      spelling: NameRules.camelCase)
    file.report(
      .invalidQuery, "`\(written)` is no direction", at: place,
      helps: guess.isEmpty
        ? [Help("there are `asc` and `desc`, each also with `NullsFirst` or `NullsLast`")] : guess)
    return nil
  }

  /// `p.category`, `[p.a, fragment(…)]`, `[.a, .b]`, `^fields`
  func fieldList(_ node: NodeID) -> QueryExpression? {
    if tree.kind(node) == .prefixExpression, tree.mainText(node) == "^" {
      return pinnedList(node, "list of fields")
    }
    guard tree.kind(node) == .listLiteral else { return fieldOrExpression(node) }
    var values: [QueryExpression] = []
    for element in tree.children(node) {
      guard let value = fieldOrExpression(element) else { return nil }
      values.append(value)
    }
    return values.count == 1 ? values[0] : .list(values)
  }

  /// `^fields`: names, or a list of them.
  private func pinnedList(_ node: NodeID, _ what: String) -> QueryExpression? {
    guard let value = lower(node, expecting: nil) else { return nil }
    switch value.type {
    case .any, .atom, .list(.atom), .list(.any), .options, .list(.tuple), .list(.dynamic): break
    case .dynamic: break
    default:
      file.report(
        .typeMismatch, "this is no \(what)", at: tree.span(node),
        label: "this is \(body.describe(value.type))",
        helps: [Help("pin names: `^[.name]` or `^[desc: .name]`")])
      return nil
    }
    return value.expression
  }

  /// `.name` is a field of the first row, and so is the guide's `"name"`; anything else an expression.
  func fieldOrExpression(_ node: NodeID) -> QueryExpression? {
    guard [.implicitMember, .atomLiteral, .stringLiteral].contains(tree.kind(node)),
      let name = file.symbol(node), let first = bindings.first
    else { return varying(node) }
    let prefix = tree.kind(node) == .atomLiteral ? ":" : "."
    guard column(name, of: first, at: tree.span(node), prefix: prefix) != nil else { return nil }
    uses.read(first, field: name, at: tree.span(node), isNamed: false)
    return .literal(.atom(name))
  }

  /// Anything but `true` and `false`, which Ecto takes for fields of these names.
  private func varying(_ node: NodeID) -> QueryExpression? {
    guard tree.kind(node) == .booleanLiteral else {
      return lower(node, expecting: nil)?.expression
    }
    file.report(
      .invalidQuery, "a constant tells no rows apart", at: tree.span(node),
      notes: ["Ecto would ask for a column of this name"], helps: [Help("name a field: `.name`")])
    return nil
  }

  /// `where: [published: true, title: ^title]`: equalities of the first row's fields.
  func equalities(_ pairs: [(label: String, place: Span, value: NodeID)]) -> QueryExpression? {
    guard let first = bindings.first else { return nil }
    var entries: [QueryEntry] = []
    for pair in pairs {
      let name = NameRules.snakeCase(pair.label)
      guard let type = column(name, of: first, at: pair.place) else { return nil }
      guard tree.kind(pair.value) != .nilLiteral else {
        file.report(
          .invalidQuery, "Ecto raises when a query compares with nil", at: tree.span(pair.value),
          helps: [Help("ask for it so: `\(first.name == "_" ? "p" : first.name).\(name) == nil`")])
        return nil
      }
      guard let value = lower(pair.value, expecting: type.unwrapped) else { return nil }
      guard !isOptionalPin(value, pair.value) else { return nil }
      guard !isDay(value, for: type.unwrapped, pair.value) else { return nil }
      guard compares(type.unwrapped, value.type.unwrapped) else {
        file.report(
          .typeMismatch, "`\(name)` is \(body.describe(type.unwrapped))",
          at: tree.span(pair.value), label: "this is \(body.describe(value.type))",
          helps: mends(value, pair.value, as: type.unwrapped))
        return nil
      }
      entries.append(QueryEntry(name, value.expression))
    }
    return .keywords(entries)
  }

  /// `set: [title: ^title], inc: [views: 1]`
  func update(_ arguments: [(label: String, place: Span, value: NodeID)]) -> QueryExpression? {
    var operations: [QueryEntry] = []
    for argument in arguments {
      guard ["set", "inc", "push", "pull"].contains(argument.label) else {
        file.report(
          .unknownOption, "`update` cannot `\(argument.label)`", at: argument.place,
          notes: ["it can `set`, `inc`, `push` and `pull`"],
          helps: file.didYouMean(
            argument.label, among: ["set", "inc", "push", "pull"], at: argument.place,
            orElse: "`set` gives columns new values: `update: [set: […]]`"))
        return nil
      }
      guard let entries = changes(argument.label, argument.value, beside: operations) else {
        return nil
      }
      operations.append(QueryEntry(argument.label, entries))
    }
    return .keywords(operations)
  }

  /// - Parameter others: the operations before it; SQL sets a column once.
  private func changes(
    _ operation: String, _ node: NodeID, beside others: [QueryEntry]
  ) -> QueryExpression? {
    guard let first = bindings.first else { return nil }
    if tree.kind(node) == .prefixExpression { return lower(node, expecting: nil)?.expression }
    var entries: [QueryEntry] = []
    let pairs =
      tree.kind(node) == .mapLiteral || tree.kind(node) == .listLiteral
      ? Array(tree.children(node)) : []
    for pair in pairs {
      guard tree.kind(pair) == .keyValue, !tree[pair].main.isNone, let valueNode = body.first(pair)
      else {
        body.unsupported(pair, "this field of an update")
        return nil
      }
      let name = NameRules.snakeCase(tree.mainText(pair))
      guard let type = column(name, of: first, at: tree.nameSpan(pair)) else { return nil }
      guard let value = changed(operation, name, type, valueNode) else { return nil }
      let changed = others.flatMap(\.value.keywords) + entries
      if changed.contains(where: { $0.key == name }) {
        file.report(
          .duplicateOption, "`\(name)` is given two values", at: tree.nameSpan(pair),
          helps: [Help("leave one of them out")])
        return nil
      }
      entries.append(QueryEntry(name, value))
    }
    guard !entries.isEmpty else {
      file.report(
        .invalidQuery, "nothing is updated", at: tree.span(node),
        helps: [Help("name fields and values: `update(\(operation): [views: 1])`")])
      return nil
    }
    return .keywords(entries)
  }

  /// The type of what a field is set to, counted up by, or given as a new element; nil after a diagnostic.
  func changedType(
    _ operation: String, _ name: String, _ type: ValueType, at span: Span
  ) -> ValueType? {
    switch operation {
    case "inc":
      if isNumber(type) { return type }
      file.report(
        .typeMismatch, "`\(name)` is \(body.describe(type.unwrapped)): only numbers count up",
        at: span, helps: [Help("give it its new value with `set`")])
      return nil
    case "push", "pull":
      if case .list(let element) = type.unwrapped { return element }
      if type == .any { return type }
      file.report(
        .typeMismatch, "`\(name)` is \(body.describe(type.unwrapped)), not a list", at: span,
        helps: [Help("give it its new value with `set`")])
      return nil
    default: return type
    }
  }

  private func changed(
    _ operation: String, _ name: String, _ type: ValueType, _ node: NodeID
  ) -> QueryExpression? {
    guard let wanted = changedType(operation, name, type, at: tree.span(node))?.unwrapped else {
      return nil
    }
    if tree.kind(node) == .nilLiteral {
      if type.isOptional { return .literal(.null) }
      file.report(
        .typeMismatch, "`\(name)` is required: it cannot be nil", at: tree.span(node),
        helps: [Help("give it a value, or make the field optional: `?` behind its type")])
      return nil
    }
    if tree.kind(node) == .listLiteral {
      // A list is an Elixir value, which Ecto casts.
      guard let value = body.lower(node, expecting: wanted), body.check(value, is: wanted) else {
        return nil
      }
      return .pinned(value)
    }
    guard let value = lower(node, expecting: wanted) else { return nil }
    let isFit =
      compares(wanted, value.type.unwrapped) || isNumber(wanted) && isNumber(value.type)
      || value.type == .nil && type.isOptional
    guard isFit else {
      file.report(
        .typeMismatch, "`\(name)` is \(body.describe(type.unwrapped))", at: tree.span(node),
        label: "this is \(body.describe(value.type))", helps: mends(value, node, as: wanted))
      return nil
    }
    return value.expression
  }
}

extension QueryExpression {
  /// Of a keyword list its entries.
  fileprivate var keywords: [QueryEntry] {
    if case .keywords(let entries) = self { entries } else { [] }
  }
}
