/// What a changeset takes, as a struct of its own: it encodes to exactly the JSON that `cast` expects.
public nonisolated protocol ChangesetPayload: Encodable, Hashable, Sendable {
  /// Encodes each field under its name in Ecto.
  func encodeFields(to fields: inout EncodedFields)
}

nonisolated extension ChangesetPayload {
  public func encode(to encoder: any Encoder) throws {
    var fields = EncodedFields(encoder.container(keyedBy: TextKey.self))
    encodeFields(to: &fields)
    if let error = fields.error { throw error }
  }

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
