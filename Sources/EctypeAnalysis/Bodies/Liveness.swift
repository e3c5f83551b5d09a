import EctypeDiagnostics
import EctypeModel

/// Walks a body backwards, knowing at each place which variables are read later. What nobody reads is dropped
/// (Elixir's compiler would warn of it; only the effects of a dead value stay), and branches and loops learn
/// which variables they hand on.
struct Liveness {
  /// What gives a variable its value.
  enum Giver { case statement, condition, pattern }

  /// The variables that were given a value in vain, and where, last first; of a condition only the question
  /// counts.
  var dead: [(local: Local, span: Span, giver: Giver)] = []
  /// Statements that do nothing: a query or a changeset that nobody takes.
  var idle: [Expression] = []
  /// What only dropped values have read: that it is read no more is their consequence.
  private var readInVain: Set<Int> = []

  typealias Live = Set<Int>

  /// What is read after a jump out of where the walk is.
  struct Targets {
    var atBreak: Live = []
    var atContinue: Live = []
  }

  /// Statements of which nothing is left, or less than there was.
  private var changes = 0

  /// The reads of a loop that come before its own writes, by its number.
  var loopReads: [Int: Live] = [:]
  var locals: [Int: Local] = [:]

  /// The functions of the library that variables are, by the variables' numbers.
  private let references: [Int: StandardFunction]

  init(references: [Int: StandardFunction]) { self.references = references }

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
  mutating func sweep(_ block: inout Block, _ live: inout Live, _ targets: Targets) {
    var kept: [Statement] = []
    for statement in block.statements.reversed() {
      let left = sweep(statement, &live, targets)
      if let left { kept.append(left) }
      // A variable whose first value nobody reads is this block's all the same.
      let bound = left?.bound ?? []
      kept += statement.bound.filter { !bound.contains($0) }.map(Statement.declare)
    }
    block.statements = kept.reversed()
    settleDeclarations(in: &block)
  }

  /// What is given no value any more need not be declared, and what is given one here is declared by that.
  private func settleDeclarations(in block: inout Block) {
    let declared = Set(block.statements.compactMap(\.declared))
    guard !declared.isEmpty else { return }
    var given: Set<Int> = []
    var bound: Set<Int> = []
    for (index, statement) in zip(block.statements.indices, block.statements) {
      if case .assign(let local, let value) = statement, declared.contains(local.id),
        given.insert(local.id).inserted
      {
        bound.insert(local.id)
        block.statements[index] = .bind(local, value)
      } else {
        given.formUnion(Block([statement]).assigned.map(\.id))
      }
    }
    block.statements.removeAll { statement in
      statement.declared.map { bound.contains($0) || !given.contains($0) } ?? false
    }
  }

