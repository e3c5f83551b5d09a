import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension QueryExpressionLowering {
  private static let operators: [String: QueryOperator] = [
    "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater,
    ">=": .greaterOrEqual, "&&": .and, "and": .and, "||": .or, "or": .or, "+": .add,
    "-": .subtract, "*": .multiply, "/": .divide, "in": .in, "not": .notIn,
  ]

  func binary(_ node: NodeID, _ expected: ValueType?) -> Typed? {
    let file = body.file
    let tree = body.tree
    let parts = Array(tree.children(node))
    let symbol = tree.mainText(node)
    guard parts.count == 2 else { return nil }
    if symbol == "|>" { return pipe(parts[0], parts[1], expected) }
    if symbol == "??" || symbol == "||" && isDefault(parts[1]) {
      file.settle(node, as: .defaultOperator)
      return coalesce(parts)
    }
    guard let operation = Self.operators[symbol] else {
      body.unsupported(node, "`\(symbol)` in a query")
      return nil
    }
    switch operation {
    case .and, .or:
      guard let left = operand(parts[0]), let right = operand(parts[1]) else { return nil }
      return (
        .binary(operation, left.expression, right.expression),
        Self.truth(of: [left.type, right.type])
      )
    case .equal, .notEqual:
      if let value = comparisonWithNil(parts, operation) { return value.typed }
      guard let (left, right, type) = comparable(parts) else { return nil }
      return (.binary(operation, left, right), type)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let (left, right, type) = comparable(parts) else { return nil }
      return (.binary(operation, left, right), type)
    case .in, .notIn: return membership(parts, operation)
    case .add, .subtract, .multiply, .divide:
      guard let left = lower(parts[0], expecting: nil),
        let right = lower(parts[1], expecting: left.type.unwrapped)
      else { return nil }
      for (side, part) in [(left, parts[0]), (right, parts[1])] {
        guard isNumber(side.type) else {
          file.report(
            .typeMismatch, "this is \(body.describe(side.type)), not a number", at: tree.span(part),
            label: "expected a number", helps: mends(side, part, as: .integer))
          return nil
        }
      }
      return (
        .binary(operation, left.expression, right.expression), numeric(left.type, right.type)
      )
    }
  }

  /// What the database makes of two numbers: the wider type, and nil where one may be nil.
  func numeric(_ left: ValueType, _ right: ValueType) -> ValueType {
    let order: [ValueType] = [.integer, .decimal, .float, .any]
    let wider = [left.unwrapped, right.unwrapped].max {
      (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0)
    }!
    return left.isOptional || right.isOptional ? TypeResolver.optional(wider) : wider
  }

  /// One side of `and` and `or`: a `dynamic` belongs into another one.
  private func operand(_ node: NodeID) -> Typed? {
    guard let value = truth(node) else { return nil }
    if !isDynamic, case .pinned(let pinned) = value.expression, case .dynamic = pinned.type {
      body.file.report(
        .invalidQuery, "a dynamic expression stands alone in a clause, or inside another one",
        at: body.tree.span(node),
        helps: [Help("put the whole condition into `dynamic(…)` and pin that")])
      return nil
    }
    return value
  }

  /// `sum(x) || 0`, the guide's way to say `??`: a number or a text is no condition.
  private func isDefault(_ node: NodeID) -> Bool {
    [.integerLiteral, .floatLiteral, .stringLiteral].contains(body.tree.kind(node))
  }

  /// A wrapper, so that "not a comparison with nil" is told from "one that failed".
  private struct NilComparison { var typed: Typed? }

  /// `a == nil` is `is_nil(a)`.
  private func comparisonWithNil(_ parts: [NodeID], _ operation: QueryOperator) -> NilComparison? {
    let tree = body.tree
    guard let index = parts.firstIndex(where: { tree.kind($0) == .nilLiteral }) else { return nil }
    guard let other = lower(parts[1 - index], expecting: nil) else {
      return NilComparison(typed: nil)
    }
    let test = Self.isNil(other.expression)
    return NilComparison(typed: (operation == .equal ? test : .not(test), .bool))
  }

  /// A value is asked before the query is: PostgreSQL could not tell the type of `$1 IS NULL`.
  static func isNil(_ tested: QueryExpression) -> QueryExpression {
    guard case .pinned(let value) = tested else { return .isNil(tested) }
    let null = Expression(.literal(.null), type: .nil, span: value.span)
    return .pinned(Expression(.binary(.equal, value, null), type: .bool, span: value.span))
  }

  /// Both sides of a comparison, of types that compare, neither a value that may be nil; and what the comparison gives.
  private func comparable(
    _ parts: [NodeID]
  ) -> (QueryExpression, QueryExpression, ValueType)? {
    let file = body.file
    let tree = body.tree
    // The side that knows its type tells the other: `.draft == p.status` too.
    let isLeftOpen = [
      .implicitMember, .stringLiteral, .integerLiteral, .floatLiteral, .listLiteral,
    ].contains(tree.kind(parts[0]))
    let order = isLeftOpen ? [1, 0] : [0, 1]
    guard let known = lower(parts[order[0]], expecting: nil),
      let other = lower(parts[order[1]], expecting: known.type.unwrapped)
    else { return nil }
    for (side, part) in [(known, parts[order[0]]), (other, parts[order[1]])] {
      guard case .pinned(let value) = side.expression, value.type.isOptional else { continue }
      file.report(
        .pinnedOptional, "this value may be nil, and Ecto raises when a query compares with nil",
        at: tree.span(part), label: "\(body.describe(value.type))",
        helps: [
          Help("ask first: put the clause in `if let value = … { }`, or into `if … != nil { }`")
        ])
      return nil
    }
    for (side, part) in [(known, parts[order[0]]), (other, parts[order[1]])] {
      guard case .schema = side.type.unwrapped else { continue }
      file.report(
        .invalidQuery, "a whole row cannot be compared", at: tree.span(part),
        helps: [Help("compare one of its fields")])
      return nil
    }
    let types = (known.type.unwrapped, other.type.unwrapped)
    for (value, part, column) in [
      (known, parts[order[0]], types.1), (other, parts[order[1]], types.0),
    ] where isDay(value, for: column, part) { return nil }
    guard
      compares(types.0, types.1) || compares(types.1, types.0) || mixes(known, other)
        || mixes(other, known)
    else {
      file.report(
        .typeMismatch, "\(body.describe(types.0)) does not compare with \(body.describe(types.1))",
        at: tree.span(parts[order[1]]), label: "this is \(body.describe(types.1))",
        secondary: [Label(tree.span(parts[order[0]]), "\(body.describe(types.0))")],
        helps: unlike(
          (known, parts[order[0]]), (other, parts[order[1]])))
      return nil
    }
    guard
      isCompared((known.expression, parts[order[0]]), (other.expression, parts[order[1]]))
    else { return nil }
    // A list of the source is an array of text to the database, and a column one of varchar: Ecto casts a value.
    func valued(_ side: Typed, _ part: NodeID) -> QueryExpression {
      guard case .list = side.expression,
        let value = body.lower(part, expecting: isLeftOpen == (part == parts[0]) ? known.type : nil)
      else { return side.expression }
      return .pinned(value)
    }
    let sides = (valued(known, parts[order[0]]), valued(other, parts[order[1]]))
    let type = Self.truth(of: [known.type, other.type])
    return isLeftOpen ? (sides.1, sides.0, type) : (sides.0, sides.1, type)
  }

  /// An integer beside a number of another type: the database compares columns, and Ecto casts a value to its
  /// column's type, but takes no fraction for an integer.
  private func mixes(_ integer: Typed, _ other: Typed) -> Bool {
    guard integer.type.unwrapped == .integer,
      [.float, .decimal].contains(other.type.unwrapped)
    else { return false }
    switch other.expression {
    case .pinned, .literal: return false
    default: return true
    }
  }

  func compares(_ a: ValueType, _ b: ValueType) -> Bool {
    if body.accepts(a, b) { return true }
    switch (a, b) {
    // The database compares moments of any precision, with a zone or without.
    case (.utcDateTime, .utcDateTime), (.naiveDateTime, .naiveDateTime), (.time, .time),
      (.utcDateTime, .naiveDateTime):
      return true
    case (.date, .utcDateTime), (.date, .naiveDateTime): return true
    // Calendar values and UUIDs are pinned or written as text that Ecto casts.
    case (.uuid, .string): return true
    default: return false
    }
  }

  /// Whether a value is a date where Ecto makes a moment of it: it has no time, and Ecto raises. Columns of both
  /// compare; reports it.
  func isDay(_ value: Typed, for column: ValueType, _ node: NodeID) -> Bool {
    guard case .pinned = value.expression, value.type.unwrapped == .date else { return false }
    let start: String
    switch column {
    case .naiveDateTime: start = "NaiveDateTime.new!(day, ~T[00:00:00])"
    case .utcDateTime: start = "DateTime.new!(day, ~T[00:00:00])"
    default: return false
    }
    body.file.report(
      .typeMismatch, "\(body.describe(column)) does not compare with the value of a `Date`",
      at: body.tree.span(node), label: "it has no time of day",
      notes: ["Ecto casts the value to the column's type, and raises"],
      helps: [
        Help("compare with a moment, such as `^\(start)`"),
        Help("or compare the days: `type(…, .date)` of the column"),
      ])
    return true
  }

  private func membership(_ parts: [NodeID], _ operation: QueryOperator) -> Typed? {
    let file = body.file
    let isLeftOpen = body.tree.kind(parts[0]) == .implicitMember
    // `.red in p.colors`: the list tells what the element is.
    let known = isLeftOpen ? lower(parts[1], expecting: nil) : nil
    var wanted: ValueType?
    if case .list(let inner)? = known?.type.unwrapped { wanted = inner.unwrapped }
    guard var element = lower(parts[0], expecting: wanted),
      var list = known ?? lower(parts[1], expecting: .list(element.type.unwrapped))
    else { return nil }
    if let rows = rowsOfSubquery(list) { list.type = rows }
    if isLeftOpen, let value = body.lower(parts[0], expecting: wanted) {
      element = (.pinned(value), value.type)
    }
    if case .pinned = list.expression, list.type.isOptional {
      file.report(
        .pinnedOptional, "this list may be nil", at: body.tree.span(parts[1]),
        label: "\(body.describe(list.type))", helps: [Help("ask first: `if let list = … { }`")])
      return nil
    }
    if list.type.unwrapped == .any {
      return (
        .binary(operation, element.expression, list.expression), Self.truth(of: [element.type])
      )
    }
    guard case .list(let inner) = list.type.unwrapped,
      compares(element.type.unwrapped, inner.unwrapped)
    else {
      file.report(
        .typeMismatch, "`in` needs a list of \(body.describe(element.type.unwrapped)) on its right",
        at: body.tree.span(parts[1]), label: "this is \(body.describe(list.type))",
        helps: membershipHelps(element, list))
      return nil
    }
    guard isCompared((element.expression, parts[0]), (list.expression, parts[1])) else {
      return nil
    }
    return (
      .binary(operation, element.expression, list.expression),
      Self.truth(of: [element.type, list.type, inner])
    )
  }

  private func coalesce(_ parts: [NodeID]) -> Typed? {
    guard let left = lower(parts[0], expecting: nil),
      let right = lower(parts[1], expecting: left.type.unwrapped)
    else { return nil }
    guard body.accepts(left.type.unwrapped, right.type.unwrapped) else {
      body.file.report(
        .typeMismatch,
        "\(body.describe(left.type.unwrapped)) or \(body.describe(right.type.unwrapped))? both must be one type",
        at: body.tree.span(parts[1]),
        helps: [Help("convert one of them: `type(value, .string)`")])
      return nil
    }
    return (
      .call("coalesce", [left.expression, right.expression]),
      right.type.isOptional ? left.type : left.type.unwrapped
    )
  }
}
