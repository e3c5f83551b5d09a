import EctypeDiagnostics
import EctypeModel
import Testing

@testable import SwiftBackend

/// Builds programs without a source.
struct ProgramBuilder {
  var program = Program()
  let origin = Origin(
    span: Span(file: FileID(0), start: 0, end: 0), path: "models/blog.ectype")

  func name(_ source: String, _ elixir: String? = nil) -> Name {
    Name(source: source, elixir: elixir ?? source)
  }

  func field(
    _ source: String, _ type: FieldType, elixir: String? = nil, isOptional: Bool = false,
    default value: Literal? = nil, isRedacted: Bool = false, isVirtual: Bool = false
  ) -> Field {
    var field = Field(
      name: name(source, elixir), type: type, isOptional: isOptional, defaultValue: value,
      span: origin.span)
    field.isRedacted = isRedacted
    field.isVirtual = isVirtual
    return field
  }

  @discardableResult
  mutating func enumeration(
    _ name: String, _ cases: [String], module: String = "MyApp.Blog", owner: SchemaID? = nil,
    stored: [Literal]? = nil
  ) -> EnumerationID {
    let id = EnumerationID(program.enumerations.count)
    program.enumerations.append(
      Enumeration(
        name: name, owner: owner, module: ModuleName(module), backing: .string,
        cases: cases.enumerated().map {
          .init(name: self.name($1), value: stored?[$0] ?? .string($1))
        }, documentation: nil, origin: origin))
    if let owner { program.schemas[owner].enumerations.append(id) }
    return id
  }

  @discardableResult
  mutating func schema(
    _ module: String, kind: Schema.Kind = .table(source: "t", prefix: nil),
    primaryKey: Schema.PrimaryKey = .standard, _ members: [Schema.Member] = []
  ) -> SchemaID {
    let id = SchemaID(program.schemas.count)
    program.schemas.append(
      Schema(
        Schema.Content(
          id: id, module: ModuleName(module), kind: kind, primaryKey: primaryKey,
          members: members, origin: origin)))
    return id
  }

  /// A changeset function of a schema with these steps.
  mutating func changeset(_ source: String, of id: SchemaID, _ steps: [ChangesetStep]) {
    let receiver = Local(id: 0, name: name("self"), type: .schema(id))
    var value = EctypeModel.Expression(.local(receiver), type: .schema(id), span: origin.span)
    for step in steps {
      value = EctypeModel.Expression(
        .changeset(ChangesetCall(base: value, isPiped: true, step: step, span: origin.span)),
        type: .changeset(id), span: origin.span)
    }
    program.schemas[id].functions.append(
      Function(
        name: name(source), role: .changeset, receiver: receiver, parameters: [],
        result: .changeset(id), body: Block([.return(value)]), isPrivate: false,
        documentation: nil, origin: origin))
  }

  func params() -> EctypeModel.Expression {
    EctypeModel.Expression(
      .local(Local(id: 1, name: name("params"), type: .params(nil))), type: .params(nil),
      span: origin.span)
  }

  func belongsTo(
    _ source: String, _ target: SchemaID, isOptional: Bool = false, references: String? = nil
  ) -> Schema.Member {
    let key = field(source + "_id", .id, isOptional: isOptional)
    return .association(
      Association(
        name: name(source),
        kind: .belongsTo(ForeignKey(field: key, isConventional: true, references: references)),
        target: target, isOptional: isOptional, origin: origin))
  }

  func hasMany(_ source: String, _ target: SchemaID) -> Schema.Member {
    .association(
      Association(
        name: name(source), kind: .hasMany(Has()), target: target, isOptional: false,
        origin: origin))
  }
}

func files(_ program: Program, _ change: (inout SwiftSettings) -> Void = { _ in })
  -> [OutputFile]
{
  var settings = SwiftSettings()
  settings.omitted = ModuleName("MyApp")
  change(&settings)
  return translate(program, settings: settings)
}

func text(_ path: String, in files: [OutputFile]) -> String {
  files.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "no \(path)"
}

/// Everything that is generated compiles everywhere and is formatted.
func checkOutput(
  _ files: [OutputFile], modes: [[String]] = compilerModes, extra: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var sources = files.map { (name: $0.path, text: $0.bytes) }
  try checkFormatted(
    sources.map { (String($0.name.dropLast(6)), $0.text) }, sourceLocation: sourceLocation)
  if !extra.isEmpty { sources.append(("Extra.swift", Array(extra.utf8))) }
  try checkCompiles(sources, modes: modes, sourceLocation: sourceLocation)
}
