import EctypeModel

/// What a function does with its variables: Swift wants to know which change, and warns of what nobody reads.
struct LocalUses: Sendable {
  private var read: Set<Int> = []
  private(set) var assigned: Set<Int> = []
  /// Declared without a value, and given one more than once.
  private(set) var reassigned: Set<Int> = []

  init(_ function: PortableFunction) {
    for clause in function.clauses {
      clause.body.walk { note($0) }
      clause.guardCondition?.walk { note($0) }
      for parameter in clause.parameters { parameter.pattern?.walk { note($0) } }
      statements(clause.body)
    }
  }

  func isRead(_ local: Local) -> Bool { read.contains(local.id) }
  func isAssigned(_ local: Local) -> Bool { assigned.contains(local.id) }

  private mutating func note(_ expression: Expression) {
    switch expression.kind {
    case .local(let local): read.insert(local.id)
    case .closure(let closure): statements(closure.body)
    case .if(let value): statements(Block([.if(value)]))
    case .switch(let value): statements(Block([.switch(value)]))
    default: break
    }
  }

  private mutating func statements(_ block: Block) {
    assigned.formUnion(block.allAssigned)
    for local in block.allDeclared {
      var state = Assignment(local: local)
      state.go(through: block)
      if state.isRepeated { reassigned.insert(local) }
    }
  }

  /// Follows a variable that begins without a value.
  private struct Assignment {
    let local: Int
    var mayHaveValue = false
    var isRepeated = false
    /// A round of the innermost loop may end before its last statement when it has one: for the next, or behind the loop.
    var mayContinueWithValue = false
    var mayBreakWithValue = false

    mutating func go(through block: Block) {
      for statement in block.statements {
        switch statement {
        case .declare(let other) where other.id == local: mayHaveValue = false
        case .assign(let other, _) where other.id == local:
          if mayHaveValue { isRepeated = true }
          mayHaveValue = true
        case .reassign(let pattern, _) where pattern.locals.contains { $0.id == local }:
          if mayHaveValue { isRepeated = true }
          mayHaveValue = true
        case .if(let value): branches([value.then] + (value.otherwise.map { [$0] } ?? [Block()]))
        case .switch(let value): branches(value.cases.map(\.body))
        case .for(let loop): repeated(loop.body)
        case .while(let loop): repeated(loop.body)
        case .continue: mayContinueWithValue = mayContinueWithValue || mayHaveValue
        case .break: mayBreakWithValue = mayBreakWithValue || mayHaveValue
        default: break
        }
      }
    }

    private mutating func branches(_ blocks: [Block]) {
      var after = false
      for block in blocks {
        var inner = self
        inner.go(through: block)
        isRepeated = isRepeated || inner.isRepeated
        mayContinueWithValue = mayContinueWithValue || inner.mayContinueWithValue
        mayBreakWithValue = mayBreakWithValue || inner.mayBreakWithValue
        if block.falls { after = after || inner.mayHaveValue }
      }
      mayHaveValue = after
    }

    private mutating func repeated(_ body: Block) {
      let outer = self
      (mayContinueWithValue, mayBreakWithValue) = (false, false)
      go(through: body)
      let endsWithValue = body.falls && mayHaveValue || mayContinueWithValue
      if endsWithValue, !outer.mayHaveValue, !body.allDeclared.contains(local) { isRepeated = true }
      mayHaveValue = outer.mayHaveValue || endsWithValue || mayBreakWithValue
      mayContinueWithValue = outer.mayContinueWithValue
      mayBreakWithValue = outer.mayBreakWithValue
    }
  }
}

extension Block {
  /// The ids of the variables that are assigned in it or in blocks inside.
  fileprivate var allAssigned: Set<Int> {
    collect {
      switch $0 {
      case .assign(let local, let value): value.isLocal(local) ? [] : [local.id]
      case .reassign(let pattern, _): pattern.locals.map(\.id)
      default: []
      }
    }
  }

  /// The ids of the variables that it declares without a value.
  fileprivate var allDeclared: Set<Int> {
    collect { if case .declare(let local) = $0 { [local.id] } else { [] } }
  }

  private func collect(_ ids: (Statement) -> [Int]) -> Set<Int> {
    var result: Set<Int> = []
    for statement in statements {
      result.formUnion(ids(statement))
      for block in statement.blocks { result.formUnion(block.collect(ids)) }
    }
    return result
  }
}

extension Statement {
  fileprivate var blocks: [Block] {
    switch self {
    case .if(let value): [value.then] + (value.otherwise.map { [$0] } ?? [])
    case .switch(let value): value.cases.map(\.body)
    case .for(let loop): [loop.body]
    case .while(let loop): [loop.body]
    default: []
    }
  }
}
