import EctypeDiagnostics
import EctypeModel

/// A table as the migrations so far have left it.
struct TableState {
  struct Column {
    var type: ColumnType
    var isNullable: Bool
    var precision: Int?
    var scale: Int?
    var size: Int?
    var defaultValue: ColumnDefault?
    var span: Span
  }

  struct Index {
    /// As the database knows it.
    var name: String
    var columns: [String]
    var isUnique: Bool
    /// SQL of a partial index, which keeps only some rows apart: no constraint of the whole table stands on it.
    var filter: String?
    var using: String?
    var include: [String]
    var span: Span
  }

  struct ForeignKey {
    /// As the database knows it: `posts_author_id_fkey`
    var name: String
    var column: String
    var table: TableName
    var remoteColumn: String
    /// Further columns of the key, as they are called in this table.
    var with: [String]
    var onDelete: String? { reference.onDelete }
    /// As it was written.
    var reference: Reference
    var span: Span
  }

  var name: TableName
  var columns: [String: Column] = [:]
  /// Where columns were taken out again.
  var removed: [String: Span] = [:]
  var indexes: [Index] = []
  var foreignKeys: [ForeignKey] = []
  /// The names of check constraints.
  var checks: Set<String> = []
  var primaryKey: [String] = []
  var span: Span

  init(_ name: TableName, span: Span) { (self.name, self.span) = (name, span) }

  var prefixOption: String { name.prefixOption }

  func hasUniqueIndex(on columns: [String], named name: String? = nil) -> Bool {
    indexes.contains {
      $0.isUnique && $0.filter == nil && $0.columns == columns && (name == nil || $0.name == name)
    } || primaryKey == columns && name == nil
  }

  /// Whether an index that a schema declares is there.
  func has(_ index: SchemaIndex) -> Bool {
    indexes.contains { other in
      other.columns == index.columns && other.isUnique == index.isUnique
        && (index.name == nil || other.name == index.name) && index.filter == other.filter
    } || index.columns == primaryKey && index.name == nil && index.filter == nil
  }

  func hasIndex(startingWith column: String) -> Bool {
    indexes.contains { $0.columns.first == column } || primaryKey.first == column
  }

  /// The type of a column, as a migration would say it now: what it refers to may have been renamed, and its constraint
  /// be dropped.
  func type(of name: String) -> ColumnType? {
    guard let column = columns[name] else { return nil }
    var type = column.type
    if case .references(let reference) = type { type = .named(reference.type ?? "bigint") }
    guard let key = foreignKeys.first(where: { $0.column == name }), case .named(let type) = type
    else { return type }
    var reference = key.reference
    reference.table = key.table.name
    reference.prefix = key.table.prefix == self.name.prefix ? nil : key.table.prefix ?? "public"
    reference.column = key.remoteColumn == "id" ? nil : key.remoteColumn
    reference.type = ColumnTypes.stored(type) == "bigint" ? nil : type
    reference.with = zip(key.with, key.reference.with).map { .init(column: $0, remote: $1.remote) }
    reference.name = nil
    if reference.constraint(of: name, in: self.name) != key.name { reference.name = key.name }
    return .references(reference)
  }

  // MARK: Changes

  mutating func add(_ column: ColumnDefinition, to table: TableName) {
    if column.isPrimaryKey { primaryKey.append(column.name) }
    columns[column.name] = Column(
      type: column.type, isNullable: column.null != false && !column.isPrimaryKey,
      precision: column.precision, scale: column.scale, size: column.size,
      defaultValue: column.defaultValue, span: column.span)
    if case .references(let reference) = column.type { refer(reference, column, table) }
  }

  mutating func modify(_ column: ColumnDefinition, from: ColumnType?, in table: TableName) {
    guard var state = columns[column.name] else { return }
    // Ecto drops the constraint only where `from:` says that there is one.
    if case .references(let reference)? = from {
      let name = reference.constraint(of: column.name, in: table)
      foreignKeys.removeAll { $0.name == name }
    }
    state.type = column.type
    state.precision = column.precision
    state.scale = column.scale
    state.size = column.size
    state.defaultValue = column.defaultValue ?? state.defaultValue
    if let null = column.null { state.isNullable = null }
    state.span = column.span
    columns[column.name] = state
    if case .references(let reference) = column.type { refer(reference, column, table) }
  }

  private mutating func refer(
    _ reference: Reference, _ column: ColumnDefinition, _ table: TableName
  ) {
    let name = reference.constraint(of: column.name, in: table)
    foreignKeys.removeAll { $0.name == name }
    foreignKeys.append(
      ForeignKey(
        name: name, column: column.name, table: table.referred(by: reference),
        remoteColumn: reference.column ?? "id", with: reference.with.map(\.column),
        reference: reference, span: column.span))
  }

  /// What stands on a column goes with it.
  mutating func remove(_ column: String, at span: Span) {
    if columns.removeValue(forKey: column) != nil { removed[column] = span }
    indexes.removeAll { $0.columns.contains(column) || $0.include.contains(column) }
    foreignKeys.removeAll { $0.column == column || $0.with.contains(column) }
    primaryKey.removeAll { $0 == column }
  }

  /// Indexes and constraints keep their names, as in the database.
  mutating func rename(_ from: String, to: String) {
    guard let column = columns.removeValue(forKey: from) else { return }
    columns[to] = column
    let renamed = { (name: String) in name == from ? to : name }
    for position in indexes.indices {
      indexes[position].columns = indexes[position].columns.map(renamed)
      indexes[position].include = indexes[position].include.map(renamed)
    }
    for position in foreignKeys.indices {
      foreignKeys[position].column = renamed(foreignKeys[position].column)
      foreignKeys[position].with = foreignKeys[position].with.map(renamed)
    }
    primaryKey = primaryKey.map(renamed)
  }
}

extension Reference {
  /// As the database knows it: `posts_author_id_fkey`
  func constraint(of column: String, in table: TableName) -> String {
    name ?? "\(table.name)_\(column)_fkey"
  }
}

extension TableName {
  /// PostgreSQL's own prefix is where a table is that says none.
  var canonical: TableName { prefix == "public" ? TableName(name) : self }

  /// What a step on the table says of its prefix: `, prefix: "audit"`
  var prefixOption: String { prefix.map { ", prefix: \"\($0)\"" } ?? "" }

  /// Ecto looks for a table that is referred to where the one that refers is, if nothing else is said.
  func referred(by reference: Reference) -> TableName {
    TableName(reference.table, prefix: reference.prefix ?? prefix).canonical
  }
}
