import EctypeDiagnostics
import EctypeModel

/// The single key of a schema, as Ecto's `@primary_key` has it.
struct PrimaryKeys {
  let file: FileAnalysis
  let schema: Schema

  /// The key of a schema that declares none.
  func standard(_ key: SchemaDefaults.PrimaryKey) -> Schema.PrimaryKey {
    switch (key, schema.isEmbedded) {
    case (.none, _): .none
    case (.id, false), (.binaryID, true): .standard
    case (.id, true): .custom(id(.id, nil))
    case (.binaryID, false): .custom(id(.binaryID, .byType))
    case (.uuid, _): .custom(id(.uuid, .byType))
    case (.uuidV7, _):
      .custom(id(.uuid, .options([LiteralOption("version", .integer("7"))])))
    }
  }

  private func id(_ type: FieldType, _ autogenerate: Field.Autogenerate?) -> Field {
    var field = Field(
      name: Name(source: "id", elixir: "id"), type: type, isOptional: false,
      span: schema.origin.span)
    field.autogenerate = autogenerate
    return field
  }

  /// A var that is the key. One that Ecto or the database can make makes itself.
  func custom(_ field: Field, hasExplicitType: Bool) -> Schema.PrimaryKey {
    var field = field
    let isMadeByType = [nil, .byType, .off].contains(field.autogenerate)
    switch field.type {
    case .integer, .id: field.type = .id
    case .uuid where !hasExplicitType && isMadeByType: field.type = .binaryID
    case .uuid, .binaryID: break
    default: return .custom(field)
    }
    // In an embedded schema nobody counts integers.
    if schema.isEmbedded, field.type == .id {
      if field.autogenerate == .byType {
        file.report(
          .invalidOption, "nothing counts the integers of an embedded schema",
          at: field.span, helps: [Help("make it a `UUID`, or leave it out")])
      }
      return .custom(field)
    }
    field.autogenerate = field.autogenerate ?? .byType
    let standard: FieldType = schema.isEmbedded ? .binaryID : .id
    let isPlain = field.type == standard && field.autogenerate == .byType && field.hasNoOptions
    return field.name.elixir == "id" && isPlain ? .standard : .custom(field)
  }
}
