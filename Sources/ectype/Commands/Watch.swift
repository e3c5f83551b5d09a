import EctypeDiagnostics
import EctypeDriver
import EctypeWatch

extension Tool {
  /// A SARIF log and GitHub's annotations are of one run, and this one does not end.
  func watchRequest() throws(BuildFailure) -> BuildRequest {
    guard console.format == .human || console.isJSON else {
      throw .usage(
        "`watch` reports to people or as JSON, not as \(console.format.rawValue)",
        help: "ectype watch --format json")
    }
    return try request()
  }

  /// `ectype watch`: until it is told to end.
  mutating func watch(_ request: BuildRequest) -> ExitCode {
    // The loop reports while the tool waits for it, so the console is the loop's until then.
    var console = console
    let shown = WatchReport(command: invocation[.exec])
    do throws(WatchTrouble) {
      let loop = try WatchLoop(
        request, command: invocation[.exec], outputToError: console.isJSON
      ) { shown.show($0, on: &console) }
      try loop.run()
      shown.end(on: &console)
      self.console = console
      return .fine
    } catch {
      console.show(error.message, help: error.help)
      return .files
    }
  }
}

/// What `ectype watch` says: a line a rebuild, or an object a line.
struct WatchReport {
  let command: String?

  func show(_ event: WatchLoop.Event, on console: inout Console) {
    switch event {
    case .rebuilt(let rebuild, let milliseconds):
      console.isJSON
        ? write(rebuild, milliseconds, on: &console) : tell(rebuild, milliseconds, on: &console)
    case .ended(let code):
      if console.isJSON {
        object("command", on: &console) { $0.field("exitCode", Int(code)) }
      } else if code != 0 {
        console.note("`\(command ?? "")` ended with \(code)")
      }
    case .trouble(let trouble): console.show(trouble.message, help: trouble.help)
    }
  }

  func end(on console: inout Console) {
    if console.isJSON { object("end", on: &console) { _ in } }
  }

  // MARK: Text

  private func tell(
    _ rebuild: WatchedProject.Rebuild, _ milliseconds: Double, on console: inout Console
  ) {
    switch rebuild.failure {
    case .usage(let message, _)?: console.note("\(message); waiting for one")
    case .files(let troubles)?: console.show(troubles)
    case .configuration(let diagnostics, let sources)?: console.show(diagnostics, in: sources)
    case nil: console.show(rebuild.diagnostics, in: rebuild.sources)
    }
    for note in rebuild.notes { console.note(note) }
    console.inform(
      "\(cause(rebuild)): \(outcome(rebuild)) (\(Self.shown(milliseconds)) ms)")
  }

  private func cause(_ rebuild: WatchedProject.Rebuild) -> String {
    switch rebuild.changed.count {
    case 0: "watching \(Self.count(rebuild.sourceCount, "source"))"
    case 1: rebuild.changed[0]
    case 2, 3: rebuild.changed.joined(separator: ", ")
    default: "\(rebuild.changed[0]) and \(rebuild.changed.count - 1) others"
    }
  }

  private func outcome(_ rebuild: WatchedProject.Rebuild) -> String {
    let errors = rebuild.diagnostics.count { $0.severity == .error }
    if rebuild.failure != nil { return "nothing is compiled until that is mended" }
    if errors > 0 { return "\(Self.count(errors, "error")), the outputs stay as they were" }
    var parts = rebuild.isMended ? ["mended"] : []
    let written = rebuild.writtenPaths
    parts.append(
      written.isEmpty
        ? "nothing to write"
        : written.count == 1 ? "wrote \(written[0])" : "wrote \(written.count) outputs")
    if !rebuild.removedPaths.isEmpty {
      parts.append("removed \(Self.count(rebuild.removedPaths.count, "output"))")
    }
    return parts.joined(separator: ", ")
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// With a digit behind the point below ten.
  private static func shown(_ milliseconds: Double) -> String {
    let tenths = Int((milliseconds * 10).rounded())
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10)" : "\((tenths + 5) / 10)"
  }

  // MARK: JSON

  private func write(
    _ rebuild: WatchedProject.Rebuild, _ milliseconds: Double, on console: inout Console
  ) {
    switch rebuild.failure {
    case .usage(let message, _)?: console.show(message)
    case .files(let troubles)?: console.show(troubles)
    case .configuration(let diagnostics, let sources)?: console.show(diagnostics, in: sources)
    case nil: console.show(rebuild.diagnostics, in: rebuild.sources)
    }
    object("rebuild", on: &console) { json in
      for (key, paths) in [
        ("changed", rebuild.changed), ("written", rebuild.writtenPaths),
        ("removed", rebuild.removedPaths),
      ] {
        json.key(key)
        json.array(paths) { $0.string($1) }
      }
      json.field("errors", rebuild.diagnostics.count { $0.severity == .error })
      json.field("failed", rebuild.hasErrors)
      json.field("microseconds", Int((milliseconds * 1000).rounded()))
    }
  }

  private func object(
    _ event: String, on console: inout Console, _ fields: (inout JSONWriter) -> Void
  ) {
    var json = JSONWriter()
    json.object { json in
      json.field("event", event)
      fields(&json)
    }
    json.newLine()
    console.write(json.output)
  }
}
