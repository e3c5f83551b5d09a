import EctypeModel

extension SchemaTranslator {
  /// `extension Blog.Post: EctypeModel`: the field table, then payloads and function of each changeset.
  mutating func changesets(_ functions: [Function]) -> [SwiftDeclaration] {
    var members: [SwiftDeclaration] = []
    if translator.settings.changesets { members += fieldTable() }
    for function in functions {
      let pipeline = ChangesetPipeline(function)
      if translator.settings.payloads {
        let shape = CastShape(pipeline.steps)
        for kind in PayloadKind.allCases {
          members.append(.type(payload(kind, of: function, shape)))
        }
      }
      if translator.settings.changesets {
        members.append(.function(changeset(function, pipeline)))
      }
    }
    let scope = LexicalScope(extending: path)
    let inherited =
      translator.settings.changesets ? [builder.runtime("EctypeModel", in: LexicalScope([]))] : []
    return [
      .type(
        SwiftTypeDeclaration(
          .extension, builder.reference(scope.path, from: LexicalScope([])), inherited: inherited,
          members: members))
    ]
  }

  // MARK: Payloads

  private mutating func payload(
    _ kind: PayloadKind, of function: Function, _ shape: CastShape
  ) -> SwiftTypeDeclaration {
    let name = kind.typeName(of: function)
    let scope = LexicalScope(extending: path, nested: name)
    var properties: [StoredProperty] = []
    let fields = Dictionary(
      schema.fields.map { ($0.name.elixir, $0) }, uniquingKeysWith: { first, _ in first })
    for fieldName in shape.fields {
      guard let field = fields[fieldName] else { continue }
      let isRequired = shape.required.contains(fieldName) && field.defaultValue == nil
      let type = valueType(of: field, in: scope)
      properties.append(
        entry(kind, field.name, type, isRequired: isRequired, field.documentation, in: scope))
    }
    for (relation, options) in shape.relations {
      guard let entry = relationEntry(kind, relation, options, shape, in: scope) else { continue }
      properties.append(entry)
    }
    let phrase = SwiftNames.phrase(ofType: self.name)
    let documentation =
      switch kind {
      case .create: "What `\(function.name.source)` takes when \(phrase) is created."
      case .update:
        "What `\(function.name.source)` takes when \(phrase) is updated: `.keep` is left out, "
          + "`.clear` is null."
      }
    return builder.structure(
      name, documentation: documentation, inherited: ["Codable", "Hashable", "Sendable"],
      properties, in: scope)
  }

  private mutating func entry(
    _ kind: PayloadKind, _ name: Name, _ type: SwiftType, isRequired: Bool,
    _ documentation: String?, in scope: LexicalScope
  ) -> StoredProperty {
    var property = StoredProperty(
      name: SwiftNames.property(name), key: name.elixir, type: type, documentation: documentation)
    switch kind {
    case .create where isRequired: break
    case .create:
      property.type = .optional(type)
      property.defaultValue = .nil
    case .update:
      property.type = .generic(builder.runtime("Patch", in: scope), [type])
      property.defaultValue = .implicitMember("keep")
    }
    return property
  }

  /// `cast_embed` and `cast_assoc` take the related changeset's own payload. Of a list an update takes whole
  /// elements, as Ecto replaces those it is not told the id of.
  private mutating func relationEntry(
    _ kind: PayloadKind, _ name: String, _ options: CastRelation, _ shape: CastShape,
    in scope: LexicalScope
  ) -> StoredProperty? {
    let related: (name: Name, target: SchemaID, isMany: Bool)? =
      schema.embeds.first { $0.name.elixir == name }.map { ($0.name, $0.target, $0.isMany) }
      ?? schema.associations.first { $0.name.elixir == name }
      .map { ($0.name, $0.target, $0.isMany) }
    guard let related else { return nil }
    let target = program[related.target]
    let functions = translator.changesets(of: target)
    let function =
      functions.first { $0.name.elixir == (options.with?.elixir ?? "changeset") }
      ?? (functions.count == 1 ? functions[0] : nil)
    guard let function else { return nil }
    let element = kind == .update && !related.isMany ? PayloadKind.update : .create
    let payload = builder.reference(
      translator.path(of: target) + [element.typeName(of: function)], from: scope)
    return entry(
      kind, related.name, related.isMany ? .array(payload) : payload,
      isRequired: shape.required.contains(name), nil, in: scope)
  }

  // MARK: The function

  private mutating func changeset(
    _ function: Function, _ pipeline: ChangesetPipeline
  ) -> SwiftFunction {
    let scope = LexicalScope(extending: path)
    let receiver = SwiftNames.variable(ofType: name)
    let changeset = builder.runtime("Changeset", in: scope)
    var translation = ChangesetTranslator(
      schema, program, changeset: changeset, pattern: builder.runtime("Pattern", in: scope),
      receiver: receiver)
    for link in pipeline.links { translation.add(link) }
    var documentation = function.documentation
    if !translation.deferred.isEmpty {
      let steps = translation.deferred.map { "`\($0)`" }.joined(separator: ", ")
      documentation = (documentation.map { $0 + "\n\n" } ?? "") + "Server only: \(steps)."
    }
    return SwiftFunction(
      SwiftNames.property(function.name),
      parameters: [
        SwiftParameter(
          label: nil, receiver, type: .optional(.self), defaultValue: .nil),
        SwiftParameter("params", type: builder.runtime("JSONObject", in: scope)),
      ],
      result: .generic(changeset, [.self]),
      body: [.expression(.pipeline(translation.chain))], documentation: documentation,
      modifiers: [access, .static, .nonisolated])
  }
}
