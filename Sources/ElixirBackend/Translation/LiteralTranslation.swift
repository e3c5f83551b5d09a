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
    case .list(let values): self = .list(values.map { ElixirExpression($0) })
    case .map(let entries):
      self = .map(entries.map { .pair(ElixirExpression($0.key), ElixirExpression($0.value)) })
    }
  }

  /// A constant of a field: a decimal's text is a `Decimal`.
  init(_ literal: Literal, type: FieldType) {
    switch (type, literal) {
    case (.decimal, .string(let text)):
      self = .remote("Decimal", "new", [.string(text)])
    case (.array(let element), .list(let values)):
      self = .list(values.map { ElixirExpression($0, type: element) })
    case (.mapOf(let element), .map(let entries)):
      self = .map(
        entries.map { .pair(ElixirExpression($0.key), ElixirExpression($0.value, type: element)) })
    default: self.init(literal)
    }
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
