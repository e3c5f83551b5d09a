import EctypeModel

/// The functions that every `Ecto.Repo` has, with their types.
struct RepositoryFunction: Sendable {
  enum Shape: Sendable {
    /// A query or a schema gives something of its rows.
    case query(@Sendable (ValueType) -> ValueType)
    /// A schema or query, and an id.
    case identifier(@Sendable (ValueType) -> ValueType)
    /// A schema or query, and `name: value` clauses.
    case clauses(@Sendable (ValueType) -> ValueType)
    /// A struct or a changeset.
    case write(needsChangeset: Bool, @Sendable (SchemaID) -> ValueType)
    /// A struct, a list or nil of structs, and associations.
    case preload
    /// A struct or a list of them.
    case reload(isStrict: Bool)
    case aggregate
    case insertAll, updateAll, deleteAll
    /// SQL and its parameters.
    case sql(@Sendable () -> ValueType)
    /// `:all`, and a query
    case toSQL
    /// A function, or an `Ecto.Multi`.
    case transaction
    /// Why: it does not come back.
    case rollback
    /// Nothing.
    case plain(ValueType)
  }

  var shape: Shape
  var options: [String: RepositoryOption] = [:]

  static let all: [String: RepositoryFunction] = {
    let reads = RepositoryOption.shared
    var streams = reads
    streams["max_rows"] = .value(.integer)
    return [
      "all": RepositoryFunction(shape: .query { .list($0) }, options: reads),
      "stream": RepositoryFunction(shape: .query { _ in .any }, options: streams),
      "one": RepositoryFunction(shape: .query { TypeResolver.optional($0) }, options: reads),
      "one!": RepositoryFunction(shape: .query { $0 }, options: reads),
      "exists?": RepositoryFunction(shape: .query { _ in .bool }, options: reads),
      "get": RepositoryFunction(shape: .identifier { TypeResolver.optional($0) }, options: reads),
      "get!": RepositoryFunction(shape: .identifier { $0 }, options: reads),
      "get_by": RepositoryFunction(shape: .clauses { TypeResolver.optional($0) }, options: reads),
      "get_by!": RepositoryFunction(shape: .clauses { $0 }, options: reads),
      "all_by": RepositoryFunction(shape: .clauses { .list($0) }, options: reads),
      "aggregate": RepositoryFunction(shape: .aggregate, options: reads),
      "reload": RepositoryFunction(shape: .reload(isStrict: false), options: reads),
      "reload!": RepositoryFunction(shape: .reload(isStrict: true), options: reads),
      "preload": RepositoryFunction(shape: .preload, options: RepositoryOption.preloads),
      "insert": write { .result(.schema($0), .changeset($0)) },
      "insert!": write { .schema($0) },
      "update": write(needsChangeset: true) { .result(.schema($0), .changeset($0)) },
      "update!": write(needsChangeset: true) { .schema($0) },
      "insert_or_update": write(needsChangeset: true) { .result(.schema($0), .changeset($0)) },
      "insert_or_update!": write(needsChangeset: true) { .schema($0) },
      "delete": write { .result(.schema($0), .changeset($0)) },
      "delete!": write { .schema($0) },
      "insert_all": RepositoryFunction(shape: .insertAll, options: RepositoryOption.inserts),
      "update_all": RepositoryFunction(shape: .updateAll, options: reads),
      "delete_all": RepositoryFunction(shape: .deleteAll, options: reads),
      "query": RepositoryFunction(shape: .sql { .result(.any, .any) }, options: reads),
      "query!": RepositoryFunction(shape: .sql { .any }, options: reads),
      "to_sql": RepositoryFunction(shape: .toSQL),
      "transact": RepositoryFunction(shape: .transaction, options: reads),
      "transaction": RepositoryFunction(shape: .transaction, options: reads),
      "rollback": RepositoryFunction(shape: .rollback),
      "in_transaction?": RepositoryFunction(shape: .plain(.bool)),
      "checked_out?": RepositoryFunction(shape: .plain(.bool)),
    ]
  }()

  private static func write(
    needsChangeset: Bool = false, _ result: @escaping @Sendable (SchemaID) -> ValueType
  ) -> RepositoryFunction {
    RepositoryFunction(
      shape: .write(needsChangeset: needsChangeset, result), options: RepositoryOption.writes)
  }
}

/// What an option of a repository's function takes.
enum RepositoryOption: Sendable {
  case value(ValueType)
  /// `true`, or fields
  case returning
  case onConflict
  case conflictTarget
  /// A field.
  case field

  static let shared: [String: RepositoryOption] = [
    "prefix": .value(.optional(.string)), "timeout": .value(.any), "log": .value(.any),
    "telemetry_event": .value(.any), "telemetry_options": .value(.any),
  ]

  static let preloads: [String: RepositoryOption] = shared.merging([
    "force": .value(.bool), "in_parallel": .value(.bool),
  ]) { $1 }

  static let inserts: [String: RepositoryOption] = shared.merging([
    "returning": .returning, "on_conflict": .onConflict, "conflict_target": .conflictTarget,
    "placeholders": .value(.any),
  ]) { $1 }

  static let writes: [String: RepositoryOption] = inserts.merging([
    "force": .value(.bool), "stale_error_field": .field, "stale_error_message": .value(.string),
    "allow_stale": .value(.bool),
  ]) { $1 }
}
