import EctypeDiagnostics
import EctypeDriver

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a command says: results on standard output, trouble on standard error; to people or to programs.
struct Console {
  let format: ReportFormat
  let isQuiet: Bool
  let isVerbose: Bool
  private let colors: (output: Bool, errors: Bool)
  private let showsProgress: Bool
  private var hasProgress = false
  private let start = Clock.now()
  /// Whether standard output could not be written, other than because its reader has gone.
  private(set) var hasFailed = false
  /// What a SARIF log will hold: it is one value, written at the end.
  private var collected: (diagnostics: [Diagnostic], sources: SourceMap) = ([], SourceMap())
  private var notifications: [SARIFRenderer.Notification] = []

  init(
    format: ReportFormat, color: ColorChoice = .auto, isQuiet: Bool = false, isVerbose: Bool = false
  ) {
    self.format = format
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
    let isWanted = !Self.isSet("NO_COLOR") && !Self.isDumb
    func usesColor(_ descriptor: Int32) -> Bool {
      switch color {
      case .always: true
      case .never: false
      case .auto: isWanted && isatty(descriptor) != 0
      }
    }
    colors = (usesColor(STDOUT_FILENO), usesColor(STDERR_FILENO))
    showsProgress = format == .human && !isQuiet && !Self.isDumb && isatty(STDERR_FILENO) != 0
  }

  var isJSON: Bool { format == .json }
  /// Whether what is said is for people to read.
  var isForPeople: Bool { format == .human || format == .github }
  /// Whether standard output may be coloured.
  var usesColor: Bool { colors.output }

  // MARK: Output

  mutating func write(_ bytes: [UInt8]) {
    clearProgress()
    let code = Disk.writeAll(STDOUT_FILENO, bytes)
    if code != 0, code != EPIPE { hasFailed = true }
  }

  mutating func write(_ text: String) { write(Array(text.utf8)) }

  private mutating func writeError(_ bytes: [UInt8]) {
    clearProgress()
    _ = Disk.writeAll(STDERR_FILENO, bytes)
  }

  private mutating func writeError(_ text: String) { writeError(Array(text.utf8)) }

  /// A line that nobody has to read.
  mutating func inform(_ text: String) {
    if !isQuiet, isForPeople { write(HumanRenderer.escaped(text) + "\n") }
  }

  /// A line of what was asked for, which `--quiet` does not take away; on standard error, out of the results' way.
  mutating func report(_ text: String) {
    if isForPeople { writeError(HumanRenderer.escaped(text) + "\n") }
  }

  mutating func show(_ diagnostics: [Diagnostic], in sources: SourceMap) {
    switch format {
    case .json: write(JSONRenderer().render(diagnostics, in: sources))
    case .sarif: collected = (diagnostics, sources)
    case .human, .github:
      if diagnostics.isEmpty { return }
      if format == .github { write(GitHubRenderer().render(diagnostics, in: sources)) }
      writeError(HumanRenderer(usesColor: colors.errors).render(diagnostics, in: sources))
      var end = summary(of: diagnostics).map { $0 + "\n" } ?? ""
      if let first = diagnostics.first(where: { $0.severity == .error }) ?? diagnostics.first {
        end += "`ectype explain \(first.code.rawValue)` says more\n"
      }
      writeError(end)
    }
  }

  mutating func show(_ troubles: [FileTrouble]) {
    for trouble in troubles { show(trouble.message, path: trouble.path) }
  }

  /// An error that has no place in a source.
  mutating func show(_ message: String, path: String? = nil, help: String? = nil) {
    switch format {
    case .json:
      var json = JSONWriter()
      json.object { json in
        json.field("severity", "error")
        json.field("message", message)
        if let path { json.field("file", path) }
        if let help { json.field("help", help) }
      }
      json.newLine()
      write(json.output)
    case .sarif:
      let text = help.map { "\(message)\nhelp: \($0)" } ?? message
      notifications.append(SARIFRenderer.Notification(text, path: path))
    case .human, .github:
      if format == .github {
        write(GitHubRenderer.command("error", path.map { [("file", $0)] } ?? [], message))
      }
      let head = colors.errors ? "\u{1B}[1;31merror\u{1B}[0m: " : "error: "
      let place = path.map { HumanRenderer.escaped($0) + ": " } ?? ""
      var text = head + place + HumanRenderer.escaped(message) + "\n"
      if let help { text += "help: \(HumanRenderer.escaped(help))\n" }
      writeError(text)
    }
  }

  /// That a file is not as it should be, and how.
  mutating func showDifference(
    _ path: String, _ kind: FileChange.Kind, old: [UInt8]?, new: [UInt8]?
  ) {
    let difference = UnifiedDiff.text(path, old: old, new: new)
    switch format {
    case .human: write(colors.output ? UnifiedDiff.colored(difference) : difference)
    case .github:
      let message = "this file is not what the sources give"
      write(GitHubRenderer.command("error", [("file", path)], message))
      write(difference)
    case .sarif: show("this file is not what the sources give", path: path)
    case .json:
      var json = JSONWriter()
      json.object { json in
        json.field("change", kind.rawValue)
        json.field("file", path)
        json.field("diff", String(decoding: difference, as: UTF8.self))
      }
      json.newLine()
      write(json.output)
    }
  }

  mutating func note(_ message: String) {
    if isForPeople { writeError("note: \(HumanRenderer.escaped(message))\n") }
  }

  /// Says what can only be said at the end.
  mutating func finish(_ code: ExitCode) {
    clearProgress()
    guard format == .sarif else { return }
    let renderer = SARIFRenderer(
      version: Tool.version, exitCode: Int(code.rawValue), notifications: notifications)
    write(renderer.render(collected.diagnostics, in: collected.sources))
  }

  // MARK: Progress

  /// Less than so many bytes are compiled sooner than anyone could read a line.
  private static let longWork = 400_000

  /// Shows on a terminal what is done at the moment, where there is much of it.
  mutating func progress(_ stage: StageStart) {
    guard showsProgress, stage.bytes > Self.longWork else { return }
    hasProgress = true
    let text = "\r\u{1B}[2K\(stage.stage.rawValue) \(stage.files) files"
    _ = Disk.writeAll(STDERR_FILENO, Array(text.utf8))
  }

  private mutating func clearProgress() {
    guard hasProgress else { return }
    hasProgress = false
    _ = Disk.writeAll(STDERR_FILENO, Array("\r\u{1B}[2K".utf8))
  }

  // MARK: Time and surroundings

  /// Since the console was made.
  var elapsed: String { "\((Clock.now() - start) / 1000) ms" }

  private static func isSet(_ name: String) -> Bool {
    getenv(name).map { $0.pointee != 0 } ?? false
  }

  private static var isDumb: Bool { getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? false }
}

enum Clock {
  /// Microseconds since some moment.
  static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }
}
