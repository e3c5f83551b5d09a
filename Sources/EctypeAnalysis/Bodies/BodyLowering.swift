import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What every body of the project may refer to; made once, never changed.
struct ProjectShape: Sendable {
  var schemas: ModelTable<SchemaID, Schema>
  var enumerations: EnumerationTable
  var functions: FunctionTable

  subscript(_ id: SchemaID) -> Schema { schemas[id] }

  /// The same, which notes what is read of it.
  func noting(in reads: BodyReads) -> ProjectShape {
    ProjectShape(
      schemas: schemas.noting(in: reads.schemas),
      enumerations: EnumerationTable(
        enumerations: enumerations.enumerations.noting(in: reads.enumerations)),
      functions: functions.noting(in: reads.modules))
  }
}

/// Lowers one function's body: names to declarations, expressions to types. One instance a function.
final class BodyLowering {
  let file: FileAnalysis
  let shape: ProjectShape
  let types: TypeResolver
  /// The module that the function is of.
  let module: ModuleName
  var scope = Scope()
  let queries = QueryState()
  let signature: Signature
  /// How many conditionals are around the one being lowered.
  var depth = 0

  var tree: SyntaxTree { file.tree }

  init(
    file: FileAnalysis, shape: ProjectShape, types: TypeResolver, module: ModuleName,
    signature: Signature
  ) {
    self.file = file
    self.shape = shape
    self.types = types
    self.module = module
    self.signature = signature
  }

  /// nil after a diagnostic.
  func lower(_ node: NodeID) -> Function? {
    let receiver = signature.receiver.map {
      scope.declare(
        Name(source: "self", elixir: receiverName($0)), .schema($0), isMutable: false,
        at: signature.span)
    }
    guard let parameters = parameters(of: node) else { return nil }
    let body = tree.child(node, .block)
    guard !body.isNone else {
      file.report(
        .missingReturn, "`\(signature.name.source)` has no body", at: tree.nameSpan(node))
      return nil
    }
    guard var block = lowerBlock(body, isTail: true) else { return nil }
    if signature.result != .void, !block.alwaysReturns {
      file.report(
        .missingReturn, "`\(signature.name.source)` does not return on every path",
        at: signature.span, label: "expected \(describe(signature.result))")
      return nil
    }
    var liveness = Liveness()
    liveness.dropDeadBindings(in: &block)
    for (local, value, isCondition) in liveness.dead.reversed() {
      let help = isCondition ? "ask only whether it is there: `!= nil`" : "leave it out, or read it"
      file.report(
        .unusedVariable, "`\(local.name.source)` is never read after this", at: value.span,
        label: "given in vain", helps: [Help(help)])
    }
    for value in liveness.idle.reversed() {
      file.report(
        .unusedVariable, "this value is not used", at: value.span, label: "computed for nothing",
        helps: [Help("assign it, return it, or leave it out")])
    }
    // What is read in the end: a dead binding's value was read in vain.
    var read: Set<Int> = []
    block.walk { if case .local(let local) = $0.kind { read.insert(local.id) } }
    var function = Function(
      name: signature.name, role: signature.isChangeset ? .changeset : .plain, receiver: receiver,
      parameters: parameters.map { parameter in
        var parameter = parameter
        parameter.isUnused = !read.contains(parameter.local.id)
        return parameter
      }, result: signature.result, body: block, isPrivate: signature.isPrivate,
      documentation: tree.documentation(of: node), origin: file.origin(node))
    function.isReceiverUnused = receiver.map { !read.contains($0.id) } ?? false
    return function
  }

  /// `post` for a `Post`, `struct` where a parameter is called so.
  private func receiverName(_ id: SchemaID) -> String {
    let name = NameRules.snakeCase(shape[id].module.last)
    return signature.parameters.contains { $0.name.elixir == name } ? "struct" : name
  }

  private func parameters(of node: NodeID) -> [Parameter]? {
    var result: [Parameter] = []
    let nodes = tree.children(tree.child(node, .parameterList), .parameter)
    var defaults: [Expression?] = []
    // A default is evaluated outside of the function: it sees no parameter.
    for (node, known) in zip(nodes, signature.parameters) {
      var defaultValue: Expression?
      let initializer = tree.child(node, .initializer)
      if !initializer.isNone, let value = tree.children(initializer).first(where: { _ in true }) {
        guard let lowered = lower(value, expecting: known.type) else { return nil }
        guard check(lowered, is: known.type) else { return nil }
        defaultValue = lowered
      }
      defaults.append(defaultValue)
    }
    for ((node, known), defaultValue) in zip(zip(nodes, signature.parameters), defaults) {
      let local = scope.declare(
        known.name, known.type, isMutable: false, at: tree.nameSpan(node))
      result.append(Parameter(local: local, defaultValue: defaultValue))
    }
    return result
  }

  // MARK: Statements

  /// A block, its names visible inside it alone.
  func lowerBlock(_ node: NodeID, isTail: Bool) -> Block? {
    scope.push()
    defer { scope.pop() }
    return lowerStatements(Array(tree.children(node))[...], isTail: isTail)
  }

