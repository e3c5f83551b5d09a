/// A field of a schema: declared, or made by a key, an association or timestamps.
package struct Field: SharedValue, Hashable {
  package var shared: Shared<Content>

  package struct Content: Hashable, Sendable {
    package var name: Name
    package var type: FieldType
    /// `T?`: nil is a value.
    package var isOptional: Bool
    package var defaultValue: Literal?
    /// `skip_default_validation: true`
    package var skipsDefaultValidation = false
    package var isVirtual = false
    /// By its own `redact:`, or else by its schema's `@schema_redact`.
    package var isRedacted = false
    /// `redact:`, where it is said.
    package var redactOption: Bool?
    package var isPrimaryKey = false
    package var isUnique = false
    /// The name of the index behind it, where it matters.
    package var uniqueIndexName: String?
    /// The column, where it is not the field's name.
    package var source: String?
    /// `autogenerate:`, where it is said; a key that Ecto can make makes itself.
    package var autogenerate: Autogenerate?
    package var readAfterWrites = false
    /// `load_in_query: false`
    package var isLeftOutOfQueries = false
    package var writable: Writable?
    /// `on_writable_violation:` (Ecto 3.14)
    package var onWritableViolation: OnWritableViolation?
    /// `embed_as:` of an `Ecto.Enum`
    package var embedAs: EmbedAs?
    /// Options that a hand-written parameterized type takes.
    package var typeOptions: [LiteralOption] = []
    /// What a hand-written type is stored as: a column's type by name.
    package var storage: String?
    /// The column's migration type by name, where `@column` says so.
    package var columnType: String?
    /// The column's default, where `@column` says so.
    package var columnDefault: ColumnDefault?
    /// For `:decimal` columns.
    package var precision: Int?
    package var scale: Int?
    /// What `@swift(…)` says of it.
    package var swift = SwiftAnnotation()
    package var documentation: String?
    package var origin: Origin
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
    documentation: String? = nil, origin: Origin
  ) {
    shared = Shared(
      Content(
        name: name, type: type, isOptional: isOptional, defaultValue: defaultValue,
        documentation: documentation, origin: origin))
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
