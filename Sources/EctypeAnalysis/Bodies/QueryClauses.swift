import EctypeModel

/// The names of Ecto.Query, in Elixir's spelling.
enum QueryClauses {
  /// Clauses of one value, as keywords and as calls.
  static let plain: Set<String> = [
    "where", "or_where", "having", "or_having", "select", "select_merge", "distinct", "order_by",
    "group_by", "limit", "offset", "with_ties", "lock", "preload", "update", "windows",
  ]

  /// Queries put together.
  static let combinations: Set<String> = [
    "union", "union_all", "except", "except_all", "intersect", "intersect_all",
  ]

  /// Functions and macros that have no keyword form.
  static let functions: Set<String> = [
    "prepend_order_by", "windows_as", "subquery", "exclude", "first", "last", "reverse_order",
    "put_query_prefix", "with_cte", "recursive_ctes", "has_named_binding?", "with_named_binding",
  ]

  static let joins: [String: Join.Kind] = [
    "join": .inner, "inner_join": .inner, "left_join": .left, "right_join": .right,
    "full_join": .full, "cross_join": .cross, "inner_lateral_join": .innerLateral,
    "left_lateral_join": .leftLateral, "cross_lateral_join": .crossLateral,
    "join_lateral": .innerLateral, "lateral_join": .innerLateral,
    "left_join_lateral": .leftLateral, "cross_join_lateral": .crossLateral,
  ]

  /// What a keyword `from` takes.
  static let keywords: Set<String> = plain.union(combinations).union(joins.keys)

  static func isClause(_ name: String) -> Bool {
    keywords.contains(name) || functions.contains(name)
  }

  static let names: Set<String> = keywords.union(functions)
}
