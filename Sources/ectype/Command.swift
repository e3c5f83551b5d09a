/// Every command there is; what each takes and says of itself is in `CommandSpec`.
enum Command: String, CaseIterable {
  case initialize = "init"
  case compile, check, watch, fmt, explain, golden, completions
}

/// What a command is called with, besides options.
enum Operands: String {
  case none = ""
  case paths = "[paths]"
  case folder = "[folder]"
  case code = "[code]"
  case shell = "bash|zsh|fish"
}

/// A command as its help, the check of its arguments and the shells' completions need it.
struct CommandSpec {
  var summary: String
  var operands = Operands.paths
  /// More than `summary` says, for the command's own help.
  var details: String
  var options: [Option]
  /// What exit code 1 means.
  var failure = "errors"
  var examples: [String]
}

extension Command {
  var spec: CommandSpec {
    switch self {
    case .initialize: .initialize
    case .compile: .compile
    case .check: .check
    case .watch: .watch
    case .fmt: .fmt
    case .explain: .explain
    case .golden: .golden
    case .completions: .completions
    }
  }

  /// The options it takes: its own, and those that every command has.
  var options: [Option] { spec.options + [.format, .color, .quiet, .help] }
}

extension CommandSpec {
  fileprivate static let initialize = CommandSpec(
    summary: "start a project in this folder",
    operands: .folder,
    details: """
      Writes an ectype.json, a first model with its migration, and what git and continuous integration should
      know. The project compiles at once. In a Mix project the names are taken from its mix.exs. No file that
      is there is touched.
      """,
    options: [], failure: "",
    examples: ["ectype init", "ectype init my_app"])

  fileprivate static let compile = CommandSpec(
    summary: "compile .ectype files to Elixir and Swift",
    details: """
      In a project (a folder with an ectype.json, or one below it) all sources are read and the outputs go
      to the folders that the configuration names; PATHS narrow what is written. Elsewhere PATHS are
      compiled and --out says where to. Outputs whose source is gone are removed. With errors nothing is
      written.
      """,
    options: [.out, .target, .check, .stdin, .timings, .verbose],
    failure: "errors, or differences that --check found",
    examples: [
      "ectype compile", "ectype compile models/blog.ectype --out build",
      "ectype compile --check --format github",
      "ectype compile --stdin --target swift < post.ectype",
    ])

  fileprivate static let check = CommandSpec(
    summary: "show diagnostics, write nothing",
    details: """
      In a project all sources are read, since they see each other; PATHS narrow what is shown. --fix makes the
      changes that diagnostics offer and that cannot alter what a source means. With --modernize sources in the
      guide's spelling come out in the canonical one, and give the same outputs.
      """,
    options: [.fix, .modernize, .dryRun, .stdin, .timings],
    failure: "errors, or changes that --dry-run found",
    examples: [
      "ectype check", "ectype check models --format json", "ectype check --fix --dry-run",
      "ectype check --fix --modernize",
      "ectype check --stdin models/blog.ectype < unsaved.ectype",
    ])

  fileprivate static let watch = CommandSpec(
    summary: "compile again whenever a source changes",
    details: """
      Compiles as `compile` does, and again whenever a source or the configuration changes, until Ctrl-C. What
      is wrong is shown, and the outputs stay what they were until it is mended. --exec runs a command after
      each write; one that still runs is ended first. With --format json every rebuild is an object.
      """,
    options: [.out, .target, .exec], failure: "",
    examples: ["ectype watch", "ectype watch --exec 'mix compile'"])

  fileprivate static let fmt = CommandSpec(
    summary: "write sources in the canonical style",
    details: """
      Formats PATHS, files or folders, or the sources of the project. There is one style and nothing to set.
      A file with mistakes is shown and left as it is.
      """,
    options: [.check, .stdin, .verbose],
    failure: "errors, or differences that --check found",
    examples: ["ectype fmt", "ectype fmt --check models", "ectype fmt --stdin < post.ectype"])

  fileprivate static let explain = CommandSpec(
    summary: "say what a diagnostic is about",
    operands: .code,
    details: """
      Shows why there is such a diagnostic, with an example that gives it and one that does not. Without a
      code it lists them all.
      """,
    options: [], failure: "", examples: ["ectype explain unknown-field", "ectype explain"])

  fileprivate static let golden = CommandSpec(
    summary: "compare outputs with those that are kept",
    operands: .folder,
    details: """
      Each folder in FOLDER (`golden` without one) is a case: its sources are compiled by themselves and
      compared with its folder `expected`. Differences are shown. With --update they are shown and then
      written, so that `git diff` has them too; a case with errors is never written.
      """,
    options: [.update], failure: "errors or differences",
    examples: ["ectype golden", "ectype golden --update test/golden"])

  fileprivate static let completions = CommandSpec(
    summary: "print a shell's completions",
    operands: .shell,
    details: """
      bash:  ectype completions bash > ~/.local/share/bash-completion/completions/ectype
      zsh:   ectype completions zsh > ~/.zfunc/_ectype   (a folder of $fpath)
      fish:  ectype completions fish > ~/.config/fish/completions/ectype.fish
      """,
    options: [], failure: "", examples: ["ectype completions bash"])
}
