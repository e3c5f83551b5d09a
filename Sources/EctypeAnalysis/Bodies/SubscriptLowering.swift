import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `m[k]`
extension BodyLowering {
  func lowerSubscript(_ node: NodeID) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 2, let base = lower(parts[0], expecting: nil) else { return nil }
    var arguments = Arguments(
      file, list: parts[1], owner: "a subscript", span: tree.span(node),
      objectsAreOptions: false)
    guard let keyNode = arguments.next() else { return nil }
    var defaultNode: NodeID?
    if case .map = base.type { defaultNode = arguments.value("default") }
    arguments.finish()
    switch asMap(base.type) {
    case .map(let key, let value):
      guard let lowered = lower(keyNode, expecting: key), check(lowered, is: key), isKey(lowered)
      else { return nil }
      if let defaultNode {
        return element(base, lowered, value, or: defaultNode, at: tree.span(node))
      }
      return Expression(
        .element(base, lowered), type: TypeResolver.optional(value), span: tree.span(node))
    case .params, .any:
      guard let lowered = lower(keyNode, expecting: nil) else { return nil }
      return Expression(.element(base, lowered), type: .any, span: tree.span(node))
    case .list(let element):
      guard let index = lower(keyNode, expecting: .integer), check(index, is: .integer) else {
        return nil
      }
      let call = StandardCall(
        function: StandardLibrary.elementAt, arguments: [base, index], isPiped: false)
      return Expression(
        .standard(call), type: TypeResolver.optional(element), span: tree.span(node))
    default:
      file.report(
        .typeMismatch, "\(describe(base.type)) has no elements by key", at: base.span,
        helps: [Help("of a map a value is read by its key, of a list by its number")])
      return nil
    }
  }

  /// `m[k, default: v]`
  func element(
    _ map: Expression, _ key: Expression, _ type: ValueType, or defaultNode: NodeID, at span: Span
  ) -> Expression? {
    guard let value = lower(defaultNode, expecting: type), check(value, is: type) else {
      return nil
    }
    let call = StandardCall(
      function: StandardLibrary.elementOrDefault, arguments: [map, key, value], isPiped: false)
    return Expression(.standard(call), type: type == .any ? value.type : type, span: span)
  }
}
