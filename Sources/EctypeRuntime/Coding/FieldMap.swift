/// The properties of a model under their names in Ecto: `fields.optional("born_on", \.bornOn)`.
///
/// A generated model lists its properties once, here, and the run-time encodes, compares and hashes by the list, and
/// reads values for changesets. There is a method for each kind of property, as in `DecodedFields`, so that the
/// compiler has nothing to choose from.
public nonisolated struct FieldMap<Model: Sendable>: Sendable {
  private var fields: [any MappedField<Model>] = []
  private var indices: [String: Int] = [:]

  public init() {}

  /// A field that is always there.
  public mutating func value<Value: Encodable & Hashable & Sendable>(
    _ name: String, _ path: any KeyPath<Model, Value> & Sendable
  ) {
    add(
      Property(name, path) {
        try $1.encode($0, forKey: $2)
      } castValue: {
        Self.castValue($0)
      })
  }

  /// A field that is null where it is nil.
  public mutating func optional<Value: Encodable & Hashable & Sendable>(
    _ name: String, _ path: any KeyPath<Model, Value?> & Sendable
  ) {
    add(
      Property(name, path) {
        try $1.encode($0, forKey: $2)
      } castValue: {
        if let value = $0 { Self.castValue(value) } else { .null }
      })
  }

  /// An association, which is left out where it is not loaded.
  public mutating func association<Value: Encodable & Hashable & Sendable>(
    _ name: String, _ path: any KeyPath<Model, Assoc<Value>> & Sendable
  ) {
    add(
      Property(name, path) {
        try $1.encode($0, forKey: $2)
      } castValue: { _ in
        nil
      })
  }

  /// A date of Foundation's, or dates.
  public mutating func date<Format, Value: Hashable & Sendable>(
    _ name: String, _ path: any KeyPath<Model, Value> & Sendable,
    as _: DateCoding<Format, Value>.Type
  ) {
    add(
      Property(name, path) {
        try $1.encode(DateCoding<Format, Value>($0), forKey: $2)
      } castValue: {
        DateCoding<Format, Value>($0).castValue
      })
  }

  /// A date of Foundation's that is null where it is nil.
  public mutating func date<Format, Value: Hashable & Sendable>(
    _ name: String, _ path: any KeyPath<Model, Value?> & Sendable,
    as _: DateCoding<Format, Value?>.Type
  ) {
    add(
      Property(name, path) {
        try $1.encode(DateCoding<Format, Value?>($0), forKey: $2)
      } castValue: {
        DateCoding<Format, Value?>($0).castValue
      })
  }

  private mutating func add(_ field: some MappedField<Model>) {
    indices[field.name] = fields.count
    fields.append(field)
  }

  /// Nil for a type that is the app's own: only the server knows what Ecto has for it.
  private static func castValue(_ value: some Encodable) -> CastValue? {
    (value as? any CastValueConvertible)?.castValue
  }

  // MARK: What is done with a model

  func encode(_ model: Model, to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: TextKey.self)
    for field in fields { try field.encode(model, to: &container) }
  }

  func areEqual(_ a: Model, _ b: Model) -> Bool { fields.allSatisfy { $0.areEqual(a, b) } }

  func hash(_ model: Model, into hasher: inout Hasher) {
    for field in fields { field.hash(model, into: &hasher) }
  }

  /// The field's value as Ecto has it; nil if the model does not have the field, or not such a value.
  func castValue(of name: String, in model: Model) -> CastValue? {
    indices[name].flatMap { fields[$0].castValue(in: model) }
  }
}

/// A property of a model, whatever its type.
private nonisolated protocol MappedField<Model>: Sendable {
  associatedtype Model

  var name: String { get }
  func encode(_ model: Model, to container: inout KeyedEncodingContainer<TextKey>) throws
  func areEqual(_ a: Model, _ b: Model) -> Bool
  func hash(_ model: Model, into hasher: inout Hasher)
  func castValue(in model: Model) -> CastValue?
}

private nonisolated struct Property<Model, Value: Hashable>: MappedField {
  typealias Encoding =
    @Sendable (Value, inout KeyedEncodingContainer<TextKey>, TextKey) throws -> Void
  typealias Casting = @Sendable (Value) -> CastValue?

  let name: String
  let path: any KeyPath<Model, Value> & Sendable
  let encoding: Encoding
  let casting: Casting

  init(
    _ name: String, _ path: any KeyPath<Model, Value> & Sendable, encode: @escaping Encoding,
    castValue: @escaping Casting
  ) {
    self.name = name
    self.path = path
    self.encoding = encode
    self.casting = castValue
  }

  func encode(_ model: Model, to container: inout KeyedEncodingContainer<TextKey>) throws {
    try encoding(model[keyPath: path], &container, TextKey(name))
  }

  func areEqual(_ a: Model, _ b: Model) -> Bool { a[keyPath: path] == b[keyPath: path] }

  func hash(_ model: Model, into hasher: inout Hasher) { hasher.combine(model[keyPath: path]) }

  func castValue(in model: Model) -> CastValue? { casting(model[keyPath: path]) }
}
