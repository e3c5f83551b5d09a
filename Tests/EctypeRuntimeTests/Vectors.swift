import EctypeRuntime
import Foundation
import Testing

/// What `scripts/record-*.exs` recorded from real Ecto, Elixir and Erlang.
enum Vectors {
  static func load(_ name: String) throws -> [JSONValue] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Vectors"))
    return try JSONValue(json: Data(contentsOf: url)).elements
  }
}
