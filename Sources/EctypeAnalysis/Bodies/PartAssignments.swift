import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Changes to a part of a variable, however deep: the variable gets a new value that differs there. Structs and
/// collections are values, in Swift and in Elixir.
extension BodyLowering {
  /// What a part becomes, made of what it was.
  typealias Change = (_ old: Expression) -> Expression?

  /// `post.title = "x"`, `rows[i] += 1`
  func lowerPartAssignment(_ node: NodeID, _ target: NodeID, _ valueNode: NodeID) -> Statement? {
    let symbol = tree.mainText(node)
    let removes =
      symbol == "=" && tree.kind(valueNode) == .nilLiteral
      && tree.kind(target) == .subscriptExpression
    let statement = change(target, readsOld: symbol != "=", at: tree.span(node)) { old in
      if removes { return Expression(.literal(.null), type: .nil, span: tree.span(valueNode)) }
      let value =
        symbol == "="
        ? lower(valueNode, expecting: old.type)
        : lowerOperation(String(symbol.dropLast()), old, valueNode, span: tree.span(node))
      guard let value, check(value, is: old.type) else { return nil }
      return value
    }
    if symbol == "=" { forget(target) }
    return statement
  }

  /// After an assignment: whether what it changed is there.
  private func forget(_ place: NodeID) {
    let path = file.path(of: place)
    if path.isEmpty, let base = first(place) { return forget(base) }
    scope.forget(path.joined(separator: "."))
  }

  /// A new value of the variable that a place is in; nil after a diagnostic.
  /// - Parameters:
  ///   - place: `x`, `x.field`, `x[key]`, and the like of any of these.
  ///   - readsOld: the new value is made of the old one; else only the old one's type is asked for.
  ///   - ofField: the place is in a field of the outermost value, which a loop's element may change.
  func change(
    _ place: NodeID, readsOld: Bool, at span: Span, ofField: Bool = false, _ make: Change
  ) -> Statement? {
    switch tree.kind(place) {
    case .identifier:
      guard let variable = assignable(place, isField: ofField) else { return nil }
      let local = variable.local
      let isPresent = readsOld && scope.isPresent(tree.mainText(place))
      let old = Expression(
        .local(local), type: isPresent ? local.type.unwrapped : local.type, span: tree.span(place))
      guard let value = make(old), keep(value, in: local) else { return nil }
      return .assign(local, value)
    case .memberAccess:
      guard let base = first(place) else { return nil }
      return change(base, readsOld: true, at: span, ofField: true) {
        with(place, of: $0, readsOld, span, make)
      }
    case .subscriptExpression:
      guard let base = first(place) else { return nil }
      return change(base, readsOld: true, at: span) {
        with(element: place, of: $0, readsOld, span, make)
      }
    default:
      file.report(
        .invalidOption, "this cannot be assigned", at: tree.span(place),
        label: "neither a variable nor a part of one",
        helps: [Help("bind the inner value, change it, and put it back")])
      return nil
    }
  }

  /// `%{post | title: …}`
  private func with(
    _ place: NodeID, of base: Expression, _ readsOld: Bool, _ span: Span, _ make: Change
  ) -> Expression? {
    switch base.type {
    case .schema, .record, .optional: break
    default:
      file.report(
        .invalidOption, "\(describe(base.type)) has no fields to assign", at: tree.span(place),
        helps: [Help("give the variable a new value")])
      return nil
    }
    // What is known not to be nil is read so; it may be assigned nil all the same.
    let path = readsOld ? file.path(of: place).joined(separator: ".") : ""
    guard let old = member(of: base, place, path: path), case .property(_, let name) = old.kind,
      let value = make(old)
    else { return nil }
    let key = Expression(.literal(.atom(name.elixir)), type: .atom, span: tree.nameSpan(place))
    return Expression(
      .mapUpdate(base, [MapEntry(key: key, value: value)]), type: base.type, span: span)
  }

