import EctypeDiagnostics
import EctypeDriver

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a command says: results on standard output, trouble on standard error; as text or as JSON.
struct Console {
  let isJSON: Bool
  let isQuiet: Bool
  let isVerbose: Bool
  private let usesColor: Bool
  private let start = Self.milliseconds()
  /// Whether standard output could not be written, other than because its reader has gone.
  private(set) var hasFailed = false

  init(isJSON: Bool = false, isQuiet: Bool = false, isVerbose: Bool = false) {
    self.isJSON = isJSON
    self.isQuiet = isQuiet
    self.isVerbose = isVerbose
    usesColor = isatty(STDERR_FILENO) != 0 && !Self.isSet("NO_COLOR") && !Self.isDumb
  }

  // MARK: Output

  mutating func write(_ bytes: [UInt8]) {
    let code = Disk.writeAll(STDOUT_FILENO, bytes)
    if code != 0, code != EPIPE { hasFailed = true }
  }

  mutating func write(_ text: String) { write(Array(text.utf8)) }

  func writeError(_ bytes: [UInt8]) { _ = Disk.writeAll(STDERR_FILENO, bytes) }

  /// A line that nobody has to read.
  mutating func inform(_ text: String) {
    if !isQuiet, !isJSON { write(text + "\n") }
  }

  mutating func show(_ diagnostics: [Diagnostic], in sources: SourceMap) {
    if isJSON {
      write(JSONRenderer().render(diagnostics, in: sources))
    } else if !diagnostics.isEmpty {
      writeError(HumanRenderer(usesColor: usesColor).render(diagnostics, in: sources))
      if let summary = summary(of: diagnostics) { writeError(Array((summary + "\n").utf8)) }
    }
  }

  mutating func show(_ troubles: [FileTrouble]) {
    for trouble in troubles { show(trouble.message, path: trouble.path) }
  }

  /// An error that has no place in a source.
  mutating func show(_ message: String, path: String? = nil, help: String? = nil) {
    if isJSON {
      var json = JSONWriter()
      json.object { json in
        json.field("severity", "error")
        json.field("message", message)
        if let path { json.field("file", path) }
      }
      json.newLine()
      write(json.output)
      return
    }
    let head = usesColor ? "\u{1B}[1;31merror\u{1B}[0m: " : "error: "
    let place = path.map { HumanRenderer.escaped($0) + ": " } ?? ""
    var text = head + place + HumanRenderer.escaped(message) + "\n"
    if let help { text += "help: \(HumanRenderer.escaped(help))\n" }
    writeError(Array(text.utf8))
  }

  func note(_ message: String) {
    if !isJSON { writeError(Array("note: \(HumanRenderer.escaped(message))\n".utf8)) }
  }

  // MARK: Time and surroundings

  /// Since the console was made.
  var elapsed: String { "\(Self.milliseconds() - start) ms" }

  private static func milliseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  private static func isSet(_ name: String) -> Bool {
    getenv(name).map { $0.pointee != 0 } ?? false
  }

  private static var isDumb: Bool { getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? false }
}
