import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The steps of a changeset that take structs and changesets of related schemas, and `change`.
extension ValidatorReader {
  /// `change(user)`, `change(user, name: "x")`, `user |> change({name: "x"})`
  func change(_ arguments: inout Arguments) -> ChangesetStep? {
    var pairs = arguments.rest().map { ($0.label, $0.place, $0.value) }
    if pairs.isEmpty, let node = arguments.next() {
      guard let literal = self.pairs(node) else {
        guard let changes = body.lower(node, expecting: nil),
          body.check(changes, is: .map(key: .atom, value: .any))
        else { return nil }
        return .change(changes)
      }
      pairs = literal
    }
    var changes: [Labeled] = []
    for (name, place, node) in pairs {
      guard let value = value(NameRules.snakeCase(name), at: place, node) else { return nil }
      changes.append(Labeled(key: NameRules.snakeCase(name), value: value))
    }
    return .change(Expression(.keywords(changes), type: .options([]), span: tree.span(node)))
  }

  /// `{name: "x"}`, `[name: "x"]`
  private func pairs(_ node: NodeID) -> [(String, Span, NodeID)]? {
    guard [.mapLiteral, .listLiteral].contains(tree.kind(node)) else { return nil }
    var result: [(String, Span, NodeID)] = []
    for pair in tree.children(node) {
      guard let name = body.keyName(of: pair),
        let value = tree.children(pair).reversed().first
      else { return nil }
      let key = tree[pair].main.isNone ? body.first(pair).map(tree.span) : nil
      result.append((name, key ?? tree.nameSpan(pair), value))
    }
    return result
  }

  /// What a field or a relation is changed to.
  private func value(_ name: String, at place: Span, _ node: NodeID) -> Expression? {
    if let relation = Relation(name, of: shape) { return related(relation, node) }
    guard let field = shape.fields.first(where: { $0.name.elixir == name }) else {
      if let property = shape.properties.first(where: { $0.name.elixir == name }) {
        wrongKind(property, at: place, wanted: "what is the struct's own")
      } else {
        body.unknownField(name, of: schema, at: place)
      }
      return nil
    }
    let type = TypeResolver.optional(FieldTypes.valueType(of: field.type))
    guard let value = body.lower(node, expecting: type) else { return nil }
    return body.put(value, into: type)
  }

  /// `putAssoc(.tags, tags)`, `putEmbed(.address, address)`
  func putRelation(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let relation = relation(&arguments) else { return nil }
    guard let node = arguments.next() else {
      missing("the value", as: ".\(relation.name.source), …")
      return nil
    }
    return related(relation, node).map { .putRelation(relation.kind, relation.name.elixir, $0) }
  }

  /// `castAssoc(.tags)`, `castEmbed(.address, required: true)`
  func castRelation(_ arguments: inout Arguments) -> ChangesetStep? {
    guard let relation = relation(&arguments) else { return nil }
    guard !body.signature.isChangeset else {
      file.report(
        .unsupportedConstruct, "`\(spelling)` in a `@changeset` is not compiled yet",
        at: tree.span(node),
        helps: [Help("cast it in a function without `@changeset`, which is the server's alone")])
      return nil
    }
    var cast = CastRelation(isRequired: arguments.boolean("required") ?? false)
    if let node = arguments.value("with") {
      guard let with = caster(node, of: relation) else { return nil }
      cast.with = with
    } else {
      guard let with = defaultCaster(of: relation) else { return nil }
      if case .some(let function) = with { cast.with = function }
    }
    cast.options = options(of: relation, &arguments)
    return relation.kind == .association
      ? .castAssociation(relation.name.elixir, cast) : .castEmbed(relation.name.elixir, cast)
  }

  /// `with: &Comment.draft/2`, `with: { comment, params in … }`
  private func caster(_ node: NodeID, of relation: Relation) -> Expression? {
    let wanted = ValueType.function(
      [.schema(relation.target), .params(relation.target)], .changeset(relation.target))
    guard let function = body.lower(node, expecting: wanted), body.check(function, is: wanted)
    else { return nil }
    return function
  }

  /// The target's `changeset/2`, for which nothing is written, or its only `@changeset`; nil after a diagnostic.
  private func defaultCaster(of relation: Relation) -> Expression?? {
    let target = body.shape[relation.target].module
    let functions = body.shape.functions
    func takesParams(_ name: String) -> Bool {
      functions.signature(name, in: target)?.argumentTypes.count == 2
    }
    if takesParams("changeset") { return .some(nil) }
    let changesets = functions.names(in: target).filter {
      functions.signature($0, in: target)?.isChangeset == true && takesParams($0)
    }
    guard changesets.count == 1, let signature = functions.signature(changesets[0], in: target)
    else {
      file.report(
        .unknownFunction, "`\(target)` has no `changeset` to cast `\(relation.name.source)` with",
        at: tree.span(node), notes: ["Ecto would raise when this step runs"],
        helps: [
          Help("declare it: `@changeset func changeset(params: Params) -> Changeset<Self>`"),
          Help("or say which it is: `with: &\(target.last).name/2`"),
        ])
      return nil
    }
    return Expression(
      .reference(.function(target, signature.name), arity: 2),
      type: .function(signature.argumentTypes, signature.result), span: tree.span(node))
  }

