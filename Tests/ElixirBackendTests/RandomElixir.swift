@testable import ElixirBackend

/// A generator of Elixir trees in which everything that can be written occurs, with names short and long, so
/// that every decision about a line break is taken both ways.
struct RandomElixir {
  private var state: UInt64
  /// How long names are in this tree.
  private var nameLength = 1...4

  /// Formatters before 1.18 break function types elsewhere and mix `&&` and `and` without parentheses.
  private let suitsOldFormatters: Bool

  init(seed: UInt64, suitsOldFormatters: Bool = false) {
    self.suitsOldFormatters = suitsOldFormatters
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func pick<T>(_ choices: [T]) -> T { choices[int(0...choices.count - 1)] }

  mutating func many<T>(_ range: ClosedRange<Int>, _ body: (inout RandomElixir) -> T) -> [T] {
    (0..<int(range)).map { _ in body(&self) }
  }

  // MARK: Files

  /// One tree: the statements of a file.
  mutating func file() -> [ElixirStatement] {
    nameLength = pick([1...3, 2...8, 3...14, 8...30, 1...40])
    let depth = pick([1, 2, 3, 4, 5])
    return [.expression(chance(25) ? module(depth) : statementExpression(depth))]
  }

  private mutating func module(_ depth: Int) -> ElixirExpression {
    var body: [ElixirStatement] = []
    for _ in 0..<int(1...5) {
      if chance(30) { body.append(.blankLine) }
      if chance(10) { body.append(.comment(pick(["a comment", "two\nlines", ""]))) }
      body.append(.expression(moduleItem(depth)))
    }
    return .block("defmodule", [.alias(alias())], body)
  }

  private mutating func moduleItem(_ depth: Int) -> ElixirExpression {
    switch int(0...11) {
    case 0:
      return .attribute(
        "moduledoc", pick([.false, .doc("Some text.\n\n    code\n\n* \"\"\" #{x}")]))
    case 1: return .attribute("type", .binary(.typed, .variable(name()), type(depth)))
    case 2: return .attribute("spec", spec(depth))
    case 3:
      return .attribute(
        "derive",
        .tuple([.alias(alias())], [ElixirKeyword("only", .list(many(0...9) { .atom($0.name()) }))]))
    case 4:
      return .call(
        pick(["alias", "import", "use", "require"]), [.alias(alias())], keywords(0...2, depth))
    case 5: return field()
    case 6:
      return .block(
        pick(["schema", "embeds_one"]), [.string(name())], many(0...5) { .expression($0.field()) })
    case 7: return .attribute(name(), expression(depth))
    default: return definition(depth)
    }
  }

  private mutating func field() -> ElixirExpression {
    let name = pick([
      "field", "belongs_to", "has_many", "many_to_many", "timestamps", "add", "modify", "create",
      "remove",
      "execute",
    ])
    return .call(
      name, [.atom(self.name())] + many(0...1) { chance in chance.simple(2) }, keywords(0...4, 1))
  }

  private mutating func definition(_ depth: Int) -> ElixirExpression {
    var head: ElixirExpression =
      chance(10) ? .variable(name()) : .call(name(), many(0...4) { $0.parameter() })
    if chance(25) { head = .binary(.when, head, condition(2)) }
    let keyword = pick(["def", "defp"])
    if chance(30) { return .call(keyword, [head], [ElixirKeyword("do", expression(depth))]) }
    return .call(
      ElixirCall(
        keyword, [head], blocks: blocks(depth, extra: [.rescue, .after], hasComments: true)))
  }

  private mutating func parameter() -> ElixirExpression {
    let pattern = self.pattern(2)
    return chance(20) ? .binary(.defaults, .variable(name()), simple(1)) : pattern
  }

  private mutating func spec(_ depth: Int) -> ElixirExpression {
    let typed = ElixirExpression.binary(
      .typed, .call(name(), many(0...4) { $0.type(depth - 1) }), type(depth))
    guard chance(15) else { return typed }
    return .binary(.when, typed, .keywords(many(1...3) { ElixirKeyword($0.name(), $0.type(1)) }))
  }

  // MARK: Types

  private mutating func type(_ depth: Int) -> ElixirExpression {
    guard depth > 0 else { return pick([.call("t"), .nil, .remote(alias(), "t"), .atom(name())]) }
    switch int(0...8) {
    case 0, 1:
      return many(1...6) { $0.type(depth - 2) }.reduce(type(0)) { .binary(.cons, $1, $0) }
    case 2:
      return .map(
        struct: .variable("__MODULE__"),
        many(0...8) { .keyword(ElixirKeyword($0.name(), $0.type(depth - 1))) })
    case 3: return .list([type(depth - 1)])
    case 4: return .tuple(many(0...4) { $0.type(depth - 1) })
    case 5 where !suitsOldFormatters: return .functionType([pick([.call("t"), .nil])], .call("t"))
    case 6: return .map(many(0...4) { .pair(.call("required", [$0.type(0)]), $0.type(depth - 1)) })
    default: return .remote(alias(), name(), many(0...3) { $0.type(depth - 1) })
    }
  }

  // MARK: Bodies

  private mutating func statementExpression(_ depth: Int) -> ElixirExpression {
    switch int(0...3) {
    case 0: return .binary(.match, pattern(2), expression(depth))
    case 1: return control(depth)
    default: return expression(depth)
    }
  }

  /// Comments stand in the bodies of functions only: in an argument the formatter may move them.
  private mutating func body(_ depth: Int, hasComments: Bool = false) -> [ElixirStatement] {
    var statements: [ElixirStatement] = []
    let count = pick([1, 1, 1, 2, 3, 4])
    for index in 0..<count {
      if index > 0, chance(25) { statements.append(.blankLine) }
      if hasComments, chance(10) { statements.append(.comment("why \(name())")) }
      statements.append(.expression(statementExpression(depth)))
    }
    return statements
  }

  private mutating func clause(_ depth: Int, patterns: ClosedRange<Int> = 1...1) -> ElixirClause {
    ElixirClause(
      many(patterns) { $0.pattern(2) }, when: chance(20) ? condition(2) : nil, body(depth),
      isBroken: chance(20))
  }

  private mutating func blocks(
    _ depth: Int, extra: [ElixirDoBlock.Keyword], hasComments: Bool = false
  ) -> [ElixirDoBlock] {
    var blocks = [ElixirDoBlock(.do, chance(5) ? [] : body(depth - 1, hasComments: hasComments))]
    if chance(25), let keyword = extra.first {
      blocks.append(
        keyword == .rescue
          ? ElixirDoBlock(.rescue, clauses: many(1...2) { $0.clause(depth - 1) })
          : ElixirDoBlock(keyword, body(depth - 1)))
    }
    return blocks
  }

  private mutating func control(_ depth: Int) -> ElixirExpression {
    guard depth > 0 else { return simple(1) }
    switch int(0...7) {
    case 0:
      return .call(
        ElixirCall(
          "case", [expression(depth - 1)],
          blocks: [ElixirDoBlock(.do, clauses: many(1...4) { $0.clause(depth - 1) })]))
    case 1:
      return .call(
        ElixirCall(
          "cond", [],
          blocks: [
            ElixirDoBlock(
              .do,
              clauses: many(1...3) { ElixirClause([$0.expression(depth - 2)], $0.body(depth - 1)) })
          ]))
    case 2:
      return .call(ElixirCall("if", [condition(depth - 1)], blocks: blocks(depth, extra: [.else])))
    case 3:
      return .call(
        "if", [condition(depth - 1)],
        [ElixirKeyword("do", expression(depth - 1))]
          + many(0...1) { ElixirKeyword("else", $0.expression(depth - 1)) })
    case 4:
      let generators = many(1...4) {
        ElixirExpression.binary(.arrow, $0.pattern(2), $0.expression(depth - 1))
      }
      var blocks = [ElixirDoBlock(.do, body(depth - 1))]
      if chance(40) {
        blocks.append(ElixirDoBlock(.else, clauses: many(1...3) { $0.clause(depth - 1) }))
      }
      return .call(ElixirCall("with", generators, blocks: blocks))
    case 5:
      let generators = many(1...3) {
        ElixirExpression.binary(.arrow, $0.pattern(1), $0.expression(depth - 1))
      }
      if chance(50) {
        return .call("for", generators, [ElixirKeyword("do", expression(depth - 1))])
      }
      return .call(
        ElixirCall(
          "for", generators, keywords(0...1, depth - 1),
          blocks: [ElixirDoBlock(.do, body(depth - 1))]))
    case 6:
      return .call(
        "from", [.binary(.in, .variable(name()), .alias(alias()))],
        many(1...5) {
          ElixirKeyword(
            $0.pick(["where", "order_by", "select", "join", "on"]), $0.expression(depth - 1))
        })
    default:
      return .call(
        ElixirCall(
          target: .remote(.alias(alias())), name(),
          [.variable(name())] + many(0...2) { $0.expression(depth - 1) },
          blocks: [ElixirDoBlock(.do, body(depth - 1))]))
    }
  }

  // MARK: Expressions

  private mutating func keywords(_ range: ClosedRange<Int>, _ depth: Int) -> [ElixirKeyword] {
    many(range) { ElixirKeyword($0.atomName(), $0.expression(depth - 1)) }
  }

  private mutating func expression(_ depth: Int) -> ElixirExpression {
    guard depth > 0 else { return simple(1) }
    switch int(0...24) {
    case 23:
      let range = ElixirExpression.binary(.range, simple(0), simple(0))
      return .call("take", [.binary(.step, range, simple(0))])
    case 0: return .tuple(many(0...5) { $0.expression(depth - 1) })
    case 1:
      return .list(
        many(0...8) { $0.expression(depth - 1) }, chance(30) ? keywords(1...4, depth) : [])
    case 2: return .keywords(keywords(1...5, depth))
    case 3: return map(depth)
    case 4: return .tuple(many(1...3) { $0.expression(depth - 1) }, keywords(1...4, depth))
    case 5, 6, 7: return operation(depth)
    case 8, 9, 10: return call(depth)
    case 11:
      return .pipeline(
        [expression(depth - 1)] + many(1...5) { $0.call(depth - 1) }, isBroken: chance(50))
    case 12:
      return .function(
        chance(70)
          ? [clause(depth - 1, patterns: 0...3)].map {
            $0.patterns.isEmpty ? ElixirClause([], $0.body, isBroken: $0.isBroken) : $0
          }
          : many(2...3) { $0.clause(depth - 1, patterns: 2...2) })
    case 13: return .capture(captureBody(depth))
    case 14:
      return .functionReference(chance(50) ? .alias(alias()) : nil, name(), arity: int(0...3))
    case 15:
      return .access(chance(50) ? .variable(name()) : expression(depth - 1), expression(depth - 1))
    case 16: return .field(chance(50) ? .variable(name()) : expression(depth - 1), name())
    case 17: return interpolation(depth)
    case 18: return control(depth)
    case 19: return bitstring(depth)
    case 20: return .unary(pick(ElixirUnaryOperator.allCases), call(depth - 1))
    case 21: return .block(body(depth - 1))
    case 22:
      return .heredoc([.text(pick(["a\n", "some\n\n  text\n", "\n", "x \"\"\" y\n#{z}\n"]))])
    default: return simple(depth)
    }
  }

  private mutating func map(_ depth: Int) -> ElixirExpression {
    let entries: [ElixirMapEntry] = many(0...6) {
      $0.chance(60)
        ? .keyword(ElixirKeyword($0.atomName(), $0.expression(depth - 1)))
        : .pair($0.expression(depth - 2), $0.expression(depth - 1))
    }
    let updated = chance(30) && !entries.isEmpty ? expression(depth - 2) : nil
    return .map(struct: chance(30) ? .alias(alias()) : nil, update: updated, entries)
  }

  private mutating func call(_ depth: Int) -> ElixirExpression {
    let arguments = many(0...4) { $0.expression(depth - 1) }
    let keywords = chance(40) ? self.keywords(1...4, depth) : []
    switch int(0...9) {
    case 0, 1, 2: return .remote(.alias(alias()), name(), arguments, keywords)
    case 3:
      return .call(ElixirCall(target: .remote(expression(depth - 1)), name(), arguments, keywords))
    case 4: return .call(ElixirCall(target: .value(.variable(name())), "", arguments, keywords))
    case 5: return .call(pick(["raise", "from", "field", "create", "index"]), arguments, keywords)
    default: return .call(name(), arguments, keywords)
    }
  }

  private mutating func operation(_ depth: Int) -> ElixirExpression {
    let operators = ElixirBinaryOperator.allCases.filter {
      ![.arrow, .defaults, .when, .step, .cons, .subtractLists, .notIn].contains($0)
        && !(suitsOldFormatters && [.doubleBar, .doubleAmpersand].contains($0))
    }
    let op = pick(operators)
    if chance(5) { return .binary(.subtractLists, simple(1), simple(1)) }
    if chance(5) {
      return .list([expression(depth - 1), .binary(.cons, simple(0), expression(depth - 1))])
    }
    return .binary(op, operand(depth - 1), operand(depth - 1))
  }

  /// The formatter drops parentheses that a capture needs as an operand of an operand.
  private mutating func operand(_ depth: Int) -> ElixirExpression {
    let operand = expression(depth)
    switch operand {
    case .capture, .functionReference: return simple(1)
    default: return operand
    }
  }

  private mutating func captureBody(_ depth: Int) -> ElixirExpression {
    let argument = ElixirExpression.captureArgument(int(1...2))
    switch int(0...6) {
    case 0: return .field(argument, name())
    case 1: return .binary(pick([.add, .equal, .concatStrings, .and]), argument, simple(1))
    case 2: return .call(name(), [argument] + many(0...2) { $0.simple(1) })
    case 3: return .tuple([argument, simple(1)])
    case 4: return .access(argument, .atom(name()))
    case 5: return .string([.text("a"), .interpolation(argument)])
    default: return .remote(alias(), name(), [argument, simple(1)])
    }
  }

  private mutating func interpolation(_ depth: Int) -> ElixirExpression {
    .string(
      many(1...4) {
        $0.chance(50) ? .text($0.text()) : .interpolation($0.inline(depth - 1))
      })
  }

  /// What an interpolation holds: no statements, because arguments after one that takes lines are moved to a
  /// line of their own.
  private mutating func inline(_ depth: Int) -> ElixirExpression {
    guard depth > 0 else { return simple(0) }
    switch int(0...5) {
    case 0: return .call(name(), many(0...3) { $0.inline(depth - 1) })
    case 1: return .binary(pick([.add, .concatStrings, .or, .equal]), inline(depth - 1), simple(0))
    case 2: return .field(.variable(name()), name())
    case 3: return .access(.variable(name()), .atom(name()))
    case 4: return .pipeline([inline(depth - 1), .call(name())], isBroken: chance(50))
    default: return .string([.text(text()), .interpolation(inline(depth - 1))])
    }
  }

  private mutating func bitstring(_ depth: Int) -> ElixirExpression {
    let types = ["binary", "integer", "utf8", "float", "bits"]
    return .bitstring(
      many(0...5) {
        switch $0.int(0...3) {
        case 0: return $0.simple(0)
        case 1: return .binary(.typed, $0.inline(depth - 1), .variable($0.pick(types)))
        case 2: return .binary(.typed, .variable($0.name()), .number(String($0.int(1...64))))
        default:
          return .binary(
            .typed, .variable($0.name()),
            .binary(.subtract, .variable($0.pick(types)), .call("size", [$0.simple(0)])))
        }
      })
  }

  private mutating func condition(_ depth: Int) -> ElixirExpression {
    guard depth > 0 else { return .call("is_nil", [.variable(name())]) }
    switch int(0...4) {
    case 0: return .binary(pick([.and, .or]), condition(depth - 1), condition(depth - 1))
    case 1: return .unary(.not, .binary(pick([.and, .or, .in]), condition(0), condition(0)))
    case 2: return .binary(pick([.in, .notIn]), simple(0), .list(many(0...6) { $0.simple(0) }))
    default: return .binary(pick([.equal, .greater, .lessOrEqual]), simple(1), simple(1))
    }
  }

  private mutating func pattern(_ depth: Int) -> ElixirExpression {
    guard depth > 0 else { return pick([.variable(name()), .atom(name()), .variable("_")]) }
    switch int(0...7) {
    case 0: return .tuple(many(0...4) { $0.pattern(depth - 1) })
    case 1: return .list(many(0...4) { $0.pattern(depth - 1) })
    case 2:
      return .map(
        struct: chance(50) ? .alias(alias()) : nil,
        many(0...4) { .keyword(ElixirKeyword($0.name(), $0.pattern(depth - 1))) })
    case 3: return .unary(.pin, .variable(name()))
    case 4: return .binary(.match, pattern(depth - 1), .variable(name()))
    case 5: return simple(0)
    default: return .variable(name())
    }
  }

  mutating func simple(_ depth: Int) -> ElixirExpression {
    switch int(0...11) {
    case 0: return .atom(atomName())
    case 1: return .integer(int(-3...20_000_000))
    case 2: return .number(pick(["0", "1.5", "1234567.25", "1.0e10", "100000", "99999"]))
    case 3: return .string(text())
    case 4: return pick([.nil, .true, .false, .list([]), .tuple([]), .map([])])
    case 5: return .alias(alias())
    case 6: return .attribute(name())
    case 7 where depth > 0:
      return .sigil(
        name: pick(["r", "w", "s", "D"]), text: pick(["a b", "a/b", "(x)"]), modifiers: "")
    case 8 where depth > 0: return .field(.variable(name()), name())
    default: return .variable(name())
    }
  }

  // MARK: Names

  mutating func name() -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let word = String(many(nameLength) { $0.pick(letters) })
    let keywords = [
      "do", "end", "fn", "in", "or", "and", "not", "nil", "true", "false", "when", "after", "else",
      "catch",
      "rescue", "if", "with", "for", "use", "def", "raise", "test", "case", "cond", "try", "add",
      "drop", "from",
    ]
    return keywords.contains(word) ? word + "_" : word
  }

  private mutating func alias() -> String {
    many(1...3) { $0.name().capitalized }.joined(separator: ".")
  }

  private mutating func atomName() -> String {
    chance(90)
      ? name()
      : pick([
        "a b", "é", "+", "valid?", "Foo", "x@y", "do", "", "1a", "::", "\\", "\"", "#{x}", "a!b",
        "Foo!",
      ])
  }

  private mutating func text() -> String {
    let extra = ["", "\"", "\\", "#{", "\n", "é", "👍🏽", "\u{202E}", "\0", "\t", " "]
    return many(0...4) { $0.chance(70) ? $0.name() : $0.pick(extra) }.joined(separator: " ")
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
