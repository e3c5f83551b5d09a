import EctypeModel

extension ElixirExpression {
  /// A constant where nothing but itself tells its type.
  init(_ literal: Literal) {
    switch literal {
    case .null: self = .nil
    case .bool(let value): self = .atom(value ? "true" : "false")
    case .integer(let digits): self = Self.signed(digits)
    case .float(let digits): self = Self.signed(Self.float(digits))
    case .string(let text): self = .string(text)
    case .atom(let name): self = .atom(name)
    case .sigil(let letter, let text): self = .sigil(name: letter, text: Self.spaced(text))
    case .list(let values): self = .list(values.map { ElixirExpression($0) })
    case .map(let entries):
      self = .map(entries.map { .pair(ElixirExpression($0.key), ElixirExpression($0.value)) })
    }
  }

  /// A constant of a field: a decimal's text is a `Decimal`, a date's a `Date`.
  init(_ literal: Literal, type: FieldType) {
    switch (type, literal) {
    case (.decimal, .string(let text)):
      self = .remote("Decimal", "new", [.string(text)])
    case (.date, .string(let text)): self = .sigil(name: "D", text: text)
    case (.time, .string(let text)): self = .sigil(name: "T", text: text)
    case (.naiveDateTime, .string(let text)): self = .sigil(name: "N", text: Self.spaced(text))
    case (.utcDateTime, .string(let text)): self = .sigil(name: "U", text: Self.spaced(text))
    case (.duration, .string(let text)):
      self = .remote("Duration", "from_iso8601!", [.string(text)])
    case (.array(let element), .list(let values)):
      self = .list(values.map { ElixirExpression($0, type: element) })
    case (.dictionary(_, let element), .map(let entries)):
      self = .map(
        entries.map { entry in
          var key = entry.key
          if case .atom(let name) = key { key = .string(name) }
          return .pair(ElixirExpression(key), ElixirExpression(entry.value, type: element))
        })
    case (.mapOf(let element), .map(let entries)):
      self = .map(
        entries.map { .pair(ElixirExpression($0.key), ElixirExpression($0.value, type: element)) })
    default: self.init(literal)
    }
  }

  /// `{Module, :function, arguments}`
  init(_ function: MFA) {
    self = .tuple([
      .alias(function.module.description), .atom(function.function),
      .list(function.arguments.map { ElixirExpression($0) }),
    ])
  }

  /// A date and a time as Elixir itself writes them.
  private static func spaced(_ text: String) -> String {
    text.contains(":") ? text.split(separator: "T").joined(separator: " ") : text
  }

  private static func signed(_ digits: String) -> ElixirExpression {
    digits.hasPrefix("-") ? .unary(.minus, .number(String(digits.dropFirst()))) : .number(digits)
  }

  /// `1e5` is no Elixir number: `1.0e5`.
  private static func float(_ digits: String) -> String {
    guard !digits.contains("."), let mark = digits.firstIndex(where: { $0 == "e" || $0 == "E" })
    else { return digits }
    return digits[..<mark] + ".0" + digits[mark...]
  }
}

extension ElixirKeyword {
  init(_ option: LiteralOption) { self.init(option.name, ElixirExpression(option.value)) }
}
