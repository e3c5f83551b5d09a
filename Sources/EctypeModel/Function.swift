/// A function of a module.
package struct Function: Sendable {
  package enum Role: Hashable, Sendable {
    case plain
    /// Marked `@changeset`; its body is compiled to both languages.
    case changeset
  }

  package var name: Name
  package var role: Role
  /// The struct a method is called on, as the first parameter: Elixir's first argument, Swift's `self`.
  package var receiver: Local?
  /// The body never reads the receiver.
  package var isReceiverUnused = false
  package var parameters: [Parameter]
  package var result: ValueType
  package var body: Block
  package var isPrivate: Bool
  /// What `@swift(…)` says of it.
  package var swift = SwiftAnnotation()
  package var documentation: String?
  package var origin: Origin

  package init(
    name: Name, role: Role, receiver: Local?, parameters: [Parameter], result: ValueType,
    body: Block, isPrivate: Bool, documentation: String?, origin: Origin
  ) {
    self.name = name
    self.role = role
    self.receiver = receiver
    self.parameters = parameters
    self.result = result
    self.body = body
    self.isPrivate = isPrivate
    self.documentation = documentation
    self.origin = origin
  }
}

/// A variable of a function: `id` tells apart two of one name, and is unique in its function.
package struct Local: Hashable, Sendable {
  package var id: Int
  package var name: Name
  package var type: ValueType

  package init(id: Int, name: Name, type: ValueType) {
    self.id = id
    self.name = name
    self.type = type
  }
}

package struct Parameter: Sendable {
  package var local: Local
  package var defaultValue: Expression?
  /// It is never read (Elixir's name then begins with `_`).
  package var isUnused: Bool

  package init(local: Local, defaultValue: Expression? = nil, isUnused: Bool = false) {
    self.local = local
    self.defaultValue = defaultValue
    self.isUnused = isUnused
  }
}

/// Statements in order. The value of a function is its last `.return`.
package struct Block: Sendable {
  package var statements: [Statement]
  package init(_ statements: [Statement] = []) { self.statements = statements }
}

package indirect enum Statement: Sendable {
  /// `let x = e`, `var x = e`
  case bind(Local, Expression)
  /// `x = e` of a variable bound before: a rebinding in Elixir, an assignment in Swift.
  case assign(Local, Expression)
  /// `yields` are the variables from outside that a branch assigns and that are read afterwards: in Elixir the
  /// value of the whole.
  case `if`(Condition, then: Block, otherwise: Block?, yields: [Local])
  case `return`(Expression)
  /// For its effect.
  case expression(Expression)
}

package enum Condition: Sendable {
  case expression(Expression)
  /// `if let x = e`: `e` is there, and `x` is it.
  case binding(Local, Expression)
}
