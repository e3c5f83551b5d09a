/// Where the fields of a payload are encoded to. It does not throw, so that a line a field stays a call a field: after
/// an error nothing more is encoded, and `encode(to:)` throws it.
public nonisolated struct EncodedFields {
  private var container: KeyedEncodingContainer<TextKey>
  private(set) var error: (any Error)?

  init(_ container: KeyedEncodingContainer<TextKey>) { self.container = container }

  /// A field that is there.
  public mutating func encode(_ name: String, _ value: some Encodable) {
    write { try $0.encode(value, forKey: TextKey(name)) }
  }

  /// A field that is left out where it is nil.
  public mutating func encode<Value: Encodable>(_ name: String, _ value: Value?) {
    if let value { encode(name, value) }
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
