import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A var of a schema that relates it to another: `@belongsTo var author: User`. Keys that follow from the
/// other schema are settled by `RelationResolver`, once all schemas are known.
struct RelationLowering {
  let file: FileAnalysis
  let types: TypeResolver
  let settings: AnalysisSettings

  /// What the relation would have brought along, had its schema been known: its foreign key.
  private(set) var givenUp: [String] = []

  init(file: FileAnalysis, types: TypeResolver, settings: AnalysisSettings) {
    self.file = file
    self.types = types
    self.settings = settings
  }

  /// The attributes that make a var a relation.
  static let attributes = [
    "belongs_to", "has_many", "has_one", "many_to_many", "embeds_one", "embeds_many",
  ]

  /// - Returns: nil after a diagnostic.
  mutating func lower(
    _ node: NodeID, _ name: Name, _ attribute: String, _ attributes: inout Attributes
  ) -> Schema.Member? {
    guard var options = attributes.take(attribute) else { return nil }
    defer { options.finish() }
    let initializer = file.tree.child(node, .initializer)
    if !initializer.isNone {
      file.report(
        .invalidDefault, "a relation has no default", at: file.tree.span(initializer),
        helps: [Help("leave it out")])
    }
    let isMany = ["has_many", "many_to_many", "embeds_many"].contains(attribute)
    let relation = Relation(
      name: name, target: target(of: node, attribute, isMany: isMany, options: &options),
      swift: file.readSwift(&attributes), documentation: file.tree.documentation(of: node),
      origin: file.origin(node))
    let onReplace = options.choice("on_replace", OnReplace.self)
    if let onReplace, !Self.replacements(attribute).contains(onReplace) {
      file.report(
        .invalidOption,
        "\(options.owner) cannot replace by `.\(NameRules.camelCase(onReplace.rawValue))`",
        at: options.span(of: "on_replace"),
        helps: [Help.choices(Self.replacements(attribute).map(\.rawValue))])
    }
    return switch attribute {
    case "belongs_to": belongsTo(relation, &options, onReplace)
    case "has_many", "has_one": has(relation, isMany: isMany, &options, onReplace)
    case "many_to_many": manyToMany(relation, &options, onReplace)
    default: embed(relation, isMany: isMany, &options, onReplace)
    }
  }

  /// What Ecto lets each kind do with what is replaced.
  private static func replacements(_ attribute: String) -> [OnReplace] {
    switch attribute {
    case "belongs_to", "has_one": OnReplace.allCases
    case "has_many": [.raise, .markAsInvalid, .nilify, .delete, .deleteIfExists]
    case "embeds_one": [.raise, .markAsInvalid, .update, .delete]
    default: [.raise, .markAsInvalid, .delete]
    }
  }

  private struct Relation {
    var name: Name
    var target: (schema: SchemaID, isOptional: Bool)?
    var swift: SwiftAnnotation
    var documentation: String?
    var origin: Origin
  }

  // MARK: The target

  /// The schema that the var's type names, and whether it may be absent. The guide names it in the
  /// attribute as well (`@:has_many("books", "Book")`): both must agree.
  private func target(
    of node: NodeID, _ attribute: String, isMany: Bool, options: inout Arguments
  ) -> (schema: SchemaID, isOptional: Bool)? {
    let named = readGuideNames(node, &options)
    let annotation = file.tree.child(node, .typeAnnotation)
    guard !annotation.isNone,
      let typeNode = file.tree.first(of: annotation)
    else {
      file.report(
        .missingType, "`\(file.tree.mainText(node))` has no type", at: file.tree.nameSpan(node),
        helps: [Help("its type says what it is related to: `\(isMany ? "[Post]" : "Post")`")])
      return nil
    }
    if let plain = types.plainSchema(typeNode), plain.isList == isMany {
      return agreed(plain.id, plain.isOptional, named)
    }
    guard let type = types.resolve(typeNode) else { return nil }
    switch (isMany, type.unwrapped) {
    case (true, .list(.schema(let id))) where !type.isOptional: return agreed(id, false, named)
    case (true, .list(.schema)), (true, .list(.optional(.schema))):
      file.report(
        .invalidAssociation, "\(options.owner) gives a list, which may be empty and is never nil",
        at: file.tree.span(typeNode), secondary: [Label(options.span, "because of this")],
        helps: [Help("leave out the `?`")])
      return nil
    case (false, .schema(let id)): return agreed(id, type.isOptional, named)
    default: break
    }
    let declared = types.declaredHelps(
      for: file.tree.segments(file.tree.child(typeNode, .path)), at: file.tree.span(typeNode))
    file.report(
      .invalidAssociation,
      "\(options.owner) needs a var whose type is \(isMany ? "a list of a schema" : "a schema")",
      at: file.tree.span(typeNode),
      label: isMany ? "expected `[Schema]`" : "expected a schema",
      secondary: [Label(options.span, "because of this")],
      helps: Self.other(attribute, isMany: isMany, for: type.unwrapped).map {
        [Help("write `@\(NameRules.camelCase($0))` for such a type")]
      }
        ?? (declared.isEmpty
          ? [Help("name the schema: `\(isMany ? "[Post]" : "Post")`")] : declared))
    return nil
  }

