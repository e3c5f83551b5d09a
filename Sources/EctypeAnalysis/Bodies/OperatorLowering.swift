import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension BodyLowering {
  func lowerPrefix(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    guard let operandNode = first(node) else { return nil }
    let span = tree.span(node)
    switch tree.mainText(node) {
    case "!", "not":
      guard let operand = lower(operandNode, expecting: .bool), check(operand, is: .bool) else {
        return nil
      }
      if case .literal(.bool(let value)) = operand.kind {
        return Expression(.literal(.bool(!value)), type: .bool, span: span)
      }
      return Expression(.unary(.not, operand), type: .bool, span: span)
    case "-":
      if [.integerLiteral, .floatLiteral].contains(tree.kind(operandNode)) {
        return constant(node, tree.kind(operandNode) == .floatLiteral ? .float : .integer, expected)
      }
      guard let operand = lower(operandNode, expecting: nil) else { return nil }
      guard [.integer, .float, .any, .decimal].contains(operand.type) else {
        mismatch(operand, "a number", of: [.integer, .float, .decimal])
        return nil
      }
      return Expression(.unary(.negate, operand), type: operand.type, span: span)
    case "&": return lowerReference(operandNode, expected)
    case "+": return lower(operandNode, expecting: expected)
    case "^":
      file.report(
        .invalidQuery, "`^` belongs inside a query", at: span,
        label: "here the value itself will do",
        helps: [
          Help("leave it out", edits: [TextEdit(tree.span(tree[node].main), "")], isSafe: true)
        ])
      return nil
    default:
      unsupported(node, "`\(tree.mainText(node))`")
      return nil
    }
  }

  func lowerBinary(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 2 else { return nil }
    let symbol = tree.mainText(node)
    let span = tree.span(node)
    switch symbol {
    case "|>": return lowerPipe(parts[0], parts[1], expected)
    case "...", "..", "..<": return lowerRange(parts, isClosed: symbol != "..<", span)
    case "in", "not": return lowerMembership(node, parts)
    default: break
    }
    let operation = Self.operators[symbol]
    let wantsList = if case .list? = expected?.unwrapped { true } else { false }
    let hint: ValueType? =
      switch operation {
      case .and, .or: .bool
      case .coalesce: expected.map(TypeResolver.optional)
      case .append, .remove: expected
      case .add where wantsList: expected
      // `1 + 0.5`: a number's own form tells; the place only where it wants another.
      case .add, .subtract, .multiply, .divide: expected == .float ? .float : nil
      default: nil
      }
    // `.draft == status`: the side that has a type of its own tells the other.
    if operation == .equal || operation == .notEqual, tree.kind(parts[0]) == .implicitMember {
      guard let right = lower(parts[1], expecting: nil),
        let left = lower(parts[0], expecting: right.type)
      else { return nil }
      return operation.flatMap { combine($0, left, right, span) }
    }
    guard let left = lower(parts[0], expecting: hint) else { return nil }
    if operation == .and || operation == .or {
      scope.push(present: presence(of: parts[0], where: operation == .and))
      defer { scope.pop() }
      return lowerOperation(symbol, left, parts[1], span: span)
    }
    return lowerOperation(symbol, left, parts[1], span: span)
  }

  /// `left symbol right`, of a binary expression or a compound assignment.
  func lowerOperation(
    _ symbol: String, _ left: Expression, _ rightNode: NodeID, span: Span
  ) -> Expression? {
    guard let operation = Self.operators[symbol] else {
      file.report(
        .unsupportedConstruct, "`\(symbol)` in a function body is not compiled yet", at: span,
        helps: [
          Help(
            "call a function that does it, of Elixir's where Ectype has none: `extern module … { func … }`"
          )
        ])
      return nil
    }
    let hint = operation == .and || operation == .or ? .bool : left.type.unwrapped
    guard var right = lower(rightNode, expecting: hint == .any ? nil : hint) else { return nil }
    var left = left
    // `1 * 0.5`: the whole number is a literal that may as well be a `Double`.
    if right.type == .float, left.type == .integer, operation != .coalesce {
      left = widened(left)
    } else if left.type == .float, right.type == .integer, operation != .coalesce {
      right = widened(right)
    }
    return combine(operation, left, right, span)
  }

  private func widened(_ value: Expression) -> Expression {
    guard case .literal(.integer(let digits)) = value.kind else { return value }
    return Expression(.literal(.float(digits + ".0")), type: .float, span: value.span)
  }

  private func combine(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) -> Expression? {
    guard let type = resultType(operation, left, right) else { return nil }
    if operation == .divide || operation == .remainder {
      guard checkDivisor(right) else { return nil }
    }
    if operation == .coalesce, left.isNeverNil {
      file.report(
        .unreachableCode, "nothing reaches the other side of this `??`", at: right.span,
        secondary: [Label(left.span, "this is never nil")], helps: [Help("leave it out")])
      return left
    }
    if let folded = Self.folded(operation, left, right) {
      return Expression(folded, type: type, span: span)
    }
    var kind = operation
    if operation == .add, type == .string { kind = .concatenate }
    if operation == .add, case .list = type { kind = .append }
    return Expression(.binary(kind, left, right), type: type, span: span)
  }

  private func lowerRange(_ parts: [NodeID], isClosed: Bool, _ span: Span) -> Expression? {
    guard let lower = lower(parts[0], expecting: .integer), check(lower, is: .integer),
      let upper = self.lower(parts[1], expecting: .integer), check(upper, is: .integer)
    else { return nil }
    return Expression(.range(lower, upper, isClosed: isClosed), type: .range, span: span)
  }

  /// `x in xs`, `x not in xs`
  private func lowerMembership(_ node: NodeID, _ parts: [NodeID]) -> Expression? {
    guard let list = lower(parts[1], expecting: nil) else { return nil }
    let element: ValueType
    switch list.type {
    case .list(let known): element = known
    case .range: element = .integer
    case .any: element = .any
    default:
      mismatch(list, "a list or a range", of: [.list(.any)])
      return nil
    }
    guard let value = lower(parts[0], expecting: element),
      accepts(element, value.type.unwrapped) || check(value, is: element)
    else { return nil }
    guard let contained = membership(of: value, in: list, element, tree.span(node)) else {
      return nil
    }
    guard tree.mainText(node) == "not" else { return contained }
    return Expression(.unary(.not, contained), type: .bool, span: tree.span(node))
  }

  /// Whether a list has a value; of decimals it is asked by their module.
  private func membership(
    of value: Expression, in list: Expression, _ element: ValueType, _ span: Span
  ) -> Expression? {
    guard element.holdsDecimal else {
      return Expression(.binary(.contained, value, list), type: .bool, span: span)
    }
    guard check(value, is: element) else { return nil }
    return callStandard(
      standardMembers("contains", of: list.type), [list, value], span, isPiped: false)
  }

  private static let operators: [String: BinaryOperator] = [
    "+": .add, "-": .subtract, "*": .multiply, "/": .divide, "==": .equal, "!=": .notEqual,
    "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "&&": .and, "and": .and,
    "||": .or, "or": .or, "??": .coalesce, "<>": .concatenate, "++": .append,
    "--": .remove, "%": .remainder,
  ]

  func lowerTernary(_ node: NodeID, _ expected: ValueType?) -> Expression? {
    let parts = Array(tree.children(node))
    guard parts.count == 3, let condition = lowerCondition(parts[0]) else { return nil }
    scope.push(present: presence(of: parts[0], where: true))
    let then = lower(parts[1], expecting: expected)
    scope.pop()
    scope.push(present: presence(of: parts[0], where: false))
    let otherwise = lower(parts[2], expecting: expected)
    scope.pop()
    guard let then, let otherwise, let type = commonType(of: [then, otherwise]) else { return nil }
    if case .literal(.bool(let holds)) = condition.kind {
      return Expression((holds ? then : otherwise).kind, type: type, span: tree.span(node))
    }
    return Expression(
      .conditional(condition: condition, then: then, otherwise: otherwise), type: type,
      span: tree.span(node))
  }
}

extension Expression {
  /// Whether it is written out: a constant, or a value made of parts.
  fileprivate var isNeverNil: Bool {
    switch kind {
    case .literal(.null): false
    case .literal, .interpolation, .list, .tuple: true
    default: false
    }
  }
}
