import EctypeModel
import EctypeText

/// The Swift name of everything in a program, chosen once: where two would fall together the later one gives way.
final class NameTable {
  /// What a changeset function and its payloads are called.
  struct FunctionNames: Hashable, Sendable {
    var function: String
    var payloads: [PayloadKind: String] = [:]
  }

  private var paths: TypePaths
  private var properties: PropertyTable
  /// By schema, Elixir names of changeset functions.
  private var functions = IDMap<SchemaID, [String: FunctionNames]>()
  /// By enumeration, in the order of its cases.
  private var cases = IDMap<EnumerationID, [String]>()
  private(set) var types = DeclaredTypes(0)
  /// They are those of the table before.
  private(set) var keepsTypes = false
  /// Schemas, enumerations and modules have the paths that they had in the table before.
  private(set) var keepsPaths = false
  private let reads: ProgramReads?

  convenience init(_ program: Program, _ settings: SwiftSettings) {
    self.init(program, settings, from: nil, ProgramChanges())
  }

  /// - Parameter old: of the program before, whose names are kept where nothing that they follow from has changed.
  init(
    _ program: Program, _ settings: SwiftSettings, from old: NameTable?, _ changes: ProgramChanges
  ) {
    let isChanged = { (id: SchemaID) in changes.files.contains(program[id].origin.span.file) }
    reads = nil
    if let old, old.paths.isStill(program, changes) {
      keepsPaths = true
      (paths, functions) = (old.paths, old.functions)
      properties = PropertyTable(program, from: old.properties, isChanged)
      cases = old.cases
      types = DeclaredTypes(old.types)
      var isSame = true
      for id in program.schemas.ids where isChanged(id) {
        let schema = program[id]
        if schema.swift.isSkipped { continue }
        let names = declare(schema, settings)
        isSame = isSame && names == functions[id]
        functions[id] = names
      }
      for id in program.enumerations.ids
      where changes.files.contains(program[id].origin.span.file) {
        cases[id] = Self.cases(program[id])
      }
      // What is no longer declared is still in the table.
      if isSame {
        keepsTypes = true
        return
      }
    }
    paths = TypePaths(program, settings)
    properties = PropertyTable(program, from: old?.properties, isChanged)
    (functions, cases) = (IDMap(), IDMap())
    types = DeclaredTypes(program.schemas.count + program.enumerations.count)
    keepsTypes = false
    for id in program.schemas.ids {
      if let path = paths.schemas[id] { types.declare(model: path) }
    }
    for path in paths.ofOthers { types.declare(path) }
    for name in paths.runtimeNames { types.declare([name]) }
    for id in program.enumerations.ids { cases[id] = Self.cases(program[id]) }
    for id in program.schemas.ids {
      let schema = program[id]
      if !schema.swift.isSkipped { functions[id] = declare(schema, settings) }
    }
  }

  /// The same, which notes whose names are asked for, and which names may hide others.
  func noting(_ reads: ProgramReads, _ asked: ReadLog<String>) -> NameTable {
    NameTable(self, reads, asked)
  }

  private init(_ other: NameTable, _ reads: ProgramReads, _ asked: ReadLog<String>) {
    (paths, properties, functions) = (other.paths, other.properties, other.functions)
    cases = other.cases
    types = DeclaredTypes(other.types, log: asked)
    (keepsTypes, keepsPaths) = (other.keepsTypes, other.keepsPaths)
    self.reads = reads
  }

  /// Schemas and enumerations whose paths another table has otherwise.
  func moved(from old: NameTable) -> (schemas: Set<SchemaID>, enumerations: Set<EnumerationID>) {
    (
      paths.schemas.ids { old.paths.schemas[$0] != $1 },
      paths.enumerations.ids { old.paths.enumerations[$0] != $1 }
    )
  }

  func path(of id: SchemaID) -> [String] {
    reads?.note(id)
    return paths.schemas[id] ?? []
  }
  func path(of id: EnumerationID) -> [String] {
    reads?.note(id)
    return paths.enumerations[id] ?? []
  }
  func path(of module: ModuleName) -> [String] { paths.modules[module] ?? [] }
  func cases(of id: EnumerationID) -> [String] {
    reads?.note(id)
    return cases[id] ?? []
  }

  /// The property of a member of the schema, by its Elixir name.
  func property(_ elixir: String, of id: SchemaID) -> String {
    reads?.note(id)
    return properties[id][elixir]
  }

