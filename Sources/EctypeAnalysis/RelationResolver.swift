import EctypeDiagnostics
import EctypeModel

/// Settles what follows from other schemas once all are lowered: the types of foreign keys, the fields that
/// options name, and whether the other side agrees.
struct RelationResolver {
  /// All schemas, as they are declared.
  let schemas: ModelTable<SchemaID, Schema>
  let enumerations: EnumerationTable
  /// What was settled of each schema that others see, in the order of its relations.
  private(set) var keys: [[SettledKey]] = []
  var diagnostics: [Diagnostic] = []
  /// The associations of the schema at hand that go through each other, of which that is said already.
  private(set) var circular: Set<String> = []

  struct SettledKey: Hashable {
    var type: FieldType
    var references: String?
  }

  init(_ schemas: ModelTable<SchemaID, Schema>, _ enumerations: EnumerationTable) {
    self.schemas = schemas
    self.enumerations = enumerations
  }

  mutating func resolve(_ declared: Schema) -> Schema {
    circular = []
    checkEmbedCycle(declared)
    let schema = resolveMembers(of: declared)
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

  private mutating func resolveMembers(of schema: Schema) -> Schema {
    var settledKeys: [SettledKey] = []
    var changed: [Int: Association] = [:]
    for (position, member) in schema.members.enumerated() {
      guard case .association(let declared) = member else { continue }
      var association = declared
      if case .belongsTo(let key) = association.kind {
        let settled = settled(key, schema, association.target)
        settledKeys.append(SettledKey(type: settled.field.type, references: settled.references))
        if settled != key { association.kind = .belongsTo(settled) }
      }
      if case .manyToMany(var join) = association.kind, case .schema = join.joinThrough {
        settle(&join)
        association.kind = .manyToMany(join)
      }
      if !association.filter.isEmpty || association.defaults != nil {
        let target = schemas[association.target]
        let isBuilt = if case .belongsTo = association.kind { false } else { true }
        association.filter = typed(association.filter, target, "where")
        association.defaults = settled(
          association.defaults, isBuilt ? association.filter : [], target, "defaults")
      }
      if association != declared { changed[position] = association }
    }
    keys.append(settledKeys)
    let needsOrder = schema.members.contains { $0.neededName != nil }
    guard needsOrder || !changed.isEmpty else { return schema }
    var schema = schema
    var members = schema.members
    for (position, association) in changed { members[position] = .association(association) }
    schema.members = needsOrder ? ordered(members, of: schema) : members
    return schema
  }

  /// The field that a key refers to: Ecto's `id`, unless the other schema's key is called otherwise.
  func references(_ key: ForeignKey, of target: Schema) -> String {
    key.references ?? target.primaryKeyField?.name.elixir ?? "id"
  }

  /// The type of a foreign key is that of what it refers to.
  private func settled(_ key: ForeignKey, _ schema: Schema, _ target: SchemaID) -> ForeignKey {
    var key = key
    let references = references(key, of: schemas[target])
    key.references = references == "id" ? nil : references
    let type = key.explicitType ?? keyType(references, of: target)
    if key.field.type != type { key.field.type = type }
    key.writesType = type != (schema.foreignKeyType ?? .id)
    return key
  }

  /// The type of the field that a key refers to; that of another key is the type of what it refers to itself.
  private func keyType(_ name: String, of target: SchemaID) -> FieldType {
    var (name, target) = (name, target)
    var seen: Set<SchemaID> = []
    while !seen.contains(target) {
      let schema = schemas[target]
      guard let next = schema.association(ofKey: name),
        case .belongsTo(let key) = next.kind, key.definesField
      else { return schema.field(name)?.type ?? .id }
      if let type = key.explicitType { return type }
      seen.insert(target)
      (name, target) = (references(key, of: schemas[next.target]), next.target)
    }
    return .id
  }

  private mutating func settle(_ join: inout ManyToMany) {
    guard case .schema(let id) = join.joinThrough else { return }
    let through = schemas[id]
    join.joinFilter = typed(join.joinFilter, through, "joinWhere")
    join.joinDefaults = settled(join.joinDefaults, join.joinFilter, through, "joinDefaults")
  }

  /// What a filter asks for is also what a new row must have, or it would not be found again.
  private mutating func settled(
    _ defaults: AssociationDefaults?, _ filter: [FieldFilter], _ target: Schema, _ option: String
  ) -> AssociationDefaults? {
    switch defaults {
    case .values(let values): return .values(typed(values, target, option))
    case .function, .call: return defaults
    case nil:
      let equalities = filter.filter {
        if case .equals(let value) = $0.condition { value != .null } else { false }
      }
      return equalities.isEmpty ? nil : .values(equalities)
    }
  }

  // MARK: Values of fields

  /// Conditions with constants of their fields' types; what does not fit is reported and left out.
  private mutating func typed(
    _ filter: [FieldFilter], _ target: Schema, _ option: String
  ) -> [FieldFilter] {
    filter.compactMap { condition in
      var condition = condition
      guard let field = target.field(condition.field), option == "defaults" || !field.isVirtual
      else {
        unknownField(condition.field, target, option, condition.span)
        return nil
      }
      condition.type = field.type
      switch condition.condition {
      case .equals(let value):
        guard let value = typed(value, field, condition.span) else { return nil }
        condition.condition = .equals(value)
      case .isIn(let values):
        let typedValues = values.compactMap { typed($0, field, condition.span) }
        guard typedValues.count == values.count else { return nil }
        condition.condition = .isIn(typedValues)
      case .isNotNil, .fragment: break
      }
      return condition
    }
  }

  private mutating func typed(_ value: Literal, _ field: Field, _ span: Span) -> Literal? {
    if let value = DefaultValues.value(value, as: field.type, enumerations) { return value }
    diagnostics.append(
      Diagnostic(
        .typeMismatch, "`\(field.name.source)` can never hold this", at: span,
        label: "expected `\(enumerations.described(field.type))`",
        secondary: [Label(field.span, "declared here")],
        // The place is that of the whole condition, which no edit is to replace.
        helps: ConstantHelps(enumerations: enumerations).helps(for: value, as: field.type, at: span)
          .map { Help($0.message) }))
    return nil
  }

  // MARK: Order

  /// Ecto reads a schema from top to bottom: what an association stands on must be there already.
  private mutating func ordered(_ members: [Schema.Member], of schema: Schema) -> [Schema.Member] {
    let names = Set(members.map(\.name)).union(schema.fields.map(\.name.elixir))
    var known = Set(schema.primaryKeyField.map { [$0.name.elixir] } ?? [])
    var result: [Schema.Member] = []
    result.reserveCapacity(members.count)
    var waiting: [(member: Schema.Member, needs: String)] = []
    func place(_ member: Schema.Member) {
      result.append(member)
      known.formUnion(member.definedNames)
      for index in waiting.indices where known.contains(waiting[index].needs) {
        let next = waiting.remove(at: index).member
        return place(next)
      }
    }
    for member in members {
      if let needed = member.neededName, names.contains(needed), !known.contains(needed) {
        waiting.append((member, needed))
      } else {
        place(member)
      }
    }
    let circle = waiting.compactMap { waiting in
      if case .association(let association) = waiting.member { association } else { nil }
    }
    if let first = circle.first {
      diagnostics.append(
        Diagnostic(
          .invalidAssociation, "`\(first.name.source)` goes through itself", at: first.origin.span,
          secondary: circle.dropFirst().map { Label($0.origin.span, "by way of this") },
          helps: [Help("begin `through` with an association that leads on without this one")]))
    }
    circular = Set(circle.map(\.name.elixir))
    return result + waiting.map(\.member)
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
    case .belongsTo(let key): checkReferenced(key, association, schema, target)
    case .hasMany(let has), .hasOne(let has): check(has, association, schema, target)
    case .manyToMany(let join):
      if schema.isEmbedded { return refuseInEmbedded(association) }
      checkOrder(join.preloadOrder, association, target)
      checkJoin(join, association, schema, target)
    case .hasManyThrough(let path), .hasOneThrough(let path):
      checkThrough(path, association, schema)
    }
  }

