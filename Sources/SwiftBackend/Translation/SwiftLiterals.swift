import EctypeModel

/// A constant of the source in Swift.
enum SwiftLiterals {
  /// The constant as a value of a model's property; nil where Swift has no literal for it.
  ///
  /// - Parameter written: the property's type without its optionality.
  static func property(
    _ literal: Literal, _ type: FieldType, _ dates: SwiftSettings.Dates, _ translator: Translator,
    isOptional: Bool, written: SwiftType
  ) -> SwiftExpression? {
    let value = property(literal, type, dates, translator)
    // `.none` of an optional would be nil.
    guard isOptional, case .implicitMember(let name)? = value, name == "none" || name == "some"
    else { return value }
    return .member(.type(written), name)
  }

  private static func property(
    _ literal: Literal, _ type: FieldType, _ dates: SwiftSettings.Dates, _ translator: Translator
  ) -> SwiftExpression? {
    switch (literal, type) {
    case (.null, _): .nil
    case (.bool(let value), .boolean): .boolean(value)
    case (.integer(let digits), .integer), (.integer(let digits), .id),
      (.integer(let digits), .float), (.integer(let digits), .decimal):
      Int(digits).map(SwiftExpression.integer)
    case (.float(let text), .float): Double(text).map(SwiftExpression.float)
    case (.float(let text), .decimal), (.string(let text), .decimal): .string(text)
    case (.string(let text), .string), (.string(let text), .binary): .string(text)
    case (.string(let text), .date), (.string(let text), .time), (.string(let text), .duration),
      (.string(let text), .uuid), (.string(let text), .binaryID):
      .string(text)
    // Foundation's have no literal.
    case (.string(let text), .naiveDateTime), (.string(let text), .utcDateTime):
      dates == .text ? .string(text) : nil
    case (.atom(let name), .enumeration(let id)), (.string(let name), .enumeration(let id)):
      enumCase(name, id, translator)
    case (.list(let elements), .array(let element)):
      all(elements) { property($0, element, dates, translator) }.map(SwiftExpression.array)
    case (.map(let entries), .mapOf(let value)):
      dictionary(entries, value: { property($0, value, dates, translator) })
    case (.map(let entries), .dictionary(let key, let value)):
      dictionary(
        entries, key: { property(.string($0), key, dates, translator) },
        value: { property($0, value, dates, translator) })
    case (.map(let entries), .map): dictionary(entries, value: json)
    case (_, .any): json(literal)
    default: nil
    }
  }

  private static func enumCase(
    _ name: String, _ id: EnumerationID, _ translator: Translator
  ) -> SwiftExpression? {
    if translator.program[id].swift.isSkipped { return .string(name) }
    return translator.program[id].cases.firstIndex { $0.name.elixir == name }
      .map { .implicitMember(translator.names.cases(of: id)[$0]) }
  }

  /// The constant as a `JSONValue`.
  private static func json(_ literal: Literal) -> SwiftExpression? {
    switch literal {
    case .null: .nil
    case .bool(let value): .boolean(value)
    case .integer(let digits): Int(digits).map(SwiftExpression.integer)
    case .float(let text): Double(text).map(SwiftExpression.float)
    case .string(let text), .atom(let text), .sigil(_, let text): .string(text)
    case .list(let elements): all(elements, json).map(SwiftExpression.array)
    case .map(let entries): dictionary(entries, value: json)
    }
  }

  /// The constant as a `CastValue` of a field; without a type as it stands in a validator's options.
  static func castValue(_ literal: Literal, _ type: FieldType?) -> SwiftExpression? {
    switch (literal, type) {
    case (.null, _): .implicitMember("null")
    case (.bool(let value), _): .boolean(value)
    case (.integer(let text), .decimal), (.float(let text), .decimal),
      (.string(let text), .decimal):
      wrapped("decimal", .string(text))
    case (.integer(let digits), .float): Double(digits).map(SwiftExpression.float)
    case (.integer(let digits), _):
      Int(digits).map(SwiftExpression.integer) ?? wrapped("bigInt", .string(digits))
    case (.float(let text), _): Double(text).map(SwiftExpression.float)
    case (.atom(let name), _), (.string(let name), .enumeration): wrapped("atom", .string(name))
    case (.string(let text), .date): wrapped("date", .string(text))
    case (.string(let text), .time): wrapped("time", .string(text))
    case (.string(let text), .naiveDateTime): wrapped("naiveDateTime", .string(text))
    case (.string(let text), .utcDateTime): wrapped("utcDateTime", .string(text))
    case (.string(let text), _), (.sigil(_, let text), _): .string(text)
    case (.list(let elements), .array(let element)):
      all(elements) { castValue($0, element) }.map(SwiftExpression.array)
    case (.list(let elements), _):
      all(elements) { castValue($0, nil) }.map(SwiftExpression.array)
    case (.map(let entries), .mapOf(let value)),
      (.map(let entries), .dictionary(_, let value)):
      dictionary(entries, value: { castValue($0, value) }).map { wrapped("map", $0) }
    case (.map(let entries), _):
      dictionary(entries, value: json).map { wrapped("json", wrapped("object", $0)) }
    }
  }

  /// `.decimal("1.5")`
  static func wrapped(_ name: String, _ value: SwiftExpression) -> SwiftExpression {
    .call(.implicitMember(name), [SwiftArgument(value)])
  }

  private static func all(
    _ literals: [Literal], _ translate: (Literal) -> SwiftExpression?
  ) -> [SwiftExpression]? {
    let result = literals.compactMap(translate)
    return result.count == literals.count ? result : nil
  }

  private static func dictionary(
    _ entries: [Literal.MapEntry], key: (String) -> SwiftExpression? = { .string($0) },
    value: (Literal) -> SwiftExpression?
  ) -> SwiftExpression? {
    var pairs: [(key: SwiftExpression, value: SwiftExpression)] = []
    for entry in entries {
      switch entry.key {
      case .string(let text), .atom(let text):
        guard let key = key(text), let value = value(entry.value) else { return nil }
        pairs.append((key, value))
      default: return nil
      }
    }
    return .dictionary(pairs)
  }
}
