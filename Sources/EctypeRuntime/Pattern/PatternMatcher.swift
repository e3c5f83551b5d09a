/// Runs a program against a text, with as many steps as a form field can need and no more.
nonisolated struct PatternMatcher {
  private let program: PatternProgram
  private let text: [UInt32]
  private var steps: Int
  /// Where each loop's turn began.
  private var loops: [Int]

  init(program: PatternProgram, text: [UInt32]) {
    (self.program, self.text) = (program, text)
    steps = 250_000 + 32 * text.count
    loops = Array(repeating: -1, count: program.loopCount)
  }

  /// Whether there is a match; nil if that took too many steps.
  mutating func matchesSomewhere() -> Bool? {
    for start in 0...text.count where !isInsideNewline(start) {
      if run(0, at: start) != nil { return true }
      if steps <= 0 { return nil }
    }
    return false
  }

  /// Whether PCRE begins no match here because it is between "\r" and "\n".
  private func isInsideNewline(_ start: Int) -> Bool {
    program.flags.anyNewline && !program.newlines.isExplicit && start > 0 && start < text.count
      && text[start - 1] == 0x0D && text[start] == 0x0A
  }

  private enum Choice {
    case resume(instruction: Int, position: Int)
    case restore(loop: Int, position: Int)
  }

  /// The end of the first match of the instructions at `start`, nil if there is none or no step is left.
  private mutating func run(_ start: Int, at position: Int) -> Int? {
    var choices: [Choice] = []
    var (pc, position) = (start, position)
    while steps > 0 {
      steps -= 1
      var isMatching = true
      switch program.instructions[pc] {
      case .accept:
        return position
      case .jump(let target):
        pc = target
      case .set(let index):
        isMatching = position < text.count && program.sets[index].contains(text[position])
        (pc, position) = (pc + 1, position + 1)
      case .split(let first, let second):
        choices.append(.resume(instruction: second, position: position))
        pc = first
      case .assertion(let assertion):
        isMatching = holds(assertion, at: position)
        pc += 1
      case .lookAhead(let isNegative, let next):
        isMatching = (run(pc + 1, at: position) == nil) == isNegative
        pc = next
      case .atomic(let next):
        let end = run(pc + 1, at: position)
        isMatching = end != nil
        (pc, position) = (next, end ?? position)
      case .enter(let loop):
        choices.append(.restore(loop: loop, position: loops[loop]))
        loops[loop] = position
        pc += 1
      case .repeatLoop(let loop, let start):
        pc = loops[loop] == position ? pc + 1 : start
      }
      if !isMatching {
        guard let choice = backtrack(&choices) else { return nil }
        (pc, position) = choice
      }
    }
    return nil
  }

  private mutating func backtrack(_ choices: inout [Choice]) -> (Int, Int)? {
    while let choice = choices.popLast() {
      switch choice {
      case .resume(let instruction, let position): return (instruction, position)
      case .restore(let loop, let position): loops[loop] = position
      }
    }
    return nil
  }

  private func isNewline(at index: Int) -> Bool {
    text[index] == 0x0A || program.flags.anyNewline && text[index] == 0x0D
  }

  private func isWord(at index: Int) -> Bool {
    text.indices.contains(index)
      && PatternSet.isWord(text[index], unicode: program.flags.unicode)
  }

  private func holds(_ assertion: PatternAssertion, at position: Int) -> Bool {
    let end = text.count
    switch assertion {
    case .start:
      return position == 0
    case .end:
      return position == end
    case .endOrNewline:
      return position == end || position == end - 1 && isNewline(at: position)
        || program.flags.anyNewline && position == end - 2 && text[position] == 0x0D
          && text[position + 1] == 0x0A
    case .lineStart:
      // Behind the last newline of the text no line begins.
      return position == 0 || position < end && isNewline(at: position - 1)
    case .lineEnd:
      return position == end || isNewline(at: position)
    case .wordBoundary(let isNegated):
      return (isWord(at: position - 1) != isWord(at: position)) != isNegated
    }
  }
}
