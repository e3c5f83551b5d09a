#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// A `:decimal`, which Jason writes as a JSON string. The text is kept exactly ("12.30" stays "12.30");
/// equality, hashing and order are numeric and exact at any size (1.0 == 1.00, -0 == 0).
public nonisolated struct DecimalString: Sendable {
  /// The number as it was written.
  public let text: String

  /// The decimal that a text is, in the grammar of Elixir's `Decimal.parse/1`; nil for other text, for
  /// infinities and NaN, and for exponents beyond 2^40. (`DecimalString("1.5")` with a literal is the
  /// literal, which is checked at run time only.)
  public init?(_ text: String) {
    guard DecimalLiteral(text) != nil else { return nil }
    self.text = text
  }

  /// A decimal of an integer.
  public init(_ value: Int) { text = value.description }

  /// A decimal of Foundation's, which must be a number.
  public init?(_ value: Decimal) {
    guard !value.isNaN else { return nil }
    self.init(value.description)
  }

  /// What Ecto casts a float to: its text in Erlang, which has a digit behind the point ("100.0") except
  /// before an exponent ("1e22").
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let text = FloatText.text(value).replacingBytes(of: ".0e", with: "e")
    guard let literal = DecimalLiteral(text) else { return nil }
    self.init(literal: literal)
  }

  /// The decimal in the text that `Decimal.to_string/1` writes.
  init(literal: DecimalLiteral) { text = literal.text }

  /// Foundation's decimal, nil where it cannot hold the number exactly.
  public var decimal: Decimal? {
    guard let value = Decimal(string: DecimalLiteral(text)?.text ?? "") else { return nil }
    guard let back = DecimalString(value), back == self else { return nil }
    return value
  }

  var number: DecimalNumber {
    DecimalLiteral(text).map(DecimalNumber.init)
      ?? DecimalNumber(negative: false, coefficient: [], exponent: 0)
  }
}

nonisolated extension DecimalString: Hashable, Comparable {
  /// Numeric equality.
  public static func == (a: Self, b: Self) -> Bool {
    sameBytes(a.text, b.text) || a.number == b.number
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
  /// Numeric order.
  public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}

nonisolated extension DecimalString: Codable {
  /// Decodes a JSON string, or a JSON number: of a number the decoder gives the value only, so the text
  /// is that value's own.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let decoded: DecimalString?
    if let text = try? container.decode(String.self) {
      decoded = DecimalString(text)
    } else if let integer = try? container.decode(Int.self) {
      decoded = DecimalString(integer)
    } else {
      decoded = DecimalString(try container.decode(Decimal.self))
    }
    guard let decoded else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a decimal")
    }
    self = decoded
  }

  /// Encodes a JSON string, as Jason does.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

nonisolated extension DecimalString: CustomStringConvertible, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral
{
  /// The number as it was written.
  public var description: String { text }

  public init(integerLiteral value: Int) { self.init(value) }

  /// A decimal written in source; text that is none stops the program.
  public init(stringLiteral value: String) {
    guard DecimalLiteral(value) != nil else { preconditionFailure("not a decimal: \(value)") }
    text = value
  }
}

nonisolated extension DecimalString: CastValueConvertible {
  public var castValue: CastValue { .decimal(self) }
}
