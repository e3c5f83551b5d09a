import EctypeDiagnostics

/// A typed expression of a function body.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    /// A constant; `.atom` and enumeration cases among them.
    case literal(Literal)
    /// A string with values in it.
    case interpolation([StringSegment])
    case local(Local)
    /// `user.name`: a field, an association or an embed of a struct.
    case property(Expression, Name)
    /// `opts[:status]`: a member of options or of untyped parameters; nil where it is absent.
    case option(Expression, key: String)
    /// `list[i]`, `params["status"]`
    case element(Expression, Expression)
    case list([Expression])
    case tuple([Expression])
    /// `[status: a, search: b]`
    case keywords([Labeled])
    case map([MapEntry])
    /// `%User{name: …}`
    case structure(SchemaID, [Labeled])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case call(Call)
    /// One step of a changeset pipeline.
    case changeset(ChangesetCall)
    /// `from(p in Post, …)`
    case from(FromExpression)
    /// `where(query, …)`, `query |> where(…)`
    case query(QueryCall)
    /// `dynamic([p], p.title == ^title)`
    case dynamic(DynamicExpression)
    /// A module given as an argument.
    case module(ModuleName)
    /// A schema given as an argument: `Repo.get(Post, id)`.
    case schema(SchemaID)
  }

  package var kind: Kind
  package var type: ValueType
  package var span: Span

  package init(_ kind: Kind, type: ValueType, span: Span) {
    self.kind = kind
    self.type = type
    self.span = span
  }
}

package enum StringSegment: Sendable {
  case text(String)
  case value(Expression)
}

/// `key: value`, the key in Elixir's spelling.
package struct Labeled: Sendable {
  package var key: String
  package var value: Expression
  package init(key: String, value: Expression) {
    self.key = key
    self.value = value
  }
}

package struct MapEntry: Sendable {
  package var key: Expression
  package var value: Expression
  package init(key: Expression, value: Expression) {
    self.key = key
    self.value = value
  }
}

package enum UnaryOperator: String, Hashable, Sendable { case not, negate }

package enum BinaryOperator: String, Hashable, Sendable, CaseIterable {
  case add, subtract, multiply, divide
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or
  /// `a ?? b`
  case coalesce
  /// `<>` of strings
  case concatenate
  /// `++` of lists
  case append
}

/// A call of a function. `isPiped` says that the source piped the first argument in: `a |> f(b)`.
package struct Call: Sendable {
  package enum Callee: Hashable, Sendable {
    /// A function of the module that the call stands in.
    case local(Name)
    /// A function of another module of the project.
    case function(ModuleName, Name)
    /// A function of a schema's module.
    case schema(SchemaID, Name)
    /// A function of the project's repository, by its Elixir name: `all`, `get!`, `insert`.
    case repository(ModuleName, String)
  }

  package var callee: Callee
  package var arguments: [Expression]
  /// Trailing keyword options.
  package var options: [Labeled]
  package var isPiped: Bool

  package init(callee: Callee, arguments: [Expression], options: [Labeled] = [], isPiped: Bool) {
    self.callee = callee
    self.arguments = arguments
    self.options = options
    self.isPiped = isPiped
  }
}
