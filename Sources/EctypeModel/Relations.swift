import EctypeDiagnostics

/// An association of a schema.
package struct Association: SharedValue, Hashable {
  package enum Kind: Hashable, Sendable {
    case belongsTo(ForeignKey)
    case hasMany(Has)
    case hasOne(Has)
    /// `has_many … through:`, the path's Elixir names
    case hasManyThrough([String])
    case hasOneThrough([String])
    case manyToMany(ManyToMany)
  }

  package var shared: Shared<Content>

  package struct Content: Hashable, Sendable {
    package var name: Name
    /// The related schema.
    package var target: SchemaID
    /// What `@swift(…)` says of it.
    package var swift = SwiftAnnotation()
    /// `User?`: there may be none. Lists are never optional.
    package var isOptional: Bool
    package var onReplace: OnReplace?
    package var kind: Kind
    package var documentation: String?
    /// The table of `{"table", Module}`, where it is not the related schema's own.
    package var table: String?
    /// `where:`, in source order.
    package var filter: [FieldFilter] = []
    /// `defaults:`, where they are said or follow from equalities of `filter`.
    package var defaults: AssociationDefaults?
    package var origin: Origin
  }

  package var isMany: Bool {
    switch self.kind {
    case .hasMany, .hasManyThrough, .manyToMany: true
    case .belongsTo, .hasOne, .hasOneThrough: false
    }
  }

  package init(
    name: Name, kind: Kind, target: SchemaID, isOptional: Bool, onReplace: OnReplace? = nil,
    documentation: String? = nil, origin: Origin
  ) {
    shared = Shared(
      Content(
        name: name, target: target, isOptional: isOptional, onReplace: onReplace, kind: kind,
        documentation: documentation, origin: origin))
  }
}

/// The key of a `belongs_to`.
package struct ForeignKey: Hashable, Sendable {
  package var field: Field
  /// Ecto would name it so itself (`author_id` for `author`), so `foreign_key:` is not written.
  package var isConventional: Bool
  /// `type:` must be written, because it is not the schema's foreign key type.
  package var writesType: Bool
  /// `references:`, where it is not `:id`
  package var references: String?
  /// `type:`, where it is said.
  package var explicitType: FieldType?
  /// The type of a var that declares the key once more: it must be the type of what the key refers to.
  package var declaredType: FieldType?
  /// `define_field: false` gives no field of its own.
  package var definesField: Bool

  package init(
    field: Field, isConventional: Bool, writesType: Bool = false, references: String? = nil,
    definesField: Bool = true
  ) {
    self.field = field
    self.isConventional = isConventional
    self.writesType = writesType
    self.references = references
    self.definesField = definesField
  }
}

package enum OnReplace: String, Hashable, Sendable, CaseIterable {
  case raise
  case markAsInvalid = "mark_as_invalid"
  case nilify, update, delete
  case deleteIfExists = "delete_if_exists"
}

package enum OnDelete: String, Hashable, Sendable, CaseIterable {
  case nothing
  case nilifyAll = "nilify_all"
  case deleteAll = "delete_all"
}

package struct Has: Hashable, Sendable {
  /// `foreign_key:`, where it is not what Ecto derives from the owner's name.
  package var foreignKey: String?
  package var references: String?
  package var onDelete: OnDelete?
  package var preloadOrder: PreloadOrder?

  package init(
    foreignKey: String? = nil, references: String? = nil, onDelete: OnDelete? = nil,
    preloadOrder: PreloadOrder? = nil
  ) {
    self.foreignKey = foreignKey
    self.references = references
    self.onDelete = onDelete
    self.preloadOrder = preloadOrder
  }
}

/// One condition of `where:` or `join_where:`.
package struct FieldFilter: Hashable, Sendable {
  package enum Condition: Hashable, Sendable {
    /// Equality; with `.null` it is `IS NULL`.
    case equals(Literal)
    /// `{:not, nil}`
    case isNotNil
    /// `{:in, list}`
    case isIn([Literal])
    /// `{:fragment, "sql with one ?"}`
    case fragment(String)
  }

  /// The field's Elixir name.
  package var field: String
  package var condition: Condition
  /// The field's type, once the related schema is known; nil for a column of a join table.
  package var type: FieldType?
  package var span: Span

  package init(field: String, condition: Condition, span: Span) {
    self.field = field
    self.condition = condition
    self.span = span
  }
}

