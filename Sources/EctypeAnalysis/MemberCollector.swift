import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Gathers a schema's members in order, folds those that stand for one thing (`author_id` beside
/// `@belongsTo author`, `inserted_at` beside `@timestamps`), and refuses two of one name.
struct MemberCollector {
  let file: FileAnalysis
  let schema: Schema
  let settings: AnalysisSettings
  private var members: [(member: Schema.Member, span: Span)] = []
  private var timestamps: (value: Timestamps, span: Span)?
  /// Where `timestamps()` stands among the members.
  private var timestampsIndex = 0
  private var names: [String: Span] = [:]
  private var swiftNames: [String: Span] = [:]

  init(file: FileAnalysis, schema: Schema, settings: AnalysisSettings) {
    self.file = file
    self.schema = schema
    self.settings = settings
    names.reserveCapacity(16)
    swiftNames.reserveCapacity(16)
  }

  /// Takes a var's name; reports a second of the same.
  mutating func claim(_ node: NodeID) {
    let name = file.tree.name(node).elixir
    let span = file.tree.nameSpan(node)
    if !NameRules.isName(name) || name == "hash_value" {
      file.report(
        .reservedWord, "a member cannot be called `\(file.tree.mainText(node))`", at: span,
        label: NameRules.isName(name) ? "Swift has one of its own" : "a name begins with a letter",
        helps: [Help("choose another name, and keep the column with `@field(source: \"\(name)\")`")]
      )
    }
    if let other = names[name] {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: span,
        label: "the second", secondary: [Label(other, "the first")])
    } else {
      names[name] = span
    }
    let swift = NameRules.swiftKey(file.tree.mainText(node))
    if let other = swiftNames[swift], names[name] == span {
      file.report(
        .duplicateMember, "two members of `\(schema.module.last)` are `\(swift)` in Swift",
        at: span,
        label: "the second", secondary: [Label(other, "the first")])
    } else {
      swiftNames[swift] = span
    }
  }

  mutating func add(_ member: Schema.Member, _ node: NodeID) {
    members.append((member, file.tree.nameSpan(node)))
  }

  // MARK: Directives

  mutating func addDirective(_ node: NodeID) {
    let name = NameRules.snakeCase(file.tree.mainText(node))
    var arguments = Arguments(
      file, list: file.tree.child(node, .argumentList), owner: "`#\(file.tree.mainText(node))`",
      span: file.tree.span(node))
    guard name == "timestamps" else {
      file.report(
        name == "index" || name == "unique" ? .unsupportedConstruct : .unknownAttribute,
        name == "index" || name == "unique"
          ? "`#\(name)` is not compiled yet: write the index in a migration"
          : "there is no member `#\(file.tree.mainText(node))`", at: file.tree.span(node),
        helps: file.didYouMean(
          name, among: ["timestamps", "index", "unique"], at: file.tree.nameSpan(node)))
      return
    }
    addTimestamps(&arguments)
  }

  mutating func addTimestamps(_ options: inout Arguments) {
    if let other = timestamps {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two sets of timestamps", at: options.span,
        secondary: [Label(other.span, "the first")])
      return
    }
    let written = options.value("type")
    let typeName = written.flatMap { file.symbol($0, for: "type", of: options.owner) }
    var type = FieldTypes.named[typeName ?? settings.timestamps] ?? .naiveDateTime(.second)
    if let written, let typeName, !FieldTypes.timestampTypes.contains(typeName) {
      let known = FieldTypes.timestampTypes
      file.report(
        .invalidOption, "timestamps cannot be `\(typeName)`", at: file.tree.span(written),
        label: "expected one of \(known.map { "`.\($0)`" }.joined(separator: ", "))",
        helps: file.didYouMean(typeName, among: known, at: file.tree.span(written)) { ".\($0)" })
      type = .naiveDateTime(.second)
    }
    let inserted = timestamp("inserted_at", type, &options)
    let updated = timestamp("updated_at", type, &options)
    options.finish()
    timestamps = (
      Timestamps(
        insertedAt: inserted, updatedAt: updated, type: type == .naiveDateTime(.second) ? nil : type
      ),
      options.span
    )
    timestampsIndex = members.count
  }

  /// `insertedAt: .createdAt` renames one, `updatedAt: false` leaves it out.
  private func timestamp(_ name: String, _ type: FieldType, _ options: inout Arguments) -> Field? {
    var field = Field(
      name: Name(source: name, elixir: name), type: type, isOptional: false,
      origin: Origin(span: options.span, path: file.path))
    guard let value = options.value(name) else { return field }
    if file.tree.kind(value) == .booleanLiteral {
      return file.tree.mainText(value) == "true" ? field : nil
    }
    if let renamed = file.symbol(value, for: name, of: options.owner) {
      field.name = Name(source: renamed, elixir: renamed)
    }
    return field
  }

  // MARK: The end

  mutating func finish(_ schema: inout Schema, hasKey: Bool) {
    foldForeignKeys()
    foldTimestamps()
    claimImplicit()
    let key = takePrimaryKey(hasKey: hasKey)
    var all = members.map(\.member)
    if let timestamps { all.insert(.timestamps(timestamps.value), at: timestampsIndex) }
    schema.set(primaryKey: key, members: all)
  }

  /// `var author_id: Int` beside `@belongsTo var author: User` is its foreign key, declared once more.
  private mutating func foldForeignKeys() {
    guard members.contains(where: { $0.member.isBelongsTo }) else { return }
    for index in members.indices.reversed() {
      guard case .field(let field) = members[index].member,
        let owner = members.firstIndex(where: { isKey(field, of: $0.member) }),
        case .association(var association) = members[owner].member,
        case .belongsTo(var key) = association.kind, key.definesField
      else { continue }
      checkFolds(field, members[index].span)
      key.declaredType = field.type
      key.field.isUnique = field.isUnique
      key.field.name = field.name
      key.field.documentation = field.documentation
      association.kind = .belongsTo(key)
      members[owner].member = .association(association)
      remove(index)
    }
  }

  /// A var that only repeats what a relation or timestamps bring along can say nothing more.
  private func checkFolds(_ field: Field, _ span: Span) {
    guard !field.hasNoOptions || field.isPrimaryKey else { return }
    file.report(
      .unsupportedConstruct, "`\(field.name.source)` is declared by its relation or timestamps",
      at: span, label: "its options and default have no effect here",
      helps: [Help("leave them out, or say them there")])
  }

  private func isKey(_ field: Field, of member: Schema.Member) -> Bool {
    guard case .association(let association) = member, case .belongsTo(let key) = association.kind
    else { return false }
    return key.field.name.elixir == field.name.elixir
  }

  private mutating func foldTimestamps() {
    guard var value = timestamps?.value else { return }
    for index in members.indices.reversed() {
      guard case .field(let field) = members[index].member else { continue }
      let isTimestamp = [value.insertedAt, value.updatedAt].contains {
        $0?.name.elixir == field.name.elixir
      }
      if isTimestamp { checkFolds(field, members[index].span) }
      if field.name.elixir == value.insertedAt?.name.elixir {
        value.insertedAt?.name = field.name
      } else if field.name.elixir == value.updatedAt?.name.elixir {
        value.updatedAt?.name = field.name
      } else {
        continue
      }
      remove(index)
    }
    timestamps?.value = value
  }

  private mutating func remove(_ index: Int) {
    members.remove(at: index)
    if index < timestampsIndex { timestampsIndex -= 1 }
  }

  /// Names that associations and timestamps bring along must be free as well.
  private mutating func claimImplicit() {
    for (member, span) in members {
      guard case .association(let association) = member,
        case .belongsTo(let key) = association.kind, key.definesField
      else { continue }
      let name = key.field.name.elixir
      if name == association.name.elixir {
        file.report(
          .invalidAssociation, "`\(name)` cannot be its own foreign key", at: span,
          helps: [Help("give the key another name: `foreignKey: .\(name)Id`")])
      } else if members.contains(where: { $0.member.name == name }) {
        file.report(
          .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: span,
          label: "its foreign key is `\(name)`")
      }
    }
  }

  /// The primary key, taken out of the members where Ecto declares it outside the block.
  private mutating func takePrimaryKey(hasKey: Bool) -> Schema.PrimaryKey {
    if !hasKey {
      for (member, span) in members {
        if case .field(let field) = member, field.isPrimaryKey {
          file.report(
            .invalidOption, "the schema has no primary key, and `\(field.name.source)` is one",
            at: span, helps: [Help("leave out `primaryKey: false`")])
        }
      }
      return .none
    }
    let marked = members.indices.filter {
      switch members[$0].member {
      case .field(let field): return field.isPrimaryKey
      case .association(let association):
        if case .belongsTo(let key) = association.kind { return key.field.isPrimaryKey }
        return false
      default: return false
      }
    }
    if marked.count > 1 { return .composite }
    if let index = marked.first, case .field(let field) = members[index].member {
      remove(index)
      return custom(field)
    }
    if marked.count == 1 { return .composite }
    let id = members.firstIndex {
      if case .field(let field) = $0.member { field.name.elixir == "id" } else { false }
    }
    if let id, case .field(let field) = members[id].member {
      remove(id)
      return custom(field)
    }
    return .standard
  }

  private func custom(_ field: Field) -> Schema.PrimaryKey {
    var field = field
    switch field.type {
    case .integer, .id: field.type = .id
    case .uuid, .binaryID: field.type = .binaryID
    default: return .custom(field)
    }
    // In an embedded schema nobody counts integers.
    if schema.isEmbedded, field.type == .id {
      if field.autogenerates == true {
        file.report(
          .invalidOption, "nothing counts the integers of an embedded schema",
          at: field.origin.span, helps: [Help("make it a `UUID`, or leave it out")])
      }
      return .custom(field)
    }
    field.autogenerates = field.autogenerates ?? true
    let standard: FieldType = schema.isEmbedded ? .binaryID : .id
    let isPlain = field.type == standard && field.autogenerates == true && field.hasNoOptions
    return field.name.elixir == "id" && isPlain ? .standard : .custom(field)
  }
}

extension Field {
  /// Nothing is said of it but its name, type and documentation.
  var hasNoOptions: Bool {
    defaultValue == nil && !isVirtual && !isRedacted && source == nil && !readAfterWrites
      && !isLeftOutOfQueries && writable == nil
  }
}

extension Schema.Member {
  var isBelongsTo: Bool {
    if case .association(let association) = self, case .belongsTo = association.kind {
      true
    } else {
      false
    }
  }

  /// Its Elixir name; empty for timestamps.
  var name: String {
    switch self {
    case .field(let field): field.name.elixir
    case .association(let association): association.name.elixir
    case .embed(let embed): embed.name.elixir
    case .timestamps: ""
    }
  }
}
