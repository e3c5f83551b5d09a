/// A model, whose properties are listed once in its field map.
///
/// The conformances that the compiler makes would cost an app several times as much to compile.
public nonisolated protocol FieldMapped: Encodable, Hashable, Sendable {
  static var fieldMap: FieldMap<Self> { get }
}

nonisolated extension FieldMapped {
  public func encode(to encoder: any Encoder) throws {
    try Self.fieldMap.encode(self, to: encoder)
  }

  public static func == (a: Self, b: Self) -> Bool { fieldMap.areEqual(a, b) }

  public func hash(into hasher: inout Hasher) { Self.fieldMap.hash(self, into: &hasher) }
}

nonisolated extension FieldMapped where Self: Identifiable {
  /// By the key alone: equal models have equal keys, and few have the same.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
