import EctypeModel

/// A stored property of a generated struct.
struct StoredProperty {
  var name: String
  /// The key in JSON.
  var key: String
  var type: SwiftType
  /// The memberwise initialiser's default.
  var defaultValue: SwiftExpression?
  var documentation: String?

  /// The name of its value in the memberwise initialiser, where `self` is the struct.
  fileprivate var parameter: String { name == "self" ? "value" : name }
}

extension FileBuilder {
  /// A struct of stored properties with its memberwise initialiser and, where a key is not the property's
  /// name, its coding keys.
  func structure(
    _ name: String, documentation: String?, inherited: [String], members: [SwiftDeclaration] = [],
    computed: [SwiftDeclaration] = [], _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftTypeDeclaration {
    var members = members
    members += properties.map {
      .variable(
        SwiftVariable(
          $0.name, type: $0.type, documentation: $0.documentation, modifiers: access))
    }
    members += computed
    // The compiler's own initialiser is as good where it is visible enough.
    let isSynthesized = access.isEmpty && properties.allSatisfy { $0.defaultValue == nil }
    if !isSynthesized { members.append(.initializer(memberwiseInitializer(properties))) }
    if properties.contains(where: { $0.name != $0.key }) {
      members.append(.type(codingKeys(properties, in: scope)))
    }
    return SwiftTypeDeclaration(
      .struct, .named(name), documentation: documentation, modifiers: [access, .nonisolated],
      inherited: inherited.map { standard($0, in: scope) }, members: members)
  }

  private func memberwiseInitializer(_ properties: [StoredProperty]) -> SwiftInitializer {
    SwiftInitializer(
      parameters: properties.map {
        SwiftParameter(
          label: $0.name, $0.parameter, type: $0.type, defaultValue: $0.defaultValue)
      },
      body: properties.map { .assign(.member(.self, $0.name), nil, .name($0.parameter)) },
      modifiers: access)
  }

  private func codingKeys(
    _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftTypeDeclaration {
    SwiftTypeDeclaration(
      .enum, "CodingKeys", modifiers: access,
      inherited: [standard("String", in: scope), standard("CodingKey", in: scope)],
      members: properties.map { stringCase($0.name, $0.key) })
  }

  /// `case authorID = "author_id"`
  func stringCase(_ name: String, _ value: String) -> SwiftDeclaration {
    .enumCase(SwiftEnumCase(name, rawValue: name == value ? nil : .string(value)))
  }
}