  private static func isSameKey(_ declared: FieldType, _ type: FieldType) -> Bool {
    switch (declared, type) {
    case (.integer, .id), (.id, .integer), (.uuid, .binaryID), (.binaryID, .uuid), (.any, _): true
    default: declared == type
    }
  }

  private mutating func refuseInEmbedded(_ association: Association) {
    report(
      .invalidAssociation, "an embedded schema has no rows that others could refer to",
      association.origin, helps: [Help("only `@belongsTo` can stand here")])
  }

  private mutating func checkReferenced(
    _ key: ForeignKey, _ association: Association, _ schema: Schema, _ target: Schema
  ) {
    if target.givenUp.contains(key.references ?? "id") { return }
    let type = keyType(key.references ?? "id", of: target.id)
    let other = key.definesField ? nil : schema.field(key.field.name.elixir)?.type
    if let declared = key.explicitType ?? key.declaredType ?? other, !Self.isSameKey(declared, type)
    {
      report(
        .invalidAssociation,
        "`\(key.field.name.source)` is `\(enumerations.described(declared))`, and refers to `\(enumerations.described(type))`",
        association.origin, declaredAt: target,
        helps: [
          Help(
            "leave the key's type to the relation, or make it `\(enumerations.described(type))`")
        ])
    }
    let references = key.references ?? "id"
    if let field = target.field(references) {
      if field.isVirtual {
        report(
          .invalidAssociation,
          "`\(references)` of `\(target.module.last)` is virtual, and has no column",
          association.origin, declaredAt: target,
          helps: [Help("refer to a field that has one, or leave out `@virtual` there")])
      }
      return
    }
    let keys = target.fields.filter(\.isPrimaryKey).map { "`\($0.name.source)`" }
    report(
      .invalidAssociation, "`\(target.module.last)` has no field `\(references)` to refer to",
      association.origin, declaredAt: target,
      notes: keys.count > 1
        ? ["its key is \(keys.joined(separator: " and ")), and `belongs_to` holds one of them"]
        : [],
      helps: [Help("name the field that identifies it: `references: .name`")])
  }

