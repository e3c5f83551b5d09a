import EctypeModel

extension BodyTranslation {
  mutating func expression(_ value: Expression) -> ElixirExpression {
    switch value.kind {
    case .literal(let literal):
      return value.type == .decimal
        ? ElixirExpression(literal, type: .decimal) : ElixirExpression(literal)
    case .interpolation(let segments): return interpolation(segments)
    case .local(let local): return variable(local)
    case .property(let base, let name): return .field(expression(base), name.elixir)
    case .option(let base, let key):
      let target = expression(base)
      return holdsOptions(base) ? .access(target, .atom(key)) : .field(target, key)
    case .element(let base, let key): return .access(expression(base), expression(key))
    case .list(let values): return list(values)
    case .tuple(let values): return .tuple(values.map { expression($0).asOperand })
    case .keywords(let pairs): return .keywords(keywords(pairs))
    case .map(let entries): return map(entries)
    case .structure(let id, let pairs):
      return .map(struct: structure(id, at: value.span), keywords(pairs).map { .keyword($0) })
    case .unary(let operation, let operand): return unary(operation, operand)
    case .binary(let operation, let left, let right):
      let whole = binary(operation, left, right)
      guard case .binary(let symbol, let first, let second) = whole else { return whole }
      return .binary(symbol, first.asOperand, second.asOperand)
    case .conditional(let condition, let then, let otherwise):
      let branches = [
        ElixirKeyword("do", expression(then)), ElixirKeyword("else", expression(otherwise)),
      ]
      return .parenthesizedCall("if", [expression(condition)], branches)
    case .sigil(let name, let text):
      return ElixirExpression(Literal.sigil(letter: name, text: text))
    case .cons(let heads, let tail): return cons(heads, tail)
    case .range(let lower, let upper, let isClosed): return range(lower, upper, isClosed)
    case .mapUpdate(let base, let entries):
      guard case .map(_, _, let translated) = map(entries) else { return .nil }
      return .map(update: expression(base), translated)
    case .if(let choice):
      var before: [ElixirStatement] = []
      let translated = conditional(choice, Flow(end: .nothing), &before)
      return before.isEmpty ? translated : .block(before + [.expression(translated)])
    case .switch(let choice): return self.choice(choice, Flow(end: .nothing))
    case .chain(let base, let local, let inner): return chain(base, local, inner)
    case .closure(let closure): return self.closure(closure)
    case .reference(let callee, let arity): return reference(callee, arity)
    case .standardReference(let function): return reference(function)
    case .apply(let function, let arguments):
      return .call(
        ElixirCall(target: .value(expression(function)), "", arguments.map { expression($0) }))
    case .call, .changeset, .query, .standard: return pipeline(value)
    case .from(let from): return self.from(from)
    case .dynamic(let dynamic): return self.dynamic(dynamic)
    case .module(let module): return aliases.expression(module)
    case .schema(let id): return structName(id)
    }
  }

  private mutating func cons(_ heads: [Expression], _ tail: Expression) -> ElixirExpression {
    var elements: [ElixirExpression] = []
    for head in heads { elements.append(expression(head)) }
    guard let last = elements.popLast() else { return expression(tail) }
    return .list(elements + [.binary(.cons, last, expression(tail))])
  }

  /// One that would go down is empty, as in Swift: Elixir needs the step to know.
  private mutating func range(
    _ lower: Expression, _ upper: Expression, _ isClosed: Bool
  ) -> ElixirExpression {
    if case .literal(let from) = lower.kind, case .literal(let to) = upper.kind,
      case .integer = from, case .integer = to
    {
      return Self.range(from, to, isClosed: isClosed)
    }
    var end = expression(upper)
    if !isClosed {
      if case .literal(.integer(let digits)) = upper.kind, let value = Int(digits) {
        end = .integer(value - 1)
      } else {
        end = end.before
      }
    }
    return .binary(.step, .binary(.range, expression(lower), end), .integer(1))
  }

  /// `user && user.name`; of what may be `false`, `case`.
  private mutating func chain(
    _ base: Expression, _ local: Local, _ inner: Expression
  ) -> ElixirExpression {
    if case .local = base.kind, !base.type.unwrapped.mayBeFalse {
      return .binary(.doubleAmpersand, expression(base), expression(inner))
    }
    return .choice(
      of: expression(base),
      [
        ElixirClause([.nil], [.expression(.nil)]),
        ElixirClause([variable(local)], [.expression(expression(inner))]),
      ])
  }

