import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `base.name(…)`
extension BodyLowering {
  func lowerMemberCall(
    _ node: NodeID, _ callee: NodeID, _ piped: Piped?, _ arguments: inout Arguments,
    _ expected: ValueType?
  ) -> Expression? {
    guard let base = first(callee) else { return nil }
    let path = file.path(of: base)
    let elixir = NameRules.snakeCase(tree.mainText(callee))
    if let head = path.first, scope.look(up: head) == nil {
      if path.count == 1, StandardLibrary.modules.contains(head), !declarationExists(path) {
        return lowerStandardModuleCall(node, callee, head, elixir, piped, expected)
      }
      if MultiFunction.isModule(path), !declarationExists(path) {
        return lowerMultiCall(node, callee, elixir, piped, &arguments)
      }
      if path == ["Ecto"], elixir == "assoc", !declarationExists(path) {
        return lowerAssociationQuery(node, piped, &arguments)
      }
      guard let symbol = declaration(path, at: tree.span(base)) else {
        unknownModule(path, at: tree.span(base))
        return nil
      }
      return lowerModuleCall(node, callee, symbol, elixir, piped, &arguments, expected)
    }
    // `query |> repo.one()`: the repository is a value.
    if let piped, let head = path.first, path.count == 1,
      case .module(let module)? = scope.look(up: head)?.local.type,
      shape.functions.repositories.contains(module)
    {
      guard let receiver = lower(base, expecting: nil) else { return nil }
      return lowerRepositoryCall(
        node, callee, module, elixir, piped, &arguments, receiver: receiver, expecting: expected)
    }
    // `post.changeset(params)`: the value is the first argument.
    guard piped == nil else {
      pipedIntoMember(callee, base, elixir)
      return nil
    }
    guard let receiver = lower(base, expecting: nil) else { return nil }
    return onward(receiver, base) { lowerMethod(of: $0, node, callee, expected) }
  }

  /// `|> cast(…)` and on the next line `.validateRequired(…)`: that line was to be a pipe too.
  private func pipedIntoMember(_ callee: NodeID, _ base: NodeID, _ name: String) {
    guard tree.kind(base) == .call,
      ChangesetSteps.names.contains(name) || QueryClauses.names.contains(name)
    else {
      file.report(
        .unknownFunction, "a value cannot be piped into a function of another value",
        at: tree.span(callee), helps: [Help("name the function's module: `Post.changeset(…)`")])
      return
    }
    let place = tree.nameSpan(callee)
    let dot = Span(file: place.file, start: Int(place.start) - 1, end: Int(place.start))
    file.report(
      .unknownFunction,
      "`\(tree.mainText(callee))` is a step of a pipe, and no function of a value",
      at: place, helps: [Help("pipe into it", edits: [TextEdit(dot, "|> ")])])
  }

  func unknownModule(_ path: [String], at span: Span) {
    guard case .none = file.index.look(up: path, in: types.scope) else { return }
    let head = path.first ?? ""
    guard head.first?.isUppercase ?? false else {
      let start = Int(span.start)
      return unknownName(
        head, at: Span(file: span.file, start: start, end: start + head.utf8.count))
    }
    file.report(
      .unknownName, "there is no module `\(path.joined(separator: "."))`", at: span,
      notes: ["a module that is written in Elixir is declared: `extern module … { func … }`"],
      helps: path.first == "Ecto"
        ? [Help("Ecto's functions of queries and changesets need no module: `change(…)`")]
        : file.didYouMean(
          path.last ?? "",
          among: Array(file.index.names) + StandardLibrary.modules.sorted() + ["Multi"], at: span))
  }

