import EctypeModel

/// Random programs in which names of Swift, of its libraries, of the run-time and of the generated code itself stand
/// for everything, and types hide each other.
struct RandomProgram {
  private var generator: SeededGenerator
  private var builder = ProgramBuilder()

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  static let types = """
    Any Array Assoc Blog Bool CastValue Changeset ChangesetPayload Codable CodingKey Coder Create Data Date Decimal
    DecimalString Decoder Double EctoType EctypeFormat EctypeModel EctypeRuntime EctypeRuntimeFormat2 Encoder Equatable
    Error Field Foundation Hashable ID Identifiable Identifier Int JSONObject JSONValue LocalDate LowercaseUUID Never
    OpenEnum Optional Params Patch Pattern EncodedFields FieldMap FieldMapped Post Protocol RawValue Result RootBlog
    RootString Self Sendable Set Status String Swift Task Type UUID Update User UTCSeconds Void
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let names = """
    actor all_cases any as associatedtype async await body break case cast_value castValue catch class coding_key
    container continue decoder default default_value defer deinit description ecto_type encode encode_fields encoder
    enum errors extension field field_map fieldMap fields fileprivate for from func get guard hash hash_into http_url id import indirect
    init inout internal is key lazy let model nonisolated none open operator params payload post private protocol
    public raw_value rawValue repeat rethrows return self set some static string string_value struct subscript super
    switch text throw throws to type typealias unknown unknownValue unknown_value user valid value values var where
    while
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let functions = [
    "changeset", "ok", "ok?", "ok!", "create", "update", "init", "self", "registration_changeset",
    "default",
    "create_changeset", "ecto_type", "cast_value", "field",
  ]

  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// Some names, no two of which are one in Swift or in Elixir.
  private mutating func pick(_ pool: [String], _ count: ClosedRange<Int>) -> [String] {
    var seen: Set<String> = []
    let shuffled = pool.shuffled(using: &generator).filter {
      seen.insert(NameRules.snakeCase($0)).inserted
        && seen.insert(NameRules.swiftKey($0) + ".swift").inserted
    }
    return Array(shuffled.prefix(int(count)))
  }

  mutating func program() -> (Program, SwiftSettings) {
    let settings = settings()
    var pool = Self.types.shuffled(using: &generator)
    var modules: [String] = pick(["App", "Blog", "Foundation", "Post", "String", "Swift"], 2...3)
    var ids: [SchemaID] = []
    for _ in 0..<int(5...8) {
      // Without namespaces a name is there once.
      let name =
        settings.namespace == .module
        ? Self.types[int(0...Self.types.count - 1)] : pool.removeLast()
      let module = "MyApp." + modules[int(0...modules.count - 1)] + "." + name
      if builder.program.schemas.contains(where: { $0.module.description == module }) { continue }
      ids.append(builder.schema(module))
      if int(1...4) == 1 { modules.append(String(module.dropFirst(6))) }
    }
    for id in ids {
      addEnumerations(id)
      addMembers(id, among: ids)
    }
    for id in ids { addChangesets(id) }
    return (builder.program, settings)
  }

  private mutating func settings() -> SwiftSettings {
    var settings = SwiftSettings()
    settings.omitted = ModuleName("MyApp")
    settings.access = SwiftSettings.Access.allCases[int(0...2)]
    settings.namespace = [.module, .module, .none, .type("API")][int(0...3)]
    settings.identifiers = int(1...3) == 1 ? .raw : .typed
    settings.dates = int(1...3) == 1 ? .foundation : .text
    settings.payloads = int(1...5) > 1
    settings.changesets = int(1...5) > 1
    settings.singleFile = int(1...4) == 1 ? "All.swift" : nil
    settings.runtime = int(1...4) == 1 ? .embedded : .package
    return settings
  }

  private mutating func addEnumerations(_ id: SchemaID) {
    let reserved: Set<String> = ["ID", "Field", "Create", "Update"]
    for name in pick(Self.types.filter { !reserved.contains($0) }, 0...2) {
      builder.enumeration(name, pick(Self.names, 1...6), module: "MyApp", owner: id)
    }
  }

  private mutating func addMembers(_ id: SchemaID, among ids: [SchemaID]) {
    var members: [Schema.Member] = []
    for name in pick(Self.names, 3...12) where name != "id" {
      let isOptional = int(0...1) == 0
      switch int(0...9) {
      case 0:
        members.append(builder.belongsTo(name, ids[int(0...ids.count - 1)], isOptional: isOptional))
      case 1: members.append(builder.hasMany(name, ids[int(0...ids.count - 1)]))
      default:
        let (type, value) = type(of: id)
        members.append(
          .field(
            builder.field(
              name, type, elixir: NameRules.snakeCase(name), isOptional: isOptional,
              default: int(0...1) == 0 ? value : nil)))
      }
    }
    builder.program.schemas[id].members = members
  }

  private mutating func type(of id: SchemaID) -> (FieldType, Literal?) {
    let enumerations = builder.program[id].enumerations
    if !enumerations.isEmpty, int(0...1) == 0 {
      let enumeration = enumerations[int(0...enumerations.count - 1)]
      let cases = builder.program[enumeration].cases
      return (.enumeration(enumeration), .atom(cases[int(0...cases.count - 1)].name.elixir))
    }
    let types: [(FieldType, Literal?)] = [
      (.string, .string("a")), (.integer, .integer("1")), (.boolean, .bool(true)),
      (.decimal, .string("1.5")),
      (.date, .string("2026-01-02")), (.time(.second), .string("03:04:05")),
      (.utcDateTime(.second), nil),
      (.naiveDateTime(.microsecond), nil), (.array(.utcDateTime(.microsecond)), nil), (.uuid, nil),
      (.map, nil),
      (.mapOf(.integer), nil), (.duration, nil), (.float, .float("0.5")),
      (.array(.string), .list([])),
    ]
    return types[int(0...types.count - 1)]
  }

  private mutating func addChangesets(_ id: SchemaID) {
    let fields = builder.program[id].fields.map(\.name.elixir)
    guard !fields.isEmpty else { return }
    for name in pick(Self.functions, 0...3) {
      builder.changeset(
        name, of: id,
        [
          .cast(params: builder.params(), fields: fields.shuffled(using: &generator)),
          .validateRequired(Array(fields.prefix(2)), message: nil),
        ])
    }
  }
}
