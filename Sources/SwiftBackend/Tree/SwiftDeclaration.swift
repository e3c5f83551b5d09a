/// A declaration of a file or a type.
package indirect enum SwiftDeclaration: Sendable {
  /// A struct, an enum, a protocol or an extension.
  case type(SwiftTypeDeclaration)
  case variable(SwiftVariable)
  case initializer(SwiftInitializer)
  case function(SwiftFunction)
  case enumCase(SwiftEnumCase)
  case typeAlias(SwiftTypeAlias)
}

/// What may stand before a declaration, printed in one order: access, `static`, `nonisolated`, the rest.
package struct SwiftModifiers: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let `private` = Self(rawValue: 1 << 0)
  package static let `fileprivate` = Self(rawValue: 1 << 1)
  package static let package = Self(rawValue: 1 << 2)
  package static let `public` = Self(rawValue: 1 << 3)
  package static let `static` = Self(rawValue: 1 << 4)
  package static let nonisolated = Self(rawValue: 1 << 5)
  package static let mutating = Self(rawValue: 1 << 6)
  package static let indirect = Self(rawValue: 1 << 7)

  package static func access(_ access: SwiftAccess) -> Self {
    switch access {
    case .private: .private
    case .fileprivate: .fileprivate
    case .internal: []
    case .package: .package
    case .public: .public
    }
  }
}

package struct SwiftTypeDeclaration: Sendable {
  package enum Keyword: String, Sendable { case `struct`, `enum`, `protocol`, `extension` }

  package var documentation: String?
  /// Without `@`: `frozen`.
  package var attributes: [SwiftType] = []
  package var modifiers: SwiftModifiers
  package var keyword: Keyword
  /// A simple name, or for an extension the extended type.
  package var type: SwiftType
  package var inherited: [SwiftType]
  package var members: [SwiftDeclaration]

  package init(
    _ keyword: Keyword, _ type: SwiftType, documentation: String? = nil,
    modifiers: SwiftModifiers = [], inherited: [SwiftType] = [], members: [SwiftDeclaration] = []
  ) {
    self.keyword = keyword
    self.type = type
    self.documentation = documentation
    self.modifiers = modifiers
    self.inherited = inherited
    self.members = members
  }
}

/// A stored or computed property.
package struct SwiftVariable: Sendable {
  package var documentation: String?
  package var attributes: [SwiftType] = []
  package var modifiers: SwiftModifiers
  package var isLet: Bool
  package var name: String
  package var type: SwiftType?
  package var value: SwiftExpression?
  /// The body of a computed property.
  package var getter: [SwiftStatement]?

  package init(
    _ name: String, type: SwiftType?, value: SwiftExpression? = nil,
    getter: [SwiftStatement]? = nil, documentation: String? = nil, modifiers: SwiftModifiers = [],
    isLet: Bool = false
  ) {
    self.name = name
    self.type = type
    self.value = value
    self.getter = getter
    self.documentation = documentation
    self.modifiers = modifiers
    self.isLet = isLet
  }
}

package struct SwiftParameter: Sendable {
  /// The argument's label; nil is `_`.
  package var label: String?
  package var name: String
  package var type: SwiftType
  package var defaultValue: SwiftExpression?

  package init(_ name: String, type: SwiftType, defaultValue: SwiftExpression? = nil) {
    self.init(label: name, name, type: type, defaultValue: defaultValue)
  }

  package init(
    label: String?, _ name: String, type: SwiftType, defaultValue: SwiftExpression? = nil
  ) {
    self.label = label
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
  }
}

package struct SwiftInitializer: Sendable {
  package var documentation: String?
  package var attributes: [SwiftType] = []
  package var modifiers: SwiftModifiers
  package var isFailable: Bool
  package var parameters: [SwiftParameter]
  package var `throws`: Bool
  package var body: [SwiftStatement]

  package init(
    parameters: [SwiftParameter], isFailable: Bool = false, throws: Bool = false,
    body: [SwiftStatement], documentation: String? = nil, modifiers: SwiftModifiers = []
  ) {
    self.parameters = parameters
    self.isFailable = isFailable
    self.throws = `throws`
    self.body = body
    self.documentation = documentation
    self.modifiers = modifiers
  }
}

package struct SwiftFunction: Sendable {
  package var documentation: String?
  package var attributes: [SwiftType] = []
  package var modifiers: SwiftModifiers
  package var name: String
  package var parameters: [SwiftParameter]
  package var `throws`: Bool
  /// nil is `Void`, which is not written.
  package var result: SwiftType?
  package var body: [SwiftStatement]

  package init(
    _ name: String, parameters: [SwiftParameter], throws: Bool = false, result: SwiftType?,
    body: [SwiftStatement], documentation: String? = nil, modifiers: SwiftModifiers = []
  ) {
    self.name = name
    self.parameters = parameters
    self.throws = `throws`
    self.result = result
    self.body = body
    self.documentation = documentation
    self.modifiers = modifiers
  }
}

package struct SwiftEnumCase: Sendable {
  package struct AssociatedValue: Sendable {
    package var label: String?
    package var type: SwiftType

    package init(label: String? = nil, _ type: SwiftType) {
      self.label = label
      self.type = type
    }
  }

  package var documentation: String?
  package var modifiers: SwiftModifiers
  package var name: String
  package var associatedValues: [AssociatedValue]
  /// A literal.
  package var rawValue: SwiftExpression?

  package init(
    _ name: String, associatedValues: [AssociatedValue] = [], rawValue: SwiftExpression? = nil,
    documentation: String? = nil, modifiers: SwiftModifiers = []
  ) {
    self.name = name
    self.associatedValues = associatedValues
    self.rawValue = rawValue
    self.documentation = documentation
    self.modifiers = modifiers
  }
}

package struct SwiftTypeAlias: Sendable {
  package var documentation: String?
  package var modifiers: SwiftModifiers
  package var name: String
  package var type: SwiftType

  package init(
    _ name: String, _ type: SwiftType, documentation: String? = nil, modifiers: SwiftModifiers = []
  ) {
    self.name = name
    self.type = type
    self.documentation = documentation
    self.modifiers = modifiers
  }
}
