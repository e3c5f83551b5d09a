import EctypeAnalysis
import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import EctypeRuntime
import EctypeSyntax
import Foundation
import RecordedTerms
import Testing

/// A project's verified.json is of its Elixir goldens as they are, and Ecto's reflection of them says what the
/// typed model says.
@Suite struct VerifiedRecordTests {
  static func record(of project: String) -> JSONValue {
    let file = Golden.root.appendingPathComponent("golden/projects/\(project)/verified.json")
    let data = try? Data(contentsOf: file)
    return data.flatMap { try? JSONValue(json: $0) } ?? .null
  }

  static let verified = ProjectGoldenTests.projects.filter { project in
    Golden.names(in: "fixtures/projects/\(project)").contains("verify.exs")
  }

  @Test func everyProjectIsVerified() {
    #expect(Self.verified == ProjectGoldenTests.projects, "a project needs a verify.exs")
  }

  @Test(arguments: verified)
  func goldensAreThoseThatRan(project: String) throws {
    let folder = "golden/projects/\(project)/elixir"
    var bytes: [UInt8] = []
    for path in Golden.files(below: folder) {
      let data = try Data(contentsOf: Golden.root.appendingPathComponent("\(folder)/\(path)"))
      bytes += Array(path.utf8) + [0] + [UInt8](data) + [0]
    }
    #expect(
      Self.record(of: project)["digest"].text == Fingerprint(bytes).description,
      "the Elixir of \(project) has not run under Ecto as it is: scripts/verify-ecto --update \(project)"
    )
  }

  @Test(arguments: verified)
  func reflectionIsTheModel(project: String) throws {
    let program = try Self.program(of: project)
    let recorded = Self.record(of: project)["schemas"]
    #expect(recorded.object?.map(\.key).sorted() == program.schemas.map { "\($0.module)" }.sorted())
    for schema in program.schemas {
      let expected = ExpectedReflection(program: program, schema: schema).json
      for (key, value) in expected.object ?? [:] {
        #expect(recorded["\(schema.module)"][key] == value, "\(schema.module) \(key)")
      }
      #expect(recorded["\(schema.module)"].object?.count == expected.object?.count)
    }
  }

  private static func program(of project: String) throws -> Program {
    let folder = Golden.root.appendingPathComponent("fixtures/projects/\(project)").path
    let build = try Build(BuildRequest(workingFolder: folder))
    let sources = build.compilation.sources.files
    let files = sources.enumerated().map { index, source in
      let file = FileID(index)
      return AnalyzedFile(
        parse(source, file: file).tree, path: build.compilation.projectPaths[file]!)
    }
    return Analyzer(settings: build.project.configuration.analysisSettings).run(files).program
  }
}

/// What `scripts/verify_ecto.exs` would record of a schema, by the model alone.
struct ExpectedReflection {
  let program: Program
  let schema: Schema

  var json: JSONValue {
    .object([
      "source": source,
      "primary_key": .array(primaryKey),
      "fields": .array(stored),
      "virtual_fields": .array(
        schema.fields.filter(\.isVirtual).map { [.string($0.name.elixir), .string(type($0.type))] }),
      "redact_fields": .array(
        (schema.fields.filter(\.isRedacted).map(\.name.elixir)
          + schema.embeds.filter(\.isRedacted).map(\.name.elixir)).sorted().map { .string($0) }),
      "associations": .array(schema.associations.map(association)),
      "embeds": .array(schema.embeds.map(embed)),
      "defaults": .array(defaults),
    ])
  }

  private var source: JSONValue {
    if case .table(let source, _) = schema.kind { .string(source) } else { .null }
  }

  private var primaryKey: [JSONValue] {
    if let key = schema.primaryKeyField { return [.string(key.name.elixir)] }
    return schema.fields.filter(\.isPrimaryKey).map { .string($0.name.elixir) }
  }

  private var stored: [JSONValue] {
    schema.properties.compactMap { property in
      switch property {
      case .field(let field):
        field.isVirtual ? nil : [.string(field.name.elixir), .string(type(field.type))]
      case .embed(let embed):
        [
          .string(embed.name.elixir),
          .string("embed:\(embed.isMany ? "many" : "one"):\(program[embed.target].module)"),
        ]
      case .association: nil
      }
    }
  }

  private func type(_ type: FieldType) -> String {
    switch type {
    case .id: ":id"
    case .binaryID: ":binary_id"
    case .integer: ":integer"
    case .float: ":float"
    case .boolean: ":boolean"
    case .string: ":string"
    case .binary: ":binary"
    case .bitstring: ":bitstring"
    case .decimal: ":decimal"
    case .date: ":date"
    case .time(let precision): ":time" + suffix(precision)
    case .naiveDateTime(let precision): ":naive_datetime" + suffix(precision)
    case .utcDateTime(let precision): ":utc_datetime" + suffix(precision)
    case .duration: ":duration"
    case .uuid: "Ecto.UUID"
    case .map: ":map"
    case .any: ":any"
    case .mapOf(let value), .dictionary(_, let value): "{:map, \(self.type(value))}"
    case .array(let element): "{:array, \(self.type(element))}"
    case .custom(let module, _): "\(module)"
    case .enumeration(let id):
      "enum:["
        + program[id].cases.map { "\($0.name.elixir): \(inspect($0.value))" }
        .joined(separator: ", ") + "]"
    }
  }

