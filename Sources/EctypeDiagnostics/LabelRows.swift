/// What stands under a line for the spans that begin and end on it: the marks, beside them the label of the
/// last, under them the other labels at the ends of bars.
struct LabelRows {
  private struct Mark {
    var annotation: Annotation
    var start: Int
    var end: Int
    var style: TerminalStyle
  }

  /// From left to right.
  private var marks: [Mark] = []

  init(
    _ annotations: [Annotation], _ display: DisplayLine, _ style: (Annotation) -> TerminalStyle
  ) {
    marks = annotations.map { annotation in
      let start = display.column(of: annotation.range.lowerBound)
      let end = display.column(of: annotation.range.upperBound)
      return Mark(
        annotation: annotation, start: start, end: max(end, start + 1), style: style(annotation))
    }
    marks = marks.enumerated().sorted { a, b in
      (a.element.start, a.element.end, a.offset) < (b.element.start, b.element.end, b.offset)
    }.map(\.element)
  }

  func write(_ snippet: Snippet, bars: Set<Int>, to writer: inout TerminalWriter) {
    var row = CellRow()
    snippet.drawBars(bars, &row)
    // The primary one is drawn last, over the others; of two of a kind the shorter over the longer.
    let order = marks.sorted { a, b in
      if a.annotation.isPrimary != b.annotation.isPrimary { return b.annotation.isPrimary }
      return a.end - a.start > b.end - b.start
    }
    for mark in order {
      row.fill(
        mark.annotation.mark, mark.style, from: snippet.margin + mark.start,
        to: snippet.margin + mark.end)
    }
    let beside = labelBeside()
    let text = beside.map { " " + marks[$0].annotation.message } ?? ""
    snippet.writeRow(row, text, beside.map { marks[$0].style } ?? .plain, &writer)

    let below = marks.indices.filter { $0 != beside && !marks[$0].annotation.message.isEmpty }
    writeBelow(below.map { marks[$0] }, snippet, bars, &writer)
  }

  /// The mark whose label can stand beside the marks: it ends last, and begins after every other label.
  private func labelBeside() -> Int? {
    guard let last = marks.indices.last, !marks[last].annotation.message.isEmpty else { return nil }
    return marks.allSatisfy { $0.end <= marks[last].end } ? last : nil
  }

  private func writeBelow(
    _ labels: [Mark], _ snippet: Snippet, _ bars: Set<Int>, _ writer: inout TerminalWriter
  ) {
    guard !labels.isEmpty else { return }
    for remaining in stride(from: labels.count, through: 0, by: -1) {
      var row = CellRow()
      snippet.drawBars(bars, &row)
      for mark in labels[..<remaining] {
        row.put("|", mark.style, at: snippet.margin + mark.start)
      }
      guard remaining < labels.count else {
        snippet.writeRow(row, "", .plain, &writer)
        continue
      }
      let mark = labels[remaining]
      let start = snippet.margin + mark.start
      // A bar of another label in the same column would stand in the first letter's place.
      row.resize(to: start)
      snippet.writeRow(row, mark.annotation.message, mark.style, &writer)
    }
  }
}
