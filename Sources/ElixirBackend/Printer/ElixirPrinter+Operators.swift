import EctypeText

extension ElixirPrinter {
  mutating func unary(
    _ op: ElixirUnaryOperator, _ operand: ElixirExpression, _ context: Context
  ) {
    if op == .not, case .binary(.in, let left, let right) = operand {
      return binary(.notIn, left, right, context, nesting: operandNesting)
    }
    if op == .not, case .binary(.notIn, let left, let right) = operand {
      return unary(.not, .unary(.bang, .binary(.in, left, right)), context)
    }
    document.text(op == .not ? "not " : op.rawValue)
    var isRepeated = false
    if case .unary(op, _) = operand { isRepeated = op == .not || op == .bang }
    parentheses(if: operand.isOperation && !isRepeated) {
      $0.expression(operand, context.ofOperand(.operand))
    }
  }

  mutating func binary(
    _ op: ElixirBinaryOperator, _ left: ElixirExpression, _ right: ElixirExpression,
    _ context: Context, nesting: Int
  ) {
    switch op {
    case .cons, .when:
      return startingLines(op, left, right, context)
    case .range, .step, .defaults, .in, .notIn:
      group { $0.operand(left, context.ofLeftOperand, of: op, .left, nesting: 2) }
      let isSpaced = op != .range && op != .step
      if isSpaced { document.text(" ") }
      document.text(op.rawValue)
      if isSpaced { document.text(" ") }
      group { $0.operand(right, context.ofRightOperand, of: op, .right, nesting: 0) }
    default:
      // Elixir 1.14 breaks before a function type, 1.18 inside; both leave a break before it alone.
      let fitsNext = op.letsNextBreakFit && !right.isFunctionType && nextBreakFits(right)
      infix(op, nesting: nesting, fitsNext: fitsNext) {
        $0.operand(left, context.ofLeftOperand, of: op, .left, nesting: 2)
      } right: {
        $0.operand(right, context.ofRightOperand, of: op, .right, nesting: 0)
      }
    }
  }

  /// An operator that ends the line of its left operand, and its operands.
  @inline(__always) mutating func infix(
    _ op: ElixirBinaryOperator, nesting: Int, fitsNext: Bool,
    left: (inout ElixirPrinter) -> Void, right: (inout ElixirPrinter) -> Void
  ) {
    nextBreakFits(.nextBreakFitsOffStart, if: fitsNext) {
      $0.group(.own, left)
      $0.group {
        $0.nest(.nestIfBrokenStart, nesting) {
          $0.document.text(" ")
          $0.document.text(op.rawValue)
          $0.document.line()
          $0.group { $0.nextBreakFits(.nextBreakFitsStart, if: fitsNext, right) }
        }
      }
    }
  }

  /// `a | b | c` and `a when b`: the operator begins the next line.
  private mutating func startingLines(
    _ op: ElixirBinaryOperator, _ left: ElixirExpression, _ right: ElixirExpression,
    _ context: Context
  ) {
    let endsInKeywords = op == .when && right.isKeywordList
    parentheses(if: endsInKeywords && (context == .parensArgument || context == .bareArgument)) {
      $0.group { $0.operand(left, context.ofLeftOperand, of: op, .left, nesting: 2) }
      var rest = right
      var isLast = false
      var context = context
      while !isLast {
        var operand = rest
        var side = ElixirBinaryOperator.Side.right
        let operandContext: Context
        if case .binary(op, let first, let others) = rest {
          // The formatter derives each context from the one before.
          context = context.ofRightOperand
          operandContext = context.ofLeftOperand
          operand = first
          side = .left
          rest = others
        } else {
          operandContext = context.ofRightOperand
          isLast = true
        }
        $0.lineStart(op) {
          if isLast, endsInKeywords, case .list(_, let keywords) = operand {
            $0.bareKeywords(keywords, operandContext)
          } else {
            $0.operand(operand, operandContext, of: op, side, nesting: 0)
          }
        }
      }
    }
  }

  /// A line that may begin with the operator, and the operand behind it.
  @inline(__always) private mutating func lineStart(
    _ op: ElixirBinaryOperator, _ operand: (inout ElixirPrinter) -> Void
  ) {
    document.line()
    group {
      $0.document.text(op.rawValue)
      $0.document.text(" ")
      $0.nest(.nestStart, op.rawValue.utf8.count + 1, operand)
    }
  }

  /// `type | nil`: a type and what else there may be instead of it.
  mutating func type(
    _ type: ElixirExpression, or other: ElixirExpression, or last: ElixirExpression? = nil
  ) {
    group { $0.operand(type, .parensArgument, of: .cons, .left, nesting: 2) }
    lineStart(.cons) {
      $0.operand(other, .parensArgument, of: .cons, last == nil ? .right : .left, nesting: 0)
    }
    if let last {
      lineStart(.cons) { $0.operand(last, .parensArgument, of: .cons, .right, nesting: 0) }
    }
  }

  private mutating func bareKeywords(_ keywords: [ElixirKeyword], _ context: Context) {
    for (index, keyword) in keywords.enumerated() {
      if index > 0 {
        document.text(",")
        document.line()
      }
      self.keyword(keyword, context)
    }
  }

