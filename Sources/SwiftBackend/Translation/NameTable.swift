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

  /// The properties of a schema, in the order of `Schema.properties`.
  func properties(of id: SchemaID) -> [String] {
    reads?.note(id)
    return properties[id].all
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

  /// - Parameter old: of the program before, kept for what has not changed.
  init(_ program: Program, from old: PropertyTable?, _ isChanged: (SchemaID) -> Bool) {
    self.program = program
    guard let old else { return }
    known = old.known
    for id in program.schemas.ids where isChanged(id) { known[id] = nil }
  }

  subscript(id: SchemaID) -> PropertyNames {
    if let names = known[id] { return names }
    let names = PropertyNames(program[id])
    known[id] = names
    return names
  }
}

/// The Swift names of a schema's properties.
private struct PropertyNames {
  /// In the order of `Schema.properties`.
  private(set) var all: [String] = []
  /// One property tells rows apart, and may be called `id`.
  private(set) var hasIdentifier = false
  /// Those that are not called as they are in Elixir.
  private var renamed: [(elixir: String, swift: String)] = []
  /// Of many; a few are found sooner by looking at each.
  private var index: [String: String] = [:]
  private static let few = 24

  init(_ schema: Schema) {
    let properties = schema.properties
    all.reserveCapacity(properties.count)
    for property in properties { add(Self.name(of: property), property) }
    if !Self.areUnique(all) {
      var unique = UniqueNames(suffix: "Value")
      let names = all
      (all, renamed) = ([], [])
      for (name, property) in zip(names, properties) { add(unique.claim(name), property) }
    }
    if renamed.count > Self.few {
      index = Dictionary(renamed, uniquingKeysWith: { first, _ in first })
    }
    // The primary key is the first of them.
    if let key = schema.primaryKeyField, key.isInJSON, !key.shared.value.isSkippedInSwift {
      hasIdentifier = all[0] == "id" || !all.contains("id")
    }
  }

  private mutating func add(_ name: String, _ property: Schema.Property) {
    all.append(name)
    let elixir = Self.elixirName(of: property)
    guard name != elixir else { return }
    if renamed.isEmpty { renamed.reserveCapacity(4) }
    renamed.append((elixir, name))
  }

  /// By the Elixir name of the field or relation. What is none of the schema's keeps its name.
  subscript(_ name: String) -> String {
    if !index.isEmpty { return index[name] ?? name }
    return renamed.first { $0.elixir == name }?.swift ?? name
  }

  private static func name(of property: Schema.Property) -> String {
    switch property {
    case .field(let field):
      field.shared.value.swiftName ?? SwiftNames.property(field.shared.value.name)
    case .association, .embed: property.swift.name ?? SwiftNames.property(property.name)
    }
  }

  private static func elixirName(of property: Schema.Property) -> String {
    switch property {
    case .field(let field): field.shared.value.name.elixir
    case .association(let association): association.shared.value.name.elixir
    case .embed(let embed): embed.shared.value.name.elixir
    }
  }

  /// Whether no two surely are the same, as of nearly all schemas.
  private static func areUnique(_ names: [String]) -> Bool {
    guard names.count <= 64 else { return false }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: names.count) { marks in
      for position in names.indices {
        let mark = names[position].mark
        if mark == 0 { return false }
        for other in 0..<position where marks[other] == mark { return false }
        marks[position] = mark
      }
      return true
    }
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
