import EctypeModel

/// What a body says that Swift has no equal for.
struct NotPortable: Error {}

/// Translates one function. Bodies are imperative in the model and stay so.
struct FunctionTranslator {
  let function: PortableFunction
  let functions: PortableFunctions
  let translator: Translator
  let scope: LexicalScope
  var builder: FileBuilder
  let uses: LocalUses
  var fact = PortableFunctions.Fact()
  /// The names of variables by their ids, and those that are taken where the translation stands.
  var names: [Int: String] = [:]
  var visible: Set<String> = []
  /// The names of variables that may be nil where they are not.
  var presents: [Int: String] = [:]
  /// What stands for a variable that a pattern has not bound yet.
  var substitutes: [Int: SwiftExpression] = [:]
  /// What is translated may throw: the expression, and the body around it.
  var isThrowing = false
  var bodyThrows = false
  /// What is translated is seen from outside.
  private var isHead = false

  private init(
    _ function: PortableFunction, _ functions: PortableFunctions, _ translator: Translator,
    _ builder: FileBuilder
  ) {
    self.function = function
    self.functions = functions
    self.translator = translator
    self.builder = builder
    scope = LexicalScope(translator.names.path(of: function.key.module))
    uses = LocalUses(function)
  }

  var program: Program { translator.program }

  /// What the body tells; nil where Swift cannot say it.
  static func fact(
    of function: PortableFunction, in functions: PortableFunctions, _ translator: Translator
  ) -> PortableFunctions.Fact? {
    var copy = FunctionTranslator(
      function, functions, translator, FileBuilder(translator, translator.settings))
    guard (try? copy.translate()) != nil else { return nil }
    copy.fact.throwsItself = copy.bodyThrows
    return copy.fact
  }

  /// A function that Swift has.
  static func declaration(
    of function: PortableFunction, in functions: PortableFunctions, _ translator: Translator,
    _ builder: inout FileBuilder
  ) -> SwiftFunction? {
    var copy = FunctionTranslator(function, functions, translator, builder)
    guard let result = try? copy.translate() else { return nil }
    builder = copy.builder
    return result
  }

  // MARK: The function

  private mutating func translate() throws(NotPortable) -> SwiftFunction {
    let first = function.first
    isHead = !first.isPrivate
    let result = try type(first.result)
    var parameters: [SwiftParameter] = []
    for (index, parameter) in first.parameters.enumerated() {
      let local = function.parameterLocal(index)
      let name = declare(local)
      var value: SwiftExpression?
      if let expression = parameter.defaultValue {
        value = try self.expression(expression, hasContext: true)
        if isThrowing { throw NotPortable() }
      }
      parameters.append(
        SwiftParameter(
          label: function.labels[index], name, type: try type(parameter.local.type),
          defaultValue: value))
    }
    isHead = false
    let body: [SwiftStatement]
    if function.clauses.count > 1 || first.parameters.contains(where: { $0.pattern != nil })
      || first.guardCondition != nil
    {
      body = try clauses()
    } else {
      body = try block(first.body)
    }
    var modifiers: SwiftModifiers = [.static]
    modifiers.formUnion(first.isPrivate ? .private : builder.access)
    return SwiftFunction(
      function.name, parameters: parameters, throws: bodyThrows,
      result: result, body: body.withImplicitReturn,
      documentation: function.clauses.compactMap(\.documentation).first, modifiers: modifiers)
  }

  /// Clauses in order: each is left where its patterns do not match.
  private mutating func clauses() throws(NotPortable) -> [SwiftStatement] {
    var cases: [MatchCase] = []
    for clause in function.clauses {
      var parts: [(Pattern, SwiftExpression, ValueType)] = []
      for (index, parameter) in clause.parameters.enumerated() {
        let subject = function.parameterLocal(index)
        let value = SwiftExpression.name(names[subject.id] ?? "_")
        guard let pattern = parameter.pattern else {
          names[parameter.local.id] = names[subject.id]
          continue
        }
        parts.append((pattern, value, parameter.local.type))
      }
      cases.append(
        MatchCase(alternatives: [parts], condition: clause.guardCondition, body: clause.body))
    }
    return try match(cases)
  }

  // MARK: Names

  /// Gives a variable a name that no other that is seen there has.
  mutating func declare(_ local: Local) -> String {
    let name = SwiftNames.property(local.name)
    var unique = name
    var number = 2
    while visible.contains(unique) {
      unique = "\(name)\(number)"
      number += 1
    }
    visible.insert(unique)
    names[local.id] = unique
    return unique
  }

  /// Translates what is inside a block of its own: the names in it are gone afterwards.
  mutating func scoped<T>(
    _ body: (inout FunctionTranslator) throws(NotPortable) -> T
  ) throws(NotPortable) -> T {
    let (outer, outerPresents) = (visible, presents)
    defer { (visible, presents) = (outer, outerPresents) }
    return try body(&self)
  }

  // MARK: Types

  private mutating func runtime(_ name: String) -> SwiftType {
    isHead ? builder.runtime(name, in: scope) : builder.runtimeInBody(name, in: scope)
  }

  mutating func type(_ type: ValueType) throws(NotPortable) -> SwiftType {
    switch type {
    case .bool: return builder.standard("Bool", in: scope)
    case .integer: return builder.standard("Int", in: scope)
    case .float: return builder.standard("Double", in: scope)
    case .string: return builder.standard("String", in: scope)
    case .date: return runtime("LocalDate")
    case .time(.second): return runtime("LocalTime")
    case .naiveDateTime(.second): return runtime("NaiveDateTime")
    case .utcDateTime(.second): return runtime("UTCDateTime")
    case .range: return .generic(builder.standard("Range", in: scope), ["Int"])
    case .enumeration(let id):
      if program[id].swift.isSkipped { throw NotPortable() }
      return builder.reference(translator.names.path(of: id), from: scope)
    case .optional(let inner): return .optional(try self.type(inner))
    case .list(let element): return .array(try self.type(element))
    case .map(let key, let value):
      return .dictionary(key: try self.type(key), value: try self.type(value))
    case .tuple(let parts):
      var types: [SwiftType] = []
      for part in parts { types.append(try self.type(part)) }
      return .tuple(types)
    case .result(let value, let reason):
      return .generic(
        runtime("Outcome"), [try self.type(value), try self.type(reason)])
    case .function(let parameters, let result):
      var types: [SwiftType] = []
      for parameter in parameters { types.append(try self.type(parameter)) }
      return .function(types, throws: true, result: try self.type(result))
    default: throw NotPortable()
    }
  }
}

extension PortableFunction {
  /// The variable of a parameter, of the first clause that names it.
  fileprivate func parameterLocal(_ index: Int) -> Local {
    clauses.lazy.map { $0.parameters[index] }.first { $0.pattern == nil }?.local
      ?? first.parameters[index].local
  }
}

extension [SwiftStatement] {
  /// A body of one expression says no `return`.
  fileprivate var withImplicitReturn: [SwiftStatement] {
    guard count == 1, case .return(let value?) = self[0] else { return self }
    return [.expression(value)]
  }
}
