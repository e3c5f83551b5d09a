import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The attributes of a field: what they say of its type stays here, the rest goes into the field.
struct FieldOptions {
  let file: FileAnalysis
  let types: TypeResolver
  let settings: AnalysisSettings
  /// The type that `@field(type:)` says.
  private(set) var type: FieldType?
  /// The guide's `default:`.
  private(set) var defaultNode: NodeID?
  /// What the var itself is declared to be.
  var declared: ValueType?
  /// The type could not be read: there is no field.
  private(set) var isBroken = false
  /// Where options stand, by their Elixir names.
  private(set) var spans: [String: Span] = [:]
  /// What `@field` says that has an attribute of its own too.
  private var said: [String: Bool] = [:]

  init(file: FileAnalysis, types: TypeResolver, settings: AnalysisSettings) {
    self.file = file
    self.types = types
    self.settings = settings
  }

  mutating func read(_ attributes: inout Attributes, _ field: inout Field) {
    readField(&attributes, &field)
    readColumn(&attributes, &field)
    for (name, flag) in [
      ("virtual", \Field.Content.isVirtual), ("redact", \Field.Content.isRedacted),
    ] where attributes.takeFlag(name) {
      field.shared.value[keyPath: flag] = true
      settle(name, attributes)
      if name == "redact" { field.redactOption = true }
    }
    if var unique = attributes.take("unique") {
      field.isUnique = true
      field.uniqueIndexName = unique.identifier("name")
      spans["unique"] = attributes.span("unique")
      unique.finish()
    }
    if var key = attributes.take("primary_key") {
      field.isPrimaryKey = true
      settle("primary_key", attributes)
      readAutogenerate(&key, &field)
      key.finish()
    }
  }

  /// An attribute stands where `@field` may have said the contrary.
  private mutating func settle(_ name: String, _ attributes: borrowing Attributes) {
    let span = attributes.span(name)
    if said[name] == false, let option = spans[name], let span {
      let written = NameRules.camelCase(name)
      refuse(
        "`@\(written)` says one thing, and `\(written): false` the other", at: option,
        Label(span, "the attribute"))
    }
    spans[name] = span
  }

  private func refuse(_ message: String, at span: Span, _ other: Label) {
    file.report(
      .invalidOption, message, at: span, secondary: [other],
      helps: [Help("leave one of them out")])
  }

  // MARK: @field

  private mutating func readField(_ attributes: inout Attributes, _ field: inout Field) {
    guard var options = attributes.take("field") else { return }
    if let node = take("type", &options) {
      type = readType(node, &options, &field)
      isBroken = type == nil
    }
    field.precision = options.integer("precision")
    field.scale = options.integer("scale")
    for name in ["precision", "scale", "writable", "on_writable_violation", "embed_as", "storage"]
    where options.has(name) {
      spans[name] = options.span(of: name)
    }
    if let node = take("source", &options) {
      field.source = file.identifier(node, for: "source", of: options.owner)
    }
    field.readAfterWrites = flag("read_after_writes", &options) ?? false
    if flag("load_in_query", &options) == false { field.isLeftOutOfQueries = true }
    field.writable = options.choice("writable", Field.Writable.self)
    field.onWritableViolation = options.choice("on_writable_violation", OnWritableViolation.self)
    field.embedAs = options.choice("embed_as", Field.EmbedAs.self)
    field.skipsDefaultValidation = flag("skip_default_validation", &options) ?? false
    if let isVirtual = flag("virtual", &options) { field.isVirtual = isVirtual }
    if let isRedacted = flag("redact", &options) {
      field.isRedacted = isRedacted
      field.redactOption = isRedacted
    }
    if let isKey = flag("primary_key", &options) { field.isPrimaryKey = isKey }
    if let nullable = options.boolean("nullable", "null") {
      if !nullable, field.isOptional {
        refuse(
          "`\(field.name.source)` may be nil by its type, and not by its option",
          at: options.span(of: options.has("nullable") ? "nullable" : "null"),
          Label(field.span, "its type has a `?`"))
      }
      field.isOptional = nullable
    }
    readAutogenerate(&options, &field)
    if let value = options.value("default_value", "default") { defaultNode = value }
    // What is left are the options of a hand-written type.
    if case .custom? = type?.element {
      for option in options.rest() {
        guard let value = file.literal(option.value) else {
          file.report(
            .invalidOption, "an option of a type is a constant", at: file.tree.span(option.value),
            helps: [Help.constant])
          continue
        }
        field.typeOptions.append(LiteralOption(option.label, value))
      }
    }
    options.finish()
  }

