import EctypeModel
import Testing

@testable import SwiftBackend

/// What the settings of `swift` in ectype.json, and those of one schema, make of one program.
@Suite struct SettingsTests {
  /// A post of a user, with a field of each kind that a setting looks at.
  private static func program(
    _ change: (inout ProgramBuilder, _ user: SchemaID, _ post: SchemaID) -> Void = { _, _, _ in }
  ) -> Program {
    var builder = ProgramBuilder()
    let key = builder.field("id", .uuid)
    let user = builder.schema("MyApp.Accounts.User", primaryKey: .custom(key))
    let post = builder.schema(
      "MyApp.Blog.Post",
      [
        .field(builder.field("seen_at", .utcDateTime(.second), isOptional: true)),
        .field(builder.field("stamps", .array(.naiveDateTime(.microsecond)))),
        .field(builder.field("day", .date, default: .string("2026-01-02"))),
        builder.belongsTo("user", user),
      ])
    builder.enumeration("Status", ["draft"], owner: post)
    builder.changeset(
      "changeset", of: post,
      [
        .cast(params: builder.params(), fields: ["seen_at", "stamps", "day", "user_id"]),
        .validateRequired(["stamps", "user_id"], message: nil),
      ])
    change(&builder, user, post)
    return builder.program
  }

