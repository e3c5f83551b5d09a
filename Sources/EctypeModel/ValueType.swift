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
  /// A closure or a named function as a value.
  case function([ValueType], ValueType)
  /// Whole numbers from one to another, as `1...n` gives them.
  case range
  /// A module as a value: a schema given to `Repo.get`.
  case module(ModuleName)

  package var isOptional: Bool { if case .optional = self { true } else { false } }

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
