import EctypeModel

/// Finds bindings whose value nobody reads before it is gone: Elixir would warn of them, so only their
/// value's evaluation stays.
struct Liveness {
  /// The variables and the values that were given in vain, last first.
  private(set) var dead: [(local: Local, value: Expression)] = []

  mutating func dropDeadBindings(in block: inout Block) {
    var live: Set<Int> = []
    sweep(&block, live: &live)
  }

  /// Walks backwards; `live` holds the variables that are read after the block, then before it.
  private mutating func sweep(_ block: inout Block, live: inout Set<Int>) {
    for index in block.statements.indices.reversed() {
      switch block.statements[index] {
      case .return(let value), .expression(let value): read(value, &live)
      case .bind(let local, let value), .assign(let local, let value):
        if live.remove(local.id) == nil {
          dead.append((local, value))
          block.statements[index] = .expression(value)
        }
        read(value, &live)
      case .if(let condition, var then, var otherwise):
        var afterThen = live
        sweep(&then, live: &afterThen)
        if otherwise != nil { sweep(&otherwise!, live: &live) }
        live.formUnion(afterThen)
        switch condition {
        case .expression(let value): read(value, &live)
        case .binding(let local, let value):
          live.remove(local.id)
          read(value, &live)
        }
        block.statements[index] = .if(condition, then: then, otherwise: otherwise)
      }
    }
  }

  private func read(_ expression: Expression, _ live: inout Set<Int>) {
    expression.forEachLocal { live.insert($0.id) }
  }
}
