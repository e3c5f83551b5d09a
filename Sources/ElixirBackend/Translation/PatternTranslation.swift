import EctypeModel

/// The names of what a guard asks about in one pattern.
private struct AskedNames {
  /// What the pattern binds: a value that is asked about is not called so.
  let bound: Set<String>
  var count = 0
}

/// A pattern, and what a guard must ask besides.
struct TranslatedPattern {
  var expression: ElixirExpression
  var conditions: [ElixirExpression] = []
}

extension BodyTranslation {
  /// - Parameter subject: what is matched, where that is known: a value that a guard asks about has its name.
  mutating func pattern(_ pattern: Pattern, of subject: Expression? = nil) -> TranslatedPattern {
    var names = AskedNames(bound: Set(pattern.locals.map { name(of: $0) }))
    return self.pattern(pattern, of: subject, &names)
  }

  /// What a `case` calls its subject where it asks about it.
  func name(for subject: Expression) -> ElixirExpression { ownName(of: subject) ?? fresh("value") }

  private func ownName(of subject: Expression?) -> ElixirExpression? {
    switch subject?.kind {
    case .local(let local): variable(local)
    case .property(_, let name)
    where !names.contains(name.elixir) && !NameRules.isElixirReserved(name.elixir):
      .variable(name.elixir)
    default: nil
    }
  }

  private mutating func pattern(
    _ pattern: Pattern, of subject: Expression? = nil, _ names: inout AskedNames
  ) -> TranslatedPattern {
    switch pattern {
    case .wildcard: return TranslatedPattern(expression: .variable("_"))
    case .bind(let local):
      let name = name(of: local)
      return TranslatedPattern(
        expression: .variable(reads.contains(local.id) ? name : "_" + name))
    case .literal(.float(let digits)):
      // A float in a pattern is compared by a guard: Elixir tells 0.0 from -0.0.
      return asked(subject, &names) { .binary(.equal, $0, ElixirExpression(.float(digits))) }
    case .literal(let literal):
      return TranslatedPattern(expression: ElixirExpression(literal))
    case .equal(let value):
      if case .local(let local) = value.kind {
        return TranslatedPattern(expression: .unary(.pin, variable(local)))
      }
      let value = expression(value)
      return asked(subject, &names) { .binary(.equal, $0, value) }
    case .range(let lower, let upper, let isClosed):
      let range = Self.range(lower, upper, isClosed: isClosed)
      return asked(subject, &names) { .binary(.in, $0, range) }
    case .present(let inner):
      var translated = self.pattern(inner, &names)
      if case .variable(let name) = translated.expression {
        if name.hasPrefix("_") { translated.expression = freshName(&names) }
        translated.conditions.insert(
          .unary(.not, .call("is_nil", [translated.expression])), at: 0)
      }
      return translated
    case .tuple(let parts):
      var subjects: [Expression?] = []
      if case .tuple(let values)? = subject?.kind, values.count == parts.count { subjects = values }
      return combined(parts, of: subjects, &names) { .tuple($0) }
    case .list(let parts, let rest):
      guard let rest else { return combined(parts, &names) { .list($0) } }
      return combined(parts + [rest], &names) { translated in
        let heads = translated.dropLast()
        guard let last = heads.last, let tail = translated.last else { return .list(translated) }
        return .list(heads.dropLast() + [.binary(.cons, last, tail)])
      }
    case .map(let entries):
      return combined(entries.map(\.value), &names) { values in
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
      let name = structure(id, at: function.origin.span)
      return combined(fields.map(\.value), &names) { values in
        .map(
          struct: name,
          zip(fields, values).map { .keyword(ElixirKeyword($0.field, $1)) })
      }
    }
  }

  private mutating func combined(
    _ parts: [Pattern], of subjects: [Expression?] = [], _ names: inout AskedNames,
    _ make: ([ElixirExpression]) -> ElixirExpression
  ) -> TranslatedPattern {
    var expressions: [ElixirExpression] = []
    var conditions: [ElixirExpression] = []
    for (index, part) in parts.enumerated() {
      let subject = index < subjects.count ? subjects[index] : nil
      let translated = pattern(part, of: subject, &names)
      expressions.append(translated.expression)
      conditions += translated.conditions
    }
    return TranslatedPattern(expression: make(expressions), conditions: conditions)
  }

  /// A variable of its own that the guard asks about.
  private func asked(
    _ subject: Expression?, _ names: inout AskedNames,
    _ condition: (ElixirExpression) -> ElixirExpression
  ) -> TranslatedPattern {
    var own = ownName(of: subject)
    if case .variable(let name)? = own, names.bound.contains(name) { own = nil }
    let name = own ?? freshName(&names)
    return TranslatedPattern(expression: name, conditions: [condition(name)])
  }

  private func freshName(_ names: inout AskedNames) -> ElixirExpression {
    names.count += 1
    return fresh(names.count == 1 ? "value" : "value\(names.count)")
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
