import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Gathers a schema's members in order, folds those that stand for one thing (`author_id` beside
/// `@belongsTo author`, `inserted_at` beside `@timestamps`), and refuses two of one name.
struct MemberCollector {
  let file: FileAnalysis
  let schema: Schema
  let settings: AnalysisSettings
  /// The key that stands where no var is one, and whether the schema refuses any.
  private let standardKey: SchemaDefaults.PrimaryKey
  private let refusesKey: Bool
  /// The type of timestamps that do not say theirs.
  private let standardTimestamps: String
  private var members: [Entry] = []
  private var timestamps: (value: Timestamps, span: Span)?
  /// Where `timestamps()` stands among the members.
  private var timestampsIndex = 0
  private var names = ClaimedNames()
  private var swiftNames = ClaimedNames()
  private var indexes: [SchemaIndex] = []
  private var checks: [SchemaCheck] = []

  /// Members that were given up after a diagnostic, and the keys that they would have brought along.
  private var givenUp: Set<String> = []

  private struct Entry {
    var member: Schema.Member
    var node: NodeID
    var span: Span
    var hasExplicitType = false
    /// Where a field's options stand, by their Elixir names.
    var options: [String: Span] = [:]
  }

  init(
    file: FileAnalysis, schema: Schema, settings: AnalysisSettings, options: SchemaOptions
  ) {
    self.file = file
    self.schema = schema
    self.settings = settings
    members.reserveCapacity(16)
    standardKey = options.primaryKey
    refusesKey = options.refusesKey
    standardTimestamps = options.timestamps
  }

