import EctypeRuntime
import Foundation
import RecordedTerms
import Testing

/// What `scripts/verify-ecto` saw the Elixir of a project do.
enum VerifiedRecord {
  static let blog = behaviour(of: "blog")
  static let shop = behaviour(of: "shop")
  static let functions = behaviour(of: "functions")
  static let names = behaviour(of: "names")
  static let hostile = behaviour(of: "hostile")
  static let values = behaviour(of: "values")
  static let spans = behaviour(of: "elixir_1_17")

  private static func behaviour(of project: String) -> JSONValue {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("golden/projects/\(project)/verified.json")
    guard let data = try? Data(contentsOf: file), let record = try? JSONValue(json: data) else {
      return .null
    }
    return record["behaviour"]
  }

  /// A JSON text that Jason wrote for a row of the database.
  static func json(_ name: String, of project: JSONValue = blog) throws -> Data {
    let text = project["json"][name].text
    try #require(!text.isEmpty, "verified.json holds no JSON of \(name)")
    return Data(text.utf8)
  }
}
