import EctypeDiagnostics
import EctypeModel

/// A table with a tenant's key refers to another one that has it too, by the id alone: a row of one tenant
/// could then refer to a row of another.
enum MissingTenantKey: TableLint {
  static let code = DiagnosticCode.missingTenantKey

  /// Columns that say whose a row is.
  static let names = [
    "tenant_id", "org_id", "organization_id", "organisation_id", "workspace_id", "company_id",
    "account_id", "team_id",
  ]

  static func diagnostics(in tables: TableStates) -> [Diagnostic] {
    tables.all.flatMap { _, table -> [Diagnostic] in
      guard let tenant = names.first(where: { table.columns[$0] != nil }) else { return [] }
      return table.foreignKeys.compactMap { reference in
        guard reference.column != tenant, !reference.with.contains(tenant),
          let other = tables[reference.table.name, prefix: reference.table.prefix],
          let column = other.columns[tenant]
        else { return nil }
        return Diagnostic(
          code, "a row of one `\(tenant)` could refer to a row of another", at: reference.span,
          label: "refers by `\(reference.remoteColumn)` alone",
          secondary: [Label(column.span, "`\(reference.table.name)` has its own `\(tenant)`")],
          helps: [
            Help(
              "refer by both: `.references(\"\(reference.table.name)\", with: [\"\(tenant)\": \"\(tenant)\"])`, with a unique index on both columns there"
            )
          ])
      }
    }
  }
}
