/// Elixir source as a value: what a back end builds and `ElixirPrinter` prints.
///
/// Names (variables, functions, aliases) are taken as they are and must be Elixir names; everything else
/// (atoms, strings, sigils, numbers, comments) may hold any text. Parentheses, quotes, escapes and line
/// breaks are the printer's.
package enum ElixirExpression: Sendable, Hashable {
  /// `post`, `__MODULE__`, `_`; also the head of a function without arguments.
  case variable(String)
  /// `MyApp.Blog.Post`.
  case alias(String)
  /// `:name`; `nil`, `true` and `false` are atoms.
  case atom(String)
  /// A number that is not negative, in digits: `1000000`, `0.5`, `1.0e10`.
  case number(String)
  /// `"text #{expression}"`.
  case string([ElixirStringPart])
  /// A heredoc whose value is the text. Where a heredoc cannot stand (the text does not end with a new
  /// line) it becomes a string.
  case heredoc([ElixirStringPart])
  /// `~name/text/modifiers`: the sigil sees `text` as it is.
  indirect case sigil(name: String, text: String, modifiers: String = "")
  /// `{:ok, post}`, `{Jason.Encoder, only: [:id]}`.
  indirect case tuple([ElixirExpression], [ElixirKeyword] = [])
  /// `[a, b]`, `[:author, comments: :author]`, a keyword list; `[head | tail]` has a `.cons` in it.
  indirect case list([ElixirExpression], [ElixirKeyword] = [])
  /// `%{k => v}`, `%Post{title: "a"}`, `%{post | title: "b"}`.
  indirect case map(
    struct: ElixirExpression? = nil, update: ElixirExpression? = nil, [ElixirMapEntry])
  /// `<<size::16, rest::binary>>`, its segments.
  case bitstring([ElixirExpression])
  /// `post.title`.
  indirect case field(ElixirExpression, String)
  /// `opts[:status]`.
  indirect case access(ElixirExpression, ElixirExpression)
  indirect case call(ElixirCall)
  indirect case unary(ElixirUnaryOperator, ElixirExpression)
  indirect case binary(ElixirBinaryOperator, ElixirExpression, ElixirExpression)
  /// `a |> b() |> c()`, one stage a line where it does not fit or `isBroken`.
  indirect case pipeline([ElixirExpression], isBroken: Bool = false)
  /// `fn a, b -> a end`.
  case function([ElixirClause])
  /// The type `(a, b -> c)`.
  indirect case functionType([ElixirExpression], ElixirExpression)
  /// `&(&1.title)`.
  indirect case capture(ElixirExpression)
  /// `&1`.
  case captureArgument(Int)
  /// `&changeset/2`, `&Post.changeset/2`.
  indirect case functionReference(ElixirExpression? = nil, String, arity: Int)
  /// `@name` and `@name value`.
  indirect case attribute(String, ElixirExpression? = nil)
  /// Several statements where one expression is expected, in parentheses.
  case block([ElixirStatement])
}

/// A part of a string.
package enum ElixirStringPart: Sendable, Hashable {
  case text(String)
  case interpolation(ElixirExpression)
}

/// `key: value`; the key is an atom of any text.
package struct ElixirKeyword: Sendable, Hashable {
  package var key: String
  package var value: ElixirExpression

  package init(_ key: String, _ value: ElixirExpression) {
    self.key = key
    self.value = value
  }
}

package enum ElixirMapEntry: Sendable, Hashable {
  /// `key: value`, or `:key => value` where an entry with an arrow follows.
  case keyword(ElixirKeyword)
  /// `key => value`.
  case pair(ElixirExpression, ElixirExpression)
}

/// What stands in a body.
package enum ElixirStatement: Sendable, Hashable {
  case expression(ElixirExpression)
  /// One or more lines, each printed behind `# `.
  case comment(String)
  /// Lines of Elixir as an author wrote them, from the margin; nothing looks into them.
  case verbatim(String)
  /// An empty line between what stands before and after. The formatter adds its own around what takes
  /// several lines.
  case blankLine
}

/// `patterns when guard -> body`.
package struct ElixirClause: Sendable, Hashable {
  package var patterns: [ElixirExpression]
  package var condition: ElixirExpression?
  package var body: [ElixirStatement]
  /// Begins the body on a line of its own even if it would fit behind the arrow.
  package var isBroken: Bool

  package init(
    _ patterns: [ElixirExpression], when condition: ElixirExpression? = nil,
    _ body: [ElixirStatement], isBroken: Bool = false
  ) {
    self.patterns = patterns
    self.condition = condition
    self.body = body
    self.isBroken = isBroken
  }
}
