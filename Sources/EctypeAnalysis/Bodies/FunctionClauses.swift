import EctypeDiagnostics
import EctypeModel

/// The clauses of a function are tried in order: one that the others leave nothing to would be a warning of Elixir's
/// compiler. It is one here, and the clause is not emitted.
struct FunctionClauses {
  let file: FileAnalysis
  let shape: ProjectShape

  func reachable(_ functions: [Function]) -> [Function] {
    guard functions.contains(where: { $0.clause == .further }) else { return functions }
    var groups: [String: [Int]] = [:]
    for index in functions.indices where functions[index].clause != nil {
      groups[functions[index].name.elixir, default: []].append(index)
    }
    var unreachable: Set<Int> = []
    for indices in groups.values.sorted(by: { $0[0] < $1[0] }) {
      if hasConfusion(indices.map { functions[$0] }) { continue }
      unreachable.formUnion(self.unreachable(indices, functions))
    }
    for index in unreachable.sorted() {
      file.report(
        .unreachableCode, "nothing reaches this clause of `\(functions[index].name.source)`",
        at: functions[index].origin.span, label: "the clauses above take all that it would",
        helps: [Help("leave it out, or move it up")])
    }
    return functions.indices.filter { !unreachable.contains($0) }.map { functions[$0] }
  }

  /// Whether a clause is given what another's type is for: Elixir knows patterns and guards, and no types. Reports it.
  private func hasConfusion(_ clauses: [Function]) -> Bool {
    for (index, clause) in clauses.enumerated() {
      let guarded = clauses[..<index].filter { $0.parameters.allSatisfy(takesAll) }
      for (place, parameter) in clause.parameters.enumerated() {
        let type = parameter.local.type
        let earlier = guarded.map { $0.parameters[place] }.first { !covers($0.local.type, type) }
        guard let earlier else { continue }
        let other = earlier.local.type
        file.report(
          .duplicateMember, "the clauses of `\(clause.name.source)` are not told apart",
          at: clause.origin.span, label: "takes \(shape.describe(type))",
          secondary: [
            Label(clauses[0].origin.span, "takes \(shape.describe(other)), and is tried first")
          ],
          notes: ["Elixir tells clauses apart by patterns and `where`, and not by types"],
          helps: [Help("give each a name of its own")])
        return true
      }
    }
    return false
  }

  /// Whether every value of its type goes through; patterns of other values tell the types apart.
  private func takesAll(_ parameter: Parameter) -> Bool {
    guard let pattern = parameter.pattern else { return true }
    return Exhaustiveness(shape).isIrrefutable(pattern, parameter.local.type)
  }

  /// Whether the values of a type are all of the other.
  private func covers(_ type: ValueType, _ other: ValueType) -> Bool {
    switch (type, other) {
    case (.any, _): true
    case (.atom, .enumeration): true
    case (.optional(let inner), _): covers(inner, other.unwrapped) || other == .nil
    default: type == other
    }
  }

  private func unreachable(_ indices: [Int], _ functions: [Function]) -> [Int] {
    let first = functions[indices[0]]
    let types = first.parameters.indices.map { place -> ValueType in
      let all = Set(indices.map { functions[$0].parameters[place].local.type })
      return all.count == 1 ? all.first! : .any
    }
    var check = Exhaustiveness(shape)
    return indices.filter { index in
      let function = functions[index]
      let patterns = function.parameters.map { $0.pattern ?? .wildcard }
      return !check.add(
        .tuple(patterns), of: .tuple(types), isGuarded: function.guardCondition != nil)
    }
  }
}
