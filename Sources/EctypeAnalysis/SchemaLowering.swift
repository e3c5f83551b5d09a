import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `@schema("posts") struct Post { … }` and `@embeddedSchema struct Seo { … }`, functions aside.
struct SchemaLowering {
  let file: FileAnalysis
  let enumerations: EnumerationTable
  let settings: AnalysisSettings

  func lower(_ node: NodeID, id: SchemaID, fullName: ModuleName, isEmbedded: Bool) -> Schema {
    let tree = file.tree
    var attributes = Attributes(
      file, of: node, owner: isEmbedded ? "an embedded schema" : "a schema")
    let (kind, hasKey) = readKind(&attributes, node, isEmbedded)
    file.readAllow(&attributes, node)
    let swift = file.readSwift(&attributes, isType: true)
    attributes.finish()
    refuseInheritance(node)
    var schema = Schema(
      id: id, module: fullName, kind: kind, documentation: tree.documentation(of: node),
      origin: file.origin(node))
    schema.swift = swift
    var members = MemberCollector(file: file, schema: schema, settings: settings)
    let types = TypeResolver(file: file, scope: fullName, selfSchema: id)
    for child in tree.children(node) {
      switch tree.kind(child) {
      case .varDecl: lowerVar(child, types, &members)
      case .directive: members.addDirective(child)
      case .elixirBlock:
        file.report(
          .unsupportedConstruct, "`elixir { }` is not compiled yet", at: tree.span(child))
      default: continue
      }
    }
    members.finish(&schema, hasKey: hasKey)
    return schema
  }

  private func refuseInheritance(_ node: NodeID) {
    let clause = file.tree.child(node, .inheritance)
    guard !clause.isNone else { return }
    file.report(
      .unsupportedConstruct, "a schema has no superclass", at: file.tree.span(clause),
      helps: [Help("Ecto's schemas do not inherit: embed or relate it instead")])
  }

  /// What the schema's own attribute says, and whether it leaves the primary key in.
  private func readKind(
    _ attributes: inout Attributes, _ node: NodeID, _ isEmbedded: Bool
  ) -> (Schema.Kind, hasKey: Bool) {
    guard var options = attributes.take(isEmbedded ? "embedded_schema" : "schema") else {
      return (.embedded, true)
    }
    defer { options.finish() }
    let hasKey = options.boolean("primary_key") ?? true
    if isEmbedded { return (.embedded, hasKey) }
    let table = options.next().flatMap { file.string($0, for: "table", of: options.owner) }
    if table?.isEmpty ?? true {
      let guess = NameRules.snakeCase(file.tree.mainText(node)) + "s"
      file.report(
        .missingOption, "`@schema` needs the name of its table", at: options.span,
        helps: [Help("write it so: `@schema(\"\(guess)\")`")])
    }
    return (.table(source: table ?? "", prefix: options.string("prefix")), hasKey)
  }

  private func lowerVar(_ node: NodeID, _ types: TypeResolver, _ members: inout MemberCollector) {
    let tree = file.tree
    let relation = tree.children(node, .attribute)
      .map { NameRules.snakeCase(tree.mainText($0)) }
      .first { RelationLowering.attributes.contains($0) }
    var attributes = Attributes(
      file, of: node, owner: relation == nil ? "a field of a schema" : "a relation")
    file.readAllow(&attributes, node)
    if var timestamps = attributes.take("timestamps") {
      members.addTimestamps(&timestamps)
    }
    if let relation {
      let lowering = RelationLowering(file: file, types: types, schema: members.schema.id)
      let member = lowering.lower(node, relation, &attributes)
      attributes.finish()
      members.claim(node)
      if let member { members.add(member, node) }
      return
    }
    let lowering = FieldLowering(file: file, types: types, enumerations: enumerations)
    let field = lowering.lower(node, &attributes)
    members.claim(node)
    if let field { members.add(.field(field), node) }
  }
}
