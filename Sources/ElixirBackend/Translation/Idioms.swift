import EctypeModel

// What an Elixir programmer says in a word, where the source takes two steps.

extension Expression {
  /// `xs.filter(f).count` is `Enum.count(xs, f)`.
  var fused: Expression {
    if let mapped { return mapped }
    guard case .standard(var outer) = kind,
      case .standard(let inner)? = outer.arguments.first?.kind,
      let template = Self.fusions[inner.function.template]?[outer.function.template],
      !outer.arguments.dropFirst().contains(where: \.mustRun)
    else { return self }
    outer.function.template = template
    outer.arguments = inner.arguments + outer.arguments.dropFirst()
    outer.isPiped = inner.isPiped
    var result = self
    result.kind = .standard(outer)
    return result
  }

  /// `.ok(x).map(f)` is `.ok` of what `f` makes of `x`: nobody need ask which it is, and Erlang warns of who does.
  private var mapped: Expression? {
    guard case .standard(var call) = kind, call.function.template == Self.resultMap,
      case .tuple(var parts) = call.arguments[0].fused.kind, parts.count == 2,
      case .literal(.atom("ok")) = parts[0].kind, !call.arguments[1].mustRun
    else { return nil }
    let isClosure = if case .closure = call.arguments[1].kind { true } else { false }
    call.function.template = isClosure ? "then($0, $1)" : "$1.($0)"
    call.arguments[0] = parts[1]
    call.isPiped = false
    parts[1].kind = .standard(call)
    return Expression(.tuple(parts), type: type, span: span)
  }

  private static let resultMap =
    "case $0 do {:ok, value} -> {:ok, $1.(value)}; error -> error end"

  /// By the inner call's template, and the outer one's.
  private static let fusions = [
    "Enum.filter($0, $1)": [
      "length($0)": "Enum.count($0, $1)", "Enum.count($0)": "Enum.count($0, $1)",
    ],
    "Enum.map($0, $1)": [
      "Enum.join($0)": "Enum.map_join($0, $1)", "Enum.join($0, $1)": "Enum.map_join($0, $2, $1)",
      "Map.new($0)": "Map.new($0, $1)",
    ],
  ]

  /// `n` of `Double(n)`: beside a float, and in a quotient, Elixir converts it by itself.
  var convertedInteger: Expression? {
    guard case .standard(let call) = kind, call.function.template == "$0 / 1" else { return nil }
    return call.arguments[0]
  }
}

extension BinaryOperator {
  fileprivate var isOrder: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
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

  /// `case (case x do p -> v; _ -> nil end) do nil -> nil; v -> e end` asks once.
  var asOneAttempt: ElixirExpression {
    guard case .call(let call) = self, call.name == "case", call.arguments.count == 1,
      let attempt = call.arguments[0].attempt,
      case .clauses(let clauses)? = call.blocks.first?.body,
      clauses.count == 2, clauses[0].patterns == [.nil], clauses[0].body == [.expression(.nil)],
      let pattern = attempt.pattern(naming: clauses[1].patterns[0])
    else { return self }
    return attempt.choice(pattern, clauses[1].body, or: clauses[0].body)
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

extension ElixirExpression {
  /// `case x do nil -> other; v -> e end` for `case x do nil -> nil; v -> e end || other`.
  func replacingNil(by other: ElixirExpression) -> ElixirExpression? {
    guard case .call(var call) = self, call.name == "case",
      case .clauses(var clauses)? = call.blocks.first?.body, clauses.count == 2,
      clauses[0].patterns == [.nil], clauses[0].body == [.expression(.nil)]
    else { return nil }
    clauses[0].body = [.expression(other)]
    call.blocks[0].body = .clauses(clauses)
    return .call(call)
  }
}

extension Expression {
  /// `x.map(f)` of what may be nil, where `f` gives something.
  var isMapped: Bool {
    guard case .standard(let call) = kind,
      call.function.template.hasPrefix("case $0 do nil -> nil; value ->"),
      case .function(_, let result) = call.arguments[1].type
    else { return false }
    return !result.isOptional && result != .any && !result.mayBeFalse
  }

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
  /// What is filtered by `not c` is rejected by `c`.
  func filter(_ arguments: [ElixirExpression]) -> (name: String, arguments: [ElixirExpression]) {
    guard case .function(let clauses)? = arguments.last, clauses.count == 1,
      clauses[0].condition == nil, clauses[0].body.count == 1,
      case .expression(.unary(.not, let test)) = clauses[0].body[0]
    else { return ("filter", arguments) }
    let patterns = clauses[0].patterns.map { TranslatedPattern(expression: $0) }
    return ("reject", arguments.dropLast() + [lambda(patterns, [.expression(test)])])
  }

  /// `Enum.filter` by `not c`, alone or in a pipeline.
  func rejecting(_ value: ElixirExpression) -> ElixirExpression {
    guard case .call(var call) = value, call.name == "filter",
      call.target == .remote(.alias("Enum"))
    else { return value }
    (call.name, call.arguments) = filter(call.arguments)
    return .call(call)
  }

  /// `xs.sorted(by: { a, b in a.size > b.size })` is `Enum.sort_by(xs, & &1.size, :desc)`.
  func sortedByKey(_ call: StandardCall) -> StandardCall {
    guard call.function.template.hasPrefix("Enum.sort($0, fn"),
      case .closure(var closure) = call.arguments[1].kind, closure.parameters.count == 2,
      case .bind(let first) = closure.parameters[0], case .bind(let second) = closure.parameters[1],
      closure.body.statements.count == 1, case .return(let order) = closure.body.statements[0],
      case .binary(let operation, let left, let right) = order.kind, operation.isOrder
    else { return call }
    let (former, latter) = reads(first, in: left) ? (first, second) : (second, first)
    guard isKey(left, of: former, right, of: latter) else { return call }
    let descends = (operation == .less || operation == .lessOrEqual) != (former == first)
    let module = Self.comparer(of: left.type)
    let direction = (descends ? module.map { "{:desc, \($0)}" } ?? ":desc" : module)
      .map { ", \($0)" }
    var result = call
    if case .local(former) = left.kind {
      // By themselves: `Enum.sort(xs, :desc)`
      result.function.template = "Enum.sort($0\(direction ?? ""))"
      result.arguments.removeLast()
    } else {
      closure.parameters = [.bind(former)]
      closure.body = Block([.return(left)])
      result.function.template = "Enum.sort_by($0, $1\(direction ?? ""))"
      result.arguments[1].kind = .closure(closure)
    }
    return result
  }

  /// Whether two values are the same, each of its own element.
  private func isKey(
    _ left: Expression, of first: Local, _ right: Expression, of second: Local
  ) -> Bool {
    guard reads(first, in: left), reads(second, in: right), !reads(second, in: left),
      !reads(first, in: right)
    else { return false }
    var probe = self
    probe.copies[second.id] = name(of: first)
    return probe.expression(left) == probe.expression(right)
  }

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
