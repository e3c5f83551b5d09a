import EctypeDiagnostics
import EctypeModel

/// One function's parameters and body. Assignments become rebindings; branches, loops and early exits become
/// expressions (`ControlFlow`, `LoopTranslation`).
struct BodyTranslation {
  let program: Program
  let module: ModuleName
  let function: Function
  var aliases: Aliases
  /// What of imports it calls by name alone.
  private(set) var uses: Set<ImportedNames> = []
  /// It calls a macro of Ecto.Query by its module.
  private(set) var requiresQuery = false
  /// The structs that it writes or matches.
  private(set) var needs = ModuleNeeds()
  let hidden: HiddenImports
  /// Private functions that its `while` loops became.
  var helpers: [ElixirStatement] = []
  /// Function names of the module, which those must not take.
  var functionNames: Set<String>
  /// How many defaults are written, from the last on.
  var defaultCount = Int.max
  /// What the body reads of its variables.
  let reads: Set<Int>
  /// Variables that have another's name, whose value they begin with.
  var copies: [Int: String]
  /// Some variable holds what is written out where it is bound, or such a value is taken apart.
  var knowsValues = false
  /// A guard is being translated.
  private(set) var isInGuard = false
  /// Numbers and their like that variables are bound to.
  var literals: Set<Int> = []
  /// Functions of the module that only such clauses called as are gone.
  var uncalled: Set<String> = []
  /// Every variable's name, which a variable of the translation's own must not take.
  let names: Set<String>

  init(
    program: Program, module: ModuleName, function: Function, aliases: Aliases,
    functionNames: Set<String>, hidden: HiddenImports
  ) {
    self.program = program
    self.module = module
    self.function = function
    self.aliases = aliases
    self.functionNames = functionNames
    self.hidden = hidden
    var reads: Set<Int> = []
    var names: Set<String> = []
    func note(_ local: Local) {
      reads.insert(local.id)
      names.insert(local.name.elixir)
    }
    function.body.walk { if case .local(let local) = $0.kind { note(local) } }
    function.guardCondition?.forEachLocal(note)
    for parameter in function.parameters { parameter.pattern?.walk { $0.forEachLocal(note) } }
    self.reads = reads
    copies = Copies(function).names
    self.names = names
  }

  /// A call of an imported function, by its module where a function of this one hides it.
  mutating func imported(
    _ source: ImportedNames, _ name: String, _ arguments: [ElixirExpression],
    _ keywords: [ElixirKeyword] = [], isPiped: Bool = false
  ) -> ElixirExpression {
    let call = hidden.call(source, name, arguments, keywords, isPiped: isPiped)
    if case .call(let made) = call, made.target == .local {
      uses.insert(source)
    } else if source == .query {
      requiresQuery = true
    }
    return call
  }

  /// `%Post{…}` is to follow: Elixir must know the struct.
  mutating func structure(_ id: SchemaID, at place: Span) -> ElixirExpression {
    if program[id].module != module { needs.addStruct(of: program[id].module, at: place) }
    return structName(id)
  }

  // MARK: Names

  func variable(_ local: Local) -> ElixirExpression { .variable(name(of: local)) }

  func name(of local: Local) -> String { copies[local.id] ?? local.name.elixir }

  /// A name for a variable that the source does not have.
  func fresh(_ name: String) -> ElixirExpression { .variable(freeName(name)) }

  func freeName(_ name: String) -> String {
    guard names.contains(name) else { return name }
    var count = 2
    while names.contains("\(name)_\(count)") { count += 1 }
    return "\(name)_\(count)"
  }

  mutating func parameters() -> [ElixirExpression] {
    var result: [ElixirExpression] = []
    if let receiver = function.receiver {
      let name = receiver.name.elixir
      result.append(.variable(function.isReceiverUnused ? "_" + name : name))
    }
    var skipped = function.parameters.filter { $0.defaultValue != nil }.count - defaultCount
    for parameter in function.parameters {
      if let pattern = parameter.pattern {
        result.append(self.pattern(pattern).expression)
        continue
      }
      var name = parameter.local.name.elixir
      if parameter.isUnused { name = "_" + name }
      guard let defaultValue = parameter.defaultValue, skipped <= 0 else {
        if parameter.defaultValue != nil { skipped -= 1 }
        result.append(.variable(name))
        continue
      }
      result.append(.binary(.defaults, .variable(name), defaultArgument(defaultValue)))
    }
    return result
  }

  /// What must hold for this clause, besides its patterns.
  mutating func headGuard() -> ElixirExpression? {
    var conditions: [ElixirExpression] = []
    for parameter in function.parameters {
      if let pattern = parameter.pattern { conditions += self.pattern(pattern).conditions }
    }
    if let condition = function.guardCondition { conditions.append(guardTest(condition)) }
    return Self.all(conditions)
  }

  /// What a guard asks. One that fails does so in silence: nobody sees in which order it evaluates.
  mutating func guardTest(_ condition: Expression) -> ElixirExpression {
    isInGuard = true
    defer { isInGuard = false }
    return expression(condition)
  }

  /// `{}` as the default of options is an empty keyword list.
  private mutating func defaultArgument(_ value: Expression) -> ElixirExpression {
    if case .map(let entries) = value.kind, entries.isEmpty {
      if case .map = value.type, case .map(_, .any) = value.type, function.isMapDefault(value) {
        return .map([])
      }
      return .list([])
    }
    return expression(value)
  }

  /// Whether members of this value are options: `opts[:status]` rather than `value.status`.
  func holdsOptions(_ value: Expression) -> Bool {
    if case .options = value.type { return true }
    guard case .local(let local) = value.kind,
      let parameter = function.parameters.first(where: { $0.local.id == local.id })
    else { return false }
    switch parameter.defaultValue?.kind {
    case .map(let entries): return entries.isEmpty
    case .keywords(let pairs): return pairs.isEmpty
    default: return false
    }
  }

  // MARK: Body

  mutating func block() -> [ElixirStatement] {
    let end: Outcome = function.result == .void ? .done : .nothing
    return translate(function.body.statements[...], Flow(end: end))
  }

  /// `a and b and c`
  static func all(
    _ conditions: [ElixirExpression], by operation: ElixirBinaryOperator = .and
  ) -> ElixirExpression? {
    guard let first = conditions.first else { return nil }
    return conditions.dropFirst().reduce(first) { .binary(operation, $0, $1) }
  }
}

extension Function {
  /// The parameter whose default this is takes a map, not options.
  fileprivate func isMapDefault(_ value: Expression) -> Bool {
    parameters.contains {
      if case .map = $0.local.type { $0.defaultValue?.span == value.span } else { false }
    }
  }
}

extension Expression {
  var isNull: Bool { if case .literal(.null) = kind { true } else { false } }
}

extension ValueType {
  /// `false` is a value of it, so that truth and presence differ.
  var mayBeFalse: Bool { self == .bool || self == .any || self == .atom }
}