  private mutating func take(_ name: String, _ options: inout Arguments) -> NodeID? {
    guard let node = options.value(name) else { return nil }
    spans[name] = file.tree.span(node)
    return node
  }

  private mutating func flag(_ name: String, _ options: inout Arguments) -> Bool? {
    let value = take(name, &options).flatMap { file.boolean($0, for: name, of: options.owner) }
    said[name] = value
    return value
  }

  /// `true`, `false`, `[version: 7]`, or a function: `MyApp.Tokens.next(8)`.
  private mutating func readAutogenerate(_ options: inout Arguments, _ field: inout Field) {
    guard let node = take("autogenerate", &options) else { return }
    switch file.tree.kind(node) {
    case .booleanLiteral:
      field.autogenerate = file.tree.mainText(node) == "true" ? .byType : .off
    case .listLiteral, .mapLiteral:
      if let list = file.literalOptions(node, for: "autogenerate", of: options.owner) {
        field.autogenerate = .options(list)
      }
    default:
      field.autogenerate = file.mfa(node, for: "autogenerate", of: options.owner, types, adding: 0)
        .map { .function($0) }
    }
  }

  // MARK: The type

  /// `type:` with the options that belong to it; nil after a diagnostic.
  func readType(
    _ node: NodeID, _ options: inout Arguments, _ field: inout Field
  ) -> FieldType? {
    switch file.tree.kind(node) {
    case .identifier, .memberAccess: return custom(node, &options, &field)
    case .listLiteral:
      let elements = Array(file.tree.children(node))
      guard elements.count == 1 else {
        file.report(
          .unknownType, "a list's type is written with its one element type",
          at: file.tree.span(node),
          helps: [Help("write it so: `[String]`; several types make a tuple, `(String, Int)`")])
        return nil
      }
      return readType(elements[0], &options, &field).map { .array($0) }
    default: break
    }
    guard let name = file.symbol(node, for: "type", of: "`@field`", as: .choice) else {
      return nil
    }
    if name == "array" || (name == "map" && options.has("of")) {
      let element: FieldType?
      if let inner = options.value("of") {
        element = readType(inner, &options, &field)
      } else {
        element = .string
      }
      return element.map { name == "array" ? .array($0) : .mapOf($0) }
    }
    if name == "text" || name == "citext" { field.columnType = name }
    if name == "datetime" { return dateTime(node) }
    if let type = FieldTypes.named[name] { return type }
    let span = file.tree.span(node)
    file.report(
      .unknownType, "Ecto has no type `\(name)`", at: span,
      helps: file.typeHelps(name, among: FieldTypes.named.keys + ["array"], at: span) {
        ".\(NameRules.camelCase($0))"
      })
    return nil
  }

  /// Ecto has no type `datetime`. The guide writes it of a var that says more: of a `DateTime`, or of Haxe's
  /// `Date`, which is a moment.
  private func dateTime(_ node: NodeID) -> FieldType? {
    switch declared?.unwrapped {
    case .utcDateTime(let precision)?: return .utcDateTime(precision)
    case .naiveDateTime(let precision)?: return .naiveDateTime(precision)
    case .date?: return .utcDateTime(.second)
    default: break
    }
    let span = file.tree.span(node)
    file.report(
      .unknownType, "Ecto has no type `datetime`", at: span, label: "of which zone?",
      helps: [
        Help("a moment, in UTC: `.utcDatetime`", edits: [TextEdit(span, ".utcDatetime")]),
        Help("what a clock on the wall shows: `.naiveDatetime`"),
      ])
    return nil
  }

