/// A pattern as instructions for a backtracking matcher.
nonisolated struct PatternProgram: Sendable {
  enum Instruction {
    case set(Int)
    /// Tries `first`; on failure `second`.
    case split(first: Int, second: Int)
    case jump(Int)
    case assertion(PatternAssertion)
    /// Matches what begins at the next instruction on its own, then goes on at `next`.
    case lookAhead(isNegative: Bool, next: Int)
    case atomic(next: Int)
    /// Remembers the position at the start of a loop's turn.
    case enter(loop: Int)
    /// Takes another turn at `start`, unless the last one matched nothing.
    case repeatLoop(Int, start: Int)
    case accept
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [PatternSet] = []
  private(set) var loopCount = 0
  let flags: PatternFlags
  let newlines: NewlineUse

  /// Counted repetitions are written out, so a pattern may be too large.
  private static let maximumSize = 20_000

  init?(_ node: PatternNode, _ flags: PatternFlags, _ newlines: NewlineUse) {
    (self.flags, self.newlines) = (flags, newlines)
    guard emit(node) else { return nil }
    instructions.append(.accept)
  }

  private mutating func emit(_ node: PatternNode) -> Bool {
    guard instructions.count < Self.maximumSize else { return false }
    switch node {
    case .set(let set):
      sets.append(set)
      instructions.append(.set(sets.count - 1))
      return true
    case .sequence(let nodes):
      return nodes.allSatisfy { emit($0) }
    case .alternation(let branches):
      return emit(branches[...])
    case .repetition(let body, let minimum, let maximum, let mode):
      return emitRepetition(body, minimum, maximum, mode)
    case .assertion(let assertion):
      instructions.append(.assertion(assertion))
      return true
    case .lookAhead(let body, let isNegative):
      return emitAlone(body) { .lookAhead(isNegative: isNegative, next: $0) }
    case .atomic(let body):
      return emitAlone(body) { .atomic(next: $0) }
    }
  }

  /// A body that is matched on its own.
  private mutating func emitAlone(
    _ body: PatternNode, _ instruction: (Int) -> Instruction
  ) -> Bool {
    let start = reserve()
    guard emit(body) else { return false }
    instructions.append(.accept)
    instructions[start] = instruction(instructions.count)
    return true
  }

  private mutating func reserve() -> Int {
    instructions.append(.accept)
    return instructions.count - 1
  }

  private mutating func emit(_ branches: ArraySlice<PatternNode>) -> Bool {
    var jumps: [Int] = []
    for (index, branch) in branches.enumerated() {
      guard index < branches.count - 1 else {
        guard emit(branch) else { return false }
        break
      }
      let split = reserve()
      guard emit(branch) else { return false }
      jumps.append(reserve())
      instructions[split] = .split(first: split + 1, second: instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
    return true
  }

  private mutating func emitRepetition(
    _ body: PatternNode, _ minimum: Int, _ maximum: Int?, _ mode: RepetitionMode
  ) -> Bool {
    if mode == .possessive {
      return emit(
        .atomic(.repetition(body, minimum: minimum, maximum: maximum, mode: .greedy)))
    }
    for _ in 0..<minimum { guard emit(body) else { return false } }
    guard let maximum else { return emitLoop(body, mode) }
    var splits: [Int] = []
    for _ in minimum..<maximum {
      splits.append(reserve())
      guard emit(body) else { return false }
    }
    for split in splits { setSplit(split, to: instructions.count, mode) }
    return true
  }

  private mutating func emitLoop(_ body: PatternNode, _ mode: RepetitionMode) -> Bool {
    let split = reserve()
    let loop = loopCount
    loopCount += 1
    instructions.append(.enter(loop: loop))
    guard emit(body) else { return false }
    instructions.append(.repeatLoop(loop, start: split))
    setSplit(split, to: instructions.count, mode)
    return true
  }

  /// The choice between the body behind `index` and what follows at `exit`.
  private mutating func setSplit(_ index: Int, to exit: Int, _ mode: RepetitionMode) {
    instructions[index] =
      mode == .lazy
      ? .split(first: exit, second: index + 1) : .split(first: index + 1, second: exit)
  }
}
