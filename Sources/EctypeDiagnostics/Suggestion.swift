/// One place that a help's edits change: the lines before, the lines after, and what is new in them.
struct Suggestion {
  private struct Change {
    /// In the new bytes.
    var range: Range<Int>
    /// Whether it stands in the place of something.
    var replaces: Bool
  }

  let file: FileID
  /// The number of the first line, from 1.
  private(set) var firstLine: Int
  private var old: [[UInt8]]
  private var new: [[UInt8]]
  /// The changes, where they can be marked in the one line they make; otherwise both states are shown.
  private var marks: [Change] = []

  private static let shownLines = 8

  /// The edits of a help, those of neighbouring lines together, in the order of files and places. Of edits
  /// that overlap the first counts.
  static func all(_ edits: [TextEdit], _ sources: SourceMap, _ indices: inout LineIndices)
    -> [Suggestion]
  {
    var result: [Suggestion] = []
    var group: [TextEdit] = []
    var lastLine = 0
    let sorted = edits.enumerated().sorted { a, b in
      let (x, y) = (a.element.span, b.element.span)
      return (x.file.index, x.start, x.end, a.offset) < (y.file.index, y.start, y.end, b.offset)
    }.map(\.element)
    for edit in sorted {
      let lines = indices[edit.span.file]
      if let previous = group.last {
        if edit.span.file == previous.span.file, edit.span.start < previous.span.end { continue }
        if edit.span.file != previous.span.file
          || lines.line(at: Int(edit.span.start)) > lastLine + 1
        {
          result.append(Suggestion(group, sources, indices[previous.span.file]))
          group = []
        }
      }
      group.append(edit)
      lastLine = lines.line(at: Int(edit.span.end))
    }
    if let last = group.last { result.append(Suggestion(group, sources, indices[last.span.file])) }
    return result
  }

  /// - Parameter edits: of one file, sorted, not overlapping; at least one.
  private init(_ edits: [TextEdit], _ sources: SourceMap, _ lines: LineIndex) {
    file = edits[0].span.file
    let bytes = sources[file].bytes
    let first = lines.line(at: Int(edits[0].span.start))
    let last = lines.line(at: Int(edits[edits.count - 1].span.end))
    let start = Self.start(
      near: Int(edits[0].span.start), in: bytes, from: lines.bytes(ofLine: first).lowerBound)
    let end = Self.end(
      near: Int(edits[edits.count - 1].span.end), in: bytes,
      upTo: lines.bytes(ofLine: last).upperBound)
    firstLine = first + 1

    var after: [UInt8] = []
    var changes: [Change] = []
    var position = start
    for edit in edits {
      let from = min(max(Int(edit.span.start), position), end)
      let to = min(max(Int(edit.span.end), from), end)
      after += bytes[position..<from]
      changes.append(
        Change(
          range: after.count..<(after.count + edit.replacement.utf8.count), replaces: from < to))
      after += edit.replacement.utf8
      position = to
    }
    after += bytes[position..<max(position, end)]
    old = Self.lines(bytes[start..<max(start, end)])
    new = Self.lines(after[...])

    if old.count == 1, new.count == 1, changes.allSatisfy({ !$0.range.isEmpty }) {
      marks = changes
    } else {
      trimCommonLines()
    }
  }

  /// How much of a line around the edits is looked at; no more of it is ever shown.
  private static let context = 1000

  private static func start(near offset: Int, in bytes: [UInt8], from lineStart: Int) -> Int {
    guard offset - lineStart > context else { return lineStart }
    var start = offset - context
    while start > lineStart, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  private static func end(near offset: Int, in bytes: [UInt8], upTo lineEnd: Int) -> Int {
    guard lineEnd - offset > context else { return lineEnd }
    var end = offset + context
    while end < lineEnd, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  /// The greatest line number it shows.
  var lastLine: Int {
    let shown = max(old.count, new.count, 1)
    return firstLine + (shown > Self.shownLines ? Self.shownLines - 1 : shown) - 1
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      $0.last == UInt8(ascii: "\r") ? Array($0.dropLast()) : Array($0)
    }
  }

  private mutating func trimCommonLines() {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var end = 0
    while end < min(old.count, new.count) - start,
      old[old.count - 1 - end] == new[new.count - 1 - end]
    {
      end += 1
    }
    old = Array(old[start..<(old.count - end)])
    new = Array(new[start..<(new.count - end)])
    firstLine += start
  }

  // MARK: Writing

  func write(_ gutter: Gutter, to writer: inout TerminalWriter) {
    guard let first = marks.first, let last = marks.last else {
      writeLines(old, "-", .removed, gutter, &writer)
      writeLines(new, "+", .added, gutter, &writer)
      return
    }
    let focus = first.range.lowerBound..<last.range.upperBound
    let display = DisplayLine(new[0], line: 0..<new[0].count, focus: focus)
    gutter.writeSource(number: firstLine, CellRow(), margin: 0, display.text, &writer)
    var row = CellRow()
    for mark in marks {
      let start = display.column(of: mark.range.lowerBound)
      row.fill(
        mark.replaces ? "~" : "+", .added, from: start,
        to: max(display.column(of: mark.range.upperBound), start + 1))
    }
    gutter.writeEmpty(&writer)
    writer.write(" ")
    row.write(to: &writer)
    writer.newLine()
  }

  private func writeLines(
    _ lines: [[UInt8]], _ mark: String, _ style: TerminalStyle, _ gutter: Gutter,
    _ writer: inout TerminalWriter
  ) {
    for (index, line) in lines.enumerated() {
      if lines.count > Self.shownLines, index == Self.shownLines - 1 {
        gutter.writeGap(CellRow(), &writer)
        return
      }
      let display = DisplayLine(line, line: 0..<line.count, focus: 0..<0)
      gutter.writeSource(
        number: firstLine + index, CellRow(), margin: 0, display.text, mark: mark, markStyle: style,
        &writer)
    }
  }
}
