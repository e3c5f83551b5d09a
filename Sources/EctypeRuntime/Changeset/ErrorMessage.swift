/// A validator's `message:` option, which may replace or add metadata: `"is bad"`,
/// `.init("is bad", ["code": "b1"])`.
public nonisolated struct ErrorMessage: Sendable, ExpressibleByStringLiteral {
  let text: String
  let metadata: ErrorMetadata

  /// A message with metadata that is merged over the validator's own.
  public init(_ text: String, _ metadata: ErrorMetadata = []) {
    (self.text, self.metadata) = (text, metadata)
  }
  public init(stringLiteral value: String) { self.init(value) }
}
