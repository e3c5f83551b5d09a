import EctypeModel
import EctypeText

extension SchemaTranslator {
  /// What a changeset takes, as a struct that encodes to exactly that.
  mutating func payload(
    _ kind: PayloadKind, of function: Function, _ shape: CastShape, _ document: inout Document
  ) {
    let name = payloadName(kind, of: function, in: schema.id)
    let scope = LexicalScope(extending: path, nested: name)
    var properties: [StoredProperty] = []
    for fieldName in shape.fields {
      guard let field = schema.field(fieldName), !field.swift.isSkipped,
        field.type.element != .duration  // Ecto casts none from JSON
      else { continue }
      let (type, access) = valueType(of: field, in: scope)
      let form = form(
        type, kind, isRequired: shape.required.contains(fieldName) && field.defaultValue == nil,
        in: scope)
      properties.append(
        StoredProperty(
          name: names.property(fieldName, of: schema.id), key: fieldName, type: form.type,
          defaultValue: form.defaultValue, coding: dateCoding(of: field.type, in: scope),
          access: access, documentation: field.documentation))
    }
    for (relation, options) in shape.relations {
      guard let entry = relationEntry(kind, relation, options, shape, in: scope) else { continue }
      properties.append(entry)
    }
    let inherited = [builder.runtimeProtocol("ChangesetPayload", in: scope)]
    let encodedFields = builder.runtime("EncodedFields", in: scope)
    document.removeFragments()
    let texts = properties.map { property in
      PropertyText(of: property, in: &document) { properties.map(\.name) }
    }
    let writer = StructWriter(texts, settings)
    document.head(payloadDocumentation(kind, function), [], [access, .nonisolated])
    document.type(.struct, .named(name), inherited) {
      var spacing = MemberSpacing()
      writer.declareProperties(&$0, &spacing)
      writer.declareInitializer(&$0, &spacing)
      writer.declareEncoding(encodedFields, &$0, &spacing)
    }
  }

  private func payloadName(
    _ kind: PayloadKind, of function: Function, in id: SchemaID
  ) -> String {
    names.names(of: function, in: id).payloads[kind] ?? kind.rawValue
  }

  private func payloadDocumentation(_ kind: PayloadKind, _ function: Function) -> String {
    let phrase = SwiftNames.phrase(ofType: name)
    return switch kind {
    case .create: "What `\(function.name.source)` takes when \(phrase) is created."
    case .update:
      "What `\(function.name.source)` takes when \(phrase) is updated: `.keep` is left out, "
        + "`.clear` is null."
    }
  }

  /// What a value's type becomes in the payload, and its default: what a new row must have is there, all else may be
  /// left out.
  private mutating func form(
    _ type: SwiftType, _ kind: PayloadKind, isRequired: Bool, in scope: LexicalScope
  ) -> (type: SwiftType, defaultValue: SwiftExpression?) {
    switch kind {
    case .create where isRequired: (type, nil)
    case .create: (.optional(type), .nil)
    case .update:
      (.generic(builder.runtime("Patch", in: scope), [type]), .implicitMember("keep"))
    }
  }

  /// `cast_embed` and `cast_assoc` take the related changeset's own payload. Of a list an update takes whole
  /// elements, as Ecto replaces those it is not told the id of.
  private mutating func relationEntry(
    _ kind: PayloadKind, _ name: String, _ options: CastRelation, _ shape: CastShape,
    in scope: LexicalScope
  ) -> StoredProperty? {
    let related =
      schema.embeds.first { $0.name.elixir == name }
      .map { (target: $0.target, isMany: $0.isMany, swift: $0.swift) }
      ?? schema.associations.first { $0.name.elixir == name }
      .map { (target: $0.target, isMany: $0.isMany, swift: $0.swift) }
    guard let related, !related.swift.isSkipped else { return nil }
    let target = program[related.target]
    let targetSettings = translator.settings(of: target)
    guard !target.swift.isSkipped, targetSettings.payloads else { return nil }
    let functions = target.swiftChangesets
    let function =
      functions.first { $0.name.elixir == (options.withName?.elixir ?? "changeset") }
      ?? (functions.count == 1 ? functions[0] : nil)
    guard let function else { return nil }
    let element = kind == .update && !related.isMany ? PayloadKind.update : .create
    let payload = builder.reference(
      names.path(of: target.id) + [payloadName(element, of: function, in: target.id)], from: scope)
    let form = form(
      related.isMany ? .array(payload) : payload, kind, isRequired: shape.required.contains(name),
      in: scope)
    return StoredProperty(
      name: names.property(name, of: schema.id), key: name, type: form.type,
      defaultValue: form.defaultValue, access: targetSettings.access)
  }
}
