/// A schema's model, as changesets see it. Everything per model is in this one table; the rest is code
/// shared by all models.
public nonisolated protocol EctypeModel: Sendable {
  /// The schema's fields; the raw value is the name in Elixir and JSON.
  associatedtype Field: SchemaField

  /// The field's type in the schema.
  static func ectoType(of field: Field) -> EctoType

  /// The field's `default:` in the schema, null if it has none.
  static func defaultValue(of field: Field) -> CastValue

  /// The field's value in this model; nil if the client does not have it (a redacted field).
  func castValue(of field: Field) -> CastValue?
}

nonisolated extension EctypeModel {
  /// No field has a default.
  public static func defaultValue(of field: Field) -> CastValue { .null }

  /// The client has none of the fields.
  public func castValue(of field: Field) -> CastValue? { nil }
}

nonisolated extension EctypeModel where Self: FieldMapped {
  public func castValue(of field: Field) -> CastValue? {
    Self.ectoType(of: field).isCastByServer
      ? nil : Self.fieldMap.castValue(of: field.rawValue, in: self)
  }
}
