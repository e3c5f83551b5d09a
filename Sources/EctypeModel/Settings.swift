/// Versions of what the Elixir output runs on: what is newer is refused.
package struct Version: Hashable, Sendable, Comparable, CustomStringConvertible {
  package var major: Int
  package var minor: Int

  package init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// `3.13`; a third number may follow.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), let major = parts[0], let minor = parts[1],
      parts.allSatisfy({ ($0 ?? -1) >= 0 })
    else { return nil }
    self.init(major, minor)
  }

  package var description: String { "\(major).\(minor)" }
  package static func < (a: Self, b: Self) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}

/// What a project says once for all its schemas, and a `@schemaDefaults` for those that name it.
package struct SchemaDefaults: Hashable, Sendable {
  package enum PrimaryKey: String, Hashable, Sendable, CaseIterable {
    /// `{:id, :id, autogenerate: true}`
    case id
    /// `{:id, :binary_id, autogenerate: true}`
    case binaryID = "binary_id"
    /// `{:id, Ecto.UUID, autogenerate: true}`
    case uuid
    /// `{:id, Ecto.UUID, autogenerate: [version: 7]}` (Ecto 3.14)
    case uuidV7 = "uuid_v7"
    case none
  }

  package enum ForeignKeyType: String, Hashable, Sendable, CaseIterable {
    case id
    case binaryID = "binary_id"
    case uuid, integer, string
  }

  package var primaryKey: PrimaryKey?
  package var foreignKeyType: ForeignKeyType?
  /// The type of timestamps that do not say theirs, by Ecto's name.
  package var timestamps: String?
  package var prefix: String?
  package var derivations: [Derivation] = []

  package init() {}
}

/// What the configuration says of the Elixir output.
package struct ElixirSettings: Hashable, Sendable {
  package enum JSONEncoder: String, Hashable, Sendable, CaseIterable {
    /// `Jason.Encoder`
    case jason
    /// `JSON.Encoder` of Elixir 1.18
    case builtin
    case none
  }

  package var json: JSONEncoder = .jason
  /// The name of the one file that holds all modules; nil for one a module. Migrations have files of their own: Ecto
  /// finds them by their names.
  package var singleFile: String?

  package init() {}
}
