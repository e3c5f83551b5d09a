extension Formatter {
  /// Writes the comments that stand before an offset of the source; where comments wait, those that break no line.
  mutating func comments(before offset: Int32) {
    if holding > 0 {
      inlineComments(before: offset)
    } else {
      while hasComment(before: offset) { comment() }
    }
  }

  /// Writes the comments that end the line of what was written last.
  mutating func trailingComments(before offset: Int32) {
    guard holding == 0 else { return }
    while hasComment(before: offset), places[nextComment].isTrailing, !isShort(nextComment) {
      comment()
    }
  }

  /// Writes the comments that stand behind what was written last, within its line; returns whether there are any.
  @discardableResult mutating func inlineComments(before offset: Int32) -> Bool {
    let first = nextComment
    while hasComment(before: offset), places[nextComment].isInline { comment() }
    return nextComment > first
  }

  func hasComment(before offset: Int32) -> Bool {
    nextComment < tree.comments.count && tree.comments[nextComment].start < offset
  }

  /// Whether a comment that ends its line, or has its own, comes before an offset; those inside a range do
  /// not count.
  func breaksLine(before offset: Int32, outside range: Range<Int32> = 0..<0) -> Bool {
    var index = nextComment
    while index < tree.comments.count, tree.comments[index].start < offset {
      if !places[index].isInline, !range.contains(tree.comments[index].start) { return true }
      index += 1
    }
    return false
  }

  /// Whether a comment before an offset ends its line wherever it is put.
  func endsLine(before offset: Int32) -> Bool {
    var index = nextComment
    while index < tree.comments.count, tree.comments[index].start < offset {
      if places[index].contains(.endsLine), !isShort(index) { return true }
      index += 1
    }
    return false
  }

  /// Whether a comment of a type needs no line end behind it. Else it would break a type that is in two lines because of
  /// its width, and what is around it would be laid out otherwise when it is formatted again.
  private func isShort(_ index: Int) -> Bool {
    let comment = tree.comments[index]
    let isBlock = comment.kind != .lineComment && comment.kind != .docLineComment
    return inType && isBlock && places[index].isTrailing
      && lineBreaks(comment.start, comment.end) == 0
  }

  /// Writes the next comment: at the end of the line, on a line of its own or between two tokens.
  private mutating func comment() {
    let comment = tree.comments[nextComment]
    let isLineComment = comment.kind == .lineComment || comment.kind == .docLineComment
    let place = places[nextComment]
    let breaksLine = place.contains(.breaksLine) && !isShort(nextComment)
    nextComment += 1
    hasInnerComments = true
    // Nothing is broken to make room for what may be behind every line.
    if isLineComment { document.append(.lineEnds) }
    if place.isSuperset(of: [.beginsLine, .endsLine]), !isAtLineStart {
      hardLine()
    } else if isLineComment, !isAtLineStart {
      wideSpace()
    } else if !isAfterOpener {
      space()
    }
    var end = Int(comment.end)
    while isLineComment, CommentPlace.isBlank(tree.bytes[end - 1]) { end -= 1 }
    commentText(comment.start, Int32(end), isMoved: place.contains(.beginsLine))
    lastEnd = max(lastEnd, comment.end)
    if breaksLine { hardLine() } else { space() }
  }

  /// - Parameter isMoved: the comment has its own lines: those below the first move with it.
  private mutating func commentText(_ start: Int32, _ end: Int32, isMoved: Bool) {
    guard isMoved, lineBreaks(start, end) > 0 else { return verbatim(start, end) }
    // Before a first line is written, or that would be laid out without those that follow.
    document.breakGroups()
    let indentation = column(start)
    let lines = tree.bytes[Int(start)..<Int(end)].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      var line = line
      if index > 0 {
        literalLine()
        line = line.dropFirst(line.prefix(indentation).prefix(while: CommentPlace.isBlank).count)
      }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      line.withUnsafeBufferPointer { write($0) }
    }
  }

  // MARK: Lines of statements and members

  /// Goes to the line of a statement or member that begins at an offset, past the comments before it; keeps
  /// an empty line where there is one in the source.
  mutating func newLine(at offset: Int32, isFirst: Bool = false) {
    let hasInnerComments = self.hasInnerComments
    trailingComments(before: offset)
    var isFirst = isFirst
    while hasComment(before: offset) {
      let comment = tree.comments[nextComment]
      if !continuesLine(comment.start) { breakLine(to: comment.start, isFirst: isFirst) }
      self.comment()
      isFirst = false
    }
    self.hasInnerComments = hasInnerComments
    if !continuesLine(offset) { breakLine(to: offset, isFirst: isFirst) }
  }

  /// Whether a short comment has been written, behind which something follows on its line.
  private func continuesLine(_ offset: Int32) -> Bool {
    guard nextComment > 0, !isAtLineStart else { return false }
    let comment = tree.comments[nextComment - 1]
    return comment.end == lastEnd && !places[nextComment - 1].contains(.breaksLine)
      && comment.end <= offset
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