/// `defaults:` and `join_defaults:`.
package enum AssociationDefaults: Hashable, Sendable {
  case values([FieldFilter])
  /// A function of the owner's module, by its Elixir name: called with the struct and its owner.
  case function(String)
  case call(MFA)
}

package enum PreloadOrder: Hashable, Sendable {
  case terms([OrderTerm])
  case function(MFA)
}

package struct ManyToMany: Hashable, Sendable {
  package enum Join: Hashable, Sendable {
    case table(String)
    case schema(SchemaID)
  }

  package var joinThrough: Join
  /// `join_keys:` where they are not Ecto's: owner's key column and field, related key column and field.
  package var joinKeys: [JoinKey]
  /// `join_where:`
  package var joinFilter: [FieldFilter] = []
  package var joinDefaults: AssociationDefaults?
  package var onDelete: OnDelete?
  package var isUnique: Bool
  /// `on_join_through_conflict:` (Ecto 3.14)
  package var onJoinThroughConflict: OnJoinThroughConflict?
  package var preloadOrder: PreloadOrder?

  package enum OnJoinThroughConflict: String, Hashable, Sendable, CaseIterable {
    case raise, nothing
  }

  package struct JoinKey: Hashable, Sendable {
    package var column: String
    package var field: String
    package init(column: String, field: String) {
      self.column = column
      self.field = field
    }
  }

  package init(
    joinThrough: Join, joinKeys: [JoinKey] = [], onDelete: OnDelete? = nil,
    isUnique: Bool = false, preloadOrder: PreloadOrder? = nil
  ) {
    self.joinThrough = joinThrough
    self.joinKeys = joinKeys
    self.onDelete = onDelete
    self.isUnique = isUnique
    self.preloadOrder = preloadOrder
  }
}

/// `desc: :inserted_at`
package struct OrderTerm: Hashable, Sendable {
  package var direction: OrderDirection
  /// The field's Elixir name.
  package var field: String
  package init(direction: OrderDirection, field: String) {
    self.direction = direction
    self.field = field
  }
}

package enum OrderDirection: String, Hashable, Sendable, CaseIterable {
  case asc
  case ascNullsLast = "asc_nulls_last"
  case ascNullsFirst = "asc_nulls_first"
  case desc
  case descNullsLast = "desc_nulls_last"
  case descNullsFirst = "desc_nulls_first"
}

/// An embedded schema inside another.
package struct Embed: SharedValue, Hashable {
  package var shared: Shared<Content>

  package struct Content: Hashable, Sendable {
    package var name: Name
    package var isMany: Bool
    package var target: SchemaID
    /// `Seo?`: there may be none. A list never is.
    package var isOptional: Bool
    package var onReplace: OnReplace?
    package var source: String?
    /// `load_in_query: false`
    package var isLeftOutOfQueries = false
    /// By its schema's `@schema_redact`: no option of its own says it.
    package var isRedacted = false
    /// `defaults_to_struct: true`
    package var defaultsToStruct: Bool
    /// What `@swift(…)` says of it.
    package var swift = SwiftAnnotation()
    package var documentation: String?
    package var origin: Origin
  }

  package init(
    name: Name, isMany: Bool, target: SchemaID, isOptional: Bool, onReplace: OnReplace? = nil,
    source: String? = nil, defaultsToStruct: Bool = false, documentation: String? = nil,
    origin: Origin
  ) {
    shared = Shared(
      Content(
        name: name, isMany: isMany, target: target, isOptional: isOptional, onReplace: onReplace,
        source: source, defaultsToStruct: defaultsToStruct, documentation: documentation,
        origin: origin))
  }
}

extension Association {
  /// The Elixir name of a `belongs_to`'s key.
  package var belongsToKey: String? {
    if case .belongsTo(let key) = self.kind { key.field.name.elixir } else { nil }
  }
}
