import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What every body of the project may refer to; made once, never changed.
struct ProjectShape: Sendable {
  var schemas: ModelTable<SchemaID, Schema>
  var enumerations: EnumerationTable
  var functions: FunctionTable
  var wideColumns = WideColumns()
  /// The Ecto that the project runs on.
  var ecto = AnalysisSettings().ecto

  subscript(_ id: SchemaID) -> Schema { schemas[id] }

  /// The same, which notes what is read of it.
  func noting(in reads: BodyReads) -> ProjectShape {
    ProjectShape(
      schemas: schemas.noting(in: reads.schemas),
      enumerations: EnumerationTable(
        enumerations: enumerations.enumerations.noting(in: reads.enumerations)),
      functions: functions.noting(in: reads.modules), wideColumns: wideColumns, ecto: ecto)
  }
}

/// Lowers one function's body: names to declarations, expressions to types. One instance a function.
final class BodyLowering {
  let file: FileAnalysis
  let shape: ProjectShape
  let types: TypeResolver
  /// The module that the function is of.
  let module: ModuleName
  var scope: Scope
  let queries = QueryState()
  let signature: Signature
  /// What `return`, `break` and `continue` mean where the lowering is.
  var frame: Frame
  /// How many branches that may leave are around.
  var branchDepth = 0
  /// What `rollback` is given, of each transaction around.
  var rollbacks: [[Expression]] = []
  /// The next loop's number.
  var loopCount = 0
  /// The rows that variables hold, as far as the source says which.
  var rows = RowsOfVariables()
  /// The functions of the library that constants are, by the constants' numbers.
  var references: [Int: StandardFunction] = [:]

  /// The function, or the closure, whose statements are being lowered.
  struct Frame {
    /// nil where a closure's is still to be found.
    var result: ValueType?
    /// The types of a closure's returns.
    var returned: [Expression] = []
    var loops = 0
    /// In a case of a `switch` that is in the innermost loop.
    var isInSwitch = false
    var isClosure = false
    /// What the place is likely to want, where `result` is still to be found: it tells what `.draft` is.
    var hint: ValueType?
  }

  /// The `hint` of the closure that is lowered next.
  var nextHint: ValueType?

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
    frame = Frame(result: signature.result)
    scope = Scope(from: Int(signature.span.start))
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
        .missingReturn, "`\(signature.name.source)` has no body", at: tree.nameSpan(node),
        helps: [
          Help("write one: `{ … }`; what is written in Elixir is declared in an `extern module`")
        ])
      return nil
    }
    let guardNode = tree.child(node, .whereClause)
    var condition: Expression?
    if !guardNode.isNone {
      guard let lowered = lowerWhere(guardNode), isGuard(lowered, elsewhere: "function") else {
        return nil
      }
      condition = lowered
    }
    guard let lowered = lowerBlock(body, isValue: signature.result != .void) else { return nil }
    guard var block = finishBody(lowered, result: signature.result) else { return nil }
    if signature.result != .void, block.falls {
      file.report(
        .missingReturn, "`\(signature.name.source)` does not return on every path",
        at: signature.span, label: "expected \(describe(signature.result))",
        helps: [
          Help("end it with `return …`, and with what else there is where an `if` has no `else`")
        ])
      return nil
    }
    guard settle(&block) else { return nil }
    // What is read in the end: a dead binding's value was read in vain.
    var read: Set<Int> = []
    block.walk { if case .local(let local) = $0.kind { read.insert(local.id) } }
    condition?.forEachLocal { read.insert($0.id) }
    var function = Function(
      name: signature.name, role: signature.isChangeset ? .changeset : .plain, receiver: receiver,
      parameters: parameters.map { parameter in
        var parameter = parameter
        parameter.isUnused = !read.contains(parameter.local.id)
        return parameter
      }, result: signature.result, body: block, isPrivate: signature.isPrivate,
      documentation: tree.documentation(of: node), origin: file.origin(node))
    function.guardCondition = condition
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
    return together {
      for ((node, known), defaultValue) in zip(zip(nodes, signature.parameters), defaults) {
        guard let (local, pattern) = declare(known, node) else { return nil }
        result.append(
          Parameter(
            local: local, label: known.label, pattern: pattern, defaultValue: defaultValue))
      }
      return result
    }
  }

  private func declare(
    _ parameter: Signature.Parameter, _ node: NodeID
  ) -> (Local, Pattern?)? {
    guard let patternNode = parameter.pattern else {
      return declareOnce(node, parameter.type).map { ($0, nil) }
    }
    guard let pattern = lowerPattern(patternNode, of: parameter.type, declares: true) else {
      return nil
    }
    let whole = scope.declare(
      parameter.name, parameter.type, isMutable: false, at: tree.nameSpan(node))
    return (whole, pattern)
  }

  /// After all statements: what nobody reads is reported and dropped, and the flow of values is noted.
  /// false after an error.
  func settle(_ block: inout Block) -> Bool {
    var initialization = DefiniteInitialization()
    initialization.check(block)
    for (local, span) in initialization.missing {
      file.report(
        .uninitializedVariable, "`\(local.name.source)` is read before it has a value", at: span,
        label: "no value on every path that leads here",
        helps: [Help("give it one where it is declared, or on every path")])
    }
    guard initialization.missing.isEmpty else { return false }
    warnOfStaleCaptures(block)
    var liveness = Liveness(references: references)
    liveness.settle(&block)
    var read: Set<Int> = []
    block.walk { if case .local(let local) = $0.kind { read.insert(local.id) } }
    var reported: Set<Int> = []
    for (local, span, giver) in liveness.dead.reversed() {
      // Of a variable that nobody ever reads once is enough.
      guard read.contains(local.id) || reported.insert(local.id).inserted else { continue }
      file.report(
        .unusedVariable, "`\(local.name.source)` is never read after this", at: span,
        label: "given in vain",
        helps: [Help(giver.wayOut)])
    }
    for value in liveness.idle.reversed() {
      file.report(
        .unusedVariable, "this value is not used", at: value.span, label: "computed for nothing",
        helps: [Help("assign it, return it, or leave it out")])
    }
    return true
  }

  private func warnOfStaleCaptures(_ block: Block) {
    var captures = StaleCaptures()
    captures.check(block)
    var reported: Set<Int> = []
    for use in captures.uses where reported.insert(use.closure.id).inserted {
      file.report(
        .staleCapture,
        "`\(use.closure.name.source)` was made before `\(use.variable.name.source)` changed",
        at: use.span, label: "it has the old value",
        notes: ["a closure keeps the values that variables have where it is made"],
        helps: [Help("make it behind the change, or give it the value as an argument")])
    }
  }
}

extension Liveness.Giver {
  fileprivate var wayOut: String {
    switch self {
    case .statement: "leave it out, or read it"
    case .condition: "ask only whether it is there: `!= nil`"
    case .pattern: "write `_` for it, or read it"
    }
  }
}
