import EctypeDiagnostics

/// The spans of a file in which `@allow` keeps lints quiet: spans of declarations, so of two that overlap one lies in
/// the other, and a place is asked for in logarithmic time.
struct Allowances {
  /// By code: the spans that lie in no other, in order.
  private var spans: [DiagnosticCode: [Span]] = [:]

  init(_ allowances: [(code: DiagnosticCode, span: Span)]) {
    for allowance in allowances.sorted(by: {
      ($0.span.start, -$0.span.end) < ($1.span.start, -$1.span.end)
    }) {
      if let last = spans[allowance.code]?.last, last.end >= allowance.span.end { continue }
      spans[allowance.code, default: []].append(allowance.span)
    }
  }

  func cover(_ code: DiagnosticCode, _ span: Span) -> Bool {
    guard let spans = spans[code] else { return false }
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].start <= span.start { low = middle + 1 } else { high = middle }
    }
    return low > 0 && spans[low - 1].end >= span.end
  }
}
