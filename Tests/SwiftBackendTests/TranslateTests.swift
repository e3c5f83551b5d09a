import EctypeModel
import Testing

@testable import SwiftBackend

@Suite struct TranslateTests {
  /// A field of every type, with and without defaults.
  @Test func everyFieldType() throws {
    var builder = ProgramBuilder()
    let id = builder.schema("MyApp.Blog.Post")
    let status = builder.enumeration(
      "Status", ["draft", "unknown", "in"], owner: id,
      stored: [.string("d"), .string("u"), .string("i")])
    let level = builder.enumeration(
      "Level", ["low", "high_up"], stored: [.integer("1"), .integer("2")])
    let types: [(String, FieldType, Literal?)] = [
      ("integer", .integer, .integer("-1234567")), ("float", .float, .float("0.5")),
      ("boolean", .boolean, .bool(true)), ("string", .string, .string("a\"\\(b)")),
      ("binary", .binary, nil), ("decimal", .decimal, .string("0.00")),
      ("date", .date, .string("2026-01-02")),
      ("time", .time(.second), nil), ("time_usec", .time(.microsecond), nil),
      ("naive", .naiveDateTime(.second), nil), ("naive_usec", .naiveDateTime(.microsecond), nil),
      ("utc", .utcDateTime(.second), nil), ("utc_usec", .utcDateTime(.microsecond), nil),
      ("duration", .duration, nil), ("uuid", .uuid, nil), ("binary_id", .binaryID, nil),
      ("map", .map, .map([.init(key: .string("a"), value: .list([.integer("1"), .null]))])),
      ("map_of", .mapOf(.integer), .map([.init(key: .atom("a"), value: .integer("1"))])),
      ("array", .array(.string), .list([.string("a")])),
      ("arrays", .array(.array(.decimal)), .list([])),
      ("status", .enumeration(status), .atom("draft")),
      ("level", .enumeration(level), .atom("high_up")),
      ("statuses", .array(.enumeration(status)), .list([.atom("draft"), .atom("in")])),
      ("by_status", .mapOf(.enumeration(status)), nil),
      ("money", .custom(module: ModuleName("MyApp.Money"), swift: "Money"), nil),
    ]
    for (name, type, value) in types {
      for isOptional in [false, true] {
        builder.program.schemas[id].members.append(
          .field(
            builder.field(
              isOptional ? "maybe_\(name)" : name, type, isOptional: isOptional, default: value)))
      }
    }
    let names = builder.program.schemas[id].fields.map(\.name.elixir)
    builder.changeset(
      "changeset", of: id,
      [.cast(params: builder.params(), fields: names), .validateRequired(names, message: nil)])
    try checkOutput(
      files(builder.program),
      extra: "public nonisolated struct Money: Codable, Hashable, Sendable {}\n")
  }

  /// Ecto casts no duration from JSON, in a list neither: a payload that took one could not be sent.
  @Test func payloadsLeaveDurationsOut() throws {
    var builder = ProgramBuilder()
    let types: [(String, FieldType)] = [
      ("text", .string), ("plain", .duration), ("many", .array(.duration)),
      ("nested", .array(.array(.duration))),
    ]
    let id = builder.schema(
      "MyApp.Break", types.map { .field(builder.field($0.0, $0.1, isOptional: true)) })
    builder.changeset(
      "changeset", of: id, [.cast(params: builder.params(), fields: types.map(\.0))])
    let output = text("Break.swift", in: files(builder.program))
    let payloads = output.split(separator: "struct Create: ").dropFirst().joined()
    #expect(payloads.contains("var text: Patch<String>") && !payloads.contains("ISODuration"))
    #expect(output.contains("public var nested: [[ISODuration]]?"))
  }

