/// A label of a diagnostic with the lines it stands on.
struct Annotation {
  /// Bytes of the file; empty where nothing is marked but a place.
  let range: Range<Int>
  let message: String
  let isPrimary: Bool
  /// From 0.
  let firstLine: Int
  let lastLine: Int
  /// The column of bars of a span over several lines, 0 the outermost.
  var depth = 0

  init(_ label: Label, isPrimary: Bool, in source: SourceFile, _ lines: LineIndex) {
    let start = min(max(Int(label.span.start), 0), source.bytes.count)
    let end = min(max(Int(label.span.end), start), source.bytes.count)
    range = start..<end
    message = DisplayText.escaped(label.message).split(separator: "\n").joined(separator: " ")
    self.isPrimary = isPrimary
    firstLine = lines.line(at: start)
    lastLine = lines.line(at: max(start, end - 1))
  }

  var isMultiLine: Bool { firstLine != lastLine }
  var mark: Character { isPrimary ? "^" : "-" }

  /// Puts spans over several lines side by side where they share a line. Gives the columns that takes.
  static func assignDepths(_ annotations: inout [Annotation]) -> Int {
    let order = annotations.indices.filter { annotations[$0].isMultiLine }
      .sorted { (annotations[$0].firstLine, $0) < (annotations[$1].firstLine, $1) }
    /// The last line of what stands in each depth.
    var ends: [Int] = []
    for index in order {
      let depth = ends.firstIndex { $0 < annotations[index].firstLine } ?? ends.count
      if depth == ends.count { ends.append(0) }
      ends[depth] = annotations[index].lastLine
      annotations[index].depth = depth
    }
    return ends.count
  }
}
