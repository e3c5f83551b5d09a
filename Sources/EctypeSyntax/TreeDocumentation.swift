extension SyntaxTree {
  /// The text of the `///` and `/** */` comments directly before a declaration and its attributes, without
  /// markers and one space, its lines joined by line breaks; of several runs apart by a blank line the last.
  package func documentation(of id: NodeID) -> String? {
    let first = id.isNone ? .none : nodeTable.first(Int(id.index))
    guard !first.isNone else { return nil }
    var token = Int(first.index)
    if kind(id) == .enumCase, token > 0, tokens[token - 1].kind == .caseKeyword { token -= 1 }
    let lower = token > 0 ? tokenTable.end(token - 1) : 0
    // Most declarations have none.
    let hasComment = bytes.withUnsafeBufferPointer { bytes in
      for index in lower..<tokenTable.start(token) where bytes[index] == UInt8(ascii: "/") {
        return true
      }
      return false
    }
    guard hasComment else { return nil }
    var index = firstComment(from: tokens[token].start) - 1
    /// The last comment first.
    var found: [Token] = []
    var next = tokens[token].start
    while index >= 0, Int(comments[index].start) >= lower {
      let comment = comments[index]
      let isTrailing =
        !comment.startsLine && lower > 0 && bytes[lower - 1] != UInt8(ascii: "{")
      if comment.kind == .docLineComment || comment.kind == .docBlockComment, !isTrailing {
        if !found.isEmpty, lineBreaks(comment.end, next) > 1 { break }
        found.append(comment)
        next = comment.start
      }
      index -= 1
    }
    // As most have it.
    if found.count == 1, found[0].kind == .docLineComment { return line(of: found[0]) }
    let lines = found.reversed().flatMap(self.lines)
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// The index of the first comment at or behind an offset.
  private func firstComment(from offset: Int32) -> Int {
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func lineBreaks(_ start: Int32, _ end: Int32) -> Int {
    bytes[Int(start)..<Int(end)].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  /// Of a `///` comment.
  private func line(of comment: Token) -> String {
    let body = bytes[Int(comment.start)..<Int(comment.end)].dropFirst(3)
    return String(
      decoding: body.first == UInt8(ascii: " ") ? body.dropFirst() : body, as: UTF8.self)
  }

  private func lines(of comment: Token) -> [String] {
    guard comment.kind == .docBlockComment else { return [line(of: comment)] }
    let text = bytes[Int(comment.start)..<Int(comment.end)]
    let space = UInt8(ascii: " ")
    var body = text.dropFirst(3)
    if body.suffix(2).elementsEqual("*/".utf8) { body = body.dropLast(2) }
    var lines = body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { line in
        var line = line.drop { $0 == space || $0 == UInt8(ascii: "\t") }
        if line.first == UInt8(ascii: "*") { line = line.dropFirst() }
        if line.first == space { line = line.dropFirst() }
        while let last = line.last, last == space || last == UInt8(ascii: "\r") {
          line = line.dropLast()
        }
        return String(decoding: line, as: UTF8.self)
      }
    while lines.first == "" { lines.removeFirst() }
    while lines.last == "" { lines.removeLast() }
    return lines
  }
}
