import EctypeModel

// What Elixir computes otherwise than Swift is a call of the run-time: integers beyond 64 bits, the order of strings.
extension FunctionTranslator {
  mutating func unary(
    _ operation: UnaryOperator, _ operand: Expression
  ) throws(NotPortable) -> SwiftExpression {
    switch (operation, operand.type) {
    case (.not, .bool):
      if case .binary(.equal, let left, let right) = operand.kind {
        return try binary(.notEqual, left, right, false)
      }
      return .prefix(.not, try expression(operand))
    case (.negate, .float): return .prefix(.minus, try expression(operand))
    case (.negate, .integer):
      if case .literal(.integer(let digits)) = operand.kind, let value = Int("-" + digits) {
        return .integer(value)
      }
      isThrowing = true
      return .call(.member(try expression(operand), "negated"))
    default: throw NotPortable()
    }
  }

  mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ hasContext: Bool
  ) throws(NotPortable) -> SwiftExpression {
    switch operation {
    case .equal, .notEqual: return try equality(operation, left, right)
    case .and, .or:
      guard left.type == .bool, right.type == .bool else { throw NotPortable() }
      let first = try expression(left)
      return .binary(first, operation == .and ? .and : .or, try expression(right))
    case .coalesce:
      let first = try expression(left)
      // Swift would warn of a value that nothing asks for; of a variable that nothing else reads as well.
      guard left.type.isOptional || left.isNull else {
        var readsVariable = false
        right.forEachLocal { _ in readsVariable = true }
        if readsVariable { throw NotPortable() }
        return first
      }
      return .binary(first, .coalesce, try expression(right, hasContext: true))
    case .contained: return try contains(right, left)
    case .remove: throw NotPortable()
    default: break
    }
    let first = try expression(left, hasContext: hasContext)
    let second = try expression(right, hasContext: hasContext || !left.needsType)
    guard left.type == right.type || left.needsType || right.needsType else { throw NotPortable() }
    switch (operation, left.type) {
    case (.add, .integer), (.add, .float), (.subtract, .integer), (.subtract, .float),
      (.multiply, .integer), (.multiply, .float), (.divide, .integer), (.divide, .float),
      (.remainder, .integer):
      isThrowing = true
      return .call(
        .member(first, operation.checked.name),
        [SwiftArgument(label: operation.checked.label, second)])
    case (.add, .string), (.concatenate, .string), (.add, .list), (.append, .list):
      return .binary(first, .add, second)
    case (.less, .string): return precedes(first, second)
    case (.greater, .string): return precedes(second, first)
    case (.lessOrEqual, .string): return .prefix(.not, precedes(second, first))
    case (.greaterOrEqual, .string): return .prefix(.not, precedes(first, second))
    case (.less, let type), (.lessOrEqual, let type), (.greater, let type),
      (.greaterOrEqual, let type):
      guard type == .integer || type == .float || type.isTemporal else { throw NotPortable() }
      return .binary(first, operation.comparison, second)
    default: throw NotPortable()
    }
  }

  private mutating func precedes(_ a: SwiftExpression, _ b: SwiftExpression) -> SwiftExpression {
    elixir("precedes", [SwiftArgument(a), SwiftArgument(b)])
  }

  private mutating func equality(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) throws(NotPortable) -> SwiftExpression {
    let value = try expression(left, hasContext: !right.needsType)
    if right.isNull {
      guard left.type.isOptional else { throw NotPortable() }
      return .binary(value, operation == .equal ? .equal : .notEqual, .nil)
    }
    let type =
      left.type.isOptional || left.isNull
      ? left.type : right.type.isOptional ? right.type : left.type
    guard left.type.unwrapped == right.type.unwrapped else { throw NotPortable() }
    var test = try equality(value, type, right)
    // Swift has literals of other types too, and looks for the one that is meant in vain.
    if case .binary(let a, .equal, let b) = test, type == .float, left.isMadeOfLiterals,
      right.isMadeOfLiterals, left.isReduction || right.isReduction
    {
      test = .binary(a, .equal, .cast(b, .as, try self.type(type)))
    }
    guard operation == .notEqual else { return test }
    if case .binary(let a, .equal, let b) = test { return .binary(a, .notEqual, b) }
    return .prefix(.not, test)
  }

  /// Whether a value is another: of strings, that they are the same bytes.
  mutating func equality(
    _ value: SwiftExpression, _ type: ValueType, _ other: Expression
  ) throws(NotPortable) -> SwiftExpression {
    if other.isNull { return .binary(value, .equal, .nil) }
    if type == .bool, case .literal(.bool(let constant)) = other.kind {
      return constant ? value : .prefix(.not, value)
    }
    let second = try expression(other, hasContext: true)
    if type.holdsText {
      switch type {
      case .string, .optional(.string), .list(.string):
        return elixir("isEqual", [SwiftArgument(value), SwiftArgument(second)])
      default: throw NotPortable()
      }
    }
    guard type.isEquatable else { throw NotPortable() }
    return .binary(value, .equal, second)
  }

  mutating func contains(
    _ list: Expression, _ element: Expression
  ) throws(NotPortable) -> SwiftExpression {
    guard let type = list.type.elementType, type == element.type else { throw NotPortable() }
    let values = try expression(list)
    let value = try expression(element, hasContext: true)
    if type == .string {
      return elixir("contains", [SwiftArgument(values), SwiftArgument(label: "element", value)])
    }
    guard !type.holdsText, type.isEquatable else { throw NotPortable() }
    return .call(.member(values, "contains"), [SwiftArgument(value)])
  }
}

