import EctypeDiagnostics
import EctypeModel

/// What `change` leads back to must be what was there.
extension TableStates {
  /// `from:` of a column that is modified, where Ecto turns the step round: with the options that `from:` says, or with
  /// the step's own where it says a type alone. What is not said stays as the step has made it.
  mutating func checkReversal(
    of column: ColumnDefinition, _ from: PriorColumn, _ before: TableState.Column
  ) {
    let back =
      switch from {
      case .type: column
      case .column(let prior): prior
      }
    let lost = [
      (back.null ?? column.null).map { $0 != before.isNullable } ?? false
        ? "`null: \(before.isNullable)`" : nil,
      (back.defaultValue ?? column.defaultValue).map { $0.orNil != before.defaultValue?.orNil }
        ?? false
        ? before.defaultValue.map { "`default: \(ColumnTypes.spelled($0))`" } ?? "no `default`"
        : nil,
      back.size == before.size ? nil : spelled("size", before.size),
      back.precision == before.precision ? nil : spelled("precision", before.precision),
      back.scale == before.scale ? nil : spelled("scale", before.scale),
    ].compactMap(\.self)
    guard !lost.isEmpty else { return }
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "`change` would not give `\(column.name)` back what it had",
        at: column.span, label: "it had \(lost.joined(separator: ", "))",
        secondary: [Label(before.span, "made here")],
        helps: [
          Help("say what it was: `from: \(wanted(column, from, before))`"),
          Help("or write `up()` and `down()`"),
        ]))
  }

  private func spelled(_ option: String, _ number: Int?) -> String {
    number.map { "`\(option): \($0)`" } ?? "no `\(option)`"
  }

  /// What `from:` should say: all that the step changes, and what belongs to the type.
  private func wanted(
    _ column: ColumnDefinition, _ from: PriorColumn, _ before: TableState.Column
  ) -> String {
    let type =
      switch from {
      case .type(let type): type
      case .column(let prior): prior.type
      }
    let options = [
      column.null.map { _ in "null: \(before.isNullable)" },
      column.defaultValue.map { _ in
        "default: \(before.defaultValue.map(ColumnTypes.spelled) ?? "nil")"
      },
      before.size.map { "size: \($0)" }, before.precision.map { "precision: \($0)" },
      before.scale.map { "scale: \($0)" },
    ].compactMap(\.self)
    return "column(\(([ColumnTypes.spelled(type)] + options).joined(separator: ", ")))"
  }
}

extension ColumnDefault {
  /// A default of NULL is none.
  fileprivate var orNil: ColumnDefault? { self == .literal(.null) ? nil : self }
}