  private func suffix(_ precision: FieldType.Precision) -> String {
    precision == .microsecond ? "_usec" : ""
  }

  private func association(_ association: Association) -> JSONValue {
    let target = JSONValue.string("\(program[association.target].module)")
    let name = JSONValue.string(association.name.elixir)
    switch association.kind {
    case .belongsTo(let key):
      return [
        name, "BelongsTo", target, .string(key.field.name.elixir), .string(key.references ?? "id"),
      ]
    case .hasMany(let has), .hasOne(let has):
      let references = has.references ?? schema.primaryKeyField?.name.elixir ?? "id"
      let key = has.foreignKey ?? "\(NameRules.snakeCase(schema.module.last))_\(references)"
      return [name, "Has", target, .string(references), .string(key)]
    case .manyToMany(let join):
      return [name, "ManyToMany", target, .string(join.joinKeys.first?.field ?? "id"), .null]
    case .hasManyThrough(let path), .hasOneThrough(let path):
      let first = schema.associations.first { $0.name.elixir == path[0] }
      return [
        name, "HasThrough", "nil",
        first.map { self.association($0).elements[3] } ?? .null, .null,
      ]
    }
  }

  private func embed(_ embed: Embed) -> JSONValue {
    [
      .string(embed.name.elixir), embed.isMany ? "many" : "one",
      .string("\(program[embed.target].module)"), .string(embed.onReplace?.rawValue ?? "raise"),
    ]
  }

  /// Stored fields first, then virtual ones; what is nil without a default is left out.
  private var defaults: [JSONValue] {
    var stored: [JSONValue] = []
    var virtual: [JSONValue] = []
    for property in schema.properties {
      switch property {
      case .field(let field):
        guard let value = field.defaultValue else { continue }
        let entry: JSONValue = [.string(field.name.elixir), .string(inspect(value, field.type))]
        if field.isVirtual { virtual.append(entry) } else { stored.append(entry) }
      case .embed(let embed) where embed.defaultsToStruct:
        stored.append([.string(embed.name.elixir), .string(empty(program[embed.target]))])
      case .embed(let embed) where embed.isMany: stored.append([.string(embed.name.elixir), "[]"])
      case .embed, .association: continue
      }
    }
    return stored + virtual
  }

  private func inspect(_ literal: Literal, _ type: FieldType? = nil) -> String {
    switch (literal, type) {
    case (.string(let text), .decimal): "Decimal.new(\"\(text)\")"
    case (.string(let text), .date): "~D[\(text)]"
    case (.string(let text), .time): "~T[\(text)]"
    case (.string(let text), .duration): duration(text)
    case (.string(let text), .naiveDateTime): "~N[\(spaced(text))]"
    case (.string(let text), .utcDateTime): "~U[\(spaced(text))]"
    case (.sigil(let letter, let text), _): "~\(letter)[\(spaced(text))]"
    case (.string(let text), _): quoted(text)
    case (.integer(let digits), _): digits
    case (.float(let digits), _): Double(digits).map { "\($0)" } ?? digits
    case (.bool(let value), _): "\(value)"
    case (.atom(let name), _): ":\(name)"
    case (.null, _): "nil"
    case (.list(let values), .array(let element)):
      "[\(values.map { inspect($0, element) }.joined(separator: ", "))]"
    case (.list(let values), _): "[\(values.map { inspect($0) }.joined(separator: ", "))]"
    case (.map(let entries), _):
      "%{\(entries.sorted { key($0.key) < key($1.key) }.map { "\(key($0.key)) => \(inspect($0.value, element(of: type)))" }.joined(separator: ", "))}"
    }
  }

  /// As Elixir's `inspect` shows a string.
  private func quoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = "\""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "#" where index + 1 < scalars.count && scalars[index + 1] == "{": result += "\\#"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\0": result += "\\0"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// The units that are not zero.
  private func duration(_ text: String) -> String {
    guard let value = ISODuration(text) else { return text }
    let units = [
      ("year", value.years), ("month", value.months), ("week", value.weeks), ("day", value.days),
      ("hour", value.hours), ("minute", value.minutes), ("second", value.seconds),
    ]
    var parts = units.filter { $0.1 != 0 }.map { "\($0.0): \($0.1)" }
    if let point = text.firstIndex(of: ".") {
      let digits = text[point...].dropFirst().prefix(while: \.isNumber).count
      parts.append("microsecond: {\(value.microseconds), \(digits)}")
    }
    return "%Duration{\(parts.joined(separator: ", "))}"
  }

  private func spaced(_ text: String) -> String {
    text.contains(":") ? text.replacingOccurrences(of: "T", with: " ") : text
  }

  private func key(_ literal: Literal) -> String {
    if case .atom(let name) = literal { "\"\(name)\"" } else { inspect(literal) }
  }

  /// A struct of a schema without relations, as `inspect` shows it.
  private func empty(_ schema: Schema) -> String {
    let fields = schema.fields.map { field in
      "\(field.name.elixir): \(field.defaultValue.map { inspect($0, field.type) } ?? "nil")"
    }
    return "%\(schema.module){\(fields.joined(separator: ", "))}"
  }

  private func element(of type: FieldType?) -> FieldType? {
    switch type {
    case .mapOf(let value), .dictionary(_, let value): value
    default: nil
    }
  }
}
