import EctypeDiagnostics
import EctypeModel

/// Settles what follows from other schemas once all are lowered: the types of foreign keys, the fields that
/// options name, and whether the other side agrees.
struct RelationResolver {
  /// All schemas, as they are declared.
  private let schemas: ModelTable<SchemaID, Schema>
  /// What was settled of each schema, in the order of its relations; nothing else of it is changed.
  private(set) var keys: [[FieldType]] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ schemas: ModelTable<SchemaID, Schema>) { self.schemas = schemas }

  mutating func resolve(_ declared: Schema) -> Schema {
    checkEmbedCycle(declared)
    let schema = resolveKeys(of: declared)
    for member in schema.members {
      switch member {
      case .association(let association): check(association, of: schema)
      case .embed(let embed): check(embed, of: schema)
      case .field, .timestamps: continue
      }
    }
    return schema
  }

  /// A struct of Swift cannot hold itself: a chain of single embeds must not come back to its start.
  private mutating func checkEmbedCycle(_ schema: Schema) {
    guard schema.isEmbedded else { return }
    for embed in schema.embeds where !embed.isMany {
      var seen: Set<SchemaID> = []
      var waiting = [embed.target]
      while let next = waiting.popLast() {
        if next == schema.id {
          report(
            .invalidAssociation, "`\(schema.module.last)` would contain itself", embed.origin,
            helps: [Help("make it a list: `@embedsMany`")])
          break
        }
        guard seen.insert(next).inserted else { continue }
        waiting += schemas[next].embeds.filter { !$0.isMany }.map(\.target)
      }
    }
  }

  private mutating func resolveKeys(of schema: Schema) -> Schema {
    var members = schema.members
    var types: [FieldType] = []
    var isChanged = false
    for position in members.indices {
      guard case .association(var association) = members[position],
        case .belongsTo(var key) = association.kind
      else { continue }
      let type = keyType(key.references, of: association.target)
      types.append(type)
      let writesType = type != (schema.foreignKeyType ?? .id)
      if key.field.type == type, key.writesType == writesType { continue }
      isChanged = true
      key.field.type = type
      key.writesType = writesType
      association.kind = .belongsTo(key)
      members[position] = .association(association)
    }
    keys.append(types)
    if !isChanged { return schema }
    var schema = schema
    schema.members = members
    return schema
  }

  /// The type of the field that a key refers to; that of another key is the type of what it refers to itself.
  private func keyType(_ references: String?, of target: SchemaID) -> FieldType {
    var (references, target) = (references, target)
    var seen: Set<SchemaID> = []
    while seen.insert(target).inserted {
      let schema = schemas[target]
      guard let name = references else { return schema.primaryKeyField?.type ?? .id }
      guard let next = schema.associations.first(where: { $0.belongsToKey == name }),
        case .belongsTo(let key) = next.kind, key.definesField
      else { return schema.field(name)?.type ?? .id }
      (references, target) = (key.references, next.target)
    }
    return .id
  }

  // MARK: Associations

  private mutating func check(_ association: Association, of schema: Schema) {
    let target = schemas[association.target]
    guard !target.isEmbedded else {
      report(
        .invalidAssociation, "an embedded schema cannot be associated", association.origin,
        label: "`\(target.module.last)` has no table", declaredAt: target,
        helps: [Help("embed it: `@\(association.isMany ? "embedsMany" : "embedsOne")`")])
      return
    }
    switch association.kind {
    case .belongsTo(let key): checkReferenced(key, association, target)
    case .hasMany(let has), .hasOne(let has): check(has, association, schema, target)
    case .manyToMany(let join):
      if schema.isEmbedded { refuseInEmbedded(association) }
      checkOrder(join.preloadOrder, association, target)
    case .hasManyThrough, .hasOneThrough: break
    }
  }

  private static func isSameKey(_ declared: FieldType, _ type: FieldType) -> Bool {
    switch (declared, type) {
    case (.integer, .id), (.id, .integer), (.uuid, .binaryID), (.binaryID, .uuid): true
    default: declared == type
    }
  }

  private mutating func refuseInEmbedded(_ association: Association) {
    report(
      .invalidAssociation, "an embedded schema has no rows that others could refer to",
      association.origin, helps: [Help("only `@belongsTo` can stand here")])
  }

  private mutating func checkReferenced(
    _ key: ForeignKey, _ association: Association, _ target: Schema
  ) {
    if let declared = key.declaredType, !Self.isSameKey(declared, key.field.type) {
      report(
        .invalidAssociation,
        "`\(key.field.name.source)` is `\(declared.described())`, and refers to `\(key.field.type.described())`",
        association.origin, declaredAt: target)
    }
    let references = key.references ?? "id"
    if target.field(references) != nil { return }
    report(
      .invalidAssociation, "`\(target.module.last)` has no field `\(references)` to refer to",
      association.origin, declaredAt: target,
      helps: [Help("name the field that identifies it: `references: .name`")])
  }

  private mutating func check(
    _ has: Has, _ association: Association, _ schema: Schema, _ target: Schema
  ) {
    if schema.isEmbedded { return refuseInEmbedded(association) }
    let references = has.references ?? "id"
    if schema.field(references) == nil {
      report(
        .invalidAssociation,
        "`\(schema.module.last)` has no field `\(references)` that others could refer to",
        association.origin,
        helps: [Help("name the field that identifies it: `references: .name`")])
      return
    }
    let key = has.foreignKey ?? NameRules.snakeCase(schema.module.last) + "_id"
    if let owner = target.associations.first(where: { $0.belongsToKey == key }) {
      if owner.target != schema.id {
        diagnostics.append(
          Diagnostic(
            .invalidAssociation, "`\(key)` of `\(target.module.last)` refers to another schema",
            at: association.origin.span,
            label: "expected it to refer to `\(schema.module.last)`",
            secondary: [
              Label(owner.origin.span, "it refers to `\(schemas[owner.target].module.last)`")
            ], helps: [Help("name the key that refers to it: `foreignKey: .name`")]))
      }
    } else if target.field(key) == nil {
      let others = target.associations.filter { $0.target == schema.id }.compactMap(\.belongsToKey)
      report(
        .missingForeignKey, "`\(target.module.last)` has no `\(key)`", association.origin,
        label: "nothing there refers to `\(schema.module.last)`", declaredAt: target,
        helps: others.isEmpty
          ? [
            Help(
              "add `@belongsTo var \(NameRules.snakeCase(schema.module.last)): \(schema.module.last)` to `\(target.module.last)`"
            )
          ]
          : others.map {
            let name = NameRules.camelCase($0)
            return Help("it has `\(name)`: write `foreignKey: .\(name)`")
          })
    }
    checkOrder(has.preloadOrder, association, target)
    for equality in has.filter { checkField(equality.field, association, target, "where") }
  }

  private mutating func checkOrder(
    _ terms: [OrderTerm], _ association: Association, _ target: Schema
  ) {
    for term in terms { checkField(term.field, association, target, "preloadOrder") }
  }

  private mutating func checkField(
    _ name: String, _ association: Association, _ target: Schema, _ option: String
  ) {
    let fields = target.fields.filter { !$0.isVirtual }.map(\.name.elixir)
    if fields.contains(name) { return }
    let nearest = Suggestions.nearest(to: name, among: fields)
    report(
      .unknownField, "`\(target.module.last)` has no field `\(name)`", association.origin,
      label: "named by `\(option)` here", declaredAt: target,
      helps: nearest.map { [Help("did you mean `\($0)`?")] } ?? [])
  }

  // MARK: Embeds

  private mutating func check(_ embed: Embed, of schema: Schema) {
    let target = schemas[embed.target]
    if !target.isEmbedded {
      report(
        .invalidAssociation, "only an embedded schema can be embedded", embed.origin,
        label: "`\(target.module.last)` has a table of its own", declaredAt: target,
        helps: [
          Help(
            "relate them: `@\(embed.isMany ? "hasMany" : "belongsTo")`, or make it `@embeddedSchema`"
          )
        ])
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ message: String, _ origin: Origin, label: String = "",
    declaredAt target: Schema? = nil, helps: [Help] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: origin.span, label: label,
        secondary: target.map { [Label($0.origin.span, "`\($0.module.last)` is declared here")] }
          ?? [],
        helps: helps))
  }
}

extension Association {
  /// The Elixir name of a `belongs_to`'s key.
  var belongsToKey: String? {
    if case .belongsTo(let key) = kind { key.field.name.elixir } else { nil }
  }
}
