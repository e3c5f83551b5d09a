import EctypeDiagnostics
import EctypeModel

/// An amount of money in a `Double`: 0.1 + 0.2 is not 0.3.
enum FloatMoney: SchemaLint {
  static let code = DiagnosticCode.floatMoney

  static func diagnostics(of linted: LintedSchema) -> [Diagnostic] {
    linted.schema.fields.filter { $0.type.isFloat && isMoney($0.name.elixir) }.map { field in
      Diagnostic(
        code, "`\(field.name.source)` looks like money, and a `Double` rounds it",
        at: field.span, notes: ["in binary fractions 0.1 + 0.2 is not 0.3"],
        helps: [
          Help("make it a `Decimal`, or count the smallest unit in an `Int`, and its column too")
        ])
    }
  }

  static let words: Set<String> = [
    "price", "cost", "amount", "salary", "wage", "fee", "revenue", "refund", "money", "payment",
    "payout", "subtotal", "surcharge", "deposit",
  ]
  /// A name with one of these is a share or a measure: `price_factor`, `fee_percent`.
  private static let measures: Set<String> = [
    "rate", "percent", "percentage", "ratio", "factor", "share", "score", "weight", "index",
    "level",
  ]

  private static let hints = WordHints(words)

  static func isMoney(_ name: String) -> Bool {
    guard hints.may(name) else { return false }
    let parts = name.split(separator: "_").map(String.init)
    return !words.isDisjoint(with: parts) && measures.isDisjoint(with: parts)
  }
}

extension FieldType {
  fileprivate var isFloat: Bool { if case .float = self { true } else { false } }
}
