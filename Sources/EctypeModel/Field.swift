/// A field of a schema: declared, or made by a key, an association or timestamps.
package struct Field: Hashable, Sendable {
  package var name: Name
  package var type: FieldType
  /// `T?`: nil is a value.
  package var isOptional: Bool
  package var defaultValue: Literal?
  package var isVirtual = false
  package var isRedacted = false
  package var isPrimaryKey = false
  package var isUnique = false
  /// The column, where it is not the field's name.
  package var source: String?
  /// `autogenerate:`, where it is said; a key that Ecto can make makes itself.
  package var autogenerates: Bool?
  package var readAfterWrites = false
  /// `load_in_query: false`
  package var isLeftOutOfQueries = false
  package var writable: Writable?
  /// The column's migration type by name, where `@column` says so.
  package var columnType: String?
  /// For `:decimal` columns.
  package var precision: Int?
  package var scale: Int?
  /// What `@swift(…)` says of it.
  package var swift = SwiftAnnotation()
  package var documentation: String?
  package var origin: Origin

  /// Whether JSON holds it: redacted fields never leave the server, virtual ones are not stored, and binaries
  /// are no text (Jason raises on most).
  package var isInJSON: Bool { !isVirtual && !isRedacted && type != .binary }

  package enum Writable: String, Hashable, Sendable, CaseIterable { case always, insert, never }

  package init(
    name: Name, type: FieldType, isOptional: Bool, defaultValue: Literal? = nil,
    documentation: String? = nil, origin: Origin
  ) {
    self.name = name
    self.type = type
    self.isOptional = isOptional
    self.defaultValue = defaultValue
    self.documentation = documentation
    self.origin = origin
  }
}

/// `timestamps()`. A nil field is switched off (`updated_at: false`).
package struct Timestamps: Hashable, Sendable {
  package var insertedAt: Field?
  package var updatedAt: Field?
  /// What `timestamps(…)` must be told: nil where it is Ecto's default, `:naive_datetime`.
  package var type: FieldType?

  package init(insertedAt: Field?, updatedAt: Field?, type: FieldType?) {
    self.insertedAt = insertedAt
    self.updatedAt = updatedAt
    self.type = type
  }
}
