import EctypeDiagnostics
import EctypeDriver

/// How a run ends.
enum ExitCode: Int32 {
  case fine = 0
  /// Errors in the sources, or differences that `--check` found.
  case diagnostics = 1
  case usage = 2
  case files = 3
}

/// The command line tool: from arguments to an exit code.
struct Tool {
  static let version = "0.1.0"

  let invocation: Invocation
  var console: Console

  static func run(_ arguments: [String]) -> ExitCode {
    do throws(UsageError) {
      var tool = try Tool(Invocation(arguments))
      let code = try tool.run()
      return tool.console.hasFailed ? .files : code
    } catch {
      var console = Console()
      console.show(error.message, help: error.help)
      return .usage
    }
  }

  private init(_ invocation: Invocation) throws(UsageError) {
    self.invocation = invocation
    if let format = invocation[.format], format != "human", format != "json" {
      throw UsageError(message: "`--format` is human or json, not `\(format)`")
    }
    console = Console(
      isJSON: invocation[.format] == "json", isQuiet: invocation.has(.quiet),
      isVerbose: invocation.has(.verbose))
  }

  private mutating func run() throws(UsageError) -> ExitCode {
    if invocation.has(.help) {
      console.write(invocation.command.map(HelpText.of) ?? HelpText.overall)
      return .fine
    }
    if invocation.has(.version) {
      console.write("ectype \(Self.version)\n")
      return .fine
    }
    guard let command = invocation.command else {
      throw UsageError(message: "there is no command", help: "`ectype --help` lists the commands")
    }
    do throws(BuildFailure) {
      switch command {
      case .compile: return try compile()
      case .check: return try check()
      case .watch: return watch(try outputRequest())
      case .fmt: return invocation.has(.stdin) ? try formatInput() : try format()
      }
    } catch {
      switch error {
      case .usage(let message, let help): throw UsageError(message: message, help: help)
      case .files(let troubles):
        console.show(troubles)
        return .files
      case .configuration(let diagnostics, let sources):
        console.show(diagnostics, in: sources)
        return .diagnostics
      }
    }
  }

  func request() throws(BuildFailure) -> BuildRequest {
    do throws(FileTrouble) {
      var request = BuildRequest(workingFolder: try Disk.workingFolder())
      request.paths = invocation.paths
      request.outFolder = invocation[.out]
      return request
    } catch {
      throw .files([error])
    }
  }

  // MARK: Commands

  private mutating func check() throws(BuildFailure) -> ExitCode {
    let build = try Build(request(), onlySelected: true)
    console.show(build.diagnostics, in: build.compilation.sources)
    if build.hasErrors { return .diagnostics }
    console.inform("checked \(count(build.fileCount, "file")) (\(console.elapsed))")
    return .fine
  }

  /// What is compiled, and where to.
  private func outputRequest() throws(BuildFailure) -> BuildRequest {
    var request = try request()
    request.targets = try targets()
    if request.outFolder?.isEmpty == true {
      throw .usage("`--out` names no folder", help: "--out DIR")
    }
    return request
  }

  private mutating func compile() throws(BuildFailure) -> ExitCode {
    let build = try Build(outputRequest())
    build.keep()
    guard build.project.hasOutputs else {
      throw .usage(
        "there is no \(Configuration.fileName) here or above that says where outputs go",
        help: "name a folder for them: --out DIR")
    }
    console.show(build.diagnostics, in: build.compilation.sources)
    if build.hasErrors { return .diagnostics }
    let plan = build.plan()
    for note in plan.notes { console.note(note) }
    guard plan.troubles.isEmpty else {
      console.show(plan.troubles)
      return .files
    }
    return invocation.has(.check) ? compare(plan) : try write(plan, of: build)
  }

  private mutating func write(_ plan: OutputPlan, of build: Build) throws(BuildFailure) -> ExitCode
  {
    do throws(FileTrouble) { try build.write(plan) } catch { throw .files([error]) }
    if console.isVerbose {
      for change in plan.changes {
        console.inform("\(change.kind == .remove ? "removed" : "wrote") \(change.path)")
      }
    }
    let removed = plan.changes.count { $0.kind == .remove }
    console.inform(
      "compiled \(count(build.fileCount, "file")): "
        + "\(count(build.compilation.outputs.count, "output")), "
        + "\(plan.changes.count - removed) written"
        + (removed > 0 ? ", \(removed) removed" : "") + " (\(console.elapsed))")
    return .fine
  }

  private mutating func compare(_ plan: OutputPlan) -> ExitCode {
    for change in plan.changes {
      let difference = UnifiedDiff.text(
        change.path, old: change.kind == .create ? nil : change.old,
        new: change.kind == .remove ? nil : change.new)
      show(difference, of: change.path, change.kind)
    }
    if plan.changes.isEmpty {
      console.inform("every output is what the sources give (\(console.elapsed))")
      return .fine
    }
    console.note("\(count(plan.changes.count, "output")) would change; `ectype compile` does it")
    return .diagnostics
  }

  mutating func show(_ difference: [UInt8], of path: String, _ kind: FileChange.Kind) {
    guard console.isJSON else { return console.write(difference) }
    var json = JSONWriter()
    json.object { json in
      json.field("change", kind.rawValue)
      json.field("file", path)
      json.field("diff", String(decoding: difference, as: UTF8.self))
    }
    json.newLine()
    console.write(json.output)
  }

  // MARK: Arguments

  private func targets() throws(BuildFailure) -> Set<Target>? {
    guard let text = invocation[.target] else { return nil }
    var result: Set<Target> = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let target = Target(rawValue: String(name)) else {
        let near = Suggestions.nearest(to: String(name), among: Target.allCases.map(\.rawValue))
        throw .usage(
          "there is no target `\(name)`",
          help: near.map { "did you mean `\($0)`?" } ?? "the targets are elixir and swift")
      }
      result.insert(target)
    }
    return result
  }

  func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
