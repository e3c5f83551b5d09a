/// A JSON number with its text kept, so that `1`, `1.0` and `1e3` are told apart, as Ecto does.
public nonisolated struct JSONNumber: Hashable, Sendable {
  /// The number as it was written.
  public let text: String

  /// The number that a text is by RFC 8259; nil for other text.
  public init?(_ text: String) {
    var bytes = Array(text.utf8)[...]
    guard Self.scan(&bytes), bytes.isEmpty else { return nil }
    self.text = text
  }

  /// An integer.
  public init(_ value: Int) { text = value.description }

  /// A finite float, written with a point or an exponent; nil for the others.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    text = FloatText.text(value)
  }

  init(unchecked text: String) { self.text = text }

  /// Whether Elixir reads an integer: no point and no exponent.
  public var isInteger: Bool { text.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: "-") } }

  /// The integer, nil for a float and beyond `Int`.
  public var int: Int? { isInteger ? Int(text) : nil }

  /// The nearest float, nil where that is infinite.
  public var double: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

  /// Skips a number at the start of `bytes`; false if there is none.
  static func scan(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "-") { bytes.removeFirst() }
    guard let first = bytes.first, first.isDigit else { return false }
    bytes.removeFirst()
    if first != UInt8(ascii: "0") { bytes = bytes.drop(while: \.isDigit) }
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      guard let digit = bytes.first, digit.isDigit else { return false }
      bytes = bytes.drop(while: \.isDigit)
    }
    if let marker = bytes.first, marker | 0x20 == UInt8(ascii: "e") {
      bytes.removeFirst()
      if bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") {
        bytes.removeFirst()
      }
      guard let digit = bytes.first, digit.isDigit else { return false }
      bytes = bytes.drop(while: \.isDigit)
    }
    return true
  }
}
