import EctypeDiagnostics

/// A field of a schema: declared, or made by a key, an association or timestamps.
package struct Field: SharedValue, Hashable {
  package var shared: Shared<Content>
  /// Where it is declared, or what it follows from. What else it says may be many fields' alike.
  package var span: Span

  /// Every pass reads every field: what they all ask for comes first, and what few fields have is kept apart.
  package struct Content: Hashable, Sendable {
    package var name: Name
    fileprivate var rare: Shared<Rare>?
    package var type: FieldType
    /// `T?`: nil is a value.
    package var isOptional: Bool
    package var isVirtual = false
    /// By its own `redact:`, or else by its schema's `@schema_redact`.
    package var isRedacted = false
    package var isPrimaryKey = false
    package var isUnique = false
    /// `load_in_query: false`
    package var isLeftOutOfQueries = false
    package var readAfterWrites = false
    /// `skip_default_validation: true`
    package var skipsDefaultValidation = false
    /// `redact:`, where it is said.
    package var redactOption: Bool?
    package var writable: Writable?
    /// `on_writable_violation:` (Ecto 3.14)
    package var onWritableViolation: OnWritableViolation?
    /// `embed_as:` of an `Ecto.Enum`
    package var embedAs: EmbedAs?
    package var defaultValue: Literal?
    package var documentation: String?
  }

  /// Where a content lies: of two fields that have one content it is the same. It counts no reference, and means nothing
  /// once nobody has the content.
  package struct Identity: BitwiseCopyable, Equatable, Sendable {
    package let place: UInt

    /// No field's.
    package static let none = Identity(place: 0)
  }

  package var identity: Identity {
    Identity(place: UInt(bitPattern: ObjectIdentifier(shared.storage)))
  }

  /// What few fields say.
  fileprivate struct Rare: Hashable, Sendable {
    var uniqueIndexName: String?
    var source: String?
    var autogenerate: Autogenerate?
    var typeOptions: [LiteralOption] = []
    var storage: String?
    var columnType: String?
    var columnDefault: ColumnDefault?
    var precision: Int?
    var scale: Int?
    var swift = SwiftAnnotation()
  }

  /// Whether JSON holds it: redacted fields never leave the server, virtual ones are not stored, and binaries
  /// are no text (Jason raises on most).
  package var isInJSON: Bool { !self.isVirtual && !self.isRedacted && self.type.isText }

  package enum Writable: String, Hashable, Sendable, CaseIterable { case always, insert, never }

  package enum EmbedAs: String, Hashable, Sendable, CaseIterable { case values, dumped }

  /// Who makes a value that is not given.
  package enum Autogenerate: Hashable, Sendable {
    /// `autogenerate: false` of a key: nobody.
    case off
    /// `true`: the field's type.
    case byType
    /// `[version: 7]`: the field's type, with options.
    case options([LiteralOption])
    case function(MFA)
  }

  package init(
    name: Name, type: FieldType, isOptional: Bool, defaultValue: Literal? = nil,
    documentation: String? = nil, span: Span
  ) {
    self.span = span
    shared = Shared(
      Content(
        name: name, type: type, isOptional: isOptional, defaultValue: defaultValue,
        documentation: documentation))
  }

  /// The same at another place.
  package func moved(to span: Span) -> Field {
    var field = self
    field.span = span
    return field
  }

  /// The same with a content of its own.
  package func copied() -> Field {
    var field = self
    field.shared = Shared(shared.value)
    return field
  }
}

extension Field.Content {
  /// The name of the index behind it, where it matters.
  package var uniqueIndexName: String? {
    get { rare?.value.uniqueIndexName }
    set { change { $0.uniqueIndexName = newValue } }
  }
  /// The column, where it is not the field's name.
  package var source: String? {
    get { rare?.value.source }
    set { change { $0.source = newValue } }
  }
  /// `autogenerate:`, where it is said; a key that Ecto can make makes itself.
  package var autogenerate: Field.Autogenerate? {
    get { rare?.value.autogenerate }
    set { change { $0.autogenerate = newValue } }
  }
  /// Options that a hand-written parameterized type takes.
  package var typeOptions: [LiteralOption] {
    get { rare?.value.typeOptions ?? [] }
    set { change { $0.typeOptions = newValue } }
  }
  /// What a hand-written type is stored as: a column's type by name.
  package var storage: String? {
    get { rare?.value.storage }
    set { change { $0.storage = newValue } }
  }
  /// The column's migration type by name, where `@column` says so.
  package var columnType: String? {
    get { rare?.value.columnType }
    set { change { $0.columnType = newValue } }
  }
  /// The column's default, where `@column` says so.
  package var columnDefault: ColumnDefault? {
    get { rare?.value.columnDefault }
    set { change { $0.columnDefault = newValue } }
  }
  /// For `:decimal` columns.
  package var precision: Int? {
    get { rare?.value.precision }
    set { change { $0.precision = newValue } }
  }
  package var scale: Int? {
    get { rare?.value.scale }
    set { change { $0.scale = newValue } }
  }
  /// Swift has no such property.
  package var isSkippedInSwift: Bool { rare?.value.swift.isSkipped ?? false }
  /// The property's name, where it is said.
  package var swiftName: String? { rare?.value.swift.name }
  /// What `@swift(…)` says of it.
  package var swift: SwiftAnnotation {
    get { rare?.value.swift ?? SwiftAnnotation() }
    set { change { $0.swift = newValue } }
  }

  /// A field that has none of it keeps no place for it, so that equal fields are equal.
  private mutating func change(_ body: (inout Field.Rare) -> Void) {
    var value = Field.Rare()
    if let rare { value = rare.value }
    body(&value)
    rare = value == Field.Rare() ? nil : Shared(value)
  }
}

/// What Ecto does when a field that cannot be written changes.
package enum OnWritableViolation: String, Hashable, Sendable, CaseIterable {
  case nothing, warn, raise
}

/// `timestamps()`. A nil field is switched off (`updated_at: false`).
package struct Timestamps: Hashable, Sendable {
  package var insertedAt: Field?
  package var updatedAt: Field?
  /// What `timestamps(…)` must be told: nil where it is Ecto's default, `:naive_datetime`.
  package var type: FieldType?
  /// `autogenerate:`, where it is not Ecto's clock.
  package var autogenerate: MFA?

  package init(
    insertedAt: Field?, updatedAt: Field?, type: FieldType?, autogenerate: MFA? = nil
  ) {
    self.insertedAt = insertedAt
    self.updatedAt = updatedAt
    self.type = type
    self.autogenerate = autogenerate
  }
}
