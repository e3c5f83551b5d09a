/// How much a diagnostic matters: an error stops the output, a warning does not.
package enum Severity: String, Sendable, Comparable {
  case note, warning, error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
  package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}

/// A replacement of the bytes of `span`; an empty span inserts.
package struct TextEdit: Hashable, Sendable {
  package var span: Span
  package var replacement: String

  package init(_ span: Span, _ replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

/// A way out of a diagnostic. With `edits` it is a concrete change that a tool can make;
/// `isSafe` says that it keeps the meaning, so that `--fix` may apply it unasked.
package struct Help: Hashable, Sendable {
  package var message: String
  package var edits: [TextEdit]
  package var isSafe: Bool

  package init(_ message: String, edits: [TextEdit] = [], isSafe: Bool = false) {
    self.message = message
    self.edits = edits
    self.isSafe = isSafe
  }
}

/// A span with a few words about it.
package struct Label: Hashable, Sendable {
  package var span: Span
  package var message: String

  package init(_ span: Span, _ message: String = "") {
    self.span = span
    self.message = message
  }
}

/// What is wrong, where, why, and the way out.
package struct Diagnostic: Hashable, Sendable {
  package var code: DiagnosticCode
  package var severity: Severity
  /// One sentence without a full stop, in terms of the source.
  package var message: String
  /// The place; its message says what is wrong with just this text.
  package var primary: Label
  /// The other halves of a conflict.
  package var secondary: [Label]
  /// Why it is wrong.
  package var notes: [String]
  package var helps: [Help]
  /// Something was given up, and no reason is known here: said only where no error is that might be the reason.
  package var isUnexplained = false

  package init(
    _ code: DiagnosticCode, severity: Severity? = nil, _ message: String, at span: Span,
    label: String = "", secondary: [Label] = [], notes: [String] = [], helps: [Help] = []
  ) {
    self.code = code
    self.severity = severity ?? code.defaultSeverity
    self.message = message
    self.primary = Label(span, label)
    self.secondary = secondary
    self.notes = notes
    self.helps = helps
  }
}
