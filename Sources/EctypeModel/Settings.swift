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

/// What the configuration says of the Swift output.
package struct SwiftSettings: Hashable, Sendable {
  package enum Access: String, Hashable, Sendable, CaseIterable {
    case `public`, package, `internal`
  }

  package var access: Access = .public
  package var payloads = true
  package var changesets = true
  /// Leading segments of module names that the Swift namespaces leave out: `MyApp.Blog.Post` is `Blog.Post`.
  package var namespace = ModuleName([])

  package init() {}
}
