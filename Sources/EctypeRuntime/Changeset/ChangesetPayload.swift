/// What a changeset takes, as a struct of its own: it encodes to exactly the JSON that `cast` expects.
///
/// Generated payloads say each of their fields once; a conformance the compiler makes would cost an app several
/// times as much to compile.
public nonisolated protocol ChangesetPayload: Encodable, Hashable, Sendable {
  /// Encodes each field under its name in Ecto.
  func encodeFields(to fields: inout PayloadFields) throws
}

nonisolated extension ChangesetPayload {
  public func encode(to encoder: any Encoder) throws {
    var fields = PayloadFields(encoder.container(keyedBy: TextKey.self))
    try encodeFields(to: &fields)
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

/// Where a payload's fields are encoded to.
public nonisolated struct PayloadFields {
  private var container: KeyedEncodingContainer<TextKey>

  init(_ container: KeyedEncodingContainer<TextKey>) { self.container = container }

  /// A field that is there.
  public mutating func encode(_ name: String, _ value: some Encodable) throws {
    try container.encode(value, forKey: TextKey(name))
  }

  /// A field that is left out where it is nil.
  public mutating func encode<Value: Encodable>(_ name: String, _ value: Value?) throws {
    if let value { try encode(name, value) }
  }

  /// A field that an update keeps, clears or sets.
  public mutating func encode<Value: Encodable>(_ name: String, _ value: Patch<Value>) throws {
    switch value {
    case .keep: break
    case .clear: try container.encodeNil(forKey: TextKey(name))
    case .set(let new): try encode(name, new)
    }
  }

  /// A date of Foundation's that is left out where it is nil.
  public mutating func encode<Format, Value>(
    _ name: String, _ value: DateCoding<Format, Value?>
  ) throws {
    try encode(name, value.value.map { DateCoding<Format, Value>($0) })
  }

  /// A date of Foundation's that an update keeps, clears or sets.
  public mutating func encode<Format, Value>(
    _ name: String, _ value: DateCoding<Format, Patch<Value>>
  ) throws {
    switch value.value {
    case .keep: break
    case .clear: try container.encodeNil(forKey: TextKey(name))
    case .set(let new): try encode(name, DateCoding<Format, Value>(new))
    }
  }
}
