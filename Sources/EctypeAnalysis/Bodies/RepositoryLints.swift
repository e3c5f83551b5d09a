import EctypeDiagnostics
import EctypeModel

/// What is legal to ask of a repository, and rarely meant.
extension BodyLowering {
  /// `insert!` as a statement: nobody learns what was refused.
  func warnOfIgnoredInsert(_ value: Expression) {
    guard case .call(let call) = value.kind, case .repository(_, let name) = call.callee,
      // In a transaction to raise is to roll back.
      ["insert!", "insert_or_update!"].contains(name), rollbacks.isEmpty
    else { return }
    let plain = NameRules.camelCase(String(name.dropLast()))
    file.report(
      .ignoredInsert, "`\(plain)!` raises where the row is refused, and its row is not used",
      at: value.span, helps: [Help("use `Repo.\(plain)`, and look at its result")])
  }
}
