import EctypeModel

/// The functions of Ecto.Query.API and Ecto.Query.WindowAPI whose arguments are plain expressions, by Elixir
/// name. Those with a form of their own are in `QueryExpressionLowering.special`.
struct QueryFunction: Sendable {
  enum Kind: Sendable {
    case plain
    /// One value for many rows; `countsRows`: joined rows that repeat a row change it.
    case aggregate(countsRows: Bool)
    /// A window function, which needs `over`.
    case window
  }

  var kind = Kind.plain
  var counts: ClosedRange<Int>
  /// What each argument must be; nil for anything.
  var wanted: ValueType?
  var result: @Sendable ([ValueType]) -> ValueType

  static let all: [String: QueryFunction] = [
    "like": QueryFunction(counts: 2...2, wanted: .string, result: QueryExpressionLowering.truth),
    "ilike": QueryFunction(counts: 2...2, wanted: .string, result: QueryExpressionLowering.truth),
    "is_nil": QueryFunction(counts: 1...1) { _ in .bool },
    "coalesce": QueryFunction(counts: 2...2) {
      $0[1].isOptional ? $0[0] : $0[0].unwrapped
    },

    "count": aggregate(counts: 0...2) { _ in .integer },
    "sum": aggregate { TypeResolver.optional($0[0]) },
    "avg": aggregate { TypeResolver.optional($0[0].unwrapped == .float ? .float : .decimal) },
    "min": aggregate(countsRows: false) { TypeResolver.optional($0[0]) },
    "max": aggregate(countsRows: false) { TypeResolver.optional($0[0]) },

    "row_number": window(counts: 0...0) { _ in .integer },
    "rank": window(counts: 0...0) { _ in .integer },
    "dense_rank": window(counts: 0...0) { _ in .integer },
    "percent_rank": window(counts: 0...0) { _ in .float },
    "cume_dist": window(counts: 0...0) { _ in .float },
    "ntile": window(counts: 1...1, wanted: .integer) { _ in .integer },
    "first_value": window(counts: 1...1) { TypeResolver.optional($0[0]) },
    "last_value": window(counts: 1...1) { TypeResolver.optional($0[0]) },
    "nth_value": window(counts: 2...2) { TypeResolver.optional($0[0]) },
    "lag": window(counts: 1...3) { $0.count == 3 ? $0[0] : TypeResolver.optional($0[0]) },
    "lead": window(counts: 1...3) { $0.count == 3 ? $0[0] : TypeResolver.optional($0[0]) },
  ]

  private static func aggregate(
    counts: ClosedRange<Int> = 1...1, countsRows: Bool = true,
    _ result: @escaping @Sendable ([ValueType]) -> ValueType
  ) -> QueryFunction {
    QueryFunction(
      kind: .aggregate(countsRows: countsRows), counts: counts, wanted: nil, result: result)
  }

  private static func window(
    counts: ClosedRange<Int>, wanted: ValueType? = nil,
    _ result: @escaping @Sendable ([ValueType]) -> ValueType
  ) -> QueryFunction {
    QueryFunction(kind: .window, counts: counts, wanted: wanted, result: result)
  }

  /// `over` applies to these.
  static func isWindowed(_ name: String) -> Bool {
    switch all[name]?.kind {
    case .aggregate, .window: true
    default: name == "filter"
    }
  }
}
