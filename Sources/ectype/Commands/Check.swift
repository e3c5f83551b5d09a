import EctypeDiagnostics
import EctypeDriver

/// `ectype check`
extension Tool {
  mutating func check() throws(BuildFailure) -> ExitCode {
    let build = try build(onlySelected: true)
    console.show(build.diagnostics, in: build.compilation.sources)
    if !build.hasErrors {
      console.inform("checked \(count(build.fileCount, "file")) (\(console.elapsed))")
    }
    showTimings()
    return build.hasErrors ? .diagnostics : .fine
  }

  /// `ectype check --fix`: makes the changes, or shows them, and what is left to do by hand.
  mutating func fix() throws(BuildFailure) -> ExitCode {
    if invocation.has(.stdin) {
      throw .usage("`--fix` changes files, and standard input is none", help: "name the file")
    }
    let build = try build(onlySelected: true)
    let fixing: Fixing
    do throws(FileTrouble) {
      fixing = try Fixing(build, modernizes: invocation.has(.modernize))
    } catch { throw .files([error]) }
    let isDry = invocation.has(.dryRun)
    if !isDry {
      do throws(FileTrouble) { try fixing.write() } catch { throw .files([error]) }
    }
    if isDry {
      for change in fixing.changes {
        console.showDifference(change.path, .update, old: change.old, new: change.new)
      }
    }
    console.show(fixing.diagnostics, in: fixing.compilation.sources)
    for fix in fixing.fixes {
      console.inform(
        "\(isDry ? "would fix" : "fixed") \(fix.path):\(fix.line): \(fix.message)"
          + " [\(fix.code.rawValue)]")
    }
    let files = count(fixing.changes.count, "file")
    console.inform(
      fixing.fixes.isEmpty
        ? "there is nothing that could be fixed safely"
        : "\(count(fixing.fixes.count, "change")) in \(files)")
    showTimings()
    let hasErrors = fixing.diagnostics.contains { $0.severity == .error }
    if hasErrors, invocation.has(.modernize) {
      console.note("where there are errors nothing is modernized")
    }
    return hasErrors || (isDry && !fixing.changes.isEmpty) ? .diagnostics : .fine
  }
}
