/// A schema or an embedded schema: what becomes `use Ecto.Schema` and a Swift struct.
package struct Schema: Sendable {
  package enum Kind: Hashable, Sendable {
    case table(source: String, prefix: String?)
    case embedded
  }

  package enum PrimaryKey: Hashable, Sendable {
    /// Ecto's own: `id`, an integer the database counts (a `binary_id` in an embedded schema).
    case standard
    /// `@primary_key {name, type, autogenerate: …}` with this field.
    case custom(Field)
    /// Fields of `members` marked `primary_key: true`, and `@primary_key false`.
    case composite
    case none
  }

  package enum Member: Sendable {
    case field(Field)
    case association(Association)
    case embed(Embed)
    case timestamps(Timestamps)
  }

  package var id: SchemaID
  package var module: ModuleName
  package var kind: Kind
  package var primaryKey: PrimaryKey
  /// `@foreign_key_type`, where it is not `:id`.
  package var foreignKeyType: FieldType?
  /// In source order. The primary key is here only if it is `composite`; foreign keys are their association's.
  package var members: [Member]
  package var functions: [Function]
  /// Enumerations that it owns, nested in it or not.
  package var enumerations: [EnumerationID]
  package var documentation: String?
  package var origin: Origin

  package init(
    id: SchemaID, module: ModuleName, kind: Kind, primaryKey: PrimaryKey = .standard,
    foreignKeyType: FieldType? = nil, members: [Member] = [], functions: [Function] = [],
    enumerations: [EnumerationID] = [], documentation: String? = nil, origin: Origin
  ) {
    self.id = id
    self.module = module
    self.kind = kind
    self.primaryKey = primaryKey
    self.foreignKeyType = foreignKeyType
    self.members = members
    self.functions = functions
    self.enumerations = enumerations
    self.documentation = documentation
    self.origin = origin
  }

  package var isEmbedded: Bool { kind == .embedded }

  // MARK: What the struct holds

  /// One key of the Elixir struct.
  package enum Property: Sendable {
    case field(Field)
    case association(Association)
    case embed(Embed)

    package var name: Name {
      switch self {
      case .field(let field): field.name
      case .association(let association): association.name
      case .embed(let embed): embed.name
      }
    }
  }

  /// Every key of the struct, in order: the primary key first, a foreign key before its association,
  /// timestamps where they are declared.
  package var properties: [Property] {
    var result: [Property] = []
    result.reserveCapacity(members.count + 3)
    if let key = primaryKeyField { result.append(.field(key)) }
    for member in members {
      switch member {
      case .field(let field): result.append(.field(field))
      case .association(let association):
        if case .belongsTo(let key) = association.kind, key.definesField {
          result.append(.field(key.field))
        }
        result.append(.association(association))
      case .embed(let embed): result.append(.embed(embed))
      case .timestamps(let timestamps):
        if let field = timestamps.insertedAt { result.append(.field(field)) }
        if let field = timestamps.updatedAt { result.append(.field(field)) }
      }
    }
    return result
  }

  /// Every field of the struct, in order: what `__schema__(:fields)` and `(:virtual_fields)` name, embeds aside.
  package var fields: [Field] {
    properties.compactMap { if case .field(let field) = $0 { field } else { nil } }
  }

  package var associations: [Association] {
    members.compactMap { if case .association(let association) = $0 { association } else { nil } }
  }

  package var embeds: [Embed] {
    members.compactMap { if case .embed(let embed) = $0 { embed } else { nil } }
  }

  /// The single primary key that Ecto declares outside the schema's block, or nil.
  package var primaryKeyField: Field? {
    switch primaryKey {
    case .standard:
      Field(
        name: Name(source: "id", elixir: "id"), type: isEmbedded ? .binaryID : .id,
        isOptional: false, origin: origin)
    case .custom(let field): field
    case .composite, .none: nil
    }
  }

  /// The JSON object's keys, in order.
  package var jsonProperties: [Property] {
    properties.filter { if case .field(let field) = $0 { field.isInJSON } else { true } }
  }
}
