/// What a changeset takes, as a struct of its own: it encodes to exactly the JSON that `cast` expects.
public nonisolated protocol ChangesetPayload: FieldsEncodable, Hashable, Sendable {}

nonisolated extension ChangesetPayload {
  /// Payloads are equal where they encode to the same JSON. One that does not encode (a number that is none) is
  /// equal to no other.
  public static func == (a: Self, b: Self) -> Bool {
    guard let a = try? JSONObject(encoding: a), let b = try? JSONObject(encoding: b) else {
      return false
    }
    return a == b
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(try? JSONObject(encoding: self)) }
}
