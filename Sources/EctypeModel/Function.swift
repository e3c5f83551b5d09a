/// A function of a module.
package struct Function: Sendable {
  package enum Role: Hashable, Sendable {
    case plain
    /// Marked `@changeset`; its body is compiled to both languages.
    case changeset
  }

  /// The place among the clauses of one name, tried in order.
  package enum Clause: Hashable, Sendable { case first, further }

  package var name: Name
  package var role: Role
  /// The struct a method is called on, as the first parameter: Elixir's first argument, Swift's `self`.
  package var receiver: Local?
  /// The body never reads the receiver.
  package var isReceiverUnused = false
  package var parameters: [Parameter]
  package var result: ValueType
  package var body: Block
  /// One of several functions of one name and arity that differ in their patterns; nil for a function alone.
  package var clause: Clause?
  /// What must hold besides the patterns: `where n > 0`.
  package var guardCondition: Expression?
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
  /// What callers may write before the argument, where that is not the variable's name: `by` in `by amount: Int`.
  package var label: Name?
  /// What the argument must look like, for one of several clauses.
  package var pattern: Pattern?
  package var defaultValue: Expression?
  /// It is never read (Elixir's name then begins with `_`).
  package var isUnused: Bool

  package init(
    local: Local, label: Name? = nil, pattern: Pattern? = nil, defaultValue: Expression? = nil,
    isUnused: Bool = false
  ) {
    self.local = local
    self.label = label
    self.pattern = pattern
    self.defaultValue = defaultValue
    self.isUnused = isUnused
  }
}
