internal import EctypeDiagnostics
internal import EctypeText

extension Formatter {
  /// A string in double quotes; what is interpolated stays on its line.
  mutating func string(_ id: NodeID) {
    let opening = tree[tree[id].first]
    comments(before: opening.start)
    let length = Int(opening.end - opening.start)
    let quote = tree.bytes[Int(opening.end) - 1]
    let hashes = tree.bytes[Int(opening.start)] == UInt8(ascii: "#")
    let isMultiline = length - (hashes ? hashCount(opening) : 0) == 3
    guard let parts = interpolations(id) else { return verbatim(id) }
    if isMultiline { return multiline(id, parts) }
    if hashes, quote == UInt8(ascii: "'") { return verbatim(id) }
    name(tree.text(tree[id].first).replacingQuote())
    for (part, child) in zip(parts, tree.children(id)) {
      if let part { name(part) } else { text(child, isSingleQuoted: quote == UInt8(ascii: "'")) }
    }
    name(tree.text(tree[id].last).replacingQuote())
    skipComments(id)
  }

  private func hashCount(_ token: Token) -> Int {
    tree.bytes[Int(token.start)...].prefix { $0 == UInt8(ascii: "#") }.count
  }

  private mutating func skipComments(_ id: NodeID) {
    let end = tree.span(id).end
    while hasComment(before: end) { nextComment += 1 }
    lastEnd = max(lastEnd, end)
  }

  private mutating func text(_ id: NodeID, isSingleQuoted: Bool) {
    let span = tree.span(id)
    guard isSingleQuoted else { return verbatim(span.start, span.end) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in tree.bytes[Int(span.start)..<Int(span.end)] {
      if isEscaped {
        if byte == UInt8(ascii: "'") { result.removeLast() }
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        result.append(UInt8(ascii: "\\"))
      } else {
        isEscaped = byte == UInt8(ascii: "\\")
      }
      result.append(byte)
    }
    result.withUnsafeBufferPointer { write($0) }
  }

  /// The interpolations of a string as text, nil for its texts; nil where one needs several lines.
  private func interpolations(_ id: NodeID) -> [String?]? {
    var result: [String?] = []
    for part in tree.children(id) {
      guard kind(part) == .interpolation else {
        result.append(nil)
        continue
      }
      let start = tree.span(part).start
      var inner = inOneLine(from: start, comment: firstComment(from: start))
      inner.mark("\\(")
      inner.expression(children(part)[0])
      inner.comments(before: tree.span(part).end - 1)
      inner.mark(")")
      var text = inner.document.finish()
      text.removeLast()
      guard !text.contains(UInt8(ascii: "\n")) else { return nil }
      result.append(String(decoding: text, as: UTF8.self))
    }
    return result
  }

  /// The first comment that begins there or behind.
  func firstComment(from offset: Int32) -> Int {
    var low = 0
    var high = tree.comments.count
    while low < high {
      let middle = (low + high) / 2
      if tree.comments[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Several lines

  /// `"""`: its lines move with the indentation, which is that of the closing quotes.
  private mutating func multiline(_ id: NodeID, _ parts: [String?]) {
    let closing = tree[tree[id].last]
    let start = closing.start - Int32(column(closing.start))
    let indentation = tree.bytes[Int(start)..<Int(closing.start)]
    guard indentation.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }),
      start > tree[tree[id].first].end
    else { return verbatim(id) }
    name(tree.text(tree[id].first))
    nest { formatter in
      for (part, child) in zip(parts, formatter.tree.children(id)) {
        if let part {
          formatter.name(part)
        } else {
          formatter.lines(formatter.tree.span(child), indentation)
        }
      }
      formatter.name(formatter.tree.text(formatter.tree[id].last))
    }
    skipComments(id)
  }

  private mutating func lines(_ span: Span, _ indentation: ArraySlice<UInt8>) {
    let text = tree.bytes[Int(span.start)..<Int(span.end)]
    let isFirst = tree.bytes[Int(span.start) - 1] == UInt8(ascii: "\"")
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      var line = line
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      if index > 0 {
        literalLine()
        var dropped = 0
        for (a, b) in zip(line, indentation) {
          guard a == b else { break }
          dropped += 1
        }
        line = line.dropFirst(dropped)
      } else if isFirst, line.allSatisfy({ $0 == UInt8(ascii: " ") }) {
        continue
      }
      line.withUnsafeBufferPointer { write($0) }
    }
  }
}

extension String {
  /// Quotes, with or without `#`, in their double form.
  fileprivate func replacingQuote() -> String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "'") ? UInt8(ascii: "\"") : $0 }, as: UTF8.self)
  }
}
