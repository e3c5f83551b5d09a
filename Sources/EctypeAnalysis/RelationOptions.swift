import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Options of relations that name fields or functions. Fields of the other schema are checked by
/// `RelationResolver`, once all schemas are known.
struct RelationOptions {
  let file: FileAnalysis
  let types: TypeResolver

  // MARK: Order

  /// `preloadOrder: [desc: .insertedAt]`, `[.name]`, or a function that gives it.
  func order(_ options: inout Arguments) -> PreloadOrder? {
    guard let node = options.value("preload_order") else { return nil }
    if [.call, .tupleLiteral].contains(file.tree.kind(node)) {
      return file.mfa(node, for: "preload_order", of: options.owner, types, adding: 0)
        .map { .function($0) }
    }
    return .terms(file.elements(node).compactMap(orderTerm))
  }

  private func orderTerm(_ element: NodeID) -> OrderTerm? {
    if file.tree.kind(element) == .keyValue, !file.tree[element].main.isNone,
      let value = file.tree.first(of: element),
      let field = file.symbol(value)
    {
      let written = NameRules.snakeCase(file.tree.mainText(element))
      if let direction = OrderDirection(rawValue: written) {
        return OrderTerm(direction: direction, field: field)
      }
    } else if let field = file.symbol(element) {
      return OrderTerm(direction: .asc, field: field)
    }
    file.report(
      .invalidOption, "`preloadOrder` takes fields, each with a direction",
      at: file.tree.span(element), helps: [Help("write it so: `[desc: .insertedAt]`")])
    return nil
  }

  // MARK: Conditions

  /// `where: [commentableType: "Post", deletedAt: nil, kind: .in(["a", "b"])]`, or the guide's object.
  func filter(_ name: String, _ options: inout Arguments) -> [FieldFilter] {
    guard let node = options.value(name) else { return [] }
    guard [.listLiteral, .mapLiteral].contains(file.tree.kind(node)) else {
      invalidFilter(name, node)
      return []
    }
    file.settle(node, as: .keywords)
    return file.tree.children(node).compactMap { pair in
      guard file.tree.kind(pair) == .keyValue, let key = file.key(of: pair),
        let value = Array(file.tree.children(pair)).last, let condition = condition(value)
      else {
        invalidFilter(name, pair)
        return nil
      }
      return FieldFilter(field: key, condition: condition, span: file.tree.span(pair))
    }
  }

  private func invalidFilter(_ name: String, _ node: NodeID) {
    let spelled = NameRules.camelCase(name)
    file.report(
      .invalidOption, "`\(spelled)` takes fields with constants", at: file.tree.span(node),
      notes: ["a condition is a constant, `nil`, `.not(nil)`, `.in([…])` or `fragment(\"… ?\")`"],
      helps: [Help("write it so: `\(spelled): [commentableType: \"Post\"]`")])
  }

  private func condition(_ node: NodeID) -> FieldFilter.Condition? {
    if let literal = file.literal(node) {
      if case .list = literal { return nil }
      return .equals(literal)
    }
    guard let (name, argument) = application(node), let value = file.literal(argument) else {
      return nil
    }
    switch (name, value) {
    case ("not", .null): return .isNotNil
    case ("in", .list(let values)): return values.contains(.null) ? nil : .isIn(values)
    case ("fragment", .string(let sql)):
      return sql.filter { $0 == "?" }.count == 1 ? .fragment(sql) : nil
    default: return nil
    }
  }

  /// `.not(nil)`, `fragment("…")`, `{:in, […]}`: a name and its one argument.
  private func application(_ node: NodeID) -> (name: String, argument: NodeID)? {
    let parts = Array(file.tree.children(node))
    switch file.tree.kind(node) {
    case .tupleLiteral:
      guard parts.count == 2, let name = file.tree.atomName(parts[0]) else { return nil }
      return (name, parts[1])
    case .call:
      let arguments = Array(
        file.tree.children(file.tree.child(node, .argumentList), .argument))
      guard let callee = parts.first,
        [.identifier, .implicitMember].contains(file.tree.kind(callee)),
        arguments.count == 1, let argument = arguments.first,
        let value = file.tree.first(of: argument)
      else { return nil }
      return (file.tree.mainText(callee), value)
    default: return nil
    }
  }

  // MARK: Defaults

  /// `defaults: [kind: "post"]`, `.setDefaults` of the schema itself, or `MyApp.Posts.defaults(1)`.
  func defaults(_ name: String, _ options: inout Arguments) -> AssociationDefaults? {
    guard let node = options.value(name) else { return nil }
    switch file.tree.kind(node) {
    case .listLiteral, .mapLiteral:
      file.settle(node, as: .keywords)
      guard let list = file.literalOptions(node, for: name, of: options.owner) else { return nil }
      return .values(
        list.map {
          FieldFilter(field: $0.name, condition: .equals($0.value), span: file.tree.span(node))
        })
    case .implicitMember, .atomLiteral:
      guard let function = file.symbol(node) else { return nil }
      // Ecto gives it the struct and its owner.
      file.expect(
        ExpectedFunction(
          module: types.scope, name: function, arity: 2, span: file.tree.span(node)))
      return .function(function)
    default:
      return file.mfa(node, for: name, of: options.owner, types, adding: 2).map { .call($0) }
    }
  }

  // MARK: Joins

  /// `joinKeys: [postId: .id, tagId: .id]`: first the owner's, then the related schema's.
  func joinKeys(_ options: inout Arguments) -> [ManyToMany.JoinKey] {
    guard let node = options.value("join_keys") else { return [] }
    let keys = file.tree.children(node).compactMap { pair -> ManyToMany.JoinKey? in
      guard file.tree.kind(pair) == .keyValue, let column = file.key(of: pair),
        let value = Array(file.tree.children(pair)).last, let field = file.symbol(value)
      else { return nil }
      return ManyToMany.JoinKey(column: column, field: field)
    }
    if keys.count == 2, Array(file.tree.children(node)).count == 2 { return keys }
    file.report(
      .invalidOption, "`joinKeys` takes two keys of the join table, each with what it refers to",
      at: file.tree.span(node),
      helps: [Help("this schema's first: `joinKeys: [postId: .id, tagId: .id]`")])
    return []
  }

  /// `through: [.posts, .comments]`
  func through(_ options: inout Arguments) -> [String]? {
    guard let node = options.value("through") else { return nil }
    let steps = file.elements(node).map { file.symbol($0) }
    if steps.count >= 2, steps.allSatisfy({ $0 != nil }) { return steps.compactMap(\.self) }
    file.report(
      .invalidOption, "`through` takes the associations to go through, two at least",
      at: file.tree.span(node), helps: [Help("write it so: `through: [.posts, .comments]`")])
    return []
  }
}