  /// Names that Swift, the standard library, the run-time or the generated code itself uses.
  @Test func namesThatCollide() throws {
    var builder = ProgramBuilder()
    let string = builder.schema("MyApp.Blog.String", [.field(builder.field("self", .string))])
    let identifier = builder.schema(
      "MyApp.Blog.Identifier", [.field(builder.field("field", .string))])
    let task = builder.schema("MyApp.Task", [.field(builder.field("default", .uuid))])
    builder.schema(
      "MyApp.Error", [.field(builder.field("init", .decimal)), builder.hasMany("in", task)])
    let blog = builder.schema(
      "MyApp.Other.Blog", [.field(builder.field("text", .string)), builder.belongsTo("task", task)])
    let user = builder.schema("MyApp.Accounts.User")
    let other = builder.schema("MyApp.Blog.User", [builder.belongsTo("account", user)])
    builder.enumeration("Patch", ["keep", "allCases", "none", "rawValue"])
    builder.program.schemas[string].members += [
      builder.belongsTo("identifier", identifier), builder.belongsTo("owner", other),
      builder.hasMany("repeat", blog),
    ]
    for id in [string, identifier, task, blog] {
      let names = builder.program[id].fields.map(\.name.elixir)
      builder.changeset("changeset", of: id, [.cast(params: builder.params(), fields: names)])
    }
    try checkOutput(files(builder.program))
  }

  @Test func primaryKeys() throws {
    var builder = ProgramBuilder()
    let code = builder.field("code", .string)
    let country = builder.schema("MyApp.Country", primaryKey: .custom(code))
    let key = builder.schema("MyApp.Key", primaryKey: .custom(builder.field("id", .uuid)))
    let day = builder.schema("MyApp.Day", primaryKey: .custom(builder.field("day", .date)))
    var first = builder.field("a", .integer)
    first.isPrimaryKey = true
    let pair = builder.schema("MyApp.Pair", primaryKey: .composite, [.field(first)])
    let none = builder.schema("MyApp.Bare", primaryKey: .none)
    builder.schema(
      "MyApp.User",
      [
        builder.belongsTo("key", key),
        builder.belongsTo("day", day, isOptional: true, references: "day"),
        builder.belongsTo("pair", pair), builder.belongsTo("bare", none),
        .association(
          Association(
            name: builder.name("country"),
            kind: .belongsTo(
              ForeignKey(
                field: builder.field("country_code", .string), isConventional: false,
                references: "code")),
            target: country, isOptional: false, origin: builder.origin)),
      ])
    let output = files(builder.program)
    try checkOutput(output)
    #expect(text("Country.swift", in: output).contains("public var id: ID { code }"))
    #expect(text("User.swift", in: output).contains("public var countryCode: Country.ID\n"))
    #expect(text("User.swift", in: output).contains("public var dayID: Day.ID?\n"))
    #expect(text("User.swift", in: output).contains("public var pairID: Int\n"))
    #expect(!text("Pair.swift", in: output).contains("Identifiable"))
  }

