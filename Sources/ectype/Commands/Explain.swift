import EctypeDiagnostics
import EctypeDriver

/// `ectype explain`
extension Tool {
  mutating func explain() throws(BuildFailure) -> ExitCode {
    guard let name = invocation.paths.first else {
      list()
      return .fine
    }
    // As it is shown: error[unknown-field]
    let bare = name.split(separator: "[").last?.split(separator: "]").first.map(String.init) ?? name
    guard let code = DiagnosticCode(rawValue: bare), let page = Explanation(code) else {
      let near = Suggestions.nearest(to: bare, among: DiagnosticCode.allCases.map(\.rawValue))
      throw .usage(
        "there is no diagnostic `\(name)`",
        help: near.map { "did you mean `\($0)`?" } ?? "`ectype explain` lists them")
    }
    if console.format == .json {
      write(code, page)
    } else {
      console.write(page.rendered(usesColor: console.usesColor))
    }
    return .fine
  }

  private mutating func list() {
    let width = DiagnosticCode.allCases.map(\.rawValue.count).max() ?? 0
    for code in DiagnosticCode.allCases {
      guard let page = Explanation(code) else { continue }
      if console.format == .json {
        write(code, page)
      } else {
        let gap = String(repeating: " ", count: width - code.rawValue.count + 2)
        console.write("\(code.rawValue)\(gap)\(page.summary)\n")
      }
    }
  }

  private mutating func write(_ code: DiagnosticCode, _ page: Explanation) {
    var json = JSONWriter()
    json.object { json in
      json.field("code", code.rawValue)
      json.field("severity", code.defaultSeverity.rawValue)
      json.field("summary", page.summary)
      json.field("markdown", page.markdown)
    }
    json.newLine()
    console.write(json.output)
  }
}