  /// The attribute for a list in the place of that for one, or the other way round.
  private static func other(_ attribute: String, isMany: Bool, for type: ValueType) -> String? {
    switch (isMany, type) {
    case (true, .schema), (false, .list(.schema)): break
    default: return nil
    }
    return [
      "has_one": "has_many", "has_many": "has_one", "embeds_one": "embeds_many",
      "embeds_many": "embeds_one", "belongs_to": "has_many", "many_to_many": "belongs_to",
    ][attribute]
  }

  /// What the attribute names must be what the var's type is.
  private func agreed(
    _ id: SchemaID, _ isOptional: Bool, _ named: (target: SymbolID, node: NodeID)?
  ) -> (schema: SchemaID, isOptional: Bool)? {
    if let named, file.index[named.target].target != .schema(id) {
      file.report(
        .invalidAssociation, "the attribute names another schema than the var's type",
        at: file.tree.span(named.node),
        helps: [Help("leave it out: the type says it")])
    }
    return (id, isOptional)
  }

  /// `@hasMany("posts", "Post")`: what the var says as well.
  /// - Returns: the schema that the attribute names.
  private func readGuideNames(
    _ node: NodeID, _ options: inout Arguments
  ) -> (target: SymbolID, node: NodeID)? {
    guard let first = options.next() else { return nil }
    let attribute = file.tree.children(node, .attribute).first {
      file.tree.span($0) == options.span
    }
    if let attribute { file.settle(attribute, as: .plain(options.positionalCount + 1)) }
    guard let name = file.symbol(first, as: .any) else {
      _ = file.symbol(first, for: "name", of: options.owner)
      return nil
    }
    if name != file.tree.name(node).elixir {
      file.report(
        .invalidAssociation,
        "\(options.owner) names `\(name)`, but the var is `\(file.tree.mainText(node))`",
        at: file.tree.span(first), secondary: [Label(file.tree.nameSpan(node), "the var")],
        helps: [Help("leave the name out: the var says it")])
    }
    guard let second = options.next() else { return nil }
    let path =
      file.tree.kind(second) == .stringLiteral
      ? file.tree.stringValue(second)?.split(separator: ".").map(String.init) ?? []
      : file.path(of: second)
    switch file.index.look(up: path, in: types.scope) {
    case .found(let id): return (id, second)
    case .ambiguous: return nil
    case .none:
      let written = path.joined(separator: ".")
      file.report(
        .unknownType, "there is no schema `\(written)`", at: file.tree.span(second),
        helps: file.didYouMean(
          written, among: file.index.names, at: file.tree.span(second),
          orElse: Help.declaration(of: path), spelling: { "\"\($0)\"" }))
      return nil
    }
  }

  // MARK: Kinds

  private var relationOptions: RelationOptions { RelationOptions(file: file, types: types) }

  private func association(
    _ relation: Relation, _ kind: Association.Kind, _ common: Common
  ) -> Schema.Member? {
    guard let target = relation.target else { return nil }
    var association = Association(
      name: relation.name, kind: kind, target: target.schema, isOptional: target.isOptional,
      onReplace: common.onReplace, documentation: relation.documentation, origin: relation.origin)
    association.table = common.table
    association.filter = common.filter
    association.defaults = common.defaults
    association.swift = relation.swift
    return .association(association)
  }

  /// What every association takes.
  private struct Common {
    var onReplace: OnReplace?
    var table: String?
    var filter: [FieldFilter]
    var defaults: AssociationDefaults?
  }

  private func common(_ options: inout Arguments, _ onReplace: OnReplace?) -> Common {
    Common(
      onReplace: onReplace, table: options.identifier("table"),
      filter: relationOptions.filter("where", &options),
      defaults: relationOptions.defaults("defaults", &options))
  }

  private mutating func belongsTo(
    _ relation: Relation, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let conventional = relation.name.elixir + "_id"
    let name = options.symbol("foreign_key") ?? conventional
    var field = Field(
      name: Name(source: name, elixir: name), type: .id,
      isOptional: relation.target?.isOptional ?? false, span: relation.origin.span)
    let references = options.symbol("references")
    let definesField = options.boolean("define_field") ?? true
    if relation.target == nil { givenUp.append(name) }
    if let source = options.identifier("source") { field.source = source }
    field.isPrimaryKey = options.boolean("primary_key") ?? false
    var explicitType: FieldType?
    if let node = options.value("type") {
      let reader = FieldOptions(file: file, types: types, settings: settings)
      explicitType = reader.readType(node, &options, &field)
    }
    if !definesField, field.source != nil || field.isPrimaryKey {
      file.report(
        .invalidOption, "a key that another field defines has no options here",
        at: options.span(of: field.source == nil ? "primary_key" : "source"),
        helps: [Help("say them on that field, or leave out `defineField: false`")])
    }
    var key = ForeignKey(
      field: field, isConventional: name == conventional, references: references,
      definesField: definesField)
    key.explicitType = explicitType
    return association(relation, .belongsTo(key), common(&options, onReplace))
  }

