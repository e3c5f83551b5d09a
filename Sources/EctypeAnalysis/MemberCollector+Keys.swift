import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The primary key of a schema among its members.
extension MemberCollector {
  /// The primary key, taken out of the members where Ecto declares it outside the block.
  mutating func takePrimaryKey() -> Schema.PrimaryKey {
    let marked = members.indices.filter { members[$0].member.isPrimaryKey }
    if let ownKey, ownKey.key == .none {
      for index in marked { refuse(index, beside: ownKey) }
      return .none
    }
    refuseNil(marked)
    if let ownKey, let first = marked.first(where: { marked.count > 1 || !agrees($0, ownKey) }) {
      refuse(first, beside: ownKey)
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
      refuseNil([id])
      if let ownKey, !agrees(id, ownKey) {
        refuse(id, beside: ownKey)
      }
      return take(field, at: id, as: key)
    }
    return key.standard(standardKey)
  }

  /// A var beside a key that the schema itself says is that key, or one too many.
  private func refuse(_ index: Int, beside key: SchemaOptions.OwnKey) {
    let name = members[index].member.name
    file.report(
      .invalidOption,
      key.key == .none
        ? "the schema has no primary key, and `\(name)` is one"
        : "the schema says its primary key, and `\(name)` is another",
      at: members[index].span, secondary: [Label(key.span, "the schema says it")],
      helps: [
        Help(
          "leave out `\(key.written)`, or \(key.key == .none ? "let `\(name)` be no key" : "the var")"
        )
      ])
  }

  private func agrees(_ index: Int, _ own: SchemaOptions.OwnKey) -> Bool {
    guard case .field(let field) = members[index].member, field.name.elixir == "id" else {
      return false
    }
    return switch own.key {
    case .none: false
    case .id: [.id, .integer].contains(field.type)
    case .binaryID, .uuid: [.uuid, .binaryID].contains(field.type)
    case .uuidV7: if case .options? = field.autogenerate { true } else { false }
    }
  }

  /// Of a row that is there its key is too.
  private func refuseNil(_ keys: [Int]) {
    for index in keys {
      let isOptional =
        switch members[index].member {
        case .field(let field): field.isOptional
        case .association(let association): association.isOptional
        case .embed, .timestamps: false
        }
      guard isOptional else { continue }
      file.report(
        .invalidType, "a primary key is never nil", at: members[index].span,
        label: "`\(members[index].member.name)` is \(keys.count > 1 ? "a part of " : "")the key",
        helps: [Help("leave out the `?` of its type")])
    }
  }

  /// Nothing else has the name of the key, declared or not.
  func refuseMembersCalled(as key: Schema.PrimaryKey) {
    let name: String
    switch key {
    case .standard: name = "id"
    case .custom(let field): name = field.name.elixir
    case .composite, .none: return
    }
    func conflict(_ span: Span, _ label: String, _ helps: [Help]) {
      file.report(
        .duplicateMember, "`\(schema.module.last)` has two members `\(name)`", at: span,
        label: label,
        notes: ["one of them is its primary key"], helps: helps)
    }
    let place = names.place(of: name)
    for index in members.indices {
      let span = members[index].span
      if span == place, members[index].member.name == name {
        conflict(
          span, "this is not its key",
          [Help("call it otherwise, or leave out the key: `primaryKey: .none`")])
      } else if case .association(let association) = members[index].member,
        case .belongsTo(let foreign) = association.kind, foreign.definesField,
        foreign.field.name.elixir == name
      {
        conflict(
          span, "its foreign key is `\(name)`",
          [Help("give the key another name: `foreignKey: .ownerId, source: \"\(name)\"`")])
      }
    }
    let stamped = [timestamps?.value.insertedAt, timestamps?.value.updatedAt]
    if let timestamps, stamped.contains(where: { $0?.name.elixir == name }) {
      conflict(
        timestamps.span, "this is a timestamp",
        [Help("give the timestamp another name: `#timestamps(insertedAt: .…)`")])
    }
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
    let options = members[index].options ?? [:]
    if field.isVirtual, !field.isPrimaryKey {
      file.report(
        .invalidOption, "a key is stored", at: options["virtual"] ?? members[index].span,
        label: "`\(field.name.source)` is the schema's key",
        helps: [Help("leave out `@virtual`, or the key: `primaryKey: .none`")])
    }
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
