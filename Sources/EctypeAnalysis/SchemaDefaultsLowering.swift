import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `@schemaDefaults(primaryKey: .uuid, timestamps: .utcDatetime) struct Base {}`: what the schemas that name it
/// have in common. It becomes nothing itself.
struct SchemaDefaultsLowering {
  let file: FileAnalysis
  let settings: AnalysisSettings

  func lower(_ node: NodeID, fullName: ModuleName) -> SchemaDefaults {
    let tree = file.tree
    var defaults = SchemaDefaults()
    var attributes = Attributes(file, of: node, owner: "a struct")
    if var options = attributes.take("schema_defaults") {
      let reader = SchemaOptions(
        file: file, types: TypeResolver(file: file, scope: fullName), settings: settings,
        defaults: [:])
      defaults.primaryKey = options.choice("primary_key", SchemaDefaults.PrimaryKey.self)
      if let key = defaults.primaryKey {
        reader.requireVersion(of: key, at: options.span(of: "primary_key"))
      }
      defaults.foreignKeyType = options.choice(
        "foreign_key_type", SchemaDefaults.ForeignKeyType.self)
      defaults.timestamps = options.choice("timestamps", TimestampType.self)?.rawValue
      defaults.prefix = options.identifier("prefix")
      if let node = options.value("derive") { defaults.derivations = reader.derivations(node) }
      options.finish()
    }
    attributes.finish()
    for member in tree.children(node)
    where [.varDecl, .funcDecl, .directive, .elixirBlock, .structDecl, .enumDecl].contains(
      tree.kind(member))
    {
      file.report(
        .unsupportedConstruct, "a `@schemaDefaults` has no members", at: tree.nameSpan(member),
        notes: ["Ecto's schemas do not inherit: embed or relate what they have in common"],
        helps: [Help("move it into each of the schemas")])
    }
    return defaults
  }

  /// The types that `timestamps` take, by Ecto's names.
  enum TimestampType: String, CaseIterable {
    case naiveDatetime = "naive_datetime"
    case naiveDatetimeUsec = "naive_datetime_usec"
    case utcDatetime = "utc_datetime"
    case utcDatetimeUsec = "utc_datetime_usec"
  }
}
