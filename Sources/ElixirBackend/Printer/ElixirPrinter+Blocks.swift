import EctypeText

extension ElixirPrinter {
  /// Statements, one a line, with an empty line around those that take several.
  mutating func body(_ statements: [ElixirStatement]) {
    if let inlined = statements.inliningOnlyBlock { return body(inlined) }
    let lines = lineCount(statements)
    guard lines > 0 else { return }
    unfit(if: lines > 1) { $0.separated(statements, lines) }
  }

  /// The same where what is around them is broken anyway.
  mutating func statements(_ statements: [ElixirStatement]) {
    separated(statements, lineCount(statements))
  }

  private func lineCount(_ statements: [ElixirStatement]) -> Int {
    var lines = 0
    for statement in statements {
      switch statement {
      case .expression: lines += 1
      case .comment(let text): lines += commentLines(text).count
      case .verbatim: lines += 1
      case .blankLine: break
      }
    }
    return lines
  }

  /// What comes after a statement.
  enum Following {
    case nothing
    case statement
    /// An empty line, and then a statement.
    case blankLine
  }

  private mutating func separated(_ statements: [ElixirStatement], _ lines: Int) {
    var remaining = lines
    var isSpaced = false
    for (index, statement) in statements.enumerated() {
      let isBlankNext = index + 1 < statements.count && statements[index + 1].isBlankLine
      var following: Following {
        remaining == 0 ? .nothing : isBlankNext ? .blankLine : .statement
      }
      switch statement {
      case .blankLine:
        if remaining < lines, remaining > 0 { document.append(.blankLine) }
        isSpaced = false
      case .expression(let expression):
        remaining -= 1
        if case .call = expression, let columns = expression.columns,
          self.statement(following, &isSpaced, columns: columns, { $0.word(expression) })
        {
          continue
        }
        self.statement(following, &isSpaced, isAttribute: expression.isAttribute) {
          $0.expression(expression, .block)
        }
      case .verbatim(let text):
        remaining -= 1
        unfit { $0.lines(of: text) }
        if following == .blankLine { document.append(.lineEnds) }
        isSpaced = following == .statement
        if remaining > 0 { newLine() }
      case .comment(let text):
        for line in commentLines(text) {
          remaining -= 1
          comment(line, following, &isSpaced)
        }
      }
    }
  }

  /// A statement that `body` writes.
  ///
  /// - Parameter isSpaced: whether the statement before leaves the decision of an empty line to the formatter.
  @inline(__always) mutating func statement(
    _ following: Following, _ isSpaced: inout Bool, isAttribute: Bool = false,
    _ body: (inout ElixirPrinter) -> Void
  ) {
    let spacesNext = following == .statement && !isAttribute
    group {
      if isSpaced { $0.document.append(.blankLineIfBroken) }
      body(&$0)
      if spacesNext {
        $0.document.append(.lineEnds)
        $0.document.append(.blankLineIfBroken)
      } else if following == .blankLine {
        $0.document.append(.lineEnds)
      }
    }
    isSpaced = spacesNext
    if following != .nothing { newLine() }
  }

  /// A statement that `body` writes into one line, where that surely has room for so many columns; returns whether it
  /// has.
  @inline(__always) mutating func statement(
    _ following: Following, _ isSpaced: inout Bool, columns: Int, _ body: (inout FlatLine) -> Void
  ) -> Bool {
    guard var line = document.openFlatLine(columns) else { return false }
    body(&line)
    document.close(line)
    isSpaced = following == .statement
    if following != .nothing { newLine() }
    return true
  }

  /// A call without parentheses: `field :title, :string`.
  mutating func statement(
    _ name: String, _ arguments: ElixirArguments, _ following: Following,
    _ isSpaced: inout Bool
  ) {
    if let columns = arguments.columns,
      statement(
        following, &isSpaced, columns: name.utf8.count + " ".utf8.count + columns,
        {
          $0.text(name)
          $0.text(" ")
          $0.arguments(arguments)
        })
    {
      return
    }
    statement(following, &isSpaced) {
      $0.document.text(name)
      $0.arguments(arguments, isBare: true, suffix: "")
    }
  }

  /// A line of a comment.
  mutating func comment(_ line: String, _ following: Following, _ isSpaced: inout Bool) {
    statement(following, &isSpaced, isAttribute: true) { $0.document.text(line) }
  }

  mutating func parenthesizedBlock(_ statements: [ElixirStatement]) {
    guard statements.contains(where: \.isExpression) else { return document.text("nil") }
    surround("(", ")") { $0.body(statements) }
  }

  // MARK: do … end

  mutating func doBlocks(_ blocks: [ElixirDoBlock]) {
    for (index, block) in blocks.enumerated() {
      if index > 0 { newLine() }
      if index > 0 { document.text(block.keyword.rawValue) }
      nest {
        switch block.body {
        case .statements(let statements):
          guard statements.contains(where: { !$0.isBlankLine }) else { return }
          $0.newLine()
          $0.group { $0.body(statements) }
        case .clauses(let clauses):
          guard !clauses.isEmpty else { return }
          $0.newLine()
          $0.group { $0.self.clauses(clauses) }
        }
      }
    }
    newLine()
    document.text("end")
  }

