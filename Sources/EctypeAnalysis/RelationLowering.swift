import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// A var of a schema that relates it to another: `@belongsTo var author: User`. Keys that follow from the
/// other schema are settled by `RelationResolver`, once all schemas are known.
struct RelationLowering {
  let file: FileAnalysis
  let types: TypeResolver
  let schema: SchemaID

  /// The attributes that make a var a relation.
  static let attributes = [
    "belongs_to", "has_many", "has_one", "many_to_many", "embeds_one", "embeds_many",
  ]

  /// - Returns: nil after a diagnostic.
  func lower(_ node: NodeID, _ attribute: String, _ attributes: inout Attributes) -> Schema.Member?
  {
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
      name: file.tree.name(node), target: target(of: node, isMany: isMany, options: &options),
      swift: file.readSwift(&attributes), documentation: file.tree.documentation(of: node),
      origin: file.origin(node))
    let onReplace = options.choice("on_replace", OnReplace.self)
    if let onReplace, !Self.replacements(attribute).contains(onReplace) {
      let known = Self.replacements(attribute)
        .map { "`.\(NameRules.camelCase($0.rawValue))`" }.joined(separator: ", ")
      file.report(
        .invalidOption,
        "\(options.owner) cannot replace by `.\(NameRules.camelCase(onReplace.rawValue))`",
        at: options.span, notes: ["its choices are \(known)"])
    }
    let member =
      switch attribute {
      case "belongs_to": belongsTo(relation, &options, onReplace)
      case "has_many", "has_one": has(relation, isMany: isMany, &options, onReplace)
      case "many_to_many": manyToMany(relation, &options, onReplace)
      default: embed(relation, isMany: isMany, &options, onReplace)
      }
    return member?.annotated(relation.swift)
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
    of node: NodeID, isMany: Bool, options: inout Arguments
  ) -> (schema: SchemaID, isOptional: Bool)? {
    readGuideNames(node, &options)
    let annotation = file.tree.child(node, .typeAnnotation)
    guard !annotation.isNone,
      let typeNode = file.tree.children(annotation).first(where: { _ in true })
    else {
      file.report(
        .missingType, "`\(file.tree.mainText(node))` has no type", at: file.tree.nameSpan(node),
        helps: [Help("its type says what it is related to: `\(isMany ? "[Post]" : "Post")`")])
      return nil
    }
    guard let type = types.resolve(typeNode) else { return nil }
    switch (isMany, type.unwrapped) {
    case (true, .list(let element)):
      if case .schema(let id) = element.unwrapped { return (id, false) }
    case (false, .schema(let id)): return (id, type.isOptional)
    default: break
    }
    file.report(
      .invalidAssociation,
      "\(options.owner) needs a var whose type is \(isMany ? "a list of a schema" : "a schema")",
      at: file.tree.span(typeNode),
      label: isMany ? "expected `[Schema]`" : "expected a schema",
      secondary: [Label(options.span, "because of this")])
    return nil
  }

  private func readGuideNames(_ node: NodeID, _ options: inout Arguments) {
    guard let first = options.next() else { return }
    if let name = file.symbol(first, for: "name", of: options.owner),
      name != file.tree.name(node).elixir
    {
      file.report(
        .invalidAssociation,
        "\(options.owner) names `\(name)`, but the var is `\(file.tree.mainText(node))`",
        at: file.tree.span(first), secondary: [Label(file.tree.nameSpan(node), "the var")])
    }
    guard let second = options.next() else { return }
    guard file.tree.kind(second) == .stringLiteral, let written = file.tree.stringValue(second)
    else { return }
    if case .none = file.index.look(
      up: written.split(separator: ".").map(String.init), in: types.scope)
    {
      file.report(
        .unknownType, "there is no schema `\(written)`", at: file.tree.span(second),
        helps: file.didYouMean(written, among: file.index.names, at: file.tree.span(second)) {
          "\"\($0)\""
        })
    }
  }

  // MARK: Kinds

  private func belongsTo(
    _ relation: Relation, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let key = options.symbol("foreign_key")
    let references = options.symbol("references")
    let definesField = options.boolean("define_field") ?? true
    let isPrimaryKey = options.boolean("primary_key") ?? false
    guard let target = relation.target else { return nil }
    let conventional = relation.name.elixir + "_id"
    let name = key ?? conventional
    var field = Field(
      name: Name(source: name, elixir: name), type: .id, isOptional: target.isOptional,
      origin: relation.origin)
    field.isPrimaryKey = isPrimaryKey
    return .association(
      Association(
        name: relation.name,
        kind: .belongsTo(
          ForeignKey(
            field: field, isConventional: name == conventional,
            references: references == "id" ? nil : references, definesField: definesField)),
        target: target.schema, isOptional: target.isOptional, onReplace: onReplace,
        documentation: relation.documentation, origin: relation.origin))
  }

  private func has(
    _ relation: Relation, isMany: Bool, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let has = Has(
      foreignKey: options.symbol("foreign_key"), references: options.symbol("references"),
      onDelete: options.choice("on_delete", OnDelete.self),
      preloadOrder: isMany ? order(&options) : [], filter: filter(&options))
    guard let target = relation.target else { return nil }
    return .association(
      Association(
        name: relation.name, kind: isMany ? .hasMany(has) : .hasOne(has), target: target.schema,
        isOptional: target.isOptional, onReplace: onReplace,
        documentation: relation.documentation, origin: relation.origin))
  }

  private func manyToMany(
    _ relation: Relation, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let join = joinThrough(&options)
    let kind = ManyToMany(
      joinThrough: join ?? .table(""), onDelete: joinDelete(&options),
      isUnique: options.boolean("unique") ?? false, preloadOrder: order(&options))
    guard let target = relation.target, join != nil else { return nil }
    return .association(
      Association(
        name: relation.name, kind: .manyToMany(kind), target: target.schema, isOptional: false,
        onReplace: onReplace, documentation: relation.documentation, origin: relation.origin))
  }

  /// Only the rows of the join table can be deleted along.
  private func joinDelete(_ options: inout Arguments) -> OnDelete? {
    let onDelete = options.choice("on_delete", OnDelete.self)
    if onDelete == .nilifyAll {
      file.report(
        .invalidOption, "`onDelete` of \(options.owner) cannot be `.nilifyAll`", at: options.span,
        notes: ["its choices are `.nothing`, `.deleteAll`"])
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
    if file.tree.kind(node) == .stringLiteral, let table = file.tree.stringValue(node),
      !table.isEmpty
    {
      return .table(table)
    }
    let path = file.path(of: node)
    if !path.isEmpty, case .found(let id) = file.index.look(up: path, in: types.scope),
      case .schema(let schema) = file.index[id].target
    {
      return .schema(schema)
    }
    file.report(
      .invalidOption, "`joinThrough` takes the name of a table or a schema",
      at: file.tree.span(node))
    return nil
  }

  private func embed(
    _ relation: Relation, isMany: Bool, _ options: inout Arguments, _ onReplace: OnReplace?
  ) -> Schema.Member? {
    let source = options.string("source")
    let defaultsToStruct = isMany ? false : options.boolean("defaults_to_struct") ?? false
    guard let target = relation.target else { return nil }
    return .embed(
      Embed(
        name: relation.name, isMany: isMany, target: target.schema,
        isOptional: target.isOptional, onReplace: onReplace, source: source,
        defaultsToStruct: defaultsToStruct, documentation: relation.documentation,
        origin: relation.origin))
  }

  // MARK: Options with fields of the target

  /// `preloadOrder: [desc: .insertedAt]`, `[.name]`; the fields are checked by `RelationResolver`.
  private func order(_ options: inout Arguments) -> [OrderTerm] {
    guard let node = options.value("preload_order") else { return [] }
    return file.elements(node).compactMap { element in
      if file.tree.kind(element) == .keyValue, !file.tree[element].main.isNone,
        let value = file.tree.children(element).first(where: { _ in true }),
        let field = file.symbol(value)
      {
        let written = NameRules.snakeCase(file.tree.mainText(element))
        if let direction = OrderDirection(rawValue: written) {
          return OrderTerm(direction: direction, field: field)
        }
      } else if let field = file.symbol(element) {
        return OrderTerm(direction: .asc, field: field)
      }
      file.report(
        .invalidOption, "`preloadOrder` takes fields, each with a direction",
        at: file.tree.span(element), helps: [Help("write it so: `[desc: .insertedAt]`")])
      return nil
    }
  }

  /// `where: [commentableType: "Post"]`, or the guide's object.
  private func filter(_ options: inout Arguments) -> [FieldEquality] {
    guard let node = options.value("where") else { return [] }
    return file.tree.children(node).compactMap { pair in
      let parts = Array(file.tree.children(pair))
      let key: String? =
        file.tree[pair].main.isNone
        ? parts.first.flatMap { file.symbol($0) } : NameRules.snakeCase(file.tree.mainText(pair))
      if file.tree.kind(pair) == .keyValue, let key, let last = parts.last,
        let value = file.literal(last)
      {
        return FieldEquality(field: key, value: value)
      }
      file.report(
        .invalidOption, "`where` takes fields with constants", at: file.tree.span(pair),
        helps: [Help("write it so: `where: [commentableType: \"Post\"]`")])
      return nil
    }
  }
}

extension Schema.Member {
  fileprivate func annotated(_ swift: SwiftAnnotation) -> Self {
    switch self {
    case .association(var association):
      association.swift = swift
      return .association(association)
    case .embed(var embed):
      embed.swift = swift
      return .embed(embed)
    case .field, .timestamps: return self
    }
  }
}

extension FileAnalysis {
  /// The segments of an expression that names a declaration (`Blog.Post`); empty for anything else.
  func path(of node: NodeID) -> [String] {
    switch tree.kind(node) {
    case .identifier: [tree.mainText(node)]
    case .memberAccess:
      tree.children(node).first { _ in true }.map { base in
        let start = path(of: base)
        return start.isEmpty ? [] : start + [tree.mainText(node)]
      } ?? []
    default: []
    }
  }
}
