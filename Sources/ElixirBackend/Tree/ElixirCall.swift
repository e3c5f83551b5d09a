/// A call: `cast(post, params)`, `Repo.insert(post)`, `callback.(x)`, `schema "posts" do … end`.
package struct ElixirCall: Sendable, Hashable {
  package enum Target: Sendable, Hashable {
    case local
    /// A module or a value before the dot.
    case remote(ElixirExpression)
    /// `callback.(x)`; the call has no name.
    case value(ElixirExpression)
  }

  package var target: Target
  package var name: String
  package var arguments: [ElixirExpression]
  /// The keywords at the end, without brackets.
  package var keywords: [ElixirKeyword]
  /// `do … else … end`; empty for a call without.
  package var blocks: [ElixirDoBlock]
  /// Keeps its parentheses even where Ecto's formatter rules leave them out: the head of a function that is
  /// called `remove`, a call of it, an `if` among operands.
  package var keepsParentheses = false

  package init(
    target: Target = .local, _ name: String, _ arguments: [ElixirExpression] = [],
    _ keywords: [ElixirKeyword] = [], blocks: [ElixirDoBlock] = []
  ) {
    self.target = target
    self.name = name
    self.arguments = arguments
    self.keywords = keywords
    self.blocks = blocks
  }
}

/// One section of `do … rescue … end`.
package struct ElixirDoBlock: Sendable, Hashable {
  package enum Keyword: String, Sendable, Hashable, CaseIterable {
    case `do`, `rescue`, `catch`, `else`, `after`
  }

  package enum Body: Sendable, Hashable {
    case statements([ElixirStatement])
    case clauses([ElixirClause])
  }

  package var keyword: Keyword
  package var body: Body

  package init(_ keyword: Keyword = .do, _ statements: [ElixirStatement]) {
    self.keyword = keyword
    body = .statements(statements)
  }

  package init(_ keyword: Keyword = .do, clauses: [ElixirClause]) {
    self.keyword = keyword
    body = .clauses(clauses)
  }
}
