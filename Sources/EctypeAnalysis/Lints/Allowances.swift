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

/// Keeps quiet what declarations allow, and says which allowances keep nothing quiet.
struct Allowances {
  private var allowances: [Allowance]
  private var isUsed: [Bool]
  private var indices: [Key: [Int]] = [:]
  private let settings: AnalysisSettings

  private struct Key: Hashable {
    var file: FileID
    var code: DiagnosticCode
  }

  init(_ allowances: [Allowance], _ settings: AnalysisSettings) {
    self.allowances = allowances
    self.settings = settings
    isUsed = Array(repeating: false, count: allowances.count)
    for (index, allowance) in allowances.enumerated() {
      indices[Key(file: allowance.scope.file, code: allowance.code), default: []].append(index)
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
    let span = diagnostic.primary.span
    var isAllowed = false
    for index in indices[Key(file: span.file, code: diagnostic.code)] ?? [] {
      let scope = allowances[index].scope
      if scope.start <= span.start, scope.end >= span.end {
        isUsed[index] = true
        isAllowed = true
      }
    }
    return isAllowed
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
