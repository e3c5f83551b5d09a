extension Formatter {
  /// Writes the comments that stand before an offset of the source.
  mutating func comments(before offset: Int32) {
    guard holding == 0 else { return }
    while hasComment(before: offset) { comment() }
  }

  /// Writes the comments that end the line of what was written last.
  mutating func trailingComments(before offset: Int32) {
    guard holding == 0 else { return }
    while hasComment(before: offset), !beginsLine(tree.comments[nextComment]),
      endsLine(tree.comments[nextComment])
    {
      comment()
    }
  }

  /// Writes the comments that stand behind what was written last, within its line.
  mutating func inlineComments(before offset: Int32) {
    guard holding == 0 else { return }
    while hasComment(before: offset), !beginsLine(tree.comments[nextComment]),
      !endsLine(tree.comments[nextComment])
    {
      comment()
    }
  }

  func hasComment(before offset: Int32) -> Bool {
    nextComment < tree.comments.count && tree.comments[nextComment].start < offset
  }

  /// Whether a comment that ends its line, or has its own, comes before an offset; those inside a range do
  /// not count.
  func breaksLine(before offset: Int32, outside range: Range<Int32> = 0..<0) -> Bool {
    var index = nextComment
    while index < tree.comments.count, tree.comments[index].start < offset {
      let comment = tree.comments[index]
      if !range.contains(comment.start), endsLine(comment) || beginsLine(comment) { return true }
      index += 1
    }
    return false
  }

  /// Whether there is nothing before a comment on its line.
  func beginsLine(_ comment: Token) -> Bool {
    for byte in tree.bytes[..<Int(comment.start)].reversed() {
      if byte == UInt8(ascii: "\n") { return true }
      guard Self.isBlank(byte) else { return false }
    }
    return true
  }

  private func endsLine(_ comment: Token) -> Bool {
    if comment.kind == .lineComment || comment.kind == .docLineComment { return true }
    return lineBreaks(comment.start, comment.end) > 0 || isFollowedByLineBreak(comment.end)
  }

  private func isFollowedByLineBreak(_ offset: Int32) -> Bool {
    for byte in tree.bytes[Int(offset)...] {
      if byte == UInt8(ascii: "\n") { return true }
      guard Self.isBlank(byte) else { return false }
    }
    return true
  }

  /// Writes the next comment: at the end of the line, on a line of its own or between two tokens.
  private mutating func comment() {
    let comment = tree.comments[nextComment]
    nextComment += 1
    let isLineComment = comment.kind == .lineComment || comment.kind == .docLineComment
    let ends = endsLine(comment)
    if ends, !isAtLineStart, beginsLine(comment) {
      hardLine()
    } else if isLineComment, !isAtLineStart {
      wideSpace()
    } else if !isAfterOpener {
      space()
    }
    var end = Int(comment.end)
    while isLineComment, Self.isBlank(tree.bytes[end - 1]) { end -= 1 }
    verbatim(comment.start, Int32(end))
    lastEnd = max(lastEnd, comment.end)
    if ends { hardLine() } else { space() }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  // MARK: Lines of statements and members

  /// Goes to the line of a statement or member that begins at an offset, past the comments before it; keeps
  /// an empty line where there is one in the source.
  mutating func newLine(at offset: Int32, isFirst: Bool = false) {
    trailingComments(before: offset)
    var isFirst = isFirst
    while hasComment(before: offset) {
      let comment = tree.comments[nextComment]
      if !continuesLine(comment.start) { breakLine(to: comment.start, isFirst: isFirst) }
      self.comment()
      isFirst = false
    }
    if !continuesLine(offset) { breakLine(to: offset, isFirst: isFirst) }
  }

  /// Whether a short comment has been written, behind which something follows on its line.
  private func continuesLine(_ offset: Int32) -> Bool {
    guard nextComment > 0, !isAtLineStart else { return false }
    let comment = tree.comments[nextComment - 1]
    return comment.end == lastEnd && !endsLine(comment) && comment.end <= offset
  }

  private mutating func breakLine(to offset: Int32, isFirst: Bool) {
    if !isFirst, lineBreaks(lastEnd, offset) > 1 { blankLine() } else { hardLine() }
  }

  func lineBreaks(_ start: Int32, _ end: Int32) -> Int {
    guard start < end else { return 0 }
    return tree.bytes[Int(start)..<Int(end)].reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }

  /// The column of an offset in the source, in bytes.
  func column(_ offset: Int32) -> Int {
    var index = Int(offset)
    while index > 0, tree.bytes[index - 1] != UInt8(ascii: "\n") { index -= 1 }
    return Int(offset) - index
  }
}