  /// Takes a var's name; reports a second of the same.
  mutating func claim(_ node: NodeID, swift annotation: SwiftAnnotation?) {
    let written = file.tree.mainText(node)
    let name = NameRules.snakeCase(written)
    let span = file.tree.nameSpan(node)
    if !NameRules.isName(name) || name == "hash_value" {
      file.report(
        .reservedWord, "a member cannot be called `\(written)`", at: span,
        label: NameRules.isName(name) ? "Swift has one of its own" : "a name begins with a letter",
        helps: [Help("choose another name, and keep the column with `@field(source: \"\(name)\")`")]
      )
    }
    refuseReserved(
      name, at: span,
      help: "choose another name, and keep the column with `source: \"\(name)\"`")
    let first = names.claim(name, span)
    if let first {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: span,
        label: "the second", secondary: [Label(first, "the first")])
    }
    if annotation?.isSkipped ?? false { return }
    let swift = annotation?.name ?? NameRules.swiftKey(written)
    if let other = swiftNames.claim(swift, span), first == nil {
      file.report(
        .duplicateMember, "two members of `\(schema.module.last)` are `\(swift)` in Swift",
        at: span,
        label: "the second", secondary: [Label(other, "the first")])
    }
  }

  private func refuseReserved(_ name: String, at span: Span, help: String) {
    guard NameRules.elixirReserved.contains(name) else { return }
    file.report(
      .reservedWord, "`\(name)` is a reserved word of Elixir", at: span, helps: [Help(help)])
  }

  /// There is no member of these names for what is wrong with it: whoever uses it says nothing more.
  mutating func giveUp(_ names: [String]) { givenUp.formUnion(names) }

  mutating func add(_ member: Schema.Member, _ node: NodeID) {
    members.append(Entry(member: member, node: node, span: file.tree.nameSpan(node)))
  }

  mutating func add(_ result: FieldLowering.Result, _ node: NodeID) {
    members.append(
      Entry(
        member: .field(result.field), node: node, span: file.tree.nameSpan(node),
        hasExplicitType: result.hasExplicitType, options: result.spans))
  }

  // MARK: Directives

  mutating func addDirective(_ node: NodeID, _ types: TypeResolver) {
    var attributes = Attributes(file, of: node, owner: "a directive")
    file.readAllow(&attributes, node)
    attributes.finish()
    let name = NameRules.snakeCase(file.tree.mainText(node))
    var arguments = Arguments(
      file, list: file.tree.child(node, .argumentList), owner: "`#\(file.tree.mainText(node))`",
      span: file.tree.span(node))
    switch name {
    case "timestamps": addTimestamps(&arguments, types)
    case "index", "unique", "check": addIndex(name, &arguments)
    default:
      file.report(
        .unknownAttribute, "there is no member `#\(file.tree.mainText(node))`",
        at: file.tree.span(node),
        helps: file.didYouMean(
          name, among: ["timestamps", "index", "unique", "check"], at: file.tree.nameSpan(node)))
    }
  }

  mutating func addTimestamps(_ arguments: inout Arguments, _ types: TypeResolver) {
    if let other = timestamps {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two sets of timestamps",
        at: arguments.span, secondary: [Label(other.span, "the first")])
      return
    }
    let reader = TimestampsLowering(
      file: file, types: types, settings: settings, standard: standardTimestamps)
    timestamps = (reader.lower(&arguments), arguments.span)
    timestampsIndex = members.count
  }

  mutating func addIndex(_ name: String, _ arguments: inout Arguments) {
    if schema.isEmbedded {
      file.report(
        .misplacedAttribute, "an embedded schema has no table", at: arguments.span,
        label: "nothing could be indexed or checked")
      return
    }
    let reader = IndexLowering(file: file)
    if name == "check" {
      if let check = reader.check(&arguments) { checks.append(check) }
    } else if let index = reader.index(&arguments, isUnique: name == "unique") {
      indexes.append(index)
    }
  }

  // MARK: The end

  mutating func finish(_ schema: inout Schema) {
    foldForeignKeys()
    foldTimestamps()
    claimImplicit()
    refuseUntyped()
    redact()
    let key = takePrimaryKey()
    var result = members.map(\.member)
    if let timestamps { result.insert(.timestamps(timestamps.value), at: timestampsIndex) }
    schema.set(primaryKey: key, members: result)
    schema.givenUp = givenUp
    ColumnNames(file: file).check(schema)
    schema.indexes = indexes.map { resolve($0, in: schema) }
    schema.checks = checks
  }

  /// Fields become columns; what is no field of the schema is SQL, or a mistake.
  private func resolve(_ index: SchemaIndex, in schema: Schema) -> SchemaIndex {
    var index = index
    index.columns = index.columns.map { name in
      if let field = schema.field(name), !field.isVirtual { return schema.column(of: field) }
      if let embed = schema.embeds.first(where: { $0.name.elixir == name }) {
        return schema.column(name, source: embed.source)
      }
      if case .belongsTo(let key)? = schema.associations.first(where: { $0.name.elixir == name })?
        .kind
      {
        return schema.column(of: key.field)
      }
      if name.contains("(") || name.contains(" ") || givenUp.contains(name) { return name }
      let known = schema.fields.filter { !$0.isVirtual }.map(\.name.elixir)
      file.report(
        .unknownField, "`\(schema.module.last)` has no field `\(name)`", at: index.span,
        label: "to be indexed",
        helps: Suggestions.nearest(to: name, among: known)
          .map { [Help("did you mean `.\(NameRules.camelCase($0))`?")] } ?? [])
      return name
    }
    return index
  }

  /// `var author_id: Int` beside `@belongsTo var author: User` is its foreign key, declared once more.
  private mutating func foldForeignKeys() {
    var owners: [String: Int] = [:]
    for (index, entry) in members.enumerated() {
      if case .association(let association) = entry.member,
        case .belongsTo(let key) = association.kind, key.definesField,
        names.contains(key.field.name.elixir)
      {
        owners[key.field.name.elixir] = owners[key.field.name.elixir] ?? index
      }
    }
    if owners.isEmpty { return }
    (members, timestampsIndex) = without { entry, members in
      guard case .field(let field) = entry.member, let owner = owners[field.name.elixir],
        case .association(var association) = members[owner].member,
        case .belongsTo(var key) = association.kind
      else { return false }
      checkFolds(field, entry.span)
      key.declaredType = field.type
      key.field.isUnique = field.isUnique
      key.field.uniqueIndexName = field.uniqueIndexName
      key.field.isOptional = key.field.isOptional || field.isOptional
      key.field.name = field.name
      key.field.swift = field.swift
      key.field.columnType = field.columnType
      key.field.columnDefault = field.columnDefault
      key.field.documentation = field.documentation
      association.kind = .belongsTo(key)
      members[owner].member = .association(association)
      return true
    }
  }

  /// A var that only repeats what a relation or timestamps bring along can say nothing more.
  private func checkFolds(_ field: Field, _ span: Span) {
    guard !field.saysNothingElse || field.isPrimaryKey else { return }
    file.report(
      .unsupportedConstruct, "`\(field.name.source)` is declared by its relation or timestamps",
      at: span, label: "its options and default have no effect here",
      helps: [Help("leave them out, or say them there")])
  }

  /// A var that repeats what another member says, and says nothing more, may go.
  private func settleAsSaid(_ field: Field, _ node: NodeID) {
    guard field.hasNoOptions, field.documentation == nil,
      file.tree.child(node, .attribute).isNone, file.tree.child(node, .modifier).isNone
    else { return }
    file.settle(node, as: .removal)
  }

  private mutating func foldTimestamps() {
    guard var value = timestamps?.value else { return }
    let (inserted, updated) = (value.insertedAt?.name.elixir, value.updatedAt?.name.elixir)
    (members, timestampsIndex) = without { entry, _ in
      guard case .field(let field) = entry.member,
        field.name.elixir == inserted || field.name.elixir == updated
      else { return false }
      checkFolds(field, entry.span)
      checkTimestamp(field, value, entry.span)
      settleAsSaid(field, entry.node)
      if field.name.elixir == inserted { fold(field, into: &value.insertedAt) }
      if field.name.elixir == updated { fold(field, into: &value.updatedAt) }
      return true
    }
    timestamps?.value = value
  }

  /// `insertedAt: .title` would make a text a time.
  private func checkTimestamp(_ field: Field, _ timestamps: Timestamps, _ span: Span) {
    switch field.type {
    case .naiveDateTime, .utcDateTime, .any, timestamps.type: break
    default:
      file.report(
        .duplicateMember, "`\(field.name.source)` is a timestamp, and declared as another field",
        at: span, label: "this is no time",
        secondary: self.timestamps.map { [Label($0.span, "a timestamp by this")] } ?? [],
        helps: [Help("rename one of them")])
    }
    if field.isUnique || field.columnType != nil || field.columnDefault != nil {
      file.report(
        .unsupportedConstruct, "a timestamp's column is what its type makes it", at: span,
        helps: [Help("leave it out")])
    }
  }

  private func fold(_ field: Field, into timestamp: inout Field?) {
    timestamp?.name = field.name
    timestamp?.swift = field.swift
    timestamp?.documentation = field.documentation
  }

  /// The members without those that say nothing of their own, in one pass, and where timestamps stand then.
  private func without(_ isFolded: (Entry, inout [Entry]) -> Bool) -> ([Entry], Int) {
    var updated = members
    var kept: [Int] = []
    kept.reserveCapacity(members.count)
    var place = timestampsIndex
    for index in members.indices {
      if isFolded(members[index], &updated) {
        if index < timestampsIndex { place -= 1 }
      } else {
        kept.append(index)
      }
    }
    return kept.count == members.count
      ? (members, timestampsIndex) : (kept.map { updated[$0] }, place)
  }

  /// Names that associations and timestamps bring along must be free as well.
  private func claimImplicit() {
    lazy var remaining = Set(members.map(\.member.name))
    var keys = ClaimedNames()
    for entry in members {
      guard case .association(let association) = entry.member,
        case .belongsTo(let key) = association.kind
      else { continue }
      let name = key.field.name.elixir
      if key.definesField {
        refuseReserved(
          name, at: entry.span,
          help: "give the key another name: `foreignKey: .ownerId, source: \"\(name)\"`")
      }
      if name == association.name.elixir {
        file.report(
          .invalidAssociation, "`\(name)` cannot be its own foreign key", at: entry.span,
          helps: [Help("give the key another name: `foreignKey: .\(name)Id`")])
      } else if !key.definesField {
        continue
      } else if names.contains(name), remaining.contains(name) {
        file.report(
          .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: entry.span,
          label: "its foreign key is `\(name)`")
      } else if let other = keys.claim(name, entry.span) {
        file.report(
          .duplicateMember, "two relations define the foreign key `\(name)`", at: entry.span,
          label: "the second", secondary: [Label(other, "the first")],
          helps: [Help("say `defineField: false` on one of them")])
      }
    }
    if timestamps != nil { claimTimestamps(remaining.union(keys.all)) }
    checkUndefinedKeys()
  }

  private func claimTimestamps(_ names: Set<String>) {
    guard let timestamps else { return }
    for field in [timestamps.value.insertedAt, timestamps.value.updatedAt].compactMap(\.self) {
      let name = field.name.elixir
      refuseReserved(name, at: timestamps.span, help: "give the timestamp another name")
      if names.contains(name) {
        file.report(
          .duplicateMember, "`\(schema.module.last)` has two members `\(name)`",
          at: timestamps.span, label: "one of them is a timestamp")
      }
    }
  }

  /// `defineField: false` needs a field that another member declares.
  private func checkUndefinedKeys() {
    guard members.contains(where: \.member.leavesKeyToAnother) else { return }
    let fields = Set(
      members.compactMap {
        if case .field(let field) = $0.member { field.name.elixir } else { nil }
      }
    ).union(
      members.compactMap { entry in
        guard case .association(let association) = entry.member,
          case .belongsTo(let key) = association.kind, key.definesField
        else { return nil }
        return key.field.name.elixir
      })
    for entry in members {
      guard case .association(let association) = entry.member,
        case .belongsTo(let key) = association.kind, !key.definesField,
        !fields.contains(key.field.name.elixir), !givenUp.contains(key.field.name.elixir)
      else { continue }
      file.report(
        .missingForeignKey, "`\(schema.module.last)` has no field `\(key.field.name.elixir)`",
        at: entry.span, label: "`defineField: false` leaves it to another member",
        helps: [Help("declare it: `var \(NameRules.camelCase(key.field.name.elixir)): Int`")])
    }
  }

  /// What is no relation's and no timestamp is stored, and must say as what.
  private mutating func refuseUntyped() {
    if schema.isEmbedded, settings.ecto >= Version(3, 14) { return }
    (members, timestampsIndex) = without { entry, _ in
      guard case .field(let field) = entry.member, field.type.contains(.any), !field.isVirtual
      else { return false }
      file.report(
        .invalidType, "a field that is stored needs a type that Ecto can store", at: entry.span,
        label: "`Any` has no column", helps: [Help("name its type, or mark it `@virtual`")])
      return true
    }
  }

  /// `@schema_redact` holds for every field but keys and those that say otherwise.
  private mutating func redact() {
    guard schema.redactsFields else { return }
    func redact(_ field: inout Field) {
      if field.redactOption == nil, !field.isPrimaryKey, field.name.elixir != "id" {
        field.isRedacted = true
      }
    }
    for index in members.indices {
      switch members[index].member {
      case .field(var field):
        redact(&field)
        members[index].member = .field(field)
      case .association(var association):
        guard case .belongsTo(var key) = association.kind else { continue }
        redact(&key.field)
        association.kind = .belongsTo(key)
        members[index].member = .association(association)
      case .embed, .timestamps: continue
      }
    }
    if var value = timestamps?.value {
      value.insertedAt?.isRedacted = true
      value.updatedAt?.isRedacted = true
      timestamps?.value = value
    }
  }

  // MARK: The primary key

  /// The primary key, taken out of the members where Ecto declares it outside the block.
  private mutating func takePrimaryKey() -> Schema.PrimaryKey {
    let marked = members.indices.filter { members[$0].member.isPrimaryKey }
    if refusesKey {
      for index in marked {
        file.report(
          .invalidOption,
          "the schema has no primary key, and `\(members[index].member.name)` is one",
          at: members[index].span, helps: [Help("leave out `primaryKey: false`")])
      }
      return .none
    }
    if marked.count > 1 {
      refuseSecondCounter(marked)
      return .composite
    }
    let key = PrimaryKeys(file: file, schema: schema)
    if let index = marked.first {
      guard case .field(let field) = members[index].member else { return .composite }
      return take(field, at: index, as: key)
    }
    let id = members.firstIndex {
      if case .field(let field) = $0.member { field.name.elixir == "id" } else { false }
    }
    if let id, case .field(let field) = members[id].member {
      return take(field, at: id, as: key)
    }
    return key.standard(standardKey)
  }

  /// Ecto makes one key of a row.
  private func refuseSecondCounter(_ marked: [Int]) {
    let made = marked.filter {
      guard case .field(let field) = members[$0].member else { return false }
      return field.autogenerate == .byType
        && [.id, .integer, .binaryID, .uuid].contains(field.type)
    }
    guard made.count > 1 else { return }
    file.report(
      .invalidOption, "one key of a schema can be autogenerated", at: members[made[1]].span,
      label: "the second", secondary: [Label(members[made[0]].span, "the first")],
      helps: [Help("leave out `autogenerate: true` of one of them")])
  }

  private mutating func take(_ field: Field, at index: Int, as key: PrimaryKeys)
    -> Schema.PrimaryKey
  {
    let options = members[index].options
    let taken = key.custom(field, hasExplicitType: take(index))
    if case .custom(let made) = taken, made.autogenerate == .byType, field.autogenerate == nil {
      FieldChecks.checkMade(
        made, file, options,
        help: "where somebody else makes the key, say `@primaryKey(autogenerate: false)`")
    }
    return taken
  }

  /// Takes a member out; gives whether its type was written.
  private mutating func take(_ index: Int) -> Bool {
    if index < timestampsIndex { timestampsIndex -= 1 }
    return members.remove(at: index).hasExplicitType
  }
}

