import EctypeModel

/// The private functions of a module that no public one leads to, whatever they call among themselves, in time
/// proportional to the functions and calls.
struct UnusedFunctions {
  private(set) var isUnused: [Bool]
  private let calls: [Set<String>]
  private var places: [String: [Int]] = [:]

  init(_ functions: [Function]) {
    isUnused = functions.map(\.isPrivate)
    calls = functions.map(\.callsInModule)
    for (index, function) in functions.enumerated() {
      places[function.name.elixir, default: []].append(index)
    }
  }

  /// Their indices, in order.
  mutating func find() -> [Int] {
    var reached = isUnused.indices.filter { !isUnused[$0] }
    while let index = reached.popLast() {
      for callee in calls[index].flatMap({ places[$0] ?? [] }) where isUnused[callee] {
        isUnused[callee] = false
        reached.append(callee)
      }
    }
    return isUnused.indices.filter { isUnused[$0] }
  }
}
