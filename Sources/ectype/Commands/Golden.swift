import EctypeDiagnostics
import EctypeDriver

/// `ectype golden`
extension Tool {
  mutating func golden() throws(BuildFailure) -> ExitCode {
    let suite = try GoldenSuite(
      invocation.paths.first ?? "golden", workingFolder: try workingFolder())
    var differing = 0
    var hasErrors = false
    for golden in suite.cases {
      // A SARIF log holds one set of sources; cases share none, so there they are told as troubles.
      if console.format == .sarif {
        for diagnostic in golden.diagnostics {
          console.show(
            diagnostic.message, path: golden.sources[diagnostic.primary.span.file].path)
        }
      } else if !golden.diagnostics.isEmpty {
        console.show(golden.diagnostics, in: golden.sources)
      }
      hasErrors = hasErrors || golden.hasErrors
      for change in golden.changes {
        console.showDifference(
          change.path, change.kind, old: change.kind == .create ? nil : change.old,
          new: change.kind == .remove ? nil : change.new.bytes)
      }
      if golden.changes.isEmpty { continue }
      differing += 1
      if invocation.has(.update) {
        do throws(FileTrouble) { try suite.write(golden) } catch { throw .files([error]) }
      }
    }
    return summarize(suite.cases.count, differing, hasErrors)
  }

  private mutating func summarize(_ cases: Int, _ differing: Int, _ hasErrors: Bool) -> ExitCode {
    if invocation.has(.update) {
      console.inform("\(count(cases, "case")), \(differing) updated (\(console.elapsed))")
      if hasErrors { console.note("a case with errors is left as it was") }
      return hasErrors ? .diagnostics : .fine
    }
    if differing == 0, !hasErrors {
      console.inform("\(count(cases, "case")) as expected (\(console.elapsed))")
      return .fine
    }
    if differing > 0 {
      console.note(
        "\(differing) of \(count(cases, "case")) "
          + "\(differing == 1 ? "is" : "are") not as expected; if that is meant: ectype golden --update"
      )
    }
    return .diagnostics
  }
}
