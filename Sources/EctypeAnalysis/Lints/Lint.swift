import EctypeDiagnostics
import EctypeModel

/// Something that compiles and is seldom meant. Its level is the project's (`lints` of `ectype.json`), and
/// `@allow(name)` keeps it quiet within a declaration. `docs/lints.md` lists them all.
protocol Lint: SendableMetatype {
  static var code: DiagnosticCode { get }
  static func diagnostics(in project: LintedProject) -> [Diagnostic]
}

/// What lints read. The model has no mistakes in it: with errors no lint runs.
struct LintedProject {
  let program: Program
  /// What the migrations lead to.
  let tables: TableStates
  /// Functions that make changesets, with what they do.
  let changesets: [ChangesetSummary]
  let edits: DeclarationEdits

  init(_ program: Program, tables: TableStates, edits: DeclarationEdits) {
    self.program = program
    self.tables = tables
    changesets = ChangesetSummary.all(in: program)
    self.edits = edits
  }
}

/// The lints of declarations. Those of function bodies are reported where bodies are lowered.
enum DeclarationLints {
  static let all: [any Lint.Type] = [
    AssociationAcrossContexts.self, AssociationAcrossPrefixes.self, DeleteRules.self,
    FloatMoney.self, MissingConstraint.self,
    MissingTenantKey.self, NaiveTime.self, SingleChangeset.self, UnboundedText.self,
    UnfilledColumn.self, UnhandledConstraint.self, UnredactedSecret.self,
  ]

  static func diagnostics(
    _ program: Program, tables: TableStates, edits: DeclarationEdits, settings: AnalysisSettings
  ) -> [Diagnostic] {
    let wanted = all.filter { settings.level(of: $0.code) != .off }
    if wanted.isEmpty { return [] }
    let project = LintedProject(program, tables: tables, edits: edits)
    return wanted.flatMap { $0.diagnostics(in: project) }
  }
}
