import EctypeModel

/// `let page = page ?? 1`: nobody reads the one that is hidden any more, so in Elixir its name is bound anew.
struct ReboundNames {
  /// The names of variables that hide others of their name.
  private(set) var names: [Int: String] = [:]
  /// The variables that are read, by their names in the source.
  private var homonyms: [String: Set<Local>] = [:]
  /// A branch or a loop hands on what is assigned, where the source says nothing of it.
  private var changed: Set<Int> = []

  init(_ function: Function) {
    var blocks = [function.body]
    function.body.walk {
      switch $0.kind {
      case .local(let local): homonyms[local.name.source, default: []].insert(local)
      case .closure(let closure): blocks.append(closure.body)
      default: return
      }
    }
    homonyms = homonyms.filter { Set($0.value.map(\.id)).count > 1 }
    guard !homonyms.isEmpty else { return }
    for block in blocks { changed.formUnion(block.changed.map(\.id)) }
    for block in blocks { visit(block, []) }
  }

  private typealias Reads = Set<Int>

  /// - Parameter later: what is read behind the block, which Elixir may have inside it.
  private mutating func visit(_ block: Block, _ later: Reads) {
    var behind = [later]
    for statement in block.statements.reversed() {
      behind.append(behind[behind.count - 1].union(reads(statement.walk)))
    }
    for (statement, later) in zip(block.statements, behind.dropLast().reversed()) {
      visit(statement, later)
    }
  }

  private mutating func visit(_ statement: Statement, _ later: Reads) {
    switch statement {
    case .bind(let local, _): settle([local], later)
    case .destructure(let pattern, _):
      settle(pattern.locals, later.union(reads(pattern.walk)))
    case .if(let value):
      let otherwise = value.otherwise ?? Block()
      for (index, condition) in value.conditions.enumerated() {
        var others = later.union(reads(otherwise.walk))
        for (other, condition) in value.conditions.enumerated() where other != index {
          others.formUnion(reads(condition.value.walk))
        }
        if case .matching(let pattern, _) = condition {
          others.formUnion(reads(pattern.walk))
        }
        settle(condition.locals, others)
      }
      visit(value.then, later)
      visit(otherwise, later)
    case .switch(let value):
      for branch in value.cases {
        for pattern in branch.patterns {
          settle(pattern.locals, later.union(reads(pattern.walk)))
        }
        visit(branch.body, later)
      }
    // A round is a function's body: what it binds nobody sees behind it.
    case .for(let loop): visit(loop.body, [])
    case .while(let loop): visit(loop.body, later.union(reads(statement.walk)))
    default: return
    }
  }

  /// Gives variables the name that they hide.
  private mutating func settle(_ locals: [Local], _ later: Reads) {
    for local in locals {
      guard let others = homonyms[local.name.source],
        let base = others.map(\.name.elixir).min(by: { $0.utf8.count < $1.utf8.count }),
        base != local.name.elixir,
        !others.contains(where: { other in
          other.id != local.id && (names[other.id] ?? other.name.elixir) == base
            && (later.contains(other.id) || changed.contains(other.id))
        })
      else { continue }
      names[local.id] = base
    }
  }

  /// Of variables with homonyms: nobody asks of others.
  private func reads(_ walk: ((Expression) -> Void) -> Void) -> Reads {
    var result: Reads = []
    walk {
      guard case .local(let local) = $0.kind, homonyms[local.name.source] != nil else { return }
      result.insert(local.id)
    }
    return result
  }
}
