/// Reads the Elixir of the standard library's table into a tree: calls, operators,
/// literals, `fn`, `&` and `case`, which is all that the table needs. `$0` is a variable of that name.
struct Template {
  private let tokens: [Token]
  private var position = 0

  private enum Token: Hashable {
    /// Names, aliases, numbers and `$0`.
    case word(String)
    case atom(String)
    case string(String)
    case symbol(String)
  }

  static func parse(_ text: String) -> ElixirExpression {
    var template = Template(tokens: tokenize(text))
    let expression = template.pipeline()
    precondition(template.position == template.tokens.count, "cannot read the template \(text)")
    return expression
  }

  private init(tokens: [Token]) { self.tokens = tokens }

  // MARK: Tokens

  private static let symbols = [
    "|>", "->", "++", "==", "!=", "//", "..", "<>", "%{", "&", "(", ")", "[", "]", "{", "}", ",",
    ".", "|", "/", "-", "+", ";",
  ]

  private static func tokenize(_ text: String) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
      } else if first == "\"" {
        let body = rest.dropFirst().prefix { $0 != "\"" }
        tokens.append(.string(body == "\\n" ? "\n" : String(body)))
        rest = rest.dropFirst(body.count + 2)
      } else if first == ":", rest.dropFirst().first?.isLetter ?? false {
        let name = rest.dropFirst().prefix { isWord($0) }
        tokens.append(.atom(String(name)))
        rest = rest.dropFirst(name.count + 1)
      } else if isWord(first) || first == "$" {
        var word = rest.prefix { isWord($0) || $0 == "$" }
        let fraction = rest.dropFirst(word.count)
        if first.isNumber, fraction.first == ".", fraction.dropFirst().first?.isNumber ?? false {
          word = rest.prefix { isWord($0) || $0 == "." }
        }
        let mark = rest.dropFirst(word.count).first
        if mark == "?" || mark == "!" { word = rest.prefix(word.count + 1) }
        tokens.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        guard let symbol = symbols.first(where: { rest.hasPrefix($0) }) else {
          preconditionFailure("cannot read \(rest)")
        }
        tokens.append(.symbol(symbol))
        rest = rest.dropFirst(symbol.count)
      }
    }
    return tokens
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard position < tokens.count, tokens[position] == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard position < tokens.count, tokens[position] == .word(word) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ symbol: String) {
    precondition(take(symbol), "expected \(symbol) in \(tokens)")
  }

  // MARK: Expressions

  private mutating func pipeline() -> ElixirExpression {
    var stages = [binary(0)]
    while take("|>") { stages.append(binary(0)) }
    return stages.count == 1 ? stages[0] : .pipeline(stages, isBroken: true)
  }

  private static let levels: [[(String, ElixirBinaryOperator)]] = [
    [("==", .equal), ("!=", .notEqual)], [("in", .in)], [("//", .step)],
    [("..", .range), ("++", .concatLists), ("<>", .concatStrings)],
    [("+", .add), ("-", .subtract)], [("/", .divide)],
  ]

  private mutating func binary(_ level: Int) -> ElixirExpression {
    guard level < Self.levels.count else { return unary() }
    var left = binary(level + 1)
    while let operation = Self.levels[level].first(where: { take($0.0) || take(word: $0.0) }) {
      left = .binary(operation.1, left, binary(level + 1))
    }
    return left
  }

  private mutating func unary() -> ElixirExpression {
    if take("-") { return .unary(.minus, unary()) }
    if take(word: "not") { return .unary(.not, unary()) }
    if take("&") { return capture() }
    return postfix()
  }

  /// `&is_nil/1`, `&Decimal.normalize/1`, `&+/2`, `&(&1 == x)`, `&{&2, &1}`, `&1`
  private mutating func capture() -> ElixirExpression {
    if take("+") { return .functionReference(nil, "+", arity: arity()) }
    if case .word(let word) = tokens[position] {
      position += 1
      if let index = Int(word) { return .captureArgument(index) }
      if take("."), case .word(let name) = tokens[position] {
        position += 1
        return .functionReference(.alias(word), name, arity: arity())
      }
      return .functionReference(nil, word, arity: arity())
    }
    if tokens[position] == .symbol("{") { return .capture(postfix()) }
    expect("(")
    let body = binary(0)
    expect(")")
    return .capture(body)
  }

  private mutating func arity() -> Int {
    expect("/")
    guard case .word(let text) = tokens[position], let arity = Int(text) else {
      preconditionFailure("an arity in \(tokens)")
    }
    position += 1
    return arity
  }

  private mutating func postfix() -> ElixirExpression {
    var base = primary()
    while take(".") {
      if take("(") {
        base = .call(ElixirCall(target: .value(base), "", arguments(")")))
        continue
      }
      guard case .word(let name) = tokens[position] else { preconditionFailure("a name") }
      position += 1
      if case .alias(let module) = base, name.first?.isUppercase ?? false {
        base = .alias("\(module).\(name)")
      } else if take("(") {
        base = .remote(base, name, arguments(")"))
      } else {
        base = .field(base, name)
      }
    }
    return base
  }

  private mutating func arguments(_ closing: String) -> [ElixirExpression] {
    var result: [ElixirExpression] = []
    while !take(closing) {
      result.append(binary(0))
      _ = take(",")
    }
    return result
  }

  private mutating func primary() -> ElixirExpression {
    let token = tokens[position]
    position += 1
    switch token {
    case .atom(let name): return .atom(name)
    case .string(let text): return .string(text)
    case .word("fn"): return function()
    case .word("case"): return choice()
    case .word("nil"), .word("true"), .word("false"):
      if case .word(let word) = token { return .atom(word) }
      return .nil
    case .word(let word):
      if word.first?.isNumber ?? false { return .number(word) }
      if word.first?.isUppercase ?? false { return .alias(word) }
      return take("(") ? .parenthesizedCall(word, arguments(")")) : .variable(word)
    case .symbol("["): return list()
    case .symbol("{"): return .tuple(arguments("}"))
    case .symbol("%{"):
      expect("}")
      return .map([])
    case .symbol("("):
      let inner = binary(0)
      expect(")")
      return inner
    case .symbol(let symbol): preconditionFailure("\(symbol) in \(tokens)")
    }
  }

  private mutating func list() -> ElixirExpression {
    var elements: [ElixirExpression] = []
    while !take("]") {
      let element = binary(0)
      elements.append(take("|") ? .binary(.cons, element, binary(0)) : element)
      _ = take(",")
    }
    return .list(elements)
  }

  private mutating func function() -> ElixirExpression {
    var patterns: [ElixirExpression] = []
    while !take("->") {
      patterns.append(binary(0))
      _ = take(",")
    }
    let body = binary(0)
    precondition(take(word: "end"), "`end` in \(tokens)")
    return .function([ElixirClause(patterns, [.expression(body)])])
  }

  private mutating func choice() -> ElixirExpression {
    let subject = binary(0)
    precondition(take(word: "do"), "`do` in \(tokens)")
    var clauses: [ElixirClause] = []
    while !take(word: "end") {
      let pattern = binary(0)
      expect("->")
      clauses.append(ElixirClause([pattern], [.expression(binary(0))]))
      _ = take(";")
    }
    return .choice(of: subject, clauses)
  }
}
