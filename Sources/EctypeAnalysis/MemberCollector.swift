import EctypeDiagnostics
import EctypeModel
import EctypeSyntax
import EctypeText

/// Gathers a schema's members in order, folds those that stand for one thing (`author_id` beside
/// `@belongsTo author`, `inserted_at` beside `@timestamps`), and refuses two of one name.
struct MemberCollector {
  let file: FileAnalysis
  /// Nobody else has it, so that it is never copied.
  var schema: Schema
  let settings: AnalysisSettings
  /// The key that stands where no var is one, and the one that the schema itself says.
  let standardKey: SchemaDefaults.PrimaryKey
  let ownKey: SchemaOptions.OwnKey?
  /// The type of timestamps that do not say theirs.
  let standardTimestamps: String
  var members: [Entry] = []
  var timestamps: (value: Timestamps, span: Span)?
  /// Where `timestamps()` stands among the members.
  var timestampsIndex = 0
  var names = ClaimedNames()
  private var swiftNames = ClaimedNames()
  private var indexes: [SchemaIndex] = []
  private var checks: [SchemaCheck] = []
  /// Whether a field is `Any`, or a list or map of it.
  private var hasAny = false

  /// Members that were given up after a diagnostic, and the keys that they would have brought along.
  private var givenUp: Set<String> = []

  struct Entry {
    var member: Schema.Member
    var node: NodeID
    var span: Span
    var hasExplicitType = false
    /// Where a field's options stand, by their Elixir names.
    var options: [String: Span]?
  }

  init(
    file: FileAnalysis, schema: consuming Schema, settings: AnalysisSettings, options: SchemaOptions
  ) {
    self.file = file
    self.schema = schema
    self.settings = settings
    members.reserveCapacity(16)
    names.reserveCapacity(16)
    swiftNames.reserveCapacity(16)
    standardKey = options.primaryKey
    ownKey = options.ownKey
    standardTimestamps = options.timestamps
  }

  /// Takes a var's name; reports a second of the same.
  mutating func claim(_ name: Name, _ node: NodeID, swift annotation: SwiftAnnotation?) {
    let (written, name) = (name.source, name.elixir)
    let span = file.tree.nameSpan(node)
    if written.isEmpty {
      file.report(
        .invalidName, "a member has one name, and no pattern", at: span,
        helps: [Help("declare each with its type: `var a: Int`")])
      return
    }
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
    let isSkipped = annotation?.isSkipped ?? false
    claim(
      MarkedName(name), at: span,
      swift: isSkipped ? nil : MarkedName(annotation?.name ?? NameRules.swiftKey(written)))
  }

  /// A name with what tells it from others.
  struct MarkedName {
    let name: String
    let mark: UInt64

    init(_ name: String) {
      self.name = name
      mark = name.mark
    }
  }

