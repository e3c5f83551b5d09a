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
  private func isCallable(_ type: ValueType, _ name: String) -> Bool {
    if case .function = type { return true }
    return type == .any && shape.functions.signature(name, in: module) == nil
      && !QueryClauses.names.contains(name) && !ChangesetSteps.names.contains(name)
  }

  /// `f(x)` of a function that is a value.
  private func lowerApplication(
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

  // MARK: name(…)

  /// `query |> join(…)` is Ecto's clause where the module has a function `join` that takes no query.
  private func isClause(_ name: String, of piped: Piped?, beside signature: Signature) -> Bool {
    guard let piped, QueryClauses.names.contains(name) else { return false }
    switch piped.value.type {
    case .query, .module: break
    default: return false
    }
    return signature.argumentTypes.first.map { !accepts($0, piped.value.type) } ?? true
  }

  private func lowerNamedCall(
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

  // MARK: base.name(…)

  private func lowerMemberCall(
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
  private func lowerMethod(
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

  // MARK: Arguments

  /// A trailing closure is the last argument; labels must be the parameters' names.
  private func call(
    _ signature: Signature, _ callee: Call.Callee, _ node: NodeID, _ piped: Piped?,
    _ arguments: inout Arguments, isPipe: Bool = true
  ) -> Expression? {
    if signature.isBroken { return nil }
    let given = givenArguments(node)
    var labels: [CallArguments.WrittenLabel?] = piped == nil ? [] : [nil]
    for argument in given {
      if let label = argument.label {
        labels.append(
          CallArguments.WrittenLabel(written: label, place: argument.place ?? tree.span(node)))
        _ = arguments.value(NameRules.snakeCase(label))
      } else {
        labels.append(nil)
        if argument.node != trailingClosure(node) { _ = arguments.next() }
      }
    }
    let matching = CallArguments(
      file: file, signature: signature, labels: labels, span: tree.span(node))
    guard let types = matching.types() else { return nil }
    var values: [Expression] = []
    if let piped {
      guard checkArgument(piped.value, 0, of: signature, is: types[0]) else { return nil }
      values.append(piped.value)
    }
    for argument in given {
      let type = types[values.count]
      guard let value = lower(argument.node, expecting: type),
        checkArgument(value, values.count, of: signature, is: type)
      else { return nil }
      values.append(value)
    }
    arguments.finish()
    return Expression(
      .call(Call(callee: callee, arguments: values, isPiped: piped != nil && isPipe)),
      type: signature.result, span: tree.span(node))
  }

  /// A changeset function takes a struct, or a changeset of it: both can be cast and changed.
  private func checkArgument(
    _ value: Expression, _ index: Int, of signature: Signature, is type: ValueType
  ) -> Bool {
    if index == 0, case .schema(let id) = type, value.type == .changeset(id),
      signature.isChangeset || signature.result == value.type
    {
      return true
    }
    return check(value, is: type)
  }
}
