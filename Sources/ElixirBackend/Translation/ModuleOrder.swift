import EctypeDiagnostics
import EctypeModel

/// Modules that cannot be compiled: each needs the next one to be compiled before it, the last one the first.
package struct ModuleCycle: Sendable {
  package struct Step: Sendable {
    package var module: ModuleName
    /// Where it needs the next one.
    package var place: Span
    /// It needs only the struct: where all do, they may need each other in files of their own.
    package var isOfStruct: Bool
  }

  package var steps: [Step]
}

/// The order of modules in one file: that of the sources, but that what a module needs stands before it.
struct ModuleOrder {
  /// A module by its place in the sources, and what it is needed for.
  private struct Link {
    enum Reason {
      case need(ModuleNeeds.Need)
      /// Hand-written Elixir names it.
      case mention
      /// A module's struct, which it has before its functions.
      case own
    }

    var target: Int
    var reason: Reason

    var isMention: Bool { if case .mention = reason { true } else { false } }
  }

  private let links: [[Link]]
  /// The places in the sources, in the order of the file.
  private(set) var places: [Int]
  private(set) var cycles: [ModuleCycle] = []

  /// - Parameter modules: in the order of the sources.
  init(_ modules: [(name: ModuleName, needs: ModuleNeeds)]) {
    links = Self.links(modules)
    places = Array(modules.indices)
    if links.isEmpty { return }
    var groups = groups { _, _ in true }
    if groups.contains(where: { $0.count > 1 }) {
      // What hand-written Elixir names is no reason where it would lead back to itself.
      var numbers = Array(repeating: 0, count: modules.count)
      for (number, group) in groups.enumerated() {
        for place in group { numbers[place] = number }
      }
      groups = self.groups { !$1.isMention || numbers[$0] != numbers[$1.target] }
    }
    places = groups.flatMap { $0 }
    for group in groups where group.count > 1 {
      cycles.append(cycle(in: group, modules.map(\.name)))
    }
  }

  /// What modules in files of their own wait for, which Elixir compiles side by side: it has a module's struct before it
  /// comes to the functions, and what a schema asks for while it is declared before it has its struct.
  static func cycles(apart modules: [(name: ModuleName, needs: ModuleNeeds)]) -> [ModuleCycle] {
    // Functions alone never wait for what waits for them.
    guard modules.contains(where: { $0.needs.needs.contains { !$0.isOfStruct } }) else { return [] }
    let order = ModuleOrder(apart: modules)
    return order.groups { _, _ in true }.filter { $0.count > 1 }.map { group in
      order.cycle(in: group, modules.flatMap { [$0.name, $0.name] })
    }
  }

  /// Of each module two: as a whole, and behind that its struct.
  private init(apart modules: [(name: ModuleName, needs: ModuleNeeds)]) {
    let numbers = Dictionary(
      zip(modules.map(\.name), modules.indices), uniquingKeysWith: { first, _ in first })
    links = modules.enumerated().flatMap { place, module in
      var links: [[Link]] = [[Link(target: 2 * place + 1, reason: .own)], []]
      for need in module.needs.needs {
        guard let target = numbers[need.module] else { continue }
        let link = Link(target: 2 * target + (need.isOfStruct ? 1 : 0), reason: .need(need))
        links[need.isOfStruct ? 0 : 1].append(link)
      }
      return links
    }
    places = []
  }

  /// Empty where no module needs another.
  private static func links(_ modules: [(name: ModuleName, needs: ModuleNeeds)]) -> [[Link]] {
    guard modules.contains(where: { !$0.needs.isEmpty }) else { return [] }
    let places = Dictionary(
      zip(modules.map(\.name), modules.indices), uniquingKeysWith: { first, _ in first })
    return modules.enumerated().map { place, module in
      let needs = module.needs.needs.map { ($0.module, Link.Reason.need($0)) }
      let links = (needs + module.needs.mentioned.map { ($0, .mention) }).compactMap {
        name, reason in
        places[name].map { Link(target: $0, reason: reason) }
      }
      return links.filter { $0.target != place }.sorted { $0.target < $1.target }
    }
  }

  /// Modules that need each other, nearly always one alone, behind those that they need. Tarjan's algorithm, with a
  /// stack of its own: needs may go as deep as there are modules.
  private func groups(_ counts: (_ place: Int, _ link: Link) -> Bool) -> [[Int]] {
    var groups: [[Int]] = []
    /// When each was come to, and the first that it leads back to.
    var numbers = [Int?](repeating: nil, count: links.count)
    var firsts = Array(repeating: 0, count: links.count)
    var isOpen = Array(repeating: false, count: links.count)
    var open: [Int] = []
    var path: [(place: Int, next: Int)] = []
    var count = 0
    func enter(_ place: Int) {
      numbers[place] = count
      firsts[place] = count
      count += 1
      isOpen[place] = true
      open.append(place)
      path.append((place, 0))
    }
    for root in links.indices where numbers[root] == nil {
      enter(root)
      while let (place, next) = path.last {
        if next < links[place].count {
          path[path.count - 1].next += 1
          let link = links[place][next]
          guard counts(place, link) else { continue }
          if let number = numbers[link.target] {
            if isOpen[link.target] { firsts[place] = min(firsts[place], number) }
          } else {
            enter(link.target)
          }
          continue
        }
        path.removeLast()
        if let above = path.last?.place { firsts[above] = min(firsts[above], firsts[place]) }
        guard firsts[place] == numbers[place] else { continue }
        let start = open.lastIndex(of: place)!
        for member in open[start...] { isOpen[member] = false }
        groups.append(open[start...].sorted())
        open.removeSubrange(start...)
      }
    }
    return groups
  }

  /// The shortest way from the first of a group back to it.
  private func cycle(in group: [Int], _ names: [ModuleName]) -> ModuleCycle {
    let members = Set(group)
    var steps: [Int: (from: Int, reason: Link.Reason)] = [:]
    var reached = [group[0]]
    var next = 0
    while steps[group[0]] == nil, next < reached.count {
      let place = reached[next]
      next += 1
      for link in links[place] where members.contains(link.target) {
        guard !link.isMention, steps[link.target] == nil else { continue }
        steps[link.target] = (place, link.reason)
        reached.append(link.target)
      }
    }
    var way: [ModuleCycle.Step] = []
    var place = group[0]
    while let step = steps[place] {
      if case .need(let need) = step.reason {
        way.append(
          ModuleCycle.Step(
            module: names[step.from], place: need.place, isOfStruct: need.isOfStruct))
      }
      place = step.from
      if place == group[0] { break }
    }
    return ModuleCycle(steps: way.reversed())
  }
}
