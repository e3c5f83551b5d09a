import EctypeModel

/// The body of a module in groups with an empty line between them; empty groups leave none.
struct ModuleBody {
  private(set) var statements: [ElixirStatement] = []

  mutating func add(_ group: [ElixirStatement]) {
    guard !group.isEmpty else { return }
    if !statements.isEmpty { statements.append(.blankLine) }
    statements += group
  }

  mutating func add(_ expression: ElixirExpression) { add([.expression(expression)]) }

  /// `@moduledoc` with the text, or `false`.
  mutating func addModuleDoc(_ documentation: String?) {
    add(.attribute("moduledoc", documentation.map { .doc($0) } ?? .false))
  }

  func module(_ name: ModuleName) -> ElixirExpression {
    .block("defmodule", [.alias(name.description)], statements)
  }
}
