import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `Query<Post>`, `Query<(Post, Comment)>`, `Query<{post: Post, comments: Comment}, Row>`: the rows that a query of a
/// parameter or a result has at least, by place or by the name that `as:` gave them, and what one result is.
struct QueryTypeResolver {
  let resolver: TypeResolver

  func query(_ arguments: [NodeID], _ node: NodeID) -> ValueType? {
    guard arguments.count <= 2 else {
      resolver.file.report(
        .unknownType, "`Query` takes the rows of a query, and what one result is",
        at: resolver.file.tree.span(node),
        helps: [Help("write it so: `Query<Post>`, or `Query<Post, {title: String}>`")])
      return nil
    }
    guard let rows = arguments.first else {
      var type = QueryType(bindings: [Binding(name: "_", row: .any)], row: .any)
      type.knownCount = 1
      return .query(type)
    }
    guard let bindings = bindings(rows), let first = bindings.first else { return nil }
    var type = QueryType(bindings: bindings, row: first.value)
    type.knownCount = bindings.count
    if arguments.count == 2 {
      guard let row = resolver.resolve(arguments[1]) else { return nil }
      type.row = row
      type.selection = QuerySelection(keys: ["*"], missing: row.partlyNil)
    }
    return .query(type)
  }

  func dynamic(_ arguments: [NodeID], _ node: NodeID) -> ValueType? {
    var bindings: [Binding] = []
    for argument in arguments {
      guard let more = self.bindings(argument) else { return nil }
      bindings += more
    }
    return .dynamic(DynamicType(bindings: bindings, value: .bool))
  }

  private func bindings(_ node: NodeID) -> [Binding]? {
    let tree = resolver.file.tree
    switch tree.kind(node) {
    case .tupleType:
      let rows = tree.children(node).map(row)
      return rows.contains { $0 == nil } ? nil : rows.map { binding($0!) }
    case .recordType:
      return resolver.record(node).map { fields in
        fields.map { binding($0.type, alias: $0.name.elixir) }
      }
    default: return row(node).map { [binding($0)] }
    }
  }

  /// `Comment?`: rows that may be missing.
  private func binding(_ row: ValueType, alias: String? = nil) -> Binding {
    var binding = Binding(name: "_", row: row.unwrapped, alias: alias)
    binding.isOptional = row.isOptional
    return binding
  }

  private func row(_ node: NodeID) -> ValueType? {
    guard let type = resolver.resolve(node) else { return nil }
    switch type.unwrapped {
    case .schema, .record, .any: return type
    default:
      resolver.file.report(
        .unknownType, "the rows of a query are of a schema", at: resolver.file.tree.span(node),
        helps: [Help("write it so: `Query<Post>`")])
      return nil
    }
  }
}
