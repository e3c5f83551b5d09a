/// A line of a source as it is shown, and the columns its bytes stand in. Of a long line only what is
/// around the focus is shown, between dots; the rest is not even looked at.
struct DisplayLine {
  static let limit = 120
  private static let context = 16
  private static let dots = "..."

  /// What is printed.
  private(set) var text: [UInt8] = []
  /// The first byte shown, and the column of each byte from it on to the one past the end.
  private let start: Int
  private var columns: [Int] = []

  /// - Parameters:
  ///   - line: the bytes of the line, without its end.
  ///   - focus: the bytes that matter most.
  init(_ bytes: [UInt8], line: Range<Int>, focus: Range<Int>) {
    let window = Self.window(bytes, line: line, focus: focus)
    start = window.lowerBound
    var column = 0
    if window.lowerBound > line.lowerBound {
      text += Self.dots.utf8
      column = Self.dots.utf8.count
    }
    var index = window.lowerBound
    while index < window.upperBound {
      let unit = DisplayText.unit(bytes, at: index, end: window.upperBound)
      for _ in 0..<unit.length { columns.append(column) }
      column += DisplayText.append(unit, of: bytes, at: index, to: &text)
      index += unit.length
    }
    columns.append(column)
    if window.upperBound < line.upperBound { text += Self.dots.utf8 }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
  }

  /// The column, from 0, of a byte of the file; of one that is not shown that of the nearest.
  func column(of offset: Int) -> Int { columns[min(max(offset - start, 0), columns.count - 1)] }

  private static func window(_ bytes: [UInt8], line: Range<Int>, focus: Range<Int>) -> Range<Int> {
    guard line.count > limit else { return line }
    let focus = focus.clamped(to: line)
    var lower = min(focus.lowerBound - context, focus.upperBound + context - limit)
    if lower <= line.lowerBound + dots.utf8.count { lower = line.lowerBound }
    lower = min(lower, line.upperBound - limit)
    var upper = min(lower + limit, line.upperBound)
    if upper + dots.utf8.count >= line.upperBound { upper = line.upperBound }
    // A scalar has at most three bytes after its first; what is longer is not UTF-8 and may be cut.
    for _ in 0..<3 where lower > line.lowerBound && bytes[lower] & 0xC0 == 0x80 { lower -= 1 }
    for _ in 0..<3 where upper < line.upperBound && bytes[upper] & 0xC0 == 0x80 { upper += 1 }
    return lower..<upper
  }
}
