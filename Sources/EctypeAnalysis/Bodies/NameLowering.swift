import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Names of variables, constants and declarations.
extension BodyLowering {
  func lowerIdentifier(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let name = tree.mainText(node)
    let span = tree.span(node)
    if let variable = scope.look(up: name) {
      if variable.isBroken { return nil }
      let known = scope.type(of: name) ?? variable.local.type
      let type = scope.isPresent(name) ? known.unwrapped : known
      return Expression(.local(variable.local), type: type, span: span)
    }
    if name == "Self", let schema = types.selfSchema {
      return Expression(.schema(schema), type: .module(shape[schema].module), span: span)
    }
    if let constant = constant(named: name, at: span) { return constant }
    if let symbol = declaration([name], at: span) { return symbolExpression(symbol, span) }
    // A function's name is the function where one is expected.
    if case .function(let wanted, _)? = expected?.unwrapped,
      shape.functions.signature(NameRules.snakeCase(name), in: module) != nil
    {
      return reference(node, arity: wanted.count, expected)
    }
    unknownName(node)
    return nil
  }

  /// What a path names; an ambiguity is reported.
  func declaration(_ path: [String], at span: Span) -> Symbol? {
    switch file.index.look(up: path, in: types.scope) {
    case .found(let id):
      return file.index[id]
    case .ambiguous(let ids):
      file.reportAmbiguous(path, ids, at: span)
      return nil
    case .none: return nil
    }
  }

  func symbolExpression(_ symbol: Symbol, _ span: Span) -> Expression? {
    switch symbol.target {
    case .schema(let id):
      return Expression(.schema(id), type: .module(symbol.fullName), span: span)
    case .module, .migration:
      return Expression(.module(symbol.fullName), type: .module(symbol.fullName), span: span)
    case .enumeration:
      file.report(
        .unknownName, "an enumeration is not a value", at: span,
        helps: [Help("name one of its cases: `.name`")])
      return nil
    }
  }

  func unknownName(_ node: NodeID) { unknownName(tree.mainText(node), at: tree.span(node)) }

  func unknownName(_ name: String, at span: Span) {
    if let later = scope.declaredLater(name) {
      file.report(
        .unknownName, "`\(name)` is used before it is declared", at: span,
        secondary: [Label(later, "declared here")], helps: [Help("declare it first")])
      return
    }
    if isFieldOfSelf(name, at: span) || isOfDefault(name, at: span) { return }
    if queries.updatedRows.contains(name) {
      file.report(
        .unknownName, "`\(name)` is a row of the query, which is not asked yet", at: span,
        notes: ["what `updateAll` is given are values"],
        helps: [
          Help("let the query compute it: `|> update([set: […]]) |> Repo.updateAll()`")
        ])
      return
    }
    file.report(
      .unknownName, "there is no `\(name)` here", at: span, label: "not declared",
      helps: file.didYouMean(
        name, among: scope.names + Array(file.index.names), at: span,
        orElse: name == "self"
          ? "a func of a struct has it, where it is not `static`; others take what they need"
          : "declare it before: `let \(name) = …`"))
  }

  /// Whether a name is that of a parameter, which is not there yet: in a default; reports it.
  private func isOfDefault(_ name: String, at span: Span) -> Bool {
    guard signature.parameters.contains(where: { $0.name.source == name && $0.pattern == nil })
    else { return false }
    file.report(
      .unsupportedConstruct, "a default cannot name another parameter", at: span,
      notes: ["in Elixir it is computed before there are any"],
      helps: [
        Help("let it be nil, and fill it in inside: `… ?? \(name)`")
      ])
    return true
  }

  /// Whether a name that is no variable is a field of the receiver; reports how it is read.
  func isFieldOfSelf(_ name: String, at span: Span) -> Bool {
    guard let receiver = signature.receiver, scope.look(up: "self") != nil,
      shape[receiver].properties.contains(where: { $0.name.source == name })
    else { return false }
    let written = "self.\(name)"
    file.report(
      .unknownName, "there is no variable `\(name)`", at: span,
      label: "a field of `\(shape[receiver].module.last)` is read through `self`",
      helps: [Help("write `\(written)`", edits: [TextEdit(span, written)])])
    return true
  }
}