  private func has(
    _ relation: Relation, isMany: Bool, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    if let path = relationOptions.through(&options) {
      if path.isEmpty { return nil }
      if onReplace != nil {
        file.report(
          .invalidOption, "what is reached through others cannot be replaced",
          at: options.span(of: "on_replace"),
          helps: [Help("say it on the association that is gone through")])
      }
      let common = Common(filter: [])
      return association(relation, isMany ? .hasManyThrough(path) : .hasOneThrough(path), common)
    }
    let has = Has(
      foreignKey: options.symbol("foreign_key"), references: options.symbol("references"),
      onDelete: options.choice("on_delete", OnDelete.self),
      preloadOrder: isMany ? relationOptions.order(&options) : nil)
    return association(relation, isMany ? .hasMany(has) : .hasOne(has), common(&options, onReplace))
  }

  private func manyToMany(
    _ relation: Relation, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let join = joinThrough(&options)
    var kind = ManyToMany(
      joinThrough: join ?? .table(""), joinKeys: relationOptions.joinKeys(&options),
      onDelete: joinDelete(&options), isUnique: options.boolean("unique") ?? false,
      preloadOrder: relationOptions.order(&options))
    kind.joinFilter = relationOptions.filter("join_where", &options)
    kind.joinDefaults = relationOptions.defaults("join_defaults", &options)
    if options.has("on_join_through_conflict") {
      file.require(
        ecto: Version(3, 14), "`onJoinThroughConflict`",
        at: options.span(of: "on_join_through_conflict"), settings)
    }
    kind.onJoinThroughConflict = options.choice(
      "on_join_through_conflict", ManyToMany.OnJoinThroughConflict.self)
    if kind.joinDefaults != nil, case .table = kind.joinThrough, join != nil {
      file.report(
        .invalidOption, "`joinDefaults` needs a schema to join through",
        at: options.span(of: "join_defaults"),
        notes: ["Ecto inserts into a table without knowing more of it than its two keys"],
        helps: [Help("name the join table's schema: `joinThrough: PostTag`")])
    }
    let common = common(&options, onReplace)
    return join == nil ? nil : association(relation, .manyToMany(kind), common)
  }

  /// Only the rows of the join table can be deleted along.
  private func joinDelete(_ options: inout Arguments) -> OnDelete? {
    let onDelete = options.choice("on_delete", OnDelete.self)
    if onDelete == .nilifyAll {
      file.report(
        .invalidOption, "`onDelete` of \(options.owner) cannot be `.nilifyAll`",
        at: options.span(of: "on_delete"), helps: [Help.choices(["nothing", "delete_all"])])
    }
    return onDelete
  }

  private func joinThrough(_ options: inout Arguments) -> ManyToMany.Join? {
    guard let node = options.value("join_through", "through") else {
      file.report(
        .missingOption, "\(options.owner) needs a join table", at: options.span,
        helps: [Help("name it: `@manyToMany(joinThrough: \"posts_tags\")`")])
      return nil
    }
    if file.tree.kind(node) == .stringLiteral {
      return file.identifier(node, for: "join_through", of: options.owner).map { .table($0) }
    }
    let path = file.path(of: node)
    if !path.isEmpty, case .found(let id) = file.index.look(up: path, in: types.scope),
      case .schema(let schema) = file.index[id].target
    {
      return .schema(schema)
    }
    file.report(
      .invalidOption, "`joinThrough` takes the name of a table or a schema",
      at: file.tree.span(node),
      helps: [Help("write it so: `joinThrough: \"posts_tags\"` or `joinThrough: PostTag`")])
    return nil
  }

  private func embed(
    _ relation: Relation, isMany: Bool, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let source = options.identifier("source")
    let defaultsToStruct = isMany ? false : options.boolean("defaults_to_struct") ?? false
    let isLeftOutOfQueries = options.boolean("load_in_query") == false
    guard let target = relation.target else { return nil }
    var embed = Embed(
      name: relation.name, isMany: isMany, target: target.schema,
      isOptional: target.isOptional, onReplace: onReplace, source: source,
      defaultsToStruct: defaultsToStruct, documentation: relation.documentation,
      origin: relation.origin)
    embed.isLeftOutOfQueries = isLeftOutOfQueries
    embed.swift = relation.swift
    return .embed(embed)
  }
}

extension FileAnalysis {
  /// The segments of an expression that names a declaration (`Blog.Post`); empty for anything else.
  func path(of node: NodeID) -> [String] {
    switch tree.kind(node) {
    case .identifier: [tree.mainText(node)]
    case .memberAccess:
      tree.first(of: node).map { base in
        let start = path(of: base)
        return start.isEmpty ? [] : start + [tree.mainText(node)]
      } ?? []
    default: []
    }
  }
}
