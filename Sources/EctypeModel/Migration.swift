import EctypeDiagnostics

/// A migration, as it is written: what it leads to is replay's business.
package struct Migration: Sendable {
  package enum Body: Sendable {
    case change([MigrationOperation])
    case upDown(up: [MigrationOperation], down: [MigrationOperation])
  }

  /// `MyApp.Repo.Migrations.CreatePosts`
  package var module: ModuleName
  /// `20260101120000`
  package var version: String
  /// `create_posts`
  package var name: String
  package var body: Body
  package var documentation: String?
  package var origin: Origin

  package init(
    module: ModuleName, version: String, name: String, body: Body, documentation: String?,
    origin: Origin
  ) {
    self.module = module
    self.version = version
    self.name = name
    self.body = body
    self.documentation = documentation
    self.origin = origin
  }
}

/// A table, and the prefix (the schema of PostgreSQL) that a step says it is in.
package struct TableName: Hashable, Sendable {
  package var name: String
  package var prefix: String?

  package init(_ name: String, prefix: String? = nil) { (self.name, self.prefix) = (name, prefix) }
}

package enum MigrationOperation: Sendable {
  case createTable(TableDefinition)
  case dropTable(TableName, Span)
  case alterTable(TableName, [ColumnChange], Span)
  case renameTable(from: TableName, to: String, Span)
  case renameColumn(table: TableName, from: String, to: String, Span)
  case createIndex(IndexDefinition)
  case dropIndex(IndexDefinition)
  case createCheck(table: TableName, name: String, expression: String, Span)
  case dropConstraint(table: TableName, name: String, Span)
  /// SQL, and the SQL that undoes it.
  case execute(up: String, down: String?)
  case flush
}

package struct TableDefinition: Sendable {
  package enum PrimaryKey: Hashable, Sendable {
    /// `id bigserial`
    case standard
    case none
    /// `primary_key: [name: …, type: …]`
    case custom(name: String, type: ColumnType)
  }

  package var name: TableName
  package var primaryKey: PrimaryKey
  package var columns: [ColumnDefinition]
  package var timestamps: MigrationTimestamps?
  package var span: Span

  package init(
    name: TableName, primaryKey: PrimaryKey = .standard, columns: [ColumnDefinition],
    timestamps: MigrationTimestamps? = nil, span: Span
  ) {
    self.name = name
    self.primaryKey = primaryKey
    self.columns = columns
    self.timestamps = timestamps
    self.span = span
  }
}

/// `timestamps()` of a migration; a nil type is Ecto's default.
package struct MigrationTimestamps: Hashable, Sendable {
  package var type: ColumnType?
  /// `updated_at: false`, and so on: the columns that are made.
  package var hasInsertedAt: Bool
  package var hasUpdatedAt: Bool

  package init(type: ColumnType? = nil, hasInsertedAt: Bool = true, hasUpdatedAt: Bool = true) {
    self.type = type
    self.hasInsertedAt = hasInsertedAt
    self.hasUpdatedAt = hasUpdatedAt
  }
}

package struct ColumnDefinition: Sendable {
  package var name: String
  package var type: ColumnType
  /// nil where it is not said (the database then allows NULL).
  package var null: Bool?
  package var defaultValue: ColumnDefault?
  package var precision: Int?
  package var scale: Int?
  package var size: Int?
  package var isPrimaryKey: Bool
  package var span: Span

  package init(
    name: String, type: ColumnType, null: Bool? = nil, defaultValue: ColumnDefault? = nil,
    precision: Int? = nil, scale: Int? = nil, size: Int? = nil, isPrimaryKey: Bool = false,
    span: Span
  ) {
    self.name = name
    self.type = type
    self.null = null
    self.defaultValue = defaultValue
    self.precision = precision
    self.scale = scale
    self.size = size
    self.isPrimaryKey = isPrimaryKey
    self.span = span
  }
}

package enum ColumnDefault: Hashable, Sendable {
  case literal(Literal)
  /// `fragment("now()")`
  case sql(String)
}

package indirect enum ColumnType: Hashable, Sendable {
  /// A migration type by its Elixir atom: `string`, `text`, `utc_datetime_usec`, `citext`.
  case named(String)
  /// `{:array, t}`
  case array(ColumnType)
  case references(Reference)
}

package struct Reference: Hashable, Sendable {
  package var table: String
  /// `prefix:`, where it is not that of the table that refers
  package var prefix: String?
  /// `column:`, where it is not `:id`
  package var column: String?
  /// `type:`, where it is not what Ecto takes
  package var type: String?
  package var onDelete: String?
  package var onUpdate: String?
  package var name: String?
  /// Further columns of a key of several: `with: [org_id: :org_id]`
  package var with: [ColumnPair] = []
  /// `match:`, PostgreSQL's `full`, `partial` or `simple`
  package var match: String?

  /// A column here, and the one that it refers to.
  package struct ColumnPair: Hashable, Sendable {
    package var column: String
    package var remote: String
    package init(column: String, remote: String) {
      self.column = column
      self.remote = remote
    }
  }

  package init(
    table: String, prefix: String? = nil, column: String? = nil, type: String? = nil,
    onDelete: String? = nil, onUpdate: String? = nil, name: String? = nil
  ) {
    self.table = table
    self.prefix = prefix
    self.column = column
    self.type = type
    self.onDelete = onDelete
    self.onUpdate = onUpdate
    self.name = name
  }
}

package enum ColumnChange: Sendable {
  case add(ColumnDefinition)
  case modify(ColumnDefinition, from: PriorColumn?)
  /// What it was makes it reversible.
  case remove(String, was: ColumnDefinition?, Span)
  /// Of a type that is a reference, Ecto drops the constraint first.
  case removeIfExists(String, ColumnType?, Span)
}

/// What a column was before it is modified.
package struct PriorColumn: Sendable {
  package var type: ColumnType
  /// Its options too; where nil, Ecto keeps the step's own when it turns the step round.
  package var column: ColumnDefinition?
  package var span: Span

  package init(type: ColumnType, column: ColumnDefinition? = nil, span: Span) {
    self.type = type
    self.column = column
    self.span = span
  }
}

package struct IndexDefinition: Sendable {
  package var table: TableName
  /// Columns in order, and SQL expressions.
  package var columns: [String]
  package var isUnique: Bool
  /// `name:`, where it is not what Ecto derives
  package var name: String?
  /// SQL of a partial index
  package var filter: String?
  package var using: String?
  package var isConcurrent: Bool
  package var include: [String]
  package var span: Span

  package init(
    table: TableName, columns: [String], isUnique: Bool = false, name: String? = nil,
    filter: String? = nil, using: String? = nil, isConcurrent: Bool = false, include: [String] = [],
    span: Span
  ) {
    self.table = table
    self.columns = columns
    self.isUnique = isUnique
    self.name = name
    self.filter = filter
    self.using = using
    self.isConcurrent = isConcurrent
    self.include = include
    self.span = span
  }
}

extension IndexDefinition {
  /// Whether what is indexed is an expression in SQL, `lower(email)`, and no column.
  package static func isExpression(_ text: String) -> Bool {
    text.contains("(") || text.contains(" ")
  }
}
