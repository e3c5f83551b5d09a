/// `from(p in Post, as: :post, where: …, orderBy: …)`: a source, the name of its rows, and clauses in order.
package struct FromExpression: Sendable {
  package enum Source: Sendable {
    case schema(SchemaID)
    /// A query value: `from(p in query, …)`
    case query(Expression)
  }

  package var source: Source
  /// nil for `from(Post)`.
  package var binding: Binding?
  package var clauses: [QueryClause]

  package init(source: Source, binding: Binding?, clauses: [QueryClause] = []) {
    self.source = source
    self.binding = binding
    self.clauses = clauses
  }
}

/// A clause added to a query value. `bindings` are those that the clause names, in the query's order, each
/// at the place it has in the query.
package struct QueryCall: Sendable {
  package var query: Expression
  /// `query |> where(…)` rather than `where(query, …)`
  package var isPiped: Bool
  /// All bindings of the query up to the last one that the clause names.
  package var bindings: [Binding]
  package var clause: QueryClause

  package init(query: Expression, isPiped: Bool, bindings: [Binding], clause: QueryClause) {
    self.query = query
    self.isPiped = isPiped
    self.bindings = bindings
    self.clause = clause
  }
}

package enum QueryClause: Sendable {
  case `where`(QueryExpression)
  case orWhere(QueryExpression)
  case orderBy([QueryOrder])
  case limit(QueryExpression)
  case offset(QueryExpression)
  case distinct(QueryExpression)
  case select(QueryExpression)
  /// Associations by Elixir name, nested.
  case preload([Preload])
  /// `join: a in assoc(p, :author)`
  case join(Join)
}

package struct QueryOrder: Sendable {
  package var direction: OrderDirection
  package var expression: QueryExpression
  package init(direction: OrderDirection, expression: QueryExpression) {
    self.direction = direction
    self.expression = expression
  }
}

package struct Preload: Sendable {
  package var association: String
  package var nested: [Preload]
  package init(association: String, nested: [Preload] = []) {
    self.association = association
    self.nested = nested
  }
}

package struct Join: Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable { case inner, left, right, full }
  package enum Source: Sendable {
    /// `assoc(p, :author)`
    case association(owner: Binding, name: String)
    case schema(SchemaID, on: QueryExpression)
  }

  package var kind: Kind
  package var binding: Binding
  package var source: Source
  package init(kind: Kind, binding: Binding, source: Source) {
    self.kind = kind
    self.binding = binding
    self.source = source
  }
}

/// What stands inside a clause: evaluated by the database.
package indirect enum QueryExpression: Sendable {
  case literal(Literal)
  /// `p.title`, by the field's Elixir name
  case field(Binding, String)
  /// The whole row: `select(p)`
  case binding(Binding)
  /// `^value`
  case pinned(Expression)
  case not(QueryExpression)
  case binary(QueryOperator, QueryExpression, QueryExpression)
  case isNil(QueryExpression)
  /// A function of `Ecto.Query.API` by its Elixir name: `ilike`, `count`, `coalesce`.
  case call(String, [QueryExpression])
  /// `fragment("… ? …", a)`
  case fragment(String, [QueryExpression])
  case list([QueryExpression])
  case tuple([QueryExpression])
  /// `%{id: p.id}`
  case map([(key: String, value: QueryExpression)])
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
}
