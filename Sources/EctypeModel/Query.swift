/// `from(p in Post, as: :post, where: …, orderBy: …)`: a source, the name of its rows, and clauses in order.
package struct FromExpression: Sendable {
  package var source: QuerySource
  /// nil for `from(Post)`.
  package var binding: Binding?
  /// `as:`, `prefix:`, `hints:`
  package var options: [QueryEntry]
  package var clauses: [QueryClause]

  package init(
    source: QuerySource, binding: Binding?, options: [QueryEntry] = [], clauses: [QueryClause] = []
  ) {
    self.source = source
    self.binding = binding
    self.options = options
    self.clauses = clauses
  }
}

/// Where rows come from.
package indirect enum QuerySource: Sendable {
  case schema(SchemaID)
  /// A table or a CTE by name; `{"archived_posts", Post}`
  case table(String, SchemaID?)
  /// A query value: `from(p in query, …)`, `subquery(q)`
  case query(Expression)
  /// `fragment(…)`, `values(…)`
  case expression(QueryExpression)
  /// `assoc(p, :author)`
  case association(owner: QueryExpression, name: QueryExpression)
  /// `with(…)` before its `from`
  case none
}

/// A clause added to a query value.
package struct QueryCall: Sendable {
  package var query: Expression
  /// `query |> where(…)` rather than `where(query, …)`
  package var isPiped: Bool
  /// The bindings that the clause names, each at the place it has in the query.
  package var bindings: [BindingSlot]
  package var clause: QueryClause

  package init(query: Expression, isPiped: Bool, bindings: [BindingSlot], clause: QueryClause) {
    self.query = query
    self.isPiped = isPiped
    self.bindings = bindings
    self.clause = clause
  }
}

/// One element of `[p, _, ..., c, comments: c]`.
package enum BindingSlot: Hashable, Sendable {
  case positional(Binding)
  case skipped
  /// `...`: any number of bindings
  case rest
  /// `comments: c`
  case named(String, Binding)
}

package enum QueryClause: Sendable {
  /// A clause of one value, by Elixir name: `where`, `select`, `order_by`, `lock`, `windows`, `union`.
  case plain(String, QueryExpression)
  /// `join: a in assoc(p, :author), on: …`
  case join(Join)
  /// `with_cte("name", as: ^query)`
  case commonTable(name: String, query: QueryExpression, options: [QueryEntry])
  /// A function of Ecto.Query that takes a query and plain values: `exclude`, `first`, `subquery`.
  case function(String, [Expression], [Labeled])
}

package struct Join: Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case inner, left, right, full, cross
    case innerLateral = "inner_lateral"
    case leftLateral = "left_lateral"
    case crossLateral = "cross_lateral"

    package var isLateral: Bool {
      self == .innerLateral || self == .leftLateral || self == .crossLateral
    }
  }

  package var kind: Kind
  package var binding: Binding
  package var source: QuerySource
  package var on: QueryExpression?
  /// `as:`, `prefix:`, `hints:`
  package var options: [QueryEntry]

  package init(
    kind: Kind, binding: Binding, source: QuerySource, on: QueryExpression?,
    options: [QueryEntry] = []
  ) {
    self.kind = kind
    self.binding = binding
    self.source = source
    self.on = on
    self.options = options
  }
}

/// What stands inside a clause: evaluated by the database.
package indirect enum QueryExpression: Sendable {
  case literal(Literal)
  /// The rows of a binding: `select(p)`, and what fields are of.
  case binding(Binding)
  /// `p.title`, `as(:post).title`: by the field's Elixir name
  case field(QueryExpression, String)
  /// `^value`
  case pinned(Expression)
  /// An Elixir value as it is: the query of `exists(query)`
  case value(Expression)
  case not(QueryExpression)
  case negate(QueryExpression)
  case binary(QueryOperator, QueryExpression, QueryExpression)
  case isNil(QueryExpression)
  /// A function of `Ecto.Query.API` or `Ecto.Query.WindowAPI` by its Elixir name: `ilike`, `count`, `over`.
  case call(String, [QueryExpression])
  /// `p.meta["a"]`
  case access(QueryExpression, QueryExpression)
  /// Keywords at its end are written without brackets of their own.
  case list([QueryExpression])
  case tuple([QueryExpression])
  /// `desc: p.name`
  case keywords([QueryEntry])
  /// `%{id: p.id}`, `%{p | title: "x"}`, `%Post{title: p.title}`
  case map([QueryEntry], update: QueryExpression? = nil, structure: SchemaID? = nil)
  /// The second argument of `type(x, :integer)`
  case type(FieldType)
}

package struct QueryEntry: Sendable {
  package var key: String
  package var value: QueryExpression
  package init(_ key: String, _ value: QueryExpression) {
    self.key = key
    self.value = value
  }
}

/// `dynamic([p], p.title == ^title)`
package struct DynamicExpression: Sendable {
  package var bindings: [BindingSlot]
  package var value: QueryExpression

  package init(bindings: [BindingSlot], value: QueryExpression) {
    self.bindings = bindings
    self.value = value
  }
}

package enum QueryOperator: String, Hashable, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and, or
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case `in`
  case notIn = "not in"
}
