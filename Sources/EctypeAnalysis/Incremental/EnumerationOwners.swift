import EctypeModel

/// Which schema each enumeration belongs to: the one it is nested in, or the first of its namespace that uses
/// it. What is declared later cannot move it.
struct EnumerationOwners: Equatable {
  private(set) var owner: [EnumerationID: SchemaID] = [:]
  /// In the order of the enumerations.
  private(set) var owned: [SchemaID: [EnumerationID]] = [:]

  private struct OwnedName: Hashable {
    var schema: SchemaID
    var name: String
  }

  init(_ files: [FileState]) {
    var enumerations: [EnumerationID: Enumeration] = [:]
    var taken: Set<OwnedName> = []
    for (id, enumeration) in files.lazy.flatMap(\.enumerations) {
      enumerations[id] = enumeration
      guard let schema = enumeration.owner else { continue }
      owner[id] = schema
      taken.insert(OwnedName(schema: schema, name: enumeration.name))
    }
    if enumerations.isEmpty { return }
    for use in files.lazy.flatMap(\.enumerationUses) {
      guard owner[use.enumeration] == nil, let enumeration = enumerations[use.enumeration],
        enumeration.module == use.namespace,
        taken.insert(OwnedName(schema: use.schema, name: enumeration.name)).inserted
      else { continue }
      owner[use.enumeration] = use.schema
    }
    for (id, _) in files.lazy.flatMap(\.enumerations) {
      if let schema = owner[id] { owned[schema, default: []].append(id) }
    }
  }
}

/// A field of a schema that holds an enumeration.
struct EnumerationUse {
  var schema: SchemaID
  /// The schema's.
  var namespace: ModuleName
  var enumeration: EnumerationID

  static func all(in schema: Schema) -> [EnumerationUse] {
    schema.fields.compactMap { field in
      field.type.enumeration.map {
        EnumerationUse(schema: schema.id, namespace: schema.module.parent, enumeration: $0)
      }
    }
  }
}

extension FieldType {
  /// The enumeration that it holds, alone or in lists and maps.
  var enumeration: EnumerationID? {
    switch self {
    case .enumeration(let id): id
    case .array(let element), .mapOf(let element): element.enumeration
    case .dictionary(let key, let value): value.enumeration ?? key.enumeration
    default: nil
    }
  }
}
