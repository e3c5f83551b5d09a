#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

nonisolated extension Changeset where Model: Codable {
  /// `apply_changes/1`: the model with its changes, valid or not.
  ///
  /// The model is rebuilt from its JSON. Throws a `DecodingError` where that is no model: a new one whose
  /// id only the server gives, a required field that became null, an integer that no `Int` holds.
  public func applyChanges() throws -> Model {
    if let data, changes.isEmpty { return data }
    var object = JSONObject()
    if let data {
      object = try JSONObject(encoding: data)
    } else {
      for field in Field.allCases where Model.defaultValue(of: field) != .null {
        object[field.rawValue] = Model.defaultValue(of: field).jsonValue
      }
    }
    for (field, value) in changes { object[field.rawValue] = value.jsonValue }
    return try JSONDecoder().decode(Model.self, from: Data(JSONValue.object(object).json.utf8))
  }
}
