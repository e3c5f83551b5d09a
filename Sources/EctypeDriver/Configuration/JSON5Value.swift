import EctypeDiagnostics

/// A value of a JSON5 file, and where it stands.
package struct JSON5Value: Sendable {
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    /// As it is written: nothing that is read from a file calculates.
    case number(String)
    case string(String)
    case array([JSON5Value])
    /// In the order they are written.
    case object([JSON5Member])
  }

  package var kind: Kind
  package var span: Span

  /// What it is, as a message says it: `a string`.
  package var description: String {
    switch kind {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

package struct JSON5Member: Sendable {
  package var key: String
  package var keySpan: Span
  package var value: JSON5Value
}
