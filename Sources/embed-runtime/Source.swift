/// A source of the run-time without its imports, which stand once at the top of the embedded file.
struct Source {
  private(set) var body = ""
  private(set) var names: Set<String> = []

  init(_ text: String) {
    var depth = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.split(separator: " ")
      switch words.first {
      // The only conditions in the run-time are those that choose between the two Foundations.
      case "#if": depth += 1
      case "#endif": depth -= 1
      case "#else": break
      default:
        if depth > 0 || words.first == "import" || words.dropFirst().first == "import" { continue }
        body += line + "\n"
        note(line, words)
      }
    }
    while body.hasPrefix("\n") { body.removeFirst() }
    while body.hasSuffix("\n\n") { body.removeLast() }
  }

  /// `public nonisolated struct Changeset<Model…` at the left margin declares `Changeset`.
  private mutating func note(_ line: Substring, _ words: [Substring]) {
    guard line.first?.isLetter == true || line.first == "@" else { return }
    let keywords: Set<Substring> = ["struct", "enum", "protocol", "typealias", "class", "actor"]
    guard let index = words.firstIndex(where: keywords.contains), index + 1 < words.count else {
      return
    }
    names.insert(String(words[index + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
  }
}
