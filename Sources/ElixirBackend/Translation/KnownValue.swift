/// What is known of a value, as far as Erlang's compiler knows it.
indirect enum KnownValue: Equatable {
  case unknown
  case atom(String)
  case integer(Int)
  case float(Double)
  case string(String)
  /// Its parts are not looked at.
  case map
  case tuple([KnownValue], isLiteral: Bool)
  /// `[a, b | rest]` is open.
  case list([KnownValue], isOpen: Bool, isLiteral: Bool)
  /// True or false, though Erlang's compiler does not see it: `unknown and false`.
  case hidden(Bool)

  static func bool(_ value: Bool) -> KnownValue { .atom(value ? "true" : "false") }

  static func tuple(_ parts: [KnownValue]) -> KnownValue {
    .tuple(parts, isLiteral: parts.allSatisfy(\.isLiteral))
  }

  static func list(_ parts: [KnownValue], isOpen: Bool = false) -> KnownValue {
    .list(parts, isOpen: isOpen, isLiteral: !isOpen && parts.allSatisfy(\.isLiteral))
  }

  /// What an expression is by itself, where it has no parts.
  init(scalar: ElixirExpression) {
    switch scalar {
    case .atom(let name): self = .atom(name)
    case .number(let text):
      if let value = Int(text) {
        self = .integer(value)
      } else if text.contains("."), let value = Double(text) {
        self = .float(value)
      } else {
        self = .unknown
      }
    case .unary(.minus, .number(let text)): self = KnownValue(scalar: .number("-" + text))
    case .string([]): self = .string("")
    case .string(let parts):
      if parts.count == 1, case .text(let text) = parts[0] {
        self = .string(text)
      } else {
        self = .unknown
      }
    default: self = .unknown
    }
  }

  /// Nothing in it depends on what runs: Erlang's compiler takes it apart without a word.
  var isLiteral: Bool {
    switch self {
    case .unknown, .hidden: false
    case .atom, .integer, .float, .string, .map: true
    case .tuple(_, let isLiteral), .list(_, _, let isLiteral): isLiteral
    }
  }

  /// Whether it counts as true in a condition.
  var truth: Bool? {
    switch self {
    case .unknown: nil
    case .hidden(let value): value
    case .atom(let name): name != "nil" && name != "false"
    default: true
    }
  }

  var isHidden: Bool { if case .hidden = self { true } else { false } }

  /// As what a branch gives: Erlang's compiler may say what cannot match it, literal or not.
  var ofBranch: KnownValue {
    switch self {
    case .tuple(let parts, _): .tuple(parts, isLiteral: false)
    case .list(let parts, let isOpen, _): .list(parts, isOpen: isOpen, isLiteral: false)
    default: self
    }
  }

  /// Of a tuple or a list, of which some part is no literal: Erlang's compiler says what cannot match it.
  var isTakenApart: Bool {
    switch self {
    case .tuple, .list: !isLiteral
    default: false
    }
  }
}

// MARK: Patterns

extension KnownValue {
  /// What of a pattern is left to ask of it: `.settled` where that is nothing, `_` where it is nothing of what is not
  /// known either, nil where the pattern never matches.
  func left(of pattern: ElixirExpression) -> ElixirExpression? {
    switch (pattern, self) {
    case (_, .unknown), (_, .hidden): return pattern.asked
    case (.variable, _): return .settled
    case (.binary(.match, let first, let second), _):
      guard let first = left(of: first), let second = left(of: second) else { return nil }
      if first.takesAll { return second }
      return second.takesAll ? first : .binary(.match, first, second)
    case (.tuple(let patterns, []), .tuple(let values, _)):
      guard patterns.count == values.count, let parts = Self.left(of: patterns, values) else {
        return nil
      }
      return ElixirExpression.together(parts) ?? .tuple(parts)
    case (.list(let patterns, []), .list(let values, let isOpen, _)):
      return left(ofList: patterns, values, isOpen: isOpen)
    case (.map, .map): return pattern.asked
    case (.tuple, _), (.list, _), (.map, _): return nil
    default:
      switch (KnownValue(scalar: pattern), self) {
      case (.atom(let wanted), .atom(let given)), (.string(let wanted), .string(let given)):
        return Self.areSame(wanted, given) ? .settled : nil
      case (.integer(let wanted), .integer(let given)): return wanted == given ? .settled : nil
      // Zero has two signs, of which Erlang's releases think differently.
      case (.float(let wanted), .float(let given)): return wanted == given ? pattern : nil
      case (.unknown, _): return pattern.asked
      default: return nil
      }
    }
  }