  /// Statements in order. An `if` whose branch returns takes what follows into its other branch, so that in
  /// the model a return is always the last thing that happens, as both Elixir and the checks want it.
  func lowerStatements(_ nodes: ArraySlice<NodeID>, isTail: Bool) -> Block? {
    var block = Block()
    var isSound = true
    for (index, node) in zip(nodes.indices, nodes) {
      let rest = nodes[(index + 1)...]
      let isLast = rest.isEmpty
      if tree.kind(node) == .ifExpression || tree.kind(node) == .guardStatement {
        switch lowerConditional(node, rest: rest, isTail: isTail) {
        case .none(visitedRest: true): return nil
        case .none: isSound = false
        case .statement(let statement): block.statements.append(statement)
        case .whole(let statement):
          block.statements.append(statement)
          return isSound ? block : nil
        }
        continue
      }
      guard let statement = lowerStatement(node, isValue: isLast && isTail) else {
        isSound = false
        continue
      }
      block.statements.append(statement)
      if case .return = statement, !isLast {
        file.report(
          .unreachableCode, "nothing after this `return` is reached",
          at: tree.span(nodes[index + 1]),
          secondary: [Label(tree.span(node), "it returns here")])
        return isSound ? block : nil
      }
    }
    return isSound ? block : nil
  }

  private func lowerStatement(_ node: NodeID, isValue: Bool) -> Statement? {
    switch tree.kind(node) {
    case .varDecl: return lowerBinding(node)
    case .assignment: return lowerAssignment(node)
    case .returnStatement: return lowerReturn(node)
    case .forStatement, .whileStatement, .switchExpression, .breakStatement, .continueStatement:
      file.report(
        .unsupportedConstruct, "`\(tree.text(tree[node].first))` is not compiled yet",
        at: tree.span(tree[node].first),
        notes: ["bodies hold `let`, `var`, assignments, `if`, `guard` and `return` so far"])
      return nil
    default:
      let wanted = isValue && signature.result != .void ? signature.result : nil
      guard let value = lower(node, expecting: wanted) else { return nil }
      if isValue, signature.result != .void {
        return check(value, is: signature.result) ? .return(value) : nil
      }
      warnOfIgnoredInsert(value)
      return .expression(value)
    }
  }

  private func lowerBinding(_ node: NodeID) -> Statement? {
    let initializer = tree.child(node, .initializer)
    guard !tree[node].main.isNone else {
      file.report(
        .unsupportedConstruct, "patterns on the left of `=` are not compiled yet",
        at: tree.span(node))
      return nil
    }
    guard !initializer.isNone, let value = tree.children(initializer).first(where: { _ in true })
    else {
      file.report(
        .missingOption, "`\(tree.mainText(node))` has no value", at: tree.nameSpan(node),
        helps: [Help("give it one where it is declared: `var x = …`")])
      return nil
    }
    var declared: ValueType?
    let annotation = tree.child(node, .typeAnnotation)
    if !annotation.isNone, let type = tree.children(annotation).first(where: { _ in true }) {
      guard let resolved = types.resolve(type) else { return nil }
      declared = resolved
    }
    let lowered = lower(value, expecting: declared)
    if let lowered, let declared, !check(lowered, is: declared) { return nil }
    // Even after a mistake in its value the name is known, so that no second error follows.
    let local = scope.declare(
      tree.name(node), declared ?? lowered?.type ?? .any,
      isMutable: tree.text(keyword(of: node)) == "var", at: tree.nameSpan(node))
    return lowered.map { .bind(local, $0) }
  }

  /// `let`, `var` or `final`: the last token before the name.
  private func keyword(of node: NodeID) -> TokenID {
    TokenID(Int(tree[node].main.index) - 1)
  }

  private func lowerAssignment(_ node: NodeID) -> Statement? {
    let parts = Array(tree.children(node))
    guard parts.count == 2, tree.mainText(node) == "=", tree.kind(parts[0]) == .identifier else {
      let isMember = parts.first.map { tree.kind($0) == .memberAccess } ?? false
      file.report(
        .unsupportedConstruct,
        isMember
          ? "a field cannot be assigned: structs are values, in Elixir too"
          : "only `name = value` can be assigned so far", at: tree.span(node),
        helps: isMember ? [Help("make a changeset, or a new struct")] : [])
      return nil
    }
    let name = tree.mainText(parts[0])
    guard let variable = scope.look(up: name) else {
      unknownName(parts[0])
      return nil
    }
    guard variable.isMutable else {
      file.report(
        .invalidOption, "`\(name)` cannot be assigned", at: tree.span(parts[0]),
        label: "it is a constant", secondary: [Label(variable.span, "declared here")],
        helps: [Help("declare it with `var`")])
      return nil
    }
    guard let value = lower(parts[1], expecting: variable.local.type) else { return nil }
    scope.forget(name)
    guard check(value, is: variable.local.type) else { return nil }
    return .assign(variable.local, value)
  }

  private func lowerReturn(_ node: NodeID) -> Statement? {
    guard let value = tree.children(node).first(where: { _ in true }) else {
      guard signature.result == .void else {
        file.report(
          .missingReturn, "`return` needs a value here", at: tree.span(node),
          label: "expected \(describe(signature.result))")
        return nil
      }
      return .return(Expression(.literal(.null), type: .void, span: tree.span(node)))
    }
    guard let lowered = lower(value, expecting: signature.result) else { return nil }
    return check(lowered, is: signature.result) ? .return(lowered) : nil
  }
}
