import EctypeDriver

/// Every option there is; a command takes some of them.
enum Option: String, CaseIterable {
  case out, target, check, exec, stdin, fix, modernize, update, timings, verbose, quiet, format,
    color, help,
    version
  case dryRun = "dry-run"

  /// What an option is followed by.
  enum Value {
    case folder
    case command
    case choice([String])
    /// Some of these, with commas between them.
    case list([String])

    var description: String {
      switch self {
      case .folder: "DIR"
      case .command: "COMMAND"
      case .choice(let words): words.joined(separator: "|")
      case .list(let words): words.joined(separator: ",")
      }
    }
  }

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

  /// nil for an option without one.
  var value: Value? {
    switch self {
    case .out: .folder
    case .exec: .command
    case .target: .list(Target.allCases.map(\.rawValue))
    case .format: .choice(ReportFormat.allCases.map(\.rawValue))
    case .color: .choice(ColorChoice.allCases.map(\.rawValue))
    default: nil
    }
  }

  var description: String {
    switch self {
    case .out: "write to DIR/elixir and DIR/swift instead of the project's folders"
    case .target: "write only these outputs"
    case .check: "write nothing; show what would change, and exit 1 if anything would"
    case .exec: "run this after each write"
    case .stdin: "read standard input: by itself, or as what the file PATH holds"
    case .fix: "make the changes that are safe to make"
    case .modernize: "with --fix: write the canonical spelling, also where only types tell"
    case .dryRun: "with --fix: show the changes instead, and exit 1 if there are any"
    case .update: "show the differences, then keep the new outputs"
    case .timings: "say where the time went"
    case .quiet: "say nothing when all is well"
    case .verbose: "name every file that is written or removed"
    case .format:
      "how to report: for people, an object a line, a SARIF log, or GitHub's annotations"
    case .color: "colour the report: where it is a terminal (auto), or not to ask"
    case .help: "show this help"
    case .version: "show the version"
    }
  }
}

/// How diagnostics are reported.
enum ReportFormat: String, CaseIterable {
  case human, json, sarif, github
}

enum ColorChoice: String, CaseIterable {
  case auto, always, never
}
