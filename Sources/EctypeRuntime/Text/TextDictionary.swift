/// A dictionary whose keys are compared by their UTF-8 bytes, as Elixir's maps are, and which is
/// iterated in the order of those bytes.
public nonisolated struct TextDictionary<Value> {
  struct ByteKey {
    let text: String
  }

  var storage: [ByteKey: Value]

  /// An empty dictionary.
  public init() { storage = [:] }

  /// The pairs of `pairs`; of equal keys the last one wins.
  public init(_ pairs: some Sequence<(String, Value)>) {
    storage = [:]
    for (key, value) in pairs { storage[ByteKey(text: key)] = value }
  }

  /// The entries of a Swift dictionary.
  public init(_ dictionary: [String: Value]) {
    self.init(dictionary.lazy.map { ($0.key, $0.value) })
  }

  /// The value at a key, found by its bytes.
  public subscript(key: String) -> Value? {
    get { storage[ByteKey(text: key)] }
    set { storage[ByteKey(text: key)] = newValue }
  }

  /// The number of entries.
  public var count: Int { storage.count }

  /// Whether there is no entry.
  public var isEmpty: Bool { storage.isEmpty }

  /// The keys in the order of their bytes.
  public var keys: [String] { storage.keys.map(\.text).sorted(by: bytesPrecede) }

  /// The same keys with transformed values.
  public func mapValues<T, E: Error>(
    _ transform: (Value) throws(E) -> T
  ) throws(E) -> TextDictionary<T> {
    var result = TextDictionary<T>()
    for (key, value) in storage { result[key.text] = try transform(value) }
    return result
  }

  /// Takes over the entries of `other`, which win over those here.
  public mutating func merge(_ other: Self) {
    storage.merge(other.storage) { $1 }
  }
}

nonisolated extension TextDictionary.ByteKey: Hashable {
  static func == (a: Self, b: Self) -> Bool { sameBytes(a.text, b.text) }
  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

nonisolated extension TextDictionary.ByteKey: Sendable {}
nonisolated extension TextDictionary: Equatable where Value: Equatable {}
nonisolated extension TextDictionary: Hashable where Value: Hashable {}
nonisolated extension TextDictionary: Sendable where Value: Sendable {}

nonisolated extension TextDictionary: Sequence {
  /// The entries in the order of their keys' bytes.
  public func makeIterator() -> IndexingIterator<[(key: String, value: Value)]> {
    storage.map { (key: $0.key.text, value: $0.value) }
      .sorted { bytesPrecede($0.key, $1.key) }
      .makeIterator()
  }
}

nonisolated extension TextDictionary: ExpressibleByDictionaryLiteral {
  /// The literal's entries; of equal keys the last one wins.
  public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}

/// A coding key of any text.
nonisolated struct TextKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ text: String) { stringValue = text }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

nonisolated extension TextDictionary: Decodable where Value: Decodable {
  /// Decodes a JSON object. A `Decoder` may itself merge keys that are canonically equivalent.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: TextKey.self)
    self.init()
    for key in container.allKeys {
      self[key.stringValue] = try container.decode(Value.self, forKey: key)
    }
  }
}

nonisolated extension TextDictionary: Encodable where Value: Encodable {
  /// Encodes a JSON object.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: TextKey.self)
    for (key, value) in self { try container.encode(value, forKey: TextKey(key)) }
  }
}