  @Test func everyStep() throws {
    var builder = ProgramBuilder()
    let address = builder.schema(
      "MyApp.Blog.Address", kind: .embedded, [.field(builder.field("street", .string))])
    builder.changeset(
      "changeset", of: address, [.cast(params: builder.params(), fields: ["street"])])
    let tag = builder.schema("MyApp.Blog.Tag", [.field(builder.field("name", .string))])
    builder.changeset("tag_changeset", of: tag, [.cast(params: builder.params(), fields: ["name"])])
    let id = builder.schema(
      "MyApp.Blog.Post",
      [
        .field(builder.field("title", .string)), .field(builder.field("price", .decimal)),
        .field(builder.field("count", .integer)), .field(builder.field("labels", .array(.string))),
        .field(builder.field("secret", .string, isRedacted: true)),
        .field(builder.field("password", .string, isOptional: true, isVirtual: true)),
        .embed(
          Embed(
            name: builder.name("address"), isMany: false, target: address, isOptional: true,
            origin: builder.origin)),
        builder.hasMany("tags", tag),
      ])
    let literal = { (kind: EctypeModel.Expression.Kind) in
      EctypeModel.Expression(kind, type: .string, span: builder.origin.span)
    }
    builder.changeset(
      "registration_changeset", of: id,
      [
        .cast(
          params: builder.params(),
          fields: ["title", "price", "count", "labels", "secret", "password"]),
        .validateRequired(["title", "address"], message: "must \"be\" there"),
        .validateLength(
          "title", [.init(kind: .max, value: 9), .init(kind: .min, value: 3)], count: .bytes,
          message: nil),
        .validateLength("title", [.init(kind: .is, value: 4)], count: nil, message: "%{count}"),
        .validateFormat("title", Regex(source: "\\A[^@\\s\"]+\\z", flags: "iu"), message: nil),
        .validateInclusion("title", .list([.string("a"), .string("b")]), message: nil),
        .validateInclusion("count", .list([.integer("1")]), message: nil),
        .validateExclusion("price", .list([.integer("1")]), message: nil),
        .validateSubset("labels", .list([.string("a")]), message: nil),
        .validateNumber(
          "price",
          [
            .init(kind: .greaterThan, value: .integer("0")),
            .init(kind: .lessThan, value: .string("9.9")),
          ],
          message: nil),
        .validateNumber("count", [.init(kind: .notEqualTo, value: .float("1.5"))], message: nil),
        .validateConfirmation("password", isRequired: true, message: nil),
        .validateAcceptance("title", message: nil),
        .putChange("title", literal(.literal(.string("x")))),
        .putChange("title", literal(.interpolation([]))),
        .castEmbed("address", CastRelation(isRequired: true)),
        .castAssociation("tags", CastRelation(isRequired: false)),
        .constraint(Constraint(kind: .unique, fields: ["title", "count"])),
      ])
    let output = files(builder.program)
    try checkOutput(output)
    let post = text("Blog.Post.swift", in: output)
    #expect(post.contains("struct RegistrationCreate"))
    #expect(post.contains("public var address: Blog.Address.Create\n"))
    #expect(post.contains("public var tags: [Blog.Tag.TagCreate]?\n"))
    #expect(post.contains("public var address: Patch<Blog.Address.Update>\n"))
    #expect(post.contains("public var secret: String?\n"))
    #expect(post.contains(".deferred(\"unique_constraint([:title, :count])\")"))
    #expect(post.contains(".validateLength(.title, min: 3, max: 9, count: .bytes)"))
    #expect(
      post.contains(
        "  /// Server only: `validate_required(:address)`, `put_change(:title, …)`, "
          + "`cast_embed(:address)`, `cast_assoc(:tags)`, `unique_constraint([:title, :count])`.\n")
    )
  }

  @Test(arguments: SwiftSettings.Access.allCases)
  func access(_ access: SwiftSettings.Access) throws {
    var builder = ProgramBuilder()
    let id = builder.schema(
      "MyApp.Blog.Post",
      [.field(builder.field("title", .string)), .field(builder.field("key", .uuid))])
    builder.enumeration("Status", ["draft"], owner: id)
    builder.changeset(
      "changeset", of: id,
      [
        .cast(params: builder.params(), fields: ["title", "key"]),
        .validateRequired(["title", "key"], message: nil),
      ])
    try checkOutput(files(builder.program) { $0.access = access }, modes: [compilerModes[3]])
    let models = files(builder.program) {
      $0.access = access
      $0.changesets = false
      $0.payloads = false
    }
    try checkOutput(models, modes: [[]])
    #expect(!text("Blog.Post.swift", in: models).contains("EctypeModel"))
  }

  @Test func outputIsDeterministic() {
    var builder = ProgramBuilder()
    for name in ["B.Two", "A.One", "A.B.Three"] { builder.schema("MyApp.\(name)") }
    let output = files(builder.program)
    #expect(
      output.map(\.path) == [
        "A.B.Three.swift", "A.B.swift", "A.One.swift", "A.swift", "B.Two.swift", "B.swift",
      ])
    #expect(output.map(\.bytes) == files(builder.program).map(\.bytes))
    #expect(
      text("A.B.swift", in: output) == """
        // Generated by Ectype from models/blog.ectype. Do not edit.

        extension A {
          public nonisolated enum B {}
        }

        """)
  }
}
