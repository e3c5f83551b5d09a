import EctypeModel

extension Field {
  /// Nothing is said of it but its name, type and documentation.
  var hasNoOptions: Bool {
    defaultValue == nil && !isVirtual && !isRedacted && source == nil && !readAfterWrites
      && !isLeftOutOfQueries && writable == nil && onWritableViolation == nil
      && typeOptions.isEmpty
  }

  /// What is folded into a relation or timestamps would lose all else.
  var saysNothingElse: Bool {
    hasNoOptions && autogenerate == nil && embedAs == nil && !skipsDefaultValidation
      && precision == nil && storage == nil
  }
}

extension Schema.Member {
  /// Its Elixir name; empty for timestamps.
  var name: String {
    switch self {
    case .field(let field): field.name.elixir
    case .association(let association): association.name.elixir
    case .embed(let embed): embed.name.elixir
    case .timestamps: ""
    }
  }

  var isPrimaryKey: Bool {
    switch self {
    case .field(let field): return field.isPrimaryKey
    case .association(let association):
      if case .belongsTo(let key) = association.kind { return key.field.isPrimaryKey }
      return false
    case .embed, .timestamps: return false
    }
  }
}
