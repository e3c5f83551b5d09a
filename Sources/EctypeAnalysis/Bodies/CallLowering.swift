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
      file.report(
        .invalidQuery, "a pipe leads into a call", at: tree.span(right),
        label: "expected a call",
        helps: [
          Help(
            "add parentheses",
            edits: [
              TextEdit(
                Span(
                  file: tree.file, start: Int(tree.span(right).end), end: Int(tree.span(right).end)),
                "()")
            ])
        ])
      return nil
    }
    return lowerCall(right, piped: Piped(value: value), expected)
  }

  /// A call; what it calls is told by the form of its callee.
  func lowerCall(_ node: NodeID, piped: Piped?, _ expected: ValueType?) -> Expression? {
    guard let callee = first(node) else { return nil }
    let closure = tree.child(node, .closure)
    if !closure.isNone, closure != callee {
      unsupported(closure, "a closure")
      return nil
    }
    let name = tree.mainText(callee)
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(name)`", span: tree.span(node),
      objectsAreOptions: false, labelsMayRepeat: name == "from")
    switch tree.kind(callee) {
    case .identifier: return lowerNamedCall(node, callee, name, piped, &arguments, expected)
    case .memberAccess: return lowerMemberCall(node, callee, piped, &arguments)
    default:
      unsupported(callee, "calling this")
      return nil
    }
  }

  // MARK: name(…)

  private func lowerNamedCall(
    _ node: NodeID, _ callee: NodeID, _ name: String, _ piped: Piped?, _ arguments: inout Arguments,
    _ expected: ValueType?
  ) -> Expression? {
    let elixir = NameRules.snakeCase(name)
    if let signature = shape.functions.signature(elixir, in: module) {
      guard !signature.isPrivate || signature.span.file == tree.file else {
        file.report(
          .unknownFunction, "`\(name)` is private to its file", at: tree.span(callee),
          secondary: [Label(signature.span, "declared here")])
        return nil
      }
      return call(signature, .local(signature.name), node, piped, &arguments)
    }
    if elixir == "from" { return lowerFrom(node, piped, &arguments) }
    if elixir == "dynamic", piped == nil { return lowerDynamic(node, &arguments) }
    if BodyLowering.withNames.contains(elixir) {
      return lowerWith(node, elixir, piped, &arguments)
    }
    if QueryClauses.names.contains(elixir) {
      return lowerQueryCall(node, callee, elixir, piped, &arguments)
    }
    if ChangesetSteps.names.contains(elixir) {
      return lowerChangesetStep(node, callee, elixir, piped, &arguments)
    }
    if let symbol = declaration([name], at: tree.span(callee)) {
      if case .schema(let id) = symbol.target, piped == nil {
        let fields = arguments.rest().map { (name: $0.label, place: $0.place, value: $0.value) }
        arguments.finish()
        return lowerStructure(id, fields, tree.span(node))
      }
      file.report(
        .unknownFunction, "`\(name)` cannot be called", at: tree.span(callee),
        secondary: [Label(symbol.span, "declared here")])
      return nil
    }
    if let (module, signature) = shape.functions.lookUp(elixir) {
      return call(signature, .function(module, signature.name), node, piped, &arguments)
    }
    file.report(
      .unknownFunction, "there is no function `\(name)`", at: tree.span(callee),
      helps: file.didYouMean(
        elixir,
        among: shape.functions.names(in: module) + QueryClauses.names.sorted()
          + ChangesetSteps.names.sorted(), at: tree.span(callee), spelling: NameRules.camelCase))
    return nil
  }

  // MARK: base.name(…)

  private func lowerMemberCall(
    _ node: NodeID, _ callee: NodeID, _ piped: Piped?, _ arguments: inout Arguments
  ) -> Expression? {
    guard let base = first(callee) else { return nil }
    let path = file.path(of: base)
    let elixir = NameRules.snakeCase(tree.mainText(callee))
    if let head = path.first, scope.look(up: head) == nil {
      guard let symbol = declaration(path, at: tree.span(base)) else {
        if case .none = file.index.look(up: path, in: types.scope) {
          file.report(
            .unknownName, "there is no module `\(path.joined(separator: "."))`",
            at: tree.span(base),
            notes: ["a module that is written in Elixir is declared: `extern module … { func … }`"],
            helps: file.didYouMean(path.last ?? "", among: file.index.names, at: tree.span(base)))
        }
        return nil
      }
      return lowerModuleCall(node, callee, symbol, elixir, piped, &arguments)
    }
    // `post.changeset(params)`: the value is the first argument.
    guard piped == nil else {
      file.report(
        .unknownFunction, "a value cannot be piped into a function of another value",
        at: tree.span(callee), helps: [Help("name the function's module: `Post.changeset(…)`")])
      return nil
    }
    guard let receiver = lower(base, expecting: nil) else { return nil }
    guard case .schema(let id) = receiver.type else {
      file.report(
        .unknownFunction, "\(describe(receiver.type)) has no function `\(elixir)`",
        at: tree.nameSpan(callee))
      return nil
    }
    guard let signature = signature(elixir, in: shape[id].module, callee) else { return nil }
    return call(
      signature, .schema(id, signature.name), node, Piped(value: receiver), &arguments,
      isPipe: false)
  }

  private func lowerModuleCall(
    _ node: NodeID, _ callee: NodeID, _ symbol: Symbol, _ elixir: String, _ piped: Piped?,
    _ arguments: inout Arguments
  ) -> Expression? {
    switch symbol.target {
    case .module(.repository):
      if shape.functions.signature(elixir, in: symbol.fullName) == nil {
        return lowerRepositoryCall(node, callee, symbol.fullName, elixir, piped, &arguments)
      }
      fallthrough
    case .module:
      guard let signature = signature(elixir, in: symbol.fullName, callee) else { return nil }
      return call(signature, .function(symbol.fullName, signature.name), node, piped, &arguments)
    case .schema(let id):
      guard let signature = signature(elixir, in: symbol.fullName, callee) else { return nil }
      return call(signature, .schema(id, signature.name), node, piped, &arguments)
    case .enumeration, .migration:
      file.report(
        .unknownFunction, "`\(symbol.fullName)` has no functions", at: tree.nameSpan(callee))
      return nil
    }
  }

  private func signature(_ name: String, in module: ModuleName, _ callee: NodeID) -> Signature? {
    let span = tree.nameSpan(callee)
    guard let signature = shape.functions.signature(name, in: module) else {
      file.report(
        .unknownFunction, "`\(module)` has no function `\(tree.mainText(callee))`", at: span,
        helps: file.didYouMean(
          name, among: shape.functions.names(in: module), at: span, spelling: NameRules.camelCase))
      return nil
    }
    if signature.isPrivate, module != self.module {
      file.report(
        .unknownFunction, "`\(tree.mainText(callee))` is private to `\(module)`", at: span,
        secondary: [Label(signature.span, "declared here")])
      return nil
    }
    return signature
  }

  // MARK: Arguments

  private func call(
    _ signature: Signature, _ callee: Call.Callee, _ node: NodeID, _ piped: Piped?,
    _ arguments: inout Arguments, isPipe: Bool = true
  ) -> Expression? {
    let wanted = signature.argumentTypes
    var values: [Expression] = []
    if let piped {
      guard let first = wanted.first else {
        wrongCount(signature, node, given: arguments.positionalCount + 1)
        return nil
      }
      guard check(piped.value, is: first) else { return nil }
      values.append(piped.value)
    }
    let given = values.count + arguments.positionalCount
    guard given >= signature.requiredCount, given <= wanted.count else {
      wrongCount(signature, node, given: given)
      return nil
    }
    while let argument = arguments.next() {
      let type = wanted[values.count]
      guard let value = lower(argument, expecting: type), check(value, is: type) else { return nil }
      values.append(value)
    }
    arguments.finish()
    return Expression(
      .call(Call(callee: callee, arguments: values, isPiped: piped != nil && isPipe)),
      type: signature.result, span: tree.span(node))
  }

  private func wrongCount(_ signature: Signature, _ node: NodeID, given: Int) {
    let most = signature.argumentTypes.count
    let least = signature.requiredCount
    let wanted = least == most ? "\(most)" : "\(least) to \(most)"
    file.report(
      .wrongArguments,
      "`\(signature.name.source)` takes \(wanted) argument\(most == 1 ? "" : "s"), not \(given)",
      at: tree.span(node), secondary: [Label(signature.span, "declared here")],
      notes: signature.receiver == nil ? [] : ["the struct it is called on counts as the first"])
  }
}
