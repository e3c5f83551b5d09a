// Written by `scripts/golden --update` from docs/explain. Do not edit.

/// The pages of docs/explain by their codes.
enum ExplanationPages {
  static func page(_ code: DiagnosticCode) -> String? {
    switch code.rawValue {
    case "aggregate-over-fanout":
      #"""
      # aggregate-over-fanout

      A to-many join gives a row once for each match. With a second one each match of the first meets each of the second, and
      what is summed or counted is counted that often: a user with two posts and three comments has six rows. Distinct counts
      are right; sums and averages are not, and belong in a subquery of their own.

      This is a lint: `lints: { "aggregate-over-fanout": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func totals() -> [Any] {
          return from(u in User)
            |> leftJoin(p in assoc(u, .posts))
            |> leftJoin(c in assoc(u, .comments))
            |> groupBy(u.id)
            |> select({name: u.name, views: sum(p.views), comments: count(c.id, .distinct)})
            |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func totals() -> [Any] {
          let views = from(p in Post, groupBy: p.userId, select: {userId: p.userId, views: sum(p.views)})
          return from(u in User)
            |> leftJoin(v in subquery(views), on: v.userId == u.id)
            |> leftJoin(c in assoc(u, .comments))
            |> groupBy([u.id, v.views])
            |> select({name: u.name, views: v.views, comments: count(c.id)})
            |> Repo.all()
        }
      }
      ```

      """#
    case "ambiguous-name":
      #"""
      # ambiguous-name

      Several modules declare this name and none of them is the file's own, so the short name could mean any of them. Write the
      whole name. A declaration of the file's own module is always preferred and never ambiguous.

      ## Wrong

      ```ectype accounts.ectype
      module MyApp.Accounts

      @schema("users")
      struct User {
        var name: String
      }
      ```

      ```ectype admin.ectype
      module MyApp.Admin

      @schema("admins")
      struct User {
        var name: String
      }
      ```

      ```ectype blog.ectype
      module MyApp.Blog

      @schema("posts")
      struct Post {
        @belongsTo var author: User
      }
      ```

      ## Right

      ```ectype accounts.ectype
      module MyApp.Accounts

      @schema("users")
      struct User {
        var name: String
      }
      ```

      ```ectype admin.ectype
      module MyApp.Admin

      @schema("admins")
      struct User {
        var name: String
      }
      ```

      ```ectype blog.ectype
      module MyApp.Blog

      @schema("posts")
      struct Post {
        @belongsTo var author: MyApp.Accounts.User
      }
      ```

      """#
    case "association-across-contexts":
      #"""
      # association-across-contexts

      An association ties two contexts together: queries of one read the tables of the other, and neither can be tested or
      changed alone. Contexts that know each other by ids ask each other's functions for the rest. A context inside another is
      a part of it, and may refer to it.

      This is a lint that is off by default: `lints: { "association-across-contexts": "warn" }` in `ectype.json` switches it
      on.

      ## Wrong

      ```ectype accounts.ectype
      module MyApp.Accounts

      @schema("users")
      struct User {
        var name: String
      }
      ```

      ```ectype blog.ectype
      module MyApp.Blog

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: User
      }
      ```

      ## Right

      ```ectype accounts.ectype
      module MyApp.Accounts

      @schema("users")
      struct User {
        var name: String
      }
      ```

      ```ectype blog.ectype
      module MyApp.Blog

      @schema("posts")
      struct Post {
        var title: String
        var authorId: Int
      }
      ```

      """#
    case "association-across-prefixes":
      #"""
      # association-across-prefixes

      A schema with a prefix is associated with one that says none. Ecto preloads what is associated, and writes it, in the
      prefix of its owner, unless it has one of its own: the rows are looked for in a table that is not there. Say where they
      are; what lies outside of all prefixes is in PostgreSQL's `public`.

      This is a lint: `lints: { "association-across-prefixes": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("entries", prefix: "audit")
      struct Entry {
        var action: String
        @belongsTo var user: User
      }

      @schema("users")
      struct User {
        var name: String
      }
      ```

      ## Right

      ```ectype
      @schema("entries", prefix: "audit")
      struct Entry {
        var action: String
        @belongsTo var user: User
      }

      @schema("users", prefix: "public")
      struct User {
        var name: String
      }
      ```

      """#
    case "captured-assignment":
      #"""
      # captured-assignment

      A closure sees the variables around it with the values they have where it stands. In Elixir it cannot give them new
      ones, so that what it would assign is lost when it ends. A loop can, and so can `reduce`.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func total(xs: [Int]) -> Int {
          var sum = 0
          xs.forEach { x in sum += x }
          return sum
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func total(xs: [Int]) -> Int {
          var sum = 0
          for x in xs { sum += x }
          return sum
        }
      }
      ```

      """#
    case "column-type":
      #"""
      # column-type

      The column that the migrations make cannot hold the field, or a reference has another type than the key it refers to.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var viewCount: Int
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("view_count", .string, null: false)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var viewCount: Int
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("view_count", .integer, null: false)
          }
        }
      }
      ```

      """#
    case "combination-mismatch":
      #"""
      # combination-mismatch

      `union` and its like put the rows of two queries into one list, column by column, so both must select the same columns of
      the same types. Ectype matches them by name, and writes the second in the order of the first.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func names() -> [Any] {
          let posts = from(p in Post, select: {id: p.id, title: p.title})
          return from(u in User, select: {id: u.id, name: u.name}) |> union(^posts) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func names() -> [Any] {
          let posts = from(p in Post, select: {id: p.id, name: p.title})
          return from(u in User, select: {id: u.id, name: u.name}) |> union(^posts) |> Repo.all()
        }
      }
      ```

      """#
    case "division-by-zero":
      #"""
      # division-by-zero

      The divisor is always zero, so that the function would raise whenever it comes there. Elixir's compiler warns of it.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func half(n: Int) -> Int { return n / 0 }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func half(n: Int) -> Int { return n / 2 }
      }
      ```

      """#
    case "duplicate-declaration":
      #"""
      # duplicate-declaration

      Two declarations have one name in one module, or names that differ in letter case alone: their files would be the same
      file on a Mac. Rename one of them, or put it into another module.

      The names in one pattern differ too, and those of a function's parameters: each stands for one value. Elixir's `{a, a}`,
      which matches equal values, is `(let a, let b) where a == b`.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @schema("postings")
      struct POST {
        var title: String
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @schema("postings")
      struct Posting {
        var title: String
      }
      ```

      """#
    case "duplicate-member":
      #"""
      # duplicate-member

      Two members of one declaration have one name, in Elixir or in Swift: `userId` and `user_id` are two spellings of one
      column.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var userId: Int
        var user_id: Int
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var userId: Int
        var editorId: Int
      }
      ```

      """#
    case "duplicate-option":
      #"""
      # duplicate-option

      An option is given twice. Elixir would take the first and say nothing, which is rarely what the second one's author
      hoped for.

      ## Wrong

      ```ectype
      @schema("posts", prefix: "blog", prefix: "news")
      struct Post {
        var title: String
      }
      ```

      ## Right

      ```ectype
      @schema("posts", prefix: "news")
      struct Post {
        var title: String
      }
      ```

      """#
    case "endless-loop":
      #"""
      # endless-loop

      `while true` is left by `break` or `return`. Without either the function would never come back, and the process that
      calls it would work for ever.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func power(n: Int) -> Int {
          var power = 1
          while true { power *= 2 }
          return power + n
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func power(n: Int) -> Int {
          var power = 1
          while power < n { power *= 2 }
          return power
        }
      }
      ```

      """#
    case "float-money":
      #"""
      # float-money

      A `Double` holds binary fractions, in which 0.1 + 0.2 is not 0.3: sums of prices are off by a cent now and then, and no
      test finds out why. A `Decimal` counts in tens, as money does, and the number of cents in an `Int` is exact too; the
      column has to be of that type as well. The lint goes by the name: `price`, `amount` and `fee` are money, and `feeRate`
      is not.

      This is a lint: `lints: { "float-money": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("products")
      struct Product {
        var name: String
        var price: Double
      }
      ```

      ## Right

      ```ectype
      @schema("products")
      struct Product {
        var name: String
        var price: Decimal
      }
      ```

      """#
    case "foreign-interpolation":
      #"""
      # foreign-interpolation

      Elixir puts values into a text with `#{name}`; here that is text, and `\(name)` is the value. A text that has the name
      of a variable between `#{` and `}` was most likely meant to have its value.

      This is a lint: `lints: { "foreign-interpolation": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      func label(id: Int) -> String {
        return "order #{id} of \(id)"
      }
      ```

      ## Right

      ```ectype
      func label(id: Int) -> String {
        return "order \(id)"
      }
      ```

      """#
    case "guide-spelling":
      #"""
      # guide-spelling

      The language has two spellings: the canonical one, and that of the guide, in which field names are texts, results are
      tuples and options are objects. Both mean the same, and both are read everywhere. A project that has moved to the
      canonical one turns this lint on (`"lints": { "guide-spelling": "warn" }`), and `ectype check --fix --modernize`
      rewrites what is left. What tokens alone tell, `ectype fmt` writes by itself.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, ["title"])
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title])
        }
      }
      ```

      """#
    case "ignored-insert":
      #"""
      # ignored-insert

      `Repo.insert!` raises where the row is refused: a user who chose a name that is taken sees an error page. It is meant for
      seeds and tests, and for rows that cannot be refused, whose result is then used. `Repo.insert` gives a result instead,
      which says what was wrong.

      This is a lint: `lints: { "ignored-insert": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @repository
      class Repo {}

      @context
      class Accounts {
        static func register(name: String) {
          Repo.insert!(User(name: name))
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @repository
      class Repo {}

      @context
      class Accounts {
        static func register(name: String) -> Result<User, Changeset<User>> {
          return Repo.insert(User(name: name))
        }
      }
      ```

      """#
    case "invalid-association":
      #"""
      # invalid-association

      The two sides of a relation do not fit: a table is embedded, an embedded schema has rows related to it, the key has
      another type than what it refers to, or it refers to something else.

      Remember which is which: `@belongsTo` has the key in its own table, `@hasMany` and `@hasOne` have it in the other one,
      and `@embedsOne` keeps the whole value in a JSON column.

      ## Wrong

      ```ectype
      @embeddedSchema
      struct Address {
        var city: String
      }

      @schema("users")
      struct User {
        @belongsTo var address: Address
      }
      ```

      ## Right

      ```ectype
      @embeddedSchema
      struct Address {
        var city: String
      }

      @schema("users")
      struct User {
        @embedsOne var address: Address?
      }
      ```

      """#
    case "invalid-configuration":
      #"""
      # invalid-configuration

      `ectype.json` is not JSON5, or a setting has a value that it cannot have. The file may have comments, trailing commas and
      keys without quotes; text is always quoted. `docs/configuration.md` has all settings.

      ## Wrong

      ```json5
      {
        timestamps: "utc_datetme",
      }
      ```

      ## Right

      ```json5
      {
        timestamps: "utc_datetime",
      }
      ```

      """#
    case "invalid-default":
      #"""
      # invalid-default

      The default is not a value of the field's type, or is not a constant. Ecto evaluates a schema's defaults once, when the
      module is compiled: a computed one would be the same for every row, for ever.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var viewCount: Int = "none"
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var viewCount: Int = 0
      }
      ```

      """#
    case "invalid-enumeration":
      #"""
      # invalid-enumeration

      An enumeration is stored by the value of its case, so each case needs one, of the enumeration's type, that no other case
      has.

      ## Wrong

      ```ectype
      enum Status: String {
        case draft = "d"
        case deleted = "d"
      }
      ```

      ## Right

      ```ectype
      enum Status: String {
        case draft = "d"
        case deleted = "x"
      }
      ```

      """#
    case "invalid-literal":
      #"""
      # invalid-literal

      A literal looks right and stands for nothing: a number of more than 64 bits, a 31st of February, a pattern that is no
      regular expression, an escape that no string has. It is found here rather than when Elixir compiles or, worse, when the
      line first runs.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var slug: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.slug]) |> validateFormat(.slug, ~r/([a-z]+/)
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var slug: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.slug]) |> validateFormat(.slug, ~r/([a-z]+)/)
        }
      }
      ```

      """#
    case "invalid-migration":
      #"""
      # invalid-migration

      The migrations are replayed, in the order of their versions, into a picture of the database. This step cannot be done at
      its place, because the table is not there or already is; or it cannot be undone, and Ecto would raise on the way down or
      leave a column otherwise than it was. What a column was is said behind `from:`: its type, `.string`, or with the options that
      change as well, `column(.string, null: true, default: nil)`.

      ## Wrong

      ```ectype
      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          execute("CREATE EXTENSION citext")
        }
      }
      ```

      ## Right

      ```ectype
      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          execute("CREATE EXTENSION citext", "DROP EXTENSION citext")
        }
      }
      ```

      """#
    case "invalid-name":
      #"""
      # invalid-name

      The name cannot be what it has to become: a module begins with a capital, a migration's name is a file's name.

      ## Wrong

      ```ectype
      @schema("posts")
      struct post {
        var title: String
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }
      ```

      """#
    case "invalid-option":
      #"""
      # invalid-option

      The option exists, but cannot have this value, would do nothing where it stands, or says the contrary of another; or a name
      that is constant is assigned to. Where there is a choice, the note lists it.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        @belongsTo(onReplace: .remove) var author: Author
      }

      @schema("authors")
      struct Author {
        var name: String
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        @belongsTo(onReplace: .delete) var author: Author
      }

      @schema("authors")
      struct Author {
        var name: String
      }
      ```

      """#
    case "invalid-query":
      #"""
      # invalid-query

      The query is put together from known parts, and the whole makes no sense: a relation is compared as if it were a column,
      a column stands beside an aggregate. The database or Ecto would refuse it when it runs.

      ## Wrong

      ```ectype
      @schema("authors")
      struct Author {
        var name: String
      }

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: Author?
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func orphans() -> [Post] {
          return from(p in Post, where: p.author == nil) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("authors")
      struct Author {
        var name: String
      }

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: Author?
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func orphans() -> [Post] {
          return from(p in Post, where: p.authorId == nil) |> Repo.all()
        }
      }
      ```

      """#
    case "invalid-type":
      #"""
      # invalid-type

      The type exists, but a field cannot have it: `Any` has no column, and another schema is a relation, not a value.

      ## Wrong

      ```ectype
      @schema("authors")
      struct Author {
        var name: String
      }

      @schema("posts")
      struct Post {
        var author: Author
      }
      ```

      ## Right

      ```ectype
      @schema("authors")
      struct Author {
        var name: String
      }

      @schema("posts")
      struct Post {
        @belongsTo var author: Author
      }
      ```

      """#
    case "invalid-utf8":
      #"""
      # invalid-utf8

      Sources are UTF-8. A byte that is not is most often a file that some editor saved as Latin-1 or Windows-1252: `é` is one
      byte there and two here. Nothing is guessed, because a wrong guess would end up in your database. Save the file as UTF-8,
      or convert it: `iconv -f latin1 -t utf-8 old.ectype > new.ectype`.

      ## Wrong

      Here `\xE9` stands for the single byte that Latin-1 has for `é`.

      ```ectype-bytes
      /// Caf\xE9s around here.
      @schema("cafes")
      struct Cafe {
        var name: String
      }
      ```

      ## Right

      ```ectype
      /// Cafés around here.
      @schema("cafes")
      struct Cafe {
        var name: String
      }
      ```

      """#
    case "invalid-validator":
      #"""
      # invalid-validator

      The validator does not suit the field's type. Ecto would raise when the step runs, that is, when the first user sends the
      form.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateNumber(.title, greaterThan: 0)
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateLength(.title, min: 1)
        }
      }
      ```

      """#
    case "joined-preload":
      #"""
      # joined-preload

      Preloading from a to-many join sends each row once for every match, with all its columns each time: a user with a hundred
      posts comes a hundred times. A preload of its own is a second query, and sends each row once. The join is right where it
      also filters what is loaded.

      This is a lint: `lints: { "joined-preload": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func all() -> [User] {
          return from(u in User, join: p in assoc(u, .posts), preload: [posts: p]) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func all() -> [User] {
          return from(u in User, preload: .posts) |> Repo.all()
        }
      }
      ```

      """#
    case "misplaced-attribute":
      #"""
      # misplaced-attribute

      The attribute exists, but means nothing at this place: `@changeset` on a field, `@hasMany` on a function. The message
      says where it belongs.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        @changeset var name: String
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.name])
        }
      }
      ```

      """#
    case "misplaced-jump":
      #"""
      # misplaced-jump

      `break` and `continue` belong to the loop around them, and there is none. A case of a `switch` ends by itself; a
      closure is left with `return`.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func first(n: Int) -> Int {
          if n > 1 { break }
          return n
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func first(xs: [Int]) -> Int {
          var found = 0
          for x in xs {
            found = x
            if x > 1 { break }
          }
          return found
        }
      }
      ```

      """#
    case "missing-column":
      #"""
      # missing-column

      The migrations, replayed, give no table for this schema, or one without a column for this field: every query of the schema
      would fail. The table that a relation names with `table:` is checked too; a schema that is only ever read so needs none of its
      own. A project without migrations hears nothing, and neither does a table that some SQL names.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
        var subtitle: String?
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
        var subtitle: String?
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
            t.addColumn("subtitle", .string)
          }
        }
      }
      ```

      """#
    case "missing-constraint":
      #"""
      # missing-constraint

      The schema says that its table has a check constraint, and the migrations, replayed, give a table without it: the
      database would take what the schema promises that it refuses. Tables that no migration creates, or that SQL may have
      changed, are not checked.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var email: String?
        var country: String?
        #check("length(country) = 2", name: "country_code")
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string)
            t.addColumn("country", .string)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var email: String?
        var country: String?
        #check("length(country) = 2", name: "country_code")
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string)
            t.addColumn("country", .string)
          }
          execute(
            "ALTER TABLE users ADD CONSTRAINT country_code CHECK (length(country) = 2)",
            "ALTER TABLE users DROP CONSTRAINT country_code"
          )
        }
      }
      ```

      """#
    case "missing-distinct":
      #"""
      # missing-distinct

      A join gives a row once for each match. Asked for users with popular posts, it names a user with three of them three times.
      Add `distinct(true)`, or ask with `exists`, which stops at the first match and gives each row once.

      This is a lint: `lints: { "missing-distinct": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func popular() -> [User] {
          return from(u in User, join: p in assoc(u, .posts), where: p.views > 100) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func popular() -> [User] {
          return from(u in User, join: p in assoc(u, .posts), where: p.views > 100, distinct: true) |> Repo.all()
        }
      }
      ```

      """#
    case "missing-foreign-key":
      #"""
      # missing-foreign-key

      A `@hasMany` or `@hasOne` looks for the key in the other table, under the name that Ecto gives it: the schema's own, and
      `_id`. There is no such field. Add the other side, or name the field that is there.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        @hasMany var posts: [Post]
      }

      @schema("posts")
      struct Post {
        @belongsTo var author: User
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        @hasMany(foreignKey: .authorId) var posts: [Post]
      }

      @schema("posts")
      struct Post {
        @belongsTo var author: User
      }
      ```

      """#
    case "missing-index":
      #"""
      # missing-index

      The schema says that its table has an index, and the migrations, replayed, give a table without it: what the index
      is for, speed or uniqueness, is not there. An index is the same when its columns, in their order, its uniqueness and
      its `where:` are. Tables that no migration creates, or that SQL may have changed, are not checked.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var email: String?
        var country: String?
        #index(.country, .email)
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string)
            t.addColumn("country", .string)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var email: String?
        var country: String?
        #index(.country, .email)
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string)
            t.addColumn("country", .string)
          }
          createIndex("users", ["country", "email"])
        }
      }
      ```

      """#
    case "missing-option":
      #"""
      # missing-option

      An attribute lacks what it cannot do without. `@schema` needs its table: names of tables are not derived from names of
      types, because a table once made is hard to rename and a plural is hard to guess.

      ## Wrong

      ```ectype
      @schema
      struct Person {
        var name: String
      }
      ```

      ## Right

      ```ectype
      @schema("people")
      struct Person {
        var name: String
      }
      ```

      """#
    case "missing-return":
      #"""
      # missing-return

      The function promises a value, and one of its paths ends without one. In Elixir that path would give `nil`, which the
      type does not allow.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func sign(number: Int) -> Int {
          if number > 0 { return 1 }
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func sign(number: Int) -> Int {
          if number > 0 { return 1 }
          return 0
        }
      }
      ```

      """#
    case "missing-tenant-key":
      #"""
      # missing-tenant-key

      Both tables say whose their rows are, and the reference between them does not: nothing keeps a comment of one
      organization from a post of another, and one forgotten `where` shows it. A reference by both columns makes the database
      refuse such a row. It needs a unique index on the two in the table it refers to.

      This is a lint that is off by default: `lints: { "missing-tenant-key": "warn" }` in `ectype.json` switches it on.

      ## Wrong

      ```ectype
      @migration("create_tables", version: 20260101120000)
      class CreateTables {
        static func change() {
          createTable("orgs") { t in
            t.addColumn("name", .string, null: false)
          }
          createTable("posts") { t in
            t.addColumn("org_id", .references("orgs"), null: false)
          }
          createIndex("posts", ["id", "org_id"], unique: true)
          createTable("comments") { t in
            t.addColumn("org_id", .references("orgs"), null: false)
            t.addColumn("post_id", .references("posts"), null: false)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @migration("create_tables", version: 20260101120000)
      class CreateTables {
        static func change() {
          createTable("orgs") { t in
            t.addColumn("name", .string, null: false)
          }
          createTable("posts") { t in
            t.addColumn("org_id", .references("orgs"), null: false)
          }
          createIndex("posts", ["id", "org_id"], unique: true)
          createTable("comments") { t in
            t.addColumn("org_id", .references("orgs"), null: false)
            t.addColumn("post_id", .references("posts", with: ["org_id": "org_id"]), null: false)
          }
        }
      }
      ```

      """#
    case "missing-type":
      #"""
      # missing-type

      A field says its type; it is not inferred from the default. The type is the contract with the database and with the app,
      and a contract should not change because a default does.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }
      ```

      """#
    case "missing-unique-index":
      #"""
      # missing-unique-index

      `uniqueConstraint` does not check anything: it turns the database's refusal into an error of the form. Without a unique
      index there is no refusal, and two rows are the same.

      This is a lint: `lints: { "missing-unique-index": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var email: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.email]) |> uniqueConstraint(.email)
        }
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string, null: false)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var email: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.email]) |> uniqueConstraint(.email)
        }
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string, null: false)
          }
          createIndex("users", ["email"], unique: true)
        }
      }
      ```

      """#
    case "missing-version":
      #"""
      # missing-version

      A migration's version is its place in the order, and Ecto remembers by it what has run. So it must not depend on when you
      compile: it stands in the name of the file, `20260101120000_create_posts.ectype`, or in the attribute.

      ## Wrong

      ```ectype posts.ectype
      @migration("create_posts")
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string)
          }
        }
      }
      ```

      ## Right

      ```ectype posts.ectype
      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string)
          }
        }
      }
      ```

      """#
    case "module-cycle":
      #"""
      # module-cycle

      Two modules need each other to be compiled.

      With `elixir.singleFile` they are in one file, which Elixir compiles from top to bottom: a struct can be written or matched
      only below the module that defines it. So can what Ecto asks for while it compiles a schema: the struct of an embed with
      `defaultsToStruct`, an Ecto type written by hand, a protocol to derive. Whatever only names a module (an association, a
      query, a call) may stand above it.

      Without `elixir.singleFile` each module has a file of its own, and their functions may use each other's structs. But a
      schema has its struct only when what Ecto asks for is compiled, functions included: these cannot use the schema's struct.

      ## Wrong

      ```json5 ectype.json
      { elixir: { singleFile: "models.ex" } }
      ```

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: Author

        static func signature() -> Author { return Author(name: "Anonymous") }
      }

      @schema("authors")
      struct Author {
        var name: String

        func draft() -> Post { return Post(title: "Draft", authorId: self.id) }
      }
      ```

      ## Right

      ```json5 ectype.json
      { elixir: { singleFile: "models.ex" } }
      ```

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: Author
      }

      @schema("authors")
      struct Author {
        var name: String

        func draft() -> Post { return Post(title: "Draft", authorId: self.id) }
      }

      class Signatures {
        static func anonymous() -> Author { return Author(name: "Anonymous") }
      }
      ```

      """#
    case "naive-time":
      #"""
      # naive-time

      A `NaiveDateTime` has no zone, and `#timestamps` are such times unless told otherwise: that is Ecto's default. The
      server means UTC by it; an app on a phone in another zone cannot know. A `DateTime` is UTC and says so in JSON, and the
      same column holds it, so no migration is needed. A time as a clock on the wall shows it, such as opening hours, is
      rightly naive: `@allow("naive-time")`.

      This is a lint that is off by default: `lints: { "naive-time": "warn" }` in `ectype.json` switches it on. For the
      timestamps of a whole project there is `timestamps: "utc_datetime"`.

      ## Wrong

      ```ectype
      @schema("events")
      struct Event {
        var startsAt: NaiveDateTime
        #timestamps
      }
      ```

      ## Right

      ```ectype
      @schema("events")
      struct Event {
        var startsAt: DateTime
        #timestamps(type: .utcDatetime)
      }
      ```

      """#
    case "nesting-too-deep":
      #"""
      # nesting-too-deep

      Brackets, blocks or operators stand more than 256 deep in each other, a chain has more than 500 links, or chains in
      each other come to more than 600 levels. Code that people write never comes near that; a generator that has lost its
      way does. The limit is what keeps the compiler from running out of stack on any input.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func one() -> Int {
          return ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func one() -> Int {
          return (((1)))
        }
      }
      ```

      """#
    case "non-exhaustive-switch":
      #"""
      # non-exhaustive-switch

      A `switch` has a case for every value, so that none raises when it comes. The compiler knows all values of `Bool`, of
      enumerations, of results, of optionals, and of tuples and lists of these; numbers and strings need a `default`. A case
      with a guard takes only some of its values.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func word(n: Int?) -> String {
          switch n {
            case nil: return "nothing"
            case let x where x > 0: return "something"
          }
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func word(n: Int?) -> String {
          switch n {
            case nil: return "nothing"
            case let x where x > 0: return "something"
            default: return "zero or less"
          }
        }
      }
      ```

      """#
    case "nullable-column":
      #"""
      # nullable-column

      The field is never nil, says its type, and its column may hold NULL. One row that something else wrote, and the app that
      decodes it fails. Forbid NULL in the table, or make the field optional.

      This is a lint: `lints: { "nullable-column": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
          }
        }
      }
      ```

      """#
    case "output-conflict":
      #"""
      # output-conflict

      Two declarations would be written to one file. Elixir's path comes from the module's name in snake_case, so two names can
      meet in one path.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Blog_Post {
        var title: String
      }

      @schema("other_posts")
      struct BlogPost {
        var title: String
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct BlogPost {
        var title: String
      }

      @schema("other_posts")
      struct OtherPost {
        var title: String
      }
      ```

      """#
    case "pinned-optional":
      #"""
      # pinned-optional

      In SQL nothing equals NULL, not even NULL, so Ecto raises when a query compares with a pinned `nil`. Decide before: leave
      the clause out when there is no value, or ask for the rows that have none with `== nil`.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func titled(title: String?) -> [Post] {
          return from(p in Post, where: p.title == ^title) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func titled(title: String?) -> [Post] {
          if let title = title {
            return from(p in Post, where: p.title == ^title) |> Repo.all()
          }
          return Repo.all(Post)
        }
      }
      ```

      """#
    case "query-in-loop":
      #"""
      # query-in-loop

      A query in a loop over a list is asked once for each element: a page of a hundred posts asks for a hundred authors, one
      after the other, each with its own way to the database and back. One query that asks for all of them with `in`, a join
      or a preload costs as much as a single one of these.

      It is found in `for` loops and in the closures of `map`, `filter` and the like, where the query depends on the element.
      Writes are not meant: each may fail in its own way.

      This is a lint: `lints: { "query-in-loop": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: User
      }

      @repository
      class Repo {}

      @context
      class Posts {
        static func authors(posts: [Post]) -> [String] {
          return posts.map { post in Repo.get!(User, post.authorId).name }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var author: User
      }

      @repository
      class Repo {}

      @context
      class Posts {
        static func authors(posts: [Post]) -> [String] {
          return Repo.preload(posts, .author).map { post in post.author.name }
        }
      }
      ```

      """#
    case "reserved-word":
      #"""
      # reserved-word

      The name is one that Elixir keeps for itself, or that a module already defines: `end`, `unless`, `Repo.all`; or it is that
      of a module which every project has, `Task`, and one of yours would take its place. Swift's reserved words are no trouble,
      they are put between backticks. For a column that has such a name already, choose another for the field and say what the
      column is called. A schema called as a module of Elixir's own belongs into a module of yours: `module MyApp`.

      ## Wrong

      ```ectype
      @schema("bookings")
      struct Booking {
        var end: Date
      }
      ```

      ## Right

      ```ectype
      @schema("bookings")
      struct Booking {
        @field(source: "end") var lastDay: Date
      }
      ```

      """#
    case "single-changeset":
      #"""
      # single-changeset

      One changeset with which rows are inserted and updated lets every caller change every field it casts. What a new user
      may say, what an owner may change and what an administrator may is seldom the same, and a field that is added for one of
      them is then open to all. A changeset for each operation casts what that operation may change.

      This is a lint that is off by default: `lints: { "single-changeset": "warn" }` in `ectype.json` switches it on.

      ## Wrong

      ```ectype
      @schema("notes")
      struct Note {
        var title: String
        var author: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title, .author])
        }
      }

      @context
      class Notes {
        static func create(attrs: Params<Note>) -> Result<Note, Changeset<Note>> {
          return Note() |> Note.changeset(attrs) |> Repo.insert()
        }

        static func update(note: Note, attrs: Params<Note>) -> Result<Note, Changeset<Note>> {
          return note |> Note.changeset(attrs) |> Repo.update()
        }
      }

      @repository
      class Repo {}
      ```

      ## Right

      ```ectype
      @schema("notes")
      struct Note {
        var title: String
        var author: String

        @changeset
        func creation(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title, .author])
        }

        @changeset
        func renaming(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title])
        }
      }

      @context
      class Notes {
        static func create(attrs: Params<Note>) -> Result<Note, Changeset<Note>> {
          return Note() |> Note.creation(attrs) |> Repo.insert()
        }

        static func update(note: Note, attrs: Params<Note>) -> Result<Note, Changeset<Note>> {
          return note |> Note.renaming(attrs) |> Repo.update()
        }
      }

      @repository
      class Repo {}
      ```

      """#
    case "stale-capture":
      #"""
      # stale-capture

      A closure keeps the values that the variables around it have where it is made. Swift's sees what they become later;
      Elixir's does not, and neither does this one. A closure that is read after one of its variables has changed was most
      likely meant to see the change.

      This is a lint: `lints: { "stale-capture": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      func total(price: Int) -> Int {
        var rate = 1
        let taxed = { (amount: Int) in amount * rate }
        rate += 1
        return taxed(price) + rate
      }
      ```

      ## Right

      ```ectype
      func total(price: Int) -> Int {
        var rate = 1
        rate += 1
        let taxed = { (amount: Int) in amount * rate }
        return taxed(price) + rate
      }
      ```

      """#
    case "type-mismatch":
      #"""
      # type-mismatch

      A value is of one type and the place wants another. Nothing is converted silently, since Elixir and Swift would not
      convert it alike. An optional is not a condition: ask whether it is there.

      ## Wrong

      ```ectype
      @context
      class Names {
        static func hasName(name: String?) -> Bool {
          if name { return true }
          return false
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Names {
        static func hasName(name: String?) -> Bool {
          if name != nil { return true }
          return false
        }
      }
      ```

      """#
    case "unbounded-text":
      #"""
      # unbounded-text

      Whoever fills in a form decides how long its text is. A `varchar` column refuses what is longer than it holds, and the
      request ends in a crash instead of an error of the field; a `text` column takes megabytes, and every answer then has
      them. `validateLength` with `max:` or `is:` is a limit, and so is a list of values.

      This is a lint that is off by default: `lints: { "unbounded-text": "warn" }` in `ectype.json` switches it on.

      ## Wrong

      ```ectype
      @schema("notes")
      struct Note {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title])
        }
      }
      ```

      ## Right

      ```ectype
      @schema("notes")
      struct Note {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateLength(.title, max: 255)
        }
      }
      ```

      """#
    case "unclosed-delimiter":
      #"""
      # unclosed-delimiter

      A `(`, `[` or `{` has no partner, or another one's. The message shows both ends: what was opened, and where its end was
      expected at the latest.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title) |> validateRequired([.title])
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateRequired([.title])
        }
      }
      ```

      """#
    case "undeclared-window":
      #"""
      # undeclared-window

      `over(.name)` looks a window up by its name. It is declared in the same query, with `windows`; a window that is used once
      can be described in place: `over(partitionBy: …, orderBy: …)`.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func ranks() -> [Any] {
          return from(p in Post, select: {p.title, over(rank(), .byViews)}) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func ranks() -> [Any] {
          return from(p in Post)
            |> windows(byViews: [orderBy: [desc: p.views]])
            |> select({p.title, over(rank(), .byViews)})
            |> Repo.all()
        }
      }
      ```

      """#
    case "unexpected-token":
      #"""
      # unexpected-token

      The parser met something that cannot stand at this place. The message says what could, and the place is the first that
      makes no sense, so the mistake is there or just before. The rest of the file is read all the same: ten mistakes give ten
      errors, not one.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: = "untitled"
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String = "untitled"
      }
      ```

      """#
    case "unfilled-column":
      #"""
      # unfilled-column

      The column is never NULL and has no default, and the schema gives it no value: it has no field for it, or says that the field
      may be nil. The database refuses every row that is inserted so. Say the same on both sides: a field that is required, or a
      column that may be NULL or fills itself. Of a table that several schemas have, one of them must know the column.

      This is a lint: `lints: { "unfilled-column": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String?
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
          }
        }
      }
      ```

      """#
    case "ungrouped-column":
      #"""
      # ungrouped-column

      In a group of rows a column has many values, and the database does not choose one: it refuses the query. Group by the
      column too, or say which of its values is meant (`max`, `min`, `sum`…). Grouping by a primary key brings every column of
      its row along.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func counts() -> [Any] {
          return from(p in Post, groupBy: p.userId, select: {title: p.title, count: count(p.id)}) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func counts() -> [Any] {
          return from(p in Post, groupBy: p.userId, select: {user: p.userId, count: count(p.id)}) |> Repo.all()
        }
      }
      ```

      """#
    case "unhandled-constraint":
      #"""
      # unhandled-constraint

      The database refuses a row that refers to nothing, and one that repeats what a unique index covers. Ecto turns the
      refusal into an error of the field where a step of the changeset names the constraint, and raises where none does: a
      user whose address is taken sees a crash. `uniqueConstraint` does it for an index, `assocConstraint` or
      `foreignKeyConstraint` for a foreign key.

      This is a lint: `lints: { "unhandled-constraint": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var email: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.email])
        }
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string, null: false)
          }
          createIndex("users", ["email"], unique: true)
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var email: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.email]) |> uniqueConstraint(.email)
        }
      }

      @migration("create_users", version: 20260101120000)
      class CreateUsers {
        static func change() {
          createTable("users") { t in
            t.addColumn("email", .string, null: false)
          }
          createIndex("users", ["email"], unique: true)
        }
      }
      ```

      """#
    case "unindexed-foreign-key":
      #"""
      # unindexed-foreign-key

      PostgreSQL indexes what a foreign key refers to, not the key itself. Without an index on it every join from the other
      side, and every delete there, reads the whole table. It is quick on your machine, and slow a year later.

      This is a lint: `lints: { "unindexed-foreign-key": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @schema("posts")
      struct Post {
        @belongsTo var user: User
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("users") { t in
            t.addColumn("name", .string, null: false)
          }
          createTable("posts") { t in
            t.addColumn("user_id", .references("users"), null: false)
          }
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @schema("posts")
      struct Post {
        @belongsTo var user: User
      }

      @migration("create_posts", version: 20260101120000)
      class CreatePosts {
        static func change() {
          createTable("users") { t in
            t.addColumn("name", .string, null: false)
          }
          createTable("posts") { t in
            t.addColumn("user_id", .references("users"), null: false)
          }
          createIndex("posts", ["user_id"])
        }
      }
      ```

      """#
    case "uninitialized-variable":
      #"""
      # uninitialized-variable

      A variable may be declared without a value, and must then have one on every path before it is read. Elixir has no
      variable without a value: the branches give it one, all of them.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func size(n: Int) -> String {
          var label: String
          if n > 9 { label = "big" }
          return label
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func size(n: Int) -> String {
          var label: String
          if n > 9 { label = "big" } else { label = "small" }
          return label
        }
      }
      ```

      """#
    case "unknown-attribute":
      #"""
      # unknown-attribute

      There is no attribute, or no `#directive`, of that name. An attribute that is ignored would be a promise nobody keeps, so
      a misspelt one is an error. Ecto's own spelling, `@has_many`, is accepted beside `@hasMany`.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        @virtal var nickname: String?
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        @virtual var nickname: String?
      }
      ```

      """#
    case "unknown-field":
      #"""
      # unknown-field

      Whatever names a field is checked against the schema: `cast`, validators, queries, preloads, `orderBy`. In plain Ecto a
      misspelt field is found when the line first runs; here it is found now.

      A field keeps the spelling of its declaration: what is declared `viewCount` is `.viewCount` everywhere in the sources,
      and `view_count` in Elixir and in the database.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.titel]) |> validateRequired([.title])
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateRequired([.title])
        }
      }
      ```

      """#
    case "unknown-function":
      #"""
      # unknown-function

      Neither this module, nor the schema, nor Ecto has a function of that name. Functions of other modules are called by the
      module's name: `Accounts.get(id)`.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateRequierd([.title])
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateRequired([.title])
        }
      }
      ```

      """#
    case "unknown-name":
      #"""
      # unknown-name

      Nothing of that name can be seen here: no parameter, no `let` or `var` before this line, no case of the enumeration. A
      name that is declared inside a block ends with the block.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func double(number: Int) -> Int {
          return nmber * 2
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func double(number: Int) -> Int {
          return number * 2
        }
      }
      ```

      """#
    case "unknown-option":
      #"""
      # unknown-option

      An attribute or a function was given an option that it does not have. Options are Ecto's, in camelCase: `on_replace` is
      `onReplace`. The note lists those that there are.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateLength(.title, min: 3, maximum: 100)
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String

        @changeset
        func changeset(params: Params) -> Changeset<Self> {
          self |> cast(params, [.title]) |> validateLength(.title, min: 3, max: 100)
        }
      }
      ```

      """#
    case "unknown-setting":
      #"""
      # unknown-setting

      `ectype.json` sets something that does not exist. A setting that is quietly ignored is worse than an error, so a misspelt
      one is an error. `docs/configuration.md` has all settings.

      ## Wrong

      ```json5
      {
        source: ["models"],
      }
      ```

      ## Right

      ```json5
      {
        sources: ["models"],
      }
      ```

      """#
    case "unknown-type":
      #"""
      # unknown-type

      There is no type of that name among the built-in ones and the declarations of all the project's files. A hand-written
      Ecto type has to be declared before a field can have it.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: Strin
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }
      ```

      """#
    case "unmatched-on-delete":
      #"""
      # unmatched-on-delete

      `onDelete` of an association is Ecto's doing, and only for the row that `Repo.delete` is given. A row that goes by a
      query, by SQL or because another one went follows the reference in the database. Where the two differ, the same deletion
      leaves different things behind, or fails, depending on who asked for it. The database is the place for the rule; once it
      has it, `onDelete` can go from the schema. `.nilifyAll` also needs a column that may be NULL.

      This is a lint: `lints: { "unmatched-on-delete": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany(onDelete: .deleteAll) var posts: [Post]
      }

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var user: User
      }

      @migration("create_tables", version: 20260101120000)
      class CreateTables {
        static func change() {
          createTable("users") { t in
            t.addColumn("name", .string, null: false)
          }
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
            t.addColumn("user_id", .references("users"), null: false)
          }
          createIndex("posts", ["user_id"])
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany(onDelete: .deleteAll) var posts: [Post]
      }

      @schema("posts")
      struct Post {
        var title: String
        @belongsTo var user: User
      }

      @migration("create_tables", version: 20260101120000)
      class CreateTables {
        static func change() {
          createTable("users") { t in
            t.addColumn("name", .string, null: false)
          }
          createTable("posts") { t in
            t.addColumn("title", .string, null: false)
            t.addColumn("user_id", .references("users", onDelete: .deleteAll), null: false)
          }
          createIndex("posts", ["user_id"])
        }
      }
      ```

      """#
    case "unpinned-value":
      #"""
      # unpinned-value

      Inside a query a bare name is a column or a binding; a value of the function is pinned with `^`. It goes to the database
      as a parameter, never as text, so there is nothing to inject.

      ## Wrong

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func titled(title: String) -> [Post] {
          return from(p in Post, where: p.title == title) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func titled(title: String) -> [Post] {
          return from(p in Post, where: p.title == ^title) |> Repo.all()
        }
      }
      ```

      """#
    case "unreachable-code":
      #"""
      # unreachable-code

      A statement follows one that has returned, and never runs.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func one() -> Int {
          return 1
          return 2
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func one() -> Int {
          return 1
        }
      }
      ```

      """#
    case "unredacted-secret":
      #"""
      # unredacted-secret

      By its name the field holds a secret, and it is shown like any other: in logs, where `inspect` prints the row, in JSON,
      and in the Swift model on every phone. `@redact` keeps it out of all three. Names that say anyone may know it, such as
      `publicToken` or `tokenHint`, are left alone.

      This is a lint: `lints: { "unredacted-secret": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var email: String
        var passwordHash: String
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var email: String
        @redact var passwordHash: String
      }
      ```

      """#
    case "unrelated-join":
      #"""
      # unrelated-join

      A join whose `on:` compares nothing of one side with the other meets every row with every row: a thousand users and a
      thousand posts give a million rows. Compare a field of each side. Where every pair is meant, `crossJoin` says so.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func titles() -> [Any] {
          return from(u in User, join: p in Post, on: p.views > 3, select: {u.name, p.title}) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func titles() -> [Any] {
          return from(u in User, join: p in Post, on: p.userId == u.id, select: {u.name, p.title}) |> Repo.all()
        }
      }
      ```

      """#
    case "unselected-order":
      #"""
      # unselected-order

      `SELECT DISTINCT` folds equal rows into one. Of what is not selected a folded row has many values, so the database cannot
      order by it, and refuses the query when it runs. Select it too; or, where the join was only there to filter, ask with
      `exists`, which gives each row once without `distinct`.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func names() -> [String] {
          return from(p in Post, distinct: true, select: p.title, orderBy: p.views) |> Repo.all()
        }
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
        @hasMany var posts: [Post]
        @hasMany var comments: [Comment]
      }

      @schema("posts")
      struct Post {
        var title: String
        var views: Int = 0
        @belongsTo var user: User
      }

      @schema("comments")
      struct Comment {
        var text: String
        @belongsTo var user: User
      }

      @repository
      class Repo {}

      @context
      class Blog {
        static func names() -> [(String, Int)] {
          return from(p in Post, distinct: true, select: {p.title, p.views}, orderBy: p.views) |> Repo.all()
        }
      }
      ```

      """#
    case "unsupported-construct":
      #"""
      # unsupported-construct

      The compiler understands this and does not compile it yet. It says so rather than leave something out: what it accepts,
      it compiles in full.

      ## Wrong

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @schema("posts")
      struct Post {
        @belongsTo var user: User
        @redact var userId: Int
      }
      ```

      ## Right

      ```ectype
      @schema("users")
      struct User {
        var name: String
      }

      @schema("posts")
      struct Post {
        @belongsTo var user: User
        var userId: Int
      }
      ```

      """#
    case "unsupported-version":
      #"""
      # unsupported-version

      What is written needs a newer Elixir or Ecto than the project is compiled for: the module would not compile, or would
      fail when it runs. `elixir.version` and `elixir.ecto` of `ectype.json` say which versions these are; the defaults are
      the oldest ones that Ectype was run on.

      ## Wrong

      ```ectype
      @schema("breaks")
      struct Break {
        var rest: Duration?
      }
      ```

      ## Right

      ```ectype
      @schema("breaks")
      struct Break {
        /// In seconds.
        var rest: Int?
      }
      ```

      """#
    case "unterminated-literal":
      #"""
      # unterminated-literal

      A string, a pattern or a comment begins and does not end. A string between single quotes marks ends on its own line; for
      more lines there is `"""`.

      ## Wrong

      ```ectype
      @schema("posts)
      struct Post {
        var title: String
      }
      ```

      ## Right

      ```ectype
      @schema("posts")
      struct Post {
        var title: String
      }
      ```

      """#
    case "unused-allow":
      #"""
      # unused-allow

      An `@allow` that keeps nothing quiet is a remark about code that is gone: it would hide the next mistake of its kind
      without anybody having decided so. An allowance of a lint that is off is left alone.

      This is a lint: `lints: { "unused-allow": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @schema("products")
      struct Product {
        @allow("float-money") var price: Decimal
      }
      ```

      ## Right

      ```ectype
      @schema("products")
      struct Product {
        var price: Decimal
        /// For charts alone.
        @allow("float-money") var averagePrice: Double
      }
      ```

      """#
    case "unused-function":
      #"""
      # unused-function

      A private function that nothing calls. It is left out of the output, because Elixir would warn about it.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func one() -> Int { return 1 }
        private static func two() -> Int { return 2 }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func one() -> Int { return two() - 1 }
        private static func two() -> Int { return 2 }
      }
      ```

      """#
    case "unused-variable":
      #"""
      # unused-variable

      A value is computed and nobody reads it. Often something was forgotten: a query is a value, and `where(query, …)` gives
      a new one rather than changing the old. Elixir would warn about the same thing, in a file you did not write.

      This is a lint: `lints: { "unused-variable": "off" }` in `ectype.json` silences it.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func double(number: Int) -> Int {
          let result = number * 2
          return number
        }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func double(number: Int) -> Int {
          let result = number * 2
          return result
        }
      }
      ```

      """#
    case "wrong-arguments":
      #"""
      # wrong-arguments

      A function is called with too many arguments, too few, or the wrong names; or an SQL fragment has more `?` than values.

      ## Wrong

      ```ectype
      @context
      class Numbers {
        static func add(a: Int, b: Int) -> Int { return a + b }
        static func three() -> Int { return add(1) }
      }
      ```

      ## Right

      ```ectype
      @context
      class Numbers {
        static func add(a: Int, b: Int) -> Int { return a + b }
        static func three() -> Int { return add(1, 2) }
      }
      ```

      """#
    default: nil
    }
  }
}