  /// `Map.put(m, k, …)`, `Map.delete(m, k)`, `List.replace_at(xs, i, …)`, `List.update_at(xs, i, fn x -> … end)`
  private func with(
    element place: NodeID, of base: Expression, _ readsOld: Bool, _ span: Span, _ make: Change
  ) -> Expression? {
    var arguments = Arguments(
      file, list: Array(tree.children(place))[1], owner: "a subscript", span: tree.span(place),
      objectsAreOptions: false)
    guard let keyNode = arguments.next() else { return nil }
    var defaultNode: NodeID?
    if case .map = base.type { defaultNode = arguments.value("default") }
    arguments.finish()
    if !readsOld, let defaultNode {
      file.report(
        .unknownOption, "an assignment takes no `default`", at: tree.span(defaultNode),
        label: "what was there is not read",
        helps: [Help("leave it out; where it is read, `m[k] ?? …` has a default")])
      return nil
    }
    let function: StandardFunction
    let types: (key: ValueType, value: ValueType)
    switch base.type {
    case .map(let key, let value):
      (function, types) = (StandardLibrary.mapSetter, (key, value))
    case .list(let element):
      (function, types) = (
        readsOld ? StandardLibrary.listUpdater : StandardLibrary.listSetter, (.integer, element)
      )
    case .any:
      (function, types) = (StandardLibrary.mapSetter, (.any, .any))
    default:
      file.report(
        .typeMismatch, "\(describe(base.type)) has no elements by key", at: base.span,
        helps: [Help("of a map a value is read by its key, of a list by its number")])
      return nil
    }
    guard let key = lower(keyNode, expecting: types.key), check(key, is: types.key), isKey(key)
    else { return nil }
    let value: Expression?
    if !readsOld {
      value = make(Expression(.literal(.null), type: types.value, span: tree.span(place)))
    } else if case .list = base.type {
      value = updater(types.value, at: tree.span(place), make)
    } else {
      value = ofMap(base, key, types.value, or: defaultNode, at: tree.span(place), make)
    }
    guard let value else { return nil }
    if value.type == .nil, types.value != .any, !types.value.isOptional, case .map = base.type {
      let call = StandardCall(
        function: StandardLibrary.mapRemover, arguments: [base, key], isPiped: false)
      return Expression(.standard(call), type: base.type, span: span)
    }
    guard check(value, is: readsOld ? value.type : types.value) else { return nil }
    let call = StandardCall(function: function, arguments: [base, key, value], isPiped: false)
    return Expression(.standard(call), type: base.type, span: span)
  }

  /// `fn element -> … end`
  private func updater(_ type: ValueType, at span: Span, _ make: Change) -> Expression? {
    scope.push()
    defer { scope.pop() }
    let local = scope.declare(NameRules.name("element"), type, isMutable: false, at: span)
    guard let value = make(Expression(.local(local), type: type, span: span)) else { return nil }
    let closure = Closure(parameters: [.bind(local)], body: Block([.return(value)]), result: type)
    return Expression(.closure(closure), type: .function([type], type), span: span)
  }

  /// A map need not have the key.
  private func ofMap(
    _ base: Expression, _ key: Expression, _ type: ValueType, or defaultNode: NodeID?,
    at span: Span, _ make: Change
  ) -> Expression? {
    if let defaultNode {
      guard let old = element(base, key, type, or: defaultNode, at: span) else { return nil }
      guard !key.hasEffects else {
        file.report(
          .typeMismatch, "this key would be computed twice", at: key.span,
          helps: [Help("give it a name first: `let key = …`")])
        return nil
      }
      return make(old)
    }
    guard type == .any, !key.hasEffects else {
      let written = tree.source(span)
      file.report(
        .typeMismatch, "the map may have no such key", at: span,
        label: "this is \(describe(TypeResolver.optional(type)))",
        helps: [Help("say what it begins with: `\(written.dropLast()), default: …]`")])
      return nil
    }
    return make(Expression(.element(base, key), type: .any, span: span))
  }
}
