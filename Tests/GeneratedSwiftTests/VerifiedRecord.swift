import EctypeRuntime
import Foundation
import RecordedTerms
import Testing

/// What `scripts/verify-ecto` saw the blog's Elixir do.
enum VerifiedRecord {
  static let blog: JSONValue = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("golden/verified.json")
    guard let data = try? Data(contentsOf: file), let record = try? JSONValue(json: data) else {
      return .null
    }
    return record["projects"]["blog"]["behaviour"]
  }()

  /// A JSON text that Jason wrote for a row of the database.
  static func json(_ name: String) throws -> Data {
    let text = blog["json"][name].text
    try #require(!text.isEmpty, "golden/verified.json holds no JSON of \(name)")
    return Data(text.utf8)
  }
}
