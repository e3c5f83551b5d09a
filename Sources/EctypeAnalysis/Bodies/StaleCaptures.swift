import EctypeDiagnostics
import EctypeModel

/// Closures that are read after a variable which they have captured has got another value: a closure keeps the one
/// that the variable had where it was made, as in Elixir, and not in Swift.
struct StaleCaptures {
  struct Use: Hashable {
    var closure: Local
    /// Where the closure is read.
    var span: Span
    var variable: Local
  }

  private(set) var uses: [Use] = []

  /// What is known where control is.
  fileprivate struct State {
    /// Of each variable that holds a closure, by its number: what the closure has captured.
    var captured: [Int: Set<Int>] = [:]
    /// Of those, the ones of which something has changed since.
    var stale: [Int: Local] = [:]

    mutating func join(_ other: State) {
      captured.merge(other.captured) { $0.union($1) }
      stale.merge(other.stale) { first, _ in first }
    }
  }

  /// nil where control does not come.
  private typealias Path = State?

  mutating func check(_ block: Block) {
    var path: Path = State()
    check(block, &path)
  }

  private mutating func check(_ block: Block, _ path: inout Path) {
    for statement in block.statements { check(statement, &path) }
  }

  private mutating func check(_ statement: Statement, _ path: inout Path) {
    switch statement {
    case .declare: break
    case .bind(let local, let value):
      read(value, path)
      path?.keep(value, in: local)
    case .assign(let local, let value):
      read(value, path)
      path?.change(local)
      path?.keep(value, in: local)
    case .reassign(let pattern, let value):
      read(value, path)
      for local in pattern.locals { path?.change(local) }
    case .destructure(_, let value), .value(let value), .expression(let value): read(value, path)
    case .return(let value):
      read(value, path)
      path = nil
    case .break, .continue: path = nil
    case .if(let value):
      for condition in value.conditions { read(condition, path) }
      var otherwise = path
      check(value.then, &path)
      if let block = value.otherwise { check(block, &otherwise) }
      path = join(path, otherwise)
    case .switch(let value):
      read(value.subject, path)
      var after: Path = nil
      for branch in value.cases {
        var before = path
        if let condition = branch.condition { read(condition, before) }
        check(branch.body, &before)
        after = join(after, before)
      }
      path = after
    case .for(let loop):
      read(loop.sequence, path)
      round(loop.body, &path) { checker, path in
        if let condition = loop.condition { checker.read(condition, path) }
      }
    case .while(let loop):
      round(loop.body, &path) { checker, path in
        for condition in loop.conditions { checker.read(condition, path) }
      }
    }
  }

  /// In a round that is not the first, what the body assigns has changed since before the loop.
  private mutating func round(
    _ body: Block, _ path: inout Path, _ head: (inout StaleCaptures, Path) -> Void
  ) {
    if path?.captured.isEmpty == false { for local in body.assigned { path?.change(local) } }
    head(&self, path)
    var inside = path
    check(body, &inside)
    path = join(path, inside)
  }

  private func join(_ a: Path, _ b: Path) -> Path {
    guard var result = a else { return b }
    if let b { result.join(b) }
    return result
  }

  // MARK: Reading

  private mutating func read(_ condition: Condition, _ path: Path) {
    if case .matching(let pattern, _) = condition { pattern.walk { read($0, path) } }
    read(condition.value, path)
  }

  private mutating func read(_ expression: Expression, _ path: Path) {
    guard let stale = path?.stale, !stale.isEmpty else { return }
    expression.walk {
      guard case .local(let local) = $0.kind, let variable = stale[local.id] else { return }
      uses.append(Use(closure: local, span: $0.span, variable: variable))
    }
  }
}

extension StaleCaptures.State {
  /// A variable gets a value.
  fileprivate mutating func keep(_ value: Expression, in local: Local) {
    captured[local.id] = nil
    stale[local.id] = nil
    switch value.kind {
    case .closure:
      var names: Set<Int> = []
      value.forEachLocal { names.insert($0.id) }
      captured[local.id] = names
    case .local(let other):
      captured[local.id] = captured[other.id]
      stale[local.id] = stale[other.id]
    default: break
    }
  }

  fileprivate mutating func change(_ variable: Local) {
    for (closure, names) in captured where names.contains(variable.id) && stale[closure] == nil {
      stale[closure] = variable
    }
  }
}
