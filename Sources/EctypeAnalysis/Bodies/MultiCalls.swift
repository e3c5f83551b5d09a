import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A call of a function of `Ecto.Multi` under construction.
private struct MultiCall {
  var node: NodeID
  var name: String
  var values: [Expression]
  var options: [Labeled] = []
  var isPiped: Bool
}

/// `Multi.new() |> Multi.insert(.user, changeset) |> Multi.run(.mail, { repo, changes in … })`: the type knows each
/// step, so that later ones and whoever looks at the result read its value by name.
extension BodyLowering {
  func lowerMultiCall(
    _ node: NodeID, _ callee: NodeID, _ name: String, _ piped: Piped?,
    _ arguments: inout Arguments
  ) -> Expression? {
    guard let function = MultiFunction.all[name] else {
      let span = tree.nameSpan(callee)
      file.report(
        .unknownFunction, "`Multi` has no function `\(tree.mainText(callee))`", at: span,
        helps: file.didYouMean(
          name, among: MultiFunction.all.keys.sorted(), at: span, spelling: NameRules.camelCase))
      return nil
    }
    var call = MultiCall(node: node, name: name, values: [], isPiped: piped != nil)
    var type = ValueType.multi(MultiType())
    if case .new = function {
      guard piped == nil else {
        file.report(
          .wrongArguments, "`Multi.new` takes no arguments", at: tree.span(node),
          helps: [Help("begin with `Multi.new()`, and pipe it into the first step")])
        return nil
      }
    } else {
      guard let (multi, steps) = multi(piped, &arguments, node) else { return nil }
      call.values = [multi]
      guard let result = add(function, steps, &call, &arguments) else { return nil }
      type = result
    }
    arguments.finish()
    let name = Name(source: tree.mainText(callee), elixir: name)
    return Expression(
      .call(
        Call(
          callee: .function(MultiFunction.module, name), arguments: call.values,
          options: call.options, isPiped: call.isPiped)), type: type, span: tree.span(node))
  }

  /// The steps that the call adds to.
  private func multi(
    _ piped: Piped?, _ arguments: inout Arguments, _ node: NodeID
  ) -> (Expression, MultiType)? {
    let value: Expression
    if let piped {
      value = piped.value
    } else {
      guard let argument = arguments.next() else {
        file.report(
          .wrongArguments, "to which steps? the `Multi` is missing", at: tree.span(node),
          helps: [Help("begin with `Multi.new() |> …`")])
        return nil
      }
      guard let lowered = lower(argument, expecting: nil) else { return nil }
      value = lowered
    }
    switch value.type {
    case .multi(let multi): return (value, multi)
    case .any: return (value, MultiType(isOpen: true))
    default:
      file.report(
        .typeMismatch, "this is \(describe(value.type)), not a `Multi`", at: value.span,
        label: "expected steps of a transaction", helps: [Help("begin with `Multi.new() |> …`")])
      return nil
    }
  }

  private func add(
    _ function: MultiFunction, _ multi: MultiType, _ call: inout MultiCall,
    _ arguments: inout Arguments
  ) -> ValueType? {
    switch function {
    case .new: return nil
    case .toList: return .list(.any)
    case .inspect:
      if let only = arguments.value("only") {
        guard let value = lower(only, expecting: nil) else { return nil }
        call.options.append(Labeled(key: "only", value: value))
      }
      return .multi(multi)
    case .append, .prepend:
      guard let node = argument(&arguments, call, "another `Multi`", as: "other"),
        let value = lower(node, expecting: nil), check(value, is: .multi(MultiType(isOpen: true)))
      else { return nil }
      call.values.append(value)
      return joined(multi, value, isBefore: call.name == "prepend")
    case .merge:
      guard
        let node = argument(
          &arguments, call, "a function that gives the steps", as: "{ changes in … }"),
        let made = lower(node, expecting: .function([multi.changes], .any))
      else { return nil }
      guard case .function(_, let result) = made.type else {
        guard check(made, is: .function([multi.changes], .any)) else { return nil }
        return .multi(multi.opened)
      }
      let value = Expression(made.kind, type: result, span: made.span)
      guard check(value, is: .multi(MultiType(isOpen: true))) else { return nil }
      call.values.append(made)
      return joined(multi, value)
    case .step, .run, .put, .error:
      return step(function, multi, &call, &arguments)
    }
  }

  // MARK: Steps

  private func step(
    _ function: MultiFunction, _ multi: MultiType, _ call: inout MultiCall,
    _ arguments: inout Arguments
  ) -> ValueType? {
    guard let nameNode = argument(&arguments, call, "the step's name", as: ".name, …")
    else { return nil }
    let name = file.symbol(nameNode)
    let place = tree.span(nameNode)
    if let name {
      call.values.append(Expression(.literal(.atom(name)), type: .atom, span: place))
    } else {
      // A name that is made at run time, of one of many steps: `{:item, item.id}`
      guard let made = lower(nameNode, expecting: nil) else { return nil }
      call.values.append(made)
    }
    guard let (type, failure) = outcome(function, multi, &call, &arguments) else { return nil }
    guard let name else { return .multi(multi.opened) }
    let step = MultiType.Step(
      name: Name(source: NameRules.camelCase(name), elixir: name), type: type, failure: failure)
    guard isNew(step, multi, at: place) else { return nil }
    return .multi(MultiType(steps: multi.steps + [step], isOpen: multi.isOpen))
  }

