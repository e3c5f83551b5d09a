// Short spellings for what back ends build most.
extension ElixirExpression {
  package static let `nil` = ElixirExpression.atom("nil")
  package static let `true` = ElixirExpression.atom("true")
  package static let `false` = ElixirExpression.atom("false")

  package static func string(_ text: String) -> ElixirExpression { .string([.text(text)]) }

  /// A doc text: a heredoc of the lines of `text`.
  package static func doc(_ text: String) -> ElixirExpression {
    .heredoc([.text(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n")])
  }

  package static func integer(_ value: Int) -> ElixirExpression {
    value < 0
      ? .unary(.minus, .number(String(value.magnitude))) : .number(String(value))
  }

  package static func keywords(_ keywords: [ElixirKeyword]) -> ElixirExpression {
    .list([], keywords)
  }

  /// `name(arguments, keywords)`, without parentheses where Ecto's formatter rules leave them out.
  package static func call(
    _ name: String, _ arguments: [ElixirExpression] = [], _ keywords: [ElixirKeyword] = [],
    blocks: [ElixirDoBlock] = []
  ) -> ElixirExpression {
    .call(ElixirCall(name, arguments, keywords, blocks: blocks))
  }

  /// The same, with parentheses always.
  package static func parenthesizedCall(
    _ name: String, _ arguments: [ElixirExpression] = [], _ keywords: [ElixirKeyword] = []
  ) -> ElixirExpression {
    var call = ElixirCall(name, arguments, keywords)
    call.keepsParentheses = true
    return .call(call)
  }

  /// `target.name(arguments, keywords)`.
  package static func remote(
    _ target: ElixirExpression, _ name: String, _ arguments: [ElixirExpression] = [],
    _ keywords: [ElixirKeyword] = []
  ) -> ElixirExpression {
    .call(ElixirCall(target: .remote(target), name, arguments, keywords))
  }

  package static func remote(
    _ module: String, _ name: String, _ arguments: [ElixirExpression] = [],
    _ keywords: [ElixirKeyword] = []
  ) -> ElixirExpression {
    .remote(.alias(module), name, arguments, keywords)
  }

  /// `case subject do … end`
  package static func choice(
    of subject: ElixirExpression, _ clauses: [ElixirClause]
  ) -> ElixirExpression {
    .call("case", [subject], blocks: [ElixirDoBlock(.do, clauses: clauses)])
  }

  /// `name arguments do … end`.
  package static func block(
    _ name: String, _ arguments: [ElixirExpression] = [], _ body: [ElixirStatement]
  ) -> ElixirExpression {
    .call(ElixirCall(name, arguments, blocks: [ElixirDoBlock(.do, body)]))
  }
}
