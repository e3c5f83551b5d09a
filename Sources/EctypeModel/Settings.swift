/// What the configuration says of the Elixir output.
package struct ElixirSettings: Hashable, Sendable {
  package enum JSONEncoder: String, Hashable, Sendable, CaseIterable {
    /// `Jason.Encoder`
    case jason
    /// `JSON.Encoder` of Elixir 1.18
    case builtin
    case none
  }

  package var json: JSONEncoder = .jason

  package init() {}
}
