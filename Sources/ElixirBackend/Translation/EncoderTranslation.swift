import EctypeModel

/// The JSON encoder of a schema: exactly the keys that the generated Swift decodes. What was not loaded is
/// left out, because Jason's derived encoder would raise on it.
struct EncoderTranslation {
  let schema: Schema
  let encoder: ElixirSettings.JSONEncoder

  func implementation() -> ElixirExpression? {
    let receiver = FunctionTranslation.receiverName(of: schema)
    switch encoder {
    case .none: return nil
    case .jason:
      return implementation(
        of: "Jason.Encoder", receiver, "opts", .remote("Jason.Encode", "map", [.variable("opts")]))
    case .builtin:
      return implementation(
        of: "JSON.Encoder", receiver, "encoder",
        .remote("JSON.Encoder", "encode", [.variable("encoder")]))
    }
  }

  private func implementation(
    of protocolName: String, _ value: String, _ options: String, _ last: ElixirExpression
  ) -> ElixirExpression {
    let value = value == options ? "struct" : value
    let properties = schema.jsonProperties
    let keys = properties.map { ElixirExpression.atom($0.name.elixir) }
    var stages: [ElixirExpression] = [
      .variable(value), .remote("Map", "take", [.list(keys)]),
    ]
    if properties.contains(where: \.isAssociation) { stages.append(Self.reject) }
    if encoder == .jason { stages += properties.compactMap(Self.duration) }
    stages.append(last)
    return .block(
      "defimpl", [.alias(protocolName)],
      [
        .expression(
          .block(
            "def", [.call("encode", [.variable(value), .variable(options)])],
            [.expression(.pipeline(stages, isBroken: true))]))
      ])
  }

  /// Jason has no text for a `Duration`: `Map.update!(:rest, fn value -> value && … end)`
  private static func duration(_ property: Schema.Property) -> ElixirExpression? {
    guard case .field(let field) = property, field.type.element == .duration else { return nil }
    let value = ElixirExpression.variable("value")
    return .remote(
      "Map", "update!",
      [
        .atom(field.name.elixir),
        .function([
          ElixirClause(
            [value], [.expression(.binary(.doubleAmpersand, value, text(of: value, field.type)))])
        ]),
      ])
  }

  private static func text(of value: ElixirExpression, _ type: FieldType) -> ElixirExpression {
    guard case .array(let element) = type else {
      return .remote("Duration", "to_iso8601", [value])
    }
    let inner = ElixirExpression.variable("element")
    return .remote(
      "Enum", "map",
      [
        value,
        element == .duration
          ? .functionReference(.alias("Duration"), "to_iso8601", arity: 1)
          : .function([ElixirClause([inner], [.expression(text(of: inner, element))])]),
      ])
  }

  private static let reject: ElixirExpression = {
    let notLoaded = ElixirExpression.map(struct: .alias("Ecto.Association.NotLoaded"), [])
    return .remote(
      "Map", "reject",
      [
        .function([
          ElixirClause(
            [.tuple([.variable("_"), .variable("value")])],
            [.expression(.call("match?", [notLoaded, .variable("value")]))])
        ])
      ])
  }()
}

extension Schema.Property {
  fileprivate var isAssociation: Bool { if case .association = self { true } else { false } }
}
