/// A schema or an embedded schema: what becomes `use Ecto.Schema` and a Swift struct.
package struct Schema: SharedValue {
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
    indirect case timestamps(Timestamps)
  }

  package var shared: Shared<Content>

  package init(_ content: Content) { shared = Shared(content) }

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

  // MARK: Look-ups

  /// The column of a field or an embed, by its Elixir name and `source:`.
  package func column(_ name: String, source: String?) -> String {
    source ?? self.sourceMapper?.column(of: name) ?? name
  }
  package func column(of field: Field) -> String { column(field.name.elixir, source: field.source) }

  // What is asked of the whole content would copy all of it: these load the one property that they need.

  package var hasFunctions: Bool { !shared.storage.value.functions.isEmpty }

  /// The field of an Elixir name, in constant time.
  package func field(_ name: String) -> Field? {
    let fields = self.fields
    if fields.count > Content.fewFields { return shared.value.fieldIndex[name].map { fields[$0] } }
    for field in fields where field.name.elixir == name { return field }
    return nil
  }

  /// The first `belongs_to` whose key has this Elixir name, in constant time.
  package func association(ofKey name: String) -> Association? {
    let associations = self.associations
    if associations.count > Content.fewFields {
      return shared.value.keyIndex[name].map { associations[$0] }
    }
    for association in associations where association.belongsToKey == name { return association }
    return nil
  }

  package var isEmbedded: Bool { if case .embedded = self.kind { true } else { false } }

  /// The JSON object's keys, in order.
  package var jsonProperties: [Property] {
    self.properties.filter {
      switch $0 {
      case .field(let field): field.isInJSON
      case .embed(let embed): !embed.isRedacted
      case .association: true
      }
    }
  }

  /// Sets both, so that what follows from them is worked out once.
  package mutating func set(primaryKey: PrimaryKey, members: [Member]) {
    shared.value.set(primaryKey: primaryKey, members: members)
  }
}