  private func left(
    ofList patterns: [ElixirExpression], _ values: [KnownValue], isOpen: Bool
  ) -> ElixirExpression? {
    var patterns = patterns
    var rest: ElixirExpression?
    if case .binary(.cons, let last, let tail)? = patterns.last {
      patterns[patterns.count - 1] = last
      rest = tail
    }
    let count = min(patterns.count, values.count)
    if rest == nil, values.count > patterns.count { return nil }
    if !isOpen, values.count < patterns.count { return nil }
    guard var parts = Self.left(of: Array(patterns[..<count]), Array(values[..<count])) else {
      return nil
    }
    parts += patterns[count...].map(\.asked)
    guard let rest else {
      return isOpen ? .list(parts) : ElixirExpression.together(parts) ?? .list(parts)
    }
    let others = KnownValue.list(Array(values[count...]), isOpen: isOpen)
    guard let tail = others.left(of: rest), let last = parts.last else { return nil }
    if patterns.count <= values.count, let all = ElixirExpression.together(parts + [tail]) {
      return all
    }
    return .list(parts.dropLast() + [.binary(.cons, last, tail)])
  }

  private static func left(
    of patterns: [ElixirExpression], _ values: [KnownValue]
  ) -> [ElixirExpression]? {
    var result: [ElixirExpression] = []
    for (pattern, value) in zip(patterns, values) {
      guard let left = value.left(of: pattern) else { return nil }
      result.append(left)
    }
    return result
  }
}

/// What clauses without a guard, or with one that holds, have taken.
struct TakenPatterns {
  private var exact: Set<ElixirExpression> = []
  /// Those that take more than what is the same.
  private var open: [ElixirExpression] = []

  var count: Int { exact.count }

  /// - Parameter pattern: what is left of one.
  mutating func insert(_ pattern: ElixirExpression) {
    guard exact.insert(pattern).inserted else { return }
    if pattern.takesAny { open.append(pattern) }
  }

  func cover(_ pattern: ElixirExpression) -> Bool {
    exact.contains(pattern) || open.contains { $0.covers(pattern) }
  }
}

extension ElixirExpression {
  /// In what is left of a pattern: what is known matches it.
  fileprivate static let settled = ElixirExpression.variable("known")

  /// What a pattern asks of what is not known, without its names and with texts by their bytes: Swift takes two texts
  /// for the same that Elixir tells apart.
  fileprivate var asked: ElixirExpression {
    switch self {
    case .variable: return .variable("_")
    case .unary(.pin, _): return self
    case .atom(let text): return .sigil(name: "a", text: "\(Array(text.utf8))")
    case .string(let parts):
      let text = parts.map { if case .text(let text) = $0 { text } else { "" } }.joined()
      return .sigil(name: "s", text: "\(Array(text.utf8))")
    default:
      func part(_ pattern: ElixirExpression) -> ElixirExpression { pattern.asked }
      return mapParts(part, patterns: part, clauses: { $0 }, bodies: { $0 })
    }
  }

  /// What is left of a pattern matches whatever it is asked of.
  var takesAll: Bool { if case .variable = self { true } else { false } }

  /// What is left of a pattern of whose parts all take all.
  fileprivate static func together(_ parts: [ElixirExpression]) -> ElixirExpression? {
    guard parts.allSatisfy(\.takesAll) else { return nil }
    return parts.contains(.variable("_")) ? .variable("_") : .settled
  }

  /// It has parts that take whatever is not known.
  fileprivate var takesAny: Bool {
    switch self {
    case .variable(let name): name == "_"
    case .tuple(let parts, _), .list(let parts, _): parts.contains(where: \.takesAny)
    case .binary(_, let left, let right): left.takesAny || right.takesAny
    default: false
    }
  }
}

extension ElixirExpression {
  /// Something of its value is known from how it is written.
  var isWrittenOut: Bool {
    switch self {
    case .tuple, .list, .map, .atom, .number, .string: true
    case .unary(_, let operand): operand.isWrittenOut
    // Of a list that goes on the heads are.
    case .binary(.concatLists, let left, _): left.isWrittenOut
    case .binary(_, let left, let right): left.isWrittenOut && right.isWrittenOut
    default: false
    }
  }

  /// Whether a pattern without names takes all that another one does.
  fileprivate func covers(_ other: ElixirExpression) -> Bool {
    switch (self, other) {
    case (.variable, _): true
    case (.tuple(let parts, []), .tuple(let others, [])),
      (.list(let parts, []), .list(let others, [])):
      parts.count == others.count && zip(parts, others).allSatisfy { $0.covers($1) }
    case (.binary(.cons, let head, let tail), .binary(.cons, let other, let others)):
      head.covers(other) && tail.covers(others)
    default: self == other
    }
  }
}

