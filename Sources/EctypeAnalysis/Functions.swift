import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension FileAnalysis {
  /// `[version: 7]`: names with constants, as a keyword list; nil after a diagnostic.
  func literalOptions(_ node: NodeID, for option: String, of owner: String) -> [LiteralOption]? {
    var result: [LiteralOption] = []
    for pair in tree.children(node) {
      guard tree.kind(pair) == .keyValue, let key = key(of: pair),
        let last = tree.children(pair).reduce(nil, { $1 }) as NodeID?, let value = literal(last)
      else {
        report(
          .invalidOption, "`\(NameRules.camelCase(option))` of \(owner) takes names with constants",
          at: tree.span(pair), helps: [Help("write it so: `[name: 1]`")])
        return nil
      }
      result.append(LiteralOption(key, value))
    }
    return result
  }

  /// The Elixir name of a pair's key: `key:`, `.key:`, `"key":`.
  func key(of pair: NodeID) -> String? {
    guard tree[pair].main.isNone else { return NameRules.snakeCase(tree.mainText(pair)) }
    return tree.first(of: pair).flatMap { symbol($0) }
  }

  /// A function that Ecto is to call, `MyApp.Tokens.next(8)`, or the guide's `{MyApp.Tokens, :next, [8]}`;
  /// nil after a diagnostic.
  ///
  /// - Parameter adding: how many arguments Ecto puts before the constants.
  func mfa(
    _ node: NodeID, for option: String, of owner: String, _ types: TypeResolver, adding: Int
  ) -> MFA? {
    guard let parts = tree.kind(node) == .tupleLiteral ? tuple(node) : call(node) else {
      report(
        .invalidOption,
        "`\(NameRules.camelCase(option))` of \(owner) takes a call with constants",
        at: tree.span(node),
        helps: [Help("write such a call: `MyApp.Tokens.next(8)`")])
      return nil
    }
    var module = ModuleName(parts.path)
    if case .found(let id) = index.look(up: parts.path, in: types.scope) {
      module = index[id].fullName
      expect(
        ExpectedFunction(
          module: module, name: parts.name, arity: parts.arguments.count + adding,
          span: tree.span(node)))
    }
    return MFA(module: module, function: parts.name, arguments: parts.arguments)
  }

  private typealias Parts = (path: [String], name: String, arguments: [Literal])

  private func call(_ node: NodeID) -> Parts? {
    guard tree.kind(node) == .call, let callee = tree.first(of: node),
      tree.kind(callee) == .memberAccess,
      let base = tree.first(of: callee)
    else { return nil }
    let path = path(of: base)
    var arguments: [Literal] = []
    for argument in tree.children(tree.child(node, .argumentList), .argument) {
      guard tree[argument].main.isNone,
        let value = tree.first(of: argument).flatMap({ literal($0) })
      else { return nil }
      arguments.append(value)
    }
    guard Self.isModule(path) else { return nil }
    return (path, NameRules.snakeCase(tree.mainText(callee)), arguments)
  }

  private func tuple(_ node: NodeID) -> Parts? {
    let parts = Array(tree.children(node))
    guard parts.count == 3, let name = symbol(parts[1]),
      case .list(let arguments)? = literal(parts[2]), Self.isModule(path(of: parts[0]))
    else { return nil }
    return (path(of: parts[0]), name, arguments)
  }

  private static func isModule(_ path: [String]) -> Bool {
    !path.isEmpty && path.allSatisfy { NameChecks.isModuleSegment($0) }
  }
}

/// A function that an option of a declaration names, to be found once all functions are known.
struct ExpectedFunction {
  var module: ModuleName
  var name: String
  var arity: Int
  var span: Span
}
