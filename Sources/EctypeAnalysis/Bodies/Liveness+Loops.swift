import EctypeDiagnostics
import EctypeModel

extension Liveness {
  mutating func sweep(_ loop: For, _ live: inout Live) -> For {
    var loop = loop
    let after = live
    let head = after.union(reads(of: loop))
    var body = head
    sweep(&loop.body, &body, Targets(atBreak: after, atContinue: head))
    var first = body
    if let condition = loop.condition {
      // A round that is passed over hands on what it was given.
      first.formUnion(head)
      read(condition, &first)
    }
    loop.pattern = keep(loop.pattern, first)
    loop.state = state(loop.body, head, first, after)
    loop.body = withoutFaint(.for(loop), loop.body, loop.state)
    live = head
    forget(loop.pattern, &live)
    loop.pattern.walk { read($0, &live) }
    read(loop.sequence, &live)
    return loop
  }

  mutating func sweep(_ loop: While, _ live: inout Live) -> While {
    var loop = loop
    let after = live
    let inside = reads(of: loop)
    let head = after.union(inside)
    var body = head
    sweep(&loop.body, &body, Targets(atBreak: after, atContinue: head))
    var first = body
    sweep(&loop.conditions, &first)
    loop.state = state(loop.body, head, first, after)
    loop.body = withoutFaint(.while(loop), loop.body, loop.state)
    let needed = inside.union(loop.state.carried.map(\.local.id))
    loop.state.inputs = needed.sorted().compactMap { locals[$0] }
    live = head
    return loop
  }

  /// A variable that a loop counts up, say, and that nobody reads but for counting: its assignments go, and the
  /// next pass sees what that leaves.
  private mutating func withoutFaint(
    _ loop: Statement, _ body: Block, _ state: LoopState
  ) -> Block {
    var body = body
    for local in state.carried.map(\.local)
    where !state.yields.contains(where: { $0.id == local.id }) {
      var isRead = loop.conditions.contains { $0.reads(local) }
      let note = { (statement: Statement) in
        if case .assign(let target, let value) = statement, target.id == local.id,
          !value.mustRun
        {
          return
        }
        statement.walkOwn { if $0.reads(local) { isRead = true } }
      }
      for statement in body.statements { statement.forEachRead(note) }
      guard !isRead else { continue }
      var values: [Expression] = []
      body.dropAssignments(to: local.id, &values)
      for value in values {
        give(local, inVain: value.span)
        drop(value, of: local)
      }
    }
    return body
  }

  /// - Parameter head: what is read from the beginning of a round on.
  /// - Parameter first: what a round reads before it writes it.
  private func state(_ body: Block, _ head: Live, _ first: Live, _ after: Live) -> LoopState {
    var state = LoopState()
    let carried = body.assigned.filter { head.contains($0.id) }
    state.carried = carried.map { .init(local: $0, isRead: first.contains($0.id)) }
    state.yields = carried.filter { after.contains($0.id) }
    return state
  }

  /// Each loop's own reads are found once, however deep it lies.
  mutating func reads(of loop: For) -> Live {
    if let known = loopReads[loop.id] { return known }
    var live: Live = []
    collect(loop.body, &live, Targets())
    if let condition = loop.condition { read(condition, &live) }
    forget(loop.pattern, &live)
    loopReads[loop.id] = live
    return live
  }

  mutating func reads(of loop: While) -> Live {
    if let known = loopReads[loop.id] { return known }
    var live: Live = []
    collect(loop.body, &live, Targets())
    collect(loop.conditions, &live)
    loopReads[loop.id] = live
    return live
  }
}
