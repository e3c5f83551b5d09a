import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The value that a pipe hands to the call on its right.
struct Piped {
  var value: Expression
}

extension BodyLowering {
  /// `left |> f(a)`: the call with `left` as its first argument.
  func lowerPipe(_ left: NodeID, _ right: NodeID, _ expected: ValueType?) -> Expression? {
    guard let value = lower(left, expecting: nil) else { return nil }
    guard tree.kind(right) == .call else {
      pipeWithoutCall(left, right)
      return nil
    }
    return lowerCall(right, piped: Piped(value: value), expected)
  }

  private func pipeWithoutCall(_ left: NodeID, _ right: NodeID) {
    let span = tree.span(right)
    func insertion(_ place: Int32, _ text: String) -> TextEdit {
      TextEdit(Span(file: tree.file, start: Int(place), end: Int(place)), text)
    }
    var helps: [Help] = []
    switch tree.kind(right) {
    case .identifier, .memberAccess:
      helps = [Help("add parentheses", edits: [insertion(span.end, "()")])]
    case .binaryExpression:
      // `q |> Repo.one() + x`: a pipe binds looser than all other operators.
      var call = right
      while tree.kind(call) == .binaryExpression, let inner = first(call) { call = inner }
      guard tree.kind(call) == .call else { break }
      helps = [
        Help(
          "put the pipe into parentheses, or bind its value first",
          edits: [insertion(tree.span(left).start, "("), insertion(tree.span(call).end, ")")])
      ]
    default: break
    }
    file.report(
      .invalidQuery, "a pipe leads into a call", at: span, label: "expected a call", helps: helps)
  }

  /// A call; what it calls is told by the form of its callee.
  func lowerCall(_ node: NodeID, piped: Piped?, _ expected: ValueType?) -> Expression? {
    guard let callee = first(node) else { return nil }
    let name = tree.mainText(callee)
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(name)`", span: tree.span(node),
      objectsAreOptions: false, labelsMayRepeat: name == "from")
    switch tree.kind(callee) {
    case .identifier: return lowerNamedCall(node, callee, name, piped, &arguments, expected)
    case .memberAccess: return lowerMemberCall(node, callee, piped, &arguments, expected)
    case .optionalMemberAccess: return lowerOptionalCall(node, callee)
    case .implicitMember: return lowerTaggedCall(node, name, expected)
    default:
      guard let function = lower(callee, expecting: nil) else { return nil }
      return lowerApplication(function, node, piped)
    }
  }

  /// A variable hides a function of its name only where it is one itself.
  func isCallable(_ type: ValueType, _ name: String) -> Bool {
    if case .function = type { return true }
    return type == .any && shape.functions.signature(name, in: module) == nil
      && !QueryClauses.names.contains(name) && !ChangesetSteps.names.contains(name)
  }

  /// `f(x)` of a function that is a value.
  func lowerApplication(
    _ function: Expression, _ node: NodeID, _ piped: Piped?
  ) -> Expression? {
    let given = givenArguments(node)
    var values = piped.map { [$0.value] } ?? []
    guard case .function(let parameters, let result) = function.type else {
      guard function.type == .any else {
        file.report(
          .unknownFunction, "\(describe(function.type)) cannot be called", at: function.span,
          helps: [
            Help(
              "only functions are called: leave out the parentheses, or call what gives the value")
          ])
        return nil
      }
      for argument in given {
        guard let value = lower(argument.node, expecting: nil) else { return nil }
        values.append(value)
      }
      return Expression(.apply(function, values), type: .any, span: tree.span(node))
    }
    guard given.count + values.count == parameters.count else {
      file.report(
        .wrongArguments,
        "this function takes \(parameters.count) argument\(parameters.count == 1 ? "" : "s"), not \(given.count + values.count)",
        at: tree.span(node),
        helps: [Help("give it one value for each of its parameters")])
      return nil
    }
    for (value, type) in zip(values, parameters) where !check(value, is: type) { return nil }
    for argument in given {
      let type = parameters[values.count]
      guard let value = lower(argument.node, expecting: type), check(value, is: type) else {
        return nil
      }
      values.append(value)
    }
    return Expression(.apply(function, values), type: result, span: tree.span(node))
  }

  /// `.ok(x)`, `.error(e)`, `.some(x)`
  private func lowerTaggedCall(
    _ node: NodeID, _ name: String, _ expected: ValueType?
  ) -> Expression? {
    let given = givenArguments(node)
    if name == "some", given.count == 1, let expected {
      return lower(given[0].node, expecting: expected.unwrapped)
    }
    guard name == "ok" || name == "error" else {
      file.report(
        .unknownFunction, "there is no `.\(name)(…)`", at: tree.span(node),
        notes: ["results are `.ok(value)` and `.error(reason)`"],
        helps: file.didYouMean(
          name, among: ["ok", "error"], at: tree.nameSpan(first(node) ?? node),
          orElse: "write `.ok(…)` for what went well, `.error(…)` for what did not"))
      return nil
    }
    guard given.count == 1 else {
      file.report(
        .wrongArguments, "`.\(name)` holds one value", at: tree.span(node),
        helps: [Help("several make a tuple: `.\(name)((a, b))`")])
      return nil
    }
    var types: (ValueType, ValueType) = (.any, .any)
    if case .result(let value, let error)? = expected?.unwrapped { types = (value, error) }
    guard
      let tagged = lowerTagged(name, given[0].node, types.0, types.1, tree.span(node))
    else { return nil }
    guard types == (.any, .any), case .tuple(let parts) = tagged.kind else { return tagged }
    // Nothing is expected: the value tells one half of the type.
    let inner = parts[1].type
    return Expression(
      tagged.kind, type: name == "ok" ? .result(inner, .never) : .result(.never, inner),
      span: tagged.span)
  }

  /// `a?.f(x)`
  private func lowerOptionalCall(_ node: NodeID, _ callee: NodeID) -> Expression? {
    guard let baseNode = first(callee), let base = lower(baseNode, expecting: nil) else {
      return nil
    }
    return chain(base) { lowerMethod(of: $0, node, callee) }
  }
}
