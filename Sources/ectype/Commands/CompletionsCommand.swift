import EctypeDiagnostics
import EctypeDriver

/// `ectype completions`
extension Tool {
  mutating func completions() throws(BuildFailure) -> ExitCode {
    let name = invocation.paths[0]
    guard let shell = Shell(rawValue: name) else {
      let near = Suggestions.nearest(to: name, among: Shell.allCases.map(\.rawValue))
      throw .usage(
        "there are no completions for `\(name)`",
        help: near.map { "did you mean `\($0)`?" } ?? "there are some for bash, zsh and fish")
    }
    console.write(shell.script)
    return .fine
  }
}
