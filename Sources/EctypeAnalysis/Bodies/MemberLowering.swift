import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `a.b` and `a?.b`
extension BodyLowering {
  func lowerMember(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let path = file.path(of: node)
    if let head = path.first, scope.look(up: head) == nil,
      let symbol = declaration(path, at: tree.span(node))
    {
      return symbolExpression(symbol, tree.span(node))
    }
    if let constant = constant(path, at: tree.span(node)) { return constant }
    if path.count == 2,
      case .enumeration(let id)? = declaration([path[0]], at: tree.span(node))?.target,
      scope.look(up: path[0]) == nil
    {
      return lowerAtom(node, NameRules.snakeCase(path[1]), .enumeration(id))
    }
    if case .function(let wanted, _)? = expected?.unwrapped, let head = path.first,
      scope.look(up: head) == nil
    {
      return reference(node, arity: wanted.count, expected)
    }
    guard let baseNode = first(node), let base = lower(baseNode, expecting: nil) else { return nil }
    return onward(base, baseNode) { member(of: $0, node, path: path.joined(separator: ".")) }
  }

  /// `a?.b.c`: what follows `?.` stays inside the chain.
  func onward(
    _ base: Expression, _ node: NodeID, _ make: (Expression) -> Expression?
  ) -> Expression? {
    guard case .chain(let start, let local, let inner) = base.kind,
      tree.kind(node) != .parenthesized, !inner.type.isOptional
    else { return make(base) }
    guard let next = make(inner) else { return nil }
    return Expression(
      .chain(start, local, next), type: TypeResolver.optional(next.type), span: next.span)
  }

  /// `a?.b`
  func lowerOptionalMember(_ node: NodeID) -> Expression? {
    guard let baseNode = first(node), let base = lower(baseNode, expecting: nil) else { return nil }
    return chain(base) { member(of: $0, node, path: "") }
  }

  /// nil where `base` is; else what `make` makes of the value.
  func chain(_ base: Expression, _ make: (Expression) -> Expression?) -> Expression? {
    let base = base.asDeclared
    guard base.type.isOptional || base.type == .any else {
      file.report(
        .typeMismatch, "`?.` needs a value that may be nil", at: base.span,
        label: "this is \(describe(base.type))", helps: [Help("write `.`")])
      return nil
    }
    if case .chain(let start, let local, let inner) = base.kind {
      // `a?.b?.c` where `b` may be nil as well.
      guard let rest = chain(inner, make) else { return nil }
      return Expression(.chain(start, local, rest), type: rest.type, span: rest.span)
    }
    scope.push()
    defer { scope.pop() }
    if case .local(let local) = base.kind {
      let present = Expression(.local(local), type: base.type.unwrapped, span: base.span)
      guard let next = make(present) else { return nil }
      return Expression(
        .chain(base, local, next), type: TypeResolver.optional(next.type), span: next.span)
    }
    let local = scope.declare(
      NameRules.name("value"), base.type.unwrapped, isMutable: false, at: base.span)
    let present = Expression(.local(local), type: local.type, span: base.span)
    guard let next = make(present) else { return nil }
    return Expression(
      .chain(base, local, next), type: TypeResolver.optional(next.type), span: next.span)
  }

  func member(of base: Expression, _ node: NodeID, path: String) -> Expression? {
    let span = tree.span(node)
    let name = NameRules.snakeCase(tree.mainText(node))
    func present(_ type: ValueType) -> ValueType { scope.isPresent(path) ? type.unwrapped : type }
    switch base.type {
    case .schema(let id):
      guard let (property, type) = property(name, of: id) else {
        unknownField(name, of: id, at: tree.nameSpan(node))
        return nil
      }
      return Expression(.property(base, property), type: present(type), span: span)
    case .options(let options):
      guard let option = options.first(where: { $0.name.elixir == name }) else {
        unknownOption(tree.name(node), among: options, at: tree.nameSpan(node), .unknownField)
        return nil
      }
      let type = TypeResolver.optional(option.type)
      return Expression(.option(base, key: name), type: present(type), span: span)
    case .record(let fields):
      guard let field = fields.first(where: { $0.name.elixir == name }) else {
        if !standardMembers(tree.mainText(node), of: base.type).isEmpty {
          return standardProperty(of: base, node)
        }
        file.report(
          .unknownField, "the map has no key `\(name)`", at: tree.nameSpan(node),
          helps: file.didYouMean(
            name, among: fields.map(\.name.source), at: tree.nameSpan(node),
            orElse: Help.keys(of: fields)))
        return nil
      }
      return Expression(.property(base, field.name), type: present(field.type), span: span)
    case .tuple(let parts) where name.first?.isNumber ?? false:
      guard let index = Int(name), parts.indices.contains(index) else {
        file.report(
          .unknownField, "\(describe(base.type)) has no part `\(name)`", at: tree.nameSpan(node),
          helps: [Help("its parts are `.0` to `.\(parts.count - 1)`")])
        return nil
      }
      let part = StandardCall(
        function: StandardLibrary.part(index), arguments: [base], isPiped: false)
      return Expression(.standard(part), type: parts[index], span: span)
    case .any:
      guard let index = Int(name) else {
        return Expression(.option(base, key: name), type: .any, span: span)
      }
      let part = StandardCall(
        function: StandardLibrary.part(index), arguments: [base], isPiped: false)
      return Expression(.standard(part), type: .any, span: span)
    case .params:
      let key = Expression(.literal(.string(name)), type: .string, span: span)
      return Expression(.element(base, key), type: .any, span: span)
    case .optional:
      file.report(
        .typeMismatch, "this may be nil, and nil has no members", at: base.span,
        label: "\(describe(base.type))", helps: [Help("ask first: `if let`, or `!= nil`")])
      return nil
    default: return standardProperty(of: base, node)
    }
  }

