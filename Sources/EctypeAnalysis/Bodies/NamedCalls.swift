import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `name(…)`
extension BodyLowering {
  /// `query |> join(…)` is Ecto's clause where the module has a function `join` that takes no query.
  private func isClause(_ name: String, of piped: Piped?, beside signature: Signature) -> Bool {
    guard let piped, QueryClauses.names.contains(name) else { return false }
    switch piped.value.type {
    case .query, .module: break
    default: return false
    }
    return signature.argumentTypes.first.map { !accepts($0, piped.value.type) } ?? true
  }

  func lowerNamedCall(
    _ node: NodeID, _ callee: NodeID, _ name: String, _ piped: Piped?, _ arguments: inout Arguments,
    _ expected: ValueType?
  ) -> Expression? {
    let elixir = NameRules.snakeCase(name)
    if let variable = scope.look(up: name), isCallable(variable.local.type, elixir) {
      if variable.isBroken { return nil }
      let function = Expression(
        .local(variable.local), type: variable.local.type, span: tree.span(callee))
      return lowerApplication(function, node, piped)
    }
    // `Transfer(amount: 1)` is the struct, where there is a function `transfer` too.
    let isType = name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
    if let signature = shape.functions.signature(elixir, in: module),
      !isType || signature.name.source == name, !isClause(elixir, of: piped, beside: signature)
    {
      guard !signature.isPrivate || signature.span.file == tree.file else {
        file.report(
          .unknownFunction, "`\(name)` is private to its file", at: tree.span(callee),
          secondary: [Label(signature.span, "declared here")],
          helps: [Help("leave out `private` where it is declared, or call it from there")])
        return nil
      }
      return call(signature, .local(signature.name), node, piped, &arguments)
    }
    if elixir == "from" { return lowerFrom(node, piped, &arguments) }
    if QueryClauses.names.contains(elixir) || ChangesetSteps.names.contains(elixir) {
      file.settle(callee, as: .name(NameRules.camelCase(elixir)))
    }
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
    let globals = StandardLibrary.globals(name)
    if !globals.isEmpty, !declarationExists([name]) {
      return lowerStandard(
        globals, receiver: piped?.value, givenArguments(node), node, isPiped: piped != nil,
        name: name)
    }
    if let symbol = declaration([name], at: tree.span(callee)) {
      if case .schema(let id) = symbol.target, piped == nil {
        let fields = arguments.rest().map { (name: $0.label, place: $0.place, value: $0.value) }
        arguments.finish()
        return lowerStructure(id, fields, tree.span(node))
      }
      file.report(
        .unknownFunction, "`\(name)` cannot be called", at: tree.span(callee),
        secondary: [Label(symbol.span, "declared here")],
        helps: [Help("only functions are called: leave out the parentheses")])
      return nil
    }
    if let (module, signature) = shape.functions.lookUp(elixir) {
      return call(signature, .function(module, signature.name), node, piped, &arguments)
    }
    if ChangesetSteps.uncompiled.contains(elixir) {
      uncompiledStep(name, at: tree.span(callee))
      return nil
    }
    if StandardLibrary.modules.contains(name) {
      let functions = StandardLibrary.functionNames(in: name).map(NameRules.camelCase)
      file.report(
        .unknownFunction, "`\(name)` is not called: it is a module of functions",
        at: tree.span(callee),
        helps: Suggestions.listing(functions).map { [Help("there is \($0): `\(name).…(…)`")] } ?? []
      )
      return nil
    }
    file.report(
      .unknownFunction, "there is no function `\(name)`", at: tree.span(callee),
      helps: file.didYouMean(
        elixir,
        among: shape.functions.names(in: module) + QueryClauses.names.sorted()
          + ChangesetSteps.names.sorted() + StandardLibrary.globalNames + scope.names,
        at: tree.span(callee),
        orElse: "declare it, or write the module that has it before it: `Module.\(name)(…)`",
        spelling: NameRules.camelCase))
    return nil
  }

  /// A function that Ecto.Changeset has, and this compiler does not know to compile.
  private func uncompiledStep(_ name: String, at span: Span) {
    file.report(
      .unsupportedConstruct, "`\(name)` of Ecto.Changeset is not compiled yet", at: span,
      helps: [
        Help(
          "write the function that needs it in Elixir, and declare it: `extern module … { func … }`"
        )
      ])
  }
}
