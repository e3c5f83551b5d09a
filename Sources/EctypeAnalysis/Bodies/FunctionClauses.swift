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
    for indices in groups.values { unreachable.formUnion(self.unreachable(indices, functions)) }
    for index in unreachable.sorted() {
      file.report(
        .unreachableCode, "nothing reaches this clause of `\(functions[index].name.source)`",
        at: functions[index].origin.span, label: "the clauses above take all that it would",
        helps: [Help("leave it out, or move it up")])
    }
    return functions.indices.filter { !unreachable.contains($0) }.map { functions[$0] }
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
