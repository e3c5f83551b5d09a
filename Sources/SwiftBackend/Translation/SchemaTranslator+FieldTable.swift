import EctypeModel

extension SchemaTranslator {
  /// What changesets know of the schema: its fields, their types and defaults. The values in a model they read by its
  /// field map.
  mutating func fieldTable() -> [SwiftDeclaration] {
    let fields = schema.fields
    if fields.isEmpty { return [.type(fieldEnum(fields))] }
    var table: [SwiftDeclaration] = [.type(fieldEnum(fields)), .function(ectoTypes(fields))]
    if let defaults = defaultValues(fields) { table.append(.function(defaults)) }
    return table
  }

  private mutating func fieldEnum(_ fields: [Field]) -> SwiftTypeDeclaration {
    let scope = LexicalScope(extending: path, nested: "Field")
    return SwiftTypeDeclaration(
      .enum, "Field", modifiers: [access, .nonisolated],
      inherited: [
        builder.standard("String", in: scope), builder.runtimeProtocol("SchemaField", in: scope),
      ],
      members: fields.map { stringCase(property($0), $0.name.elixir) })
  }

  /// `case authorID = "author_id"`
  private func stringCase(_ name: String, _ value: String) -> SwiftDeclaration {
    .enumCase(SwiftEnumCase(name, rawValue: name == value ? nil : .string(value)))
  }

  private mutating func ectoTypes(_ fields: [Field]) -> SwiftFunction {
    let branches = fields.map { self.branch($0, self.ectoType($0.type)) }
    return function(
      "ectoType", result: builder.runtime("EctoType", in: LexicalScope(extending: path)), branches,
      modifiers: [access, .static, .nonisolated])
  }

  private mutating func defaultValues(_ fields: [Field]) -> SwiftFunction? {
    var branches: [SwiftSwitchCase] = []
    for field in fields {
      guard let literal = field.defaultValue, literal != .null,
        let value = SwiftLiterals.castValue(literal, field.type)
      else { continue }
      branches.append(branch(field, value))
    }
    if branches.isEmpty { return nil }
    if branches.count < fields.count {
      branches.append(SwiftSwitchCase([], body: [.expression(.implicitMember("null"))]))
    }
    return function(
      "defaultValue", result: builder.runtime("CastValue", in: LexicalScope(extending: path)),
      branches, modifiers: [access, .static, .nonisolated])
  }

  private func property(_ field: Field) -> String {
    names.property(field.name.elixir, of: schema.id)
  }

  private func branch(_ field: Field, _ value: SwiftExpression) -> SwiftSwitchCase {
    SwiftSwitchCase([.enumCase(property(field), [])], body: [.expression(value)])
  }

  private func function(
    _ name: String, result: SwiftType, _ branches: [SwiftSwitchCase], modifiers: SwiftModifiers
  ) -> SwiftFunction {
    SwiftFunction(
      name, parameters: [SwiftParameter(label: "of", "field", type: "Field")], result: result,
      body: [.switch(.name("field"), branches)], modifiers: modifiers)
  }

  /// The field's type as the run-time's `EctoType`.
  private func ectoType(_ type: FieldType) -> SwiftExpression {
    switch type {
    case .id: .implicitMember("id")
    case .binaryID: .implicitMember("binaryID")
    case .integer: .implicitMember("integer")
    case .float: .implicitMember("float")
    case .boolean: .implicitMember("boolean")
    case .string: .implicitMember("string")
    case .binary, .bitstring: .implicitMember("binary")
    case .decimal: .implicitMember("decimal")
    case .date: .implicitMember("date")
    case .time(let precision): .implicitMember(precision == .second ? "time" : "timeUsec")
    case .naiveDateTime(let precision):
      .implicitMember(precision == .second ? "naiveDateTime" : "naiveDateTimeUsec")
    case .utcDateTime(let precision):
      .implicitMember(precision == .second ? "utcDateTime" : "utcDateTimeUsec")
    case .duration: .implicitMember("duration")
    case .uuid: .implicitMember("uuid")
    case .map: .implicitMember("map")
    case .mapOf(let value), .dictionary(_, let value):
      SwiftLiterals.wrapped("mapOf", ectoType(value))
    case .array(let element): SwiftLiterals.wrapped("array", ectoType(element))
    case .enumeration(let id): SwiftLiterals.wrapped("enumeration", enumCases(program[id]))
    case .any: .implicitMember("any")
    case .custom(let module, _):
      SwiftLiterals.wrapped("custom", .string(module.description))
    }
  }

  /// `["draft", "published"]`, or with what is stored `["draft": "draft", "archived": "old"]`
  private func enumCases(_ enumeration: Enumeration) -> SwiftExpression {
    if enumeration.valuesAreNames {
      return .array(enumeration.cases.map { .string($0.name.elixir) })
    }
    return .dictionary(
      enumeration.cases.map { item in
        let stored: SwiftExpression =
          switch item.value {
          case .integer(let digits): .integerText(digits)
          case .string(let text), .atom(let text): .string(text)
          default: .string(item.name.elixir)
          }
        return (.string(item.name.elixir), stored)
      })
  }
}
