import EctypeModel

/// The Swift name of everything in a program, chosen once: where two would fall together the later one gives way.
struct NameTable: Sendable {
  /// What a changeset function and its payloads are called.
  struct FunctionNames: Sendable {
    var function: String
    var payloads: [PayloadKind: String] = [:]
  }

  private var paths: TypePaths
  /// By schema, Elixir names to properties.
  private var properties: [SchemaID: [String: String]] = [:]
  /// By schema, Elixir names of changeset functions.
  private var functions: [SchemaID: [String: FunctionNames]] = [:]
  /// By enumeration, in the order of its cases.
  private var cases: [EnumerationID: [String]] = [:]
  private(set) var types = DeclaredTypes()

  init(_ program: Program, _ settings: SwiftSettings) {
    paths = TypePaths(program, settings)
    for path in paths.all { types.declare(path) }
    for name in paths.runtimeNames { types.declare([name]) }
    for id in program.enumerations.ids { cases[id] = Self.cases(program[id]) }
    for schema in program.schemas {
      properties[schema.id] = Self.properties(schema)
      if !schema.swift.isSkipped { functions[schema.id] = declare(schema, settings) }
    }
  }

  func path(of id: SchemaID) -> [String] { paths.schemas[id] ?? [] }
  func path(of id: EnumerationID) -> [String] { paths.enumerations[id] ?? [] }
  func cases(of id: EnumerationID) -> [String] { cases[id] ?? [] }

  /// The property of a member of the schema, by its Elixir name.
  func property(_ elixir: String, of id: SchemaID) -> String {
    properties[id]?[elixir] ?? elixir
  }

  func names(of function: Function, in id: SchemaID) -> FunctionNames {
    functions[id]?[function.name.elixir]
      ?? FunctionNames(function: SwiftNames.property(function.name))
  }

  // MARK: Choosing

  private static func properties(_ schema: Schema) -> [String: String] {
    var unique = UniqueNames(suffix: "Value")
    var result: [String: String] = [:]
    for property in schema.properties {
      let name = property.swift.name ?? SwiftNames.property(property.name)
      result[property.name.elixir] = unique.claim(name)
    }
    return result
  }

  private static func cases(_ enumeration: Enumeration) -> [String] {
    var unique = UniqueNames(suffix: "Value", taken: ["unknown", "allCases"])
    return enumeration.cases.map { unique.claim($0.swift.name ?? SwiftNames.property($0.name)) }
  }

  /// Declares what a model nests, and names its changesets.
  private mutating func declare(
    _ schema: Schema, _ settings: SwiftSettings
  ) -> [String: FunctionNames] {
    let path = path(of: schema.id)
    var nested = UniqueNames(suffix: "Payload")
    for name in TypePaths.nestedTypes {
      types.declare(path + [name])
      nested.reserve(name)
    }
    var unique = UniqueNames(suffix: "Changeset")
    var result: [String: FunctionNames] = [:]
    // Names that nothing was taken from come first, so that `ok` is `ok` wherever `ok!` stands.
    let functions =
      schema.swiftChangesets.filter { !$0.name.elixir.isMarked }
      + schema.swiftChangesets.filter(\.name.elixir.isMarked)
    for function in functions {
      let name = function.swift.name ?? SwiftNames.property(function.name)
      var names = FunctionNames(function: unique.claim(name, or: name + function.name.elixir.mark))
      guard settings.adjusted(by: schema.swift).payloads else {
        result[function.name.elixir] = names
        continue
      }
      let prefix = SwiftNames.payloadPrefix(function.swift.name ?? function.name.elixir)
      for kind in PayloadKind.allCases {
        let candidates = [
          prefix + kind.rawValue, prefix + function.name.elixir.mark + kind.rawValue,
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

/// Names of which no two are the same.
struct UniqueNames {
  private let suffix: String
  private var taken: Set<String>

  init(suffix: String, taken: Set<String> = []) {
    self.suffix = suffix
    self.taken = taken
  }

  mutating func reserve(_ name: String) { taken.insert(name) }

  /// The name, or `second`, or the name with the suffix and, if need be, a number.
  mutating func claim(_ name: String, or second: String? = nil) -> String {
    if taken.insert(name).inserted { return name }
    if let second, taken.insert(second).inserted { return second }
    var (candidate, number) = (name + suffix, 2)
    while !taken.insert(candidate).inserted {
      candidate = "\(name)\(suffix)\(number)"
      number += 1
    }
    return candidate
  }
}

extension String {
  fileprivate var isMarked: Bool { hasSuffix("?") || hasSuffix("!") }

  /// What tells `ok!` and `ok?` from `ok` where all three are.
  fileprivate var mark: String { hasSuffix("!") ? "Bang" : hasSuffix("?") ? "Check" : "" }
}

extension Schema {
  /// The functions that are compiled to Swift, in their order.
  var swiftChangesets: [Function] {
    functions.filter { $0.role == .changeset && $0.receiver != nil && !$0.swift.isSkipped }
  }
}

extension Schema.Property {
  var swift: SwiftAnnotation {
    switch self {
    case .field(let field): field.swift
    case .association(let association): association.swift
    case .embed(let embed): embed.swift
    }
  }
}
