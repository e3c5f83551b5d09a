/// What the four calendar types have in common: they are JSON strings, written as Elixir writes them and with the
/// precision they were read with, and they are equal, hashed and ordered by what the text says.
public nonisolated protocol CalendarText: Hashable, Comparable, Sendable, Codable,
  LosslessStringConvertible,
  ExpressibleByStringLiteral, CastValueConvertible
{
  /// The text that Elixir writes, which is the one that came from the server.
  var text: String { get }
  /// The value of a text; nil if it is none.
  init?(_ text: String)
}

nonisolated extension CalendarText {
  /// A value written in source; text that is none stops the program.
  public init(stringLiteral text: String) {
    guard let value = Self(text) else { preconditionFailure("not a \(Self.self): \(text)") }
    self = value
  }

  /// The text.
  public var description: String { text }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a \(Self.self): \(text)")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
