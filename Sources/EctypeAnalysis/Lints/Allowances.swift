import EctypeDiagnostics

/// `@allow(name)` on a declaration.
struct Allowance {
  var code: DiagnosticCode
  /// The declaration in which it holds.
  var scope: Span
  /// The lint's name, as written.
  var place: Span
  /// The whole attribute and the space behind it, where it names nothing else.
  var removal: Span?
}

/// Keeps quiet what the declarations of a file allow, and says which allowances keep nothing quiet. Scopes are those
/// of declarations, so of two that overlap one lies in the other, and a place is asked for in logarithmic time.
struct Allowances {
  private let allowances: [Allowance]
  private var isUsed: [Bool]
  /// By code: those that lie in no other, in order.
  private var outermost: [DiagnosticCode: [Int]] = [:]
  private let settings: AnalysisSettings

  init(_ allowances: [Allowance], _ settings: AnalysisSettings) {
    self.allowances = allowances.sorted {
      ($0.scope.start, -$0.scope.end) < ($1.scope.start, -$1.scope.end)
    }
    self.settings = settings
    isUsed = Array(repeating: false, count: allowances.count)
    for (index, allowance) in self.allowances.enumerated() {
      if let last = outermost[allowance.code]?.last,
        self.allowances[last].scope.end >= allowance.scope.end
      {
        continue
      }
      outermost[allowance.code, default: []].append(index)
    }
  }

  /// Drops the warnings that are off or allowed.
  mutating func filter(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.filter { diagnostic in
      guard diagnostic.severity == .warning else { return true }
      return settings.level(of: diagnostic.code) != .off && !allows(diagnostic)
    }
  }

  private mutating func allows(_ diagnostic: Diagnostic) -> Bool {
    guard let candidates = outermost[diagnostic.code] else { return false }
    let span = diagnostic.primary.span
    var low = 0
    var high = candidates.count
    while low < high {
      let middle = (low + high) / 2
      if allowances[candidates[middle]].scope.start <= span.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0, allowances[candidates[low - 1]].scope.end >= span.end else { return false }
    isUsed[candidates[low - 1]] = true
    return true
  }

  /// The allowances that kept nothing quiet, those of lints that are off aside.
  var unused: [Diagnostic] {
    zip(allowances, isUsed).compactMap { allowance, isUsed in
      guard !isUsed, settings.level(of: allowance.code) != .off else { return nil }
      return Diagnostic(
        .unusedAllow, "nothing here needs `\(allowance.code.rawValue)` to be allowed",
        at: allowance.place, label: "keeps nothing quiet",
        helps: [
          Help(
            "leave it out", edits: allowance.removal.map { [TextEdit($0, "")] } ?? [], isSafe: true)
        ])
    }
  }
}
