import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `@schema("posts") struct Post { … }` and `@embeddedSchema struct Seo { … }`, functions aside.
struct SchemaLowering {
  let file: FileAnalysis
  let enumerations: EnumerationTable
  let settings: AnalysisSettings
  /// `@schemaDefaults` by their names.
  let defaults: [ModuleName: SchemaDefaults]
  /// Of the file; nil where it has too few schemas for that.
  let recurring: RecurringFields?

  func lower(_ node: NodeID, id: SchemaID, fullName: ModuleName, isEmbedded: Bool) -> Schema {
    let tree = file.tree
    var attributes = Attributes(
      file, of: node, owner: isEmbedded ? "an embedded schema" : "a schema")
    let types = TypeResolver(file: file, scope: fullName, selfSchema: id)
    var schema = Schema(
      Schema.Content(
        id: id, module: fullName, kind: isEmbedded ? .embedded : .table(source: "", prefix: nil),
        members: nil, documentation: tree.documentation(of: node), origin: file.origin(node)))
    var options = SchemaOptions(file: file, types: types, settings: settings, defaults: defaults)
    options.read(&attributes, node, isEmbedded: isEmbedded, &schema)
    file.readAllow(&attributes, node)
    schema.swift = file.readSwiftOfSchema(&attributes)
    attributes.finish()
    refuseInheritance(node)
    file.settle(node, as: .keyword("struct"))
    var members = MemberCollector(
      file: file, schema: consume schema, settings: settings, options: options)
    let fields = FieldLowering(
      file: file, types: types, enumerations: enumerations, settings: settings,
      isEmbedded: isEmbedded)
    for child in tree.children(node) {
      switch tree.kind(child) {
      case .varDecl where !file.isConstant(child, inSchema: true):
        lowerVar(child, fields, &members)
      case .directive: members.addDirective(child, types)
      case .elixirBlock:
        if let text = file.elixirText(child) { members.schema.elixirTexts.append(text) }
      case .externModuleDecl, .enumCase:
        file.report(
          .misplacedAttribute, "this does not belong into a schema", at: tree.span(child),
          label: tree.kind(child) == .enumCase
            ? "a `case` belongs into an `enum`" : "an `extern module` stands at the top of a file",
          helps: [Help("move it there, or leave it out")])
      default: continue
      }
    }
    return members.finish()
  }

  private func refuseInheritance(_ node: NodeID) {
    let clause = file.tree.child(node, .inheritance)
    guard !clause.isNone else { return }
    file.report(
      .unsupportedConstruct, "a schema has no superclass", at: file.tree.span(clause),
      helps: [
        Help("Ecto's schemas do not inherit: embed or relate it instead"),
        Help("leave out Swift's protocols: every model is `Codable`, `Hashable` and `Sendable`"),
      ])
  }

  private func lowerVar(
    _ node: NodeID, _ fields: FieldLowering, _ members: inout MemberCollector
  ) {
    if let known = recurring?.entry(node) {
      let span = file.tree.nameSpan(node)
      members.claim(known.elixir, at: span, swift: known.swift)
      return members.add(.field(known.field.moved(to: span)), node, span)
    }
    let types = fields.types
    let name = file.tree.name(node)
    if name.source.isEmpty { return members.claim(name, node, swift: nil) }
    var attributes = Attributes(file, of: node, owner: "a field of a schema")
    let relation = attributes.first(of: RelationLowering.attributes)
    if relation != nil { attributes.owner = "a relation" }
    // Most fields have none, and most relations the one that makes them relations.
    if !attributes.isEmpty, !attributes.isOnly(relation) {
      file.readAllow(&attributes, node)
      if var timestamps = attributes.take("timestamps") {
        members.addTimestamps(&timestamps, types)
      }
      readTableIndexes(&attributes, types, &members)
    }
    if let relation {
      guard isOneRelation(node, name, attributes) else {
        members.claim(name, node, swift: nil)
        return members.giveUp([name.elixir, name.elixir + "_id"])
      }
      var lowering = RelationLowering(file: file, types: types, settings: settings)
      let member = lowering.lower(node, name, relation, &attributes)
      attributes.finish()
      members.claim(name, node, swift: member?.swift)
      guard let member else { return members.giveUp([name.elixir] + lowering.givenUp) }
      return members.add(member, node)
    }
    let diagnostics = file.diagnostics.count
    let result = fields.lower(node, name, &attributes)
    members.claim(name, node, swift: result?.field.swift)
    guard let result else { return members.giveUp([name.elixir]) }
    members.add(result, node)
    if result.isPlain, file.diagnostics.count == diagnostics {
      recurring?.keep(result.field, swift: NameRules.swiftKey(name.source), node)
    }
  }

  private func isOneRelation(
    _ node: NodeID, _ name: Name, _ attributes: borrowing Attributes
  ) -> Bool {
    if attributes.count == 1 { return true }
    // Of one kind twice the second is a duplicate, which `finish` reports.
    let places = attributes.spans(of: RelationLowering.attributes)
    guard places.count > 1,
      RelationLowering.attributes.filter({ !attributes.spans(of: [$0]).isEmpty }).count > 1
    else { return true }
    file.report(
      .invalidAssociation, "`\(name.source)` cannot be two relations", at: places[1],
      label: "the second", secondary: [Label(places[0], "the first")],
      helps: [Help("leave one of them out, or declare a var for each")])
    return false
  }

  /// The guide writes what belongs to the table above a var: `@:index(["author_id"])`.
  private func readTableIndexes(
    _ attributes: inout Attributes, _ types: TypeResolver, _ members: inout MemberCollector
  ) {
    for name in ["index", "check"] {
      while var arguments = attributes.take(name) { members.addIndex(name, &arguments) }
    }
    // `@unique` alone is the field's.
    while var arguments = attributes.take("unique", where: { $0.positionalCount > 0 }) {
      members.addIndex("unique", &arguments)
    }
  }
}

extension Schema.Member {
  fileprivate var swift: SwiftAnnotation? {
    switch self {
    case .field(let field): field.swift
    case .association(let association): association.swift
    case .embed(let embed): embed.swift
    case .timestamps: nil
    }
  }
}

extension FileAnalysis {
  /// The text of `elixir { … }`; nil after a diagnostic.
  func elixirText(_ node: NodeID) -> String? {
    Attributes(self, of: node, owner: "an `elixir` block").finish()
    let text = ElixirText(tree.mainText(node))
    if text.hasBrokenString {
      report(
        .unsupportedConstruct, "a string goes on over the end of its line", at: tree.span(node),
        notes: ["the text is indented as its module is, which would change that string"],
        helps: [Help("write it as a heredoc, between `\"\"\"`")])
      return nil
    }
    return text.text.isEmpty ? nil : text.text
  }

  /// Whether a var is a constant of its module: in a class any `let`, in a schema one that is `static`.
  func isConstant(_ node: NodeID, inSchema: Bool) -> Bool {
    if inSchema { return tree.hasModifier(node, "static") }
    let keyword = tree.keyword(of: node)
    return keyword == "let" || keyword == "final" || tree.hasModifier(node, "final")
      || tree.hasModifier(node, "inline")
  }
}
