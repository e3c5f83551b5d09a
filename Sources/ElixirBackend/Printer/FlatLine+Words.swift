import EctypeText

// What is made of words (names, and short calls, lists and functions of them) is most of what is written. Where its line
// surely has room for it, it needs no look at its breaks.

extension ElixirExpression {
  /// How many columns it takes at most on one line; nil of what is not made of words, or of many.
  var columns: Int? { columns(depth: 4) }

  fileprivate func columns(depth: Int) -> Int? {
    guard depth > 0 else { return nil }
    switch self {
    case .variable(let name), .alias(let name): return name.utf8.count
    case .atom(let name):
      return ElixirName.isBareAtom(name) ? name.utf8.count + ":".utf8.count : nil
    case .number(let digits): return digits.utf8.count < 6 ? digits.utf8.count : nil
    case .list(let elements, let keywords) where keywords.isEmpty:
      return elements.columns(depth: depth - 1).map { $0 + "[]".utf8.count }
    case .tuple(let elements, let keywords) where keywords.isEmpty && !elements.isEmpty:
      return elements.columns(depth: depth - 1).map { $0 + "{}".utf8.count }
    case .map(.alias(let name)?, nil, let entries) where entries.isEmpty:
      return name.utf8.count + "%{}".utf8.count
    case .function(let clauses): return clauses.first?.columns(of: clauses.count, depth: depth - 1)
    case .call(let call): return call.columns(depth: depth - 1)
    default: return nil
    }
  }
}

extension [ElixirExpression] {
  fileprivate func columns(depth: Int) -> Int? { self[...].columns(depth: depth) }
}

extension ArraySlice<ElixirExpression> {
  /// With what stands between them.
  fileprivate func columns(depth: Int) -> Int? {
    guard count < 8 else { return nil }
    var sum = 0
    for element in self {
      guard let columns = element.columns(depth: depth) else { return nil }
      sum += columns + ", ".utf8.count
    }
    return sum
  }
}

extension ElixirArguments {
  var columns: Int? { columns(depth: 3) }

  fileprivate func columns(depth: Int) -> Int? {
    guard keywords.count < 4, var sum = expressions.columns(depth: depth) else { return nil }
    for keyword in keywords {
      guard ElixirName.isBareAtom(keyword.key),
        let columns = keyword.value.columns(depth: depth)
      else { return nil }
      sum += keyword.key.utf8.count + ": , ".utf8.count + columns
    }
    return sum
  }
}

extension ElixirClause {
  /// As the only clause of a function.
  fileprivate func columns(of count: Int, depth: Int) -> Int? {
    guard count == 1, condition == nil, !isBroken, !patterns.isEmpty, body.count == 1,
      case .expression(let value) = body[0], let left = patterns.columns(depth: depth),
      let right = value.columns(depth: depth)
    else { return nil }
    return "fn  ->  end".utf8.count + left + right
  }
}

extension ElixirCall {
  fileprivate func columns(depth: Int) -> Int? {
    guard blocks.isEmpty else { return nil }
    let arguments = ElixirArguments(self.arguments, keywords)
    guard !arguments.takesKeywordsFromList, let inside = arguments.columns(depth: depth) else {
      return nil
    }
    let columns = name.utf8.count + "()".utf8.count + inside
    switch target {
    case .local: return isBare(arguments) ? nil : columns
    case .remote(let target):
      guard ElixirName.isIdentifier(name) else { return nil }
      switch target {
      case .alias(let name), .variable(let name): return name.utf8.count + ".".utf8.count + columns
      default: return nil
      }
    case .value: return nil
    }
  }

  private func isBare(_ arguments: ElixirArguments) -> Bool {
    if keepsParentheses || arguments.isEmpty { return false }
    let arity = arguments.expressions.count + (keywords.isEmpty ? 0 : 1)
    return LocalsWithoutParens.contains(name, arity: arity)
  }
}

extension ElixirArguments {
  /// A keyword list at their end loses its brackets.
  fileprivate var takesKeywordsFromList: Bool {
    guard keywords.isEmpty, case .list(_, let keywords)? = expressions.last else { return false }
    return !keywords.isEmpty
  }
}

extension FlatLine {
  /// An expression that has `columns`.
  mutating func word(_ expression: ElixirExpression) {
    switch expression {
    case .variable(let name), .alias(let name), .number(let name): text(name)
    case .atom(let name):
      if name != "nil", name != "true", name != "false" { text(":") }
      text(name)
    case .list(let elements, _):
      text("[")
      words(elements[...])
      text("]")
    case .tuple(let elements, _):
      text("{")
      words(elements[...])
      text("}")
    case .map(let name, _, _):
      text("%")
      if let name { word(name) }
      text("{}")
    case .function(let clauses): function(clauses[0])
    case .call(let call):
      if case .remote(let target) = call.target {
        word(target)
        text(".")
      }
      text(call.name)
      text("(")
      arguments(ElixirArguments(call.arguments, call.keywords))
      text(")")
    default: preconditionFailure("no word")
    }
  }

  private mutating func words(_ expressions: ArraySlice<ElixirExpression>) {
    var isFirst = true
    for expression in expressions {
      if !isFirst { text(", ") }
      isFirst = false
      word(expression)
    }
  }

  private mutating func function(_ clause: ElixirClause) {
    text("fn ")
    words(clause.patterns[...])
    text(" -> ")
    if case .expression(let value) = clause.body[0] { word(value) }
    text(" end")
  }

  /// Arguments that have `columns`.
  mutating func arguments(_ arguments: ElixirArguments) {
    words(arguments.expressions)
    var isFirst = arguments.expressions.isEmpty
    for keyword in arguments.keywords {
      if !isFirst { text(", ") }
      isFirst = false
      text(keyword.key)
      text(": ")
      word(keyword.value)
    }
  }
}
