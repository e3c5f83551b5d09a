import EctypeModel

/// `belongs_to :author, User`, `has_many …`, `embeds_one …`, with the options that Ecto would not take itself.
struct RelationTranslation {
  let program: Program
  let owner: Schema

  func association(_ association: Association, _ aliases: inout Aliases) -> ElixirExpression {
    let name = ElixirExpression.atom(association.name.elixir)
    let target = target(association.target, &aliases)
    let onReplace = association.onReplace.map { [ElixirKeyword("on_replace", .atom($0.rawValue))] }
    switch association.kind {
    case .belongsTo(let key):
      return .call("belongs_to", [name, target], belongsTo(key) + (onReplace ?? []))
    case .hasMany(let has):
      return .call("has_many", [name, target], self.has(has) + (onReplace ?? []))
    case .hasOne(let has):
      return .call("has_one", [name, target], self.has(has) + (onReplace ?? []))
    case .hasManyThrough(let path): return .call("has_many", [name], [through(path)])
    case .hasOneThrough(let path): return .call("has_one", [name], [through(path)])
    case .manyToMany(let join):
      return .call(
        "many_to_many", [name, target], manyToMany(join, &aliases) + (onReplace ?? []))
    }
  }

  private func through(_ path: [String]) -> ElixirKeyword {
    ElixirKeyword("through", .list(path.map { .atom($0) }))
  }

  private func target(_ id: SchemaID, _ aliases: inout Aliases) -> ElixirExpression {
    id == owner.id ? .variable("__MODULE__") : aliases.expression(program[id].module)
  }

  private func belongsTo(_ key: ForeignKey) -> [ElixirKeyword] {
    var options: [ElixirKeyword] = []
    if !key.isConventional {
      options.append(ElixirKeyword("foreign_key", .atom(key.field.name.elixir)))
    }
    if let references = key.references {
      options.append(ElixirKeyword("references", .atom(references)))
    }
    if key.writesType {
      options.append(
        ElixirKeyword("type", FieldTranslation.type(key.field.type, program).expression))
    }
    if !key.definesField { options.append(ElixirKeyword("define_field", .false)) }
    if key.field.isPrimaryKey { options.append(ElixirKeyword("primary_key", .true)) }
    return options
  }

  private func has(_ has: Has) -> [ElixirKeyword] {
    var options: [ElixirKeyword] = []
    if let key = has.foreignKey { options.append(ElixirKeyword("foreign_key", .atom(key))) }
    if let references = has.references {
      options.append(ElixirKeyword("references", .atom(references)))
    }
    if let onDelete = has.onDelete {
      options.append(ElixirKeyword("on_delete", .atom(onDelete.rawValue)))
    }
    if !has.filter.isEmpty {
      let pairs = has.filter.map { ElixirKeyword($0.field, ElixirExpression($0.value)) }
      options.append(ElixirKeyword("where", .keywords(pairs)))
      // Without them `build_assoc` would leave the filtered fields nil.
      options.append(ElixirKeyword("defaults", .keywords(pairs)))
    }
    options += order(has.preloadOrder)
    return options
  }

  private func order(_ terms: [OrderTerm]) -> [ElixirKeyword] {
    guard !terms.isEmpty else { return [] }
    return [
      ElixirKeyword(
        "preload_order",
        .keywords(terms.map { ElixirKeyword($0.direction.rawValue, .atom($0.field)) }))
    ]
  }

  private func manyToMany(_ join: ManyToMany, _ aliases: inout Aliases) -> [ElixirKeyword] {
    let through: ElixirExpression =
      switch join.joinThrough {
      case .table(let table): .string(table)
      case .schema(let id): target(id, &aliases)
      }
    var options = [ElixirKeyword("join_through", through)]
    if !join.joinKeys.isEmpty {
      options.append(
        ElixirKeyword(
          "join_keys",
          .keywords(join.joinKeys.map { ElixirKeyword($0.column, .atom($0.field)) })))
    }
    if let onDelete = join.onDelete {
      options.append(ElixirKeyword("on_delete", .atom(onDelete.rawValue)))
    }
    if join.isUnique { options.append(ElixirKeyword("unique", .true)) }
    return options + order(join.preloadOrder)
  }

  func embed(_ embed: Embed, _ aliases: inout Aliases) -> ElixirExpression {
    var options: [ElixirKeyword] = []
    if let source = embed.source { options.append(ElixirKeyword("source", .atom(source))) }
    if embed.defaultsToStruct { options.append(ElixirKeyword("defaults_to_struct", .true)) }
    if let onReplace = embed.onReplace {
      options.append(ElixirKeyword("on_replace", .atom(onReplace.rawValue)))
    }
    return .call(
      embed.isMany ? "embeds_many" : "embeds_one",
      [.atom(embed.name.elixir), target(embed.target, &aliases)], options)
  }
}
