/// How control may leave a block before its end.
package struct Exits: OptionSet, Hashable, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  package static let returns = Exits(rawValue: 1)
  package static let breaks = Exits(rawValue: 2)
  package static let continues = Exits(rawValue: 4)
}

extension Block {
  /// Control may reach its end.
  package var falls: Bool { statements.allSatisfy(\.falls) }

  /// Control may get behind it, or behind a loop that it is in.
  package var goesOn: Bool { falls || !exits.isSubset(of: .returns) }

  /// The exits in it that leave it: those of a loop inside stay there.
  package var exits: Exits { statements.reduce(into: []) { $0.formUnion($1.exits) } }

  /// At how many places control may reach its end, at most `limit`.
  package func ends(limit: Int = 2) -> Int {
    guard let last = statements.last else { return 1 }
    return statements.dropLast().allSatisfy(\.falls) ? last.ends(limit: limit) : 0
  }
}

extension Statement {
  package var falls: Bool {
    switch self {
    case .return, .break, .continue: false
    case .if(let value): value.then.falls || value.otherwise?.falls ?? true
    case .switch(let value): value.cases.contains(where: \.body.falls)
    case .while(let loop): !loop.isEndless || loop.body.exits.contains(.breaks)
    default: true
    }
  }

  package var exits: Exits {
    switch self {
    // What does not come back needs nobody to hand its value on.
    case .return(let value): value.type == .never ? [] : .returns
    case .break: .breaks
    case .continue: .continues
    case .if(let value): value.then.exits.union(value.otherwise?.exits ?? [])
    case .switch(let value): value.cases.reduce(into: []) { $0.formUnion($1.body.exits) }
    case .for(let loop): loop.body.exits.intersection(.returns)
    case .while(let loop): loop.body.exits.intersection(.returns)
    default: []
    }
  }

  fileprivate func ends(limit: Int) -> Int {
    switch self {
    case .if(let value) where !exits.isEmpty:
      min(limit, value.then.ends(limit: limit) + (value.otherwise?.ends(limit: limit) ?? 1))
    case .switch(let value) where !exits.isEmpty:
      min(limit, value.cases.reduce(0) { $0 + $1.body.ends(limit: limit) })
    default: falls ? 1 : 0
    }
  }

  /// At how many places control goes on to what follows it, at most 2.
  package var ways: Int { ends(limit: 2) }
}

extension Block {
  /// The variables from outside that it assigns, in order.
  package var assigned: [Local] {
    let (assigned, bound) = changes
    return assigned.filter { !bound.contains($0.id) }
  }

  /// Every variable that it assigns, its own among them.
  package var changed: [Local] { changes.assigned }

  private var changes: (assigned: [Local], bound: Set<Int>) {
    var assigned: [Local] = []
    var bound: Set<Int> = []
    collect(&assigned, &bound)
    return (assigned, bound)
  }

  private func collect(_ assigned: inout [Local], _ bound: inout Set<Int>) {
    for statement in statements {
      switch statement {
      case .assign(let local, _): Self.add([local], to: &assigned)
      case .reassign(let pattern, _): Self.add(pattern.locals, to: &assigned)
      case .bind(let local, _), .declare(let local): bound.insert(local.id)
      case .destructure(let pattern, _): bound.formUnion(pattern.locals.map(\.id))
      case .if(let value):
        value.then.collect(&assigned, &bound)
        value.otherwise?.collect(&assigned, &bound)
      case .switch(let value):
        for branch in value.cases { branch.body.collect(&assigned, &bound) }
      case .for(let loop): loop.body.collect(&assigned, &bound)
      case .while(let loop): loop.body.collect(&assigned, &bound)
      case .break, .continue, .return, .value, .expression: continue
      }
    }
  }

  private static func add(_ locals: [Local], to assigned: inout [Local]) {
    for local in locals where !assigned.contains(where: { $0.id == local.id }) {
      assigned.append(local)
    }
  }
}

extension Block {
  /// Every variable that it binds, blocks inside included.
  package var bindings: Set<Int> {
    statements.reduce(into: []) { $0.formUnion($1.bindings) }
  }
}

extension Statement {
  fileprivate var bindings: Set<Int> {
    switch self {
    case .bind(let local, _), .declare(let local): [local.id]
    case .destructure(let pattern, _): Set(pattern.locals.map(\.id))
    case .if(let value):
      Self.bindings(value.conditions).union(value.then.bindings)
        .union(value.otherwise?.bindings ?? [])
    case .switch(let value):
      value.cases.reduce(into: []) { result, branch in
        result.formUnion(branch.patterns.flatMap(\.locals).map(\.id))
        result.formUnion(branch.body.bindings)
      }
    case .for(let loop): loop.body.bindings.union(loop.pattern.locals.map(\.id))
    case .while(let loop): Self.bindings(loop.conditions).union(loop.body.bindings)
    case .assign, .reassign, .break, .continue, .return, .value, .expression: []
    }
  }

  private static func bindings(_ conditions: [Condition]) -> Set<Int> {
    Set(conditions.flatMap(\.locals).map(\.id))
  }
}
