import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Edits for the helps of checks and lints: the model knows the places of names, the trees know what stands around them.
final class DeclarationEdits {
  private let trees: (FileID) -> SyntaxTree?
  /// The vars of a file by the start of their name, made when the first is asked for.
  private var variables: [FileID: [Int32: NodeID]] = [:]

  init(_ trees: @escaping (FileID) -> SyntaxTree?) { self.trees = trees }

  private func variable(at name: Span) -> (tree: SyntaxTree, node: NodeID)? {
    guard let tree = trees(name.file) else { return nil }
    if variables[name.file] == nil {
      var table: [Int32: NodeID] = [:]
      for index in tree.nodes.indices where tree.nodes[index].kind == .varDecl {
        table[tree.nameSpan(NodeID(index)).start] = NodeID(index)
      }
      variables[name.file] = table
    }
    return variables[name.file]?[name.start].map { (tree, $0) }
  }

  /// Writes an attribute before the var of this name; nil where the name is not a var's.
  func attribute(_ text: String, onVariableAt name: Span) -> TextEdit? {
    guard let (tree, node) = variable(at: name) else { return nil }
    let start = Int(tree.span(node).start)
    return TextEdit(Span(file: name.file, start: start, end: start), text + " ")
  }

  /// Writes something behind the type of the var of this name; nil where none is written.
  func afterType(_ text: String, ofVariableAt name: Span) -> TextEdit? {
    guard let (tree, node) = variable(at: name) else { return nil }
    let annotation = tree.child(node, .typeAnnotation)
    guard !annotation.isNone else { return nil }
    let end = Int(tree.span(annotation).end)
    return TextEdit(Span(file: name.file, start: end, end: end), text)
  }

  /// Writes one more step at the end of a pipeline: on a line of its own where the last step is on one.
  /// - Parameter span: the last step's, which ends where the pipeline does.
  func step(_ text: String, after span: Span) -> TextEdit? {
    guard let bytes = trees(span.file)?.bytes else { return nil }
    var start = Int(span.start)
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let indent = bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let isOnItsOwn = bytes[(start + indent.count)...].starts(with: "|>".utf8)
    let separator = isOnItsOwn ? "\n" + String(decoding: indent, as: UTF8.self) : " "
    let end = Int(span.end)
    return TextEdit(
      Span(file: span.file, start: end, end: end), separator + "|> " + text)
  }

  /// The text of a span, as the source has it.
  func text(_ span: Span) -> String { trees(span.file)?.source(span) ?? "" }
}
