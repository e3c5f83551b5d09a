/// What `--help` shows.
enum HelpText {
  static var overall: String {
    let width = Command.allCases.map { $0.rawValue.count }.max() ?? 0
    let commands = Command.allCases.map { "  \(padded($0.rawValue, width))  \($0.description)\n" }
    return """
      Compiles annotated models (.ectype) to Elixir with Ecto and to Swift.

      usage: ectype <command> [options] [paths]

      commands:
      \(commands.joined())
      options:
      \(options([.help, .version]))
      `ectype <command> --help` says more of a command.

      example:
        ectype compile models/blog.ectype --out build

      """
  }

  static func of(_ command: Command) -> String {
    """
    ectype \(command.rawValue): \(command.description)

    usage: ectype \(command.rawValue) [options] [paths]

    \(command.details)

    options:
    \(options(command.options))
    exit code: 0 fine, 1 errors\(command.options.contains(.check) ? " or differences" : ""), 2 usage, 3 input or output

    example:
      \(command.example)

    """
  }

  private static func options(_ options: [Option]) -> String {
    let names = options.map { option in
      (option.letter.map { "-\($0), " } ?? "    ") + option.name
        + (option.value.map { " \($0)" } ?? "")
    }
    let width = names.map(\.count).max() ?? 0
    return zip(options, names).map { "  \(padded($1, width))  \($0.description)\n" }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
