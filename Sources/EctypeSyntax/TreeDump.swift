extension SyntaxTree {
  /// A node as an S-expression of kinds, main texts and children: `(call (identifier f) (argumentList))`.
  package func dump(_ id: NodeID) -> String {
    var result = ""
    dump(id, into: &result)
    return result
  }

  private func dump(_ id: NodeID, into result: inout String) {
    result += "(\(kind(id))"
    let main = mainText(id)
    if !main.isEmpty { result += " \(main)" }
    if kind(id) == .stringText { result += " \(text(self[id].first).debugDescription)" }
    if kind(id) == .path { result += " of \(String(decoding: bytes[range(id)], as: UTF8.self))" }
    for child in children(id) {
      result += " "
      dump(child, into: &result)
    }
    result += ")"
  }

  private func range(_ id: NodeID) -> Range<Int> {
    let span = span(id)
    return Int(span.start)..<Int(span.end)
  }
}
