import EctypeDiagnostics

/// A typed expression of a function body.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    /// A constant; `.atom` and enumeration cases among them.
    case literal(Literal)
    /// `~D[2026-01-31]`: a calendar value, in the form of `Literal`.
    case sigil(name: String, text: String)
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
    /// `[head | tail]`
    case cons([Expression], tail: Expression)
    /// `1...n`, `0..<n`
    case range(Expression, Expression, isClosed: Bool)
    /// `%{m | key: v}`: keys that are there get new values.
    case mapUpdate(Expression, [MapEntry])
    /// `[status: a, search: b]`
    case keywords([Labeled])
    case map([MapEntry])
    /// `%User{name: …}`
    case structure(SchemaID, [Labeled])
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    /// `if` as a value: every branch ends in a `.value`, assigns nothing from outside and leaves nothing.
    case `if`(If)
    /// `switch` as a value, in the same way.
    case `switch`(Switch)
    /// `a?.b`: nil where the value is; else the expression, in which the variable is the value.
    case chain(Expression, Local, Expression)
    case closure(Closure)
    /// A named function as a value: `&String.upcase/1`
    case reference(Call.Callee, arity: Int)
    /// A function of the standard library as a value.
    case standardReference(StandardFunction)
    /// A call of a function that is a value: `f(x)`
    case apply(Expression, [Expression])
    /// A call of the language's standard library.
    case standard(StandardCall)
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
  case add, subtract, multiply, divide, remainder
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or
  /// `a ?? b`
  case coalesce
  /// `<>` of strings
  case concatenate
  /// `++` of lists
  case append
  /// `--` of lists
  case remove
  /// `x in xs`
  case contained
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
  /// The repository that a function was given, where it is called on that: `repo.insert(changeset)`.
  package var receiver: Expression?
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

/// A function without a name. It sees the variables around it with the values they have where it stands.
package struct Closure: Sendable {
  /// Each a name, `_` or a pattern that always matches.
  package var parameters: [Pattern]
  /// Ends in a return where the closure has a value.
  package var body: Block
  package var result: ValueType

  package init(parameters: [Pattern], body: Block, result: ValueType) {
    self.parameters = parameters
    self.body = body
    self.result = result
  }
}

package struct StandardCall: Sendable {
  package var function: StandardFunction
  /// The value it is called on, for a method, is the first.
  package var arguments: [Expression]
  /// It stands in a chain: as a method, or behind `|>`.
  package var isPiped: Bool

  package init(function: StandardFunction, arguments: [Expression], isPiped: Bool) {
    self.function = function
    self.arguments = arguments
    self.isPiped = isPiped
  }
}
