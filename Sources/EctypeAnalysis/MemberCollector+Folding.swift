import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// Members that stand for one thing: `author_id` beside `@belongsTo author`, `inserted_at` beside `@timestamps`.
extension MemberCollector {
  /// `var author_id: Int` beside `@belongsTo var author: User` is its foreign key, declared once more.
  mutating func foldForeignKeys() {
    var owners: [String: Int] = [:]
    for index in members.indices {
      if case .association(let association) = members[index].member,
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

  mutating func foldTimestamps() {
    guard var value = timestamps?.value else { return }
    let (inserted, updated) = (value.insertedAt?.name.elixir, value.updatedAt?.name.elixir)
    (members, timestampsIndex) = without { entry, _ in
      guard case .field(let field) = entry.member,
        field.name.elixir == inserted || field.name.elixir == updated
      else { return false }
      if isTimestamp(field, value, entry.span) { checkFolds(field, entry.span) }
      settleAsSaid(field, entry.node)
      if field.name.elixir == inserted { fold(field, into: &value.insertedAt) }
      if field.name.elixir == updated { fold(field, into: &value.updatedAt) }
      return true
    }
    timestamps?.value = value
  }

  /// `insertedAt: .title` would make a text a time.
  private func isTimestamp(_ field: Field, _ timestamps: Timestamps, _ span: Span) -> Bool {
    switch field.type {
    case .any: break
    case .naiveDateTime, .utcDateTime, timestamps.type:
      guard agrees(field.type, timestamps) else {
        refuse(field, timestamps, span)
        return false
      }
    default:
      file.report(
        .duplicateMember, "`\(field.name.source)` is a timestamp, and declared as another field",
        at: span, label: "this is no time",
        secondary: self.timestamps.map { [Label($0.span, "a timestamp by this")] } ?? [],
        helps: [Help("rename one of them")])
      return false
    }
    if field.isUnique || field.columnType != nil || field.columnDefault != nil {
      file.report(
        .unsupportedConstruct, "a timestamp's column is what its type makes it", at: span,
        helps: [Help("leave it out")])
    }
    return true
  }

  /// Whether a var of a timestamp says what the timestamps say; without a precision it leaves that to them.
  private func agrees(_ type: FieldType, _ timestamps: Timestamps) -> Bool {
    switch (type, timestamps.type ?? .naiveDateTime(.second)) {
    case (.naiveDateTime(.second), .naiveDateTime), (.utcDateTime(.second), .utcDateTime): true
    case (let type, let other): type == other
    }
  }

  private func refuse(_ field: Field, _ timestamps: Timestamps, _ span: Span) {
    let made = timestamps.type ?? .naiveDateTime(.second)
    let option = FieldTypes.timestampTypes.first { FieldTypes.named[$0] == field.type }
    file.report(
      .duplicateMember,
      "`\(field.name.source)` is a `\(made.described())` by its timestamps, "
        + "and declared as a `\(field.type.described())`",
      at: span, secondary: self.timestamps.map { [Label($0.span, "a timestamp by this")] } ?? [],
      helps: [
        Help(
          option.map {
            "give the timestamps that type, `#timestamps(type: .\(NameRules.camelCase($0)))`, "
              + "or leave the var out"
          } ?? "leave the var out")
      ])
  }

  private func fold(_ field: Field, into timestamp: inout Field?) {
    timestamp?.name = field.name
    timestamp?.swift = field.swift
    timestamp?.documentation = field.documentation
  }

  /// The members without those that say nothing of their own, in one pass, and where timestamps stand then.
  func without(_ isFolded: (Entry, inout [Entry]) -> Bool) -> ([Entry], Int) {
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
}
