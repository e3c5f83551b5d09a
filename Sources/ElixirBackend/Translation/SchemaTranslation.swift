import EctypeModel

/// A schema's module: types, the schema itself, its functions and its JSON encoder. It is written as it is gone
/// through.
struct SchemaTranslation {
  let program: Program
  let settings: ElixirSettings
  let schema: Schema

  /// The module, behind a comment where it is a file of its own. What stands below the aliases is written first: it says
  /// which there are.
  func text(
    behind header: String?, _ printer: inout ElixirPrinter
  ) -> (bytes: [UInt8], needs: ModuleNeeds) {
    var aliases = Aliases(module: schema.module)
    var rest = ModuleWriter(&printer)
    for id in schema.enumerations { rest.add(type(of: program[id]), &printer) }
    rest.add(&printer) { writeType(&aliases, &$0) }
    rest.add(&printer) { writeSchema(&aliases, &$0) }
    for text in schema.elixirTexts { rest.add([.verbatim(text)], &printer) }
    var functions = FunctionTranslation(
      program: program, module: schema.module, functions: schema.functions,
      texts: schema.elixirTexts, aliases: aliases)
    for definition in functions.definitions() { rest.add(definition, &printer) }
    if schema.isEncoded, settings.json != .none {
      let encoder = EncoderTranslation(schema: schema, encoder: settings.json)
      rest.add(&printer) { encoder.write(&$0) }
    }
    let below = rest.end(&printer)

    var top = ModuleWriter(schema.module, behind: header, &printer)
    top.add(.attribute("moduledoc", schema.documentation.map { .doc($0) } ?? .false), &printer)
    top.add(.call("use", [.alias("Ecto.Schema")]), &printer)
    top.add(functions.imports, &printer)
    top.add(functions.aliases.statements, &printer)
    top.add(attributes, &printer)
    return (top.end(&printer, with: below), functions.needs)
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

  private func type(of enumeration: Enumeration) -> [ElixirStatement] {
    var statements: [ElixirStatement] = []
    if let documentation = enumeration.documentation {
      statements.append(.expression(.attribute("typedoc", .doc(documentation))))
    }
    let name = ElixirExpression.variable(TypespecTranslation.name(of: enumeration))
    let definition = ElixirExpression.binary(.typed, name, TypespecTranslation.cases(enumeration))
    statements.append(.expression(.attribute("type", definition)))
    return statements
  }

  /// `@type t :: %__MODULE__{…}`
  private func writeType(_ aliases: inout Aliases, _ printer: inout ElixirPrinter) {
    let properties = schema.properties
    let module = ElixirExpression.variable("__MODULE__")
    let specs = TypespecTranslation(program: program, module: schema.module)
    printer.attribute("type") {
      $0.infix(.typed, nesting: 2, fitsNext: true) {
        $0.document.text("t")
      } right: {
        if properties.isEmpty { return $0.map(module, nil, []) }
        $0.map(module) {
          var remaining = properties.count
          for property in properties {
            remaining -= 1
            write(property, specs, &aliases, remaining: remaining, &$0)
          }
        }
      }
    }
  }

  /// What the struct may hold under a key: without a default it is nil at first.
  private func write(
    _ property: Schema.Property, _ specs: TypespecTranslation, _ aliases: inout Aliases,
    remaining: Int, _ printer: inout ElixirPrinter
  ) {
    switch property {
    case .field(let field):
      let type = specs.field(field.type, &aliases)
      // With a default it is always there; `any()` holds nil as well.
      var isSimple = field.defaultValue != nil && !field.isOptional
      if case .any = field.type { isSimple = true }
      write(field.name.elixir, type, or: isSimple ? nil : .nil, remaining: remaining, &printer)
    case .association(let association):
      let target = specs.schema(association.target, &aliases)
      let isMany = association.isMany
      write(
        association.name.elixir, isMany ? .list([target]) : target, or: Self.notLoaded,
        or: isMany ? nil : .nil, remaining: remaining, &printer)
    case .embed(let embed):
      let target = specs.schema(embed.target, &aliases)
      write(
        embed.name.elixir, embed.isMany ? .list([target]) : target, or: embed.isMany ? nil : .nil,
        remaining: remaining, &printer)
    }
  }

  /// `name: type | other | last`
  private func write(
    _ name: String, _ type: ElixirExpression, or other: ElixirExpression?,
    or last: ElixirExpression? = nil, remaining: Int, _ printer: inout ElixirPrinter
  ) {
    if let columns = columns(name, type, or: other, or: last),
      var line = printer.document.openFlatLine(columns)
    {
      line.text(name)
      line.text(": ")
      line.word(type)
      if let other {
        line.text(" | ")
        line.word(other)
      }
      if let last {
        line.text(" | ")
        line.word(last)
      }
      if remaining > 0 { line.text(",") }
      printer.document.close(line)
      if remaining > 0 { printer.document.line() }
      return
    }
    printer.argument(remaining, .nothing, .line, true) {
      guard let other else { return $0.keyword(ElixirKeyword(name, type), .parensArgument) }
      $0.entry(name) { $0.type(type, or: other, or: last) }
    }
  }

  /// How many columns the line of a type takes at most, where that is known.
  private func columns(
    _ name: String, _ type: ElixirExpression, or other: ElixirExpression?,
    or last: ElixirExpression?
  ) -> Int? {
    guard ElixirName.isBareAtom(name), let width = type.columns else { return nil }
    var columns = name.utf8.count + ": ,".utf8.count + width
    if let other {
      guard let width = other.columns else { return nil }
      columns += " | ".utf8.count + width
    }
    if let last {
      guard let width = last.columns else { return nil }
      columns += " | ".utf8.count + width
    }
    return columns
  }

  private static let notLoaded = ElixirExpression.remote("Ecto.Association.NotLoaded", "t")

  // MARK: The schema

  /// `schema "posts" do … end`
  private func writeSchema(_ aliases: inout Aliases, _ printer: inout ElixirPrinter) {
    switch schema.kind {
    case .table(let source, _):
      printer.document.text("schema")
      printer.arguments(ElixirArguments([.string(source)]), isBare: true, suffix: " do")
    case .embedded:
      printer.document.text("embedded_schema do")
    }
    printer.nest {
      if !schema.members.isEmpty { $0.newLine() }
      writeMembers(&aliases, &$0)
    }
    printer.newLine()
    printer.document.text("end")
  }

  private func writeMembers(_ aliases: inout Aliases, _ printer: inout ElixirPrinter) {
    let members = schema.members
    let fields = FieldTranslation(program: program)
    let relations = RelationTranslation(program: program, owner: schema)
    var isSpaced = false
    for (index, member) in members.enumerated() {
      if let documentation = member.documentation {
        for line in printer.commentLines(documentation) {
          printer.comment(line, .statement, &isSpaced)
        }
      }
      let isLast = index + 1 == members.count
      // Fields, relations and timestamps stand apart.
      let isApart = !isLast && members[index + 1].kind != member.kind
      let following: ElixirPrinter.Following =
        isLast ? .nothing : isApart ? .blankLine : .statement
      switch member {
      case .field(let field):
        let (type, options) = fields.arguments(of: field)
        let name = ElixirExpression.atom(field.name.elixir)
        printer.statement("field", ElixirArguments([name, type], options), following, &isSpaced)
      case .association(let association):
        let (name, arguments) = relations.association(association, &aliases)
        printer.statement(name, arguments, following, &isSpaced)
      case .embed(let embed):
        let (name, arguments) = relations.embed(embed, &aliases)
        printer.statement(name, arguments, following, &isSpaced)
      case .timestamps(let timestamps):
        let call = fields.timestamps(timestamps)
        printer.statement(following, &isSpaced) { $0.expression(call, .block) }
      }
      if isApart { printer.document.append(.blankLine) }
    }
  }
}

extension Schema.Member {
  fileprivate var kind: Int {
    switch self {
    case .field: 0
    case .association, .embed: 1
    case .timestamps: 2
    }
  }

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
