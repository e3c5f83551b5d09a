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

/// The command line tool: from arguments to an exit code. What each command does is in `Commands`.
struct Tool {
  static let version = "0.1.0"

  let invocation: Invocation
  var console: Console
  var timings = Timings()

  static func run(_ arguments: [String]) -> ExitCode {
    var tool: Tool
    do throws(UsageError) {
      tool = Tool(try Invocation(arguments))
    } catch {
      var console = Console(format: Invocation.format(of: arguments))
      console.show(error.message, help: error.help)
      console.finish(.usage)
      return .usage
    }
    var code = tool.run()
    tool.console.finish(code)
    if tool.console.hasFailed { code = .files }
    return code
  }

  private init(_ invocation: Invocation) {
    self.invocation = invocation
    console = Console(
      format: invocation[.format].flatMap(ReportFormat.init) ?? .human,
      color: invocation[.color].flatMap(ColorChoice.init) ?? .auto,
      isQuiet: invocation.has(.quiet), isVerbose: invocation.has(.verbose))
  }

  private mutating func run() -> ExitCode {
    do throws(BuildFailure) {
      return try runCommand()
    } catch {
      switch error {
      case .usage(let message, let help):
        console.show(message, help: help)
        return .usage
      case .files(let troubles):
        console.show(troubles)
        return .files
      case .configuration(let diagnostics, let sources):
        console.show(diagnostics, in: sources)
        return .diagnostics
      }
    }
  }

  private mutating func runCommand() throws(BuildFailure) -> ExitCode {
    if invocation.has(.help) {
      console.write(invocation.command.map(HelpText.of) ?? HelpText.overall)
      return .fine
    }
    if invocation.has(.version) {
      console.write("ectype \(Self.version)\n")
      return .fine
    }
    guard let command = invocation.command else {
      throw .usage("there is no command", help: "`ectype --help` lists the commands")
    }
    if command != .watch { Memory.comesInLargePieces() }
    switch command {
    case .initialize: return try initialize()
    case .compile: return try compile()
    case .check: return try invocation.has(.fix) ? fix() : check()
    case .watch: return watch(try watchRequest())
    case .fmt: return invocation.has(.stdin) ? try formatInput() : try format()
    case .explain: return try explain()
    case .golden: return try golden()
    case .completions: return try completions()
    }
  }

  // MARK: What commands share

  func workingFolder() throws(BuildFailure) -> String {
    do throws(FileTrouble) { return try Disk.workingFolder() } catch { throw .files([error]) }
  }

  func request() throws(BuildFailure) -> BuildRequest {
    var request = BuildRequest(workingFolder: try workingFolder())
    request.paths = invocation.paths
    request.outFolder = invocation[.out]
    request.targets = invocation[.target].map { text in
      Set(text.split(separator: ",").compactMap { Target(rawValue: String($0)) })
    }
    request.isWriting =
      invocation.command == .compile && !invocation.has(.check) && !invocation.has(.stdin)
    if invocation.has(.stdin) {
      do throws(FileTrouble) {
        request.input = try Disk.standardInput()
      } catch {
        throw .files([error])
      }
    }
    return request
  }

  mutating func build(onlySelected: Bool = false) throws(BuildFailure) -> Build {
    try Build(request(), onlySelected: onlySelected) { begin($0) }
  }

  mutating func build(_ inputs: BuildInputs) -> Build { Build(inputs) { begin($0) } }

  mutating func buildInputs() throws(BuildFailure) -> BuildInputs {
    try BuildInputs(request()) { begin($0) }
  }

  mutating func begin(_ start: StageStart) {
    timings.begin(start.stage)
    if start.stage == .waiting {
      console.note("another `ectype compile` writes to this project: waiting for it")
    }
    console.progress(start)
  }

  mutating func showTimings() {
    if invocation.has(.timings) { console.report(timings.table) }
  }

  func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
