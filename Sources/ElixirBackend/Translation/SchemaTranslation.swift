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
    let encoder = EncoderTranslation(
      schema: schema, encoder: schema.isEncoded ? settings.json : .none
    ).implementation()

    var body = ModuleBody()
    body.addModuleDoc(schema.documentation)
    body.add(.call("use", [.alias("Ecto.Schema")]))
    body.add(functions.imports)
    body.add(functions.aliases.statements)
    body.add(attributes)
    for type in types { body.add(type) }
    body.add(block)
    for text in schema.elixirTexts { body.add([.verbatim(text)]) }
    for definition in definitions { body.add(definition) }
    if let encoder { body.add(encoder) }
    return body.module(schema.module)
  }

  // MARK: Attributes

  private var attributes: [ElixirStatement] {
    var result: [ElixirStatement] = []
    if !schema.derivations.isEmpty {
      result.append(.expression(.attribute("derive", derivations)))
    }
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
    if let context = schema.context {
      result.append(.expression(.attribute("schema_context", ElixirExpression(context))))
    }
    if schema.redactsFields {
      result.append(
        .expression(.attribute("schema_redact", .atom("all_except_primary_keys"))))
    }
    if let mapper = schema.sourceMapper {
      result.append(.expression(.attribute("field_source_mapper", function(mapper))))
    }
    if let action = schema.onWritableViolation {
      result.append(.expression(.attribute("on_writable_violation", .atom(action.rawValue))))
    }
    return result
  }

  /// One protocol alone, or the list of them.
  private var derivations: ElixirExpression {
    let entries = schema.derivations.map { derivation -> ElixirExpression in
      let module = ElixirExpression.alias(derivation.module.description)
      if derivation.options.isEmpty { return module }
      return .tuple([module], derivation.options.map { ElixirKeyword($0) })
    }
    return entries.count == 1 ? entries[0] : .list(entries)
  }

  private func function(_ mapper: SourceMapper) -> ElixirExpression {
    let name = ElixirExpression.variable("name")
    let text = ElixirExpression.remote("Atom", "to_string", [name])
    let atom = ElixirExpression.remote("String", "to_atom")
    let body: [ElixirStatement]
    switch mapper {
    case .uppercase:
      body = [
        .expression(.pipeline([name, call("Atom", "to_string"), call("String", "upcase"), atom]))
      ]
    case .pascalCase:
      body = [
        .expression(.pipeline([name, call("Atom", "to_string"), call("Macro", "camelize"), atom]))
      ]
    case .camelCase:
      // `Macro.camelize` begins with a capital.
      let first = ElixirExpression.variable("first")
      let rest = ElixirExpression.binary(.typed, .variable("rest"), .variable("binary"))
      body = [
        .expression(
          .binary(.match, .bitstring([first, rest]), .remote("Macro", "camelize", [text]))),
        .expression(
          .remote(
            "String", "to_atom",
            [
              .binary(
                .concatStrings, .remote("String", "downcase", [.bitstring([first])]),
                .variable("rest"))
            ])),
      ]
    }
    return .function([ElixirClause([name], body, isBroken: true)])
  }

  private func call(_ module: String, _ name: String) -> ElixirExpression {
    .remote(module, name)
  }

  // MARK: Types

  private func types(_ aliases: inout Aliases) -> [[ElixirStatement]] {
    var result: [[ElixirStatement]] = []
    for id in schema.enumerations {
      let enumeration = program[id]
      var statements: [ElixirStatement] = []
      if let documentation = enumeration.documentation {
        statements.append(.expression(.attribute("typedoc", .doc(documentation))))
      }
      let type = type(
        TypespecTranslation.name(of: enumeration), TypespecTranslation.cases(enumeration))
      result.append(statements + [.expression(type)])
    }
    var keys: [ElixirMapEntry] = []
    for property in schema.properties {
      keys.append(
        .keyword(ElixirKeyword(property.name.elixir, self.type(of: property, &aliases))))
    }
    result.append([.expression(type("t", .map(struct: .variable("__MODULE__"), keys)))])
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
      if let documentation = member.documentation { statements.append(.comment(documentation)) }
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

extension Schema.Member {
  /// What its author says of it: Elixir has no docs of fields, so it is a comment there.
  fileprivate var documentation: String? {
    switch self {
    case .field(let field): field.documentation
    case .association(let association): association.documentation
    case .embed(let embed): embed.documentation
    case .timestamps: nil
    }
  }
}
