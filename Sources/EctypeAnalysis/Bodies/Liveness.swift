import EctypeDiagnostics
import EctypeModel

/// Walks a body backwards, knowing at each place which variables are read later. What nobody reads is dropped
/// (Elixir's compiler would warn of it; only the effects of a dead value stay), and branches and loops learn
/// which variables they hand on.
struct Liveness {
  /// The variables that were given a value in vain, and where, last first; of a condition only the question
  /// counts.
  private(set) var dead: [(local: Local, span: Span, isCondition: Bool)] = []
  /// Statements that do nothing: a query or a changeset that nobody takes.
  private(set) var idle: [Expression] = []

  private typealias Live = Set<Int>

  /// What is read after a jump out of where the walk is.
  private struct Targets {
    var atBreak: Live = []
    var atContinue: Live = []
  }

  /// Statements that are gone because nothing was left in them.
  private var changes = 0

  /// The reads of a loop that come before its own writes, by its number.
  private var loopReads: [Int: Live] = [:]
  private var locals: [Int: Local] = [:]

  mutating func settle(_ block: inout Block) {
    // What a loop read in vain is only known to be in vain once it is gone: then what it read may be, too.
    for _ in 0..<Self.passLimit {
      let before = dead.count + idle.count + changes
      loopReads = [:]
      var live: Live = []
      sweep(&block, &live, Targets())
      if loopReads.isEmpty || dead.count + idle.count + changes == before { return }
    }
  }

  private static let passLimit = 20

  // MARK: Statements

  /// `live` holds what is read after the block, then what is read from its beginning on.
  private mutating func sweep(_ block: inout Block, _ live: inout Live, _ targets: Targets) {
    var kept: [Statement] = []
    for statement in block.statements.reversed() {
      if let statement = sweep(statement, &live, targets) { kept.append(statement) }
    }
    block.statements = kept.reversed()
  }

  private mutating func sweep(
    _ statement: Statement, _ live: inout Live, _ targets: Targets
  ) -> Statement? {
    switch statement {
    case .return(let value):
      live = []
      read(value, &live)
    case .break: live = targets.atBreak
    case .continue: live = targets.atContinue
    case .value(let value): read(value, &live)
    case .expression(let value):
      guard value.hasEffects else {
        idle.append(value)
        return nil
      }
      read(value, &live)
    case .bind(let local, let value), .assign(let local, let value):
      locals[local.id] = local
      if live.remove(local.id) == nil {
        dead.append((local, value.span, false))
        guard value.hasEffects else { return nil }
        let kept = value.effect
        read(kept, &live)
        return .expression(kept)
      }
      read(value, &live)
    case .declare(let local): live.remove(local.id)
    case .destructure(let pattern, let value): return destructure(pattern, value, &live)
    case .if(let value):
      let before = live
      return kept(.if(sweep(value, &live, targets)), &live, before)
    case .switch(let value):
      let before = live
      return kept(.switch(sweep(value, &live, targets)), &live, before)
    case .for(let loop):
      let before = live
      return kept(.for(sweep(loop, &live)), &live, before)
    case .while(let loop): return .while(sweep(loop, &live))
    }
    return statement
  }

  /// A statement whose blocks have nothing left in them goes too, but for the effects of its conditions.
  private mutating func kept(
    _ statement: Statement, _ live: inout Live, _ after: Live
  ) -> Statement? {
    guard statement.isEmpty else { return statement }
    if !statement.hasEffects {
      changes += 1
      live = after
      return nil
    }
    guard let value = statement.onlyValue else { return statement }
    changes += 1
    live = after
    read(value, &live)
    return .expression(value)
  }

  private mutating func destructure(
    _ pattern: Pattern, _ value: Expression, _ live: inout Live
  ) -> Statement? {
    let kept = keep(pattern, live)
    forget(pattern, &live)
    guard !kept.locals.isEmpty else {
      guard value.hasEffects else { return nil }
      read(value, &live)
      return .expression(value)
    }
    read(value, &live)
    return .destructure(kept, value)
  }

  private mutating func sweep(_ value: If, _ live: inout Live, _ targets: Targets) -> If {
    var value = value
    let after = live
    var otherwise = live
    if value.otherwise != nil { sweep(&value.otherwise!, &otherwise, targets) }
    sweep(&value.then, &live, targets)
    for index in value.conditions.indices.reversed() {
      switch value.conditions[index] {
      case .expression(let condition): read(condition, &live)
      case .binding(let local, let bound):
        if live.remove(local.id) == nil {
          // `if let x = e` whose `x` nobody reads asks only whether it is there.
          dead.append((local, bound.span, true))
          let null = Expression(.literal(.null), type: .nil, span: bound.span)
          value.conditions[index] = .expression(
            Expression(.binary(.notEqual, bound, null), type: .bool, span: bound.span))
        }
        read(bound, &live)
      }
      // Any of them may fail.
      live.formUnion(otherwise)
    }
    value.yields = yields(of: [value.then, value.otherwise ?? Block()], after)
    return value
  }

