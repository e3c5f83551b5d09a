import EctypeDiagnostics
import Testing

@testable import EctypeSyntax

func parse(_ text: String) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
  parse(SourceFile(path: "test.ectype", text: text), file: FileID(0))
}

/// Parses declarations and compares their dumps, each on a line of its own.
func check(
  declarations text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (tree, diagnostics) = parse(text)
  #expect(diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  let dumps = tree.children(tree.root).map(tree.dump).joined(separator: "\n")
  #expect(dumps == expected, sourceLocation: sourceLocation)
}

/// Parses the body of a function and compares the dumps of its statements.
func check(
  _ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let (tree, diagnostics) = parse("func f() {\n\(text)\n}")
  #expect(diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  let dumps = statements(of: tree).map(tree.dump).joined(separator: "\n")
  #expect(dumps == expected, sourceLocation: sourceLocation)
}

/// The statements of the first function.
func statements(of tree: SyntaxTree) -> [NodeID] {
  guard let function = tree.children(tree.root).first(where: { _ in true }) else { return [] }
  return Array(tree.children(tree.child(function, .block)))
}
