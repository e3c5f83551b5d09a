import EctypeDiagnostics
import EctypeModel

/// A time without a zone that Swift sees: an app in another zone cannot tell which moment it is.
enum NaiveTime: SchemaLint {
  static let code = DiagnosticCode.naiveTime

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    linted.schema.members.compactMap { member -> Diagnostic? in
      switch member {
      case .field(let field): self.field(field)
      case .timestamps(let timestamps): self.timestamps(timestamps, linted.edits)
      case .association, .embed: nil
      }
    }
  }

  private static func field(_ field: Field) -> Diagnostic? {
    guard isNaive(field) else { return nil }
    return Diagnostic(
      code, "Swift cannot tell which moment `\(field.name.source)` is", at: field.span,
      label: "a time without a zone",
      helps: [Help("make it a `DateTime`, which is UTC; the same column holds it")])
  }

  private static func timestamps(
    _ timestamps: Timestamps, _ edits: DeclarationEdits
  ) -> Diagnostic? {
    guard
      let field = [timestamps.insertedAt, timestamps.updatedAt].compactMap(\.self).first(
        where: isNaive)
    else { return nil }
    let span = field.span
    let isPlain = edits.text(span) == "#timestamps"
    return Diagnostic(
      code, "Swift cannot tell which moments these timestamps are", at: span,
      label: "times without a zone", notes: ["Ecto's default is `naive_datetime`"],
      helps: [
        Help(
          "make them UTC; the same columns hold them: `#timestamps(type: .utcDatetime)`",
          edits: isPlain ? [TextEdit(span, "#timestamps(type: .utcDatetime)")] : []),
        Help("or for the whole project, in `ectype.json`: `timestamps: \"utc_datetime\"`"),
      ])
  }

  private static func isNaive(_ field: Field) -> Bool {
    if case .naiveDateTime = field.type { field.isInJSON } else { false }
  }
}
