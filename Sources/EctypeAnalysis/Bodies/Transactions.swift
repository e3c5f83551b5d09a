import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `Repo.transact { … }`, `Repo.transaction(multi)`, `Repo.rollback(reason)`
extension BodyLowering {
  /// What `transact` and `transaction` give; their function or steps become the call's first argument.
  func transaction(
    _ call: inout RepositoryCall, _ repository: ModuleName, _ piped: Piped?,
    _ arguments: inout Arguments
  ) -> ValueType? {
    rollbacks.append([])
    let body = piped?.value ?? transactionBody(call, repository, &arguments)
    let reasons = rollbacks.removeLast()
    guard let body else { return nil }
    call.values = [body]
    switch body.type {
    case .any: return .any
    case .multi(let multi):
      if shape.ecto < Version(3, 13) { call.name = "transaction" }
      return .result(multi.changes, .multiFailure(multi))
    case .function(let parameters, let result) where parameters.count <= 1:
      return transaction(&call, of: result, reasons)
    default:
      file.report(
        .typeMismatch, "this is \(describe(body.type)), not what a transaction does", at: body.span,
        label: "expected a function without parameters, or a `Multi`",
        helps: [Help("write what is done in braces: `Repo.transact { … }`")])
      return nil
    }
  }

  private func transactionBody(
    _ call: RepositoryCall, _ repository: ModuleName, _ arguments: inout Arguments
  ) -> Expression? {
    guard let node = arguments.next() ?? trailingClosure(call.node) else {
      file.report(
        .wrongArguments, "`\(call.name)` needs to know what to do", at: tree.span(call.node),
        helps: [Help("give it a function, `Repo.transact { … }`, or a `Multi`")])
      return nil
    }
    guard tree.kind(node) == .closure else { return lower(node, expecting: .function([], .any)) }
    if case .result? = call.expected { nextHint = call.expected }
    let takesRepository =
      tree.children(tree.child(node, .parameterList), .parameter).first { _ in true } != nil
    return lower(node, expecting: .function(takesRepository ? [.module(repository)] : [], .any))
  }

  /// A function that gives a result commits where it is `.ok`: `Repo.transaction` alone would commit errors too.
  private func transaction(
    _ call: inout RepositoryCall, of result: ValueType, _ reasons: [Expression]
  ) -> ValueType? {
    let rolledBack =
      reasons.reduce(ValueType?.some(.never)) { known, reason in
        known.flatMap { join($0, reason.type) }
      } ?? .any
    switch result {
    case .result(let value, let error):
      if shape.ecto < Version(3, 13) {
        call.name = "transaction"
        call.values[0] = unwrapped(call.values[0])
      } else {
        call.name = "transact"
      }
      return .result(value, join(error, rolledBack) ?? .any)
    case .any where call.name == "transact":
      if shape.ecto < Version(3, 13) {
        call.name = "transaction"
        call.values[0] = unwrapped(call.values[0])
      }
      return .result(.any, .any)
    case .never:
      if shape.ecto < Version(3, 13) { call.name = "transaction" }
      return .result(.never, rolledBack)
    default: break
    }
    guard call.name == "transaction" else {
      file.report(
        .typeMismatch, "what `transact` does ends in a result", at: call.values[0].span,
        label: "this gives \(describe(result))",
        notes: ["`.ok` commits, `.error` rolls back"],
        helps: [Help("end it with `.ok(value)`")])
      return nil
    }
    return .result(result == .void ? .atom : result, rolledBack == .never ? .any : rolledBack)
  }

  // MARK: Ecto before 3.13

  /// `Repo.transaction` takes bare values: each result that the function gives is taken apart.
  private func unwrapped(_ body: Expression) -> Expression {
    guard case .closure(var closure) = body.kind else { return unwrapped(function: body) }
    closure.body = closure.body.replacingReturns { unwrapped(result: $0) }
    return Expression(.closure(closure), type: body.type, span: body.span)
  }

  /// `fn -> case make.() do … end end` of a function that has a name.
  private func unwrapped(function: Expression) -> Expression {
    guard case .function(let parameters, let result) = function.type else { return function }
    scope.push()
    defer { scope.pop() }
    let locals = parameters.map {
      scope.declare(NameRules.name("repo"), $0, isMutable: false, at: function.span)
    }
    let values = locals.map { Expression(.local($0), type: $0.type, span: function.span) }
    var call = Expression(.apply(function, values), type: result, span: function.span)
    if case .reference(let callee, _) = function.kind {
      call.kind = .call(Call(callee: callee, arguments: values, isPiped: false))
    }
    let body = Block([.return(unwrapped(result: call))])
    return Expression(
      .closure(Closure(parameters: locals.map { .bind($0) }, body: body, result: .any)),
      type: function.type, span: function.span)
  }

  private func unwrapped(result: Expression) -> Expression {
    if result.type == .never { return result }
    if case .tuple(let parts) = result.kind, parts.count == 2,
      case .literal(.atom(let tag)) = parts[0].kind
    {
      return tag == "ok" ? parts[1] : rollback(parts[1])
    }
    scope.push()
    defer { scope.pop() }
    func name(_ name: String) -> Local {
      scope.declare(NameRules.name(name), .any, isMutable: false, at: result.span)
    }
    let value = name("value")
    let reason = name("reason")
    func read(_ local: Local) -> Expression {
      Expression(.local(local), type: .any, span: result.span)
    }
    let cases = [
      Switch.Case(
        [.tagged("ok", .bind(value))], condition: nil, body: Block([.value(read(value))])),
      Switch.Case(
        [.tagged("error", .bind(reason))], condition: nil,
        body: Block([.value(rollback(read(reason)))])),
    ]
    return Expression(.switch(Switch(result, cases: cases)), type: .any, span: result.span)
  }

  private func rollback(_ reason: Expression) -> Expression {
    let repository = shape.functions.repositories.first ?? ModuleName(["Repo"])
    return Expression(
      .call(
        Call(
          callee: .repository(repository, "rollback"), arguments: [reason], isPiped: false)),
      type: .never, span: reason.span)
  }
}

extension Block {
  /// Every `return` of it with another value; those of closures inside are their own.
  fileprivate func replacingReturns(_ make: (Expression) -> Expression) -> Block {
    Block(statements.map { $0.replacingReturns(make) })
  }
}

extension Statement {
  fileprivate func replacingReturns(_ make: (Expression) -> Expression) -> Statement {
    switch self {
    case .return(let value): return .return(make(value))
    case .if(var value):
      value.then = value.then.replacingReturns(make)
      value.otherwise = value.otherwise?.replacingReturns(make)
      return .if(value)
    case .switch(var value):
      for index in value.cases.indices {
        value.cases[index].body = value.cases[index].body.replacingReturns(make)
      }
      return .switch(value)
    case .for(var loop):
      loop.body = loop.body.replacingReturns(make)
      return .for(loop)
    case .while(var loop):
      loop.body = loop.body.replacingReturns(make)
      return .while(loop)
    default: return self
    }
  }
}
