import EctypeDiagnostics
import EctypeModel

/// An association of a schema with a prefix with one that says none: Ecto preloads and writes the other rows in the
/// prefix of the owner, where no such table may be.
enum AssociationAcrossPrefixes: SchemaLint {
  static let code = DiagnosticCode.associationAcrossPrefixes

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    guard case .table(_, let prefix?) = linted.schema.kind else { return [] }
    return linted.schema.associations.compactMap { association in
      let target = linted.project.program[association.target]
      guard !association.isThrough, case .table(let source, nil) = target.kind,
        !isThere(source, in: prefix, linted.project.tables)
      else { return nil }
      return Diagnostic(
        code, "`\(association.name.source)` is looked for in the prefix `\(prefix)`",
        at: association.origin.span, label: "`\(target.module.last)` says no prefix",
        secondary: [Label(target.origin.span, "declared here")],
        notes: ["Ecto preloads and writes what is associated in the prefix of its owner"],
        helps: [
          Help("say where it is: `@schema(\"\(source)\", prefix: \"public\")`, or another")
        ])
    }
  }

  /// Whether the migrations make the table there, and nowhere else.
  private static func isThere(_ source: String, in prefix: String, _ tables: TableStates) -> Bool {
    let prefixes = tables.all.filter { $0.name.name == source }.map(\.name.prefix)
    return prefixes == [TableName(source, prefix: prefix).canonical.prefix]
  }
}

extension Association {
  fileprivate var isThrough: Bool {
    switch self.kind {
    case .hasManyThrough, .hasOneThrough: true
    case .belongsTo, .hasMany, .hasOne, .manyToMany: false
    }
  }
}
