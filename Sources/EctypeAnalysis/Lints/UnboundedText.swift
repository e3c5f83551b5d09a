import EctypeDiagnostics
import EctypeModel

/// Text of users without a limit on its length: a `varchar` column refuses what is longer than it holds with
/// a crash, a `text` column takes megabytes.
enum UnboundedText: SchemaLint {
  static let code = DiagnosticCode.unboundedText

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    let schema = linted.schema
    return linted.changesets.flatMap { summary -> [Diagnostic] in
      let bounded = Set(summary.steps.compactMap { $0.step.boundedField })
      return schema.fields.compactMap { field -> Diagnostic? in
        guard field.type == .string, !field.isVirtual, !bounded.contains(field.name.elixir),
          let cast = summary.casts.first(where: { $0.field == field.name.elixir })
        else { return nil }
        return diagnostic(field, cast.span, summary, linted)
      }
    }
  }

  private static func diagnostic(
    _ field: Field, _ span: Span, _ summary: ChangesetSummary, _ linted: LintedSchema
  ) -> Diagnostic {
    let limit = self.limit(of: field, linted.schema, linted.project.tables)
    let step = "validateLength(.\(field.name.source), max: \(limit ?? 10_000))"
    // What a text column should hold only its author knows.
    let edit = limit == nil ? nil : summary.end.flatMap { linted.edits.step(step, after: $0) }
    return Diagnostic(
      code, "`\(field.name.source)` is cast without a limit on its length", at: span,
      secondary: [Label(field.span, "declared here")],
      notes: [
        limit.map {
          "its column holds \($0) characters, and the database refuses more with a crash"
        }
          ?? "its column holds megabytes, and so would every answer with it"
      ], helps: [Help("limit it: `|> \(step)`", edits: edit.map { [$0] } ?? [])])
  }

  /// The characters that its column holds; nil for text without a limit.
  private static func limit(of field: Field, _ schema: Schema, _ tables: TableStates) -> Int? {
    guard case .table(let source, let prefix) = schema.kind,
      let column = tables[source, prefix: prefix]?.columns[schema.column(of: field)]
    else { return ["text", "citext"].contains(field.columnType) ? nil : 255 }
    guard case .named("string") = column.type else { return nil }
    return column.size ?? 255
  }
}

extension ChangesetStep {
  /// The field whose length it limits.
  fileprivate var boundedField: String? {
    switch self {
    case .validateLength(let field, let bounds, _, _):
      bounds.contains { $0.kind != .min } ? field : nil
    case .validateInclusion(let field, _, _): field
    default: nil
    }
  }
}
