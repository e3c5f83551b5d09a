/// A model or a payload, which writes its JSON field by field.
///
/// Generated types say each of their fields once; the conformance that the compiler makes would cost an app several
/// times as much to compile.
public nonisolated protocol FieldsEncodable: Encodable {
  /// Encodes each field under its name in Ecto.
  func encodeFields(to fields: inout EncodedFields)
}

nonisolated extension FieldsEncodable {
  public func encode(to encoder: any Encoder) throws {
    var fields = EncodedFields(encoder.container(keyedBy: TextKey.self))
    encodeFields(to: &fields)
    if let error = fields.error { throw error }
  }
}

/// Where fields are encoded to. It does not throw, so that a line a field stays a call a field: after an error nothing
/// more is encoded, and `encode(to:)` throws it.
public nonisolated struct EncodedFields {
  private var container: KeyedEncodingContainer<TextKey>
  fileprivate private(set) var error: (any Error)?

  fileprivate init(_ container: KeyedEncodingContainer<TextKey>) { self.container = container }

  /// A field that is there.
  public mutating func encode(_ name: String, _ value: some Encodable) {
    write { try $0.encode(value, forKey: TextKey(name)) }
  }

  /// A field that is left out where it is nil.
  public mutating func encode<Value: Encodable>(_ name: String, _ value: Value?) {
    if let value { encode(name, value) }
  }

  /// An association, which is left out where it is not loaded.
  public mutating func encode<Value: Encodable>(_ name: String, _ value: Assoc<Value>) {
    if case .loaded(let loaded) = value {
      write { try $0.encode(loaded, forKey: TextKey(name)) }
    }
  }

  /// A field that an update keeps, clears or sets.
  public mutating func encode<Value: Encodable>(_ name: String, _ value: Patch<Value>) {
    switch value {
    case .keep: break
    case .clear: write { try $0.encodeNil(forKey: TextKey(name)) }
    case .set(let new): encode(name, new)
    }
  }

  /// A date of Foundation's that is left out where it is nil.
  public mutating func encode<Format, Value>(
    _ name: String, _ value: DateCoding<Format, Value?>
  ) {
    encode(name, value.value.map { DateCoding<Format, Value>($0) })
  }

  /// A date of Foundation's that an update keeps, clears or sets.
  public mutating func encode<Format, Value>(
    _ name: String, _ value: DateCoding<Format, Patch<Value>>
  ) {
    switch value.value {
    case .keep: break
    case .clear: write { try $0.encodeNil(forKey: TextKey(name)) }
    case .set(let new): encode(name, DateCoding<Format, Value>(new))
    }
  }

  private mutating func write(
    _ body: (inout KeyedEncodingContainer<TextKey>) throws -> Void
  ) {
    guard error == nil else { return }
    do { try body(&container) } catch { self.error = error }
  }
}
