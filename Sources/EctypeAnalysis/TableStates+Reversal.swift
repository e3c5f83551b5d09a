import EctypeDiagnostics
import EctypeModel

/// What a step says that a column was must be what the steps before have made of it: Ecto drops the constraint of what
/// is said to be a reference, and `change` leads back to what is said.
extension TableStates {
  /// `from:` of a column that is modified. What it does not say stays as the step has made it.
  mutating func check(
    _ from: PriorColumn, of column: ColumnDefinition, _ before: TableState.Column,
    in table: TableName
  ) {
    var known = tables[table]?.type(of: column.name) ?? before.type
    // The constraint of a reference stays where neither type names one.
    if case .references(let reference) = known, case .named = from.type, case .named = column.type {
      known = .named(reference.type ?? "bigint")
    }
    guard checkType(from.type, known, of: column.name, before, in: table, "from:", from.span),
      isTurnedRound
    else { return }
    var back = from.column ?? column
    back.null = back.null ?? column.null
    back.defaultValue = back.defaultValue ?? column.defaultValue
    let options = [
      column.null.map { _ in "null: \(before.isNullable)" },
      column.defaultValue.map { _ in
        "default: \(before.defaultValue.map(ColumnTypes.spelled) ?? "nil")"
      },
    ].compactMap(\.self)
    let prior = [ColumnTypes.spelled(from.type)] + options + before.room
    let wayOut = "from: column(\(prior.joined(separator: ", ")))"
    report(lost(back, before), of: column.name, before, at: column.span, wayOut)
  }

  /// What a column was that is removed.
  mutating func check(removed was: ColumnDefinition, in table: TableName) {
    guard let state = tables[table], let before = state.columns[was.name],
      let known = state.type(of: was.name),
      checkType(was.type, known, of: was.name, before, in: table, "removeColumn", was.span),
      isTurnedRound
    else { return }
    var back = was
    back.null = was.isPrimaryKey ? false : was.null ?? true
    back.defaultValue = was.defaultValue ?? .literal(.null)
    let isKey = state.primaryKey.contains(was.name)
    let options = [
      isKey ? "primaryKey: true" : before.isNullable ? nil : "null: false",
      before.defaultValue.map { "default: \(ColumnTypes.spelled($0))" },
    ].compactMap(\.self)
    let prior = ["\"\(was.name)\"", ColumnTypes.spelled(known)] + options + before.room
    let wayOut = "removeColumn(\(prior.joined(separator: ", ")))"
    let key = isKey == was.isPrimaryKey ? [] : [isKey ? "`primaryKey: true`" : "no `primaryKey`"]
    report(key + lost(back, before), of: was.name, before, at: was.span, wayOut)
    for index in state.indexes where index.columns.contains(was.name) {
      report(index, goingWith: was, in: table)
    }
  }

