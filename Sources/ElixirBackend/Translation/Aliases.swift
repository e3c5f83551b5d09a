import EctypeModel

/// The aliases of one module: made while its body is translated, written at its top. A module whose last
/// segment is taken is named in full.
struct Aliases {
  /// The module that they are for.
  let module: ModuleName
  private var used: [String: ModuleName] = [:]

  init(module: ModuleName) { self.module = module }

  /// Modules of Elixir and of libraries that generated code names: an alias would hide them.
  private static let reserved: Set<String> = [
    "Access", "Atom", "Date", "DateTime", "Decimal", "Duration", "Ecto", "Enum", "Integer", "JSON",
    "Jason", "Kernel", "Keyword", "List", "Map", "NaiveDateTime", "String", "Time",
  ]

  /// How the module is called here.
  mutating func name(_ other: ModuleName) -> String {
    guard other.segments.count > 1 else { return other.description }
    let last = other.last
    if Self.reserved.contains(last) { return other.description }
    if let taken = used[last], taken != other { return other.description }
    used[last] = other
    return last
  }

  mutating func expression(_ other: ModuleName) -> ElixirExpression { .alias(name(other)) }

  /// `alias MyApp.Blog.Post`, sorted by full name.
  var statements: [ElixirStatement] {
    used.values.map(\.description).sorted().map {
      .expression(.call("alias", [.alias($0)]))
    }
  }
}
