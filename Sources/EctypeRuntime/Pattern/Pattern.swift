/// A regular expression of Elixir, `~r/text/flags`.
public struct Pattern: Sendable, CustomStringConvertible {
  /// The pattern between the delimiters.
  public let text: String
  /// Its modifiers.
  public let flags: String

  /// A pattern.
  public init(_ text: String, flags: String = "") { (self.text, self.flags) = (text, flags) }

  public var description: String { "~r/\(text)/\(flags)" }

  var isSupported: Bool { false }
  func matches(_ text: String) -> Bool? { nil }
}
