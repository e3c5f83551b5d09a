import EctypeDiagnostics
import EctypeSyntax

extension BodyLowering {
  /// `"id #{id}"`, as Elixir has it: the name of a variable, taken for text.
  func warnOfForeignInterpolation(_ node: NodeID) {
    guard tree[tree[node].first].isPlainQuote else { return }
    for part in tree.children(node) where tree.kind(part) == .stringText {
      let span = tree.span(part)
      var place = Int(span.start)
      while let found = interpolation(from: place, before: Int(span.end)) {
        place = found.upperBound
        let name = Span(file: span.file, start: found.lowerBound + 2, end: found.upperBound - 1)
        guard let head = tree.source(name).split(separator: ".").first,
          scope.look(up: String(head)) != nil
        else { continue }
        report(name)
      }
    }
  }

  /// The next `#{a.b}` in the source.
  private func interpolation(from place: Int, before end: Int) -> Range<Int>? {
    let bytes = tree.bytes
    var start = place
    while start + 3 < end {
      guard bytes[start] == UInt8(ascii: "#"), bytes[start + 1] == UInt8(ascii: "{") else {
        start += 1
        continue
      }
      var close = start + 2
      while close < end, bytes[close].isOfPath { close += 1 }
      if close < end, bytes[close] == UInt8(ascii: "}"), close > start + 2 {
        return start..<close + 1
      }
      start = close
    }
    return nil
  }

  private func report(_ name: Span) {
    let (file, start, end) = (name.file, Int(name.start), Int(name.end))
    let whole = Span(file: file, start: start - 2, end: end + 1)
    self.file.report(
      .foreignInterpolation, "`\(tree.source(whole))` is text here, and no value", at: whole,
      notes: ["Elixir interpolates so"],
      helps: [
        Help(
          "write `\\(\(tree.source(name)))`",
          edits: [
            TextEdit(Span(file: file, start: start - 2, end: start), "\\("),
            TextEdit(Span(file: file, start: end, end: end + 1), ")"),
          ])
      ])
  }
}

extension Token {
  /// Of a text in which `\(x)` is a value.
  fileprivate var isPlainQuote: Bool { end - start == 1 || end - start == 3 }
}

extension UInt8 {
  /// It is part of `a.b`.
  fileprivate var isOfPath: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
