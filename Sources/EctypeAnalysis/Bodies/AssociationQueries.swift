import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `Ecto.assoc(user, .posts)`: a query of the rows that belong to what was read before.
extension BodyLowering {
  func lowerAssociationQuery(
    _ node: NodeID, _ piped: Piped?, _ arguments: inout Arguments
  ) -> Expression? {
    guard let ownersNode = piped == nil ? arguments.next() : node, let pathNode = arguments.next()
    else {
      wrongAssociation(node)
      return nil
    }
    arguments.finish()
    guard let owners = piped?.value ?? lower(ownersNode, expecting: nil) else { return nil }
    guard var id = owners.type.schemaOfRows else {
      file.report(
        .typeMismatch, "`Ecto.assoc` needs a struct or a list of structs", at: owners.span,
        label: "this is \(describe(owners.type))",
        helps: [
          Help(
            owners.type.isOptional
              ? "ask first: `if let`"
              : "give it what was read, the struct itself: `Repo.get!(…)`, `Repo.all(…)`")
        ])
      return nil
    }
    // Ecto joins what lies on the way.
    let isPath = tree.kind(pathNode) == .listLiteral
    var joins = isPath
    var names: [Expression] = []
    for part in isPath ? Array(tree.children(pathNode)) : [pathNode] {
      guard let name = file.symbol(part) else {
        wrongAssociation(node)
        return nil
      }
      guard let association = shape[id].associations.first(where: { $0.name.elixir == name }) else {
        unknownAssociation(name, of: id, at: tree.span(part))
        return nil
      }
      switch association.kind {
      case .manyToMany, .hasManyThrough, .hasOneThrough: joins = true
      case .belongsTo, .hasMany, .hasOne: break
      }
      id = association.target
      names.append(Expression(.literal(.atom(name)), type: .atom, span: tree.span(part)))
    }
    let path =
      isPath
      ? Expression(.list(names), type: .list(.atom), span: tree.span(pathNode)) : names[0]
    let query = QueryType(bindings: [Binding(name: "_", row: .schema(id))], row: .schema(id))
    return Expression(
      .call(
        Call(
          callee: .function(ModuleName("Ecto"), NameRules.name("assoc")),
          arguments: [owners, path], isPiped: piped != nil)),
      type: .query(joins ? query.opened : query), span: tree.span(node))
  }

  private func wrongAssociation(_ node: NodeID) {
    file.report(
      .wrongArguments, "`Ecto.assoc` takes what was read, and the name of an association",
      at: tree.span(node), helps: [Help("write it so: `Ecto.assoc(user, .posts)`")])
  }
}

extension ValueType {
  /// The schema of a struct, or of the structs in a list.
  fileprivate var schemaOfRows: SchemaID? {
    switch self {
    case .schema(let id), .list(.schema(let id)): id
    default: nil
    }
  }
}
