/// The annotated lines of one file of a diagnostic.
struct Snippet {
  private let bytes: [UInt8]
  private let lines: LineIndex
  private let annotations: [Annotation]
  /// What a primary annotation is drawn in.
  private let primary: TerminalStyle
  private let gutter: Gutter
  /// How many columns of bars stand left of the text.
  private let depths: Int

  init(
    _ bytes: [UInt8], _ lines: LineIndex, _ annotations: [Annotation], primary: TerminalStyle,
    gutter: Gutter
  ) {
    self.bytes = bytes
    self.lines = lines
    var annotations = annotations
    depths = Annotation.assignDepths(&annotations)
    self.annotations = annotations
    self.primary = primary
    self.gutter = gutter
  }

  func write(to writer: inout TerminalWriter) {
    var previous: Int?
    for line in shownLines() {
      if let previous, line > previous + 1 { gutter.writeGap(bars(in: previous, line), &writer) }
      write(line: line, to: &writer)
      previous = line
    }
  }

  // MARK: Lines

  /// Lines with a mark, and those between two of them where that costs no more than the dots.
  private func shownLines() -> [Int] {
    var marked: Set<Int> = []
    for annotation in annotations {
      marked.insert(annotation.firstLine)
      marked.insert(annotation.lastLine)
      if annotation.lastLine - annotation.firstLine <= 4 {
        marked.formUnion(annotation.firstLine...annotation.lastLine)
      }
    }
    var result: [Int] = []
    for line in marked.sorted() {
      if let last = result.last, line == last + 2 { result.append(last + 1) }
      result.append(line)
    }
    return result
  }

  private func write(line: Int, to writer: inout TerminalWriter) {
    let range = lines.bytes(ofLine: line)
    let here = annotations.filter { $0.firstLine == line || $0.lastLine == line }
    let display = DisplayLine(bytes, line: range, focus: focus(here, line: line, range))

    var open = Set(openDepths(line).keys)
    var row = CellRow()
    drawBars(open, &row)
    for annotation in here where annotation.isMultiLine && annotation.firstLine == line {
      guard startsLine(annotation) else { continue }
      row.put("/", style(annotation), at: annotation.depth * 2)
      open.insert(annotation.depth)
    }
    gutter.writeSource(number: line + 1, row, margin: depths * 2, display.text, &writer)

    let single = here.filter { !$0.isMultiLine }
    if !single.isEmpty { LabelRows(single, display, style).write(self, bars: open, to: &writer) }
    for annotation in here where annotation.isMultiLine && annotation.lastLine == line {
      let column = max(display.column(of: annotation.range.upperBound) - 1, 0)
      writeCorner(annotation, column: column, message: annotation.message, open, &writer)
      open.remove(annotation.depth)
    }
    for annotation in here
    where annotation.isMultiLine && annotation.firstLine == line && !startsLine(annotation) {
      let column = display.column(of: annotation.range.lowerBound)
      writeCorner(annotation, column: column, message: "", open, &writer)
      open.insert(annotation.depth)
    }
  }

  /// The row that leads from a bar to where its span begins or ends.
  private func writeCorner(
    _ annotation: Annotation, column: Int, message: String, _ open: Set<Int>,
    _ writer: inout TerminalWriter
  ) {
    var row = CellRow()
    drawBars(open, &row)
    let end = depths * 2 + column
    for cell in (annotation.depth * 2 + 1)..<end where row[cell] == UInt8(ascii: " ") {
      row.put("_", style(annotation), at: cell)
    }
    row.put(annotation.mark, style(annotation), at: end)
    writeRow(row, message.isEmpty ? "" : " " + message, style(annotation), &writer)
  }

  /// A row without a line number, and text directly behind it.
  func writeRow(
    _ row: CellRow, _ text: String, _ style: TerminalStyle, _ writer: inout TerminalWriter
  ) {
    gutter.writeEmpty(&writer)
    if !row.isEmpty || !text.isEmpty { writer.write(" ") }
    row.write(to: &writer)
    if !text.isEmpty { writer.write(text, style) }
    writer.newLine()
  }

  // MARK: Bars

  var margin: Int { depths * 2 }

  func drawBars(_ open: Set<Int>, _ row: inout CellRow) {
    for annotation in annotations where annotation.isMultiLine && open.contains(annotation.depth) {
      row.put("|", style(annotation), at: annotation.depth * 2)
    }
  }

  /// The spans that began on a line before and have not ended before this one, by their depth.
  private func openDepths(_ line: Int) -> [Int: Annotation] {
    var result: [Int: Annotation] = [:]
    for annotation in annotations
    where annotation.isMultiLine && annotation.firstLine < line && line <= annotation.lastLine {
      result[annotation.depth] = annotation
    }
    return result
  }

  private func bars(in first: Int, _ second: Int) -> CellRow {
    var row = CellRow()
    for annotation in annotations
    where annotation.isMultiLine && annotation.firstLine <= first && second <= annotation.lastLine {
      row.put("|", style(annotation), at: annotation.depth * 2)
    }
    return row
  }

  // MARK: Details

  /// Whether only white space stands before the span on its first line.
  private func startsLine(_ annotation: Annotation) -> Bool {
    let start = lines.bytes(ofLine: annotation.firstLine).lowerBound
    return bytes[start..<annotation.range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func focus(_ annotations: [Annotation], line: Int, _ range: Range<Int>) -> Range<Int> {
    var result: Range<Int>?
    for annotation in annotations.sorted(by: { $0.isPrimary && !$1.isPrimary }) {
      var part = annotation.range.clamped(to: range)
      if annotation.isMultiLine {
        part =
          annotation.firstLine == line
          ? part.lowerBound..<part.lowerBound : part.upperBound..<part.upperBound
      }
      guard let known = result else {
        result = part
        continue
      }
      let both = min(known.lowerBound, part.lowerBound)..<max(known.upperBound, part.upperBound)
      if both.count <= DisplayLine.limit { result = both }
    }
    return result ?? range.lowerBound..<range.lowerBound
  }

  private func style(_ annotation: Annotation) -> TerminalStyle {
    annotation.isPrimary ? primary : .secondary
  }
}
