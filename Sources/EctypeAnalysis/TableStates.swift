import EctypeDiagnostics
import EctypeModel

/// Replays migrations into the tables that they lead to.
struct TableStates {
  /// By canonical names.
  var tables: [TableName: TableState] = [:]
  /// A migration that has mistakes may have made anything: then nothing is reported as missing.
  private let mayHoldAnything: Bool
  /// The words of all SQL, in lower case: what it names it may have changed in any way.
  private var sqlWords: Set<Substring> = []
  /// Whether Ecto turns the steps that are gone through round by itself when the migration goes down.
  private(set) var isTurnedRound = false
  var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { tables.isEmpty }

  /// By a name, the tables under prefixes that have it: worked out when all migrations are replayed (`settle`).
  private var underPrefixes: [String: [TableName]] = [:]

  /// The table of a schema: that of its prefix, or one without, which a migrator may have been given; where a schema
  /// says no prefix, the only one of that name.
  subscript(_ name: String, prefix prefix: String? = nil) -> TableState? {
    if tables.isEmpty { return nil }
    if let table = tables[TableName(name, prefix: prefix).canonical] ?? tables[TableName(name)] {
      return table
    }
    guard prefix == nil, let others = underPrefixes[name], others.count == 1 else { return nil }
    return tables[others[0]]
  }

  /// After the last migration: what is asked for by name is found at once from now on.
  mutating func settle() {
    underPrefixes = Dictionary(grouping: tables.keys.filter { $0.prefix != nil }, by: \.name)
  }

  /// Those of tables without a prefix, which steps without one mean.
  var names: [String] { tables.keys.filter { $0.prefix == nil }.map(\.name).sorted() }

  /// In the order of their names.
  var all: [(name: TableName, state: TableState)] {
    tables.sorted { ($0.key.name, $0.key.prefix ?? "") < ($1.key.name, $1.key.prefix ?? "") }
      .map { ($0.key, $0.value) }
  }

  /// Whether the table may be another than it seems: then nothing that concerns it is reported as missing.
  func mayDiffer(_ table: String) -> Bool {
    mayHoldAnything || sqlWords.contains(table.lowercased()[...])
  }