  private mutating func sweep(_ value: Switch, _ live: inout Live, _ targets: Targets) -> Switch {
    var value = value
    let after = live
    var before: Live = []
    for index in value.cases.indices {
      var branch = after
      sweep(&value.cases[index].body, &branch, targets)
      if let condition = value.cases[index].condition { read(condition, &branch) }
      value.cases[index].patterns = value.cases[index].patterns.map {
        keep($0, branch)
      }
      for pattern in value.cases[index].patterns {
        forget(pattern, &branch)
        pattern.walk { read($0, &branch) }
      }
      before.formUnion(branch)
    }
    live = before
    read(value.subject, &live)
    value.yields = yields(of: value.cases.map(\.body), after)
    return value
  }

  private func yields(of blocks: [Block], _ after: Live) -> [Local] {
    var result: [Local] = []
    for block in blocks {
      for local in block.assigned
      where after.contains(local.id) && !result.contains(where: { $0.id == local.id }) {
        result.append(local)
      }
    }
    return result
  }

  // MARK: Loops

  private mutating func sweep(_ loop: For, _ live: inout Live) -> For {
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

  private mutating func sweep(_ loop: While, _ live: inout Live) -> While {
    var loop = loop
    let after = live
    let inside = reads(of: loop)
    let head = after.union(inside)
    var body = head
    sweep(&loop.body, &body, Targets(atBreak: after, atContinue: head))
    var first = body
    for index in loop.conditions.indices.reversed() {
      switch loop.conditions[index] {
      case .expression(let condition): read(condition, &first)
      case .binding(let local, let bound):
        if first.remove(local.id) == nil {
          dead.append((local, bound.span, true))
          let null = Expression(.literal(.null), type: .nil, span: bound.span)
          loop.conditions[index] = .expression(
            Expression(.binary(.notEqual, bound, null), type: .bool, span: bound.span))
        }
        read(bound, &first)
      }
    }
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
          !value.hasEffects
        {
          return
        }
        statement.walkOwn { if $0.reads(local) { isRead = true } }
      }
      for statement in body.statements { statement.forEachRead(note) }
      guard !isRead else { continue }
      var spans: [Span] = []
      body.dropAssignments(to: local.id, &spans)
      for span in spans { dead.append((local, span, false)) }
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
  private mutating func reads(of loop: For) -> Live {
    if let known = loopReads[loop.id] { return known }
    var live: Live = []
    collect(loop.body, &live, Targets())
    if let condition = loop.condition { read(condition, &live) }
    forget(loop.pattern, &live)
    loopReads[loop.id] = live
    return live
  }

  private mutating func reads(of loop: While) -> Live {
    if let known = loopReads[loop.id] { return known }
    var live: Live = []
    collect(loop.body, &live, Targets())
    collect(loop.conditions, &live)
    loopReads[loop.id] = live
    return live
  }

  // MARK: Reads alone

  private mutating func collect(_ block: Block, _ live: inout Live, _ targets: Targets) {
    for statement in block.statements.reversed() { collect(statement, &live, targets) }
  }

  private mutating func collect(_ statement: Statement, _ live: inout Live, _ targets: Targets) {
    switch statement {
    case .return(let value):
      live = []
      read(value, &live)
    case .break: live = targets.atBreak
    case .continue: live = targets.atContinue
    case .value(let value), .expression(let value): read(value, &live)
    case .bind(let local, let value), .assign(let local, let value):
      live.remove(local.id)
      read(value, &live)
    case .declare(let local): live.remove(local.id)
    case .destructure(let pattern, let value):
      forget(pattern, &live)
      read(value, &live)
    case .if(let value):
      var otherwise = live
      if let block = value.otherwise { collect(block, &otherwise, targets) }
      collect(value.then, &live, targets)
      collect(value.conditions, &live)
      live.formUnion(otherwise)
    case .switch(let value):
      let after = live
      live = []
      for branch in value.cases {
        var before = after
        collect(branch.body, &before, targets)
        if let condition = branch.condition { read(condition, &before) }
        for pattern in branch.patterns {
          forget(pattern, &before)
          pattern.walk { read($0, &before) }
        }
        live.formUnion(before)
      }
      read(value.subject, &live)
    case .for(let loop):
      live.formUnion(reads(of: loop))
      read(loop.sequence, &live)
    case .while(let loop): live.formUnion(reads(of: loop))
    }
  }

  private mutating func collect(_ conditions: [Condition], _ live: inout Live) {
    for condition in conditions.reversed() {
      if case .binding(let local, _) = condition { live.remove(local.id) }
      read(condition.value, &live)
    }
  }

  // MARK: Variables

  private mutating func read(_ expression: Expression, _ live: inout Live) {
    expression.forEachLocal {
      live.insert($0.id)
      locals[$0.id] = $0
    }
  }

  private func forget(_ pattern: Pattern, _ live: inout Live) {
    for local in pattern.locals { live.remove(local.id) }
  }

  /// A pattern without the names that nobody reads.
  private func keep(_ pattern: Pattern, _ live: Live) -> Pattern {
    pattern.keeping { live.contains($0.id) }
  }
}

extension Expression {
  fileprivate func reads(_ local: Local) -> Bool {
    var isRead = false
    forEachLocal { if $0.id == local.id { isRead = true } }
    return isRead
  }