  mutating func sweep(
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
      let kept = effect(of: value, &live)
      if kept == nil { idle.append(value) }
      drop(value, but: live)
      return kept
    case .bind(let local, let value), .assign(let local, let value):
      locals[local.id] = local
      if live.remove(local.id) == nil {
        give(local, inVain: value.span)
        let kept = effect(of: value, &live)
        drop(value, of: local, but: live)
        return kept
      }
      read(value, &live)
    case .declare(let local): live.remove(local.id)
    case .destructure(let pattern, let value):
      return destructure(pattern, value, &live, Statement.bind, Statement.destructure)
    case .reassign(let pattern, let value):
      return destructure(pattern, value, &live, Statement.assign, Statement.reassign)
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

  mutating func give(_ local: Local, inVain span: Span, by giver: Giver = .statement) {
    if readInVain.contains(local.id) {
      changes += 1
    } else {
      dead.append((local, span, giver))
    }
  }

  /// - Parameter target: the variable that was given the value, which that may read by itself.
  /// - Parameter live: what is read nevertheless.
  mutating func drop(_ value: Expression, of target: Local? = nil, but live: Live = []) {
    value.forEachLocal {
      if $0.id != target?.id, !live.contains($0.id) { readInVain.insert($0.id) }
    }
  }

  /// What is left to do of a value that nobody takes.
  private mutating func effect(of value: Expression, _ live: inout Live) -> Statement? {
    let kept = called(value.effect).asEffect
    var (before, left): (Live, Live) = ([], [])
    read(value, &before)
    if let kept { read(kept, &left) }
    if before != left { changes += 1 }
    live.formUnion(left)
    return kept
  }

  /// A value that nobody takes; of a variable that is `&trunc/1` the call, whose effects are known.
  private mutating func called(_ value: Expression) -> Expression {
    guard case .apply(let callee, let arguments) = value.kind, case .local(let local) = callee.kind,
      let function = references[local.id]
    else { return value }
    drop(callee)
    let call = StandardCall(function: function, arguments: arguments, isPiped: false)
    return Expression(.standard(call), type: value.type, span: value.span)
  }

  /// A statement whose blocks have nothing left in them goes too, but for the effects of its conditions.
  private mutating func kept(
    _ statement: Statement, _ live: inout Live, _ after: Live
  ) -> Statement? {
    guard statement.isEmpty else { return statement }
    if !statement.mustRun {
      changes += 1
      live = after
      statement.walk { if case .local = $0.kind { drop($0, but: after) } }
      return nil
    }
    guard let value = statement.onlyValue else { return statement }
    changes += 1
    live = after
    return effect(of: value, &live)
  }

  /// - Parameters:
  ///   - one: the statement where one name is left of the pattern, and `several` where there are more.
  private mutating func destructure(
    _ pattern: Pattern, _ value: Expression, _ live: inout Live,
    _ one: (Local, Expression) -> Statement, _ several: (Pattern, Expression) -> Statement
  ) -> Statement? {
    giveParts(of: value, to: pattern, live)
    let kept = keep(pattern, live)
    forget(pattern, &live)
    guard !kept.locals.isEmpty else {
      let kept = effect(of: value, &live)
      drop(value, but: live)
      return kept
    }
    let (pattern, rest) = value.keepingEffects(under: kept)
    read(rest, &live)
    drop(value, but: live)
    if case .bind(let local) = pattern { return one(local, rest) }
    return several(pattern, rest)
  }

  private mutating func giveParts(of value: Expression, to pattern: Pattern, _ live: Live) {
    if case .tuple(let patterns) = pattern, case .tuple(let values) = value.kind,
      patterns.count == values.count
    {
      for (part, value) in zip(patterns, values) { giveParts(of: value, to: part, live) }
      return
    }
    for local in pattern.locals where !live.contains(local.id) {
      give(local, inVain: value.span, by: .pattern)
    }
  }

  mutating func sweep(_ value: If, _ live: inout Live, _ targets: Targets) -> If {
    var value = value
    let after = live
    var otherwise = live
    if value.otherwise != nil { sweep(&value.otherwise!, &otherwise, targets) }
    sweep(&value.then, &live, targets)
    sweep(&value.conditions, &live, orElse: otherwise)
    value.yields = yields(of: [value.then, value.otherwise ?? Block()], after)
    return value
  }

  /// Conditions that hold one after the other; any of them may fail, and then `otherwise` is read.
  mutating func sweep(
    _ conditions: inout [Condition], _ live: inout Live, orElse otherwise: Live = []
  ) {
    for index in conditions.indices.reversed() {
      switch conditions[index] {
      case .expression(let condition): read(condition, &live)
      case .binding(let local, let bound):
        if live.remove(local.id) == nil {
          // `if let x = e` whose `x` nobody reads asks only whether it is there.
          give(local, inVain: bound.span, by: .condition)
          let null = Expression(.literal(.null), type: .nil, span: bound.span)
          conditions[index] = .expression(
            Expression(.binary(.notEqual, bound, null), type: .bool, span: bound.span))
        }
        read(bound, &live)
      case .matching(let pattern, let value):
        let (kept, rest) = value.keepingEffects(under: keep(pattern, live))
        conditions[index] = .matching(kept, rest)
        forget(pattern, &live)
        kept.walk { read($0, &live) }
        read(rest, &live)
        drop(value, but: live)
      }
      live.formUnion(otherwise)
    }
  }

  mutating func sweep(_ value: Switch, _ live: inout Live, _ targets: Targets) -> Switch {
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
    let subject = value.subject
    value = value.withoutUnreadParts
    read(value.subject, &live)
    drop(subject, but: live)
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
}

extension Expression {
  /// What is evaluated for its effect alone; nil where it has none. Compilers look into a function that is a value, and
  /// warn where what it gives is dropped in silence.
  var asEffect: Statement? {
    guard mustRun else { return nil }
    if case .apply = kind, type != .void { return .destructure(.wildcard, self) }
    switch kind {
    case .conditional(let condition, let then, let otherwise):
      return condition.branches(then.effect.asEffect, otherwise.effect.asEffect)
    case .binary(.and, let left, let right): return left.branches(right.effect.asEffect, nil)
    case .binary(.or, let left, let right): return left.branches(nil, right.effect.asEffect)
    case .binary(.coalesce, let left, let right):
      let null = Expression(.literal(.null), type: .nil, span: left.span)
      let isAbsent = Expression(.binary(.equal, left, null), type: .bool, span: left.span)
      return isAbsent.branches(right.effect.asEffect, nil)
    default: return hasEffects ? .expression(self) : .destructure(.wildcard, self)
    }
  }

  /// `if` by it, whose branches have something to do, or one of them.
  private func branches(_ then: Statement?, _ otherwise: Statement?) -> Statement {
    guard let then else {
      let opposite = Expression(.unary(.not, self), type: .bool, span: span)
      let block = Block([otherwise].compactMap(\.self))
      return .if(If([.expression(opposite)], then: block, otherwise: nil))
    }
    return .if(
      If([.expression(self)], then: Block([then]), otherwise: otherwise.map { Block([$0]) }))
  }

  /// Of a tuple's parts that nobody takes only what they do.
  fileprivate func keepingEffects(under pattern: Pattern) -> (Pattern, Expression) {
    guard case .tuple(let patterns) = pattern, case .tuple(let parts) = kind,
      case .tuple(let types) = type, patterns.count == parts.count, types.count == parts.count
    else { return (pattern, self) }
    var kept: [(pattern: Pattern, value: Expression)] = []
    for (pattern, part) in zip(patterns, parts) {
      guard case .wildcard = pattern else {
        kept.append((pattern, part))
        continue
      }
      if part.mustRun { kept.append((pattern, part.effect)) }
    }
    if kept.count == 1 { return kept[0] }
    let values = kept.map(\.value)
    return (
      .tuple(kept.map(\.pattern)),
      Expression(.tuple(values), type: .tuple(values.map(\.type)), span: span)
    )
  }
}

extension Statement {
  /// The variables that are its block's by it.
  fileprivate var bound: [Local] {
    switch self {
    case .bind(let local, _): [local]
    case .destructure(let pattern, _): pattern.locals
    default: []
    }
  }

  fileprivate var declared: Int? { if case .declare(let local) = self { local.id } else { nil } }
}

extension Switch {
  /// `switch (a, b)` whose cases do not look at `b`: of `a` alone.
  fileprivate var withoutUnreadParts: Switch {
    guard case .tuple(let parts) = subject.kind, case .tuple(let types) = subject.type,
      types.count == parts.count
    else { return self }
    let kept = parts.indices.filter { index in
      parts[index].mustRun || looks(at: index, of: parts.count)
    }
    guard kept.count < parts.count, let first = kept.first else { return self }
    var result = self
    for index in result.cases.indices {
      result.cases[index].patterns = cases[index].patterns.map { pattern in
        guard case .tuple(let inner) = pattern else { return pattern }
        return kept.count == 1 ? inner[first] : .tuple(kept.map { inner[$0] })
      }
    }
    result.subject =
      kept.count == 1
      ? parts[first]
      : Expression(
        .tuple(kept.map { parts[$0] }), type: .tuple(kept.map { types[$0] }), span: subject.span)
    return result
  }
}