extension Schema {
  package struct Content: Sendable {
    // What every pass asks for comes first: it lies close together.
    package var id: SchemaID
    package var module: ModuleName
    package var kind: Kind { didSet { if isEmbedded != isDerivedEmbedded { derive() } } }
    /// Every key of the struct, in order: the primary key first, a foreign key before its association,
    /// timestamps where they are declared.
    package private(set) var properties: [Property] = []
    /// Of each of them: its field's, or none.
    package private(set) var identities: [Field.Identity] = []
    /// Every field of the struct, in order: what `__schema__(:fields)` and `(:virtual_fields)` name, embeds aside.
    package private(set) var fields: [Field] = []
    package private(set) var associations: [Association] = []
    package private(set) var embeds: [Embed] = []
    package var functions: [Function]
    /// Enumerations that it owns, nested in it or not.
    package var enumerations: [EnumerationID]
    /// What `@swift(…)` says of it.
    package var swift = SwiftAnnotation()
    package var documentation: String?
    package var origin: Origin
    /// The single primary key that Ecto declares outside the schema's block, or nil.
    package private(set) var primaryKeyField: Field?

    package private(set) var primaryKey: PrimaryKey
    /// `@foreign_key_type`, where it is not `:id`.
    package var foreignKeyType: FieldType?
    /// In source order. The primary key is here only if it is `composite`; foreign keys are their association's.
    /// Setting them costs as much as there are: change them as a whole.
    package var members: [Member] { didSet { derive() } }
    /// `@schema_context`
    package var context: Literal?
    /// `@schema_redact :all_except_primary_keys`
    package var redactsFields = false
    /// `@derive`, in source order.
    package var derivations: [Derivation] = []
    /// `@field_source_mapper`
    package var sourceMapper: SourceMapper?
    /// `@on_writable_violation` (Ecto 3.14)
    package var onWritableViolation: OnWritableViolation?
    /// Whether it has a JSON encoder; `json: "none"` leaves it out.
    package var isEncoded = true
    /// Indexes and checks that migrations must make: neither Ecto nor the outputs know of them.
    package var indexes: [SchemaIndex] = []
    package var checks: [SchemaCheck] = []
    /// `elixir { … }`, dedented, for the Elixir module alone.
    package var elixirTexts: [String] = []
    /// Members that are missing because something is wrong with them.
    package var givenUp: Set<String> = []

    /// What the key was worked out for.
    private var isDerivedEmbedded: Bool
    /// Of schemas with many fields; a few are found sooner by looking at each.
    fileprivate var fieldIndex: [String: Int] = [:]
    /// Where the `belongs_to` of each key stands in `associations`: of a wide schema only, as `fieldIndex`.
    fileprivate var keyIndex: [String: Int] = [:]
    fileprivate static let fewFields = 24

    /// - Parameter members: nil where they are set later, with the key: until then there is neither.
    package init(
      id: SchemaID, module: ModuleName, kind: Kind, primaryKey: PrimaryKey = .standard,
      foreignKeyType: FieldType? = nil, members: [Member]? = [], functions: [Function] = [],
      enumerations: [EnumerationID] = [], documentation: String? = nil, origin: Origin
    ) {
      self.id = id
      self.module = module
      self.kind = kind
      self.primaryKey = primaryKey
      self.foreignKeyType = foreignKeyType
      self.members = members ?? []
      self.functions = functions
      self.enumerations = enumerations
      self.documentation = documentation
      self.origin = origin
      isDerivedEmbedded = kind == .embedded
      if members != nil { derive() }
    }

    private var isEmbedded: Bool { if case .embedded = kind { true } else { false } }

    /// Sets both, so that what follows from them is worked out once.
    fileprivate mutating func set(primaryKey: PrimaryKey, members: [Member]) {
      self.primaryKey = primaryKey
      self.members = members
    }

    /// What follows from the key and the members, worked out once for all who ask.
    private mutating func derive() {
      isDerivedEmbedded = isEmbedded
      primaryKeyField =
        switch primaryKey {
        case .standard:
          Field(
            name: Name(source: "id", elixir: "id"), type: isEmbedded ? .binaryID : .id,
            isOptional: false, span: origin.span)
        case .custom(let field): field
        case .composite, .none: nil
        }
      var properties: [Property] = []
      var identities: [Field.Identity] = []
      var fields: [Field] = []
      (associations, embeds) = ([], [])
      if !members.isEmpty {
        properties.reserveCapacity(members.count + 3)
        identities.reserveCapacity(members.count + 3)
        fields.reserveCapacity(members.count + 3)
      }
      func add(_ field: Field) {
        properties.append(.field(field))
        identities.append(field.identity)
        fields.append(field)
      }
      if let key = primaryKeyField { add(key) }
      for member in members {
        switch member {
        case .field(let field): add(field)
        case .association(let association):
          if case .belongsTo(let key) = association.kind, key.definesField { add(key.field) }
          properties.append(.association(association))
          identities.append(.none)
          associations.append(association)
        case .embed(let embed):
          properties.append(.embed(embed))
          identities.append(.none)
          embeds.append(embed)
        case .timestamps(let timestamps):
          if let field = timestamps.insertedAt { add(field) }
          if let field = timestamps.updatedAt { add(field) }
        }
      }
      (self.properties, self.identities, self.fields) = (properties, identities, fields)
      fieldIndex =
        fields.count <= Self.fewFields
        ? [:]
        : Dictionary(
          zip(fields.map(\.name.elixir), fields.indices), uniquingKeysWith: { first, _ in first })
      keyIndex = [:]
      guard associations.count > Self.fewFields else { return }
      for (index, association) in associations.enumerated() {
        guard let key = association.belongsToKey, keyIndex[key] == nil else { continue }
        keyIndex[key] = index
      }
    }
  }
}
