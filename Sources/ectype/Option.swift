/// Every option there is; a command takes some of them.
enum Option: String, CaseIterable {
  case out, target, check, exec, stdin, quiet, verbose, format, help, version

  /// `--out`
  var name: String { "--" + rawValue }

  /// The letter it may be written with.
  var letter: Character? {
    switch self {
    case .quiet: "q"
    case .verbose: "v"
    case .help: "h"
    default: nil
    }
  }

  /// What its value is called; nil for an option without one.
  var value: String? {
    switch self {
    case .out: "DIR"
    case .target: "elixir,swift"
    case .exec: "COMMAND"
    case .format: "human|json"
    default: nil
    }
  }

  var description: String {
    switch self {
    case .out: "write to DIR/elixir and DIR/swift instead of the project's folders"
    case .target: "write only these outputs"
    case .check: "write nothing; show what would change, and exit 1 if anything would"
    case .exec: "run this after each write"
    case .stdin: "format standard input to standard output"
    case .quiet: "say nothing when all is well"
    case .verbose: "name every file that is written or removed"
    case .format: "how diagnostics are shown; json gives one object a line on standard output"
    case .help: "show this help"
    case .version: "show the version"
    }
  }
}
