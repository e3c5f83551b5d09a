import EctypeModel

/// The functions of a program that Swift has too, and which of them throw: those whose bodies, and whatever they
/// call, say the same in both languages.
struct PortableFunctions: Sendable {
  /// What one body tells by itself.
  struct Fact: Sendable {
    var callees: Set<PortableFunction.Key> = []
    var throwsItself = false
  }

  private var functions: [PortableFunction.Key: PortableFunction] = [:]
  private var order: [ModuleName: [PortableFunction.Key]] = [:]
  private var facts: [PortableFunction.Key: Fact] = [:]
  /// Whether each function that Swift has throws.
  private(set) var throwing: [PortableFunction.Key: Bool] = [:]

  init() {}

  /// - Parameter old: of the program before; bodies in files that did not change are not gone through again.
  init(_ translator: Translator, from old: PortableFunctions, _ changes: ProgramChanges) {
    let program = translator.program
    let types = PortableTypes(program: program)
    for module in program.modules {
      let list = PortableFunction.all(of: module, types)
      if list.isEmpty { continue }
      order[module.name] = list.map(\.key)
      for function in list { functions[function.key] = function }
    }
    // A function that has come may be what another has waited for.
    let isFresh =
      changes.declarations || !changes.enumerations.isEmpty || old.functions.keys != functions.keys
    for module in program.modules {
      for key in order[module.name] ?? [] {
        guard let function = functions[key] else { continue }
        if !isFresh, old.functions[key]?.clauses.count == function.clauses.count,
          !function.clauses.contains(where: { changes.files.contains($0.origin.span.file) })
        {
          facts[key] = old.facts[key]
        } else {
          facts[key] = FunctionTranslator.fact(of: function, in: self, translator)
        }
      }
    }
    propagate()
  }

  /// Takes away what calls what is not there, and lets throw what calls what throws.
  private mutating func propagate() {
    var callers: [PortableFunction.Key: [PortableFunction.Key]] = [:]
    for (key, fact) in facts {
      for callee in fact.callees { callers[callee, default: []].append(key) }
    }
    func reach(_ start: [PortableFunction.Key]) -> Set<PortableFunction.Key> {
      var reached = Set(start)
      var open = start
      while let next = open.popLast() {
        for caller in callers[next] ?? [] where reached.insert(caller).inserted {
          open.append(caller)
        }
      }
      return reached
    }
    let missing = reach(callers.keys.filter { facts[$0] == nil })
    let throwers = reach(facts.filter(\.value.throwsItself).map(\.key))
    for key in facts.keys where !missing.contains(key) { throwing[key] = throwers.contains(key) }
  }

  /// The function that a call means: arguments may be fewer, where parameters have defaults.
  func callee(_ module: ModuleName, _ name: String, _ count: Int) -> PortableFunction? {
    if let exact = functions[.init(module: module, name: name, arity: count)] { return exact }
    return order[module]?.lazy.compactMap { functions[$0] }.first {
      $0.key.name == name && $0.key.arity > count
        && $0.labels(by: count) != nil
    }
  }

  /// What Swift has of a module, in order: the public functions, and the private ones that they call.
  func functions(of module: ModuleName) -> [PortableFunction] {
    let all = (order[module] ?? []).filter { throwing[$0] != nil }
    var needed = Set(all.filter { !(functions[$0]?.first.isPrivate ?? true) })
    var open = Array(needed)
    while let next = open.popLast() {
      for callee in facts[next]?.callees ?? [] where callee.module == module {
        if needed.insert(callee).inserted { open.append(callee) }
      }
    }
    return all.filter(needed.contains).compactMap { functions[$0] }
  }
}
