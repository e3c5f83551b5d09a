import EctypeDiagnostics
import EctypeModel

/// What newer versions brought: refused where the project is compiled for older ones, because Ecto would raise
/// or, worse, do nothing.
extension FileAnalysis {
  /// - Returns: whether the project's Ecto has it; otherwise it is reported.
  @discardableResult
  func require(ecto version: Version, _ what: String, at span: Span, _ settings: AnalysisSettings)
    -> Bool
  {
    require(ecto: version, what, at: span, settings.ecto)
  }

  @discardableResult
  func require(ecto version: Version, _ what: String, at span: Span, _ present: Version) -> Bool {
    if present >= version { return true }
    reportVersion(what, "Ecto", version, present, key: "elixir.ecto", span)
    return false
  }

  @discardableResult
  func require(elixir version: Version, _ what: String, at span: Span, _ settings: AnalysisSettings)
    -> Bool
  {
    if settings.elixir >= version { return true }
    reportVersion(what, "Elixir", version, settings.elixir, key: "elixir.version", span)
    return false
  }

  private func reportVersion(
    _ what: String, _ product: String, _ needed: Version, _ present: Version, key: String,
    _ span: Span
  ) {
    report(
      .unsupportedVersion, "\(what) needs \(product) \(needed)", at: span,
      label: "the project is compiled for \(product) \(present)",
      helps: [Help("where it runs on a newer one, say so in ectype.json: `\(key)`")])
  }
}