  /// Compiles everywhere, and holds these lines.
  private func check(
    _ change: (inout SwiftSettings) -> Void = { _ in }, program: Program = Self.program(),
    _ lines: (path: String, line: String)..., without: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let output = files(program, change)
    try checkCompiles(
      output.map { ($0.path, $0.bytes) }, modes: [compilerModes[0], compilerModes[3]],
      sourceLocation: sourceLocation)
    for (path, line) in lines {
      let found = text(path, in: output).split(separator: "\n").contains {
        $0.drop { $0 == " " || $0 == "\t" } == line
      }
      #expect(
        found, "\(line)\nis not in\n\(text(path, in: output))", sourceLocation: sourceLocation)
    }
    for text in without {
      #expect(
        !output.contains { String(decoding: $0.bytes, as: UTF8.self).contains(text) },
        "\(text)", sourceLocation: sourceLocation)
    }
  }

  @Test func namespaces() throws {
    try check(
      { $0.namespace = .none },
      (
        "Post.swift",
        "public nonisolated struct Post: Codable, FieldMapped, Hashable, Identifiable, Sendable {"
      ),
      without: "extension Blog", "enum Blog")
    try check(
      { $0.namespace = .type("API") }, ("API.Post.swift", "extension API {"),
      ("API.swift", "public nonisolated enum API {}"))
  }

  @Test func identifiers() throws {
    try check(
      { $0.identifiers = .raw }, ("Blog.Post.swift", "public typealias ID = Int"),
      ("Accounts.User.swift", "public typealias ID = LowercaseUUID"),
      ("Blog.Post.swift", "public var userID: Accounts.User.ID"))
  }

  @Test func dates() throws {
    try check(
      { $0.dates = .foundation }, ("Blog.Post.swift", "public var seenAt: Date?"),
      ("Blog.Post.swift", "public var stamps: [Date]"),
      ("Blog.Post.swift", "public var day: LocalDate"),
      (
        "Blog.Post.swift",
        "seenAt = try fields.date(\"seen_at\", as: UTCSeconds<Date?>.self)"
      ),
      (
        "Blog.Post.swift",
        "fields.date(\"seen_at\", \\.seenAt, as: UTCSeconds<Date?>.self)"
      ))
  }

  @Test(arguments: [SwiftSettings.Indentation.spaces(4), .tab])
  func indentation(_ indentation: SwiftSettings.Indentation) throws {
    let output = files(Self.program()) { $0.indentation = indentation }
    let unit = indentation == .tab ? "{\"tabs\":1}" : "{\"spaces\":4}"
    try checkFormatted(
      output.map { (String($0.path.dropLast(6)), $0.bytes) }, indentation: unit)
  }

  @Test func oneFile() throws {
    let output = files(Self.program()) { $0.singleFile = "All.swift" }
    #expect(output.map(\.path) == ["All.swift"])
    try checkOutput(output)
  }

  @Test func embeddedRuntime() throws {
    let output = files(Self.program()) { $0.runtime = .embedded }
    #expect(output.map(\.path).contains("EctypeRuntime.swift"))
    #expect(!text("Blog.Post.swift", in: output).contains("import EctypeRuntime"))
    try checkCompiles(output.map { ($0.path, $0.bytes) })
  }

  /// A module of functions, where nothing else uses the run-time or says its access: one uses it, one does not.
  private static var functionsAlone: Program {
    var builder = ProgramBuilder()
    let number = Local(id: 0, name: builder.name("a"), type: .integer)
    let value = EctypeModel.Expression(
      .local(number), type: .integer, span: builder.origin.span)
    let sum = EctypeModel.Expression(
      .binary(.add, value, value), type: .integer, span: builder.origin.span)
    for (module, result) in [("MyApp.Sums", sum), ("MyApp.Values", value)] {
      let function = Function(
        name: builder.name("of"), role: .plain, receiver: nil,
        parameters: [Parameter(local: number)], result: .integer, body: Block([.return(result)]),
        isPrivate: false, documentation: nil, origin: builder.origin)
      builder.program.modules.append(
        Module(
          name: ModuleName(module), kind: .plain, documentation: nil, functions: [function],
          origin: builder.origin))
    }
    return builder.program
  }

  /// Where one import says its access, all have to.
  @Test func packageWithoutSchemas() throws {
    for access in [SwiftSettings.Access.package, .internal, .public] {
      try check(
        { $0.access = access }, program: Self.functionsAlone,
        (
          "Sums.swift",
          access == .package ? "internal import EctypeRuntime" : "import EctypeRuntime"
        ))
    }
  }

  @Test func embeddedRuntimeWithoutSchemas() throws {
    let output = files(Self.functionsAlone) { $0.runtime = .embedded }
    #expect(output.map(\.path) == ["EctypeRuntime.swift", "Sums.swift", "Values.swift"])
    try checkCompiles(output.map { ($0.path, $0.bytes) })
  }

  /// A dictionary is as visible as its keys.
  @Test func mapsByKeyOfNarrowerAccess() throws {
    let program = Self.program { builder, user, post in
      builder.program.schemas[user].swift.access = .internal
      let level = builder.enumeration("Level", ["low", "high"], owner: user)
      let type = FieldType.dictionary(key: .enumeration(level), value: .integer)
      builder.program.schemas[post].members.append(.field(builder.field("by_level", type)))
    }
    try check(program: program, ("Blog.Post.swift", "var byLevel: [Accounts.User.Level: Int]"))
  }

  /// A key that JSON does not hold tells no rows apart.
  @Test func keyOfBytes() throws {
    let program = Self.program { builder, _, post in
      let target = builder.schema(
        "MyApp.Blog.File", primaryKey: .custom(builder.field("id", .binary)))
      builder.program.schemas[post].members.append(builder.belongsTo("file", target))
    }
    try check(
      program: program,
      ("Blog.File.swift", "public nonisolated struct File: Codable, Hashable, Sendable {"),
      ("Blog.Post.swift", "public var fileID: Int"))
  }

  @Test func ofOneSchema() throws {
    let narrow = Self.program { builder, user, _ in
      builder.program.schemas[user].swift.access = .internal
      builder.program.schemas[user].swift.identifiers = .raw
    }
    try check(
      program: narrow, ("Blog.Post.swift", "var user: Assoc<Accounts.User>"),
      ("Blog.Post.swift", "var userID: Accounts.User.ID"), ("Blog.Post.swift", "init("),
      ("Accounts.User.swift", "typealias ID = LowercaseUUID"),
      ("Blog.Post.swift", "public var day: LocalDate"))
    let bare = Self.program { builder, _, post in
      builder.program.schemas[post].swift.payloads = false
      builder.program.schemas[post].swift.changesets = false
      builder.program.schemas[post].swift.name = "Article"
    }
    try check(
      program: bare,
      ("Blog.Article.swift", "public typealias ID = Identifier<Article, Int>"),
      without: "Changeset", "Create")
  }

  @Test func whatIsLeftOut() throws {
    let program = Self.program { builder, user, post in
      builder.program.schemas[user].swift.isSkipped = true
      let status = builder.program[post].enumerations[0]
      builder.program.enumerations[status].swift.isSkipped = true
      builder.program.schemas[post].members.append(
        .field(builder.field("status", .enumeration(status), default: .atom("draft"))))
    }
    try check(
      program: program, ("Blog.Post.swift", "public var status: String"),
      ("Blog.Post.swift", "public var userID: Int"), without: "Accounts", "enum Status")
  }

  /// With a run-time of another format the build stops at a name that says so, before all else.
  @Test func formatOfTheRuntime() throws {
    let files = files(Self.program()).map { file in
      let text = String(decoding: file.bytes, as: UTF8.self)
      return (
        name: file.path,
        text: Array(text.replacing("EctypeRuntimeFormat2", with: "EctypeRuntimeFormat1").utf8)
      )
    }
    let output = try compilerOutput(files)
    #expect(output.contains("error: cannot find type 'EctypeRuntimeFormat1' in scope"))
  }
}