  /// What a step gives to later ones, and what it may fail with.
  private func outcome(
    _ function: MultiFunction, _ multi: MultiType, _ call: inout MultiCall,
    _ arguments: inout Arguments
  ) -> (ValueType, ValueType)? {
    switch function {
    case .step(let function): return operation(function, multi, &call, &arguments)
    case .run: return run(multi, &call, &arguments)
    default:
      guard let node = argument(&arguments, call, "its value", as: ".name, value"),
        let value = lower(node, expecting: nil)
      else { return nil }
      call.values.append(value)
      if case .error = function { return (.never, value.type) }
      return (value.type, .never)
    }
  }

  /// `Multi.insert(multi, .user, changeset)`, `Multi.insert(multi, .post, { changes in … })`
  private func operation(
    _ function: RepositoryFunction, _ multi: MultiType, _ call: inout MultiCall,
    _ arguments: inout Arguments
  ) -> (ValueType, ValueType)? {
    guard let node = argument(&arguments, call, "what it is done with", as: ".name, …")
    else { return nil }
    var step = RepositoryCall(
      node: call.node, name: call.name, changes: multi.changes, values: [])
    let given: Expression
    let subject: Expression
    if isFunction(node) {
      guard let made = givenOrMade(node, multi.changes, expecting: .any) else { return nil }
      (given, subject) = made
    } else {
      guard let lowered = self.subject(node, function) else { return nil }
      (given, subject) = (lowered, lowered)
    }
    guard let type = result(function, subject, &step, &arguments),
      options(function, &step, &arguments)
    else { return nil }
    call.values += [given] + step.values
    call.options = step.options
    let result = returned(type, function, step)
    if case .result(let value, let error) = result { return (value, error) }
    return (result, .never)
  }

  private func run(
    _ multi: MultiType, _ call: inout MultiCall, _ arguments: inout Arguments
  ) -> (ValueType, ValueType)? {
    guard
      let node = argument(
        &arguments, call, "what it does", as: ".name, { repo, changes in … }")
    else { return nil }
    let repository = shape.functions.repositories.first.map { ValueType.module($0) } ?? .any
    let wanted = ValueType.function([repository, multi.changes], .any)
    guard let made = lower(node, expecting: wanted) else { return nil }
    call.values.append(made)
    guard case .function(let parameters, let result) = made.type, parameters.count == 2 else {
      return check(made, is: wanted) ? (.any, .any) : nil
    }
    switch result {
    case .result(let value, let error): return (value, error)
    case .any, .never: return (.any, .any)
    default:
      file.report(
        .typeMismatch, "what a step runs ends in a result", at: made.span,
        label: "this gives \(describe(result))",
        notes: ["`.ok` goes on with the next step, `.error` rolls everything back"],
        helps: [Help("end it with `.ok(value)`")])
      return nil
    }
  }

  /// An argument, and what it stands for: a function of what was done before stands for what it gives.
  func givenOrMade(
    _ node: NodeID, _ changes: ValueType?, expecting expected: ValueType
  ) -> (given: Expression, value: Expression)? {
    guard let changes, isFunction(node) else {
      return lower(node, expecting: expected).map { ($0, $0) }
    }
    let wanted = ValueType.function([changes], .any)
    if tree.kind(node) == .closure, expected != .any { nextHint = expected }
    guard let made = lower(node, expecting: wanted), check(made, is: wanted) else { return nil }
    guard case .function(_, let result) = made.type else { return (made, made) }
    return (made, Expression(made.kind, type: result, span: made.span))
  }

  /// `{ changes in … }`, `&name/1`
  private func isFunction(_ node: NodeID) -> Bool {
    tree.kind(node) == .closure
      || tree.kind(node) == .prefixExpression && tree.mainText(node) == "&"
  }

  // MARK: Names

  private func joined(
    _ multi: MultiType, _ value: Expression, isBefore: Bool = false
  ) -> ValueType? {
    guard case .multi(let other) = value.type else { return .multi(multi.opened) }
    for step in other.steps where !isNew(step, multi, at: value.span) { return nil }
    return .multi(
      MultiType(
        steps: isBefore ? other.steps + multi.steps : multi.steps + other.steps,
        isOpen: multi.isOpen || other.isOpen))
  }

  private func isNew(_ step: MultiType.Step, _ multi: MultiType, at span: Span) -> Bool {
    guard multi.steps.contains(where: { $0.name.elixir == step.name.elixir }) else { return true }
    file.report(
      .duplicateMember, "the transaction has a step `\(step.name.elixir)` already", at: span,
      notes: ["Ecto raises where two steps have one name"],
      helps: [Help("choose another name")])
    return false
  }

  private func argument(
    _ arguments: inout Arguments, _ call: MultiCall, _ what: String, as example: String
  ) -> NodeID? {
    if let node = arguments.next() { return node }
    if let closure = trailingClosure(call.node) { return closure }
    file.report(
      .wrongArguments, "`\(NameRules.camelCase(call.name))` needs \(what)",
      at: tree.span(call.node),
      helps: [
        Help("write it so: `multi |> Multi.\(NameRules.camelCase(call.name))(\(example))`")
      ])
    return nil
  }
}
