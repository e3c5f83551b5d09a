import EctypeModel

/// The functions of one module, with what they need at its top.
struct FunctionTranslation {
  let program: Program
  let module: ModuleName
  let functions: [Function]
  var aliases: Aliases
  private var uses: Set<ImportedNames> = []
  private var requiresQuery = false
  /// The structs that they write or match.
  private(set) var needs = ModuleNeeds()
  /// Functions that loops became, to stand behind the function they are of.
  private var helpers: [ElixirStatement] = []
  private var functionNames: Set<String>
  private let hidden: HiddenImports
  /// Functions of the module that only clauses called as are gone, since they never match.
  private var uncalled: Set<String> = []
  /// Text of the author's own, which may call any.
  private let texts: [String]
  /// With how many arguments each private function is called.
  private var arities: [String: Set<Int>] = [:]

  init(
    program: Program, module: ModuleName, functions: [Function], texts: [String], aliases: Aliases
  ) {
    self.program = program
    self.texts = texts
    self.module = module
    self.functions = functions
    self.aliases = aliases
    functionNames = Set(functions.map(\.name.elixir))
    hidden = HiddenImports(by: functions)
    for function in functions where function.isPrivate { arities[function.name.elixir] = [] }
    guard !arities.isEmpty else { return }
    for function in functions {
      function.body.walk { note($0) }
      for parameter in function.parameters { parameter.defaultValue?.walk { note($0) } }
    }
  }

  private mutating func note(_ expression: Expression) {
    switch expression.kind {
    case .call(let call):
      if case .local(let name) = call.callee {
        arities[name.elixir]?.insert(call.arguments.count)
      }
    case .reference(.local(let name), let arity): arities[name.elixir]?.insert(arity)
    default: return
    }
  }

  /// `import Ecto.Changeset`, `import Ecto.Query`: only what the functions call.
  /// A function of the module itself goes before an imported one of its name.
  var imports: [ElixirStatement] {
    var result: [ElixirStatement] = []
    if uses.contains(.changeset) { result.append(importing(.changeset)) }
    if uses.contains(.query) {
      result.append(importing(.query))
    } else if requiresQuery {
      result.append(.expression(.call("require", [.alias(ImportedNames.query.rawValue)])))
    }
    if !hidden.keywords(of: .kernel).isEmpty { result.append(importing(.kernel)) }
    return result
  }

  private func importing(_ source: ImportedNames) -> ElixirStatement {
    let names = hidden.keywords(of: source)
    let options = names.isEmpty ? [] : [ElixirKeyword("except", .keywords(names))]
    return .expression(.call("import", [.alias(source.rawValue)], options))
  }

  /// Each function with its doc and spec, as one group of statements.
  mutating func definitions() -> [[ElixirStatement]] {
    var groups: [[ElixirStatement]] = []
    for (index, function) in functions.enumerated() {
      var definition = definition(of: function)
      if function.clause == .first, let head = clauseHead(of: function) {
        // Elixir wants the defaults of several clauses in a head without a body.
        let last = definition.removeLast()
        groups.append(definition + [head])
        definition = [last]
      }
      if function.clause == .further, definition[0].isOneLineClause,
        groups.last?.last?.isOneLineClause == true
      {
        groups[groups.count - 1] += definition
      } else {
        groups.append(definition)
      }
      // Clauses of one name stand together: what their loops became comes after the last.
      let next = functions.indices.contains(index + 1) ? functions[index + 1] : nil
      if next?.clause == .further, next?.name == function.name { continue }
      groups += helpers.map { [$0] }
      helpers = []
    }
    return uncalled.isEmpty
      ? groups : CalledFunctions(groups, texts: texts).groups(without: uncalled)
  }

  /// `def discount(price, percent \\\\ 0)`
  private mutating func clauseHead(of function: Function) -> ElixirStatement? {
    guard function.parameters.contains(where: { $0.defaultValue != nil }) else { return nil }
    var head = function
    for index in head.parameters.indices {
      head.parameters[index].isUnused = false
      guard head.parameters[index].pattern != nil else { continue }
      // A name from a clause that has one.
      head.parameters[index].pattern = nil
      let named = functions.first {
        $0.name == function.name && $0.clause != nil && $0.parameters[index].pattern == nil
      }
      if let named { head.parameters[index].local = named.parameters[index].local }
    }
    var body = BodyTranslation(
      program: program, module: module, function: head, aliases: aliases,
      functionNames: functionNames, hidden: hidden)
    body.defaultCount = defaultCount(of: function)
    let parameters = body.parameters()
    aliases = body.aliases
    needs.add(body.needs)
    return .expression(
      .call(
        function.isPrivate ? "defp" : "def", [.parenthesizedCall(function.name.elixir, parameters)]
      ))
  }