  /// `@field(type: MyApp.Money, swift: "Money", storage: .integer)`
  private func custom(
    _ node: NodeID, _ options: inout Arguments, _ field: inout Field
  ) -> FieldType? {
    let swiftNode = options.value("swift")
    let swift = swiftNode.flatMap { file.string($0, for: "swift", of: "`@field`") }
    field.storage = options.symbol("storage")
    let path = file.path(of: node)
    guard !path.isEmpty, path.allSatisfy({ NameChecks.isModuleSegment($0) }) else {
      file.report(
        .unknownType, "this is no type", at: file.tree.span(node),
        helps: [Help("name one of Ecto's, such as `.decimal`, or a module: `MyApp.Money`")])
      return nil
    }
    if case .found(let id) = file.index.look(up: path, in: types.scope) {
      switch file.index[id].target {
      case .schema, .enumeration:
        file.report(
          .invalidType, "`\(path.joined(separator: "."))` is no Ecto type",
          at: file.tree.span(node),
          secondary: [Label(file.index[id].span, "declared here")],
          helps: [Help("leave `type:` out, and declare the var with this type")])
        return nil
      case .module, .migration: break
      }
    }
    if let swiftNode, let swift, !SwiftTypeName.isType(swift) {
      file.report(
        .invalidName, "`\(swift)` is no type of Swift", at: file.tree.span(swiftNode),
        helps: [Help("such as `Money`, `Shop.Money`, `[String: Money]`")])
      return nil
    }
    checkStorage(field.storage, node)
    guard let swift else {
      file.report(
        .missingOption, "a hand-written type needs its Swift type as well",
        at: file.tree.span(node),
        helps: [
          Help(
            "name it: `@field(type: \(path.joined(separator: ".")), swift: \"\(path.last ?? "")\")`"
          )
        ])
      return nil
    }
    return .custom(module: ModuleName(path), swift: swift)
  }

  private func checkStorage(_ storage: String?, _ node: NodeID) {
    guard let storage, !TableLowering.known.contains(storage) else { return }
    file.report(
      .unknownType, "there is no column type `\(storage)`", at: file.tree.span(node),
      helps: Suggestions.nearest(to: storage, among: TableLowering.known.sorted())
        .map { [Help("did you mean `\($0)`?")] } ?? [])
  }

  // MARK: @column

  private mutating func readColumn(_ attributes: inout Attributes, _ field: inout Field) {
    guard var column = attributes.take("column") else { return }
    file.reportEmpty(column, "the column's type or default: `@column(.text)`")
    spans["column"] = attributes.span("column")
    if let node = column.next() { field.columnType = columnType(node) }
    if let node = column.value("default") {
      field.columnDefault = TableLowering.columnDefault(node, file)
    }
    column.finish()
  }

  private func columnType(_ node: NodeID) -> String? {
    if file.tree.kind(node) == .listLiteral {
      file.report(
        .unsupportedConstruct, "the column of a list is not said here yet",
        at: file.tree.span(node),
        helps: [Help("leave it out: any column that is a list of such elements will do")])
      return nil
    }
    guard let name = file.symbol(node, for: "type", of: "`@column`", as: .choice) else {
      return nil
    }
    if TableLowering.known.contains(name) { return name }
    let span = file.tree.span(node)
    file.report(
      .unknownType, "there is no column type `\(name)`", at: span,
      helps: file.typeHelps(name, among: TableLowering.known, at: span) {
        ".\(NameRules.camelCase($0))"
      })
    return nil
  }
}
