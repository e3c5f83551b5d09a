import EctypeDiagnostics

/// One step of a changeset pipeline: `base |> step`.
package struct ChangesetCall: Sendable {
  /// The struct or changeset it works on.
  package var base: Expression
  package var isPiped: Bool
  package var step: ChangesetStep
  package var span: Span

  package init(base: Expression, isPiped: Bool, step: ChangesetStep, span: Span) {
    self.base = base
    self.isPiped = isPiped
    self.step = step
    self.span = span
  }
}

/// The steps of `Ecto.Changeset`. Fields are Elixir names; `message` is nil for Ecto's own.
package enum ChangesetStep: Sendable {
  case cast(params: Expression, fields: [String])
  case validateRequired([String], message: String?)
  case validateLength(String, [LengthBound], count: LengthUnit?, message: String?)
  case validateFormat(String, Regex, message: String?)
  case validateInclusion(String, Members, message: String?)
  case validateExclusion(String, Members, message: String?)
  case validateSubset(String, Members, message: String?)
  /// Bounds in source order: Ecto checks them so and stops at the first that fails.
  case validateNumber(String, [NumberBound], message: String?)
  case validateConfirmation(String, isRequired: Bool, message: String?)
  case validateAcceptance(String, message: String?)
  case putChange(String, Expression)
  /// A changeset of a struct with changes that nothing validates: a keyword list, or a map.
  case change(Expression)
  /// `put_assoc`, `put_embed`
  case putRelation(RelationKind, String, Expression)
  case castAssociation(String, CastRelation)
  case castEmbed(String, CastRelation)
  case constraint(Constraint)

  package enum LengthUnit: String, Hashable, Sendable, CaseIterable {
    case graphemes, codepoints, bytes
  }
}

/// What `validate_inclusion` and its like compare with.
package enum Members: Hashable, Sendable {
  case list([Literal])
  /// Whole numbers, both ends included.
  case range(ClosedRange<Int>)
}

package enum RelationKind: String, Hashable, Sendable {
  case association = "assoc"
  case embed
}

package struct LengthBound: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable { case `is`, min, max }
  package var kind: Kind
  package var value: Int
  package init(kind: Kind, value: Int) {
    self.kind = kind
    self.value = value
  }
}

package struct NumberBound: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case lessThan = "less_than"
    case greaterThan = "greater_than"
    case lessThanOrEqualTo = "less_than_or_equal_to"
    case greaterThanOrEqualTo = "greater_than_or_equal_to"
    case equalTo = "equal_to"
    case notEqualTo = "not_equal_to"
  }
  package var kind: Kind
  /// `.integer`, `.float`, or `.string` for the text of a decimal
  package var value: Literal
  package init(kind: Kind, value: Literal) {
    self.kind = kind
    self.value = value
  }
}

/// `~r/source/flags`
package struct Regex: Hashable, Sendable {
  package var source: String
  package var flags: String
  package init(source: String, flags: String) {
    self.source = source
    self.flags = flags
  }
}

package struct CastRelation: Sendable {
  package var isRequired: Bool
  /// `with:`, where it is not the target's `changeset/2`.
  package var with: Expression?
  /// The name of the function that `with:` refers to.
  package var withName: Name? {
    guard case .reference(let callee, _)? = with?.kind else { return nil }
    switch callee {
    case .local(let name), .function(_, let name), .schema(_, let name): return name
    case .repository: return nil
    }
  }
  /// The others: messages, `sort_param`, `drop_param`.
  package var options: [Labeled]

  package init(isRequired: Bool, with: Expression? = nil, options: [Labeled] = []) {
    self.isRequired = isRequired
    self.with = with
    self.options = options
  }
}

/// A step that only the database can decide.
package struct Constraint: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case unique = "unique_constraint"
    case foreignKey = "foreign_key_constraint"
    case association = "assoc_constraint"
    case noAssociation = "no_assoc_constraint"
    case check = "check_constraint"
    case exclusion = "exclusion_constraint"
  }
  package var kind: Kind
  /// One field or association; several for a unique constraint.
  package var fields: [String]
  package var name: String?
  package var message: String?
  package init(kind: Kind, fields: [String], name: String? = nil, message: String? = nil) {
    self.kind = kind
    self.fields = fields
    self.name = name
    self.message = message
  }
}
