import EctypeModel

/// `var rest = items` of what nobody reads any more: in Elixir a value needs no copy to be changed, and the name it has
/// is bound anew.
struct Copies {
  /// The names that copies keep, and those of variables that have another's name anyway.
  private(set) var names: [Int: String]
  /// Which variables that are read have a name.
  private var owners: [String: Set<Int>] = [:]

  init(_ function: Function) {
    names = ReboundNames(function).names
    function.body.walk { if case .local(let local) = $0.kind { note(local) } }
    function.guardCondition?.forEachLocal { note($0) }
    visit(function.body, owning: function.parameters.map(\.local.id))
    function.body.walk {
      guard case .closure(let closure) = $0.kind else { return }
      visit(closure.body, owning: closure.parameters.flatMap(\.locals).map(\.id))
    }
  }

  private mutating func note(_ local: Local) {
    owners[name(of: local), default: []].insert(local.id)
  }

  /// - Parameter owned: variables that nothing outside of the block reads.
  private mutating func visit(_ block: Block, owning owned: [Int]) {
    var owned = Set(owned)
    let assigned = Set(block.changed.map(\.id))
    let last = lastUses(block)
    for (index, statement) in block.statements.enumerated() {
      guard case .bind(let copy, let value) = statement else { continue }
      owned.insert(copy.id)
      guard case .local(let original) = value.kind, owned.contains(original.id),
        assigned.contains(copy.id), owners[name(of: original)] == [original.id],
        last[original.id] == index
      else { continue }
      if copy.name.source != original.name.source {
        let next = block.statements[(index + 1)...].first { !$0.isBeginning }
        if next?.begins(with: copy) == true { continue }
      }
      names[copy.id] = name(of: original)
      owners[name(of: original)] = [copy.id]
    }
  }

  private func name(of local: Local) -> String { names[local.id] ?? local.name.elixir }

  /// Behind which of its statements a block has no use for a variable any more.
  private func lastUses(_ block: Block) -> [Int: Int] {
    var last: [Int: Int] = [:]
    for (index, statement) in block.statements.enumerated() {
      for local in Block([statement]).changed { last[local.id] = index }
      statement.walk { if case .local(let local) = $0.kind { last[local.id] = index } }
    }
    return last
  }
}

extension Statement {
  /// It says with what a loop begins.
  fileprivate var isBeginning: Bool {
    guard case .bind(_, let value) = self else { return false }
    switch value.kind {
    case .local, .literal, .list: return true
    default: return false
    }
  }

  /// It takes the value of a copy by itself, and has its name for what it makes of it.
  fileprivate func begins(with copy: Local) -> Bool {
    switch self {
    case .for(let loop): loop.state.carried.contains { $0.local.id == copy.id }
    case .while(let loop): loop.state.inputs.contains { $0.id == copy.id }
    case .assign(let local, _): local.id == copy.id
    default: false
    }
  }
}