  /// An operand of `parent` on one of its sides, in parentheses where the formatter has them.
  mutating func operand(
    _ operand: ElixirExpression, _ context: Context, of parent: ElixirBinaryOperator,
    _ side: ElixirBinaryOperator.Side, nesting: Int
  ) {
    switch operand {
    case .block where operand.onlyStatement != nil:
      self.operand(operand.onlyStatement!, context, of: parent, side, nesting: nesting)
    case .unary(let op, let value) where value.endsInDoBlock:
      expression(value.prefixed(op), context)
    case .unary(.not, .binary(.in, let left, let right)):
      self.operand(.binary(.notIn, left, right), context, of: parent, side, nesting: nesting)
    case .binary(.notIn, let left, let right)
    where parent.precedence >= ElixirBinaryOperator.in.precedence:
      // The formatter drops the parentheses of `(a not in b)`.
      let negated = ElixirExpression.unary(.bang, .binary(.in, left, right))
      self.operand(negated, context, of: parent, side, nesting: nesting)
    case .binary(let op, let left, let right) where op != .notIn:
      let isSame = op == parent || op == .in && parent == .notIn
      let continues = parent.associativity == side && isSame && !op.isNeverChained
      let needed = !continues && parent.needsParentheses(around: op, side)
      let nesting = continues ? nesting : 2
      parentheses(if: needed) { $0.binary(op, left, right, context, nesting: nesting) }
    case .pipeline(let stages, let isBroken) where stages.count > 1:
      let needed = parent.needsParentheses(aroundPrecedence: Self.pipePrecedence, side)
      parentheses(if: needed) { $0.pipeline(stages, isBroken: isBroken, context) }
    case .unary(let op, _) where parent == .in || parent == .notIn:
      parentheses(if: side == .left && (op == .not || op == .bang)) {
        $0.expression(operand, context)
      }
    case .capture, .functionReference:
      let needed =
        side == .left
        || parent.associativity == .left && parent.precedence > Self.capturePrecedence
      parentheses(if: needed) { $0.expression(operand, context) }
    default:
      expression(operand, context)
    }
  }

  static var pipePrecedence: Int { 160 }
  private static var capturePrecedence: Int { 90 }

  // MARK: Pipelines

  mutating func pipeline(_ stages: [ElixirExpression], isBroken: Bool, _ context: Context) {
    if let first = stages.first, case .pipeline(let inner, _) = first.onlyStatement ?? first {
      return pipeline(inner + stages.dropFirst(), isBroken: isBroken, context)
    }
    guard stages.count > 1 else {
      if let only = stages.first { expression(only, context) }
      return
    }
    let isBroken = isBroken && !isInterpolating
    unfit(if: isBroken) {
      for (index, stage) in stages.enumerated() {
        let isLast = index == stages.count - 1
        let outer = isLast ? context : context.ofLeftOperand
        if index > 0 { $0.lineOrBreak(isBroken) }
        guard index > 0 else {
          $0.group { $0.operand(ofPipeline: stage, outer.ofLeftOperand) }
          continue
        }
        // Behind the last stage something may follow.
        let isAlone = isBroken && (!isLast || context == .block)
        $0.stage(stage, outer.ofRightOperand, isAlone: isAlone)
      }
    }
  }

  /// `|> stage`
  ///
  /// - Parameter isAlone: it has its line for itself.
  mutating func stage(_ stage: ElixirExpression, _ context: Context, isAlone: Bool) {
    if isAlone, case .call = stage, let columns = stage.columns,
      var line = document.openFlatLine("|> ".utf8.count + columns)
    {
      line.text("|> ")
      line.word(stage)
      return document.close(line)
    }
    group {
      $0.document.text("|> ")
      $0.operand(ofPipeline: stage, context)
    }
  }

  private mutating func operand(ofPipeline stage: ElixirExpression, _ context: Context) {
    var stage = stage.onlyStatement ?? stage
    if case .unary(let op, let value) = stage, value.endsInDoBlock { stage = value.prefixed(op) }
    let needsParentheses =
      switch stage {
      case .binary(let op, _, _): op != .range && op != .step && op != .notIn
      case .pipeline(let stages, _): stages.count > 1
      case .capture, .functionReference: true
      default: false
      }
    parentheses(if: needsParentheses) {
      if case .binary(let op, let left, let right) = stage, op != .notIn {
        $0.binary(op, left, right, context, nesting: 2)
      } else {
        $0.expression(stage, context)
      }
    }
  }

  // MARK: Captures

  mutating func capture(_ body: ElixirExpression, _ context: Context) {
    document.text(body.beginsLikeCaptureArgument ? "& " : "&")
    parentheses(if: body.isOperation) { $0.expression(body, context) }
  }

  mutating func functionReference(_ target: ElixirExpression?, _ name: String, _ arity: Int) {
    document.text("&")
    if let target {
      nest(.nestStart, 1) { $0.receiver(target) }
      document.text(".")
    }
    document.text(name)
    document.text("/")
    document.text(String(arity))
  }
}
