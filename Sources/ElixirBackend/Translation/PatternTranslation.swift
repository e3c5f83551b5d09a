import EctypeModel

/// A pattern, and what a guard must ask besides.
struct TranslatedPattern {
  var expression: ElixirExpression
  var conditions: [ElixirExpression] = []
}

extension BodyTranslation {
  mutating func pattern(_ pattern: Pattern) -> TranslatedPattern {
    var count = 0
    return self.pattern(pattern, &count)
  }

  private mutating func pattern(_ pattern: Pattern, _ count: inout Int) -> TranslatedPattern {
    switch pattern {
    case .wildcard: return TranslatedPattern(expression: .variable("_"))
    case .bind(let local):
      let name = local.name.elixir
      return TranslatedPattern(
        expression: .variable(reads.contains(local.id) ? name : "_" + name))
    case .literal(.float(let digits)):
      // A float in a pattern is compared by a guard: Elixir tells 0.0 from -0.0.
      return asked(&count) { .binary(.equal, $0, ElixirExpression(.float(digits))) }
    case .literal(let literal):
      return TranslatedPattern(expression: ElixirExpression(literal))
    case .equal(let value):
      if case .local(let local) = value.kind {
        return TranslatedPattern(expression: .unary(.pin, variable(local)))
      }
      let value = expression(value)
      return asked(&count) { .binary(.equal, $0, value) }
    case .range(let lower, let upper, let isClosed):
      let range = Self.range(lower, upper, isClosed: isClosed)
      return asked(&count) { .binary(.in, $0, range) }
    case .present(let inner):
      var translated = self.pattern(inner, &count)
      if case .variable(let name) = translated.expression {
        if name.hasPrefix("_") { translated.expression = freshName(&count) }
        translated.conditions.insert(
          .unary(.not, .call("is_nil", [translated.expression])), at: 0)
      }
      return translated
    case .tuple(let parts): return combined(parts, &count) { .tuple($0) }
    case .list(let parts, let rest):
      guard let rest else { return combined(parts, &count) { .list($0) } }
      return combined(parts + [rest], &count) { translated in
        let heads = translated.dropLast()
        guard let last = heads.last, let tail = translated.last else { return .list(translated) }
        return .list(heads.dropLast() + [.binary(.cons, last, tail)])
      }
    case .map(let entries):
      return combined(entries.map(\.value), &count) { values in
        .map(
          zip(entries, values).map { entry, value in
            if case .atom(let name) = entry.key {
              .keyword(ElixirKeyword(name, value))
            } else {
              .pair(ElixirExpression(entry.key), value)
            }
          })
      }
    case .structure(let id, let fields):
      let name = structName(id)
      return combined(fields.map(\.value), &count) { values in
        .map(
          struct: name,
          zip(fields, values).map { .keyword(ElixirKeyword($0.field, $1)) })
      }
    }
  }

  private mutating func combined(
    _ parts: [Pattern], _ count: inout Int, _ make: ([ElixirExpression]) -> ElixirExpression
  ) -> TranslatedPattern {
    var expressions: [ElixirExpression] = []
    var conditions: [ElixirExpression] = []
    for part in parts {
      let translated = pattern(part, &count)
      expressions.append(translated.expression)
      conditions += translated.conditions
    }
    return TranslatedPattern(expression: make(expressions), conditions: conditions)
  }

  /// A variable of its own that the guard asks about.
  private func asked(
    _ count: inout Int, _ condition: (ElixirExpression) -> ElixirExpression
  ) -> TranslatedPattern {
    let name = freshName(&count)
    return TranslatedPattern(expression: name, conditions: [condition(name)])
  }

  private func freshName(_ count: inout Int) -> ElixirExpression {
    count += 1
    return fresh(count == 1 ? "value" : "value\(count)")
  }

  /// `1..5`; one that would go down is empty.
  static func range(_ lower: Literal, _ upper: Literal, isClosed: Bool) -> ElixirExpression {
    guard case .integer(let low) = lower, case .integer(let high) = upper, let from = Int(low),
      let end = Int(high)
    else { return .nil }
    let to = isClosed ? end : end - 1
    let range = ElixirExpression.binary(.range, .integer(from), .integer(to))
    return from <= to ? range : .binary(.step, range, .integer(1))
  }
}