  private mutating func reference(_ callee: Call.Callee, _ arity: Int) -> ElixirExpression {
    switch callee {
    case .local(let name): return .functionReference(nil, name.elixir, arity: arity)
    case .function(let module, let name):
      return module == self.module
        ? .functionReference(nil, name.elixir, arity: arity)
        : .functionReference(aliases.expression(module), name.elixir, arity: arity)
    case .schema(let id, let name):
      let module = program[id].module
      return module == self.module
        ? .functionReference(nil, name.elixir, arity: arity)
        : .functionReference(aliases.expression(module), name.elixir, arity: arity)
    case .repository(let module, let name):
      return .functionReference(aliases.expression(module), name, arity: arity)
    }
  }

  mutating func keywords(_ pairs: [Labeled]) -> [ElixirKeyword] {
    var result: [ElixirKeyword] = []
    for pair in pairs { result.append(ElixirKeyword(pair.key, expression(pair.value))) }
    return result
  }

  /// `__MODULE__` in its own module, an alias elsewhere.
  mutating func structName(_ id: SchemaID) -> ElixirExpression {
    let schema = program[id].module
    return schema == module ? .variable("__MODULE__") : aliases.expression(schema)
  }

  private mutating func interpolation(_ segments: [StringSegment]) -> ElixirExpression {
    var parts: [ElixirStringPart] = []
    for segment in segments {
      switch segment {
      case .text(let text): parts.append(.text(text))
      case .value(let value): parts.append(.interpolation(expression(value)))
      }
    }
    return .string(parts)
  }

  /// A keyword list at the end is written without brackets of its own.
  private mutating func list(_ values: [Expression]) -> ElixirExpression {
    if let last = values.last, case .keywords(let pairs) = last.kind, !pairs.isEmpty {
      var elements: [ElixirExpression] = []
      for value in values.dropLast() { elements.append(expression(value).asOperand) }
      return .list(elements, keywords(pairs))
    }
    var elements: [ElixirExpression] = []
    for value in values { elements.append(expression(value).asOperand) }
    return .list(elements)
  }

  private mutating func map(_ entries: [MapEntry]) -> ElixirExpression {
    var result: [ElixirMapEntry] = []
    for entry in entries {
      if case .literal(.atom(let name)) = entry.key.kind {
        result.append(.keyword(ElixirKeyword(name, expression(entry.value))))
      } else {
        result.append(.pair(expression(entry.key), expression(entry.value)))
      }
    }
    return .map(result)
  }

  // MARK: Operators