// MARK: Operators

extension KnownValue {
  var negated: KnownValue {
    switch self {
    case .integer(let value) where value != .min: .integer(-value)
    case .float(let value): .float(-value)
    default: .unknown
    }
  }

  /// `not x` and `!x`.
  var opposite: KnownValue {
    guard let truth else { return .unknown }
    return isHidden ? .hidden(!truth) : .bool(!truth)
  }

  /// Of operators that evaluate both sides.
  init(_ operation: ElixirBinaryOperator, _ left: KnownValue, _ right: KnownValue) {
    self = .unknown
    switch operation {
    case .add: self = Self.whole(left, right) { $0.addingReportingOverflow($1) }
    case .subtract: self = Self.whole(left, right) { $0.subtractingReportingOverflow($1) }
    case .multiply: self = Self.whole(left, right) { $0.multipliedReportingOverflow(by: $1) }
    case .equal: if let same = left.equals(right) { self = .bool(same) }
    case .notEqual: if let same = left.equals(right) { self = .bool(!same) }
    case .less: self = Self.ordered(left, right, <)
    case .lessOrEqual: self = Self.ordered(left, right, <=)
    case .greater: self = Self.ordered(left, right, >)
    case .greaterOrEqual: self = Self.ordered(left, right, >=)
    case .concatLists:
      guard case .list(let parts, false, _) = left, !parts.isEmpty else { return }
      // A list that is put behind itself again and again would be long.
      if case .list(let others, let isOpen, _) = right, parts.count + others.count < 20 {
        self = .list(parts + others, isOpen: isOpen)
      } else {
        self = .list(parts, isOpen: true)
      }
    case .in: if let isMember = left.isMember(of: right) { self = .bool(isMember) }
    case .notIn: if let isMember = left.isMember(of: right) { self = .bool(!isMember) }
    default: break
    }
  }

  /// `div(left, right)` and `rem(left, right)`.
  init(quotient left: KnownValue, _ right: KnownValue, isRemainder: Bool) {
    self = Self.whole(left, right) {
      isRemainder
        ? $0.remainderReportingOverflow(dividingBy: $1) : $0.dividedReportingOverflow(by: $1)
    }
  }

  private static func whole(
    _ left: KnownValue, _ right: KnownValue,
    _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> KnownValue {
    guard case .integer(let left) = left, case .integer(let right) = right else { return .unknown }
    let (value, overflow) = operation(left, right)
    return overflow ? .unknown : .integer(value)
  }

  private static func ordered(
    _ left: KnownValue, _ right: KnownValue, _ isOrdered: (Double, Double) -> Bool
  ) -> KnownValue {
    guard let left = left.exactNumber, let right = right.exactNumber else { return .unknown }
    return .bool(isOrdered(left, right))
  }

  /// A number that a double holds as it is.
  private var exactNumber: Double? {
    switch self {
    case .integer(let value): Double(exactly: value)
    case .float(let value): value
    default: nil
    }
  }

  private static func areSame(_ text: String, _ other: String) -> Bool {
    text.utf8.elementsEqual(other.utf8)
  }

  /// `==`; of what has parts, where all is known.
  private func equals(_ other: KnownValue) -> Bool? {
    if case .integer(let left) = self, case .integer(let right) = other { return left == right }
    if let left = exactNumber, let right = other.exactNumber { return left == right }
    switch (self, other) {
    case (.atom(let left), .atom(let right)), (.string(let left), .string(let right)):
      return Self.areSame(left, right)
    case (.atom, .integer), (.atom, .float), (.atom, .string), (.integer, .atom),
      (.integer, .string), (.float, .atom), (.float, .string), (.string, .atom),
      (.string, .integer), (.string, .float):
      return false
    case (.tuple(let left, true), .tuple(let right, true)),
      (.list(let left, _, true), .list(let right, _, true)):
      guard left.count == right.count else { return false }
      let same = zip(left, right).map { $0.equals($1) }
      return same.contains(false) ? false : same.contains(nil) ? nil : true
    default: return nil
    }
  }

  private func isMember(of list: KnownValue) -> Bool? {
    guard case .list(let parts, false, _) = list else { return nil }
    var result: Bool? = false
    for part in parts {
      switch equals(part) {
      // `in` asks by `===`, which tells `1` from `1.0`.
      case true?: return self == part ? true : nil
      case nil: result = nil
      case false?: break
      }
    }
    return result
  }
}
