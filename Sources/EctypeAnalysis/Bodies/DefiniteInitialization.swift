import EctypeDiagnostics
import EctypeModel

/// Whether every variable that is declared without a value has one where it is read, on every path.
struct DefiniteInitialization {
  private(set) var missing: [(local: Local, span: Span)] = []
  /// Declared, and without a value so far; nil where control does not come.
  private typealias Open = Set<Int>?

  mutating func check(_ block: Block) {
    guard block.declares else { return }
    var open: Open = []
    check(block, &open)
  }

  private mutating func check(_ block: Block, _ open: inout Open) {
    for statement in block.statements { check(statement, &open) }
  }

  private mutating func check(_ statement: Statement, _ open: inout Open) {
    switch statement {
    case .declare(let local): open?.insert(local.id)
    case .bind(_, let value), .destructure(_, let value), .value(let value), .expression(let value):
      read(value, open)
    case .assign(let local, let value):
      read(value, open)
      open?.remove(local.id)
    case .reassign(let pattern, let value):
      read(value, open)
      for local in pattern.locals { open?.remove(local.id) }
    case .return(let value):
      read(value, open)
      open = nil
    case .break, .continue: open = nil
    case .if(let value):
      for condition in value.conditions { read(condition, open) }
      var otherwise = open
      check(value.then, &open)
      if let block = value.otherwise { check(block, &otherwise) }
      open = join(open, otherwise)
    case .switch(let value):
      read(value.subject, open)
      var after: Open = nil
      for branch in value.cases {
        var before = open
        if let condition = branch.condition { read(condition, before) }
        check(branch.body, &before)
        after = join(after, before)
      }
      open = after
    case .for(let loop):
      read(loop.sequence, open)
      if let condition = loop.condition { read(condition, open) }
      var inside = open
      check(loop.body, &inside)
    case .while(let loop):
      for condition in loop.conditions { read(condition, open) }
      var inside = open
      check(loop.body, &inside)
    }
  }

  private func join(_ a: Open, _ b: Open) -> Open {
    guard let a else { return b }
    guard let b else { return a }
    return a.union(b)
  }

  private mutating func read(_ condition: Condition, _ open: Open) {
    if case .matching(let pattern, _) = condition { pattern.walk { read($0, open) } }
    read(condition.value, open)
  }

  private mutating func read(_ expression: Expression, _ open: Open) {
    guard let open, !open.isEmpty else { return }
    expression.walk {
      guard case .local(let local) = $0.kind, open.contains(local.id) else { return }
      missing.append((local, $0.span))
    }
  }
}

extension Block {
  /// Somewhere in it a variable is declared without a value.
  fileprivate var declares: Bool {
    statements.contains {
      switch $0 {
      case .declare: true
      case .if(let value): value.then.declares || value.otherwise?.declares ?? false
      case .switch(let value): value.cases.contains { $0.body.declares }
      case .for(let loop): loop.body.declares
      case .while(let loop): loop.body.declares
      default: false
      }
    }
  }
}
