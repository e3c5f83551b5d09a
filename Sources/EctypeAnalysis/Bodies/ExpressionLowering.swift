import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  /// An expression and its type; nil after a diagnostic.
  /// - Parameter expected: what the place wants, for `.draft` and `{}`; the caller still checks.
  func lower(_ node: NodeID, expecting expected: ValueType?) -> Expression? {
    let span = tree.span(node)
    switch tree.kind(node) {
    case .nilLiteral: return Expression(.literal(.null), type: .nil, span: span)
    case .booleanLiteral: return constant(node, .bool, expected)
    case .integerLiteral: return constant(node, .integer, expected)
    case .floatLiteral: return constant(node, .float, expected)
    case .stringLiteral: return lowerString(node)
    case .atomLiteral: return lowerAtom(node, tree.atomName(node) ?? "", expected)
    case .implicitMember:
      return lowerAtom(node, NameRules.snakeCase(tree.mainText(node)), expected)
    case .identifier: return lowerIdentifier(node, expected)
    case .parenthesized: return first(node).flatMap { lower($0, expecting: expected) }
    case .memberAccess: return lowerMember(node, expected)
    case .optionalMemberAccess: return lowerOptionalMember(node)
    case .closure: return lowerClosure(node, expected)
    case .ifExpression, .switchExpression: return lowerChoice(node, expected)
    case .sigil: return lowerSigil(node)
    case .newExpression: return lowerNew(node, expected)
    case .prefixExpression: return lowerPrefix(node, expected)
    case .binaryExpression: return lowerBinary(node, expected)
    case .ternaryExpression: return lowerTernary(node, expected)
    case .listLiteral: return lowerList(node, expected)
    case .mapLiteral: return lowerMap(node, expected)
    case .block where tree.children(node).first(where: { _ in true }) == nil:
      return Expression(.map([]), type: .map(key: .any, value: .any), span: span)
    case .tupleLiteral: return lowerTuple(node, expected)
    case .structLiteral: return lowerStructLiteral(node)
    case .call: return lowerCall(node, piped: nil, expected)
    case .subscriptExpression: return lowerSubscript(node)
    case .error: return nil
    default:
      unsupported(
        node, "this expression",
        help: tree.kind(node) == .genericSpecialization ? "leave the types out" : nil)
      return nil
    }
  }

  func first(_ node: NodeID) -> NodeID? { tree.children(node).first { _ in true } }

  func unsupported(_ node: NodeID, _ what: String, help: String? = nil) {
    file.report(
      .unsupportedConstruct, "\(what) is not compiled yet", at: tree.span(node),
      helps: [
        Help(
          help
            ?? "write it in Elixir, in a function that is declared: `extern module … { func … }`")
      ])
  }

  /// `new Map()`
  private func lowerNew(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    guard let typeNode = first(node) else { return nil }
    let path = tree.segments(tree.child(typeNode, .path))
    if path == ["Map"], tree.child(typeNode, .genericArguments).isNone {
      var type = ValueType.map(key: .any, value: .any)
      if case .map? = expected?.unwrapped { type = expected!.unwrapped }
      return Expression(.map([]), type: type, span: tree.span(node))
    }
    guard let type = types.resolve(typeNode) else { return nil }
    switch type {
    case .map: return Expression(.map([]), type: type, span: tree.span(node))
    case .list: return Expression(.list([]), type: type, span: tree.span(node))
    case .schema(let id):
      var arguments = Arguments(
        file, list: tree.child(node, .argumentList), owner: "`new`", span: tree.span(node),
        objectsAreOptions: true)
      let fields = arguments.rest().map { (name: $0.label, place: $0.place, value: $0.value) }
      arguments.finish()
      return lowerStructure(id, fields, tree.span(node))
    default:
      file.report(
        .unsupportedConstruct, "`new` makes maps, lists and structs", at: tree.span(node),
        helps: [
          Help("a case of an enum is written `.name`; a value of a class has no fields to fill")
        ])
      return nil
    }
  }
}
