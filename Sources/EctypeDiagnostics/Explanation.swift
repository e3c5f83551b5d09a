/// What `ectype explain` says of a code: its page in docs/explain, which is kept in the tool.
package struct Explanation: Sendable {
  /// The page in Markdown.
  package let markdown: String

  /// nil for a code without a page, which the tests do not let pass.
  package init?(_ code: DiagnosticCode) {
    guard let page = ExplanationPages.page(code) else { return nil }
    markdown = page
  }

  /// The page's first sentence.
  package var summary: String {
    var words: [Substring] = []
    for line in markdown.split(separator: "\n").dropFirst() {
      for word in line.split(separator: " ") {
        words.append(word)
        if word.hasSuffix(".") || word.hasSuffix(":") {
          return words.joined(separator: " ").dropLast() + "."
        }
      }
    }
    return words.joined(separator: " ")
  }

  /// The page for a terminal: headings for their words, and examples set in.
  package func rendered(usesColor: Bool = false) -> [UInt8] {
    var writer = TerminalWriter(usesColor: usesColor)
    var isCode = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("```") {
        let name = line.dropFirst(3).split(separator: " ").dropFirst().first
        if !isCode, let name { writer.write("    // \(name)\n", .frame) }
        isCode.toggle()
        continue
      }
      if isCode {
        writer.write(line.isEmpty ? "" : "    " + line)
      } else if line.hasPrefix("## ") {
        writer.write(line.dropFirst(3).utf8, line.hasSuffix("Wrong") ? .error : .help)
      } else if line.hasPrefix("# ") {
        writer.write(line.dropFirst(2).utf8, .bold)
      } else {
        writer.write(String(line))
      }
      writer.newLine()
    }
    return writer.output
  }
}
