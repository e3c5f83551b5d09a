import EctypeModel

/// Translates one schema into its file.
struct SchemaTranslator {
  let translator: Translator
  let schema: Schema
  /// `["Blog", "Post"]`
  let path: [String]
  var builder: FileBuilder
  /// The field that tells rows apart; nil where there is none, or several, or another property is `id`.
  private let identifier: Field?
  /// The keys of its `belongsTo` associations.
  private let keys: [(name: Name, references: String?, target: SchemaID)]

  init(_ translator: Translator, _ schema: Schema) {
    self.translator = translator
    self.schema = schema
    path = translator.path(of: schema)
    builder = FileBuilder(translator)
    identifier = Self.identifier(of: schema)
    keys = schema.associations.compactMap {
      guard case .belongsTo(let key) = $0.kind else { return nil }
      return (key.field.name, key.references, $0.target)
    }
  }

  var program: Program { translator.program }
  var name: String { path[path.count - 1] }
  var access: SwiftModifiers { translator.access }

  func file() -> TranslatedFile {
    var copy = self
    return copy.makeFile()
  }

  private mutating func makeFile() -> TranslatedFile {
    var declarations = [translator.nested(model(), in: Array(path.dropLast()))]
    for id in schema.enumerations where program[id].owner == schema.id {
      let scope = LexicalScope(extending: path, nested: program[id].name)
      let type = builder.enumeration(program[id], in: scope)
      declarations.append(translator.nested(type, in: path))
    }
    let functions = translator.changesets(of: schema)
    if !functions.isEmpty { declarations += changesets(functions) }
    return builder.file(path, origin: schema.origin.path, declarations)
  }

  // MARK: The model

  private mutating func model() -> SwiftTypeDeclaration {
    let scope = LexicalScope(path)
    var members: [SwiftDeclaration] = []
    var computed: [SwiftDeclaration] = []
    var inherited = ["Codable", "Hashable"]
    if let key = identifier {
      members.append(
        .typeAlias(SwiftTypeAlias("ID", identifierType(key, in: scope), modifiers: access)))
      inherited.append("Identifiable")
      if SwiftNames.property(key.name) != "id" {
        computed.append(
          .variable(
            SwiftVariable(
              "id", type: "ID", getter: [.expression(.name(SwiftNames.property(key.name)))],
              modifiers: access)))
      }
    }
    inherited.append("Sendable")
    return builder.structure(
      name, documentation: schema.documentation, inherited: inherited, members: members,
      computed: computed, modelProperties(in: scope), in: scope)
  }

  static func identifier(of schema: Schema) -> Field? {
    guard let key = schema.primaryKeyField, !key.isVirtual, !key.isRedacted else { return nil }
    if SwiftNames.property(key.name) == "id" { return key }
    let hasOther = schema.properties.contains { SwiftNames.property($0.name) == "id" }
    return hasOther ? nil : key
  }

  /// `Identifier<Post, Int>`; keys of other types stand for themselves.
  private mutating func identifierType(_ key: Field, in scope: LexicalScope) -> SwiftType {
    let raw: SwiftType
    switch key.type {
    case .uuid, .binaryID: raw = builder.uuid(in: scope)
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
    for property in schema.jsonProperties {
      switch property {
      case .field(let field): fields.append(stored(field, in: scope))
      case .association(let association): relations.append(stored(association, in: scope))
      case .embed(let embed): relations.append(stored(embed, in: scope))
      }
    }
    return fields + relations
  }

  private mutating func stored(_ field: Field, in scope: LexicalScope) -> StoredProperty {
    let type = valueType(of: field, in: scope)
    var value: SwiftExpression? = field.isOptional ? .nil : nil
    if let literal = field.defaultValue {
      value = SwiftLiterals.property(literal, field.type, program) ?? value
    }
    if case .nil? = value, !field.isOptional { value = nil }
    return StoredProperty(
      name: SwiftNames.property(field.name), key: field.name.elixir,
      type: field.isOptional ? .optional(type) : type, defaultValue: value,
      documentation: field.documentation)
  }

  private mutating func stored(
    _ association: Association, in scope: LexicalScope
  ) -> StoredProperty {
    let target = builder.reference(
      translator.path(of: program[association.target]), from: scope)
    let value: SwiftType =
      association.isMany ? .array(target) : association.isOptional ? .optional(target) : target
    return StoredProperty(
      name: SwiftNames.property(association.name), key: association.name.elixir,
      type: .generic(builder.runtime("Assoc", in: scope), [value]),
      defaultValue: .implicitMember("notLoaded"), documentation: association.documentation)
  }

  private func stored(_ embed: Embed, in scope: LexicalScope) -> StoredProperty {
    let target = builder.reference(translator.path(of: program[embed.target]), from: scope)
    let type: SwiftType =
      embed.isMany ? .array(target) : embed.isOptional ? .optional(target) : target
    return StoredProperty(
      name: SwiftNames.property(embed.name), key: embed.name.elixir, type: type,
      defaultValue: embed.isMany ? .array([]) : embed.isOptional ? .nil : nil,
      documentation: embed.documentation)
  }

  // MARK: Types of fields

  /// The field's type without its optionality: keys are typed identifiers.
  mutating func valueType(of field: Field, in scope: LexicalScope) -> SwiftType {
    if let key = identifier, key.name == field.name {
      return builder.reference(path + ["ID"], from: scope)
    }
    if let target = referencedSchema(of: field) {
      // The identifier's own type may come from another file's imports.
      return builder.reference(translator.path(of: target) + ["ID"], from: scope)
    }
    return builder.type(field.type, in: scope)
  }

  /// The schema whose identifier the field holds.
  private func referencedSchema(of field: Field) -> Schema? {
    for key in keys where key.name == field.name {
      let target = program[key.target]
      guard let identifier = Self.identifier(of: target) else { return nil }
      return (key.references ?? "id") == identifier.name.elixir ? target : nil
    }
    return nil
  }
}
