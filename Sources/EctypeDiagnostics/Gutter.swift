/// The column of line numbers left of everything a diagnostic shows.
struct Gutter {
  /// Digits of the greatest line number.
  let width: Int

  private var blank: String { String(repeating: " ", count: width) }

  /// ` --> models/blog.ectype:3:7`, or `:::` for further files.
  func writePlace(_ arrow: String, _ place: String, _ writer: inout TerminalWriter) {
    writer.write(blank + arrow + " ", .frame)
    writer.write(place)
    writer.newLine()
  }

  /// `   |`, without a line end.
  func writeEmpty(_ writer: inout TerminalWriter) { writer.write(blank + " |", .frame) }

  func writeEmptyLine(_ writer: inout TerminalWriter) {
    writeEmpty(&writer)
    writer.newLine()
  }

  /// `12 | text`, with bars in a margin before the text.
  func writeSource(
    number: Int, _ bars: CellRow, margin: Int, _ text: [UInt8], mark: String = "|",
    markStyle: TerminalStyle = .frame, _ writer: inout TerminalWriter
  ) {
    writer.write(padded(number) + " ", .frame)
    writer.write(mark, markStyle)
    if !bars.isEmpty || !text.isEmpty { writer.write(" ") }
    bars.write(to: &writer)
    if !text.isEmpty {
      writer.write(String(repeating: " ", count: margin - bars.width))
      writer.write(text, markStyle == .frame ? .plain : markStyle)
    }
    writer.newLine()
  }

  /// Dots for lines that are left out.
  func writeGap(_ bars: CellRow, _ writer: inout TerminalWriter) {
    writer.write("...", .frame)
    if !bars.isEmpty {
      writer.write(String(repeating: " ", count: width))
      bars.write(to: &writer)
    }
    writer.newLine()
  }

  /// `  = note: why`; further lines are aligned with the first.
  func writeRemark(
    _ kind: String, _ text: String, _ style: TerminalStyle, _ writer: inout TerminalWriter
  ) {
    writer.write(blank + " = ", .frame)
    writer.write(kind, style)
    writer.write(": ")
    let indentation = String(repeating: " ", count: width + 3 + kind.utf8.count + 2)
    let lines = DisplayText.escaped(text).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0, !line.isEmpty { writer.write(indentation) }
      writer.write(String(line))
      writer.newLine()
    }
  }

  private func padded(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }
}
