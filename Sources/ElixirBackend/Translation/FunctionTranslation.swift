import EctypeModel

/// The functions of one module, with what they need at its top.
struct FunctionTranslation {
  let program: Program
  let module: ModuleName
  let functions: [Function]
  var aliases: Aliases
  private var usesChangeset = false
  private var usesQuery = false

  init(program: Program, module: ModuleName, functions: [Function], aliases: Aliases) {
    self.program = program
    self.module = module
    self.functions = functions
    self.aliases = aliases
  }

  /// `import Ecto.Changeset`, `import Ecto.Query`: only what the functions call.
  /// A function of the module itself goes before an imported one of its name.
  var imports: [ElixirStatement] {
    var result: [ElixirStatement] = []
    if usesChangeset { result.append(importing("Ecto.Changeset", ImportedNames.changeset)) }
    if usesQuery { result.append(importing("Ecto.Query", ImportedNames.query)) }
    if !ImportedNames.hidden(by: functions, in: ImportedNames.kernel).isEmpty {
      result.append(importing("Kernel", ImportedNames.kernel))
    }
    return result
  }

  private func importing(_ module: String, _ names: [String: Set<Int>]) -> ElixirStatement {
    let hidden = ImportedNames.hidden(by: functions, in: names)
    let options = hidden.isEmpty ? [] : [ElixirKeyword("except", .keywords(hidden))]
    return .expression(.call("import", [.alias(module)], options))
  }

  /// Each function with its doc and spec, as one group of statements.
  mutating func definitions() -> [[ElixirStatement]] {
    functions.map { definition(of: $0) }
  }

  private mutating func definition(of function: Function) -> [ElixirStatement] {
    var statements: [ElixirStatement] = []
    if !function.isPrivate {
      if let documentation = function.documentation {
        statements.append(.expression(.attribute("doc", .doc(documentation))))
      }
      statements.append(.expression(spec(of: function)))
    }
    var body = BodyTranslation(
      program: program, module: module, function: function, aliases: aliases)
    let parameters = body.parameters()
    let block = body.block()
    aliases = body.aliases
    usesChangeset = usesChangeset || body.usesChangeset
    usesQuery = usesQuery || body.usesQuery
    let head =
      parameters.isEmpty
      ? ElixirExpression.variable(function.name.elixir)
      : .parenthesizedCall(function.name.elixir, parameters)
    statements.append(.expression(.block(function.isPrivate ? "defp" : "def", [head], block)))
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
    for parameter in function.parameters {
      // A schema is a query too.
      if case .query = parameter.local.type {
        arguments.append(.remote("Ecto.Queryable", "t"))
      } else {
        arguments.append(types.value(parameter.local.type, &aliases))
      }
    }
    let head = ElixirExpression.call(function.name.elixir, arguments)
    return .attribute("spec", .binary(.typed, head, types.value(function.result, &aliases)))
  }

  /// What a schema's struct is called as an argument: `post`.
  static func receiverName(of schema: Schema) -> String {
    NameRules.variable(NameRules.snakeCase(schema.module.last))
  }
}