  /// Evaluating it may do something: it calls a function. Queries and changesets only describe.
  var hasEffects: Bool {
    var found = false
    walk {
      switch $0.kind {
      case .call, .apply: found = true
      case .standard(let call): if !call.function.isPure { found = true }
      default: return
      }
    }
    return found
  }
}

extension Expression {
  /// What is left to do of a value that nobody takes: of `%{post | author: load()}` the `load()`.
  fileprivate var effect: Expression {
    guard case .mapUpdate(let base, let entries) = kind, !base.hasEffects, entries.count == 1
    else { return self }
    return entries[0].value.effect
  }
}

extension Statement {
  /// Its blocks hold nothing.
  fileprivate var isEmpty: Bool {
    switch self {
    case .if(let value):
      value.then.statements.isEmpty && value.otherwise?.statements.isEmpty ?? true
    case .switch(let value): value.cases.allSatisfy(\.body.statements.isEmpty)
    case .for(let loop): loop.body.statements.isEmpty
    default: false
    }
  }

  fileprivate var hasEffects: Bool {
    var found = false
    walk { if $0.hasEffects { found = true } }
    return found
  }

  /// The one value that it evaluates, its blocks being empty.
  fileprivate var onlyValue: Expression? {
    switch self {
    case .if(let value):
      if value.conditions.count == 1, case .expression(let condition) = value.conditions[0] {
        return condition
      }
      return nil
    case .switch(let value):
      return value.cases.allSatisfy({ $0.condition == nil }) ? value.subject : nil
    case .for(let loop): return loop.condition == nil ? loop.sequence : nil
    default: return nil
    }
  }
}

extension Statement {
  /// Calls `body` for the statement and all in its blocks.
  fileprivate func forEachRead(_ body: (Statement) -> Void) {
    body(self)
    for block in blocks { for statement in block.statements { statement.forEachRead(body) } }
  }

  /// What a loop asks before each round.
  fileprivate var conditions: [Expression] {
    switch self {
    case .for(let loop): loop.condition.map { [$0] } ?? []
    case .while(let loop): loop.conditions.map(\.value)
    default: []
    }
  }

  private var blocks: [Block] {
    switch self {
    case .if(let value): [value.then] + (value.otherwise.map { [$0] } ?? [])
    case .switch(let value): value.cases.map(\.body)
    case .for(let loop): [loop.body]
    case .while(let loop): [loop.body]
    default: []
    }
  }

  /// Calls `body` for its own expressions, not for those of its blocks.
  fileprivate func walkOwn(_ body: (Expression) -> Void) {
    switch self {
    case .bind(_, let value), .assign(_, let value), .return(let value), .value(let value),
      .expression(let value):
      body(value)
    case .destructure(let pattern, let value):
      pattern.walk(body)
      body(value)
    case .declare, .break, .continue: return
    case .if(let value): for condition in value.conditions { body(condition.value) }
    case .switch(let value):
      body(value.subject)
      for branch in value.cases {
        for pattern in branch.patterns { pattern.walk(body) }
        if let condition = branch.condition { body(condition) }
      }
    case .for(let loop):
      body(loop.sequence)
      loop.pattern.walk(body)
      if let condition = loop.condition { body(condition) }
    case .while(let loop): for condition in loop.conditions { body(condition.value) }
    }
  }
}

extension Block {
  fileprivate mutating func dropAssignments(to id: Int, _ spans: inout [Span]) {
    statements = statements.compactMap { statement in
      switch statement {
      case .assign(let local, let value) where local.id == id:
        spans.append(value.span)
        return nil
      case .if(var value):
        value.then.dropAssignments(to: id, &spans)
        value.otherwise?.dropAssignments(to: id, &spans)
        return .if(value)
      case .switch(var value):
        for index in value.cases.indices {
          value.cases[index].body.dropAssignments(to: id, &spans)
        }
        return .switch(value)
      case .for(var loop):
        loop.body.dropAssignments(to: id, &spans)
        return .for(loop)
      case .while(var loop):
        loop.body.dropAssignments(to: id, &spans)
        return .while(loop)
      default: return statement
      }
    }
  }
}