  private mutating func clauses(_ clauses: [ElixirClause]) {
    unfit(if: clauses.contains { $0.takesLines(isInterpolating) }) {
      for (index, clause) in clauses.enumerated() {
        if index > 0 {
          $0.document.append(.blankLineIfBroken)
          $0.newLine()
        }
        $0.clause(clause)
      }
    }
  }

  private mutating func clause(_ clause: ElixirClause) {
    if clause.patterns.isEmpty, clause.condition == nil {
      document.text("() ->")
      nest {
        $0.document.line()
        $0.body(clause.body)
      }
      return
    }
    group {
      $0.operandNesting += 2
      $0.patterns(clause)
      $0.operandNesting -= 2
      $0.document.text(" ->")
    }
    nest {
      $0.document.line()
      $0.clauseBody(clause)
    }
  }

  private mutating func clauseBody(_ clause: ElixirClause) {
    if clause.body.contains(where: { !$0.isBlankLine }) {
      body(clause.body)
    } else {
      document.text("nil")
    }
  }

  /// `a, b when condition`.
  private mutating func patterns(_ clause: ElixirClause) {
    guard let condition = clause.condition else { return patterns(clause.patterns) }
    group { $0.group { $0.patterns(clause.patterns) } }
    var rest = condition
    while case .binary(.when, let first, let others) = rest {
      guardOperand(first, .left)
      rest = others
    }
    guardOperand(rest, .right)
  }

  private mutating func guardOperand(
    _ operand: ElixirExpression, _ side: ElixirBinaryOperator.Side
  ) {
    document.line()
    group {
      $0.document.text("when ")
      $0.nest(.nestStart, 5) {
        $0.operand(operand, .bareArgument, of: .when, side, nesting: 0)
      }
    }
  }

  private mutating func patterns(_ patterns: [ElixirExpression]) {
    guard !patterns.isEmpty else { return document.text("()") }
    for (index, pattern) in patterns.enumerated() {
      if index > 0 {
        document.text(",")
        document.line()
      }
      expression(pattern, .bareArgument)
    }
  }

  // MARK: Functions

  mutating func function(_ clauses: [ElixirClause]) {
    guard clauses.count == 1, let clause = clauses.first else {
      return unfit {
        $0.document.text("fn")
        $0.nest {
          $0.newLine()
          $0.group { $0.clauses(clauses) }
        }
        $0.newLine()
        $0.document.text("end")
      }
    }
    let isBroken = clause.takesLines(isInterpolating)
    group {
      $0.unfit(if: isBroken) {
        let hasPatterns = !clause.patterns.isEmpty || clause.condition != nil
        $0.document.text(hasPatterns ? "fn " : "fn ->")
        $0.nest {
          if hasPatterns {
            $0.group {
              $0.nest(.alignStart, 0) {
                $0.patterns(clause)
                $0.document.text(" ->")
              }
            }
          }
          $0.lineOrBreak(isBroken)
          $0.clauseBody(clause)
        }
        $0.lineOrBreak(isBroken)
        $0.document.text("end")
      }
    }
  }

  mutating func lineOrBreak(_ isBroken: Bool) {
    if isBroken { newLine() } else { document.line() }
  }

  mutating func functionType(_ parameters: [ElixirExpression], _ result: ElixirExpression) {
    group {
      if parameters.isEmpty {
        $0.document.text("(-> ")
        $0.nest(.alignStart, 0) { $0.body([.expression(result)]) }
        $0.document.text(")")
      } else {
        $0.parentheses {
          $0.group {
            $0.patterns(parameters)
            $0.document.text(" ->")
          }
          $0.nest {
            $0.document.line()
            $0.body([.expression(result)])
          }
        }
      }
    }
  }
}

extension ElixirClause {
  fileprivate func takesLines(_ isInterpolating: Bool) -> Bool {
    if isBroken, !isInterpolating { return true }
    return body.hasManyExpressions
  }
}

extension [ElixirStatement] {
  /// A block that is the only expression is no block: its statements stand here.
  fileprivate var inliningOnlyBlock: [ElixirStatement]? {
    var block: (index: Int, statements: [ElixirStatement])?
    for (index, statement) in enumerated() {
      guard case .expression(let expression) = statement else { continue }
      guard block == nil, case .block(let statements) = expression else { return nil }
      block = (index, statements)
    }
    guard let block else { return nil }
    return self[..<block.index] + block.statements + self[(block.index + 1)...]
  }

  fileprivate var hasManyExpressions: Bool {
    if let inlined = inliningOnlyBlock { return inlined.hasManyExpressions }
    var count = 0
    for statement in self where statement.isExpression { count += 1 }
    return count > 1
  }
}

extension ElixirStatement {
  fileprivate var isBlankLine: Bool { if case .blankLine = self { true } else { false } }
  fileprivate var isExpression: Bool { if case .expression = self { true } else { false } }
}

extension ElixirExpression {
  fileprivate var isAttribute: Bool { if case .attribute = self { true } else { false } }
}
