import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

extension QueryExpressionLowering {
  private static let operators: [String: QueryOperator] = [
    "==": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater,
    ">=": .greaterOrEqual, "&&": .and, "and": .and, "||": .or, "or": .or, "+": .add,
    "-": .subtract, "*": .multiply, "/": .divide, "in": .in,
  ]

  func binary(_ node: NodeID) -> Typed? {
    let file = body.file
    let tree = body.tree
    let parts = Array(tree.children(node))
    let symbol = tree.mainText(node)
    guard parts.count == 2 else { return nil }
    if symbol == "??" { return coalesce(parts) }
    guard let operation = Self.operators[symbol] else {
      body.unsupported(node, "`\(symbol)` in a query")
      return nil
    }
    switch operation {
    case .and, .or:
      guard let left = condition(parts[0]), let right = condition(parts[1]) else { return nil }
      return (.binary(operation, left, right), .bool)
    case .equal, .notEqual:
      if let value = comparisonWithNil(parts, operation) { return value.typed }
      guard let (left, right) = comparable(parts) else { return nil }
      return (.binary(operation, left, right), .bool)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let (left, right) = comparable(parts) else { return nil }
      return (.binary(operation, left, right), .bool)
    case .in: return membership(parts)
    case .add, .subtract, .multiply, .divide:
      guard let left = lower(parts[0], expecting: nil),
        let right = lower(parts[1], expecting: left.type.unwrapped)
      else { return nil }
      for (side, part) in [(left, parts[0]), (right, parts[1])] {
        guard [.integer, .float, .decimal, .any].contains(side.type.unwrapped) else {
          file.report(
            .typeMismatch, "this is \(body.describe(side.type)), not a number", at: tree.span(part),
            label: "expected a number")
          return nil
        }
      }
      return (.binary(operation, left.expression, right.expression), left.type)
    }
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
    let test = QueryExpression.isNil(other.expression)
    return NilComparison(typed: (operation == .equal ? test : .not(test), .bool))
  }

  /// Both sides of a comparison, of types that compare, neither a value that may be nil.
  private func comparable(_ parts: [NodeID]) -> (QueryExpression, QueryExpression)? {
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
      guard case .schema = side.type else { continue }
      file.report(
        .invalidQuery, "a whole row cannot be compared", at: tree.span(part),
        helps: [Help("compare one of its fields")])
      return nil
    }
    let types = (known.type.unwrapped, other.type.unwrapped)
    guard
      compares(types.0, types.1) || compares(types.1, types.0) || mixes(known, other)
        || mixes(other, known)
    else {
      file.report(
        .typeMismatch, "\(body.describe(types.0)) does not compare with \(body.describe(types.1))",
        at: tree.span(parts[order[1]]), label: "this is \(body.describe(types.1))",
        secondary: [Label(tree.span(parts[order[0]]), "\(body.describe(types.0))")])
      return nil
    }
    // A list of the source is an array of text to the database, and a column one of varchar: Ecto casts a value.
    func valued(_ side: Typed, _ part: NodeID) -> QueryExpression {
      guard case .list = side.expression,
        let value = body.lower(part, expecting: isLeftOpen == (part == parts[0]) ? known.type : nil)
      else { return side.expression }
      return .pinned(value)
    }
    let sides = (valued(known, parts[order[0]]), valued(other, parts[order[1]]))
    return isLeftOpen ? (sides.1, sides.0) : sides
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

  private func compares(_ a: ValueType, _ b: ValueType) -> Bool {
    if body.accepts(a, b) { return true }
    switch (a, b) {
    // Calendar values and UUIDs are pinned or written as text that Ecto casts.
    case (.uuid, .string): return true
    default: return false
    }
  }

  private func membership(_ parts: [NodeID]) -> Typed? {
    let file = body.file
    let isLeftOpen = body.tree.kind(parts[0]) == .implicitMember
    // `.red in p.colors`: the list tells what the element is.
    let known = isLeftOpen ? lower(parts[1], expecting: nil) : nil
    var wanted: ValueType?
    if case .list(let inner)? = known?.type.unwrapped { wanted = inner.unwrapped }
    guard var element = lower(parts[0], expecting: wanted),
      let list = known ?? lower(parts[1], expecting: .list(element.type.unwrapped))
    else { return nil }
    if isLeftOpen, let value = body.lower(parts[0], expecting: wanted) {
      element = (.pinned(value), value.type)
    }
    if case .pinned = list.expression, list.type.isOptional {
      file.report(
        .pinnedOptional, "this list may be nil", at: body.tree.span(parts[1]),
        label: "\(body.describe(list.type))", helps: [Help("ask first: `if let list = … { }`")])
      return nil
    }
    guard case .list(let inner) = list.type.unwrapped, !inner.isOptional,
      compares(element.type.unwrapped, inner.unwrapped)
    else {
      file.report(
        .typeMismatch, "`in` needs a list of \(body.describe(element.type.unwrapped)) on its right",
        at: body.tree.span(parts[1]), label: "this is \(body.describe(list.type))")
      return nil
    }
    return (.binary(.in, element.expression, list.expression), .bool)
  }

