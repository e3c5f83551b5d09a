/// The Ecto type of a field.
package enum FieldType: Hashable, Sendable {
  /// `:id`
  case id
  /// `:binary_id`
  case binaryID
  case integer
  case float
  case boolean
  case string
  case binary
  /// `:bitstring`
  case bitstring
  case decimal
  case date
  case time(Precision)
  case naiveDateTime(Precision)
  case utcDateTime(Precision)
  case duration
  /// `Ecto.UUID`
  case uuid
  /// `:map`: any JSON object
  case map
  /// `{:map, t}`
  indirect case mapOf(FieldType)
  /// `{:map, t}` whose keys are cases of an enumeration or UUIDs. Ecto leaves keys as they are, so in Elixir
  /// they are text; Swift reads them as what they say.
  indirect case dictionary(key: FieldType, value: FieldType)
  /// `{:array, t}`
  indirect case array(FieldType)
  /// `Ecto.Enum`
  case enumeration(EnumerationID)
  /// `:any`; virtual fields, and from Ecto 3.14 any field of an embedded schema
  case any
  /// A hand-written Ecto type, with the Swift type that decodes its JSON; its options are the field's.
  indirect case custom(module: ModuleName, swift: String)

  /// Of seconds: whole ones, or six digits of fraction (Ecto's `_usec` types).
  package enum Precision: Hashable, Sendable { case second, microsecond }

  /// What a list or a map holds in the end.
  package var element: FieldType {
    switch self {
    case .array(let inner), .mapOf(let inner), .dictionary(_, let inner): inner.element
    default: self
    }
  }

  /// Whether its column is JSON, or an array of that.
  package var isStoredAsJSON: Bool {
    switch self {
    case .map, .mapOf, .dictionary: true
    case .array(let element): element.isStoredAsJSON
    default: false
    }
  }

  /// Whether JSON can say it: bytes are no text.
  package var isText: Bool {
    switch self {
    case .binary, .bitstring: false
    case .array(let element), .mapOf(let element), .dictionary(_, let element): element.isText
    default: true
    }
  }
}

/// An enumeration of the source: `Ecto.Enum` in Elixir, an open enum in Swift.
package struct Enumeration: Sendable {
  package enum Backing: Hashable, Sendable { case string, integer }

  package struct Case: Hashable, Sendable {
    package var name: Name
    /// `.string` or `.integer`: what the database holds. JSON has the case's Elixir name.
    package var value: Literal
    /// What `@swift(…)` says of it; a case is never left out.
    package var swift = SwiftAnnotation()
    package var documentation: String?

    package init(name: Name, value: Literal, documentation: String? = nil) {
      self.name = name
      self.value = value
      self.documentation = documentation
    }
  }

  /// `Status`
  package var name: String
  /// The schema it is nested in, or the first of its namespace that uses it: `Post.Status`. Without one it
  /// stands in `module`.
  package var owner: SchemaID?
  /// The namespace of a top-level enumeration.
  package var module: ModuleName
  package var backing: Backing
  package var cases: [Case]
  /// A mistake was reported in its cases.
  package var isBroken = false
  /// What `@swift(…)` says of it.
  package var swift = SwiftAnnotation()
  package var documentation: String?
  package var origin: Origin

  package init(
    name: String, owner: SchemaID?, module: ModuleName, backing: Backing, cases: [Case],
    documentation: String?, origin: Origin
  ) {
    self.name = name
    self.owner = owner
    self.module = module
    self.backing = backing
    self.cases = cases
    self.documentation = documentation
    self.origin = origin
  }

  /// Whether every value is its case's own name, so that `values: [:a, :b]` says it all.
  package var valuesAreNames: Bool {
    cases.allSatisfy { $0.value == .string($0.name.elixir) }
  }
}
