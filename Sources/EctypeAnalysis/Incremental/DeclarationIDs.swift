import EctypeModel

/// Gives declarations their ids. One that is still there keeps its own; an id that is free is given again from
/// the next run on, when nothing refers to it any more.
struct DeclarationIDs {
  private var schemas = Pool<SchemaID>()
  private var enumerations = Pool<EnumerationID>()

  /// What each declaration of a file is, in their order.
  mutating func assign(_ new: FileDeclarations, _ old: FileState?) -> [Symbol.Target] {
    var known: [ModuleName: [Symbol.Target]] = [:]
    for (declaration, target) in zip(old?.declarations.declarations ?? [], old?.targets ?? []) {
      known[declaration.fullName, default: []].append(target)
    }
    func take(_ name: ModuleName, where isWanted: (Symbol.Target) -> Bool) -> Symbol.Target? {
      guard let index = known[name]?.firstIndex(where: isWanted) else { return nil }
      return known[name]?.remove(at: index)
    }
    let targets = new.declarations.map { declaration -> Symbol.Target in
      switch declaration.kind {
      case .schema, .embeddedSchema:
        take(declaration.fullName) { if case .schema = $0 { true } else { false } }
          ?? .schema(schemas.take())
      case .enumeration:
        take(declaration.fullName) { if case .enumeration = $0 { true } else { false } }
          ?? .enumeration(enumerations.take())
      case .migration: .migration
      case .context, .repository, .plain, .unmarked, .schemaDefaults, .extern, .functions:
        .module(declaration.kind)
      }
    }
    for left in known.values { release(left) }
    return targets
  }

  mutating func release(_ targets: [Symbol.Target]) {
    for target in targets {
      switch target {
      case .schema(let id): schemas.released.append(id)
      case .enumeration(let id): enumerations.released.append(id)
      case .module, .migration: continue
      }
    }
  }

  /// The ids that were released since the last call; they may be given again.
  mutating func takeReleased() -> (schemas: [SchemaID], enumerations: [EnumerationID]) {
    (schemas.takeReleased(), enumerations.takeReleased())
  }

  private struct Pool<ID: ModelID> {
    private var count = 0
    private var free: [ID] = []
    var released: [ID] = []

    mutating func take() -> ID {
      if let id = free.popLast() { return id }
      count += 1
      return ID(count - 1)
    }

    mutating func takeReleased() -> [ID] {
      let ids = released
      free += ids
      released = []
      return ids
    }
  }
}
