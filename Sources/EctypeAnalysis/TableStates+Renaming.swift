import EctypeDiagnostics
import EctypeModel

/// New names, and constraints, which go by their names alone.
extension TableStates {
  mutating func rename(_ from: TableName, to: TableName, _ span: Span) {
    guard var table = tables[from] else { return missing(from, span) }
    if let other = tables[to] {
      return report(
        .invalidMigration, "the table `\(to.name)` exists already", at: span,
        Label(other.span, "created here"))
    }
    tables[from] = nil
    table.name = to
    tables[to] = table
    changeReferences(to: from) { $0.table = to }
  }

  mutating func rename(_ from: String, to: String, in name: TableName, _ span: Span) {
    guard let table = tables[name] else { return missing(name, span) }
    guard table.columns[from] != nil else {
      unknownColumn(from, name, span)
      // The misspelt column has the new name from here on.
      let meant = Suggestions.nearest(to: from, among: table.columns.keys.sorted())
      if let meant, table.columns[to] == nil { tables[name]?.rename(meant, to: to) }
      return
    }
    if let other = table.columns[to] {
      return report(
        .invalidMigration, "the table `\(name.name)` has a column `\(to)` already", at: span,
        Label(other.span, "made here"))
    }
    tables[name]?.rename(from, to: to)
    changeReferences(to: name) { if $0.remoteColumn == from { $0.remoteColumn = to } }
  }

  private mutating func changeReferences(
    to table: TableName, _ change: (inout TableState.ForeignKey) -> Void
  ) {
    for name in Array(tables.keys) {
      for position in tables[name]?.foreignKeys.indices ?? 0..<0
      where tables[name]?.foreignKeys[position].table == table {
        change(&tables[name]!.foreignKeys[position])
      }
    }
  }

  mutating func createCheck(_ name: String, on table: TableName, _ span: Span) {
    guard let state = tables[table] else { return missing(table, span) }
    if state.constraints.contains(name) {
      return report(
        .invalidMigration, "the table `\(table.name)` has a constraint `\(name)` already", at: span)
    }
    tables[table]?.checks.insert(name)
  }

  mutating func dropConstraint(_ name: String, of table: TableName, _ span: Span) {
    guard let state = tables[table] else { return missing(table, span) }
    if !state.constraints.contains(name), !mayDiffer(table.name) {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the table `\(table.name)` has no constraint `\(name)`", at: span,
          secondary: [Label(state.span, "the table is created here")],
          helps: Suggestions.nearest(to: name, among: state.constraints)
            .map { [Help("did you mean `\($0)`?")] }
            ?? [Help("leave it out; one that `execute` made, `execute` drops")]))
    }
    tables[table]?.checks.remove(name)
    tables[table]?.foreignKeys.removeAll { $0.name == name }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, at span: Span, _ other: Label? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: span, secondary: other.map { [$0] } ?? [],
        helps: [Help("choose another name")]))
  }
}

extension TableState {
  /// The names of its checks and references.
  fileprivate var constraints: [String] { checks.sorted() + foreignKeys.map(\.name) }
}