  private func standardProperty(of base: Expression, _ node: NodeID) -> Expression? {
    let name = tree.mainText(node)
    let place = tree.nameSpan(node)
    let members = standardMembers(name, of: base.type)
    if let property = members.first(where: { $0.form == .property }) {
      return lowerStandard(
        [property], receiver: base, [], node, isPiped: false, name: name)
    }
    // A changeset's own fields.
    if case .changeset = base.type, let type = Self.changesetFields[NameRules.snakeCase(name)] {
      return Expression(
        .option(base, key: type.elixir), type: type.type, span: tree.span(node))
    }
    if !members.isEmpty {
      file.report(
        .unknownField, "`\(name)` is a function", at: place,
        helps: [
          Help(
            "call it: `\(name)()`",
            edits: [
              TextEdit(Span(file: place.file, start: Int(place.end), end: Int(place.end)), "()")
            ])
        ])
      return nil
    }
    if case .map(.atom, _) = base.type {
      file.report(
        .unknownField, "which keys \(describe(base.type)) has is not known", at: place,
        label: "may not be there",
        helps: [
          Help(
            "`\(tree.source(base.span))[:\(NameRules.snakeCase(name))]` is what it has there, or nil"
          ),
          Help("say which keys it has where it is declared: `var m: {\(name): …} = …`"),
        ])
      return nil
    }
    file.report(
      .unknownField, "\(describe(base.type)) has no member `\(name)`", at: place,
      helps: file.didYouMean(
        NameRules.snakeCase(name), among: standardMemberNames(of: base.type), at: place,
        orElse: name.first?.isNumber == true
          ? "only tuples have numbered parts" : "declare a `func` that takes it: `\(name)(…)`",
        spelling: NameRules.camelCase))
    return nil
  }

  private static let changesetFields: [String: (elixir: String, type: ValueType)] = [
    "valid": ("valid?", .bool), "valid?": ("valid?", .bool),
    "changes": ("changes", .map(key: .atom, value: .any)), "errors": ("errors", .any),
    "params": ("params", .any), "action": ("action", .optional(.atom)), "data": ("data", .any),
  ]

  /// A key of a schema's struct by Elixir name, and its type in a body.
  func property(_ name: String, of id: SchemaID) -> (Name, ValueType)? {
    for property in shape[id].properties where property.name.elixir == name {
      switch property {
      case .field(let field):
        let type = FieldTypes.valueType(of: field.type)
        return (field.name, field.isOptional ? TypeResolver.optional(type) : type)
      case .association(let association):
        let target = ValueType.schema(association.target)
        let type = association.isMany ? .list(target) : target
        return (association.name, association.isOptional ? .optional(type) : type)
      case .embed(let embed):
        let target = ValueType.schema(embed.target)
        let type = embed.isMany ? .list(target) : target
        return (embed.name, embed.isOptional ? .optional(type) : type)
      }
    }
    return nil
  }

  /// - Parameter prefix: what stands before the name in the source, within `span`: `.` of `.title`.
  func unknownField(_ name: String, of id: SchemaID, at span: Span, prefix: String = "") {
    let schema = shape[id]
    if schema.givenUp.contains(name) { return }
    let written = tree.source(span)
    let usesCamelCase = !written.contains("_")
    func spell(_ name: String) -> String { usesCamelCase ? NameRules.camelCase(name) : name }
    file.report(
      .unknownField,
      "`\(schema.module.last)` has no field `\(written.filter { $0 != "\"" }.dropFirst(written.hasPrefix("\"") ? 0 : prefix.count))`",
      at: span, secondary: [Label(schema.origin.span, "declared here")],
      helps: file.didYouMean(
        name, among: schema.properties.map(\.name.elixir), at: span,
        orElse: Suggestions.listing(schema.properties.map { prefix + spell($0.name.elixir) })
          .map { "there is \($0)" }, spelling: { prefix + spell($0) }))
  }
}
