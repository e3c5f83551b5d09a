import Foundation

/// Where attributes, options and arguments can be written.
enum MatrixSites {
  private static let rest = """

    @schema("users")
    struct User {
      var name: String
      var email: String
      var rank: Int = 0
      @hasMany(foreignKey: .authorId) var notes: [Note]
      @hasOne(foreignKey: .authorId) var note: Note?
    }

    @schema("notes")
    struct Note {
      var title: String
      var kind: Kind = .plain
      @belongsTo var author: User
      @belongsTo var post: Post
    }

    @schema("tags")
    struct Tag { var name: String }

    @schema("posts_tags")
    struct PostTag {
      var kind: Kind = .plain
      @belongsTo var post: Post
      @belongsTo var tag: Tag
    }

    @embeddedSchema
    struct Seo { var title: String? }

    enum Kind: String { case plain, rich }

    @repository
    class Repo {}

    @schemaDefaults(primaryKey: .uuid)
    struct Base {}

    @schemaDefaults(foreignKeyType: .uuid)
    struct Keyed {}

    extern module Hands {
      func one() -> Int
      func given(struct: Any, owner: Any, x: Int) -> Any
    }
    """

  private static func post(_ members: String) -> String {
    """
    @schema("posts")
    struct Post {
      var title: String
    \(members)
    }
    """ + rest
  }

  private static func member(_ name: String, _ text: String) -> MatrixSite {
    MatrixSite(name: name, template: post("  ◊ " + text))
  }

  /// Before a declaration, a member, a parameter or a statement: where an attribute can be written.
  static let attributes: [MatrixSite] = [
    MatrixSite(name: "file", template: "module A\n" + post("") + "\n◊\n"),
    MatrixSite(name: "module", template: "◊ module A\n" + post("")),
    MatrixSite(name: "schema", template: "◊ " + post("")),
    MatrixSite(
      name: "embedded schema", template: post("") + "\n◊ @embeddedSchema struct Box { var x: Int? }"
    ),
    MatrixSite(
      name: "struct",
      template: post("") + "\n◊ struct Box { static func one() -> Int { return 1 } }"),
    MatrixSite(
      name: "class",
      template: post("") + "\n◊ class Tools { static func one() -> Int { return 1 } }"),
    MatrixSite(
      name: "context",
      template: post("") + "\n◊ @context class Tools { static func one() -> Int { return 1 } }"),
    MatrixSite(
      name: "repository",
      template: post("").replacing("@repository", with: "◊ @repository")),
    MatrixSite(
      name: "migration",
      template: post("").replacing(rest, with: "").replacing(
        "@schema(\"posts\")", with: "@embeddedSchema")
          + """

          ◊ @migration("add_x", version: 20260101120000)
          class AddX { static func change() { createTable("x") { t in t.addColumn("a", .string) } } }
          """),
    MatrixSite(
      name: "function of a migration",
      template: post("").replacing(rest, with: "").replacing(
        "@schema(\"posts\")", with: "@embeddedSchema")
          + """

          @migration("add_x", version: 20260101120000)
          class AddX { ◊ static func change() { createTable("x") { t in t.addColumn("a", .string) } } }
          """),
    MatrixSite(name: "enum", template: post("").replacing("enum Kind", with: "◊ enum Kind")),
    MatrixSite(
      name: "enum case", template: post("").replacing("case plain", with: "case ◊ plain")),
    member("String field", "var text: String?"),
    member("Int field", "var count: Int = 0"),
    member("Decimal field", "var price: Decimal?"),
    member("UUID field", "var key: UUID"),
    member("DateTime field", "var at: DateTime?"),
    member("id field", "var id: UUID"),
    member("belongsTo", "@belongsTo var author: User"),
    member("bare to-one", "var author: User"),
    member("bare to-many", "var notes: [Note]"),
    member("bare tags", "var tags: [Tag]"),
    member("bare embed", "var seo: Seo?"),
    member("bare embeds", "var seos: [Seo]"),
    member("hasMany", "@hasMany var notes: [Note]"),
    member("hasOne", "@hasOne var note: Note?"),
    member("manyToMany", "@manyToMany(joinThrough: \"posts_tags\") var tags: [Tag]"),
    member("embedsOne", "@embedsOne var seo: Seo?"),
    member("embedsMany", "@embedsMany var seos: [Seo]"),
    member("timestamps", "#timestamps"),
    member(
      "func of a schema",
      "func changeset(params: Params) -> Changeset<Self> { self |> cast(params, [.title]) }"),
    member("static func of a schema", "static func one() -> Int { return 1 }"),
    member("parameter", "func named(x: String) -> String { return x }").moved(to: "x: String"),
    member("statement", "func one(x: Int) -> Int { let y = x + 1\n return y }").moved(to: "let y"),
    MatrixSite(
      name: "func of a context",
      template: post("") + "\n@context class Tools { ◊ static func one() -> Int { return 1 } }"),
    MatrixSite(
      name: "func that another one calls",
      template: post("")
        + """

        @context
        class Tools {
          static func one() -> Int { return two() }
          ◊ static func two() -> Int { return 1 }
        }
        """),
  ]

