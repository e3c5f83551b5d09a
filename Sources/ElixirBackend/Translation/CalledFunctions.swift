/// Private functions that only what is left out called are left out as well: Elixir's compiler warns of them.
struct CalledFunctions {
  private let groups: [[ElixirStatement]]
  /// What each private function calls.
  private var calls: [String: Set<String>] = [:]
  /// What other functions call, at once or through private ones.
  private var reached: Set<String> = []

  /// - Parameters:
  ///   - groups: the definitions of a module.
  ///   - texts: the author's own Elixir, which may call any.
  init(_ groups: [[ElixirStatement]], texts: [String]) {
    self.groups = groups
    var next: [String] = []
    for statement in groups.joined() {
      guard case .expression(.call(let definition)) = statement else { continue }
      let names = CalledNames(of: definition.parts).names
      if let name = definition.privateName {
        calls[name, default: []].formUnion(names)
      } else {
        next += names
      }
    }
    next += calls.keys.filter { name in texts.contains { $0.contains(name) } }
    while let name = next.popLast() {
      if reached.insert(name).inserted { next += calls[name] ?? [] }
    }
  }

  /// - Parameter uncalled: functions that something called before.
  func groups(without uncalled: Set<String>) -> [[ElixirStatement]] {
    var gone: Set<String> = []
    var next = Array(uncalled)
    while let name = next.popLast() {
      guard let called = calls[name], !reached.contains(name) else { continue }
      if gone.insert(name).inserted { next += called }
    }
    return groups.filter { group in
      guard case .expression(.call(let definition))? = group.first,
        let name = definition.privateName
      else { return true }
      return !gone.contains(name)
    }
  }
}

extension ElixirCall {
  /// The name of the function that a `defp` defines.
  fileprivate var privateName: String? { name == "defp" ? arguments.first?.definedName : nil }

  /// What a definition holds but for its name.
  fileprivate var parts: [ElixirStatement] {
    var parts = keywords.map { ElixirStatement.expression($0.value) }
    for block in blocks {
      if case .statements(let body) = block.body { parts += body }
    }
    return parts + (arguments.first?.headParts ?? []).map { .expression($0) }
  }
}

extension ElixirExpression {
  fileprivate var definedName: String? {
    switch self {
    case .variable(let name): name
    case .call(let head): head.name
    case .binary(.when, let head, _): head.definedName
    default: nil
    }
  }

  fileprivate var headParts: [ElixirExpression] {
    switch self {
    case .call(let head): head.arguments
    case .binary(.when, let head, let condition): head.headParts + [condition]
    default: []
    }
  }
}
