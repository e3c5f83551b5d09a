import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What stands in `@schema(…)` and `@embeddedSchema(…)`, on the ground of what the project and a
/// `@schemaDefaults` say for all.
struct SchemaOptions {
  let file: FileAnalysis
  let types: TypeResolver
  let settings: AnalysisSettings
  let defaults: [ModuleName: SchemaDefaults]
  /// The key that stands where no var is one.
  private(set) var primaryKey = SchemaDefaults.PrimaryKey.id
  /// The key that the schema itself says.
  private(set) var ownKey: OwnKey?

  struct OwnKey {
    var key: SchemaDefaults.PrimaryKey
    /// As the source has it: `primaryKey: .uuid`
    var written: String
    var span: Span
  }

  /// The type of timestamps that do not say theirs.
  private(set) var timestamps: String

  init(
    file: FileAnalysis, types: TypeResolver, settings: AnalysisSettings,
    defaults: [ModuleName: SchemaDefaults]
  ) {
    self.file = file
    self.types = types
    self.settings = settings
    self.defaults = defaults
    timestamps = settings.schemas.timestamps ?? settings.timestamps
  }

  mutating func read(
    _ attributes: inout Attributes, _ node: NodeID, isEmbedded: Bool, _ schema: inout Schema
  ) {
    if isEmbedded { primaryKey = .binaryID }
    var arguments = attributes.take(isEmbedded ? "embedded_schema" : "schema")
    readSettings(settings.schemas, isEmbedded, &schema)
    if let named = arguments?.value("defaults"), let defaults = self.defaults(named) {
      readSettings(defaults, isEmbedded, &schema)
    }
    // A struct inside a schema needs no attribute to be embedded in it.
    guard var options = consume arguments else { return }
    defer { options.finish() }
    if !isEmbedded { readTable(&options, node, &schema) }
    readKeys(&options, &schema)
    schema.context = options.value("context").flatMap { context($0, options.owner) }
    if let node = options.value("derive") { schema.derivations = derivations(node) }
    readRedact(&options, &schema)
    schema.sourceMapper = options.choice("source_mapper", SourceMapper.self)
    schema.onWritableViolation = options.choice(
      "on_writable_violation", OnWritableViolation.self)
    if schema.onWritableViolation != nil {
      file.require(
        ecto: Version(3, 14), "`onWritableViolation`",
        at: options.span(of: "on_writable_violation"), settings)
    }
    if options.choice("json", Encoding.self) == Encoding.none { schema.isEncoded = false }
  }

  /// Who writes the JSON encoder of a schema: Ectype, where nothing is said.
  private enum Encoding: String, CaseIterable { case none }

  // MARK: What is said once

  private mutating func readSettings(
    _ defaults: SchemaDefaults, _ isEmbedded: Bool, _ schema: inout Schema
  ) {
    if let timestamps = defaults.timestamps { self.timestamps = timestamps }
    schema.foreignKeyType = defaults.foreignKeyType?.type ?? schema.foreignKeyType
    if !defaults.derivations.isEmpty { schema.derivations = defaults.derivations }
    if isEmbedded { return }
    if let key = defaults.primaryKey { primaryKey = key }
    if case .table(let source, let prefix) = schema.kind {
      schema.kind = .table(source: source, prefix: defaults.prefix ?? prefix)
    }
  }

  private func defaults(_ node: NodeID) -> SchemaDefaults? {
    let path = file.path(of: node)
    if case .found(let id) = file.index.look(up: path, in: types.scope),
      let found = defaults[file.index[id].fullName]
    {
      return found
    }
    let nearest = file.didYouMean(
      path.last ?? "", among: defaults.keys.map(\.last).sorted(), at: file.tree.span(node))
    file.report(
      .unknownName, "this is no `@schemaDefaults`", at: file.tree.span(node),
      helps: nearest.isEmpty
        ? [Help("declare it: `@schemaDefaults(primaryKey: .uuid) struct Base {}`")] : nearest)
    return nil
  }

  // MARK: The schema's own

  private func readTable(
    _ options: inout Arguments, _ declaration: NodeID, _ schema: inout Schema
  ) {
    let node = options.next()
    let table = node.flatMap { file.identifier($0, for: "table", of: options.owner) }
    // Given under a name, it is reported as that.
    if node == nil, !options.has("table") {
      let guess = NameRules.snakeCase(file.tree.mainText(declaration)) + "s"
      file.report(
        .missingOption, "`@schema` needs the name of its table", at: options.span,
        helps: [Help("write it so: `@schema(\"\(guess)\")`")])
    }
    var prefix: String?
    if case .table(_, let inherited) = schema.kind { prefix = inherited }
    if let node = options.value("prefix") {
      // `prefix: nil` takes back what is said for all.
      prefix =
        file.tree.kind(node) == .nilLiteral
        ? nil : file.identifier(node, for: "prefix", of: options.owner)
    }
    schema.kind = .table(source: table ?? "", prefix: prefix)
  }

