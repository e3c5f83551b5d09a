import EctypeDiagnostics
import EctypeDriver

/// `ectype fmt`
extension Tool {
  mutating func format() throws(BuildFailure) -> ExitCode {
    let formatting = try Formatting(request())
    console.show(formatting.diagnostics, in: formatting.sources)
    let hasErrors = formatting.diagnostics.contains { $0.severity == .error }
    let files = count(formatting.changes.count, "file")
    if invocation.has(.check) {
      for change in formatting.changes {
        console.showDifference(change.path, .update, old: change.old, new: change.new)
      }
      if !formatting.changes.isEmpty {
        console.note("\(files) would change; `ectype fmt` does it")
      } else if !hasErrors {
        console.inform("every file is in the style (\(console.elapsed))")
      }
      return hasErrors || !formatting.changes.isEmpty ? .diagnostics : .fine
    }
    do throws(FileTrouble) { try formatting.write() } catch { throw .files([error]) }
    if console.isVerbose {
      for change in formatting.changes { console.inform("wrote \(change.path)") }
    }
    let refused = formatting.refusedCount
    console.inform(
      "formatted \(count(formatting.fileCount, "file")): \(formatting.changes.count) written"
        + (refused > 0
          ? ", \(refused) left alone for \(refused > 1 ? "their" : "its") mistakes" : "")
        + " (\(console.elapsed))")
    return hasErrors ? .diagnostics : .fine
  }

  /// From standard input to standard output.
  mutating func formatInput() throws(BuildFailure) -> ExitCode {
    guard invocation.paths.isEmpty else {
      throw .usage("`--stdin` takes no paths here", help: "leave the paths out, or `--stdin`")
    }
    do throws(FileTrouble) {
      let source = SourceFile(path: "<stdin>", bytes: try Disk.standardInput())
      let (bytes, diagnostics) = try Formatting.format(source, file: FileID(0))
      console.show(diagnostics, in: SourceMap([source]))
      guard let bytes else { return .diagnostics }
      guard invocation.has(.check) else {
        console.write(bytes)
        return .fine
      }
      if source.bytes == bytes { return .fine }
      console.showDifference(source.path, .update, old: source.bytes, new: bytes)
      return .diagnostics
    } catch {
      throw .files([error])
    }
  }
}
