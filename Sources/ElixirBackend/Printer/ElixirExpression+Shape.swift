// What the printer asks of an expression before it prints it.
extension ElixirExpression {
  /// One word: it needs no group, having no place to break.
  var isLeaf: Bool {
    switch self {
    case .variable, .alias, .atom, .number, .captureArgument: true
    default: false
    }
  }

  /// What a block of one statement stands for. (The formatter leaves comments no place there.)
  var onlyStatement: ElixirExpression? {
    guard case .block(let statements) = self else { return nil }
    var only: ElixirExpression?
    for case .expression(let expression) in statements {
      if only != nil { return nil }
      only = expression
    }
    return only.flatMap { $0.onlyStatement ?? $0 }
  }

  var isFunctionType: Bool { if case .functionType = self { true } else { false } }

  /// Whether a dot after it reaches a function, not a field.
  var isModule: Bool {
    switch self {
    case .alias, .atom, .variable("__MODULE__"): true
    case .block: onlyStatement?.isModule ?? false
    default: false
    }
  }

  var isBinaryOperation: Bool {
    switch self {
    case .block: onlyStatement?.isBinaryOperation ?? false
    case .binary(let op, _, _): op != .notIn
    case .pipeline(let stages, _): stages.count > 1
    default: false
    }
  }

  /// Whether the formatter sees an operator where the expression begins a dot, a capture or a unary operand.
  var isOperation: Bool {
    switch self {
    case .binary, .unary, .capture, .functionReference: true
    case .block: onlyStatement?.isOperation ?? false
    case .attribute(_, let value): value != nil
    case .pipeline(let stages, _): stages.count > 1
    default: false
    }
  }

  /// A call with `do … end`, perhaps behind prefix operators.
  var endsInDoBlock: Bool {
    switch self {
    case .call(let call): !call.blocks.isEmpty
    case .unary(_, let operand): operand.endsInDoBlock
    case .block: onlyStatement?.endsInDoBlock ?? false
    default: false
    }
  }

  /// The same as a prefix operator before it, where something may follow: `-case x do … end + 1` is the opposite of the
  /// sum, and the formatter drops the parentheses that would make it another thing.
  func prefixed(_ op: ElixirUnaryOperator) -> ElixirExpression {
    op == .pin
      ? .unary(.pin, .call(ElixirCall(target: .remote(.alias("Function")), "identity", [self])))
      : .call("then", [self, .capture(.unary(op, .captureArgument(1)))])
  }

  var isKeywordList: Bool {
    if case .list(let elements, let keywords) = self {
      elements.isEmpty && !keywords.isEmpty
    } else {
      false
    }
  }

  /// The leftmost expression, which decides how the text begins, and no parentheses before it.
  private var first: ElixirExpression {
    var expression = self
    while true {
      switch expression {
      case .binary(_, let left, _): expression = left
      case .pipeline(let stages, _): expression = stages.first ?? .nil
      case .block:
        guard let only = expression.onlyStatement else { return expression }
        expression = only
      case .field(let target, _), .access(let target, _): expression = target
      case .call(let call):
        switch call.target {
        case .local: return expression
        case .remote(let target), .value(let target): expression = target
        }
      default: return expression
      }
    }
  }

  /// `-x`, which a call without parentheses and a block after it cannot have as its first argument.
  var beginsWithSign: Bool {
    switch first {
    case .unary(.minus, _), .unary(.plus, _): true
    default: false
    }
  }

  /// Behind `&` these would read as another capture argument.
  var beginsLikeCaptureArgument: Bool {
    if isOperation { return false }
    switch first {
    case .captureArgument, .number: return true
    default: return false
    }
  }

  var beginsLikeBitstring: Bool {
    switch first {
    case .bitstring, .sigil: true
    default: false
    }
  }

  var endsLikeBitstring: Bool {
    var expression = self
    while true {
      switch expression {
      case .binary(_, _, let right), .unary(_, let right): expression = right
      case .pipeline(let stages, _): expression = stages.last ?? .nil
      case .bitstring: return true
      default: return false
      }
    }
  }
}