/// Names with the places where they were said first.
private struct ClaimedNames {
  private var names = NameList()
  private var spans: [Span] = []

  init() {
    names.reserveCapacity(16)
    spans.reserveCapacity(16)
  }

  var all: [String] { names.names }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// Takes a name; gives the place of the one that has it already.
  mutating func claim(_ name: String, _ span: Span) -> Span? {
    if let known = names.insert(name) { return spans[known] }
    spans.append(span)
    return nil
  }
}

extension Field {
  /// Nothing is said of it but its name, type and documentation.
  var hasNoOptions: Bool {
    self.defaultValue == nil && !self.isVirtual && !self.isRedacted && self.source == nil
      && !self.readAfterWrites && !self.isLeftOutOfQueries && self.writable == nil
      && self.onWritableViolation == nil && self.typeOptions.isEmpty
  }

  /// What is folded into a relation or timestamps would lose all else.
  var saysNothingElse: Bool {
    hasNoOptions && self.autogenerate == nil && self.embedAs == nil
      && !self.skipsDefaultValidation && self.precision == nil && self.storage == nil
  }
}

extension Schema.Member {
  /// Its Elixir name; empty for timestamps.
  var name: String {
    switch self {
    case .field(let field): field.name.elixir
    case .association(let association): association.name.elixir
    case .embed(let embed): embed.name.elixir
    case .timestamps: ""
    }
  }

  /// A `belongs_to` with `define_field: false`.
  var leavesKeyToAnother: Bool {
    if case .association(let association) = self, case .belongsTo(let key) = association.kind {
      return !key.definesField
    }
    return false
  }

  var isPrimaryKey: Bool {
    switch self {
    case .field(let field): return field.isPrimaryKey
    case .association(let association):
      if case .belongsTo(let key) = association.kind { return key.field.isPrimaryKey }
      return false
    case .embed, .timestamps: return false
    }
  }
}
