import EctypeModel

/// Translates one schema into its file.
struct SchemaTranslator {
  let translator: Translator
  let schema: Schema
  /// `["Blog", "Post"]`
  let path: [String]
  let settings: SwiftSettings
  var builder: FileBuilder
  /// The field that tells rows apart; nil where there is none, or several, or another property is `id`.
  let identifier: Field?

  init(_ translator: Translator, _ schema: Schema) {
    self.translator = translator
    self.schema = schema
    path = translator.names.path(of: schema.id)
    settings = translator.settings(of: schema)
    builder = FileBuilder(translator, settings)
    identifier = translator.identifier(of: schema)
  }

  var program: Program { translator.program }
  var names: NameTable { translator.names }
  var name: String { path[path.count - 1] }
  var access: SwiftModifiers { settings.access.modifiers }

  func file() -> TranslatedFile {
    var copy = self
    return copy.makeFile()
  }

  private mutating func makeFile() -> TranslatedFile {
    var declarations = [translator.nested(model(), in: Array(path.dropLast()))]
    for id in schema.enumerations where program[id].owner == schema.id {
      if program[id].swift.isSkipped { continue }
      let enumPath = names.path(of: id)
      let scope = LexicalScope(extending: path, nested: enumPath[enumPath.count - 1])
      declarations.append(translator.nested(builder.enumeration(id, in: scope), in: path))
    }
    let functions = schema.swiftChangesets
    if !functions.isEmpty && (settings.changesets || settings.payloads) {
      declarations += changesets(functions)
    }
    return builder.file(path, origin: schema.origin.path, declarations)
  }

  // MARK: The model

  private mutating func model() -> SwiftTypeDeclaration {
    let scope = LexicalScope(path)
    var before: [SwiftDeclaration] = []
    var computed: [SwiftDeclaration] = []
    let properties = modelProperties(in: scope)
    var inherited = [builder.standard("Codable", in: scope)]
    if !properties.isEmpty {
      inherited.append(builder.runtimeProtocol("FieldsEncodable", in: scope))
    }
    inherited.append(builder.standard("Hashable", in: scope))
    if let key = identifier {
      before.append(
        .typeAlias(SwiftTypeAlias("ID", identifierType(key, in: scope), modifiers: access)))
      inherited.append(builder.standard("Identifiable", in: scope))
      let property = names.property(key.name.elixir, of: schema.id)
      if property != "id" {
        computed.append(
          .variable(
            SwiftVariable(
              "id", type: "ID", getter: [.expression(.name(property))], modifiers: access)))
      }
    }
    inherited.append(builder.standard("Sendable", in: scope))
    return builder.structure(
      name, documentation: schema.documentation,
      inherited: inherited, before: before, between: computed, after: coding(properties, in: scope),
      properties, in: scope)
  }

  /// `Identifier<Post, Int>`; keys of other types stand for themselves.
  private mutating func identifierType(_ key: Field, in scope: LexicalScope) -> SwiftType {
    if settings.identifiers == .raw { return builder.type(key.type, in: scope) }
    let raw: SwiftType
    switch key.type {
    case .uuid, .binaryID: raw = builder.foundation("UUID", in: scope)
    case .id, .integer, .string: raw = builder.type(key.type, in: scope)
    default: return builder.type(key.type, in: scope)
    }
    let owner = builder.reference(path, from: scope)
    return .generic(builder.runtime("Identifier", in: scope), [owner, raw])
  }

  /// Fields, then associations and embeds, each in the order of the source.
  private mutating func modelProperties(in scope: LexicalScope) -> [StoredProperty] {
    var fields: [StoredProperty] = []
    var relations: [StoredProperty] = []
    for property in schema.jsonProperties where !property.swift.isSkipped {
      switch property {
      case .field(let field): fields.append(stored(field, in: scope))
      case .association(let association):
        relations += stored(association, in: scope).map { [$0] } ?? []
      case .embed(let embed): relations += stored(embed, in: scope).map { [$0] } ?? []
      }
    }
    return fields + relations
  }

