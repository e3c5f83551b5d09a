import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Calls of the functions of the project.
extension BodyLowering {
  /// A trailing closure is the last argument; labels must be the parameters' names.
  func call(
    _ signature: Signature, _ callee: Call.Callee, _ node: NodeID, _ piped: Piped?,
    _ arguments: inout Arguments, isPipe: Bool = true
  ) -> Expression? {
    if signature.isBroken { return nil }
    let given = givenArguments(node)
    var labels: [CallArguments.WrittenLabel?] = piped == nil ? [] : [nil]
    for argument in given {
      if let label = argument.label {
        labels.append(
          CallArguments.WrittenLabel(written: label, place: argument.place ?? tree.span(node)))
        _ = arguments.value(NameRules.snakeCase(label))
      } else {
        labels.append(nil)
        if argument.node != trailingClosure(node) { _ = arguments.next() }
      }
    }
    let matching = CallArguments(
      file: file, signature: signature, labels: labels, span: tree.span(node))
    guard let types = matching.types() else { return nil }
    var values: [Expression] = []
    if let piped {
      guard checkArgument(piped.value, 0, of: signature, is: types[0]) else { return nil }
      values.append(piped.value)
    }
    for argument in given {
      let type = types[values.count]
      guard let value = lower(argument.node, expecting: type),
        checkArgument(value, values.count, of: signature, is: type)
      else { return nil }
      values.append(value)
    }
    arguments.finish()
    return Expression(
      .call(Call(callee: callee, arguments: values, isPiped: piped != nil && isPipe)),
      type: signature.result, span: tree.span(node))
  }

  /// A changeset function takes a struct, or a changeset of it: both can be cast and changed.
  private func checkArgument(
    _ value: Expression, _ index: Int, of signature: Signature, is type: ValueType
  ) -> Bool {
    if index == 0, case .schema(let id) = type, value.type == .changeset(id),
      signature.isChangeset || signature.result == value.type
    {
      return true
    }
    return check(value, is: type)
  }
}
