import EctypeModel

extension BodyTranslation {
  /// A call. Calls that the source piped stay a pipeline of one stage a line; a single pipe is a plain call.
  mutating func pipeline(_ value: Expression) -> ElixirExpression {
    let value = value.fused
    var stages: [Expression] = []
    var current = value
    while let base = current.pipedBase {
      stages.append(current)
      current = base.fused
    }
    guard !stages.isEmpty else { return call(value, piped: false) }
    // `post.changeset(attrs) |> Repo.update()` begins with the post.
    if case .call(let method) = current.kind, case .schema = method.callee,
      method.arguments.count > 1
    {
      stages.append(current)
      current = method.arguments[0]
    }
    let source = self.bareSource(of: current)
    let isPipeline = stages[0].isQueryStep && current.isKeywordFrom || current.isNewMulti
    if stages.count == 1, !isPipeline {
      return call(stages[0], piped: false, first: source)
    }
    var parts = source.stages
    for stage in stages.reversed() {
      if case .standard(let call) = stage.kind {
        guard let translated = self.stages(call) else {
          // It does not take the value first: what was piped so far is its argument.
          let before =
            parts.count == 1 ? parts[0] : ElixirExpression.pipeline(parts, isBroken: true)
          let value = standard(call, on: before)
          if case .pipeline(let all, _) = value { parts = all } else { parts = [value] }
          continue
        }
        parts += translated
      } else {
        parts.append(call(stage, piped: true))
      }
    }
    return parts.count == 1 ? parts[0] : .pipeline(parts, isBroken: true)
  }

  /// A source without clauses is the schema itself, or the table's name.
  private mutating func bareSource(of value: Expression) -> ElixirExpression {
    if case .from(let from) = value.kind, from.clauses.isEmpty, from.options.isEmpty {
      return source(from.source)
    }
    return nested(value)
  }

  /// - Parameter piped: the first argument stands before the pipe.
  /// - Parameter first: what the first argument is, where it is not the call's own.
  private mutating func call(
    _ value: Expression, piped: Bool, first: ElixirExpression? = nil
  ) -> ElixirExpression {
    switch value.kind {
    case .call(let call):
      var arguments: [ElixirExpression] = []
      for (index, argument) in call.arguments.enumerated() where !(piped && index == 0) {
        if index == 0, let first {
          arguments.append(first)
        } else {
          arguments.append(expression(argument))
        }
      }
      if let receiver = call.receiver, case .repository(_, let name) = call.callee {
        return .remote(expression(receiver), name, arguments, keywords(call.options))
      }
      return self.call(call.callee, arguments, keywords(call.options))
    case .standard(let call):
      return first.map { standard(call, on: $0) } ?? standard(call)
    case .changeset(let call):
      let base = piped ? [] : [first ?? expression(call.base)]
      return changeset(call.step, base)
    case .query(let call):
      let base = piped ? [] : [first ?? bareSource(of: call.query)]
      return query(call, base)
    default: return expression(value)
    }
  }

  private mutating func call(
    _ callee: Call.Callee, _ arguments: [ElixirExpression], _ options: [ElixirKeyword]
  ) -> ElixirExpression {
    switch callee {
    case .local(let name): return .parenthesizedCall(name.elixir, arguments, options)
    case .function(let module, let name):
      if module == self.module { return .parenthesizedCall(name.elixir, arguments, options) }
      return .remote(aliases.expression(module), name.elixir, arguments, options)
    case .schema(let id, let name):
      let module = program[id].module
      if module == self.module { return .parenthesizedCall(name.elixir, arguments, options) }
      return .remote(aliases.expression(module), name.elixir, arguments, options)
    case .repository(let module, let name):
      return .remote(aliases.expression(module), name, arguments, options)
    }
  }

  // MARK: Changesets

