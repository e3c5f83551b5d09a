import EctypeDiagnostics
import Testing

/// Checks what stands under the marks of `text` when each is replaced by the text beside it.
private func check(
  _ text: String, _ replacements: [String], _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let source = MarkedSource(text)
  let edits = replacements.indices.map { TextEdit(source.span($0), replacements[$0]) }
  let diagnostic = Diagnostic(
    .unexpectedToken, "m", at: source.span(0), helps: [Help("try", edits: edits)])
  let sources = SourceMap([SourceFile(path: "a", bytes: source.bytes)])
  let rendered = String(
    decoding: HumanRenderer().render([diagnostic], in: sources), as: UTF8.self)
  let parts = rendered.split(separator: "help: try\n", maxSplits: 1)
  #expect(parts.last.map(String.init) == expected + "\n\n", sourceLocation: sourceLocation)
}

@Suite struct SuggestionTests {
  @Test func replacement() {
    check(
      "cast([.«titel»])", ["title"],
      """
        |
      1 | cast([.title])
        |        ~~~~~
      """)
  }

  @Test func insertions() {
    check(
      "where(p.x == «»y«»)", ["^", "!"],
      """
        |
      1 | where(p.x == ^y!)
        |              + +
      """)
  }

  @Test func deletion() {
    check(
      "a\nb «c »d\ne", [""],
      """
        |
      2 - b c d
      2 + b d
      """)
  }

  @Test func newLines() {
    check(
      "a\n«»b\nc", ["x\ny\n"],
      """
        |
      2 + x
      3 + y
      """)
    check(
      "a\n«b\n»c\nd", [""],
      """
        |
      2 - b
      """)
  }

  @Test func placesFarApart() {
    check(
      "«a»\n\n\n\n«b»\n«c»", ["A", "B", "C"],
      """
        |
      1 | A
        | ~
        |
      5 - b
      6 - c
      5 + B
      6 + C
      """)
  }

  @Test func overlappingEditsCountOnce() {
    check(
      "«ab«cd»ef»", ["x", "y"],
      """
        |
      1 | x
        | ~
      """)
  }

  @Test func manyLines() {
    let text = (1...20).map { "line \($0)" }.joined(separator: "\n")
    check(
      "«a»", [text],
      """
        |
      1 - a
      1 + line 1
      2 + line 2
      3 + line 3
      4 + line 4
      5 + line 5
      6 + line 6
      7 + line 7
      ...
      """)
  }
}
