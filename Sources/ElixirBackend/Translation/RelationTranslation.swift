import EctypeModel

/// `belongs_to :author, User`, `has_many …`, `embeds_one …`, with the options that Ecto would not take itself.
struct RelationTranslation {
  let program: Program
  let owner: Schema

  /// The call, which stands without parentheses.
  func association(
    _ association: Association, _ aliases: inout Aliases
  ) -> (name: String, ElixirArguments) {
    let name = ElixirExpression.atom(association.name.elixir)
    let common = self.common(association)
    switch association.kind {
    case .belongsTo(let key):
      let target = queryable(association, &aliases)
      return ("belongs_to", ElixirArguments([name, target], belongsTo(key) + common))
    case .hasMany(let has):
      let target = queryable(association, &aliases)
      return ("has_many", ElixirArguments([name, target], self.has(has) + common))
    case .hasOne(let has):
      let target = queryable(association, &aliases)
      return ("has_one", ElixirArguments([name, target], self.has(has) + common))
    case .hasManyThrough(let path): return ("has_many", ElixirArguments([name], [through(path)]))
    case .hasOneThrough(let path): return ("has_one", ElixirArguments([name], [through(path)]))
    case .manyToMany(let join):
      let target = queryable(association, &aliases)
      return ("many_to_many", ElixirArguments([name, target], manyToMany(join, &aliases) + common))
    }
  }

  /// The related schema, or `{"table", Schema}`.
  private func queryable(
    _ association: Association, _ aliases: inout Aliases
  ) -> ElixirExpression {
    let target = target(association.target, &aliases)
    return association.table.map { .tuple([.string($0), target]) } ?? target
  }

  /// The options that every association takes.
  private func common(_ association: Association) -> [ElixirKeyword] {
    var options: [ElixirKeyword] = []
    if !association.filter.isEmpty {
      options.append(ElixirKeyword("where", filter(association.filter)))
    }
    if let defaults = association.defaults {
      options.append(ElixirKeyword("defaults", self.defaults(defaults)))
    }
    if let onReplace = association.onReplace {
      options.append(ElixirKeyword("on_replace", .atom(onReplace.rawValue)))
    }
    return options
  }

  private func filter(_ filter: [FieldFilter]) -> ElixirExpression {
    .keywords(filter.map { ElixirKeyword($0.field, value($0)) })
  }

  private func value(_ filter: FieldFilter) -> ElixirExpression {
    func constant(_ literal: Literal) -> ElixirExpression {
      filter.type.map { ElixirExpression(literal, type: $0) } ?? ElixirExpression(literal)
    }
    return switch filter.condition {
    case .equals(let literal): constant(literal)
    case .isNotNil: .tuple([.atom("not"), .nil])
    case .isIn(let literals): .tuple([.atom("in"), .list(literals.map(constant))])
    case .fragment(let sql): .tuple([.atom("fragment"), .string(sql)])
    }
  }

  private func defaults(_ defaults: AssociationDefaults) -> ElixirExpression {
    switch defaults {
    case .values(let values): filter(values)
    case .function(let name): .atom(name)
    case .call(let function): ElixirExpression(function)
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
      let type = FieldTranslation.type(key.field.type, program)
      options.append(ElixirKeyword("type", type.expression))
      options += type.options + key.field.typeOptions.map { ElixirKeyword($0) }
    }
    if let source = key.field.source { options.append(ElixirKeyword("source", .atom(source))) }
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
    options += order(has.preloadOrder)
    return options
  }

  private func order(_ order: PreloadOrder?) -> [ElixirKeyword] {
    switch order {
    case nil: []
    case .function(let function): [ElixirKeyword("preload_order", ElixirExpression(function))]
    case .terms(let terms):
      [
        ElixirKeyword(
          "preload_order",
          .keywords(terms.map { ElixirKeyword($0.direction.rawValue, .atom($0.field)) }))
      ]
    }
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
    if !join.joinFilter.isEmpty {
      options.append(ElixirKeyword("join_where", filter(join.joinFilter)))
    }
    if let defaults = join.joinDefaults {
      options.append(ElixirKeyword("join_defaults", self.defaults(defaults)))
    }
    if let action = join.onJoinThroughConflict {
      options.append(ElixirKeyword("on_join_through_conflict", .atom(action.rawValue)))
    }
    if let onDelete = join.onDelete {
      options.append(ElixirKeyword("on_delete", .atom(onDelete.rawValue)))
    }
    if join.isUnique { options.append(ElixirKeyword("unique", .true)) }
    return options + order(join.preloadOrder)
  }

  func embed(
    _ embed: Embed, _ aliases: inout Aliases
  ) -> (name: String, ElixirArguments) {
    var options: [ElixirKeyword] = []
    if let source = embed.source { options.append(ElixirKeyword("source", .atom(source))) }
    if embed.isLeftOutOfQueries { options.append(ElixirKeyword("load_in_query", .false)) }
    if embed.defaultsToStruct { options.append(ElixirKeyword("defaults_to_struct", .true)) }
    if let onReplace = embed.onReplace {
      options.append(ElixirKeyword("on_replace", .atom(onReplace.rawValue)))
    }
    let arguments = ElixirArguments(
      [.atom(embed.name.elixir), target(embed.target, &aliases)], options)
    return (embed.isMany ? "embeds_many" : "embeds_one", arguments)
  }
}
