/// The stable name of a kind of diagnostic; its raw value is what users see and write in `@allow`.
/// Each has a fixture in `fixtures/errors/<code>/`.
package enum DiagnosticCode: String, CaseIterable, Hashable, Sendable {
  // Syntax
  case invalidUTF8 = "invalid-utf8"
  case unexpectedToken = "unexpected-token"
  case unclosedDelimiter = "unclosed-delimiter"
  case unterminatedLiteral = "unterminated-literal"
  case invalidLiteral = "invalid-literal"
  case nestingTooDeep = "nesting-too-deep"

  package var defaultSeverity: Severity { .error }
}
