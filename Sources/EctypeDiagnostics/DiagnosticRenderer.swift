/// A way of showing diagnostics: a function of them and their sources. What is common to all of a run (an
/// envelope, say) belongs into the one call.
package protocol DiagnosticRenderer: Sendable {
  /// - Parameter diagnostics: in the order they are to be shown; their spans are of `sources`.
  func render(_ diagnostics: [Diagnostic], in sources: SourceMap) -> [UInt8]
}

/// `2 errors, 1 warning`; nil without either.
package func summary(of diagnostics: [Diagnostic]) -> String? {
  func count(_ severity: Severity) -> String? {
    let count = diagnostics.count { $0.severity == severity }
    if count == 0 { return nil }
    return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
  }
  let parts = [count(.error), count(.warning)].compactMap(\.self)
  return parts.isEmpty ? nil : parts.joined(separator: ", ")
}