  /// `value.name(…)`: a function of a struct's module, or of the standard library.
  func lowerMethod(
    of receiver: Expression, _ node: NodeID, _ callee: NodeID, _ expected: ValueType? = nil
  ) -> Expression? {
    let name = tree.mainText(callee)
    let elixir = NameRules.snakeCase(name)
    if case .module(let module) = receiver.type, shape.functions.repositories.contains(module) {
      var arguments = Arguments(
        file, list: tree.child(node, .argumentList), owner: "`\(name)`", span: tree.span(node),
        objectsAreOptions: false)
      return lowerRepositoryCall(
        node, callee, module, elixir, nil, &arguments, receiver: receiver, expecting: expected)
    }
    if case .schema(let id) = receiver.type {
      guard let signature = signature(elixir, in: shape[id].module, callee) else { return nil }
      var arguments = Arguments(
        file, list: tree.child(node, .argumentList), owner: "`\(name)`", span: tree.span(node),
        objectsAreOptions: false)
      return call(
        signature, .schema(id, signature.name), node, Piped(value: receiver), &arguments,
        isPipe: false)
    }
    let members = standardMembers(name, of: receiver.type).filter { $0.form != .property }
    let methods = members.filter { $0.form == .method }
    if methods.isEmpty, givenArguments(node).isEmpty,
      standardMembers(name, of: receiver.type).contains(where: { $0.form == .property })
    {
      calledProperty(name, node, callee)
      return nil
    }
    guard !methods.isEmpty else {
      noMethod(name, receiver, callee, isMutation: !members.isEmpty)
      return nil
    }
    return lowerStandard(
      methods, receiver: receiver, givenArguments(node), node, isPiped: true, name: name,
      expecting: expected)
  }

  /// `xs.count()`
  private func calledProperty(_ name: String, _ node: NodeID, _ callee: NodeID) {
    let parentheses = tree.span(tree.child(node, .argumentList))
    file.report(
      .unknownFunction, "`\(name)` is a value, and not called", at: tree.nameSpan(callee),
      helps: [
        Help("leave out the parentheses", edits: [TextEdit(parentheses, "")], isSafe: true)
      ])
  }

  private func noMethod(
    _ name: String, _ receiver: Expression, _ callee: NodeID, isMutation: Bool
  ) {
    if isMutation {
      file.report(
        .unknownFunction, "`\(name)` changes a variable: it is a statement of its own",
        at: tree.nameSpan(callee),
        helps: [Help("keep the list in a `var`, and write `xs.\(name)(…)` on a line of its own")])
      return
    }
    if receiver.type.isOptional {
      file.report(
        .typeMismatch, "this may be nil, and nil has no functions", at: receiver.span,
        label: "\(describe(receiver.type))", helps: [Help("write `?.`, or ask first: `if let`")])
      return
    }
    file.report(
      .unknownFunction, "\(describe(receiver.type)) has no function `\(name)`",
      at: tree.nameSpan(callee),
      helps: file.didYouMean(
        NameRules.snakeCase(name), among: standardMemberNames(of: receiver.type),
        at: tree.nameSpan(callee), orElse: "declare a `func` that takes it: `\(name)(…)`",
        spelling: NameRules.camelCase))
  }

  /// `Enum.map(xs, f)`
  private func lowerStandardModuleCall(
    _ node: NodeID, _ callee: NodeID, _ module: String, _ name: String, _ piped: Piped?,
    _ expected: ValueType?
  ) -> Expression? {
    let candidates = StandardLibrary.functions(name, in: module)
    guard !candidates.isEmpty else {
      unknownStandardFunction(name, in: module, at: tree.nameSpan(callee))
      return nil
    }
    return lowerStandard(
      candidates, receiver: piped?.value, givenArguments(node), node, isPiped: piped != nil,
      name: "\(module).\(tree.mainText(callee))", expecting: expected)
  }

  private func lowerModuleCall(
    _ node: NodeID, _ callee: NodeID, _ symbol: Symbol, _ elixir: String, _ piped: Piped?,
    _ arguments: inout Arguments, _ expected: ValueType?
  ) -> Expression? {
    switch symbol.target {
    case .module(.repository):
      if shape.functions.signature(elixir, in: symbol.fullName) == nil {
        return lowerRepositoryCall(
          node, callee, symbol.fullName, elixir, piped, &arguments, expecting: expected)
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
        .unknownFunction, "`\(symbol.fullName)` has no functions", at: tree.nameSpan(callee),
        helps: [Help("call a function of a `class` or a module, or read a case of this: `.name`")])
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
        secondary: [Label(signature.span, "declared here")],
        helps: [Help("leave out `private` where it is declared, or call it from there")])
      return nil
    }
    return signature
  }
}
