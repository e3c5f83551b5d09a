import EctypeDiagnostics

/// One entry of `@derive`: `{Phoenix.Param, key: :slug}`.
package struct Derivation: Hashable, Sendable {
  package var module: ModuleName
  package var options: [LiteralOption]
  /// Where it is written; none in `ectype.json`, which knows no fields.
  package var span: Span?

  package init(module: ModuleName, options: [LiteralOption] = [], span: Span? = nil) {
    self.module = module
    self.options = options
    self.span = span
  }
}

/// How columns are called that do not say it: `@field_source_mapper`.
package enum SourceMapper: String, Hashable, Sendable, CaseIterable {
  /// `INSERTED_AT`
  case uppercase
  /// `insertedAt`
  case camelCase = "camel_case"
  /// `InsertedAt`
  case pascalCase = "pascal_case"

  package func column(of name: String) -> String {
    switch self {
    case .uppercase: name.uppercased()
    case .camelCase: NameRules.camelCase(name)
    case .pascalCase: NameRules.moduleSegment(name)
    }
  }
}

/// `#index(.authorId, .insertedAt)`, `#unique(.slug)`: an index that the migrations must make.
package struct SchemaIndex: Hashable, Sendable {
  /// Columns in order, and SQL expressions.
  package var columns: [String]
  package var isUnique: Bool
  /// `name:`, where it matters
  package var name: String?
  /// SQL of a partial index
  package var filter: String?
  package var span: Span

  package init(
    columns: [String], isUnique: Bool, name: String? = nil, filter: String? = nil, span: Span
  ) {
    self.columns = columns
    self.isUnique = isUnique
    self.name = name
    self.filter = filter
    self.span = span
  }
}

/// `#check("price > 0", name: "price_is_positive")`: a constraint that the migrations must make.
package struct SchemaCheck: Hashable, Sendable {
  package var name: String
  package var expression: String
  package var span: Span

  package init(name: String, expression: String, span: Span) {
    self.name = name
    self.expression = expression
    self.span = span
  }
}
