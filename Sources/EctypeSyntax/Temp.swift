extension SyntaxTree {
  package func documentation(of: NodeID) -> String? { nil }
  package func stringValue(_: NodeID) -> String? { nil }
  package func atomName(_: NodeID) -> String? { nil }
  package func integerValue(_: NodeID) -> Int? { nil }
  package func sigilParts(_: NodeID) -> (letter: String, body: String, modifiers: String)? { nil }
}
