/// The fields of a schema: an enum whose raw values are their names in Elixir and JSON.
public nonisolated protocol SchemaField: RawRepresentable, CaseIterable, Hashable, Sendable
where RawValue == String {}

nonisolated extension SchemaField {
  /// The field of a name, nil where the schema has none. (The compiler would make as much code of this for every
  /// schema as of all its cases.)
  public init?(rawValue: String) {
    guard let field = Self.allCases.first(where: { sameBytes($0.rawValue, rawValue) }) else {
      return nil
    }
    self = field
  }
}
