/// The type of a value in a function body. Neither language's: both back ends spell it their own way.
package indirect enum ValueType: Hashable, Sendable {
  /// Checks are off for this value, and nothing else.
  case any
  case void
  case `nil`
  case bool, integer, float, string, decimal, atom, binary
  case date
  case time(FieldType.Precision)
  case naiveDateTime(FieldType.Precision)
  case utcDateTime(FieldType.Precision)
  case duration
  case uuid
  case optional(ValueType)
  case list(ValueType)
  case map(key: ValueType, value: ValueType)
  case tuple([ValueType])
  /// Options by name, a keyword list in Elixir: `{status: Status?, search: String?}`
  case options([OptionType])
  case schema(SchemaID)
  case enumeration(EnumerationID)
  /// What `cast` takes: the payload of a schema's changeset, or any map.
  case params(SchemaID?)
  case changeset(SchemaID?)
  case query(QueryType)
  /// A part of a query as a value.
  case dynamic(DynamicType)
  /// A map whose keys are known atoms: what `select({id: p.id})` gives.
  case record([OptionType])
  /// `{:ok, T} | {:error, E}`
  case result(ValueType, ValueType)
  /// Some columns of a schema's table and their values: what `insert_all` takes of a row.
  case row(SchemaID)
  /// A closure or a named function as a value.
  case function([ValueType], ValueType)
  /// No value at all: what a call that does not come back gives, and the other half of `.ok(x)`.
  case never
  /// Named steps of a transaction.
  case multi(MultiType)
  /// What follows `:error` where a step has failed: its name, why, and what was done before.
  case multiFailure(MultiType)
  /// Whole numbers from one to another, as `1...n` gives them.
  case range
  /// A module as a value: a schema given to `Repo.get`.
  case module(ModuleName)

  package var isOptional: Bool { if case .optional = self { true } else { false } }

  /// The type of a variable with such a value: it may get others.
  package var widened: ValueType {
    switch self {
    case .never: .any
    case .result(let value, let error): .result(value.widened, error.widened)
    default: self
    }
  }

  /// The same without fractions of seconds.
  package var coarse: ValueType {
    switch self {
    case .time: .time(.second)
    case .naiveDateTime: .naiveDateTime(.second)
    case .utcDateTime: .utcDateTime(.second)
    default: self
    }
  }

  /// It is put together piece by piece, and its type tells of what.
  package var isComposed: Bool {
    switch self {
    case .query, .multi: true
    default: false
    }
  }

  /// The same where more may have been added.
  package var opened: ValueType {
    switch self {
    case .query(let query): .query(query.opened)
    case .multi(let multi): .multi(multi.opened)
    default: self
    }
  }

  /// What is known of a value that is of one of two types that are put together.
  package func merged(with other: ValueType) -> ValueType {
    switch (self, other) {
    case (.query(let a), .query(let b)): .query(a.merged(with: b))
    case (.multi(let a), .multi(let b)): .multi(a.merged(with: b))
    default: self
    }
  }

  /// The type without its optionality.
  package var unwrapped: ValueType { if case .optional(let type) = self { type } else { self } }
}

/// One option of a parameter that takes them; a nil one is absent.
package struct OptionType: Hashable, Sendable {
  package var name: Name
  package var type: ValueType

  package init(name: Name, type: ValueType) {
    self.name = name
    self.type = type
  }
}
