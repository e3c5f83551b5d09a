import EctypeDiagnostics
import EctypeModel

/// What the configuration says of the meaning of sources.
package struct AnalysisSettings: SharedValue, Hashable {
  package var shared = Shared(Content())

  package struct Content: Hashable, Sendable {
    /// Prefixes declarations of files that name no module.
    package var namespace = ModuleName([])
    /// The type of timestamps that do not say theirs, by Ecto's name.
    package var timestamps = "naive_datetime"
    /// What every schema has that says nothing else.
    package var schemas = SchemaDefaults()
    /// What the Elixir output runs on.
    package var ecto = Version(3, 13)
    package var elixir = Version(1, 14)
    /// The levels that differ from the lints' own.
    package var lints: [String: LintLevel] = [:]
  }

  package enum LintLevel: String, Hashable, Sendable, CaseIterable { case off, warn, error }

  package init() {}

  /// The first Ecto that makes UUIDs of version 7: older ones make none at all, and say nothing.
  package static let ectoOfUUIDv7 = Version(3, 14)

  package func level(of lint: DiagnosticCode) -> LintLevel {
    self.lints[lint.rawValue] ?? (lint.isOffByDefault ? .off : .warn)
  }
}
