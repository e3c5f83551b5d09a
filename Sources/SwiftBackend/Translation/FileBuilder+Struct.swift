import EctypeModel

/// A stored property of a generated struct.
struct StoredProperty {
  var name: String
  /// The key in JSON.
  var key: String
  var type: SwiftType
  /// The memberwise initialiser's default.
  var defaultValue: SwiftExpression?
  /// How its dates are written, where they are Foundation's: one of the run-time's `DateCoding`s.
  var coding: SwiftType?
  /// It is an `Assoc`.
  var isAssociation = false
  /// The narrowest of the types it names.
  var access: SwiftSettings.Access
  var documentation: String?
}

extension FileBuilder {
  /// A struct of stored properties with its memberwise initialiser.
  func structure(
    _ name: String, documentation: String?, inherited: [SwiftType], before: [SwiftDeclaration] = [],
    between: [SwiftDeclaration] = [], after: [SwiftDeclaration] = [],
    _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftTypeDeclaration {
    var members = before
    members += properties.map(variable) + between
    // The compiler's own initialiser is as good where it is visible enough.
    let isSynthesized =
      settings.access == .internal && properties.allSatisfy { $0.defaultValue == nil }
    if !isSynthesized { members.append(.initializer(memberwiseInitializer(properties))) }
    members += after
    return SwiftTypeDeclaration(
      .struct, .named(name), documentation: documentation, modifiers: [access, .nonisolated],
      inherited: inherited, members: members)
  }

  private func variable(_ property: StoredProperty) -> SwiftDeclaration {
    .variable(
      SwiftVariable(
        property.name, type: property.type, documentation: property.documentation,
        modifiers: min(property.access, settings.access).modifiers))
  }

  private func memberwiseInitializer(_ properties: [StoredProperty]) -> SwiftInitializer {
    // `self` is the struct: the value of a property of that name is called otherwise.
    func name(of property: StoredProperty) -> String {
      guard property.name == "self" else { return property.name }
      var unique = UniqueNames(suffix: "Value", taken: properties.map(\.name))
      return unique.claim("self")
    }
    return SwiftInitializer(
      parameters: properties.map {
        SwiftParameter(
          label: $0.name, name(of: $0), type: $0.type, defaultValue: $0.defaultValue)
      },
      body: properties.map { .assign(.member(.self, $0.name), nil, .name(name(of: $0))) },
      modifiers: properties.reduce(settings.access) { min($0, $1.access) }.modifiers)
  }

  /// `case authorID = "author_id"`
  func stringCase(_ name: String, _ value: String) -> SwiftDeclaration {
    .enumCase(SwiftEnumCase(name, rawValue: name == value ? nil : .string(value)))
  }
}
