import EctypeDiagnostics
import EctypeModel

/// An association that leaves its context: the two can then neither be understood nor changed apart.
enum AssociationAcrossContexts: SchemaLint {
  static let code = DiagnosticCode.associationAcrossContexts

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    let schema = linted.schema
    let own = schema.module.parent.segments
    return schema.associations.compactMap { association in
      let target = linted.project.program[association.target]
      let other = target.module.parent.segments
      // A context inside another is a part of it.
      if own.starts(with: other) || other.starts(with: own) { return nil }
      return Diagnostic(
        code, "`\(association.name.source)` leaves the context `\(schema.module.parent)`",
        at: association.origin.span, label: "belongs to `\(target.module.parent)`",
        secondary: [Label(target.origin.span, "`\(target.module)` is declared here")],
        notes: ["contexts that know each other by ids alone can be tested and changed apart"],
        helps: [help(association, target)])
    }
  }

  private static func help(_ association: Association, _ target: Schema) -> Help {
    guard case .belongsTo(let key) = association.kind else {
      return Help("leave it out, and ask `\(target.module.parent)` for what it would hold")
    }
    let type = key.field.type.described()
    return Help(
      "refer to it by its id: `var \(NameRules.camelCase(key.field.name.elixir)): \(type)`, and ask `\(target.module.parent)` for the rest"
    )
  }
}
