import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Assignments to a part of a variable: the variable gets a new value that differs there.
extension BodyLowering {
  /// `post.title = "x"` is `post = %{post | title: "x"}`: structs are values, in Swift and in Elixir.
  func lowerFieldAssignment(
    _ node: NodeID, _ target: NodeID, _ valueNode: NodeID
  ) -> Statement? {
    guard let base = first(target), tree.kind(base) == .identifier else {
      file.report(
        .invalidOption, "only a field of a variable can be assigned", at: tree.span(target),
        helps: [Help("bind the inner value, change it, and put it back")])
      return nil
    }
    guard let variable = assignable(base, isField: true) else { return nil }
    let local = variable.local
    let current = Expression(.local(local), type: local.type, span: tree.span(base))
    switch local.type {
    case .schema, .record: break
    default:
      file.report(
        .invalidOption, "\(describe(local.type)) has no fields to assign", at: tree.span(target),
        helps: [Help("give the variable a new value")])
      return nil
    }
    guard let field = member(of: current, target, path: ""),
      case .property(_, let name) = field.kind
    else { return nil }
    let symbol = tree.mainText(node)
    let value: Expression?
    if symbol == "=" {
      value = lower(valueNode, expecting: field.type)
    } else {
      value = lowerOperation(
        String(symbol.dropLast()), field, valueNode, span: tree.span(node))
    }
    guard let value, check(value, is: field.type) else { return nil }
    scope.forget(tree.mainText(base))
    let key = Expression(.literal(.atom(name.elixir)), type: .atom, span: tree.nameSpan(target))
    return .assign(
      local,
      Expression(
        .mapUpdate(current, [MapEntry(key: key, value: value)]), type: local.type,
        span: tree.span(node)))
  }

  /// `m[k] = v`, `xs[i] = v`
  func lowerElementAssignment(
    _ node: NodeID, _ target: NodeID, _ valueNode: NodeID
  ) -> Statement? {
    let parts = Array(tree.children(target))
    guard let base = parts.first, tree.kind(base) == .identifier else {
      file.report(
        .invalidOption, "only an element of a variable can be assigned", at: tree.span(target),
        helps: [Help("bind the inner value, change it, and put it back")])
      return nil
    }
    guard tree.mainText(node) == "=" else {
      file.report(
        .invalidOption, "an element is assigned with `=`", at: tree.nameSpan(node),
        helps: [Help("write `m[k] = …`")])
      return nil
    }
    guard let variable = assignable(base) else { return nil }
    var arguments = Arguments(
      file, list: parts[1], owner: "a subscript", span: tree.span(target), objectsAreOptions: false)
    guard let keyNode = arguments.next() else { return nil }
    arguments.finish()
    let local = variable.local
    let current = Expression(.local(local), type: local.type, span: tree.span(base))
    let function: StandardFunction
    let types: (ValueType, ValueType)
    switch local.type {
    case .map(let key, let value):
      function = StandardLibrary.mapSetter
      types = (key, value)
    case .list(let element):
      function = StandardLibrary.listSetter
      types = (.integer, element)
    case .any:
      function = StandardLibrary.mapSetter
      types = (.any, .any)
    default:
      file.report(
        .typeMismatch, "\(describe(local.type)) has no elements by key", at: tree.span(base),
        helps: [Help("of a map a value is read by its key, of a list by its number")])
      return nil
    }
    guard let key = lower(keyNode, expecting: types.0), check(key, is: types.0),
      let value = lower(valueNode, expecting: types.1), check(value, is: types.1)
    else { return nil }
    return .assign(
      local,
      Expression(
        .standard(
          StandardCall(function: function, arguments: [current, key, value], isPiped: false)),
        type: local.type, span: tree.span(node)))
  }
}