  private mutating func check(
    _ has: Has, _ association: Association, _ schema: Schema, _ target: Schema
  ) {
    if schema.isEmbedded { return refuseInEmbedded(association) }
    let references = has.references ?? schema.primaryKeyField?.name.elixir ?? "id"
    if schema.givenUp.contains(references) { return }
    if schema.field(references).map({ $0.isVirtual }) ?? true {
      report(
        .invalidAssociation,
        "`\(schema.module.last)` has no field `\(references)` that others could refer to",
        association.origin,
        helps: [Help("name the field that identifies it: `references: .name`")])
      return
    }
    let key = has.foreignKey ?? "\(NameRules.snakeCase(schema.module.last))_\(references)"
    if let owner = target.association(ofKey: key) {
      if owner.target == schema.id {
        checkInverse(owner, references, association, schema)
      } else {
        diagnostics.append(
          Diagnostic(
            .invalidAssociation, "`\(key)` of `\(target.module.last)` refers to another schema",
            at: association.origin.span,
            label: "expected it to refer to `\(schema.module.last)`",
            secondary: [
              Label(owner.origin.span, "it refers to `\(schemas[owner.target].module.last)`")
            ], helps: [Help("name the key that refers to it: `foreignKey: .name`")]))
      }
    } else if let field = target.field(key) {
      checkKey(field, references, association, schema, target)
    } else if !target.givenUp.contains(key) {
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
  }

  /// The key that a `@hasMany` names must be able to hold what it refers to.
  private mutating func checkKey(
    _ key: Field, _ references: String, _ association: Association, _ schema: Schema,
    _ target: Schema
  ) {
    let type = keyType(references, of: schema.id)
    guard Self.neverEqual(key.type, type) || Self.neverEqual(type, key.type) else { return }
    report(
      .invalidAssociation,
      "`\(key.name.source)` of `\(target.module.last)` is `\(enumerations.described(key.type))`, and refers to `\(enumerations.described(type))`",
      association.origin, declaredAt: target,
      notes: ["Ecto and the database compare them when the relation is loaded, and refuse"],
      helps: [Help("name the key that refers to it: `foreignKey: .name`")])
  }

  /// Whether no value of one type is one of the other: a number and a text. Of other pairs Ecto makes what it can.
  private static func neverEqual(_ a: FieldType, _ b: FieldType) -> Bool {
    switch (a, b) {
    case (.integer, .string), (.id, .string), (.integer, .boolean), (.id, .boolean),
      (.integer, .uuid), (.id, .uuid), (.integer, .binaryID), (.id, .binaryID),
      (.integer, .date), (.id, .date):
      true
    default: false
    }
  }

  /// Both sides must mean the same field of this schema.
  private mutating func checkInverse(
    _ owner: Association, _ references: String, _ association: Association, _ schema: Schema
  ) {
    guard case .belongsTo(let key) = owner.kind else { return }
    let other = self.references(key, of: schema)
    if other == references { return }
    diagnostics.append(
      Diagnostic(
        .invalidAssociation, "the two sides of this relation do not refer to the same field",
        at: association.origin.span, label: "it stands on `\(references)` here",
        secondary: [Label(owner.origin.span, "it refers to `\(other)`")],
        helps: [
          Help("say it on both: `references: .\(NameRules.camelCase(other))`")
        ]))
  }

  private mutating func checkOrder(
    _ order: PreloadOrder?, _ association: Association, _ target: Schema
  ) {
    guard case .terms(let terms)? = order else { return }
    for term in terms where target.field(term.field).map(\.isVirtual) ?? true {
      unknownField(term.field, target, "preloadOrder", association.origin.span)
    }
  }

  private mutating func unknownField(
    _ name: String, _ target: Schema, _ option: String, _ span: Span
  ) {
    if target.givenUp.contains(name) { return }
    let fields = target.fields.filter { option == "defaults" || !$0.isVirtual }
    let nearest = Suggestions.nearest(to: name, among: fields.map(\.name.elixir))
    diagnostics.append(
      Diagnostic(
        .unknownField, "`\(target.module.last)` has no field `\(name)`", at: span,
        label: "named by `\(option)` here",
        secondary: [Label(target.origin.span, "`\(target.module.last)` is declared here")],
        helps: nearest.map { [Help("did you mean `\($0)`?")] }
          ?? Suggestions.listing(fields.map(\.name.source)).map { [Help("there is \($0)")] } ?? []))
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
      return
    }
    if schema.isEmbedded, embed.isLeftOutOfQueries {
      report(
        .invalidOption, "a field of an embedded schema has no column", embed.origin,
        label: "`loadInQuery` would have no effect", helps: [Help("leave it out")])
    }
    if embed.defaultsToStruct, let name = target.nameOfUnfilled {
      report(
        .invalidDefault,
        "`\(embed.name.source)` would begin without a `\(name)`, which `\(target.module.last)` requires",
        embed.origin, label: "by `defaultsToStruct`", declaredAt: target,
        notes: ["Ecto stores it so, and a model of Swift could not be read from that"],
        helps: [
          Help(
            "give `\(name)` a default, make it optional, or leave out `defaultsToStruct: true`")
        ])
    }
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, _ origin: Origin, label: String = "",
    declaredAt target: Schema? = nil, notes: [String] = [], helps: [Help] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, message, at: origin.span, label: label,
        secondary: target.map { [Label($0.origin.span, "`\($0.module.last)` is declared here")] }
          ?? [], notes: notes,
        helps: helps))
  }
}

