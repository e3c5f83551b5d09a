/// A constant of the source: a default, an option's value, a bound of a validator.
package indirect enum Literal: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Canonical digits with an optional sign.
  case integer(String)
  /// As written, canonical for Elixir: digits on both sides of the point.
  case float(String)
  case string(String)
  /// `:name`, or a case of an enumeration by its Elixir name.
  case atom(String)
  /// `~D[2026-01-02]`, where nothing but itself tells its type: a typed field holds the text alone.
  case sigil(letter: String, text: String)
  case list([Literal])
  /// String or atom keys in source order.
  case map([MapEntry])

  package struct MapEntry: Hashable, Sendable {
    package var key: Literal
    package var value: Literal
    package init(key: Literal, value: Literal) {
      self.key = key
      self.value = value
    }
  }

  /// Texts are the same by their bytes, as in Elixir: Swift takes "é" and "e" with an accent behind it for one.
  package static func == (left: Literal, right: Literal) -> Bool {
    func areSame(_ text: String, _ other: String) -> Bool { text.utf8.elementsEqual(other.utf8) }
    return switch (left, right) {
    case (.null, .null): true
    case (.bool(let value), .bool(let other)): value == other
    case (.integer(let digits), .integer(let others)), (.float(let digits), .float(let others)):
      digits == others
    case (.string(let text), .string(let other)), (.atom(let text), .atom(let other)):
      areSame(text, other)
    case (.sigil(let letter, let text), .sigil(let other, let otherText)):
      letter == other && areSame(text, otherText)
    case (.list(let values), .list(let others)): values == others
    case (.map(let entries), .map(let others)): entries == others
    default: false
    }
  }

  /// Of a key of a map: text in Elixir, whatever the source calls it.
  package var text: String? {
    switch self {
    case .string(let text), .atom(let text): text
    default: nil
    }
  }
}
