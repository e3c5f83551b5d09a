import EctypeDiagnostics

/// The shells that `ectype completions` knows, each with a script made from the table of commands.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  var script: String {
    switch self {
    case .bash: Completions.bash
    case .zsh: Completions.zsh
    case .fish: Completions.fish
    }
  }
}

enum Completions {
  private static let codes = DiagnosticCode.allCases.map(\.rawValue).joined(separator: " ")
  private static let commands = Command.allCases.map(\.rawValue).joined(separator: " ")

  /// The words an operand can be; nil where it is a path, and none where there is nothing to name.
  private static func words(_ operands: Operands) -> String? {
    switch operands {
    case .none: ""
    case .code: codes
    case .shell: Shell.allCases.map(\.rawValue).joined(separator: " ")
    case .paths, .folder: nil
    }
  }

  // MARK: bash

  static var bash: String {
    let values = Option.allCases.compactMap { option -> String? in
      let reply: String
      switch option.value {
      case .choice(let words), .list(let words):
        reply = "compgen -W '\(words.joined(separator: " "))' -- \"$cur\""
      case .folder: reply = "compgen -d -- \"$cur\""
      case .command: reply = "compgen -c -- \"$cur\""
      case nil: return nil
      }
      return "    \(option.name)) mapfile -t COMPREPLY < <(\(reply)); return ;;\n"
    }
    let cases = Command.allCases.map { command in
      let options = command.options.map(\.name).joined(separator: " ")
      let operands = words(command.spec.operands).map { "words='\($0)'" } ?? "files=yes"
      return "    \(command.rawValue)) options='\(options)'; \(operands) ;;\n"
    }
    return """
      # bash completions of ectype: ectype completions bash
      _ectype() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command='' word
        local options='--help --version' words='' files=''
        # bash takes --option=value apart.
        if [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
        if [[ $cur == '=' ]]; then cur=''; fi
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
          case $word in
          \(Command.allCases.map(\.rawValue).joined(separator: "|"))) command=$word; break ;;
          esac
        done
        case $prev in
      \(values.joined())    esac
        case $command in
          '') words='\(commands)' ;;
      \(cases.joined())    esac
        if [[ $cur == -* ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
        elif [[ $files ]]; then
          mapfile -t COMPREPLY < <(compgen -f -- "$cur")
          compopt -o filenames 2>/dev/null
        else
          mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
        fi
      }
      complete -F _ectype ectype

      """
  }

  // MARK: zsh

  static var zsh: String {
    let summaries = Command.allCases.map { "    '\($0.rawValue):\(quoted($0.spec.summary))'\n" }
    let cases = Command.allCases.map { command -> String in
      let options = command.options.flatMap(zshOptions).map { "        \($0) \\\n" }.joined()
      let operands =
        switch command.spec.operands {
        case .paths: "'*:path:_files'"
        case .folder: "'1:folder:_files -/'"
        case .none: "'*::'"
        case .code, .shell: "'1:\(command.rawValue):(\(words(command.spec.operands) ?? ""))'"
        }
      return "    \(command.rawValue))\n      _arguments \\\n\(options)        \(operands) ;;\n"
    }
    return """
      #compdef ectype
      # zsh completions of ectype: ectype completions zsh
      _ectype() {
        local -a commands=(
      \(summaries.joined())  )
        if (( CURRENT == 2 )); then
          _describe command commands
          _arguments '--help[\(quoted(Option.help.description))]' \\
            '--version[\(quoted(Option.version.description))]'
          return
        fi
        local command=$words[2]
        shift words
        (( CURRENT-- ))
        case $command in
      \(cases.joined())  esac
      }
      if [ "$funcstack[1]" = _ectype ]; then _ectype "$@"; else compdef _ectype ectype; fi

      """
  }

  private static func zshOptions(_ option: Option) -> [String] {
    let names = [option.letter.map { "-\($0)" }, option.name].compactMap(\.self)
    let value: String =
      switch option.value {
      case .folder: ":folder:_files -/"
      case .command: ":command:_command_names"
      case .choice(let words), .list(let words): ":value:(\(words.joined(separator: " ")))"
      case nil: ""
      }
    return names.map { name in
      let takesValue = value.isEmpty ? "" : "="
      return "'\(name)\(takesValue)[\(quoted(option.description))]\(value)'"
    }
  }

  /// Text between single quotes and brackets.
  private static func quoted(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "'": result += "'\\''"
      case "[", "]", ":", "\\": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  // MARK: fish

  static var fish: String {
    var lines = [
      "# fish completions of ectype: ectype completions fish",
      "complete -c ectype -f",
      "complete -c ectype -n __fish_use_subcommand -l help -s h -d '\(Option.help.description)'",
      "complete -c ectype -n __fish_use_subcommand -l version -d '\(Option.version.description)'",
    ]
    for command in Command.allCases {
      let name = command.rawValue
      lines.append(
        "complete -c ectype -n __fish_use_subcommand -a \(name) -d '\(fishQuoted(command.spec.summary))'"
      )
      let after = "complete -c ectype -n '__fish_seen_subcommand_from \(name)'"
      switch command.spec.operands {
      case .paths: lines.append("\(after) -F")
      case .folder: lines.append("\(after) -a '(__fish_complete_directories)'")
      case .none: break
      case .code, .shell: lines.append("\(after) -a '\(words(command.spec.operands) ?? "")'")
      }
      for option in command.options {
        let letter = option.letter.map { " -s \($0)" } ?? ""
        let value: String =
          switch option.value {
          case .folder: " -r -a '(__fish_complete_directories)'"
          case .command: " -r -a '(__fish_complete_command)'"
          case .choice(let words), .list(let words): " -x -a '\(words.joined(separator: " "))'"
          case nil: ""
          }
        lines.append(
          "\(after) -l \(option.rawValue)\(letter)\(value) -d '\(fishQuoted(option.description))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fishQuoted(_ text: String) -> String {
    text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
  }
}
