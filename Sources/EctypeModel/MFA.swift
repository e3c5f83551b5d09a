/// `{Module, :function, arguments}`: a function that Ecto is to call, with what it is given besides.
package struct MFA: Hashable, Sendable {
  package var module: ModuleName
  /// Its Elixir name.
  package var function: String
  package var arguments: [Literal]

  package init(module: ModuleName, function: String, arguments: [Literal] = []) {
    self.module = module
    self.function = function
    self.arguments = arguments
  }
}

/// `name: constant` in a keyword list.
package struct LiteralOption: Hashable, Sendable {
  package var name: String
  package var value: Literal

  package init(_ name: String, _ value: Literal) {
    self.name = name
    self.value = value
  }
}
