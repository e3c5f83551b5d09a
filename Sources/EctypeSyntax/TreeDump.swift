extension SyntaxTree {
  /// A node as an S-expression of kinds, main texts and children: `(call (identifier f) (argumentList))`.
  package func dump(_ id: NodeID) -> String {
    var result = ""
    dump(id, into: &result)
    return result
  }

  private func dump(_ id: NodeID, into result: inout String) {
    result += "(\(kind(id))"
    switch kind(id) {
    case .stringText: result += " \((stringValue(id) ?? "").debugDescription)"
    case .path: result += " \(sourceText(id))"
    default:
      if !self[id].main.isNone { result += " \(mainText(id))" }
    }
    for child in children(id) {
      result += " "
      dump(child, into: &result)
    }
    result += ")"
  }

  private func sourceText(_ id: NodeID) -> String {
    let span = span(id)
    return String(decoding: bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }
}