  private mutating func readKeys(_ options: inout Arguments, _ schema: inout Schema) {
    if let node = options.value("primary_key") {
      if file.tree.kind(node) == .booleanLiteral {
        if file.tree.mainText(node) == "false" { say(.none, options) }
      } else if let key = file.choice(
        node, for: "primary_key", of: options.owner, SchemaDefaults.PrimaryKey.self)
      {
        say(key, options)
        requireVersion(of: key, at: file.tree.span(node))
      }
    }
    let type = options.choice("foreign_key_type", SchemaDefaults.ForeignKeyType.self)
    schema.foreignKeyType = type?.type ?? schema.foreignKeyType
    if schema.foreignKeyType == .id { schema.foreignKeyType = nil }
  }

  private mutating func say(_ key: SchemaDefaults.PrimaryKey, _ options: Arguments) {
    let span = options.span(of: "primary_key")
    ownKey = OwnKey(key: key, written: file.tree.source(span), span: span)
    primaryKey = key
  }

  func requireVersion(of key: SchemaDefaults.PrimaryKey, at span: Span) {
    guard key == .uuidV7 else { return }
    file.require(
      ecto: AnalysisSettings.ectoOfUUIDv7, "a UUID of version 7", at: span, settings)
  }

  private func context(_ node: NodeID, _ owner: String) -> Literal? {
    if let literal = file.literal(node) { return literal }
    file.report(
      .invalidOption, "`context` of \(owner) is a constant", at: file.tree.span(node),
      helps: [Help.constant])
    return nil
  }

  private func readRedact(_ options: inout Arguments, _ schema: inout Schema) {
    guard let node = options.value("redact") else { return }
    switch file.literal(node) {
    case .bool(let redacts)?: schema.redactsFields = redacts
    case .atom("all_except_primary_keys")?: schema.redactsFields = true
    default:
      file.report(
        .invalidOption, "`redact` of \(options.owner) is `.allExceptPrimaryKeys` or `false`",
        at: file.tree.span(node), helps: [Help("write `@redact` above a field to hide that alone")])
    }
  }

  // MARK: derive

  /// `[Inspect(except: [.email]), Phoenix.Param(key: .slug)]`
  func derivations(_ node: NodeID) -> [Derivation] {
    file.elements(node).compactMap { element in
      let isCall = file.tree.kind(element) == .call
      let name = isCall ? file.tree.first(of: element) ?? element : element
      let path = file.path(of: name)
      guard !path.isEmpty, path.allSatisfy(NameChecks.isModuleSegment) else {
        file.report(
          .invalidOption, "`derive` takes protocols", at: file.tree.span(element),
          helps: [Help("write it so: `derive: [Inspect(except: [.email])]`")])
        return nil
      }
      let module = ModuleName(path)
      let span = file.tree.span(element)
      refuseEncoder(module, at: span)
      guard isCall else { return Derivation(module: module, span: span) }
      var arguments = Arguments(
        file, list: file.tree.child(element, .argumentList), owner: "`\(module)`", span: span)
      let options = arguments.rest().compactMap { option -> LiteralOption? in
        if let value = file.literal(option.value) { return LiteralOption(option.label, value) }
        file.report(
          .invalidOption, "an option of a protocol is a constant",
          at: file.tree.span(option.value), helps: [Help.constant])
        return nil
      }
      arguments.finish()
      return Derivation(module: module, options: options, span: span)
    }
  }

  /// The encoder that is written anyway would be defined twice.
  private func refuseEncoder(_ module: ModuleName, at span: Span) {
    guard ["Jason.Encoder", "JSON.Encoder"].contains(module.description) else { return }
    file.report(
      .invalidOption, "every schema has an encoder, which the Swift models agree with", at: span,
      notes: ["a derived one raises on what is not loaded"],
      helps: [Help("leave it out; or write one by hand, and `json: .none` here")])
  }
}

extension SchemaDefaults.ForeignKeyType {
  var type: FieldType {
    switch self {
    case .id: .id
    case .binaryID: .binaryID
    case .uuid: .uuid
    case .integer: .integer
    case .string: .string
    }
  }
}
