/// Every command there is.
enum Command: String, CaseIterable {
  case compile, check, watch, fmt

  var description: String {
    switch self {
    case .compile: "compile .ectype files to Elixir and Swift"
    case .check: "show diagnostics, write nothing"
    case .watch: "compile again whenever a source changes"
    case .fmt: "write sources in the canonical style"
    }
  }

  /// More than `description` says, for the command's own help.
  var details: String {
    switch self {
    case .compile:
      """
      In a project (a folder with an ectype.json, or one below it) all sources are read and the outputs go
      to the folders that the configuration names; PATHS narrow what is written. Elsewhere PATHS are
      compiled and --out says where to. Outputs whose source is gone are removed. With errors nothing is
      written.
      """
    case .check:
      """
      In a project all sources are read, since they see each other; PATHS narrow what is shown.
      """
    case .watch:
      """
      Compiles as `compile` does, and again whenever a source or the configuration changes, until Ctrl-C. What
      is wrong is shown, and the outputs stay what they were until it is mended. --exec runs a command after
      each write; one that still runs is ended first. With --format json every rebuild is an object.
      """
    case .fmt:
      """
      Formats PATHS, files or folders, or the sources of the project. There is one style and nothing to set.
      A file with mistakes is shown and left as it is.
      """
    }
  }

  var options: [Option] {
    switch self {
    case .compile: [.out, .target, .check, .format, .quiet, .verbose, .help]
    case .check: [.format, .quiet, .verbose, .help]
    case .watch: [.out, .target, .exec, .format, .quiet, .help]
    case .fmt: [.check, .stdin, .format, .quiet, .verbose, .help]
    }
  }

  var example: String {
    switch self {
    case .compile: "ectype compile models/blog.ectype --out build"
    case .check: "ectype check models --format json"
    case .watch: "ectype watch --exec 'mix compile'"
    case .fmt: "ectype fmt --check models"
    }
  }
}
