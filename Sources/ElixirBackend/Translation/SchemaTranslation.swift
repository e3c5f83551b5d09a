import EctypeModel

/// A schema's module: types, the schema itself, its functions and its JSON encoder.
struct SchemaTranslation {
  let program: Program
  let settings: ElixirSettings
  let schema: Schema

  private var specs: TypespecTranslation {
    TypespecTranslation(program: program, module: schema.module)
  }

  func definition() -> ElixirExpression {
    var aliases = Aliases(module: schema.module)
    let types = self.types(&aliases)
    let block = schemaBlock(&aliases)
    var functions = FunctionTranslation(
      program: program, module: schema.module, functions: schema.functions, aliases: aliases)
    let definitions = functions.definitions()
    let encoder = EncoderTranslation(schema: schema, encoder: settings.json).implementation()

    var body = ModuleBody()
    body.addModuleDoc(schema.documentation)
    body.add(.call("use", [.alias("Ecto.Schema")]))
    body.add(functions.imports)
    body.add(functions.aliases.statements)
    body.add(attributes)
    for type in types { body.add(type) }
    body.add(block)
    for definition in definitions { body.add(definition) }
    if let encoder { body.add(encoder) }
    return body.module(schema.module)
  }

  // MARK: Attributes

  private var attributes: [ElixirStatement] {
    var result: [ElixirStatement] = []
    switch schema.primaryKey {
    case .standard: break
    case .custom(var field):
      // `@primary_key` says that itself.
      field.isPrimaryKey = false
      let (type, options) = FieldTranslation(program: program).arguments(of: field)
      let elements = [.atom(field.name.elixir), type] + (options.isEmpty ? [.list([])] : [])
      result.append(.expression(.attribute("primary_key", .tuple(elements, options))))
    case .composite, .none:
      result.append(.expression(.attribute("primary_key", .false)))
    }
    if let type = schema.foreignKeyType {
      result.append(
        .expression(
          .attribute("foreign_key_type", FieldTranslation.type(type, program).expression)))
    }
    if case .table(_, let prefix?) = schema.kind {
      result.append(.expression(.attribute("schema_prefix", .string(prefix))))
    }
    return result
  }

  // MARK: Types

  private func types(_ aliases: inout Aliases) -> [ElixirExpression] {
    var result: [ElixirExpression] = []
    for id in schema.enumerations {
      let enumeration = program[id]
      result.append(
        type(TypespecTranslation.name(of: enumeration), TypespecTranslation.cases(enumeration)))
    }
    var keys: [ElixirMapEntry] = []
    for property in schema.properties {
      keys.append(
        .keyword(ElixirKeyword(property.name.elixir, self.type(of: property, &aliases))))
    }
    result.append(type("t", .map(struct: .variable("__MODULE__"), keys)))
    return result
  }

  private func type(_ name: String, _ definition: ElixirExpression) -> ElixirExpression {
    .attribute("type", .binary(.typed, .variable(name), definition))
  }

  private static let notLoaded = ElixirExpression.remote("Ecto.Association.NotLoaded", "t")

  /// What the struct may hold under a key: without a default it is nil at first.
  private func type(of property: Schema.Property, _ aliases: inout Aliases) -> ElixirExpression {
    switch property {
    case .field(let field):
      let type = specs.field(field.type, &aliases)
      let isAlwaysThere = field.defaultValue != nil && !field.isOptional
      return isAlwaysThere || field.type == .any ? type : TypespecTranslation.union([type, .nil])
    case .association(let association):
      let target = specs.schema(association.target, &aliases)
      if association.isMany { return TypespecTranslation.union([.list([target]), Self.notLoaded]) }
      return TypespecTranslation.union([target, Self.notLoaded, .nil])
    case .embed(let embed):
      let target = specs.schema(embed.target, &aliases)
      return embed.isMany ? .list([target]) : TypespecTranslation.union([target, .nil])
    }
  }

  // MARK: The schema

  private func schemaBlock(_ aliases: inout Aliases) -> ElixirExpression {
    var statements: [ElixirStatement] = []
    var previous: Int?
    for member in schema.members {
      // Fields, relations and timestamps stand apart.
      let (kind, expression) = translate(member, &aliases)
      if let previous, previous != kind { statements.append(.blankLine) }
      previous = kind
      statements.append(.expression(expression))
    }
    switch schema.kind {
    case .table(let source, _): return .block("schema", [.string(source)], statements)
    case .embedded: return .block("embedded_schema", [], statements)
    }
  }

  private func translate(
    _ member: Schema.Member, _ aliases: inout Aliases
  ) -> (kind: Int, ElixirExpression) {
    switch member {
    case .field(let field): return (0, FieldTranslation(program: program).field(field))
    case .association(let association):
      let translation = RelationTranslation(program: program, owner: schema)
      return (1, translation.association(association, &aliases))
    case .embed(let embed):
      let translation = RelationTranslation(program: program, owner: schema)
      return (1, translation.embed(embed, &aliases))
    case .timestamps(let timestamps):
      return (2, FieldTranslation(program: program).timestamps(timestamps))
    }
  }
}
