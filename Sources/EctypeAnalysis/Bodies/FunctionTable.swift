import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What callers need to know of a function.
struct Signature: Sendable {
  struct Parameter: Sendable {
    var name: Name
    /// Where callers write another.
    var label: Name?
    var type: ValueType
    var hasDefault: Bool
    /// What the argument must look like, for one of several clauses.
    var pattern: NodeID?

    /// What callers may write before the argument.
    var written: Name { label ?? name }
  }

  var name: Name
  /// The struct that it takes first, for a `func` of a schema.
  var receiver: SchemaID?
  var parameters: [Parameter]
  var result: ValueType
  var isChangeset: Bool
  var isPrivate: Bool
  var span: Span
  /// It takes some arguments only: patterns or a guard tell which.
  var isSelective = false
  /// A constant: it is called without parentheses.
  var isConstant = false
  /// Its head was not understood, and a mistake reported there: calls of it say nothing more.
  var isBroken = false

  /// The types of Elixir's arguments, the receiver among them.
  var argumentTypes: [ValueType] {
    (receiver.map { [.schema($0)] } ?? []) + parameters.map(\.type)
  }
  var requiredCount: Int {
    (receiver == nil ? 0 : 1) + parameters.filter { !$0.hasDefault }.count
  }
}

/// Every module's functions, by Elixir name.
struct FunctionTable: Sendable {
  private var modules: [ModuleName: [String: Signature]] = [:]
  /// In the order of the project.
  let repositories: [ModuleName]
  /// Modules whose functions need no module before them: hand-written ones, and those of loose functions.
  let unqualified: [ModuleName]
  private var log: ReadLog<ModuleName>?

  init(repositories: [ModuleName] = [], unqualified: [ModuleName] = []) {
    self.repositories = repositories
    self.unqualified = unqualified
  }

  /// The same table, which notes whose functions are looked for.
  func noting(in log: ReadLog<ModuleName>) -> FunctionTable {
    var table = self
    table.log = log
    return table
  }

  /// Forgets the functions of a module.
  mutating func remove(_ module: ModuleName) { modules[module] = nil }

  enum Addition {
    case first
    /// Another clause of the same name: callers see the types of both.
    case clause
    case duplicate(Signature)
  }

  /// - Parameter joins: another function of the name stands above it in its file.
  mutating func add(
    _ signature: Signature, to module: ModuleName, joins: Bool
  ) -> Addition {
    guard var other = modules[module]?[signature.name.elixir] else {
      modules[module, default: [:]][signature.name.elixir] = signature
      return .first
    }
    let same =
      other.parameters.count == signature.parameters.count
      && other.receiver == signature.receiver && other.isPrivate == signature.isPrivate
    guard same, joins, other.isSelective else { return .duplicate(other) }
    for (index, parameter) in signature.parameters.enumerated() {
      if other.parameters[index].type != parameter.type { other.parameters[index].type = .any }
      // The first clause that has a name for it says how callers may call it.
      guard other.parameters[index].pattern != nil, parameter.pattern == nil else { continue }
      other.parameters[index].name = parameter.name
      other.parameters[index].label = parameter.label
      other.parameters[index].pattern = nil
    }
    if other.result != signature.result { other.result = .any }
    // A further clause may follow what this one does not take.
    other.isSelective = signature.isSelective
    modules[module]?[signature.name.elixir] = other
    return .clause
  }

  func signature(_ name: String, in module: ModuleName) -> Signature? {
    functions(of: module)?[name]
  }
  func names(in module: ModuleName) -> [String] { functions(of: module)?.keys.sorted() ?? [] }

  /// The function that a bare name means outside of its module, and that module.
  func lookUp(_ name: String) -> (module: ModuleName, signature: Signature)? {
    for module in unqualified {
      if let signature = functions(of: module)?[name], !signature.isPrivate {
        return (module, signature)
      }
    }
    return nil
  }

  private func functions(of module: ModuleName) -> [String: Signature]? {
    log?.note(module)
    return modules[module]
  }
}

/// Reads a `func`'s head.
struct SignatureLowering {
  let file: FileAnalysis
  let types: TypeResolver