  private mutating func unary(_ operation: UnaryOperator, _ operand: Expression) -> ElixirExpression
  {
    switch operation {
    case .negate:
      if operand.type == .decimal { return .remote("Decimal", "negate", [expression(operand)]) }
      return .unary(.minus, expression(operand))
    case .not:
      // `not` wants a boolean; a value without a type may be anything.
      if operand.type == .any { return .unary(.bang, expression(operand)) }
      if case .binary(.equal, let left, let right) = operand.kind {
        return binary(.notEqual, left, right)
      }
      return expression(operand).negated
    }
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ElixirExpression {
    switch operation {
    case .equal, .notEqual: return equality(operation, left, right)
    case .coalesce: return coalesce(left, right)
    case .remainder: return imported(.kernel, "rem", [expression(left), expression(right)])
    case _ where operation.isArithmetic && left.type == .decimal && right.type == .decimal:
      let names: [BinaryOperator: String] = [.add: "add", .subtract: "sub", .multiply: "mult"]
      return .remote("Decimal", names[operation] ?? "div", [expression(left), expression(right)])
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard let module = Self.comparer(of: left.type) else {
        return .binary(Self.symbol(operation), expression(left), expression(right))
      }
      let order = ElixirExpression.remote(
        module, "compare", [expression(left), expression(right)])
      let (symbol, value): (ElixirBinaryOperator, String) =
        switch operation {
        case .less: (.equal, "lt")
        case .greater: (.equal, "gt")
        case .lessOrEqual: (.notEqual, "gt")
        default: (.notEqual, "lt")
        }
      return .binary(symbol, order, .atom(value))
    case .divide where left.type == .integer && right.type == .integer:
      return .call("div", [expression(left), expression(right)])
    case .and, .or:
      let isLoose = left.type == .any
      let symbol: ElixirBinaryOperator =
        operation == .and ? (isLoose ? .doubleAmpersand : .and) : (isLoose ? .doubleBar : .or)
      return .binary(symbol, expression(left), expression(right))
    case _ where operation.isArithmetic && left.type == .float && right.type == .float:
      return floats(operation, left, right)
    case .contained:
      let operands = [expression(left), expression(right)]
      return filled(Template.parse("$0 in $1"), with: operands, of: [left, right])
    case .add where left.type == .integer && right.type == .integer:
      return .binary(.add, expression(left), expression(right)).fromTheLeft
    default:
      return .binary(Self.symbol(operation), expression(left), expression(right))
    }
  }

  /// A quotient is a float by itself, and so is what a float has a part in.
  private mutating func floats(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ElixirExpression {
    let first = left.convertedInteger
    let second = first == nil || operation == .divide ? right.convertedInteger : nil
    return .binary(Self.symbol(operation), expression(first ?? left), expression(second ?? right))
  }

  private static func symbol(_ operation: BinaryOperator) -> ElixirBinaryOperator {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .and: .and
    case .or, .coalesce: .or
    case .concatenate: .concatStrings
    case .append: .concatLists
    case .remove: .subtractLists
    case .contained: .in
    case .remainder: .divide
    }
  }

  /// `==` of structs compares their fields: decimals and calendar values are compared by their modules.
  private mutating func equality(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ElixirExpression {
    let isEqual = operation == .equal
    if right.isNull {
      if let test = succeeds(left) { return isEqual ? .unary(.not, test) : test }
      let value = expression(left)
      return isEqual ? .call("is_nil", [value]) : .binary(.notEqual, value, .nil)
    }
    guard left.type.isEqualByModule(to: right.type) else {
      return .binary(isEqual ? .equal : .notEqual, expression(left), expression(right))
    }
    return equality(isEqual, left, right)
  }

  /// By the values' module, which takes no nil.
  private mutating func equality(
    _ isEqual: Bool, _ left: Expression, _ right: Expression
  ) -> ElixirExpression {
    let (a, b) = (expression(left), expression(right))
    func test(_ a: ElixirExpression, _ b: ElixirExpression) -> ElixirExpression {
      guard let module = Self.comparer(of: left.type.unwrapped), module != "Decimal" else {
        let test = ElixirExpression.remote("Decimal", "equal?", [a, b])
        return isEqual ? test : .unary(.not, test)
      }
      return .binary(
        isEqual ? .equal : .notEqual, .remote(module, "compare", [a, b]), .atom("eq"))
    }
    func plain(_ a: ElixirExpression, _ b: ElixirExpression) -> ElixirExpression {
      .binary(isEqual ? .equal : .notEqual, a, b)
    }
    let optional = [(left, a), (right, b)].filter { $0.0.type.isOptional }
    guard let (_, first) = optional.first else { return test(a, b) }
    // Each side is asked for once, whatever the other is.
    guard [left, right].allSatisfy({ $0.type.isOptional ? $0.isPath : !$0.mustRun }) else {
      let (one, other) = (fresh("value1"), fresh("value2"))
      return .choice(
        of: .tuple([a, b]),
        [
          ElixirClause(
            [.tuple([one, other])],
            when: .binary(.or, .call("is_nil", [one]), .call("is_nil", [other])),
            [.expression(plain(one, other))]),
          ElixirClause([.tuple([one, other])], [.expression(test(one, other))]),
        ])
    }
    guard optional.count == 1 else {
      return .parenthesizedCall(
        "if", [.binary(.doubleAmpersand, a, b)],
        [ElixirKeyword("do", test(a, b)), ElixirKeyword("else", plain(a, b))])
    }
    return isEqual
      ? .binary(.and, .binary(.notEqual, first, .nil), test(a, b))
      : .binary(.or, .call("is_nil", [first]), test(a, b))
  }

  static func comparer(of type: ValueType) -> String? {
    switch type {
    case .decimal: "Decimal"
    case .date: "Date"
    case .time: "Time"
    case .naiveDateTime: "NaiveDateTime"
    case .utcDateTime: "DateTime"
    default: nil
    }
  }

  /// `a ?? b`: not `||` where `false` is a value, which that takes for absent.
  private mutating func coalesce(_ left: Expression, _ right: Expression) -> ElixirExpression {
    if case .element(let map, let key) = left.kind, case .map(_, let value) = map.type,
      !value.isOptional, value != .any, !right.mustRun
    {
      return .remote("Map", "get", [expression(map), expression(key), expression(right)])
    }
    // `user?.name ?? "nobody"` asks once.
    if case .chain(let base, let local, let inner) = left.kind, !inner.type.isOptional,
      inner.type != .any
    {
      if case .local = base.kind, !base.type.unwrapped.mayBeFalse {
        return .parenthesizedCall(
          "if", [expression(base)],
          [ElixirKeyword("do", expression(inner)), ElixirKeyword("else", expression(right))])
      }
      return present(expression(base), variable(local), expression(inner), or: expression(right))
    }
    if let attempt = attempt(left) {
      return attempt.choice(
        attempt.pattern, [.expression(attempt.value)], or: [.expression(expression(right))])
    }
    // Of what is never `false`, `||` asks for nil alone.
    if !left.type.unwrapped.mayBeFalse {
      let (first, rest) = (expression(left), expression(right))
      if left.isMapped, let choice = first.replacingNil(by: rest) { return choice }
      guard case .binary(.doubleBar, let second, let last) = rest else {
        return .binary(.doubleBar, first, rest)
      }
      return .binary(.doubleBar, .binary(.doubleBar, first, second), last)
    }
    return present(expression(left), fresh("value"), fresh("value"), or: expression(right))
  }

  /// `case a do nil -> b; value -> value end`
  private func present(
    _ subject: ElixirExpression, _ name: ElixirExpression, _ value: ElixirExpression,
    or other: ElixirExpression
  ) -> ElixirExpression {
    .choice(
      of: subject,
      [
        ElixirClause([.nil], [.expression(other)]), ElixirClause([name], [.expression(value)]),
      ])
  }
}

extension Expression {
  /// A variable, or a field of one: asking twice costs nothing.
  fileprivate var isPath: Bool {
    switch kind {
    case .local: true
    case .property(let base, _): base.isPath
    default: false
    }
  }
}

extension BinaryOperator {
  fileprivate var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: true
    default: false
    }
  }
}

