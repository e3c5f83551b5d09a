import EctypeDiagnostics
import EctypeDriver
import EctypeModel
import Testing

/// Fields that several schemas have alike are worked out once: what comes of a schema is the same beside others as it is
/// alone, whatever those have of its names.
@Suite struct RecurringFieldTests {
  /// All of them have a field of the name `title`, `count` or `at`, of which no two say the same.
  private static let schemas = [
    ("Plain", "", "var title: String\n  var count: Int = 0\n  var at: DateTime?"),
    ("Same", "", "var title: String\n  var count: Int = 0\n  var at: DateTime?"),
    ("Optional", "", "var title: String?\n  var count: Int? = 0\n  var at: DateTime"),
    ("Default", "", "var title: String = \"a\"\n  var count: Int = 1\n  var at: NaiveDateTime"),
    ("Documented", "", "/// What it is called.\n  var title: String\n  var count: Int = 0"),
    ("Commented", "", "var title: String  // what it is called\n  /* many */ var count: Int = 0"),
    ("Option", "", "@field(source: \"name\") var title: String\n  @unique var count: Int = 0"),
    (
      "Swiftly", "",
      "@swift(name: \"heading\") var title: String\n  @swift(skip: true) var count: Int"
    ),
    ("Packaged", "@swift(access: .package) ", "var title: String\n  var count: Int = 0"),
    ("Dated", "@swift(dates: .foundation) ", "var title: String\n  var at: DateTime?"),
    ("Redacted", "", "@redact var title: String\n  var count: Int = 0"),
    (
      "Words", "",
      "var self: String\n  var selfValue: String\n  var fields: Int\n  var decoder: Int"
    ),
    (
      "Several", "", "var self: String\n  var fields: Int\n  var decoder: Int\n  var `default`: Int"
    ),
    ("Key", "", "@primaryKey var title: String\n  var count: Int = 0"),
    ("Virtual", "", "@virtual var title: String\n  var count: Int = 0"),
    ("Spaced", "", "var title : String\n  var  count: Int  =  0"),
    ("Snake", "", "var a_title: String\n  var aCount: Int = 0"),
    ("Camel", "", "var aTitle: String\n  var a_count: Int = 0"),
    ("Tree", "", "var title: String\n  @belongsTo var parent: Tree?"),
    ("Bush", "", "var title: String\n  @belongsTo var parent: Tree?\n  var parentTitle: String"),
    ("Listed", "", "var title: [String] = []\n  var count: [Int]?\n  @virtual var at: Any"),
    ("Hidden", "", "var title: String\n  var kind: Kind = .a\n  enum Kind { case a, b }"),
    ("Other", "", "var title: String\n  var kind: Kind = .a\n  enum Kind { case b, a }"),
    ("Number", "", "var title: String\n  var parentId: Int\n  var uuid: UUID"),
    ("Count", "", "var title: String\n  var parentId: Int\n  var uuid: UUID"),
    (
      "Foreign", "",
      "var title: String\n  var parentId: Int\n  @belongsTo(defineField: false) var parent: Tree"
    ),
    ("Named", "", "@primaryKey var uuid: UUID\n  var title: String"),
    (
      "Clash", "",
      "@swift(name: \"parentID\") var other: String\n  var title: String\n  @belongsTo var parent: Tree?"
    ),
    ("Hiding", "", "var day: Date\n  var kind: LocalDate = .a\n  enum LocalDate { case a, b }"),
    ("Day", "", "var day: Date\n  var at: DateTime?"),
    ("Night", "", "var day: Date\n  var at: DateTime?"),
    ("Noon", "@swift(dates: .foundation) ", "var day: Date\n  var at: DateTime?"),
  ]
  /// Those that name another of them.
  private static let related: Set = ["Bush", "Foreign", "Clash"]

  private static func source(_ index: Int) -> String {
    let (name, attributes, members) = schemas[index]
    return """
      @schema("\(name.lowercased())s") \(attributes)struct \(name) {
        \(members)
      }

      """
  }