  /// Inside the parentheses of an attribute, a directive or a call.
  static let options: [MatrixSite] = [
    member("#timestamps", "").filled("#timestamps(◊)"),
    member("#timestamps on limited ones", "").filled("#timestamps(insertedAtWritable: .insert◊)"),
    member("#index", "").filled("#index(.title◊)"),
    member("#unique", "").filled("#unique(.title◊)"),
    member("#check", "").filled("#check(\"title > ''\", name: \"n\"◊)"),
    member("#check on nothing", "").filled("#check(\"title > ''\"◊)"),
    MatrixSite(
      name: "@schemaDefaults",
      template: post("  #timestamps").replacing("primaryKey: .uuid)", with: "◊)")
        .replacing("@schema(\"posts\")", with: "@schema(\"posts\", defaults: Base)")),
    MatrixSite(name: "@schema", template: post("").replacing("\"posts\"", with: "\"posts\"◊")),
    MatrixSite(
      name: "@embeddedSchema",
      template: post("").replacing("@embeddedSchema", with: "@embeddedSchema(◊)")),
    MatrixSite(
      name: "@repository", template: post("").replacing("@repository", with: "@repository(◊)")),
    member("@field on String", "").filled("@field(◊) var text: String?"),
    member("@field on a required String", "").filled("@field(◊) var text: String"),
    member("@field on Int", "").filled("@field(◊) var text: Int?"),
    member("@field on Decimal", "").filled("@field(◊) var text: Decimal?"),
    member("@field on a precise Decimal", "").filled("@field(precision: 9◊) var text: Decimal?"),
    member("@field on an enum", "").filled("@field(◊) var text: Kind?"),
    member("@field on a limited String", "").filled("@field(writable: .insert◊) var text: String?"),
    member("@field on UUID", "").filled("@field(◊) var text: UUID?"),
    member("@field on DateTime", "").filled("@field(◊) var text: DateTime?"),
    member("@field on JSON", "").filled("@field(◊) var text: JSON?"),
    member("@column", "").filled("@column(◊) var text: String?"),
    member("@primaryKey", "").filled("@primaryKey(◊) var id: UUID"),
    member("@virtual", "").filled("@virtual(◊) var text: String?"),
    member("@redact", "").filled("@redact(◊) var text: String?"),
    member("@unique", "").filled("@unique(◊) var text: String?"),
    member("@belongsTo", "").filled("@belongsTo(◊) var author: User"),
    MatrixSite(
      name: "@belongsTo on what it identifies",
      template: post("") + "\n@schema(\"seats\") struct Seat { @belongsTo(◊) var author: User }"),
    MatrixSite(
      name: "@belongsTo on a declared key",
      template: post("")
        + "\n@schema(\"seats\") struct Seat { @belongsTo(◊) var author: User; var authorId: Int }"),
    member("@hasMany", "").filled("@hasMany(◊) var notes: [Note]"),
    member("@hasMany on an author's", "").filled(
      "@belongsTo var author: User\n@hasMany(◊) var notes: [Note]"),
    member("@hasOne on an author's", "").filled(
      "@belongsTo var author: User\n@hasOne(◊) var note: Note?"),
    member("@hasOne", "").filled("@hasOne(◊) var note: Note?"),
    member("@manyToMany", "").filled("@manyToMany(joinThrough: \"posts_tags\"◊) var tags: [Tag]"),
    member("@manyToMany on a schema", "").filled(
      "@manyToMany(joinThrough: PostTag◊) var tags: [Tag]"),
    member("@manyToMany on nothing", "").filled("@manyToMany(◊) var tags: [Tag]"),
    member("@embedsOne", "").filled("@embedsOne(◊) var seo: Seo?"),
    member("@embedsMany", "").filled("@embedsMany(◊) var seos: [Seo]"),
    member("@swift", "").filled("@swift(◊) var text: String?"),
    MatrixSite(
      name: "@swift on a schema",
      template: "@swift(◊) "
        + post(
          "  @changeset func changeset(params: Params) -> Changeset<Self> { self |> cast(params, [.title]) }"
            + "\n  #timestamps")),
    member("@changeset", "").filled(
      "@changeset(◊) func changeset(params: Params) -> Changeset<Self> { self |> cast(params, [.title]) }"
    ),
    MatrixSite(
      name: "@context",
      template: post("") + "\n@context(◊) class Tools { static func one() -> Int { return 1 } }"),
    MatrixSite(
      name: "@migration",
      template: migration("createTable(\"x\") { t in t.addColumn(\"a\", .string) }")
        .replacing("20260101120000", with: "20260101120000◊")),
    MatrixSite(
      name: "@migration on nothing",
      template: migration("createTable(\"x\") { t in t.addColumn(\"a\", .string) }")
        .replacing(", version: 20260101120000", with: "◊")),
    MatrixSite(
      name: "createTable",
      template: migration("createTable(\"x\"◊) { t in t.addColumn(\"a\", .string) }")),
    MatrixSite(
      name: "alterTable",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; alterTable(\"x\"◊) { t in t.addColumn(\"b\", .string) }"
      )),
    MatrixSite(
      name: "dropTable",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }", down: "dropTable(\"x\"◊)")),
    MatrixSite(
      name: "addColumn",
      template: migration("createTable(\"x\") { t in t.addColumn(\"a\", .decimal◊) }")),
    MatrixSite(
      name: "addColumn on string",
      template: migration("createTable(\"x\") { t in t.addColumn(\"a\", .string◊) }")),
    MatrixSite(
      name: "addColumn on decimal",
      template: migration("createTable(\"x\") { t in t.addColumn(\"a\", .decimal, precision: 9◊) }")
    ),
    MatrixSite(
      name: "removeColumn",
      template: altering("t.removeColumn(\"a\", .decimal◊)", down: "flush()")),
    MatrixSite(
      name: "removeColumn on a string",
      template: altering("t.removeColumn(\"b\", .string◊)", down: "flush()")),
    MatrixSite(
      name: "removeColumn on a precise decimal",
      template: altering("t.removeColumn(\"a\", .decimal, precision: 9◊)", down: "flush()")),
    MatrixSite(
      name: "removeColumnIfExists",
      template: altering("t.removeColumnIfExists(\"a\", .decimal◊)", down: "flush()")),
    MatrixSite(
      name: "addTimestamps",
      template: migration("createTable(\"x\") { t in t.addTimestamps(◊) }")),
    MatrixSite(
      name: "references",
      template: migration(
        "createTable(\"y\") { t in t.addColumn(\"a\", .string) }; createTable(\"x\") { t in t.addColumn(\"y_id\", .references(\"y\"◊)) }"
      )),
    MatrixSite(
      name: "createIndex",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createIndex(\"x\", [\"a\"]◊)")),
    MatrixSite(
      name: "createUniqueIndex",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createUniqueIndex(\"x\", [\"a\"]◊)"
      )),
    MatrixSite(
      name: "dropIndex",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createIndex(\"x\", [\"a\"], name: \"other\")",
        down: "dropIndex(\"x\", [\"a\"]◊); dropTable(\"x\")")),
    MatrixSite(
      name: "renameTable",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; renameTable(\"x\", to: \"y\"◊)")),
    MatrixSite(
      name: "renameTable on nothing",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; renameTable(\"x\"◊)")),
    MatrixSite(
      name: "renameColumn",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; renameColumn(\"x\", \"a\", to: \"b\"◊)"
      )),
    MatrixSite(
      name: "renameColumn on nothing",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; renameColumn(\"x\", \"a\"◊)")),
    MatrixSite(
      name: "createConstraint",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createConstraint(\"x\", .check, name: \"n\", check: \"a > ''\"◊)"
      )),
    MatrixSite(
      name: "createConstraint on a name",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createConstraint(\"x\", .check, name: \"n\"◊)"
      )),
    MatrixSite(
      name: "createConstraint on a condition",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createConstraint(\"x\", .check, check: \"a > ''\"◊)"
      )),
    MatrixSite(
      name: "dropConstraint",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; createConstraint(\"x\", .check, name: \"n\", check: \"a > ''\")",
        down: "dropConstraint(\"x\", \"n\"◊); dropTable(\"x\")")),
    MatrixSite(
      name: "execute",
      template: migration("execute(\"select 1\", \"select 1\"◊)")),
    MatrixSite(
      name: "modifyColumn",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .decimal) }; alterTable(\"x\") { t in t.modifyColumn(\"a\", .decimal◊) }",
        down: "dropTable(\"x\")")),
    MatrixSite(
      name: "modifyColumn on string",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; alterTable(\"x\") { t in t.modifyColumn(\"a\", .string◊) }",
        down: "dropTable(\"x\")")),
    MatrixSite(
      name: "modifyColumn on a precise decimal",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .decimal) }; alterTable(\"x\") { t in t.modifyColumn(\"a\", .decimal, precision: 9◊) }",
        down: "dropTable(\"x\")")),
    MatrixSite(
      name: "removeColumn",
      template: migration(
        "createTable(\"x\") { t in t.addColumn(\"a\", .string) }; alterTable(\"x\") { t in t.removeColumn(\"a\", .string◊) }"
      )),
    step("cast", "cast(params, [.title, .rank]◊)"),
    step("validateRequired", "validateRequired([.title]◊)"),
    step("validateLength", "validateLength(.title, max: 9◊)"),
    step("validateLength on nothing", "validateLength(.title◊)"),
    step("validateFormat", "validateFormat(.title, ~r/a/◊)"),
    step("validateInclusion", "validateInclusion(.title, [\"a\"]◊)"),
    step("validateExclusion", "validateExclusion(.title, [\"a\"]◊)"),
    step("validateSubset", "validateSubset(.labels, [\"a\"]◊)"),
    step("validateNumber", "validateNumber(.rank, greaterThan: 0◊)"),
    step("validateNumber on nothing", "validateNumber(.rank◊)"),
    step("validateConfirmation", "validateConfirmation(.title◊)"),
    step("validateAcceptance", "validateAcceptance(.terms◊)"),
    step("uniqueConstraint", "uniqueConstraint(.title◊)"),
    step("foreignKeyConstraint", "foreignKeyConstraint(.authorId◊)"),
    step("assocConstraint", "assocConstraint(.author◊)"),
    step("noAssocConstraint", "noAssocConstraint(.notes◊)"),
    step("exclusionConstraint", "exclusionConstraint(.title◊)"),
    step("putChange", "putChange(.title, \"x\"◊)"),
    related("change", "change(title: \"x\"◊)"),
    related("putAssoc", "change() |> putAssoc(.notes, []◊)"),
    related("putEmbed", "change() |> putEmbed(.seos, []◊)"),
    related("castAssoc", "cast(params, [.title]) |> castAssoc(.notes◊)"),
    related("castEmbed", "cast(params, [.title]) |> castEmbed(.seos◊)"),
    step("checkConstraint", "checkConstraint(.title, name: \"x\"◊)"),
    step("checkConstraint on nothing", "checkConstraint(.title◊)"),
  ]

  private static func step(_ name: String, _ text: String) -> MatrixSite {
    let cast = name == "cast" ? "" : "|> cast(params, [.title, .rank]) "
    return MatrixSite(
      name: name,
      template: post(
        """
          var rank: Int = 0
          @virtual var terms: Bool?
          @virtual var labels: [String] = []
          @belongsTo var author: User
          @hasMany var notes: [Note]
          @changeset func changeset(params: Params) -> Changeset<Self> {
            self \(cast)|> \(text)
          }
        """))
  }

  /// What a function of a context does to a struct.
  private static func related(_ name: String, _ text: String) -> MatrixSite {
    let changeset =
      "@changeset func changeset(params: Params) -> Changeset<Self> { self |> cast(params, [.title]) }"
    let members = post("  @hasMany var notes: [Note]\n  @embedsMany var seos: [Seo]")
      .replacing(
        "  @belongsTo var post: Post\n}\n\n@schema(\"tags\")",
        with: "  @belongsTo var post: Post\n  \(changeset)\n}\n\n@schema(\"tags\")"
      )
      .replacing(
        "struct Seo { var title: String? }",
        with: "struct Seo { var title: String?\n  \(changeset) }")
    return MatrixSite(
      name: name,
      template: members
        + """

        @context
        class Tools {
          static func made(post: Post, params: JSON) -> Changeset<Post> {
            return post |> \(text)
          }
        }
        """)
  }

  /// A step of `alterTable`.
  private static func altering(_ step: String, down: String? = nil) -> String {
    migration(
      "createTable(\"x\") { t in t.addColumn(\"a\", .decimal)\nt.addColumn(\"b\", .string) }; alterTable(\"x\") { t in \(step) }",
      down: down)
  }

  private static func migration(_ up: String, down: String? = nil) -> String {
    let functions =
      down.map { "static func up() { \(up) }; static func down() { \($0) }" }
      ?? "static func change() { \(up) }"
    return """
      @repository
      class Repo {}

      @migration("add_x", version: 20260101120000)
      class AddX { \(functions.replacing("; ", with: "\n")) }
      """
  }
}

extension MatrixSite {
  /// What has the options: `@field` of all sites called `@field on …`.
  var owner: String { name.components(separatedBy: " on ")[0] }

  /// The hole stands before this text instead.
  fileprivate func moved(to text: String) -> MatrixSite {
    var site = self
    site.template = template.replacing("◊ ", with: "").replacing(text, with: "◊ " + text)
    return site
  }

  /// What stands between the hole and the argument before it.
  var separator: String {
    template.prefix { $0 != "◊" }.last == "(" ? "" : ", "
  }

  /// The hole is replaced by a text that has one.
  fileprivate func filled(_ text: String) -> MatrixSite {
    MatrixSite(name: name, template: template.replacing("◊", with: text))
  }
}