  /// How many defaults somebody counts on: those of a private function that nobody leaves to it are a warning of
  /// Elixir's compiler.
  private func defaultCount(of function: Function) -> Int {
    let count = function.parameters.filter { $0.defaultValue != nil }.count
    guard function.isPrivate, count > 0 else { return count }
    let most = function.parameters.count + (function.receiver == nil ? 0 : 1)
    let least = arities[function.name.elixir]?.min() ?? most
    return min(count, max(0, most - least))
  }

  private mutating func definition(of function: Function) -> [ElixirStatement] {
    var statements: [ElixirStatement] = []
    if !function.isPrivate, function.clause != .further {
      if let documentation = function.documentation {
        statements.append(.expression(.attribute("doc", .doc(documentation))))
      }
      statements.append(.expression(spec(of: function)))
    }
    var body = BodyTranslation(
      program: program, module: module, function: function, aliases: aliases,
      functionNames: functionNames, hidden: hidden)
    // The defaults of several clauses are in their head.
    body.defaultCount = function.clause == nil ? defaultCount(of: function) : 0
    var parameters = body.parameters()
    let condition = body.headGuard()
    var block = body.block()
    uncalled.formUnion(body.uncalled)
    if body.knowsValues {
      uncalled.formUnion(KnownValues.settle(&block, &parameters, guard: condition))
    }
    aliases = body.aliases
    functionNames = body.functionNames
    uses.formUnion(body.uses)
    requiresQuery = requiresQuery || body.requiresQuery
    needs.add(body.needs)
    var head =
      parameters.isEmpty
      ? ElixirExpression.variable(function.name.elixir)
      : .parenthesizedCall(function.name.elixir, parameters)
    if let condition { head = .binary(.when, head, condition) }
    let keyword = function.isPrivate ? "defp" : "def"
    if function.clause != nil, block.count == 1, case .expression(let value) = block[0],
      value.isOneLine
    {
      statements.append(.expression(.call(keyword, [head], [ElixirKeyword("do", value)])))
    } else {
      statements.append(.expression(.block(keyword, [head], block)))
    }
    helpers += body.helpers
    return statements
  }

  private mutating func spec(of function: Function) -> ElixirExpression {
    let types = TypespecTranslation(program: program, module: module)
    var arguments: [ElixirExpression] = []
    if let receiver = function.receiver {
      let type = types.value(receiver.type, &aliases)
      let isChangeset = function.role == .changeset
      arguments.append(
        isChangeset
          ? TypespecTranslation.union([type, .remote("Ecto.Changeset", "t", [type])]) : type)
    }
    let clauses =
      function.clause == nil ? [function] : functions.filter { $0.name == function.name }
    for index in function.parameters.indices {
      let all = clauses.map { clause in
        Self.argument(clause.parameters[index].local.type, types, &aliases)
      }
      arguments.append(Self.either(all))
    }
    let head = ElixirExpression.call(function.name.elixir, arguments)
    let results = clauses.map { types.value($0.result, &aliases) }
    return .attribute("spec", .binary(.typed, head, Self.either(results)))
  }

  /// What a parameter's type lets callers give: a schema is a query too.
  private static func argument(
    _ type: ValueType, _ types: TypespecTranslation, _ aliases: inout Aliases
  ) -> ElixirExpression {
    if case .query = type { return .remote("Ecto.Queryable", "t") }
    return types.value(type, &aliases)
  }

  /// The types of several clauses, each once.
  private static func either(_ types: [ElixirExpression]) -> ElixirExpression {
    TypespecTranslation.union(
      types.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
  }

  /// What a schema's struct is called as an argument: `post`.
  static func receiverName(of schema: Schema) -> String {
    NameRules.variable(NameRules.snakeCase(schema.module.last))
  }
}

extension ElixirStatement {
  /// `def half(0), do: 0`: such clauses stand together.
  fileprivate var isOneLineClause: Bool {
    guard case .expression(.call(let call)) = self else { return false }
    return call.name.hasPrefix("def") && call.keywords.count == 1
  }
}