extension Schema {
  /// A member that may not be nil, and is in a struct of which nothing is said.
  fileprivate var nameOfUnfilled: String? {
    if case .custom(let key) = self.primaryKey, key.isUnfilled { return key.name.source }
    for member in self.members {
      switch member {
      case .field(let field) where field.isUnfilled: return field.name.source
      case .association(let association):
        guard case .belongsTo(let key) = association.kind, key.definesField, key.field.isUnfilled
        else { continue }
        return key.field.name.source
      case .embed(let embed)
      where !embed.isMany && !embed.isOptional && !embed.defaultsToStruct && !embed.isRedacted:
        return embed.name.source
      case .field, .embed, .timestamps: continue
      }
    }
    return nil
  }
}

extension Field {
  fileprivate var isUnfilled: Bool {
    self.isInJSON && !self.isOptional && self.defaultValue == nil
      && [nil, .off].contains(self.autogenerate)
  }
}

extension Schema.Member {
  /// The names that are there once it is.
  fileprivate var definedNames: [String] {
    guard case .association(let association) = self, case .belongsTo(let key) = association.kind,
      key.definesField
    else { return [name] }
    return [name, key.field.name.elixir]
  }

  /// What must stand before it: the field it refers to, or the association it goes through first.
  fileprivate var neededName: String? {
    guard case .association(let association) = self else { return nil }
    switch association.kind {
    case .belongsTo: return nil
    case .hasMany(let has), .hasOne(let has): return has.references
    case .hasManyThrough(let path), .hasOneThrough(let path): return path.first
    case .manyToMany(let join): return join.joinKeys.first?.field
    }
  }
}
