package enum SwiftExpression: Sendable {
  /// A variable, a parameter, a function.
  case name(String)
  case `self`
  case `nil`
  case boolean(Bool)
  case integer(Int)
  /// An integer of any size: decimal digits with an optional `-`.
  case integerText(String)
  case float(Double)
  case string(String)
  case interpolation([StringSegment])
  case array([SwiftExpression])
  case dictionary([(key: SwiftExpression, value: SwiftExpression)])
  case tuple([SwiftArgument])
  /// A type as a callee or a base: `Changeset<Post>(…)`, `Blog.Post.table`
  indirect case type(SwiftType)
  /// `Post.self`
  indirect case metatype(SwiftType)
  /// `.draft`
  case implicitMember(String)
  indirect case member(SwiftExpression, String)
  /// `f(a, b: c) { … }`
  indirect case call(SwiftExpression, [SwiftArgument], trailing: SwiftClosure?)
  indirect case element(SwiftExpression, [SwiftArgument])
  /// `value?`, before a member
  indirect case optionalChain(SwiftExpression)
  indirect case closure(SwiftClosure)
  /// `\.author.name`
  case keyPath([String])
  indirect case prefix(SwiftPrefixOperator, SwiftExpression)
  indirect case binary(SwiftExpression, SwiftOperator, SwiftExpression)
  indirect case ternary(SwiftExpression, then: SwiftExpression, else: SwiftExpression)
  indirect case cast(SwiftExpression, SwiftCast, SwiftType)
  indirect case `try`(SwiftTry, SwiftExpression)
  /// A chain of members and calls that has each of its links on a line of its own.
  indirect case pipeline(SwiftExpression)

  package enum StringSegment: Sendable {
    case text(String)
    case value(SwiftExpression)
  }
}

package struct SwiftArgument: Sendable {
  package var label: String?
  package var value: SwiftExpression

  package init(_ value: SwiftExpression) { self.value = value }
  package init(label: String?, _ value: SwiftExpression) {
    self.label = label
    self.value = value
  }
}

package struct SwiftClosure: Sendable {
  /// Without parameters `$0` and its like are names in the body.
  package var parameters: [String]
  /// Where Swift would not infer it.
  package var result: SwiftType?
  package var body: [SwiftStatement]

  package init(_ parameters: [String] = [], body: [SwiftStatement]) {
    self.parameters = parameters
    self.body = body
  }

  package var isExpression: Bool {
    guard body.count == 1, case .expression = body[0] else { return false }
    return true
  }
}

package enum SwiftPrefixOperator: String, Sendable {
  case not = "!"
  case minus = "-"
  case reference = "&"
}

package enum SwiftCast: String, Sendable {
  case `as`
  case conditional = "as?"
  case `is`
}

package enum SwiftTry: String, Sendable {
  case `try`
  case optional = "try?"
}

extension SwiftExpression {
  package static func call(_ callee: SwiftExpression, _ arguments: [SwiftArgument] = []) -> Self {
    .call(callee, arguments, trailing: nil)
  }
}

extension SwiftExpression {
  /// Of a condition, what holds where it does not.
  package var negated: SwiftExpression {
    switch self {
    case .try(let kind, let operand): .try(kind, operand.negated)
    case .prefix(.not, let operand): operand
    case .binary(let left, .equal, let right): .binary(left, .notEqual, right)
    case .binary(let left, .notEqual, let right): .binary(left, .equal, right)
    default: .prefix(.not, self)
    }
  }

  /// The same where a brace would begin a body: closures stand in parentheses.
  package var asCondition: SwiftExpression {
    switch self {
    case .call(let callee, let arguments, let trailing):
      .call(callee.asCondition, arguments + (trailing.map { [SwiftArgument(.closure($0))] } ?? []))
    case .member(let base, let name): .member(base.asCondition, name)
    case .element(let base, let arguments): .element(base.asCondition, arguments)
    case .optionalChain(let base): .optionalChain(base.asCondition)
    case .prefix(let prefix, let operand): .prefix(prefix, operand.asCondition)
    case .binary(let left, let operation, let right):
      .binary(left.asCondition, operation, right.asCondition)
    case .ternary(let condition, let then, let otherwise):
      .ternary(condition.asCondition, then: then.asCondition, else: otherwise.asCondition)
    case .cast(let value, let cast, let type): .cast(value.asCondition, cast, type)
    case .try(let keyword, let value): .try(keyword, value.asCondition)
    default: self
    }
  }
}
