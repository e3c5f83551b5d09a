import EctypeModel

// What an Elixir programmer says in a word, where the source takes two steps.

extension Expression {
  /// `xs.filter(f).count` is `Enum.count(xs, f)`.
  var fused: Expression {
    guard case .standard(let outer) = kind, Self.counts.contains(outer.function.template),
      case .standard(let inner)? = outer.arguments.first?.kind,
      inner.function.template == "Enum.filter($0, $1)", let count = Self.countOfThose
    else { return self }
    var result = self
    result.kind = .standard(
      StandardCall(function: count, arguments: inner.arguments, isPiped: inner.isPiped))
    return result
  }

  private static let counts: Set<String> = ["length($0)", "Enum.count($0)"]
  private static let countOfThose = StandardLibrary.functions("count", in: "Enum").first {
    $0.parameters.count == 2
  }

  /// `n` of `Double(n)`: beside a float, and in a quotient, Elixir converts it by itself.
  var convertedInteger: Expression? {
    guard case .standard(let call) = kind, call.function.template == "$0 / 1" else { return nil }
    return call.arguments[0]
  }
}

extension ElixirExpression {
  /// `case x do p -> v; _ -> nil end`: a value where `x` is of the form `p`, and nil where it is not.
  struct Attempt {
    var subject: ElixirExpression
    var pattern: ElixirExpression
    var value: ElixirExpression

    /// The pattern with a name of its own for the value, which is a part of it.
    func pattern(naming name: ElixirExpression) -> ElixirExpression? {
      guard case .variable = value, case .tuple(let parts, _) = pattern, parts.contains(value)
      else { return nil }
      return .tuple(parts.map { $0 == value ? name : $0 })
    }

    func choice(
      _ pattern: ElixirExpression, _ then: [ElixirStatement], or otherwise: [ElixirStatement]
    ) -> ElixirExpression {
      .choice(
        of: subject, [ElixirClause([pattern], then), ElixirClause([.variable("_")], otherwise)])
    }
  }

  /// It as one, where it has that form.
  fileprivate var attempt: Attempt? {
    guard case .call(let call) = self, call.target == .local, call.name == "case",
      call.arguments.count == 1, case .clauses(let clauses)? = call.blocks.first?.body,
      clauses.count == 2, clauses[0].patterns.count == 1,
      clauses[1].patterns == [.variable("_")], clauses[1].body == [.expression(.nil)],
      clauses[0].body.count == 1, case .expression(let value) = clauses[0].body[0]
    else { return nil }
    return Attempt(subject: call.arguments[0], pattern: clauses[0].patterns[0], value: value)
  }
}

extension Expression {
  /// Its function of the standard library gives nil where a pattern does not match.
  var mayBeAttempt: Bool {
    if case .standard(let call) = kind {
      call.function.template.hasSuffix("_ -> nil end")
    } else {
      false
    }
  }
}

extension BodyTranslation {
  mutating func attempt(_ value: Expression) -> ElixirExpression.Attempt? {
    value.mayBeAttempt ? expression(value).attempt : nil
  }

  /// `Int(text) != nil` is `match?({_, ""}, Integer.parse(text))`.
  mutating func succeeds(_ value: Expression) -> ElixirExpression? {
    guard let attempt = attempt(value),
      let pattern = attempt.pattern(naming: .variable("_"))
    else { return nil }
    return .call("match?", [pattern, attempt.subject])
  }
}