extension ElixirExpression {
  /// `a + (b + c)` of whole numbers is `a + b + c`.
  fileprivate var fromTheLeft: ElixirExpression {
    guard case .binary(.add, let first, .binary(let operation, let second, let third)) = self,
      operation == .add || operation == .subtract
    else { return self }
    return .binary(operation, ElixirExpression.binary(.add, first, second).fromTheLeft, third)
  }

  /// The whole number before it: `n - 2` of `n - 1`.
  fileprivate var before: ElixirExpression {
    if case .binary(.add, let base, .number("1")) = self { return base }
    guard case .binary(.subtract, let base, .number(let digits)) = self, let less = Int(digits)
    else { return .binary(.subtract, self, .integer(1)) }
    return .binary(.subtract, base, .integer(less + 1))
  }

  /// `not a`, or the operator that says the same.
  var negated: ElixirExpression {
    switch self {
    case .binary(.equal, let left, let right): .binary(.notEqual, left, right)
    case .binary(.notEqual, let left, .nil): .call("is_nil", [left])
    case .binary(.notEqual, let left, let right): .binary(.equal, left, right)
    case .call(let call) where call.target == .local && call.name == "is_nil":
      .binary(.notEqual, call.arguments[0], .nil)
    case .binary(.less, let left, let right): .binary(.greaterOrEqual, left, right)
    case .binary(.lessOrEqual, let left, let right): .binary(.greater, left, right)
    case .binary(.greater, let left, let right): .binary(.lessOrEqual, left, right)
    case .binary(.greaterOrEqual, let left, let right): .binary(.less, left, right)
    case .binary(.in, let left, let right): .binary(.notIn, left, right)
    case .binary(.notIn, let left, let right): .binary(.in, left, right)
    case .unary(.not, let inner): inner
    case .true: .false
    case .false: .true
    default: .unary(.not, self)
    }
  }
}