  /// The properties of a schema, in the order of `Schema.properties`, and whether each follows from its own field or
  /// relation alone.
  func properties(of id: SchemaID) -> (names: [PropertyName], areOwn: Bool) {
    reads?.note(id)
    let names = properties[id]
    return (names.all, names.areOwn)
  }

  /// Whether the schema's primary key is its rows' identifier: a single one that JSON holds, which is called `id` or
  /// may be called so too.
  func hasIdentifier(_ id: SchemaID) -> Bool {
    reads?.note(id)
    return properties[id].hasIdentifier
  }

  func names(of function: Function, in id: SchemaID) -> FunctionNames {
    reads?.note(id)
    return functions[id]?[function.name.elixir]
      ?? FunctionNames(function: SwiftNames.property(function.name))
  }

  // MARK: Choosing

  /// What an open enum has itself. (A case of the name of what its protocols ask for is a riddle to the compiler where
  /// the main actor is the default isolation.)
  private static let ownNames = [
    "unknown", "allCases", "rawValue", "hashValue", "castValue", "codingKey", "encode", "hash",
  ]

  private static func cases(_ enumeration: Enumeration) -> [String] {
    var unique = UniqueNames(suffix: "Value", taken: ownNames)
    return enumeration.cases.map { unique.claim($0.swift.name ?? SwiftNames.property($0.name)) }
  }

  /// Names a model's changesets, and declares their payloads.
  private func declare(
    _ schema: Schema, _ settings: SwiftSettings
  ) -> [String: FunctionNames] {
    if schema.functions.isEmpty { return [:] }
    let path = paths.schemas[schema.id] ?? []
    var nested = UniqueNames(suffix: "Payload")
    for name in TypePaths.nestedTypes { nested.reserve(name) }
    var unique = UniqueNames(suffix: "Changeset")
    var result: [String: FunctionNames] = [:]
    // Names that nothing was taken from come first, so that `ok` is `ok` wherever `ok!` stands.
    let functions =
      schema.swiftChangesets.filter { !$0.name.elixir.isMarked }
      + schema.swiftChangesets.filter(\.name.elixir.isMarked)
    for function in functions {
      let name = function.swift.name ?? SwiftNames.property(function.name)
      var names = FunctionNames(
        function: unique.claim(name, or: name + function.name.elixir.writtenMark))
      guard settings.adjusted(by: schema.swift).payloads else {
        result[function.name.elixir] = names
        continue
      }
      let prefix = SwiftNames.payloadPrefix(function.swift.name ?? function.name.elixir)
      for kind in PayloadKind.allCases {
        let candidates = [
          prefix + kind.rawValue, prefix + function.name.elixir.writtenMark + kind.rawValue,
        ]
        for name in candidates where types.contains(path + [name]) { nested.reserve(name) }
        let name = nested.claim(candidates[0], or: candidates[1])
        names.payloads[kind] = name
        types.declare(path + [name])
      }
      result[function.name.elixir] = names
    }
    return result
  }
}

/// The names of properties by schema, worked out when they are first asked for: then the schema's fields are near.
private final class PropertyTable {
  private let program: Program
  private var known = IDMap<SchemaID, PropertyNames>()
  /// Their contents are the program's.
  private let ofFields = ContentTable<PropertyName>()

  /// - Parameter old: of the program before, kept for what has not changed.
  init(_ program: Program, from old: PropertyTable?, _ isChanged: (SchemaID) -> Bool) {
    self.program = program
    guard let old else { return }
    known = old.known
    for id in program.schemas.ids where isChanged(id) { known[id] = nil }
  }

  subscript(id: SchemaID) -> PropertyNames {
    if let names = known[id] { return names }
    let names = PropertyNames(program[id], ofFields)
    known[id] = names
    return names
  }
}

/// What a field or relation is called as a property. Schemas that have one field have one name of it.
final class PropertyName: Sendable {
  let elixir: String
  let swift: String
  /// What tells the Swift name from others.
  let mark: UInt64

  init(elixir: String, swift: String) {
    (self.elixir, self.swift) = (elixir, swift)
    mark = swift.mark
  }