  private mutating func stored(_ field: Field, in scope: LexicalScope) -> StoredProperty {
    let type = valueType(of: field, in: scope)
    var value: SwiftExpression? = field.isOptional ? .nil : nil
    if let literal = field.defaultValue {
      value =
        SwiftLiterals.property(
          literal, field.type, names, program, isOptional: field.isOptional, written: type) ?? value
    }
    if case .nil? = value, !field.isOptional { value = nil }
    return StoredProperty(
      name: names.property(field.name.elixir, of: schema.id), key: field.name.elixir,
      type: field.isOptional ? .optional(type) : type, defaultValue: value,
      coding: dateCoding(of: field.type, in: scope), access: access(of: field),
      documentation: field.documentation)
  }

  /// nil where the related schema has no model.
  private mutating func stored(
    _ association: Association, in scope: LexicalScope
  ) -> StoredProperty? {
    let target = program[association.target]
    if target.swift.isSkipped { return nil }
    let type = builder.reference(names.path(of: association.target), from: scope)
    let value: SwiftType =
      association.isMany ? .array(type) : association.isOptional ? .optional(type) : type
    return StoredProperty(
      name: names.property(association.name.elixir, of: schema.id), key: association.name.elixir,
      type: .generic(builder.runtime("Assoc", in: scope), [value]),
      defaultValue: .implicitMember("notLoaded"), isAssociation: true,
      access: translator.settings(of: target).access,
      documentation: association.documentation)
  }

  private mutating func stored(_ embed: Embed, in scope: LexicalScope) -> StoredProperty? {
    let target = program[embed.target]
    if target.swift.isSkipped { return nil }
    let value = builder.reference(names.path(of: embed.target), from: scope)
    let type: SwiftType =
      embed.isMany ? .array(value) : embed.isOptional ? .optional(value) : value
    return StoredProperty(
      name: names.property(embed.name.elixir, of: schema.id), key: embed.name.elixir, type: type,
      defaultValue: embed.isMany ? .array([]) : embed.isOptional ? .nil : nil,
      access: translator.settings(of: target).access, documentation: embed.documentation)
  }

  // MARK: Types of fields

  /// The field's type without its optionality: keys are identifiers.
  mutating func valueType(of field: Field, in scope: LexicalScope) -> SwiftType {
    if let key = identifier, key.name == field.name {
      return builder.reference(path + ["ID"], from: scope)
    }
    if let target = referencedSchema(of: field) {
      // The identifier's own type may come from another file's imports.
      return builder.reference(names.path(of: target.id) + ["ID"], from: scope)
    }
    return builder.type(field.type, in: scope)
  }

  /// The schema whose identifier the field holds.
  private func referencedSchema(of field: Field) -> Schema? {
    guard let association = schema.association(ofKey: field.name.elixir),
      case .belongsTo(let key) = association.kind
    else { return nil }
    let target = program[association.target]
    guard !target.swift.isSkipped, let identifier = translator.identifier(of: target) else {
      return nil
    }
    return (key.references ?? "id") == identifier.name.elixir ? target : nil
  }

  /// The narrowest of the field's types.
  func access(of field: Field) -> SwiftSettings.Access {
    let target = referencedSchema(of: field).map { translator.settings(of: $0).access }
    return min(target ?? .public, access(of: field.type))
  }

  private func access(of type: FieldType) -> SwiftSettings.Access {
    switch type {
    case .array(let element), .mapOf(let element), .dictionary(_, let element):
      access(of: element)
    case .enumeration(let id): translator.settings(of: program[id]).access
    default: .public
    }
  }

  /// What writes a date of Foundation's as the field's text.
  mutating func dateCoding(of type: FieldType, in scope: LexicalScope) -> SwiftType? {
    guard settings.dates == .foundation, let name = type.dateCoding else { return nil }
    return builder.runtime(name, in: scope)
  }
}

extension FieldType {
  /// The run-time's name for the text of a datetime, also of those in a list or a map.
  var dateCoding: String? {
    switch self {
    case .naiveDateTime(.second): "NaiveSeconds"
    case .naiveDateTime(.microsecond): "NaiveMicroseconds"
    case .utcDateTime(.second): "UTCSeconds"
    case .utcDateTime(.microsecond): "UTCMicroseconds"
    case .array(let element), .mapOf(let element), .dictionary(_, let element): element.dateCoding
    default: nil
    }
  }
}
