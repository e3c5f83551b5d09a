import EctypeModel

extension Field {
  /// Nothing is said of it but its name, type and documentation.
  var hasNoOptions: Bool {
    self.defaultValue == nil && !self.isVirtual && !self.isRedacted && self.source == nil
      && !self.readAfterWrites && !self.isLeftOutOfQueries && self.writable == nil
      && self.onWritableViolation == nil && self.typeOptions.isEmpty
  }

  /// What is folded into a relation or timestamps would lose all else.
  var saysNothingElse: Bool {
    hasNoOptions && self.autogenerate == nil && self.embedAs == nil
      && !self.skipsDefaultValidation && self.precision == nil && self.storage == nil
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

  /// A `belongs_to` with `define_field: false`.
  var leavesKeyToAnother: Bool {
    if case .association(let association) = self, case .belongsTo(let key) = association.kind {
      return !key.definesField
    }
    return false
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
