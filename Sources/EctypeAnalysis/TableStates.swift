import EctypeDiagnostics
import EctypeModel

/// A table as the migrations so far have left it.
struct TableState {
  struct Column {
    var type: ColumnType
    var isNullable: Bool
    var precision: Int?
    var scale: Int?
    var defaultValue: ColumnDefault?
    var span: Span
  }
  struct Index {
    var name: String
    var columns: [String]
    var isUnique = false
    /// SQL of a partial index
    var filter: String?
  }

  var columns: [String: Column] = [:]
  var indexes: [Index] = []
  var uniqueIndexes: [Index] = []
  var primaryKey: [String] = []
  /// Names of check constraints.
  var checks: Set<String> = []
  var span: Span

  func hasUniqueIndex(on columns: [String], named name: String? = nil) -> Bool {
    uniqueIndexes.contains { $0.columns == columns && (name == nil || $0.name == name) }
      || primaryKey == columns && name == nil
  }

  /// Whether an index that a schema declares is there.
  func has(_ index: SchemaIndex) -> Bool {
    let isSame = { (other: Index) in
      other.columns == index.columns && other.isUnique == index.isUnique
        && (index.name == nil || other.name == index.name)
        && index.filter == other.filter
    }
    return (indexes + uniqueIndexes).contains(where: isSame)
      || index.columns == primaryKey && index.name == nil && index.filter == nil
  }

  func hasIndex(startingWith column: String) -> Bool {
    (indexes + uniqueIndexes).contains { $0.columns.first == column } || primaryKey.first == column
  }
}

/// Replays migrations into the tables that they lead to.
struct TableStates {
  private var tables: [String: TableState] = [:]
  /// SQL, or a migration that has mistakes, may have made anything: then nothing is reported as missing.
  private(set) var mayHoldAnything = false
  private(set) var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { tables.isEmpty }
  subscript(_ name: String) -> TableState? { tables[name] }

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
    case .renameTable(let from, let to):
      let table = tables.removeValue(forKey: from)
      tables[to] = table
    case .renameColumn(let table, let from, let to):
      let column = tables[table]?.columns.removeValue(forKey: from)
      tables[table]?.columns[to] = column
    case .createIndex(let index): create(index)
    case .dropIndex(let index):
      let name = Self.name(of: index)
      tables[index.table]?.indexes.removeAll { $0.name == name }
      tables[index.table]?.uniqueIndexes.removeAll { $0.name == name }
    case .execute: mayHoldAnything = true
    case .createCheck(let table, let name, _): tables[table]?.checks.insert(name)
    case .dropConstraint(let table, let name): tables[table]?.checks.remove(name)
    case .flush: break
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
      !mayHoldAnything
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
    if column.isPrimaryKey { tables[table]?.primaryKey.append(column.name) }
    tables[table]?.columns[column.name] = .init(
      type: column.type, isNullable: column.null != false && !column.isPrimaryKey,
      precision: column.precision, scale: column.scale, defaultValue: column.defaultValue,
      span: column.span)
  }

  /// A reference has the type of what it refers to; Ecto takes `bigint` where none is said.
  private mutating func checkReference(_ column: ColumnDefinition) {
    guard case .references(let reference) = column.type, let target = tables[reference.table]
    else { return }
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
        guard var state = tables[name]?.columns[column.name] else {
          unknownColumn(column.name, name, column.span)
          continue
        }
        state.type = column.type
        state.precision = column.precision
        state.scale = column.scale
        state.defaultValue = column.defaultValue ?? state.defaultValue
        if let null = column.null { state.isNullable = null }
        tables[name]?.columns[column.name] = state
      case .remove(let column, _):
        if tables[name]?.columns.removeValue(forKey: column) == nil {
          unknownColumn(column, name, span)
        }
        tables[name]?.indexes.removeAll { $0.columns.contains(column) }
        tables[name]?.uniqueIndexes.removeAll { $0.columns.contains(column) }
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
      filter: index.filter)
    if (table.indexes + table.uniqueIndexes).contains(where: { $0.name == state.name }) {
      diagnostics.append(
        Diagnostic(
          .invalidMigration, "the index `\(state.name)` exists already", at: index.span,
          helps: [Help("leave it out, or give it another name: `name: \"…\"`")]))
      return
    }
    // A partial index keeps only some rows apart: no constraint of the whole table stands on it.
    if index.isUnique, index.filter == nil {
      tables[index.table]?.uniqueIndexes.append(state)
    } else {
      tables[index.table]?.indexes.append(state)
    }
  }

  private mutating func missing(_ table: String, _ span: Span) {
    guard !mayHoldAnything else { return }
    diagnostics.append(
      Diagnostic(
        .invalidMigration, "there is no table `\(table)` at this point", at: span,
        notes: ["migrations run in the order of their versions"],
        helps: Suggestions.nearest(to: table, among: tables.keys.sorted())
          .map { [Help("did you mean `\($0)`?")] } ?? []))
  }

  private mutating func unknownColumn(_ column: String, _ table: String, _ span: Span) {
    guard !mayHoldAnything else { return }
    diagnostics.append(
      Diagnostic(
        .missingColumn, "the table `\(table)` has no column `\(column)`", at: span,
        helps: Suggestions.nearest(to: column, among: (tables[table]?.columns.keys.sorted() ?? []))
          .map { [Help("did you mean `\($0)`?")] } ?? []))
  }

  /// As Ecto names an index that is given no name.
  static func name(of index: IndexDefinition) -> String {
    index.name ?? ([index.table] + index.columns + ["index"]).joined(separator: "_")
  }
}