  private mutating func report(
    _ index: TableState.Index, goingWith column: ColumnDefinition, in table: TableName
  ) {
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "`change` would not make the index `\(index.name)` again",
        at: column.span, label: "it goes with `\(column.name)`",
        secondary: [Label(index.span, "made here")],
        helps: [
          Help("drop it before: `\(index.dropped(from: table))`"),
          Help("or write `up()` and `down()`"),
        ]))
  }

  /// What an index was that is dropped: `change` makes it again of what the step says.
  mutating func checkReversal(
    of dropped: IndexDefinition, _ before: TableState.Index, in table: TableName
  ) {
    let isTheSame =
      dropped.columns == before.columns && dropped.isUnique == before.isUnique
      && dropped.filter == before.filter && (dropped.using ?? "btree") == (before.using ?? "btree")
      && dropped.include == before.include
    guard isTurnedRound, !isTheSame else { return }
    diagnostics.append(
      Diagnostic(
        .invalidMigration,
        "`change` would not make the index `\(before.name)` again as it was",
        at: dropped.span, secondary: [Label(before.span, "made here")],
        helps: [
          Help("say what it was: `\(before.dropped(from: table))`"),
          Help("or write `up()` and `down()`"),
        ]))
  }

  /// Whether the type is what the column has; reports one that is not.
  private mutating func checkType(
    _ said: ColumnType, _ known: ColumnType, of column: String, _ before: TableState.Column,
    in table: TableName, _ owner: String, _ span: Span
  ) -> Bool {
    switch (said, known) {
    case (.references(let one), .references(let other)) where !isTurnedRound:
      // It is only dropped, by its name.
      if one.constraint(of: column, in: table) == other.constraint(of: column, in: table) {
        return true
      }
    default: if said.stored(column, in: table) == known.stored(column, in: table) { return true }
    }
    let right = ColumnTypes.spelled(known)
    diagnostics.append(
      Diagnostic(
        .columnType,
        "`\(owner)` says `\(ColumnTypes.spelled(said))`, and `\(table.name).\(column)` is `\(right)`",
        at: span, secondary: [Label(before.span, "made here")],
        helps: [Help("did you mean `\(right)`?", edits: [TextEdit(span, right)])]))
    return false
  }

  /// What the column had and would not have again.
  private func lost(_ back: ColumnDefinition, _ before: TableState.Column) -> [String] {
    [
      back.null.map { $0 != before.isNullable } ?? false ? "`null: \(before.isNullable)`" : nil,
      back.defaultValue.map { $0.orNil != before.defaultValue?.orNil } ?? false
        ? before.defaultValue.map { "`default: \(ColumnTypes.spelled($0))`" } ?? "no `default`"
        : nil,
      back.size == before.size ? nil : spelled("size", before.size),
      back.precision == before.precision ? nil : spelled("precision", before.precision),
      back.scale == before.scale ? nil : spelled("scale", before.scale),
    ].compactMap(\.self)
  }

  private mutating func report(
    _ lost: [String], of column: String, _ before: TableState.Column, at span: Span,
    _ wayOut: String
  ) {
    guard !lost.isEmpty else { return }
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "`change` would not give `\(column)` back what it had", at: span,
        label: "it had \(lost.joined(separator: ", "))",
        secondary: [Label(before.span, "made here")],
        helps: [Help("say what it was: `\(wayOut)`"), Help("or write `up()` and `down()`")]))
  }

  private func spelled(_ option: String, _ number: Int?) -> String {
    number.map { "`\(option): \($0)`" } ?? "no `\(option)`"
  }
}

extension ColumnDefault {
  /// A default of NULL is none.
  fileprivate var orNil: ColumnDefault? { self == .literal(.null) ? nil : self }
}

extension TableState.Index {
  /// The step that drops it, with all that makes it again.
  fileprivate func dropped(from table: TableName) -> String {
    let quoted = { (columns: [String]) in
      "[\(columns.map { "\"\($0)\"" }.joined(separator: ", "))]"
    }
    let isDerived = name == Identifiers.indexName(table: table.name, columns: columns)
    let arguments = [
      "\"\(table.name)\"", quoted(columns), isUnique ? "unique: true" : nil,
      isDerived ? nil : "name: \"\(name)\"", filter.map { "where: \"\($0)\"" },
      using.map { "using: .\($0)" }, include.isEmpty ? nil : "include: \(quoted(include))",
    ].compactMap(\.self)
    return "dropIndex(\(arguments.joined(separator: ", "))\(table.prefixOption))"
  }
}

extension TableState.Column {
  /// The options that belong to its type.
  fileprivate var room: [String] {
    [
      size.map { "size: \($0)" }, precision.map { "precision: \($0)" },
      scale.map { "scale: \($0)" },
    ].compactMap(\.self)
  }
}

extension ColumnType {
  /// What the database has for it in a column of this name.
  fileprivate func stored(_ column: String, in table: TableName) -> ColumnType {
    switch self {
    case .named(let name): .named(ColumnTypes.stored(name))
    case .array(let element): .array(element.stored(column, in: table))
    case .references(let reference): .references(reference.stored(column, in: table))
    }
  }
}

extension Reference {
  fileprivate func stored(_ column: String, in table: TableName) -> Reference {
    let target = table.referred(by: self)
    var result = Reference(
      table: target.name, prefix: target.prefix, column: self.column ?? "id",
      type: ColumnTypes.stored(type ?? "bigint"), onDelete: onDelete ?? "nothing",
      onUpdate: onUpdate ?? "nothing", name: constraint(of: column, in: table))
    result.with = with
    result.match = match ?? "simple"
    return result
  }
}
