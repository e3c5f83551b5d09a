import EctypeModel

/// Types as typespecs.
struct TypespecTranslation {
  let program: Program
  /// The module that they stand in: its own types have no prefix.
  let module: ModuleName

  // MARK: Fields

  func field(_ type: FieldType, _ aliases: inout Aliases) -> ElixirExpression {
    switch type {
    case .id, .integer: .call("integer")
    case .binaryID, .uuid: .remote("Ecto.UUID", "t")
    case .float: .call("float")
    case .boolean: .call("boolean")
    case .string: .remote("String", "t")
    case .binary: .call("binary")
    case .bitstring: .call("bitstring")
    case .decimal: .remote("Decimal", "t")
    case .date: .remote("Date", "t")
    case .time: .remote("Time", "t")
    case .naiveDateTime: .remote("NaiveDateTime", "t")
    case .utcDateTime: .remote("DateTime", "t")
    case .duration: .remote("Duration", "t")
    case .map: .call("map")
    case .mapOf(let value), .dictionary(_, let value):
      .map([.pair(.call("optional", [.remote("String", "t")]), field(value, &aliases))])
    case .array(let element): .list([field(element, &aliases)])
    case .enumeration(let id): enumeration(id, &aliases)
    case .any: .call("term")
    case .custom(let module, _): .remote(module.description, "t")
    }
  }

  /// `status()`, `Post.status()`; the cases themselves where no schema owns it.
  private func enumeration(_ id: EnumerationID, _ aliases: inout Aliases) -> ElixirExpression {
    let enumeration = program[id]
    guard let owner = enumeration.owner else { return Self.cases(enumeration) }
    let name = Self.name(of: enumeration)
    let module = program[owner].module
    if module == self.module { return .call(name) }
    return .remote(aliases.expression(module), name)
  }

  static func cases(_ enumeration: Enumeration) -> ElixirExpression {
    union(enumeration.cases.map { .atom($0.name.elixir) })
  }

  /// The name of an enumeration's type; Elixir's own types keep theirs.
  static func name(of enumeration: Enumeration) -> String {
    let name = NameRules.snakeCase(enumeration.name)
    return builtin.contains(name) ? name + "_value" : name
  }

  private static let builtin: Set<String> = [
    "any", "arity", "as_boolean", "atom", "binary", "bitstring", "boolean", "byte", "char",
    "charlist", "float", "fun", "function", "identifier", "integer", "iodata", "iolist", "keyword",
    "list", "map", "maybe_improper_list", "mfa", "module", "neg_integer", "no_return", "node",
    "non_neg_integer", "none", "number", "pid", "port", "pos_integer", "reference", "string",
    "struct", "t", "term", "timeout", "tuple",
  ]

  /// `a | b | c`
  static func union(_ parts: [ElixirExpression]) -> ElixirExpression {
    guard let last = parts.last else { return .call("none") }
    return parts.dropLast().reversed().reduce(last) { .binary(.cons, $1, $0) }
  }

  // MARK: Values

  func value(_ type: ValueType, _ aliases: inout Aliases) -> ElixirExpression {
    switch type {
    case .any: .call("term")
    case .void: .atom("ok")
    case .nil: .nil
    case .bool: .call("boolean")
    case .integer: .call("integer")
    case .float: .call("float")
    case .string: .remote("String", "t")
    case .decimal: .remote("Decimal", "t")
    case .atom: .call("atom")
    case .binary: .call("binary")
    case .date: .remote("Date", "t")
    case .time: .remote("Time", "t")
    case .naiveDateTime: .remote("NaiveDateTime", "t")
    case .utcDateTime: .remote("DateTime", "t")
    case .duration: .remote("Duration", "t")
    case .uuid: .remote("Ecto.UUID", "t")
    case .optional(let inner): Self.union([value(inner, &aliases), .nil])
    case .list(let element): .list([value(element, &aliases)])
    case .map(let key, let element): map(key, element, &aliases)
    case .tuple(let parts): .tuple(parts.map { value($0, &aliases) })
    case .options: .call("keyword")
    case .schema(let id): schema(id, &aliases)
    case .enumeration(let id): enumeration(id, &aliases)
    case .params: .call("map")
    case .changeset(let id):
      .remote("Ecto.Changeset", "t", id.map { [schema($0, &aliases)] } ?? [])
    case .query: .remote("Ecto.Query", "t")
    case .result(let value, let error):
      Self.union([
        .tuple([.atom("ok"), self.value(value, &aliases)]),
        .tuple([.atom("error"), self.value(error, &aliases)]),
      ])
    case .module: .call("module")
    case .range: .remote("Range", "t")
    case .function(let parameters, let result):
      .functionType(parameters.map { value($0, &aliases) }, value(result, &aliases))
    }
  }

  private func map(
    _ key: ValueType, _ element: ValueType, _ aliases: inout Aliases
  ) -> ElixirExpression {
    if key == .any || element == .any { return .call("map") }
    return .map([.pair(.call("optional", [value(key, &aliases)]), value(element, &aliases))])
  }

  func schema(_ id: SchemaID, _ aliases: inout Aliases) -> ElixirExpression {
    let module = program[id].module
    return module == self.module ? .call("t") : .remote(aliases.expression(module), "t")
  }
}