  private func compile(_ text: String) -> [String: String] {
    let source = ProjectSource(
      SourceFile(path: "models.ectype", text: text), projectPath: "models.ectype")
    let result = Compiler.compile([source], Configuration(), targets: [.elixir, .swift])
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map(\.message))")
    return Dictionary(
      result.outputs.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) },
      uniquingKeysWith: { $1 })
  }

  @Test(arguments: [false, true]) func aSchemaIsTheSameBesideOthers(isReversed: Bool) {
    let order = isReversed ? schemaOrder.reversed() : schemaOrder
    let together = compile(order.map(Self.source).joined(separator: "\n"))
    for index in order {
      let name = Self.schemas[index].0
      // What a relation names comes along.
      let tree = Self.related.contains(name) ? Self.source(18) : ""
      let alone = compile(Self.source(index) + tree)
      let paths = alone.keys.filter { $0.contains(name) || $0.contains(name.lowercased()) }
      #expect(paths.count >= 2)
      for path in paths {
        #expect(together[path] == alone[path], "\(path)")
      }
    }
  }

  private var schemaOrder: [Int] { Array(Self.schemas.indices) }

  /// What is reported of one is reported of each, at its own place.
  @Test func mistakesRecur() {
    let text = (1...5).map {
      "@schema(\"t\($0)s\") struct T\($0) {\n  var count: Int = \"a\"\n  var end: Int\n}\n"
    }
    .joined(separator: "\n")
    let source = ProjectSource(SourceFile(path: "m.ectype", text: text), projectPath: "m.ectype")
    let result = Compiler.compile([source], Configuration(), targets: [.elixir, .swift])
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 10)
    #expect(Set(errors.map(\.primary.span.start)).count == 10)
  }

  @Test func aSecondMemberOfAName() {
    let schema = { (name: String, more: String) in
      "@schema(\"\(name)s\") struct \(name.uppercased()) {\n  var count: Int\n\(more)}\n"
    }
    let text = ["a", "b", "c"].map { schema($0, "") }.joined() + schema("d", "  var count: Int\n")
    let source = ProjectSource(SourceFile(path: "m.ectype", text: text), projectPath: "m.ectype")
    let result = Compiler.compile([source], Configuration(), targets: [.elixir, .swift])
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.code) == [.duplicateMember])
  }

  /// The comma behind a parameter needs its column, too.
  @Test func noLineIsTooWide() {
    let others = (0..<12).map { "  var f\($0): String\n" }.joined()
    for count in 50...75 {
      let text = String(repeating: "x", count: count)
      let outputs = compile(
        "@schema(\"as\") struct A {\n\(others)  var descriptionOfIt: String = \"\(text)\"\n  var b: Bool\n}\n"
      )
      let lines = outputs.filter { $0.key.hasSuffix(".swift") }.values.flatMap {
        $0.split(separator: "\n")
      }
      #expect(!lines.isEmpty && lines.allSatisfy { $0.count <= 100 }, "\(count)")
    }
  }

  /// Of what is no field of a table, each is told, and an embedded schema before it changes nothing.
  @Test(arguments: ["Any", "Any?", "Any? = nil"]) func anyIsRefusedEachTime(type: String) {
    let schemas = ["A", "B", "C", "D", "E"].map { name in
      let attribute = name == "A" ? "@embeddedSchema" : "@schema(\"\(name.lowercased())s\")"
      return "\(attribute) struct \(name) { var x: \(type) }\n"
    }
    let source = ProjectSource(
      SourceFile(path: "models.ectype", text: schemas.joined()), projectPath: "models.ectype")
    for (version, count) in [(Version(3, 13), 5), (Version(3, 14), 4)] {
      var configuration = Configuration()
      configuration.elixir.ecto = version
      let result = Compiler.compile([source], configuration, targets: [.elixir, .swift])
      let errors = result.diagnostics.filter { $0.severity == .error }
      #expect(errors.count == count && errors.allSatisfy { $0.code == .invalidType })
      #expect(result.outputs.isEmpty)
    }
  }

  /// A parameter is not called otherwise for a property that the struct does not have.
  @Test func aPropertyThatIsCalledSelf() {
    let outputs = compile(
      "@schema(\"as\") struct A {\n  var self: String\n  @swift(skip: true) var selfValue: String\n}\n"
    )
    #expect(outputs.values.contains { $0.contains("self selfValue: String") })
  }
}
