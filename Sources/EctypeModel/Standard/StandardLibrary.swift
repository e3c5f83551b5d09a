/// The standard library of the language, found by form and name. The table is `sections`; `docs/standard-library.md`
/// is made from it.
package enum StandardLibrary {
  package struct Section: Sendable {
    package var title: String
    package var functions: [StandardFunction]

    init(_ title: String, _ table: String) {
      self.title = title
      functions = table.split(separator: "\n").map { StandardFunction(line: $0) }
    }
  }

  package static let sections: [Section] = [
    Section("Strings", stringTable), Section("Lists", listTable),
    Section("Elixir's Enum and List", enumTable), Section("Maps", mapTable),
    Section("Numbers", numberTable), Section("Dates and times", calendarTable),
    Section("Dates and times out of their parts", constructionTable),
    Section("Results, optionals and the rest", valueTable),
  ]

  package static let all = sections.flatMap(\.functions)

  private static let members = index { function in
    switch function.form {
    case .property, .method, .mutation: NameRules.snakeCase(function.name)
    default: nil
    }
  }
  private static let globals = index { $0.form == .global ? $0.name : nil }
  private static let functions = index { function in
    if case .function(let module) = function.form { "\(module).\(function.name)" } else { nil }
  }

  private static func index(
    _ key: (StandardFunction) -> String?
  ) -> [String: [StandardFunction]] {
    all.reduce(into: [:]) { index, function in
      if let key = key(function) { index[key, default: []].append(function) }
    }
  }

  /// Methods and properties by Elixir's spelling of their name, in the table's order.
  package static func members(_ name: String) -> [StandardFunction] { members[name] ?? [] }
  package static func globals(_ name: String) -> [StandardFunction] { globals[name] ?? [] }
  package static func functions(_ name: String, in module: String) -> [StandardFunction] {
    functions["\(module).\(name)"] ?? []
  }

  package static let memberNames = members.keys.sorted()
  package static let globalNames = globals.keys.sorted()
  package static let modules = Set(
    all.compactMap { if case .function(let module) = $0.form { module } else { nil } })

  package static func functionNames(in module: String) -> [String] {
    functions.keys.filter { $0.hasPrefix(module + ".") }.map {
      String($0.dropFirst(module.count + 1))
    }.sorted()
  }

  /// `xs.enumerated()`, whose pairs are Swift's, and the one of Elixir's pairs.
  package static let enumerated = members("enumerated")[0]
  package static let withIndex = functions("with_index", in: "Enum")[0]

  /// What `m[k] = v` and `xs[i] = v` are.
  package static let mapSetter = setter("Map.put")
  package static let listSetter = setter("List.replace_at")
  /// `xs[i] += v`: nothing where there is none.
  package static let listUpdater = StandardFunction(
    line:
      "List.set([T], Int, (T) -> T) -> [T] :: List.update_at($0, $1, $2) ::  ::  :: Elixir.update($0, at: $1, $2)"
  )
  /// `xs[i]`: nil where there is none.
  package static let elementAt = StandardFunction(
    line: "List.get([T], Int) -> T? :: Enum.at($0, $1) ::  ::  :: Elixir.at($0, $1)")

  /// `m[k] = nil`
  package static let mapRemover = functions("delete", in: "Map")[0]
  /// `m[k, default: v]`
  package static let elementOrDefault = functions("get", in: "Map").first {
    $0.parameters.count == 3
  }!
  /// `pair.0`
  package static func part(_ index: Int) -> StandardFunction {
    StandardFunction(
      line: "Tuple.get(Any) -> Any :: elem($0, \(index)) ::  ::  :: $0.\(index)")
  }

  private static func setter(_ name: String) -> StandardFunction {
    StandardFunction(line: "Map.set(Any, Any, Any) -> Any :: \(name)($0, $1, $2) ::  :: ")
  }
}
