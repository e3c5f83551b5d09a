import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// A closure in any of its spellings.
  /// - Parameter expected: the parameters' types and the result where the place knows them.
  func lowerClosure(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let hint = nextHint
    nextHint = nil
    var wanted: [ValueType] = []
    var result: ValueType?
    if case .function(let parameters, let type)? = expected?.unwrapped {
      wanted = parameters
      result = type
    }
    let parameterNodes = Array(tree.children(tree.child(node, .parameterList), .parameter))
    // `m.map { k, v in … }`: the one argument is a pair, which the closure takes apart.
    var takesApart = false
    if wanted.count == 1, parameterNodes.count > 1,
      let parts = wanted[0].parts(parameterNodes.count)
    {
      wanted = parts
      takesApart = true
    }
    if case .function? = expected?.unwrapped, parameterNodes.count != wanted.count {
      wrongArity(node, parameterNodes.count, not: [wanted.count])
      return nil
    }
    let returnType = tree.child(node, .returnType)
    if !returnType.isNone, let typeNode = first(returnType) {
      guard let declared = types.resolve(typeNode) else { return nil }
      result = declared
    }
    scope.push(isClosure: true)
    defer { scope.pop() }
    var parameters: [Pattern] = []
    var parameterTypes: [ValueType] = []
    scope.hidesOuter = true
    defer { scope.hidesOuter = false }
    let lowered = together {
      for (index, parameter) in parameterNodes.enumerated() {
        let hint = wanted.indices.contains(index) ? wanted[index] : .any
        guard let (pattern, type) = lowerParameter(parameter, hint) else { return false }
        parameters.append(pattern)
        parameterTypes.append(type)
      }
      return true
    }
    guard lowered else { return nil }
    scope.hidesOuter = false
    guard let (body, type) = lowerClosureBody(tree.child(node, .block), result, hint) else {
      return nil
    }
    if takesApart {
      parameters = [.tuple(parameters)]
      parameterTypes = [.tuple(parameterTypes)]
    }
    return Expression(
      .closure(Closure(parameters: parameters, body: body, result: type)),
      type: .function(parameterTypes, type), span: tree.span(node))
  }

  /// Reports a closure that has not as many parameters as it is given arguments.
  func wrongArity(_ node: NodeID, _ count: Int, not wanted: [Int]) {
    let numbers = wanted.map { "\($0)" }.joined(separator: " or ")
    let heads = wanted.filter { $0 > 0 }.map {
      "`{ \(["a", "b", "c", "d"].prefix($0).joined(separator: ", ")) in … }`"
    }
    file.report(
      .wrongArguments,
      "this closure takes \(count) argument\(count == 1 ? "" : "s"), not \(numbers)",
      at: tree.span(node), label: "\(numbers) expected",
      helps: [
        Help(
          heads.isEmpty
            ? "leave out the names before `in`" : "name them: \(heads.joined(separator: " or "))")
      ])
  }

  private func lowerParameter(_ node: NodeID, _ hint: ValueType) -> (Pattern, ValueType)? {
    var type = hint
    let annotation = tree.child(node, .typeAnnotation)
    if !annotation.isNone, let typeNode = first(annotation) {
      guard let declared = types.resolve(typeNode) else { return nil }
      guard accepts(declared, hint) else {
        file.report(
          .typeMismatch, "this parameter is given \(describe(hint)), not \(describe(declared))",
          at: tree.span(typeNode), label: "expected \(describe(hint))",
          helps: [Help("leave the type out: it is known here")])
        return nil
      }
      type = declared
    }
    guard tree[node].main.isNone else {
      return declareOnce(node, type).map { (.bind($0), type) }
    }
    guard
      let patternNode = tree.children(node).first(where: {
        ![.typeAnnotation, .initializer].contains(tree.kind($0))
      }), let pattern = lowerPattern(patternNode, of: type, declares: true)
    else { return nil }
    guard type == .any || Exhaustiveness(shape).isIrrefutable(pattern, type) else {
      file.report(
        .nonExhaustiveSwitch, "this parameter does not take every argument",
        at: tree.span(patternNode), label: "\(describe(type)) may be something else",
        helps: [Help("name it, and ask inside with `switch`")])
      return nil
    }
    return (pattern, type)
  }

  /// - Parameter result: the result where the place knows it; `Any` takes what comes.
  private func lowerClosureBody(
    _ node: NodeID, _ result: ValueType?, _ hint: ValueType?
  ) -> (Block, ValueType)? {
    let outer = frame
    defer { frame = outer }
    let known = result == .any ? nil : result
    frame = Frame(result: known, isClosure: true, hint: hint)
    let isVoid = known == .void
    guard let lowered = lowerBlock(node, isValue: !isVoid, expecting: known),
      var body = finishBody(lowered, result: known)
    else { return nil }
    let type: ValueType
    if let known {
      type = known
    } else {
      let values = frame.returned.filter { $0.type != .void }
      guard let common = values.isEmpty ? .void : commonType(of: values) else { return nil }
      type = values.isEmpty && !body.falls ? .never : common
    }
    if body.falls, !isVoid, !frame.returned.isEmpty, type != .void, type != .any {
      file.report(
        .missingReturn, "this closure does not return on every path",
        at: tree.span(tree[node].first),
        label: "expected \(describe(type))",
        helps: [
          Help("end it with `return …`, and with what else there is where an `if` has no `else`")
        ])
      return nil
    }
    if body.falls, let known, known != .void {
      file.report(
        .missingReturn, "this closure gives no value", at: tree.span(node),
        label: "expected \(describe(known))", helps: [Help("end it with the value")])
      return nil
    }
    guard settle(&body) else { return nil }
    return (body, type)
  }

  /// `func name(…) { }` inside a body: a closure with a name.
  func lowerLocalFunction(_ node: NodeID) -> Statement? {
    for parameter in tree.children(tree.child(node, .parameterList), .parameter) {
      guard tree.child(parameter, .initializer).isNone else {
        file.report(
          .unsupportedConstruct, "a function inside a body has no default arguments",
          at: tree.span(parameter), helps: [Help("move it out of the body")])
        scope.markBroken([
          scope.declare(tree.name(node), .any, isMutable: false, at: tree.nameSpan(node))
        ])
        return nil
      }
    }
    let closure = lowerClosure(node, nil)
    let local = scope.declare(
      tree.name(node), closure?.type ?? .any, isMutable: false, at: tree.nameSpan(node))
    if closure == nil { scope.markBroken([local]) }
    references[local.id] = closure?.standardFunction
    return closure.map { .bind(local, $0) }
  }

  // MARK: References

  /// `&name/1`, `&String.upcase/1`
  func lowerReference(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    guard tree.kind(node) == .binaryExpression, tree.mainText(node) == "/", parts.count == 2,
      let arity = tree.integerValue(parts[1]).flatMap({ Int(exactly: $0) }), isName(parts[0])
    else {
      file.report(
        .unsupportedConstruct, "`&` names a function here", at: tree.span(node),
        helps: [Help("write `&name/1`, or a closure: `{ x in … }`")])
      return nil
    }
    return reference(parts[0], arity: arity, expected)
  }

  /// `name`, `Module.name`; of a value (`f().name`) there is no function to name.
  private func isName(_ node: NodeID) -> Bool {
    switch tree.kind(node) {
    case .identifier: true
    case .memberAccess: first(node).map { !file.path(of: $0).isEmpty } ?? false
    default: false
    }
  }

  /// A function's name where a function is expected.
  func reference(_ node: NodeID, arity: Int?, _ expected: ValueType?) -> Expression? {
    let span = tree.span(node)
    let elixir = NameRules.snakeCase(tree.mainText(node))
    var module = self.module
    var path: [String] = []
    if tree.kind(node) == .memberAccess, let base = first(node) {
      path = file.path(of: base)
      if let head = path.first, path.count == 1, StandardLibrary.modules.contains(head),
        declarationExists(path) == false
      {
        return standardReference(elixir, in: head, arity, expected, span)
      }
      guard let symbol = declaration(path, at: tree.span(base)) else {
        unknownModule(path, at: tree.span(base))
        return nil
      }
      module = symbol.fullName
    }
    guard let signature = shape.functions.signature(elixir, in: module) else {
      file.report(
        .unknownFunction, "there is no function `\(tree.mainText(node))`", at: span,
        helps: file.didYouMean(
          elixir, among: shape.functions.names(in: module), at: span,
          spelling: NameRules.camelCase))
      return nil
    }
    if signature.isBroken { return nil }
    let all = signature.argumentTypes
    let count = arity ?? all.count
    let defaults =
      [Bool](repeating: false, count: signature.receiver == nil ? 0 : 1)
      + signature.parameters.map(\.hasDefault)
    guard let filled = DefaultArguments.filled(defaults, by: count) else {
      file.report(
        .wrongArguments,
        "`\(signature.name.source)` takes \(all.count) argument\(all.count == 1 ? "" : "s"), not \(count)",
        at: span, secondary: [Label(signature.span, "declared here")],
        helps: [Help("write a closure that calls it: `{ … in \(signature.name.source)(…) }`")])
      return nil
    }
    let callee: Call.Callee =
      module == self.module ? .local(signature.name) : .function(module, signature.name)
    return Expression(
      .reference(callee, arity: count),
      type: .function(filled.map { all[$0] }, signature.result), span: span)
  }

  func declarationExists(_ path: [String]) -> Bool {
    if case .none = file.index.look(up: path, in: types.scope) { false } else { true }
  }

  private func standardReference(
    _ name: String, in module: String, _ arity: Int?, _ expected: ValueType?, _ span: Span
  ) -> Expression? {
    let candidates = StandardLibrary.functions(name, in: module).filter {
      (arity == nil || $0.parameters.count == arity) && !$0.comparesByModule
    }
    guard !candidates.isEmpty else {
      unknownStandardFunction(name, in: module, at: span)
      return nil
    }
    for function in candidates {
      var unifier = Unifier(body: self)
      var types: [ValueType] = []
      if case .function(let wanted, _)? = expected?.unwrapped,
        wanted.count == function.parameters.count
      {
        let fits = zip(function.parameters, wanted).allSatisfy {
          unifier.unify($0.type, $1)
        }
        guard fits else { continue }
        types = wanted
      } else {
        types = function.parameters.map { unifier.substitute($0.type) }
      }
      return Expression(
        .standardReference(function), type: .function(types, unifier.substitute(function.result)),
        span: span)
    }
    file.report(
      .typeMismatch, "`\(module).\(NameRules.camelCase(name))` does not take these", at: span,
      label: expected.map { "expected \(describe($0))" } ?? "",
      helps: [
        Help(
          "write a closure that gives it what it takes: `{ x in \(module).\(NameRules.camelCase(name))(…) }`"
        )
      ])
    return nil
  }
}

extension ValueType {
  /// The types of a tuple's parts where it has so many; of what nothing is known it may have as many as are asked for.
  func parts(_ count: Int) -> [ValueType]? {
    switch self {
    case .tuple(let parts): parts.count == count ? parts : nil
    case .any: Array(repeating: .any, count: count)
    default: nil
    }
  }
}
