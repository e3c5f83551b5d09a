import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What callers need to know of a function.
struct Signature: Sendable {
  struct Parameter: Sendable {
    var name: Name
    var type: ValueType
    var hasDefault: Bool
  }

  var name: Name
  /// The struct that it takes first, for a `func` of a schema.
  var receiver: SchemaID?
  var parameters: [Parameter]
  var result: ValueType
  var isChangeset: Bool
  var isPrivate: Bool
  var span: Span
  /// A constant: it is called without parentheses.
  var isConstant = false

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

  var isEmpty: Bool { modules.isEmpty }

  /// The same table, which notes whose functions are looked for.
  func noting(in log: ReadLog<ModuleName>) -> FunctionTable {
    var table = self
    table.log = log
    return table
  }

  mutating func add(_ signature: Signature, to module: ModuleName) -> Signature? {
    if let other = modules[module]?[signature.name.elixir] { return other }
    modules[module, default: [:]][signature.name.elixir] = signature
    return nil
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
    var parameters: [Signature.Parameter] = []
    var names: Set<String> = []
    for parameter in tree.children(tree.child(node, .parameterList), .parameter) {
      guard let lowered = self.parameter(parameter) else { return nil }
      if !names.insert(lowered.name.elixir).inserted {
        file.report(
          .duplicateMember, "two parameters are `\(lowered.name.elixir)` in Elixir",
          at: tree.nameSpan(parameter))
        return nil
      }
      parameters.append(lowered)
    }
    guard let result = result(of: node) else { return nil }
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
    if NameRules.elixirReserved.contains(bare) || isForm {
      file.report(
        .reservedWord, "`\(name.elixir)` is a \(isForm ? "form" : "reserved word") of Elixir",
        at: tree.nameSpan(node),
        helps: [Help("choose another name")])
      return nil
    }
    return Signature(
      name: name, receiver: isStatic ? nil : receiver, parameters: parameters, result: result,
      isChangeset: isChangeset, isPrivate: tree.hasModifier(node, "private"),
      span: tree.nameSpan(node))
  }

  private func parameter(_ node: NodeID) -> Signature.Parameter? {
    let tree = file.tree
    guard !tree[node].main.isNone else {
      file.report(
        .unsupportedConstruct, "patterns as parameters are not compiled yet", at: tree.span(node))
      return nil
    }
    let annotation = tree.child(node, .typeAnnotation)
    guard !annotation.isNone, let typeNode = tree.children(annotation).first(where: { _ in true })
    else {
      file.report(
        .missingType, "parameter `\(tree.mainText(node))` has no type", at: tree.span(node),
        helps: [Help("declare it, with `Any` where anything will do")])
      return nil
    }
    guard let type = types.resolveParameter(typeNode) else { return nil }
    return Signature.Parameter(
      name: tree.name(node), type: type, hasDefault: !tree.child(node, .initializer).isNone)
  }

  private func result(of node: NodeID) -> ValueType? {
    let returns = file.tree.child(node, .returnType)
    guard !returns.isNone, let type = file.tree.children(returns).first(where: { _ in true }) else {
      return .void
    }
    return types.resolve(type)
  }
}