extension Expression {
  fileprivate var isReduction: Bool {
    if case .standard(let call) = kind { call.function.name == "reduce" } else { false }
  }

  /// Only number literals tell its type: `0.5`, `xs.reduce(0.5) { acc, x in x.isEmpty ? acc : 1.5 }`.
  fileprivate var isMadeOfLiterals: Bool {
    switch kind {
    case .literal: return true
    case .unary(.negate, let operand): return operand.isMadeOfLiterals
    case .conditional(_, let then, let otherwise):
      return then.isMadeOfLiterals && otherwise.isMadeOfLiterals
    case .standard(let call):
      guard isReduction, call.arguments[1].isMadeOfLiterals,
        case .closure(let closure) = call.arguments[2].kind
      else { return false }
      return closure.body.returns.allSatisfy(\.isMadeOfLiteralsAndVariables)
    default: return false
    }
  }

  private var isMadeOfLiteralsAndVariables: Bool {
    switch kind {
    case .local: true
    case .unary(.negate, let operand): operand.isMadeOfLiteralsAndVariables
    case .conditional(_, let then, let otherwise):
      then.isMadeOfLiteralsAndVariables && otherwise.isMadeOfLiteralsAndVariables
    default: isMadeOfLiterals
    }
  }
}

extension ValueType {
  /// Swift compares strings otherwise than Elixir.
  var holdsText: Bool {
    switch self {
    case .string: true
    case .optional(let inner), .list(let inner): inner.holdsText
    case .map(let key, let value): key.holdsText || value.holdsText
    case .tuple(let parts): parts.contains(where: \.holdsText)
    case .result(let value, let reason): value.holdsText || reason.holdsText
    default: false
    }
  }

  var isEquatable: Bool {
    switch self {
    case .function, .range: false
    // A tuple is compared with `==` but is not `Equatable`, and so nothing that holds one.
    case .tuple(let parts): parts.count < 7 && parts.allSatisfy(\.isElementEquatable)
    default: isElementEquatable
    }
  }

  private var isElementEquatable: Bool {
    switch self {
    case .tuple, .function, .range: false
    case .optional(let inner), .list(let inner): inner.isElementEquatable
    case .map(let key, let value): key.isElementEquatable && value.isElementEquatable
    case .result(let value, let reason): value.isElementEquatable && reason.isElementEquatable
    default: true
    }
  }
}

extension BinaryOperator {
  /// The run-time's method, which throws what has no value.
  fileprivate var checked: (name: String, label: String?) {
    switch self {
    case .subtract: ("subtracting", nil)
    case .multiply: ("multiplied", "by")
    case .divide: ("divided", "by")
    case .remainder: ("remainder", "dividingBy")
    default: ("adding", nil)
    }
  }

  fileprivate var comparison: SwiftOperator {
    switch self {
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    default: .greaterOrEqual
    }
  }
}
