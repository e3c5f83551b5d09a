import EctypeModel

extension MigrationOperation {
  /// Ecto can undo it by itself, in `change`.
  var isReversible: Bool { whyIrreversible.isEmpty }

  /// What of it cannot be undone; empty where all can.
  var whyIrreversible: String {
    switch self {
    case .dropTable(let name, _): "the table `\(name.name)` is dropped with all it held"
    case .dropConstraint(_, let name, _): "the constraint `\(name)` is dropped"
    case .execute(_, nil): "`execute` has no SQL that undoes it"
    case .alterTable(let name, let changes, _): Self.reason(name.name, changes)
    // What is run at once has no place in the steps that Ecto turns round.
    case .flush: "`flush` cannot be turned round"
    case .createTable, .renameTable, .renameColumn, .createIndex, .dropIndex, .createCheck,
      .execute:
      ""
    }
  }

  private static func reason(_ table: String, _ changes: [ColumnChange]) -> String {
    for change in changes {
      switch change {
      case .add: continue
      case .modify(let column, nil):
        return "`\(table).\(column.name)` does not say its type `from:` before"
      case .remove(let column, nil, _): return "`\(table).\(column)` is removed without its type"
      case .removeIfExists(let column, _, _):
        return "`\(table).\(column)` may not have been there"
      case .modify, .remove: continue
      }
    }
    return ""
  }
}