  private func options(of relation: Relation, _ arguments: inout Arguments) -> [Labeled] {
    var options: [Labeled] = []
    func add(_ key: String, _ literal: Literal, _ type: ValueType) {
      options.append(
        Labeled(key: key, value: Expression(.literal(literal), type: type, span: tree.span(node))))
    }
    for key in ["required_message", "invalid_message"] {
      if let text = arguments.string(key) { add(key, .string(text), .string) }
    }
    if let flag = arguments.boolean("force_update_on_change") {
      add("force_update_on_change", .bool(flag), .bool)
    }
    guard relation.isMany else { return options }
    for key in ["sort_param", "drop_param"] {
      guard let node = arguments.value(key) else { continue }
      if let name = file.symbol(node, for: "the parameter", of: "`\(spelling)`") {
        add(key, .atom(name), .atom)
      }
    }
    return options
  }

  private func relation(_ arguments: inout Arguments) -> Relation? {
    let kind: RelationKind = name.hasSuffix("assoc") ? .association : .embed
    let what = kind == .association ? "an association" : "an embed"
    guard let node = arguments.next(), let name = file.symbol(node) else {
      missing(what, as: ".name, …")
      return nil
    }
    if let relation = Relation(name, of: shape), relation.kind == kind { return relation }
    if shape.givenUp.contains(name) { return nil }
    if let property = shape.properties.first(where: { $0.name.elixir == name }) {
      wrongKind(property, at: tree.span(node), wanted: what)
      return nil
    }
    let known = shape.properties.map(\.name.elixir).filter {
      Relation($0, of: shape)?.kind == kind
    }
    file.report(
      .unknownField, "`\(shape.module.last)` has no field `\(name)`", at: tree.span(node),
      secondary: [Label(shape.origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: known, at: tree.span(node),
        orElse: Suggestions.listing(known.map { ".\(NameRules.camelCase($0))" }).map {
          "there is \($0)"
        } ?? "declare it first", spelling: { ".\(NameRules.camelCase($0))" }))
    return nil
  }

  private func wrongKind(_ property: Schema.Property, at place: Span, wanted: String) {
    let step = name.prefix { $0 != "_" }
    var helps: [Help] = []
    let (found, declared): (String, Span)
    switch property {
    case .field(let field):
      (found, declared) = ("a field", field.span)
      helps = [Help("use `\(step == "put" ? "putChange" : "cast")`")]
    case .embed(let embed):
      (found, declared) = ("an embed", embed.origin.span)
      helps = [Help("use `\(step)Embed`")]
    case .association(let association)
    where Relation(property.name.elixir, of: shape) != nil:
      (found, declared) = ("an association", association.origin.span)
      helps = [Help("use `\(step)Assoc`")]
    case .association(let association):
      (found, declared) = ("an association through others", association.origin.span)
      helps = [Help("change those that it goes through")]
    }
    file.report(
      .invalidValidator, "`\(spelling)` takes \(wanted), and `\(property.name.source)` is \(found)",
      at: place, secondary: [Label(declared, "declared here")],
      notes: ["Ecto would raise when this step runs"], helps: helps)
  }

  /// Structs, changesets, or maps of what a new one is to hold; nil where there is to be none.
  private func related(_ relation: Relation, _ node: NodeID) -> Expression? {
    let one = ValueType.schema(relation.target)
    let wanted: ValueType = relation.isMany ? .list(one) : .optional(one)
    guard let value = body.lower(node, expecting: wanted) else { return nil }
    // A map holds what a new one is to have.
    let map = ValueType.map(key: .atom, value: .any)
    let attributes: ValueType = relation.isMany ? .list(map) : map
    if body.accepts(attributes, value.type.unwrapped) { return value }
    return body.check(value, is: wanted) ? value : nil
  }
}

/// What a step on related structs works on.
private struct Relation {
  var kind: RelationKind
  var name: Name
  var target: SchemaID
  var isMany: Bool

  /// nil for what is no association or embed, and for associations through others, which Ecto does not change.
  init?(_ name: String, of schema: Schema) {
    if let association = schema.associations.first(where: { $0.name.elixir == name }) {
      switch association.kind {
      case .hasManyThrough, .hasOneThrough: return nil
      case .belongsTo, .hasMany, .hasOne, .manyToMany: break
      }
      (kind, self.name, target) = (.association, association.name, association.target)
      isMany = association.isMany
    } else if let embed = schema.embeds.first(where: { $0.name.elixir == name }) {
      (kind, self.name, target) = (.embed, embed.name, embed.target)
      isMany = embed.isMany
    } else {
      return nil
    }
  }
}
