import EctypeModel
import EctypeText

// What the compiler makes of `Codable` and `Equatable` costs an app more to compile than all else of a model: every
// `decode`, `encode` and `==` of it is chosen among dozens. What is written here names one function of the run-time.
extension SchemaTranslator {
  /// The model's coding and equality, a line a property. A model of no properties has the compiler's.
  mutating func declareCoding(
    _ properties: [StoredProperty], in scope: LexicalScope, _ document: inout Document,
    _ spacing: inout MemberSpacing
  ) {
    if properties.isEmpty { return }
    document.print(.initializer(decoding(properties, in: scope)), &spacing)
    document.print(.function(encodeFields(properties, in: scope)), &spacing)
    document.print(.function(equality(properties, in: scope)), &spacing)
    if identifier != nil { document.print(.function(hashing(in: scope)), &spacing) }
  }

  private mutating func decoding(
    _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftInitializer {
    let container = SwiftExpression.call(
      .type(builder.runtimeInBody("DecodedFields", in: scope)), [SwiftArgument(.name("decoder"))])
    var body = [
      SwiftStatement.binding(
        isLet: true, .name("fields"), type: nil, value: .try(.try, container))
    ]
    for property in properties {
      var arguments = [SwiftArgument(.string(property.key))]
      if let coding = property.coding {
        arguments.append(
          SwiftArgument(label: "as", .metatype(.generic(coding, [property.type]))))
      }
      let value = SwiftExpression.call(.member(.name("fields"), property.decoder), arguments)
      let target =
        property.name == "decoder"
        ? .member(.self, property.name) : Self.read(property.name, beside: "fields")
      body.append(.assign(target, nil, .try(.try, value)))
    }
    return SwiftInitializer(
      parameters: [
        SwiftParameter(
          label: "from", "decoder", type: .existential(builder.standard("Decoder", in: scope)))
      ], throws: true, body: body, modifiers: access)
  }

  /// `fields.encode("born_on", bornOn)` for each property.
  mutating func encodeFields(
    _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftFunction {
    let body = properties.map { property -> SwiftStatement in
      var value = Self.read(property.name, beside: "fields")
      if let coding = property.coding {
        value = .call(.type(coding), [SwiftArgument(value)])
      }
      let arguments = [SwiftArgument(.string(property.key)), SwiftArgument(value)]
      return .expression(.call(.member(.name("fields"), "encode"), arguments))
    }
    return SwiftFunction(
      "encodeFields",
      parameters: [
        SwiftParameter(
          label: "to", "fields", type: .inout(builder.runtime("EncodedFields", in: scope)))
      ], result: nil, body: body, modifiers: access)
  }

  private mutating func equality(
    _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftFunction {
    let compared = SwiftExpression.type(builder.runtimeInBody("ComparedFields", in: scope))
    var body = [
      SwiftStatement.binding(isLet: false, .name("fields"), type: nil, value: .call(compared))
    ]
    for property in properties {
      let arguments = ["a", "b"].map { SwiftArgument(.member(.name($0), property.name)) }
      body.append(.expression(.call(.member(.name("fields"), "compare"), arguments)))
    }
    body.append(.return(.member(.name("fields"), "areEqual")))
    return SwiftFunction(
      "==",
      parameters: ["a", "b"].map { SwiftParameter($0, type: .self) },
      result: builder.standard("Bool", in: scope), body: body, modifiers: [access, .static])
  }

  /// By the key alone: equal models have equal keys, and few have the same.
  private func hashing(in scope: LexicalScope) -> SwiftFunction {
    SwiftFunction(
      "hash",
      parameters: [
        SwiftParameter(
          label: "into", "hasher", type: .inout(builder.standard("Hasher", in: scope)))
      ], result: nil,
      body: [.expression(.call(.member(.name("hasher"), "combine"), [SwiftArgument(.name("id"))]))],
      modifiers: access)
  }

  /// A property as it is read beside a parameter.
  static func read(_ property: String, beside parameter: String) -> SwiftExpression {
    property == parameter || property == "self" ? .member(.self, property) : .name(property)
  }
}

extension StoredProperty {
  /// The method of the run-time's `DecodedFields` that reads it.
  fileprivate var decoder: String {
    if coding != nil { return "date" }
    if isAssociation { return "association" }
    if case .optional = type { return "optional" }
    return "value"
  }
}
