import EctypeModel

/// The private functions of a module that nothing calls but themselves and each other's unused ones: each
/// that goes takes its calls along, in time proportional to the functions and calls.
struct UnusedFunctions {
  private(set) var isUnused: [Bool]
  private let calls: [Set<String>]
  /// The private functions of a name, and how many functions that stay call it.
  private var candidates: [String: [Int]] = [:]
  private var callers: [String: Int] = [:]

  init(_ functions: [Function]) {
    isUnused = functions.map { _ in false }
    calls = functions.map { $0.callsInModule.subtracting([$0.name.elixir]) }
    for (index, function) in functions.enumerated() where function.isPrivate {
      candidates[function.name.elixir, default: []].append(index)
    }
    for name in calls.joined() { callers[name, default: 0] += 1 }
  }

  /// Their indices, in the order in which they were found out.
  mutating func find() -> [Int] {
    var found: [Int] = []
    var names = candidates.keys.filter { callers[$0, default: 0] == 0 }
    while let name = names.popLast() {
      for index in candidates[name] ?? [] {
        isUnused[index] = true
        found.append(index)
        for callee in calls[index] {
          callers[callee, default: 0] -= 1
          if callers[callee] == 0, candidates[callee] != nil { names.append(callee) }
        }
      }
    }
    return found.sorted()
  }
}