  private func coalesce(_ parts: [NodeID]) -> Typed? {
    guard let left = lower(parts[0], expecting: nil),
      let right = lower(parts[1], expecting: left.type.unwrapped)
    else { return nil }
    guard body.accepts(left.type.unwrapped, right.type.unwrapped) else {
      body.file.report(
        .typeMismatch,
        "\(body.describe(left.type.unwrapped)) or \(body.describe(right.type.unwrapped))? both must be one type",
        at: body.tree.span(parts[1]))
      return nil
    }
    return (.call("coalesce", [left.expression, right.expression]), left.type.unwrapped)
  }

  // MARK: Functions

  func call(_ node: NodeID) -> Typed? {
    let file = body.file
    let tree = body.tree
    guard let callee = body.first(node) else { return nil }
    let name = NameRules.snakeCase(tree.mainText(callee))
    guard tree.kind(callee) == .identifier, let function = Self.functions[name] else {
      file.report(
        .unknownFunction, "a query has no function `\(tree.mainText(callee))` that is compiled yet",
        at: tree.span(callee),
        helps: file.didYouMean(
          name, among: Self.functions.keys.sorted(), at: tree.span(callee),
          spelling: NameRules.camelCase))
      return nil
    }
    var arguments = Arguments(
      file, list: tree.child(node, .argumentList), owner: "`\(tree.mainText(callee))`",
      span: tree.span(node), objectsAreOptions: false)
    let count = arguments.positionalCount
    guard function.counts.contains(count) else {
      file.report(
        .wrongArguments, "`\(tree.mainText(callee))` does not take \(count) arguments",
        at: tree.span(node))
      return nil
    }
    if name == "fragment" { return fragment(node, &arguments) }
    var values: [Typed] = []
    while let argument = arguments.next() {
      guard let value = lower(argument, expecting: function.wanted) else { return nil }
      if let wanted = function.wanted, !body.accepts(wanted, value.type.unwrapped) {
        file.report(
          .typeMismatch, "`\(tree.mainText(callee))` takes \(body.describe(wanted))",
          at: tree.span(argument), label: "this is \(body.describe(value.type))")
        return nil
      }
      if case .pinned(let pinned) = value.expression, pinned.type.isOptional {
        file.report(
          .pinnedOptional, "this value may be nil", at: tree.span(argument),
          label: "\(body.describe(pinned.type))", helps: [Help("ask first: `if let value = … { }`")]
        )
        return nil
      }
      values.append(value)
    }
    arguments.finish()
    if name == "coalesce", let first = values.first, let last = values.last,
      !body.accepts(first.type.unwrapped, last.type.unwrapped)
    {
      file.report(
        .typeMismatch,
        "\(body.describe(first.type.unwrapped)) or \(body.describe(last.type.unwrapped))? both must be one type",
        at: tree.span(node))
      return nil
    }
    let isNumeric = ["sum", "avg"].contains(name)
    if isNumeric || ["min", "max"].contains(name), let value = values.first {
      let type = value.type.unwrapped
      let isFit = isNumeric ? [.integer, .float, .decimal, .any].contains(type) : type != .bool
      guard isFit else {
        file.report(
          .typeMismatch, "`\(name)` has no meaning for \(body.describe(type))", at: tree.span(node))
        return nil
      }
    }
    return (.call(name, values.map(\.expression)), function.result(values.map(\.type)))
  }

  private func fragment(_ node: NodeID, _ arguments: inout Arguments) -> Typed? {
    let file = body.file
    guard let first = arguments.next(),
      let sql = file.string(first, for: "the SQL", of: "`fragment`")
    else { return nil }
    var values: [QueryExpression] = []
    while let argument = arguments.next() {
      guard let value = lower(argument, expecting: nil) else { return nil }
      values.append(value.expression)
    }
    arguments.finish()
    var holes = 0
    var isEscaped = false
    for byte in sql.utf8 {
      if byte == UInt8(ascii: "?"), !isEscaped { holes += 1 }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    guard holes == values.count else {
      file.report(
        .wrongArguments,
        "the SQL has \(holes) `?` for \(values.count) value\(values.count == 1 ? "" : "s")",
        at: body.tree.span(node), notes: ["each `?` stands for one value, in order"])
      return nil
    }
    return (.fragment(sql, values), .any)
  }

  struct Function: Sendable {
    var counts: ClosedRange<Int>
    /// What each argument must be; nil for anything.
    var wanted: ValueType?
    var result: @Sendable ([ValueType]) -> ValueType
  }

  /// Of Ecto.Query.API, by Elixir name.
  static let functions: [String: Function] = [
    "like": Function(counts: 2...2, wanted: .string) { _ in .bool },
    "ilike": Function(counts: 2...2, wanted: .string) { _ in .bool },
    "is_nil": Function(counts: 1...1, wanted: nil) { _ in .bool },
    "count": Function(counts: 0...1, wanted: nil) { _ in .integer },
    "sum": Function(counts: 1...1, wanted: nil) { TypeResolver.optional($0[0]) },
    "min": Function(counts: 1...1, wanted: nil) { TypeResolver.optional($0[0]) },
    "max": Function(counts: 1...1, wanted: nil) { TypeResolver.optional($0[0]) },
    "avg": Function(counts: 1...1, wanted: nil) { _ in .optional(.decimal) },
    "coalesce": Function(counts: 2...2, wanted: nil) { $0[0].unwrapped },
    "fragment": Function(counts: 1...64, wanted: nil) { _ in .any },
  ]
}
