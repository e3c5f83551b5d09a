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
    case .tuple(let values): return .tuple(values.map { expression($0) })
    case .keywords(let pairs): return .keywords(keywords(pairs))
    case .map(let entries): return map(entries)
    case .structure(let id, let pairs):
      return .map(struct: structName(id), keywords(pairs).map { .keyword($0) })
    case .unary(let operation, let operand): return unary(operation, operand)
    case .binary(let operation, let left, let right): return binary(operation, left, right)
    case .conditional(let condition, let then, let otherwise):
      let branches = [
        ElixirKeyword("do", expression(then)), ElixirKeyword("else", expression(otherwise)),
      ]
      return .parenthesizedCall("if", [expression(condition)], branches)
    case .call, .changeset, .query: return pipeline(value)
    case .from(let from): return self.from(from)
    case .dynamic(let dynamic): return self.dynamic(dynamic)
    case .module(let module): return aliases.expression(module)
    case .schema(let id): return structName(id)
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
      for value in values.dropLast() { elements.append(expression(value)) }
      return .list(elements, keywords(pairs))
    }
    var elements: [ElixirExpression] = []
    for value in values { elements.append(expression(value)) }
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
    case .negate: return .unary(.minus, expression(operand))
    case .not:
      // `not` wants a boolean; a value without a type may be anything.
      if operand.type == .any { return .unary(.bang, expression(operand)) }
      if case .binary(.equal, let left, let right) = operand.kind {
        return binary(.notEqual, left, right)
      }
      return .unary(.not, expression(operand))
    }
  }

  private mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ElixirExpression {
    switch operation {
    case .equal, .notEqual: return equality(operation, left, right)
    case .coalesce: return coalesce(left, right)
    case .divide where left.type == .integer && right.type == .integer:
      return .call("div", [expression(left), expression(right)])
    case .and, .or:
      let isLoose = left.type == .any
      let symbol: ElixirBinaryOperator =
        operation == .and ? (isLoose ? .doubleAmpersand : .and) : (isLoose ? .doubleBar : .or)
      return .binary(symbol, expression(left), expression(right))
    default:
      return .binary(Self.symbol(operation), expression(left), expression(right))
    }
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
    }
  }

  /// `==` of structs compares their fields: decimals and calendar values are compared by their modules.
  private mutating func equality(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ElixirExpression {
    let isEqual = operation == .equal
    if right.isNull {
      let value = expression(left)
      return isEqual ? .call("is_nil", [value]) : .binary(.notEqual, value, .nil)
    }
    if !left.type.isOptional, !right.type.isOptional, let module = Self.comparer(of: left.type) {
      if module == "Decimal" {
        let test = ElixirExpression.remote(
          "Decimal", "equal?", [expression(left), expression(right)])
        return isEqual ? test : .unary(.not, test)
      }
      let order = ElixirExpression.remote(module, "compare", [expression(left), expression(right)])
      return .binary(isEqual ? .equal : .notEqual, order, .atom("eq"))
    }
    return .binary(isEqual ? .equal : .notEqual, expression(left), expression(right))
  }

  private static func comparer(of type: ValueType) -> String? {
    switch type {
    case .decimal: "Decimal"
    case .date: "Date"
    case .time: "Time"
    case .naiveDateTime: "NaiveDateTime"
    case .utcDateTime: "DateTime"
    default: nil
    }
  }

  /// `a ?? b`: never `||`, which takes `false` for absent.
  private mutating func coalesce(_ left: Expression, _ right: Expression) -> ElixirExpression {
    .call(
      "case", [expression(left)],
      blocks: [
        ElixirDoBlock(
          .do,
          clauses: [
            ElixirClause([.nil], [.expression(expression(right))]),
            ElixirClause([.variable("value")], [.expression(.variable("value"))]),
          ])
      ])
  }
}
