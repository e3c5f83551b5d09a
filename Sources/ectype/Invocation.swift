import EctypeDiagnostics

/// A command line that cannot be followed.
struct UsageError: Error {
  var message: String
  var help: String?
}

/// What the command line asks for.
struct Invocation {
  /// nil for `ectype --help` and `ectype --version`.
  var command: Command?
  var paths: [String] = []
  /// The options that are given, with their values.
  private(set) var options: [Option: String] = [:]

  func has(_ option: Option) -> Bool { options[option] != nil }
  subscript(option: Option) -> String? { options[option] }

  /// - Parameter arguments: without the program's name.
  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    var takesOptions = true
    while let argument = rest.popFirst() {
      if takesOptions, argument == "--" {
        takesOptions = false
      } else if takesOptions, argument.hasPrefix("-"), argument != "-" {
        try readOption(argument, &rest)
      } else if command == nil {
        command = try Self.command(argument)
      } else {
        paths.append(argument)
      }
    }
    try checkOptions()
  }

  private static func command(_ name: String) throws(UsageError) -> Command {
    if let command = Command(rawValue: name) { return command }
    let near = Suggestions.nearest(to: name, among: Command.allCases.map(\.rawValue))
    throw UsageError(
      message: "there is no command `\(name)`",
      help: near.map { "did you mean `\($0)`?" } ?? "`ectype --help` lists the commands")
  }

  private mutating func readOption(
    _ argument: String, _ rest: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let option = Self.option(String(parts[0])) else { throw unknown(String(parts[0])) }
    var value = parts.count > 1 ? String(parts[1]) : nil
    if let wanted = option.value, value == nil {
      value = rest.popFirst()
      if value == nil {
        throw UsageError(
          message: "`\(option.name)` needs a value: \(option.name) \(wanted.description)")
      }
    } else if option.value == nil, value != nil {
      throw UsageError(message: "`\(option.name)` takes no value")
    }
    if let value { try Self.check(value, of: option) }
    if options.updateValue(value ?? "", forKey: option) != nil {
      throw UsageError(message: "`\(option.name)` is given twice")
    }
  }

  private static func check(_ value: String, of option: Option) throws(UsageError) {
    let words: [String]
    let known: [String]
    switch option.value {
    case .choice(let choices): (words, known) = ([value], choices)
    case .list(let choices):
      known = choices
      words = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    case .folder where value.isEmpty:
      throw UsageError(message: "`\(option.name)` names no folder", help: "\(option.name) DIR")
    case .folder, .command, nil: return
    }
    for word in words where !known.contains(word) {
      let near = Suggestions.nearest(to: word, among: known)
      let list = known.dropLast().joined(separator: ", ") + " or " + (known.last ?? "")
      throw UsageError(
        message: "`\(option.name)` is \(list), not `\(word)`",
        help: near.map { "did you mean `\($0)`?" })
    }
  }

  private static func option(_ text: String) -> Option? {
    Option.allCases.first { option in
      option.name == text || option.letter.map { "-\($0)" } == text
    }
  }

  private func unknown(_ text: String) -> UsageError {
    let known = command?.options ?? Option.allCases
    let near = Suggestions.nearest(to: text, among: known.map(\.name))
    let help = command.map { "`ectype \($0.rawValue) --help` lists its options" }
    return UsageError(
      message: "there is no option `\(text)`",
      help: near.map { "did you mean `\($0)`?" } ?? help ?? "`ectype --help` lists the options")
  }

  /// How to report what is wrong with a command line, as far as it can be told from one that is wrong.
  static func format(of arguments: [String]) -> ReportFormat {
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      var value: Substring?
      if argument.hasPrefix("--format=") { value = argument.dropFirst(9) }
      if argument == "--format", index + 1 < arguments.count { value = arguments[index + 1][...] }
      if let format = value.flatMap({ ReportFormat(rawValue: String($0)) }) { return format }
    }
    return .human
  }

  /// An option may stand before its command, so what a command takes is known at the end.
  private func checkOptions() throws(UsageError) {
    let known = command?.options ?? [.help, .version]
    for option in Option.allCases where has(option) && !known.contains(option) {
      guard let command else { throw UsageError(message: "there is no command", help: nil) }
      if option == .version { continue }
      throw UsageError(
        message: "`ectype \(command.rawValue)` has no option `\(option.name)`",
        help: "`ectype \(command.rawValue) --help` lists its options")
    }
    if has(.dryRun), !has(.fix) {
      throw UsageError(
        message: "`--dry-run` belongs to `--fix`", help: "ectype check --fix --dry-run")
    }
    if has(.modernize), !has(.fix) {
      throw UsageError(
        message: "`--modernize` belongs to `--fix`", help: "ectype check --fix --modernize")
    }
    try checkOperands()
  }

  private func checkOperands() throws(UsageError) {
    guard let command, !has(.help), !has(.version) else { return }
    if let empty = paths.firstIndex(where: \.isEmpty) {
      throw UsageError(message: "argument \(empty + 1) of `\(command.rawValue)` is empty")
    }
    let usage = "ectype \(command.rawValue) \(command.spec.operands.rawValue)"
    let most =
      switch command.spec.operands {
      case .paths: Int.max
      case .folder, .code, .shell: 1
      case .none: 0
      }
    if paths.count > most {
      throw UsageError(message: "there is nothing to do with `\(paths[most])`", help: usage)
    }
    if command.spec.operands == .shell, paths.isEmpty {
      throw UsageError(message: "which shell?", help: usage)
    }
  }
}
