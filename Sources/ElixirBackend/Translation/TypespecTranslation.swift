import EctypeModel

/// Types as typespecs.
struct TypespecTranslation {
  let program: Program
  /// The module that they stand in: its own types have no prefix.
  let module: ModuleName

  private static let multi = ModuleName(["Ecto", "Multi"])

  /// Types that are the same everywhere: their trees are made once.
  private enum Known {
    static let uuid = ElixirExpression.remote("Ecto.UUID", "t")
    static let string = ElixirExpression.remote("String", "t")
    static let decimal = ElixirExpression.remote("Decimal", "t")
    static let date = ElixirExpression.remote("Date", "t")
    static let time = ElixirExpression.remote("Time", "t")
    static let naiveDateTime = ElixirExpression.remote("NaiveDateTime", "t")
    static let dateTime = ElixirExpression.remote("DateTime", "t")
    static let integer = ElixirExpression.call("integer")
    static let float = ElixirExpression.call("float")
    static let boolean = ElixirExpression.call("boolean")
    static let term = ElixirExpression.call("term")
    static let binary = ElixirExpression.call("binary")
  }

  // MARK: Fields

  func field(_ type: FieldType, _ aliases: inout Aliases) -> ElixirExpression {
    switch type {
    case .id, .integer: Known.integer
    case .binaryID, .uuid: Known.uuid
    case .float: Known.float
    case .boolean: Known.boolean
    case .string: Known.string
    case .binary: Known.binary
    case .bitstring: .call("bitstring")
    case .decimal: Known.decimal
    case .date: Known.date
    case .time: Known.time
    case .naiveDateTime: Known.naiveDateTime
    case .utcDateTime: Known.dateTime
    case .duration: .remote("Duration", "t")
    case .map: .call("map")
    case .mapOf(let value), .dictionary(_, let value):
      .map([.pair(.call("optional", [Known.string]), field(value, &aliases))])
    case .array(let element): .list([field(element, &aliases)])
    case .enumeration(let id): enumeration(id, &aliases)
    case .any: Known.term
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
    case .any: Known.term
    case .void: .atom("ok")
    case .nil: .nil
    case .bool: Known.boolean
    case .integer: Known.integer
    case .float: Known.float
    case .string: Known.string
    case .decimal: Known.decimal
    case .atom: .call("atom")
    case .binary: Known.binary
    case .date: Known.date
    case .time: Known.time
    case .naiveDateTime: Known.naiveDateTime
    case .utcDateTime: Known.dateTime
    case .duration: .remote("Duration", "t")
    case .uuid: Known.uuid
    case .optional(let inner): Self.union([value(inner, &aliases), .nil])
    case .list(let element): .list([value(element, &aliases)])
    case .map(let key, let element): map(key, element, &aliases)
    case .tuple(let parts): .tuple(parts.map { value($0, &aliases) })
    case .options: .call("keyword")
    case .schema(let id): schema(id, &aliases)
    case .enumeration(let id): enumeration(id, &aliases)
    case .params, .row: .call("map")
    case .changeset(let id):
      .remote("Ecto.Changeset", "t", id.map { [schema($0, &aliases)] } ?? [])
    case .query: .remote("Ecto.Query", "t")
    case .dynamic: .remote("Ecto.Query", "dynamic_expr")
    case .record(let fields): record(fields, &aliases)
    case .result(let value, .multiFailure):
      Self.union([
        .tuple([.atom("ok"), self.value(value, &aliases)]),
        .remote(aliases.expression(Self.multi), "failure"),
      ])
    case .result(let value, let error):
      Self.union([
        .tuple([.atom("ok"), self.value(value, &aliases)]),
        .tuple([.atom("error"), self.value(error, &aliases)]),
      ])
    case .module: .call("module")
    case .never: .call("no_return")
    case .multi: .remote(aliases.expression(Self.multi), "t")
    case .multiFailure: Known.term
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

  private func record(_ fields: [OptionType], _ aliases: inout Aliases) -> ElixirExpression {
    var entries: [ElixirMapEntry] = []
    for field in fields {
      entries.append(.keyword(ElixirKeyword(field.name.elixir, value(field.type, &aliases))))
    }
    return .map(entries)
  }

  func schema(_ id: SchemaID, _ aliases: inout Aliases) -> ElixirExpression {
    let module = program[id].module
    return module == self.module ? .call("t") : .remote(aliases.expression(module), "t")
  }
}
