/// What `--help` shows.
enum HelpText {
  static var overall: String {
    let width = Command.allCases.map { $0.rawValue.count }.max() ?? 0
    let commands = Command.allCases.map { "  \(padded($0.rawValue, width))  \($0.spec.summary)\n" }
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
    let spec = command.spec
    let failure = spec.failure.isEmpty ? "" : "1 \(spec.failure), "
    return """
      ectype \(command.rawValue): \(spec.summary)

      usage: ectype \(command.rawValue) [options] \(spec.operands.rawValue)

      \(spec.details)

      options:
      \(options(command.options))
      exit code: 0 fine, \(failure)2 usage, 3 input or output

      \(spec.examples.count == 1 ? "example" : "examples"):
      \(spec.examples.map { "  \($0)\n" }.joined())
      """
  }

  private static func options(_ options: [Option]) -> String {
    let names = options.map { option in
      (option.letter.map { "-\($0), " } ?? "    ") + option.name
        + (option.value.map { " " + $0.description } ?? "")
    }
    let width = names.map(\.count).filter { $0 <= 28 }.max() ?? 0
    return zip(options, names).map { option, name in
      // A long one takes a line for itself.
      let gap = name.count > width ? "\n" + String(repeating: " ", count: width + 2) : ""
      return "  \(padded(name, width))\(gap)  \(option.description)\n"
    }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
