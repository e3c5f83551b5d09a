import EctypeDiagnostics
import EctypeModel

/// Relations that go through others: step by step, each must be there.
extension RelationResolver {
  /// `through: [.posts, .comments]`: the first of the schema, each next of where the one before leads to.
  mutating func checkThrough(_ path: [String], _ association: Association, _ schema: Schema) {
    if circular.contains(association.name.elixir) { return }
    var place = schema
    for name in path {
      guard let step = place.associations.first(where: { $0.name.elixir == name }) else {
        if place.givenUp.contains(name) { return }
        let known = place.associations.map(\.name.elixir).filter { $0 != association.name.elixir }
        report(
          .invalidAssociation, "`\(place.module.last)` has no association `\(name)` to go through",
          association.origin, declaredAt: place,
          helps: Suggestions.nearest(to: name, among: known)
            .map { [Help("did you mean `.\(NameRules.camelCase($0))`?")] }
            ?? [
              Help(
                Suggestions.listing(known.map { ".\(NameRules.camelCase($0))" }).map {
                  "it has \($0)"
                } ?? "declare it there: `@belongsTo`, `@hasOne` or `@hasMany`")
            ])
        return
      }
      if !association.isMany, step.isMany {
        report(
          .invalidAssociation, "`\(name)` leads to many, and `\(association.name.source)` is one",
          association.origin,
          helps: [Help("make it `@hasMany`, or go through a `@hasOne`")])
        return
      }
      place = schemas[step.target]
    }
    if place.id != association.target {
      report(
        .invalidAssociation,
        "`\(association.name.source)` is `\(schemas[association.target].module.last)`, but leads to `\(place.module.last)`",
        association.origin, label: "through \(path.map { "`\($0)`" }.joined(separator: ", "))",
        declaredAt: place,
        helps: [
          Help(
            "make its type `\(association.isMany ? "[\(place.module.last)]" : place.module.last)`, or go on from there"
          )
        ])
    }
  }

  /// The keys of a `many_to_many` on all three sides.
  mutating func checkJoin(
    _ join: ManyToMany, _ association: Association, _ schema: Schema, _ target: Schema
  ) {
    let columns = join.keys(of: schema, target).map(\.column)
    if columns.count == 2, columns[0] == columns[1] {
      let (name, key) = (
        NameRules.camelCase(columns[0]), schema.primaryKeyField?.name.elixir ?? "id"
      )
      report(
        .invalidAssociation, "both keys of the join table would be `\(columns[0])`",
        association.origin, declaredAt: target,
        helps: [
          Help(
            "name two, this schema's first: `joinKeys: [\(name): .\(NameRules.camelCase(key)), other\(name.prefix(1).uppercased())\(name.dropFirst()): .id]`"
          )
        ])
      return
    }
    var isSound = true
    for (key, side) in zip(join.keys(of: schema, target), [schema, target])
    where side.field(key.field).map(\.isVirtual) ?? true {
      isSound = false
      if side.givenUp.contains(key.field) { continue }
      let own = side.primaryKeyField?.name.elixir
      report(
        .invalidAssociation, "`\(side.module.last)` has no field `\(key.field)` to join on",
        association.origin, declaredAt: side,
        helps: own.map { _ in
          [Help("say how the table refers to both: `\(spelled(join, schema, target))`")]
        } ?? [Help("name the fields that identify both: `joinKeys: [postId: .name, tagId: .id]`")])
    }
    guard isSound, case .schema(let id) = join.joinThrough else { return }
    let through = schemas[id]
    for key in join.keys(of: schema, target)
    where through.field(key.column) == nil && !through.givenUp.contains(key.column) {
      report(
        .missingForeignKey, "`\(through.module.last)` has no `\(key.column)`", association.origin,
        label: "it joins through `\(through.module.last)`", declaredAt: through,
        helps: [Help("name the keys that it has: `joinKeys: [postId: .id, tagId: .id]`")])
    }
  }

  /// The keys that would be right where Ecto's are not.
  private func spelled(_ join: ManyToMany, _ schema: Schema, _ target: Schema) -> String {
    let pairs = [schema, target].map { side in
      let key = side.primaryKeyField?.name.elixir ?? "id"
      let column = NameRules.camelCase("\(NameRules.snakeCase(side.module.last))_\(key)")
      return "\(column): .\(NameRules.camelCase(key))"
    }
    return "joinKeys: [\(pairs.joined(separator: ", "))]"
  }
}

extension ManyToMany {
  /// The join table's keys, Ecto's own where none are said: the owner's, then the related schema's.
  func keys(of schema: Schema, _ target: Schema) -> [JoinKey] {
    guard joinKeys.isEmpty else { return joinKeys }
    return [schema, target].map {
      JoinKey(column: NameRules.snakeCase($0.module.last) + "_id", field: "id")
    }
  }
}