  /// nil after a diagnostic.
  func lower(_ node: NodeID, receiver: SchemaID?) -> Signature? {
    let tree = file.tree
    if isGeneric(node) {
      return Signature(
        name: tree.name(node), receiver: receiver, parameters: [], result: .any,
        isChangeset: false, isPrivate: tree.hasModifier(node, "private"), span: tree.nameSpan(node),
        isBroken: true)
    }
    var parameters: [Signature.Parameter] = []
    let nodes = tree.children(tree.child(node, .parameterList), .parameter)
    var names: [String: Span] = [:]
    var labels: [String: Span] = [:]
    var isBroken = false
    for (index, parameter) in nodes.enumerated() {
      guard let lowered = self.parameter(parameter, index) else {
        isBroken = true
        continue
      }
      if let other = names.updateValue(tree.nameSpan(parameter), forKey: lowered.name.elixir) {
        file.report(
          .duplicateMember, "two parameters are `\(lowered.name.elixir)` in Elixir",
          at: tree.nameSpan(parameter), secondary: [Label(other, "the first")],
          helps: [Help("give one of them another name")])
        isBroken = true
      } else if let other = labels.updateValue(
        tree.span(parameter), forKey: lowered.written.elixir)
      {
        file.report(
          .duplicateMember, "callers write `\(lowered.written.source):` for two parameters",
          at: tree.span(parameter), secondary: [Label(other, "the first")],
          helps: [Help("give one of them another label")])
        isBroken = true
      }
      parameters.append(lowered)
    }
    let result = result(of: node)
    let isStatic = tree.hasModifier(node, "static")
    let isChangeset = tree.children(node, .attribute).contains {
      NameRules.snakeCase(tree.mainText($0)) == "changeset"
    }
    let name = tree.name(node)
    let bare = name.elixir.filter { $0 != "?" && $0 != "!" }
    if NameRules.elixirDefined.contains(name.elixir) || !NameRules.isName(name.elixir) {
      file.report(
        .reservedWord, "a function cannot be called `\(name.source)`", at: tree.nameSpan(node),
        label: NameRules.isName(name.elixir)
          ? "Elixir has one of its own" : "a name begins with a letter",
        helps: [Help("choose another name")])
      return nil
    }
    let isForm = NameRules.elixirForms.contains(name.elixir)
    if NameRules.isElixirReserved(bare) || isForm {
      file.report(
        .reservedWord, "`\(name.elixir)` is a \(isForm ? "form" : "reserved word") of Elixir",
        at: tree.nameSpan(node),
        helps: [Help("choose another name")])
      return nil
    }
    let hasPattern = parameters.contains { $0.pattern != nil }
    return Signature(
      name: name, receiver: isStatic ? nil : receiver, parameters: parameters,
      result: result ?? .any,
      isChangeset: isChangeset, isPrivate: tree.hasModifier(node, "private"),
      span: tree.nameSpan(node),
      isSelective: hasPattern || !tree.child(node, .whereClause).isNone,
      isBroken: isBroken || result == nil)
  }

  private func isGeneric(_ node: NodeID) -> Bool {
    let generics = file.tree.child(node, .genericParameters)
    guard !generics.isNone else { return false }
    file.report(
      .unsupportedConstruct, "a generic function is not compiled yet", at: file.tree.span(generics),
      helps: [Help("write a function for each type, or take `Any`")])
    return true
  }

  private func parameter(_ node: NodeID, _ index: Int) -> Signature.Parameter? {
    let tree = file.tree
    let annotation = tree.child(node, .typeAnnotation)
    let typeNode = annotation.isNone ? nil : tree.children(annotation).first { _ in true }
    if tree[node].main.isNone { return patternParameter(node, typeNode, index) }
    guard let typeNode else {
      file.report(
        .missingType, "parameter `\(tree.mainText(node))` has no type", at: tree.span(node),
        helps: [Help("declare it, with `Any` where anything will do")])
      return nil
    }
    let initializer = tree.child(node, .initializer)
    guard let type = types.resolveParameter(typeNode, default: initializer) else { return nil }
    return Signature.Parameter(
      name: tree.name(node), label: label(node), type: type, hasDefault: !initializer.isNone)
  }

  /// `to y: Int`: callers write `to:`; `_ y: Int` is as good as `y: Int`.
  private func label(_ node: NodeID) -> Name? {
    let tree = file.tree
    let (first, name) = (tree[node].first, tree[node].main)
    guard first != name, tree.text(first) != "_" else { return nil }
    return NameRules.name(tree.text(first))
  }

  /// `{:ok, post}: Any`, `"create"`, `_: Int`: a literal's type is its own.
  private func patternParameter(
    _ node: NodeID, _ typeNode: NodeID?, _ index: Int
  ) -> Signature.Parameter? {
    let tree = file.tree
    guard
      let pattern = tree.children(node).first(where: {
        ![.typeAnnotation, .initializer].contains(tree.kind($0))
      })
    else { return nil }
    let type: ValueType?
    if let typeNode {
      type = types.resolve(typeNode)
    } else {
      switch tree.kind(pattern) {
      case .stringLiteral: type = .string
      case .integerLiteral: type = .integer
      case .booleanLiteral: type = .bool
      case .atomLiteral: type = .atom
      default: type = .any
      }
    }
    guard let type else { return nil }
    return Signature.Parameter(
      name: NameRules.name("argument\(index + 1)"), type: type, hasDefault: false, pattern: pattern)
  }

  private func result(of node: NodeID) -> ValueType? {
    let returns = file.tree.child(node, .returnType)
    guard !returns.isNone, let type = file.tree.children(returns).first(where: { _ in true }) else {
      return .void
    }
    return types.resolve(type)
  }
}