  private mutating func changeset(
    _ step: ChangesetStep, _ base: [ElixirExpression]
  ) -> ElixirExpression {
    func apply(
      _ name: String, _ arguments: [ElixirExpression], _ keywords: [ElixirKeyword] = []
    ) -> ElixirExpression {
      imported(.changeset, name, base + arguments, keywords, isPiped: base.isEmpty)
    }
    func atoms(_ names: [String]) -> ElixirExpression { .list(names.map { .atom($0) }) }
    func message(_ text: String?) -> [ElixirKeyword] {
      text.map { [ElixirKeyword("message", .string($0))] } ?? []
    }
    switch step {
    case .cast(let params, let fields):
      return apply("cast", [expression(params), atoms(fields)])
    case .validateRequired(let fields, let text):
      return apply("validate_required", [atoms(fields)], message(text))
    case .validateLength(let field, let bounds, let count, let text):
      var options = bounds.map { ElixirKeyword($0.kind.rawValue, .integer($0.value)) }
      if let count { options.append(ElixirKeyword("count", .atom(count.rawValue))) }
      return apply("validate_length", [.atom(field)], options + message(text))
    case .validateFormat(let field, let regex, let text):
      let sigil = ElixirExpression.sigil(
        name: "r", text: regex.source, modifiers: regex.flags)
      return apply("validate_format", [.atom(field), sigil], message(text))
    case .validateInclusion(let field, let all, let text):
      return apply("validate_inclusion", [.atom(field), members(field, all)], message(text))
    case .validateExclusion(let field, let all, let text):
      return apply("validate_exclusion", [.atom(field), members(field, all)], message(text))
    case .validateSubset(let field, let all, let text):
      return apply("validate_subset", [.atom(field), members(field, all)], message(text))
    case .validateNumber(let field, let bounds, let text):
      let options = bounds.map { ElixirKeyword($0.kind.rawValue, ElixirExpression($0.value)) }
      return apply("validate_number", [.atom(field)], options + message(text))
    case .validateConfirmation(let field, let isRequired, let text):
      let required = isRequired ? [ElixirKeyword("required", .true)] : []
      return apply("validate_confirmation", [.atom(field)], required + message(text))
    case .validateAcceptance(let field, let text):
      return apply("validate_acceptance", [.atom(field)], message(text))
    case .putChange(let field, let value):
      return apply("put_change", [.atom(field), expression(value)])
    case .change(let changes):
      if case .keywords(let pairs) = changes.kind { return apply("change", [], keywords(pairs)) }
      return apply("change", [expression(changes)])
    case .putRelation(let kind, let name, let value):
      return apply("put_\(kind.rawValue)", [.atom(name), expression(value)])
    case .castAssociation(let name, let relation):
      return apply("cast_assoc", [.atom(name)], self.relation(relation))
    case .castEmbed(let name, let relation):
      return apply("cast_embed", [.atom(name)], self.relation(relation))
    case .constraint(let constraint):
      let subject: ElixirExpression =
        constraint.fields.count == 1 ? .atom(constraint.fields[0]) : atoms(constraint.fields)
      let name = constraint.name.map { [ElixirKeyword("name", .string($0))] } ?? []
      return apply(
        constraint.kind.rawValue, [subject], name + message(constraint.message))
    }
  }

  private mutating func relation(_ relation: CastRelation) -> [ElixirKeyword] {
    var options: [ElixirKeyword] = []
    if relation.isRequired { options.append(ElixirKeyword("required", .true)) }
    if let with = relation.with { options.append(ElixirKeyword("with", expression(with))) }
    return options + keywords(relation.options)
  }

  /// The values of a field, or of its elements, as constants of its type.
  private func members(_ field: String, _ members: Members) -> ElixirExpression {
    let values: [Literal]
    switch members {
    case .list(let list): values = list
    case .range(let range):
      return .binary(.range, .integer(range.lowerBound), .integer(range.upperBound))
    }
    var type: FieldType = .string
    if let schema = program.schema(named: module),
      let known = schema.field(field)
    {
      type = known.type
      if case .array(let element) = type { type = element }
    }
    return .list(values.map { ElixirExpression($0, type: type) })
  }
}

extension Expression {
  /// What the source piped into this call.
  fileprivate var pipedBase: Expression? {
    switch kind {
    case .call(let call): call.isPiped ? call.arguments.first : nil
    case .changeset(let call): call.isPiped ? call.base : nil
    case .query(let call): call.isPiped ? call.query : nil
    case .standard(let call): call.isPiped ? call.arguments.first : nil
    default: nil
    }
  }

  fileprivate var isQueryStep: Bool { if case .query = kind { true } else { false } }

  /// `Multi.new()`: what begins a pipeline.
  fileprivate var isNewMulti: Bool {
    guard case .call(let call) = kind, case .multi = type else { return false }
    return call.arguments.isEmpty
  }

  /// `from p in Post, where: …`: what is added to it reads better behind it than around it.
  fileprivate var isKeywordFrom: Bool {
    if case .from(let from) = kind { !from.clauses.isEmpty || !from.options.isEmpty } else { false }
  }
}
