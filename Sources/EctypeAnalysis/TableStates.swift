import EctypeDiagnostics
import EctypeModel

/// Replays migrations into the tables that they lead to.
struct TableStates {
  private var tables: [String: TableState] = [:]
  /// A migration that has mistakes may have made anything: then nothing is reported as missing.
  private let mayHoldAnything: Bool
  /// The words of all SQL, in lower case: what it names it may have changed in any way.
  private var sqlWords: Set<Substring> = []
  private(set) var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { tables.isEmpty }
  subscript(_ name: String) -> TableState? { tables[name] }
  var names: [String] { tables.keys.sorted() }

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
    switch migration.body {
    case .change(let operations), .upDown(let operations, _):
      for operation in operations { apply(operation, migration) }
    }
  }

  private mutating func apply(_ operation: MigrationOperation, _ migration: Migration) {
    switch operation {
    case .createTable(let table): create(table)
    case .dropTable(let name):
      if tables.removeValue(forKey: name) == nil { missing(name, migration.origin.span) }
    case .alterTable(let name, let changes): alter(name, changes, migration.origin.span)
    case .renameTable(let from, let to): rename(from, to: to)
    case .renameColumn(let table, let from, let to): tables[table]?.rename(from, to: to)
    case .createIndex(let index): create(index)
    case .dropIndex(let index):
      let name = Self.name(of: index)
      tables[index.table]?.indexes.removeAll { $0.name == name }
    case .execute(let up, _): read(sql: up)
    case .createCheck(let table, let name, _): tables[table]?.checks.insert(name)
    case .dropConstraint(let table, let name):
      tables[table]?.checks.remove(name)
      tables[table]?.foreignKeys.removeAll { $0.name == name }
    case .flush: break
    }
  }

  private mutating func rename(_ from: String, to: String) {
    tables[to] = tables.removeValue(forKey: from)
    for name in tables.keys {
      for position in tables[name]?.foreignKeys.indices ?? 0..<0
      where tables[name]?.foreignKeys[position].table == from {
        tables[name]?.foreignKeys[position].table = to
      }
    }
  }

  private mutating func create(_ definition: TableDefinition) {
    if let other = tables[definition.name] {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the table `\(definition.name)` exists already", at: definition.span,
          secondary: [Label(other.span, "created here")]))
      return
    }
    var table = TableState(span: definition.span)
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
    tables[definition.name] = table
    for column in definition.columns { add(column, to: definition.name) }
    guard let timestamps = definition.timestamps else { return }
    let type = timestamps.type ?? .named("naive_datetime")
    for (name, exists) in [
      ("inserted_at", timestamps.hasInsertedAt), ("updated_at", timestamps.hasUpdatedAt),
    ]
    where exists {
      if let other = tables[definition.name]?.columns[name] {
        diagnostics.append(
          Diagnostic(
            .invalidMigration, "the timestamps make a column `\(name)` as well", at: other.span))
      }
      tables[definition.name]?.columns[name] = .init(
        type: type, isNullable: false, span: definition.span)
    }
  }

  private mutating func add(_ column: ColumnDefinition, to table: String) {
    if case .references(let reference) = column.type, tables[reference.table] == nil,
      !mayDiffer(reference.table)
    {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "there is no table `\(reference.table)` to refer to yet",
          at: column.span,
          notes: ["migrations run in the order of their versions"],
          helps: Suggestions.nearest(to: reference.table, among: tables.keys.sorted())
            .map { [Help("did you mean `\($0)`?")] } ?? []))
    }
    if let other = tables[table]?.columns[column.name] {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the table `\(table)` has a column `\(column.name)` already",
          at: column.span, secondary: [Label(other.span, "made here")],
          helps: column.name == "id"
            ? [
              Help(
                "every table has an `id`: leave it out, or write `primaryKey: false` on the table")
            ]
            : []))
    }
    checkReference(column)
    tables[table]?.add(column, to: table)
  }

  /// A reference has the type of what it refers to; Ecto takes `bigint` where none is said.
  private mutating func checkReference(_ column: ColumnDefinition) {
    guard case .references(let reference) = column.type else { return }
    if reference.onDelete == "nilify_all", column.null == false || column.isPrimaryKey {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "`\(column.name)` cannot be NULL, and would be set to it",
          at: column.span, label: "`onDelete: .nilifyAll`",
          notes: ["the database would refuse to delete a row that is referred to"],
          helps: [Help("let it be NULL, or say `onDelete: .deleteAll` or `.restrict`")]))
    }
    guard let target = tables[reference.table] else { return }
    let name = reference.column ?? "id"
    guard let key = target.columns[name] else {
      diagnostics.append(
        Diagnostic(
          .missingColumn, "the table `\(reference.table)` has no column `\(name)` to refer to",
          at: column.span, secondary: [Label(target.span, "the table is created here")]))
      return
    }
    guard case .named(let type) = key.type, ["uuid", "binary_id"].contains(type),
      !["uuid", "binary_id"].contains(reference.type ?? "")
    else { return }
    diagnostics.append(
      Diagnostic(
        .columnType,
        "`\(reference.table).\(name)` is a UUID, and this would refer to it by a number",
        at: column.span, secondary: [Label(key.span, "a UUID")],
        helps: [Help("say its type: `.references(\"\(reference.table)\", type: .uuid)`")]))
  }

  private mutating func alter(_ name: String, _ changes: [ColumnChange], _ span: Span) {
    guard tables[name] != nil else { return missing(name, span) }
    for change in changes {
      switch change {
      case .add(let column): add(column, to: name)
      case .modify(let column, _):
        guard tables[name]?.columns[column.name] != nil else {
          unknownColumn(column.name, name, column.span)
          continue
        }
        tables[name]?.modify(column, in: name)
      case .remove(let column, _):
        if tables[name]?.columns[column] == nil { unknownColumn(column, name, span) }
        tables[name]?.remove(column)
      }
    }
  }

  private mutating func create(_ index: IndexDefinition) {
    guard let table = tables[index.table] else { return missing(index.table, index.span) }
    for column in index.columns where table.columns[column] == nil {
      unknownColumn(column, index.table, index.span)
    }
    let state = TableState.Index(
      name: Self.name(of: index), columns: index.columns, isUnique: index.isUnique,
      filter: index.filter, span: index.span)
    if table.indexes.contains(where: { $0.name == state.name }) {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the index `\(state.name)` exists already", at: index.span,
          helps: [Help("leave it out, or give it another name: `name: \"…\"`")]))
      return
    }
    tables[index.table]?.indexes.append(state)
  }

  private mutating func missing(_ table: String, _ span: Span) {
    guard !mayDiffer(table) else { return }
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "there is no table `\(table)` at this point", at: span,
        notes: ["migrations run in the order of their versions"],
        helps: Suggestions.nearest(to: table, among: tables.keys.sorted())
          .map { [Help("did you mean `\($0)`?")] } ?? []))
  }

  private mutating func unknownColumn(_ column: String, _ table: String, _ span: Span) {
    guard !mayDiffer(table) else { return }
    diagnostics.append(
      Diagnostic(
        .missingColumn, "the table `\(table)` has no column `\(column)`", at: span,
        helps: Suggestions.nearest(to: column, among: (tables[table]?.columns.keys.sorted() ?? []))
          .map { [Help("did you mean `\($0)`?")] } ?? []))
  }

  /// As Ecto names an index that is given no name.
  static func name(of index: IndexDefinition) -> String {
    index.name ?? Identifiers.indexName(table: index.table, columns: index.columns)
  }
}