  private mutating func read(sql: String) {
    let words = sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }
    sqlWords.formUnion(words)
  }

  init(mayHoldAnything: Bool = false) { self.mayHoldAnything = mayHoldAnything }

  mutating func apply(_ migration: Migration) {
    if case .change = migration.body { isTurnedRound = true } else { isTurnedRound = false }
    switch migration.body {
    case .change(let operations), .upDown(let operations, _):
      for operation in operations { apply(operation) }
    }
  }

  private mutating func apply(_ operation: MigrationOperation) {
    switch operation {
    case .createTable(let table): create(table)
    case .dropTable(let name, let span):
      let name = name.canonical
      if tables[name] == nil { missing(name, span) }
      refuseReferred(to: name, nil, span)
      tables[name] = nil
    case .alterTable(let name, let changes, let span): alter(name.canonical, changes, span)
    case .renameTable(let from, let to, let span):
      rename(from.canonical, to: TableName(to, prefix: from.canonical.prefix), span)
    case .renameColumn(let table, let from, let to, let span):
      rename(from, to: to, in: table.canonical, span)
    case .createIndex(let index): create(index, on: index.table.canonical)
    case .dropIndex(let index): drop(index, of: index.table.canonical)
    case .execute(let up, _): read(sql: up)
    case .createCheck(let table, let name, _, let span):
      createCheck(name, on: table.canonical, span)
    case .dropConstraint(let table, let name, let span):
      dropConstraint(name, of: table.canonical, span)
    case .flush: break
    }
  }

  private mutating func create(_ definition: TableDefinition) {
    let name = definition.name.canonical
    if let other = tables[name] {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the table `\(name.name)` exists already", at: definition.span,
          secondary: [Label(other.span, "created here")],
          helps: [Help("give it another name, or change the one that is there: `alterTable`")]))
      return
    }
    var table = TableState(name, span: definition.span)
    switch definition.primaryKey {
    case .standard:
      table.columns["id"] = .init(
        type: .named("bigserial"), isNullable: false, span: definition.span)
      table.primaryKey = ["id"]
    case .custom(let name, let type):
      table.columns[name] = .init(type: type, isNullable: false, span: definition.span)
      table.primaryKey = [name]
    case .none: break
    }
    tables[name] = table
    for column in definition.columns { add(column, to: name) }
    guard let timestamps = definition.timestamps else { return }
    let type = timestamps.type ?? .named("naive_datetime")
    for (column, exists) in [
      ("inserted_at", timestamps.hasInsertedAt), ("updated_at", timestamps.hasUpdatedAt),
    ]
    where exists {
      if let other = tables[name]?.columns[column] {
        diagnostics.append(
          Diagnostic(
            .invalidMigration, "the timestamps make a column `\(column)` as well", at: other.span,
            helps: [
              Help(
                "leave it out, or say `addTimestamps(\(NameRules.camelCase(column)): false)`")
            ]))
      }
      tables[name]?.columns[column] = .init(
        type: type, isNullable: false, span: definition.span)
    }
  }

  private mutating func add(_ column: ColumnDefinition, to table: TableName) {
    if case .references(let reference) = column.type,
      tables[table.referred(by: reference)] == nil,
      !mayDiffer(reference.table)
    {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "there is no table `\(reference.table)` to refer to yet",
          at: column.span, notes: [whyMissing(table.referred(by: reference))],
          helps: wayOut(of: table.referred(by: reference))))
    }
    if let other = tables[table]?.columns[column.name] {
      diagnostics.append(
        Diagnostic(
          .invalidMigration,
          "the table `\(table.name)` has a column `\(column.name)` already",
          at: column.span, secondary: [Label(other.span, "made here")],
          helps: column.name == "id"
            ? [
              Help(
                "every table has an `id`: leave it out, or write `primaryKey: false` on the table")
            ]
            : [
              Help(
                "leave it out, or give it another name; `modifyColumn` changes one that is there")
            ]))
    }
    checkReference(column, in: table)
    tables[table]?.add(column, to: table)
  }

  /// A reference has the type of what it refers to; Ecto takes `bigint` where none is said.
  private mutating func checkReference(_ column: ColumnDefinition, in table: TableName) {
    guard case .references(let reference) = column.type else { return }
    if reference.onDelete == "nilify_all", column.null == false || column.isPrimaryKey {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "`\(column.name)` cannot be NULL, and would be set to it",
          at: column.span, label: "`onDelete: .nilifyAll`",
          notes: ["the database would refuse to delete a row that is referred to"],
          helps: [Help("let it be NULL, or say `onDelete: .deleteAll` or `.restrict`")]))
    }
    guard let target = tables[table.referred(by: reference)] else { return }
    let name = reference.column ?? "id"
    guard let key = target.columns[name] else {
      diagnostics.append(
        Diagnostic(
          .missingColumn, "the table `\(reference.table)` has no column `\(name)` to refer to",
          at: column.span, secondary: [Label(target.span, "the table is created here")],
          helps: [Self.columns(of: target)]))
      return
    }
    checkUnique([name] + reference.with.map(\.remote), of: target, reference, column.span)
    guard case .named(let type) = key.type, let wanted = ColumnTypes.family(of: type),
      let given = ColumnTypes.family(of: reference.type ?? "bigint"), wanted != given
    else { return }
    diagnostics.append(
      Diagnostic(
        .columnType,
        "`\(reference.table).\(name)` is \(wanted), and this would refer to it by \(given)",
        at: column.span, secondary: [Label(key.span, wanted)],
        helps: [
          Help(
            "say its type: `.references(\"\(reference.table)\", \(Self.columnOption(name))type: .\(NameRules.camelCase(type)))`"
          )
        ]))
  }

  private static func columnOption(_ name: String) -> String {
    name == "id" ? "" : "column: .\(NameRules.camelCase(name)), "
  }

  /// What is referred to identifies a row.
  private mutating func checkUnique(
    _ columns: [String], of target: TableState, _ reference: Reference, _ span: Span
  ) {
    let isUnique =
      Set(target.primaryKey) == Set(columns)
      || target.indexes.contains {
        $0.isUnique && $0.filter == nil && Set($0.columns) == Set(columns)
      }
    guard !isUnique, !mayDiffer(reference.table) else { return }
    let list = columns.map { "`\($0)`" }.joined(separator: ", ")
    let written = columns.map { "\"\($0)\"" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "nothing says that \(list) of `\(reference.table)` is unique", at: span,
        label: "what it refers to could be several rows",
        secondary: [Label(target.span, "the table is created here")],
        notes: ["the database would refuse the reference"],
        helps: [
          Help("first `createIndex(\"\(reference.table)\", [\(written)], unique: true)`")
        ]))
  }

  /// The database keeps what others refer to.
  private mutating func refuseReferred(to table: TableName, _ column: String?, _ span: Span) {
    let others = tables.filter { $0.key != table && !mayDiffer($0.key.name) }
    for (name, other) in others.sorted(by: { $0.key.name < $1.key.name }) {
      let key = other.foreignKeys.first {
        $0.table == table && (column == nil || column == $0.remoteColumn)
      }
      guard let key else { continue }
      diagnostics.append(
        Diagnostic(
          .invalidMigration,
          "`\(name.name).\(key.column)` refers to `\(column ?? table.name)`, which goes",
          at: span, secondary: [Label(key.span, "the reference")],
          notes: ["the database would refuse it"],
          helps: [Help("drop `\(name.name)`, or that column of it, before")]))
    }
  }

  private mutating func alter(_ name: TableName, _ changes: [ColumnChange], _ span: Span) {
    guard tables[name] != nil else { return missing(name, span) }
    for change in changes {
      switch change {
      case .add(let column): add(column, to: name)
      case .modify(let column, let from):
        guard let state = tables[name]?.columns[column.name] else {
          unknownColumn(column.name, name, column.span)
          continue
        }
        if let from, !mayDiffer(name.name) { check(from, of: column, state, in: name) }
        tables[name]?.modify(column, from: from?.type, in: name)
      case .remove(let column, let was, let span):
        if tables[name]?.columns[column] == nil { unknownColumn(column, name, span) }
        if let was, !mayDiffer(name.name) { check(removed: was, in: name) }
        refuseReferred(to: name, column, span)
        tables[name]?.remove(column, at: span)
      case .removeIfExists(let column, _, let span):
        refuseReferred(to: name, column, span)
        tables[name]?.remove(column, at: span)
      }
    }
  }

  private mutating func create(_ index: IndexDefinition, on name: TableName) {
    guard let table = tables[name] else { return missing(name, index.span) }
    for column in index.columns {
      switch (table.columns[column], IndexDefinition.isExpression(column)) {
      case (nil, false): unknownColumn(column, name, index.span)
      case (.some, true): takenForSQL(column, index.span)
      case (.some, false), (nil, true): continue
      }
    }
    let state = TableState.Index(
      name: Self.name(of: index), columns: index.columns, isUnique: index.isUnique,
      filter: index.filter, using: index.using, include: index.include, span: index.span)
    if table.indexes.contains(where: { $0.name == state.name }) {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the index `\(state.name)` exists already", at: index.span,
          helps: [Help("leave it out, or give it another name: `name: \"…\"`")]))
      return
    }
    tables[name]?.indexes.append(state)
  }

  /// A name that only quotation marks make one: Ecto gives what looks like SQL to the database as it is.
  private mutating func takenForSQL(_ column: String, _ span: Span) {
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "`\(column)` is a column, and would be read as SQL", at: span,
        notes: ["what holds a space or a parenthesis is an expression"],
        helps: [Help("quote it as SQL does: `\"\\\"\(column)\\\"\"`")]))
  }

  private mutating func drop(_ index: IndexDefinition, of name: TableName) {
    guard let table = tables[name] else { return missing(name, index.span) }
    let dropped = Self.name(of: index)
    let names = table.indexes.map(\.name)
    if !names.contains(dropped), !mayDiffer(name.name), !mayDiffer(dropped) {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the table `\(name.name)` has no index `\(dropped)`", at: index.span,
          secondary: [Label(table.span, "the table is created here")],
          helps: wayOut(of: index, among: table.indexes)))
    }
    if let state = table.indexes.first(where: { $0.name == dropped }), !mayDiffer(name.name) {
      checkReversal(of: index, state, in: name)
    }
    tables[name]?.indexes.removeAll { $0.name == dropped }
  }

  private func wayOut(of index: IndexDefinition, among indexes: [TableState.Index]) -> [Help] {
    // Over the same columns there may be one by another name, of a table that was called otherwise.
    let other =
      indexes.first { $0.columns == index.columns }?.name
      ?? Suggestions.nearest(to: Self.name(of: index), among: indexes.map(\.name))
    return [
      Help(
        other.map { "there is `\($0)`: say `name: \"\($0)\"`" }
          ?? "leave it out; one that `execute` made, `execute` drops")
    ]
  }

  mutating func missing(_ table: TableName, _ span: Span) {
    guard !mayDiffer(table.name) else { return }
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "there is no table `\(table.name)` at this point", at: span,
        notes: [whyMissing(table)], helps: wayOut(of: table)))
  }

  private func wayOut(of table: TableName) -> [Help] {
    if let nearest = Suggestions.nearest(to: table.name, among: otherNames(than: table.name)) {
      return [Help("did you mean `\(nearest)`?")]
    }
    return tables.keys.contains { $0.name == table.name }
      ? [Help("say the prefix that it has, or none")]
      : [Help("create it before, in this migration or in one of an earlier version")]
  }

  private func otherNames(than name: String) -> [String] { names.filter { $0 != name } }

  private func whyMissing(_ table: TableName) -> String {
    let others = tables.keys.filter { $0.name == table.name }
    if others.isEmpty { return "migrations run in the order of their versions" }
    let prefixes = others.compactMap(\.prefix).sorted().map { "`\($0)`" }
    let there =
      prefixes.isEmpty
      ? "there is one without a prefix"
      : "there is one in \(prefixes.count == 1 ? "the prefix" : "the prefixes") \(prefixes.joined(separator: ", "))"
    return there
      + (table.prefix.map { ", and this step says `\($0)`" } ?? ", and this step says none")
  }

  mutating func unknownColumn(_ column: String, _ table: TableName, _ span: Span) {
    guard !mayDiffer(table.name) else { return }
    diagnostics.append(
      Diagnostic(
        .missingColumn, "the table `\(table.name)` has no column `\(column)`", at: span,
        helps: tables[table].map { table in
          let nearest = Suggestions.nearest(to: column, among: table.columns.keys.sorted())
          return [nearest.map { Help("did you mean `\($0)`?") } ?? Self.columns(of: table)]
        } ?? []))
  }

  private static func columns(of table: TableState) -> Help {
    let listing = Suggestions.listing(table.columns.keys.sorted())
    return Help((listing.map { "name one that it has, \($0), or " } ?? "") + "add it first")
  }

  /// As Ecto names an index that is given no name.
  static func name(of index: IndexDefinition) -> String {
    index.name ?? Identifiers.indexName(table: index.table.name, columns: index.columns)
  }
}
