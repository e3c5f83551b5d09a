import EctypeModel

/// The columns of eight bytes that migrations make for whole numbers: a schema calls those `Int` as well. PostgreSQL adds
/// them up in a `numeric`, which is a `Decimal` in Elixir.
struct WideColumns: Equatable, Sendable {
  /// By tables, whatever their prefix.
  private var columns: [String: Set<String>] = [:]

  init() {}

  init(_ tables: TableStates) {
    for (name, table) in tables.all {
      for (column, state) in table.columns {
        guard case .named(let type) = state.type, ColumnTypes.stored(type) == "bigint" else {
          continue
        }
        columns[name.name, default: []].insert(column)
      }
    }
  }

  func contains(_ field: Field, of schema: Schema) -> Bool {
    guard let table = schema.source else { return false }
    return columns[table]?.contains(schema.column(of: field)) ?? false
  }
}