  /// The same of a name that a member can have.
  ///
  /// - Parameter swift: nil where Swift has no such member.
  mutating func claim(_ marked: MarkedName, at span: Span, swift: MarkedName?) {
    let name = marked.name
    let first = names.claim(name, mark: marked.mark, span)
    if let first {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: span,
        label: "the second", secondary: [Label(first, "the first")],
        helps: [Help("leave one of them out, or give it another name")])
    }
    guard let swift else { return }
    if let other = swiftNames.claim(swift.name, mark: swift.mark, span), first == nil {
      file.report(
        .duplicateMember, "two members of `\(schema.module.last)` are `\(swift.name)` in Swift",
        at: span,
        label: "the second", secondary: [Label(other, "the first")],
        helps: [Help("say another name for Swift: `@swift(name: \"…\")`")])
    }
  }

  private func refuseReserved(
    _ name: String, at span: Span, help: @autoclosure () -> String
  ) {
    guard NameRules.isElixirReserved(name) else { return }
    file.report(
      .reservedWord, "`\(name)` is a reserved word of Elixir", at: span, helps: [Help(help())])
  }

  /// There is no member of these names for what is wrong with it: whoever uses it says nothing more.
  mutating func giveUp(_ names: [String]) { givenUp.formUnion(names) }

  mutating func add(_ member: Schema.Member, _ node: NodeID) {
    add(member, node, file.tree.nameSpan(node))
  }

  /// - Parameter span: of its name.
  mutating func add(_ member: Schema.Member, _ node: NodeID, _ span: Span) {
    add(Entry(member: member, node: node, span: span))
  }

  mutating func add(_ result: FieldLowering.Result, _ node: NodeID) {
    add(
      Entry(
        member: .field(result.field), node: node, span: file.tree.nameSpan(node),
        hasExplicitType: result.hasExplicitType, options: result.spans))
  }

  private mutating func add(_ entry: Entry) {
    if case .field(let field) = entry.member, case .any = field.type.element { hasAny = true }
    members.append(entry)
  }

  // MARK: Directives

  static let directives = ["timestamps", "index", "unique", "check"]

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
          name, among: Self.directives, at: file.tree.nameSpan(node),
          orElse: Suggestions.listing(Self.directives.map { "#" + $0 }).map { "there is \($0)" }))
    }
  }

  mutating func addTimestamps(_ arguments: inout Arguments, _ types: TypeResolver) {
    if let other = timestamps {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two sets of timestamps",
        at: arguments.span, secondary: [Label(other.span, "the first")],
        helps: [Help("leave one of them out")])
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
        label: "nothing could be indexed or checked", helps: [Help("leave it out")])
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

  /// The schema with all of them.
  mutating func finish() -> Schema {
    foldForeignKeys()
    foldTimestamps()
    claimImplicit()
    refuseUntyped()
    redact()
    let key = takePrimaryKey()
    refuseMembersCalled(as: key)
    var result = members.map(\.member)
    if let timestamps { result.insert(.timestamps(timestamps.value), at: timestampsIndex) }
    schema.set(primaryKey: key, members: result)
    schema.givenUp = givenUp
    schema.derivations = DerivedProtocols(file: file, schema: schema, givenUp: givenUp).settled()
    ColumnNames(file: file).check(schema)
    schema.indexes = indexes.map { resolve($0, in: schema) }
    schema.checks = checks
    refuseSecond()
    return schema
  }

  /// An index that is declared twice, and two checks of one name.
  private func refuseSecond() {
    struct Key: Hashable {
      var columns: [String]
      var isUnique: Bool
      var name: String?
      var filter: String?
    }
    var places: [Key: Span] = [:]
    for field in schema.fields where field.isUnique {
      let key = Key(
        columns: [schema.column(of: field)], isUnique: true, name: field.uniqueIndexName)
      places[key] = field.span
    }
    for index in schema.indexes {
      let key = Key(
        columns: index.columns, isUnique: index.isUnique, name: index.name, filter: index.filter)
      guard let first = places.updateValue(index.span, forKey: key) else { continue }
      file.report(
        .duplicateMember, "this index is declared twice", at: index.span,
        secondary: [Label(first, "the first")], helps: [Help("leave one of them out")])
    }
    var names = ClaimedNames()
    for check in schema.checks {
      guard let first = names.claim(check.name, check.span) else { continue }
      file.report(
        .duplicateMember, "two checks are called `\(check.name)`", at: check.span,
        secondary: [Label(first, "the first")], helps: [Help("give one of them another name")])
    }
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
      if IndexDefinition.isExpression(name) || givenUp.contains(name) { return name }
      let known = schema.fields.filter { !$0.isVirtual }.map(\.name.elixir)
      file.report(
        .unknownField, "`\(schema.module.last)` has no field `\(name)`", at: index.span,
        label: "to be indexed",
        helps: Suggestions.nearest(to: name, among: known)
          .map { [Help("did you mean `.\(NameRules.camelCase($0))`?")] }
          ?? Suggestions.listing(known.map { ".\(NameRules.camelCase($0))" })
          .map { [Help("there is \($0)")] } ?? [])
      return name
    }
    return index
  }

  /// Names that associations and timestamps bring along must be free as well.
  private func claimImplicit() {
    lazy var remaining = Set(members.map(\.member.name))
    var keys = ClaimedNames()
    for index in members.indices {
      guard case .association(let association) = members[index].member,
        case .belongsTo(let key) = association.kind
      else { continue }
      let name = key.field.name.elixir
      let span = members[index].span
      if key.definesField {
        refuseReserved(
          name, at: span,
          help: "give the key another name: `foreignKey: .ownerId, source: \"\(name)\"`")
      }
      if name == association.name.elixir {
        file.report(
          .invalidAssociation, "`\(name)` cannot be its own foreign key", at: span,
          helps: [Help("give the key another name: `foreignKey: .\(name)Id`")])
      } else if !key.definesField {
        continue
      } else if names.contains(name), remaining.contains(name) {
        file.report(
          .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: span,
          label: "its foreign key is `\(name)`",
          helps: [Help("name the key otherwise, `foreignKey: .…`, or leave out the other member")])
      } else if let other = keys.claim(name, span) {
        file.report(
          .duplicateMember, "two relations define the foreign key `\(name)`", at: span,
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
          at: timestamps.span, label: "one of them is a timestamp",
          helps: [Help("leave the other out, or name the timestamp: `#timestamps(insertedAt: .…)`")]
        )
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
    if !hasAny || schema.isEmbedded && settings.ecto >= Version(3, 14) { return }
    func isUntyped(_ member: Schema.Member) -> Bool {
      guard case .field(let field) = member, case .any = field.type.element else { return false }
      return !field.isVirtual
    }
    guard members.indices.contains(where: { isUntyped(members[$0].member) }) else { return }
    giveUp(members.map(\.member).filter(isUntyped).map(\.name))
    (members, timestampsIndex) = without { entry, _ in
      guard isUntyped(entry.member) else { return false }
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
      case .embed(var embed):
        embed.isRedacted = true
        members[index].member = .embed(embed)
      case .timestamps: continue
      }
    }
    if var value = timestamps?.value {
      value.insertedAt?.isRedacted = true
      value.updatedAt?.isRedacted = true
      timestamps?.value = value
    }
  }
}
