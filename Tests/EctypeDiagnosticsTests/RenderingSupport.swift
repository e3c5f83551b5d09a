import EctypeDiagnostics
import Testing

/// A source whose spans are marked `«…»`, in the order of their beginnings.
struct MarkedSource {
  let bytes: [UInt8]
  let ranges: [Range<Int>]

  init(_ text: String) {
    var bytes: [UInt8] = []
    var ranges: [Range<Int>] = []
    var open: [Int] = []
    for character in text.unicodeScalars {
      switch character {
      case "«":
        open.append(ranges.count)
        ranges.append(bytes.count..<bytes.count)
      case "»":
        let index = open.removeLast()
        ranges[index] = ranges[index].lowerBound..<bytes.count
      default: bytes += String(character).utf8
      }
    }
    self.bytes = bytes
    self.ranges = ranges
  }

  func span(_ index: Int, file: Int = 0) -> Span {
    Span(file: FileID(file), start: ranges[index].lowerBound, end: ranges[index].upperBound)
  }
}

/// Checks the whole text of a diagnostic whose labels stand at the marks of `text`: the first is the primary
/// one, unless `primary` names another.
func check(
  _ text: String, labels: [String], primary: Int = 0, notes: [String] = [], helps: [Help] = [],
  _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  let source = MarkedSource(text)
  let all = labels.indices.map { Label(source.span($0), labels[$0]) }
  var secondary = all
  secondary.remove(at: primary)
  let diagnostic = Diagnostic(
    .unexpectedToken, "wrong", at: all[primary].span, label: all[primary].message,
    secondary: secondary, notes: notes, helps: helps)
  let sources = SourceMap([SourceFile(path: "a.ectype", bytes: source.bytes)])
  let rendered = HumanRenderer().render([diagnostic], in: sources)
  let head = "error[unexpected-token]: wrong\n"
  #expect(
    String(decoding: rendered, as: UTF8.self) == head + expected + "\n\n",
    sourceLocation: sourceLocation)
}