  fileprivate convenience init(_ property: Schema.Property) {
    let (swift, name): (String?, Name) =
      switch property {
      case .field(let field): (field.shared.value.swiftName, field.shared.value.name)
      case .association(let association):
        (association.shared.value.swift.name, association.shared.value.name)
      case .embed(let embed): (embed.shared.value.swift.name, embed.shared.value.name)
      }
    self.init(elixir: name.elixir, swift: swift ?? SwiftNames.property(name))
  }
}

/// The Swift names of a schema's properties.
private struct PropertyNames {
  /// In the order of `Schema.properties`.
  private(set) var all: [PropertyName] = []
  /// Each is what its own field or relation makes it: no two would have fallen together.
  private(set) var areOwn = false
  /// One property tells rows apart, and may be called `id`.
  private(set) var hasIdentifier = false
  /// By the Elixir names of many; a few are found sooner by looking at each.
  private var index: [String: String] = [:]
  private static let few = 24

  /// - Parameter known: names of fields that many schemas have.
  init(_ schema: Schema, _ known: ContentTable<PropertyName>) {
    let properties = schema.properties
    let identities = schema.identities
    let count = identities.count
    // Nearly all schemas are seen by their marks to have no two of a name.
    var areUnique = count <= 64
    all = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { marks in
      Array(unsafeUninitializedCapacity: count) { names, made in
        for position in 0..<count {
          let name = Self.name(of: properties, at: position, identities[position], known)
          let mark = name.mark
          areUnique = areUnique && mark != 0 && !marks[..<position].contains(mark)
          marks[position] = mark
          (names.baseAddress! + position).initialize(to: name)
          made += 1
        }
      }
    }
    areOwn = areUnique
    if !areOwn {
      var unique = UniqueNames(suffix: "Value")
      for position in all.indices {
        let name = unique.claim(all[position].swift)
        if name != all[position].swift {
          all[position] = PropertyName(elixir: all[position].elixir, swift: name)
        }
      }
    }
    if all.count > Self.few {
      index = Dictionary(
        all.lazy.map { ($0.elixir, $0.swift) }, uniquingKeysWith: { first, _ in first })
    }
    // The primary key is the first of them.
    if let key = schema.primaryKeyField, key.isInJSON, !key.shared.value.isSkippedInSwift {
      hasIdentifier = all[0].swift == "id" || !all.contains { $0.swift == "id" }
    }
  }

  @inline(__always) private static func name(
    of properties: [Schema.Property], at position: Int, _ identity: Field.Identity,
    _ known: ContentTable<PropertyName>
  ) -> PropertyName {
    if let name = known[identity] { return name }
    let name = PropertyName(properties[position])
    if identity != .none { known[identity] = name }
    return name
  }

  /// By the Elixir name of the field or relation. What is none of the schema's keeps its name.
  subscript(_ name: String) -> String {
    if !index.isEmpty { return index[name] ?? name }
    for known in all where known.elixir == name { return known.swift }
    return name
  }
}

/// Names of which no two are the same.
struct UniqueNames {
  private let suffix: String
  private var taken = NameList()

  init(suffix: String, taken names: [String] = []) {
    self.suffix = suffix
    for name in names { reserve(name) }
  }

  mutating func reserveCapacity(_ count: Int) { taken.reserveCapacity(count) }

  mutating func reserve(_ name: String) { _ = taken.insert(name) }

  /// The name, or `second`, or the name with the suffix and, if need be, a number.
  mutating func claim(_ name: String, or second: String? = nil) -> String {
    if taken.insert(name) == nil { return name }
    if let second, taken.insert(second) == nil { return second }
    var (candidate, number) = (name + suffix, 2)
    while taken.insert(candidate) != nil {
      candidate = "\(name)\(suffix)\(number)"
      number += 1
    }
    return candidate
  }
}

extension String {
  fileprivate var isMarked: Bool { hasSuffix("?") || hasSuffix("!") }

  /// What tells `ok!` and `ok?` from `ok` where all three are.
  fileprivate var writtenMark: String { hasSuffix("!") ? "Bang" : hasSuffix("?") ? "Check" : "" }
}

extension Schema {
  /// The functions that are compiled to Swift, in their order.
  var swiftChangesets: [Function] {
    self.functions.filter { $0.role == .changeset && $0.receiver != nil && !$0.swift.isSkipped }
  }
}

extension Schema.Property {
  var swift: SwiftAnnotation {
    switch self {
    case .field(let field): field.shared.value.swift
    case .association(let association): association.shared.value.swift
    case .embed(let embed): embed.shared.value.swift
    }
  }
}
