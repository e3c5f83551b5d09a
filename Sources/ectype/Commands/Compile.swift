import EctypeDiagnostics
import EctypeDriver

/// `ectype compile`
extension Tool {
  mutating func compile() throws(BuildFailure) -> ExitCode {
    if invocation.has(.stdin) { return try compileInput() }
    let inputs = try buildInputs()
    if !invocation.has(.check) && reportUnchanged(inputs) { return .fine }
    let build = build(inputs)
    build.keep()
    guard build.project.hasOutputs else {
      throw .usage(
        "there is no \(Configuration.fileName) here or above that says where outputs go",
        help: "name a folder for them: --out DIR; or start a project: ectype init")
    }
    console.show(build.diagnostics, in: build.compilation.sources)
    if build.hasErrors { return .diagnostics }
    begin(StageStart(.comparing))
    let plan = build.plan()
    for note in plan.notes { console.note(note) }
    guard plan.troubles.isEmpty else {
      console.show(plan.troubles)
      return .files
    }
    let code = invocation.has(.check) ? compare(plan) : try write(plan, of: build)
    showTimings()
    return code
  }

  private mutating func write(_ plan: OutputPlan, of build: Build) throws(BuildFailure) -> ExitCode
  {
    begin(StageStart(.writing))
    do throws(FileTrouble) { try build.write(plan) } catch { throw .files([error]) }
    if console.isVerbose {
      for change in plan.changes {
        console.inform("\(change.kind == .remove ? "removed" : "wrote") \(change.path)")
      }
    }
    let removed = plan.changes.count { $0.kind == .remove }
    summarize(
      build.fileCount, outputs: build.compilation.outputs.count,
      written: plan.changes.count - removed, removed: removed)
    return .fine
  }

  /// Whether nothing has changed since the last compile; then there is nothing else to do.
  private mutating func reportUnchanged(_ inputs: BuildInputs) -> Bool {
    guard let outputs = inputs.unchangedOutputs() else { return false }
    console.show([], in: SourceMap())
    summarize(inputs.fileCount, outputs: outputs, written: 0, removed: 0)
    showTimings()
    return true
  }

  private mutating func summarize(_ files: Int, outputs: Int, written: Int, removed: Int) {
    console.inform(
      "compiled \(count(files, "file")): \(count(outputs, "output")), \(written) written"
        + (removed > 0 ? ", \(removed) removed" : "") + " (\(console.elapsed))")
  }

  private mutating func compare(_ plan: OutputPlan) -> ExitCode {
    for change in plan.changes {
      console.showDifference(
        change.path, change.kind, old: change.kind == .create ? nil : change.old,
        new: change.kind == .remove ? nil : change.new.bytes)
    }
    if plan.changes.isEmpty {
      console.inform("every output is what the sources give (\(console.elapsed))")
      return .fine
    }
    console.note("\(count(plan.changes.count, "output")) would change; `ectype compile` does it")
    return .diagnostics
  }

  // MARK: Standard input

  /// Compiles standard input by itself, and writes its outputs to standard output.
  private mutating func compileInput() throws(BuildFailure) -> ExitCode {
    for option in [Option.out, .check] where invocation.has(option) {
      throw .usage(
        "`--stdin` writes to standard output, and `\(option.name)` is about files",
        help: "leave one of them out")
    }
    guard invocation.paths.isEmpty else {
      throw .usage("`--stdin` takes no paths here", help: "leave the paths out, or `--stdin`")
    }
    let build = try build()
    console.show(build.diagnostics, in: build.compilation.sources)
    if build.hasErrors { return .diagnostics }
    let outputs = build.compilation.outputs
    for (index, output) in outputs.enumerated() {
      if console.format == .json {
        write(output)
        continue
      }
      guard console.isForPeople else { continue }
      if outputs.count > 1 { console.write("\(index > 0 ? "\n" : "")==> \(output.path) <==\n") }
      console.write(output.bytes)
    }
    showTimings()
    return .fine
  }

  private mutating func write(_ output: Output) {
    var json = JSONWriter()
    json.object { json in
      json.field("target", output.target.rawValue)
      json.field("file", output.path)
      json.field("content", String(decoding: output.bytes, as: UTF8.self))
    }
    json.newLine()
    console.write(json.output)
  }
}
