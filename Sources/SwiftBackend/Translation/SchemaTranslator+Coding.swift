import EctypeModel
import EctypeText

extension SchemaTranslator {
  /// What the compiler does not make itself: the coding keys, and where dates are Foundation's, whose own coding is
  /// no text of Ecto's, the coding of each property.
  mutating func declareCoding(
    _ writer: StructWriter, in scope: LexicalScope, _ document: inout Document,
    _ spacing: inout MemberSpacing
  ) {
    let properties = writer.properties
    let hasCoding = properties.contains { $0.coding != nil }
    if !hasCoding, properties.allSatisfy({ $0.name == $0.key }) { return }
    let inherited = ["String", "CodingKey"].map { builder.standard($0, in: scope) }
    writer.declareCodingKeys(inherited, &document, &spacing)
    if hasCoding {
      document.print(.initializer(decoding(properties, in: scope)), &spacing)
      document.print(.function(encoding(properties, in: scope)), &spacing)
    }
  }

  private func decoding(
    _ properties: [StoredProperty], in scope: LexicalScope
  ) -> SwiftInitializer {
    var body = [
      SwiftStatement.binding(
        isLet: true, .name("container"), type: nil, value: .try(.try, container(of: "decoder")))
    ]
    for property in properties {
      var (method, type) = ("decode", property.type)
      if let coding = property.coding {
        type = .generic(coding, [type])
      } else if case .optional(let wrapped) = type {
        (method, type) = ("decodeIfPresent", wrapped)
      }
      var value = SwiftExpression.call(
        .member(.name("container"), method),
        [
          SwiftArgument(.metatype(type)),
          SwiftArgument(label: "forKey", .implicitMember(property.name)),
        ])
      if property.coding != nil { value = .member(value, "value") }
      body.append(.assign(.member(.self, property.name), nil, .try(.try, value)))
    }
    return SwiftInitializer(
      parameters: [
        SwiftParameter(
          label: "from", "decoder", type: .existential(builder.standard("Decoder", in: scope)))
      ], throws: true, body: body, modifiers: access)
  }

  private func encoding(_ properties: [StoredProperty], in scope: LexicalScope) -> SwiftFunction {
    var body = [
      SwiftStatement.binding(
        isLet: false, .name("container"), type: nil, value: container(of: "encoder"))
    ]
    for property in properties {
      var value = SwiftExpression.member(.self, property.name)
      var method = "encode"
      if let coding = property.coding {
        value = .call(.type(coding), [SwiftArgument(value)])
      } else if case .optional = property.type {
        method = "encodeIfPresent"
      }
      let call = SwiftExpression.call(
        .member(.name("container"), method),
        [
          SwiftArgument(value), SwiftArgument(label: "forKey", .implicitMember(property.name)),
        ])
      body.append(.expression(.try(.try, call)))
    }
    return SwiftFunction(
      "encode",
      parameters: [
        SwiftParameter(
          label: "to", "encoder", type: .existential(builder.standard("Encoder", in: scope)))
      ], throws: true, result: nil, body: body, modifiers: access)
  }

  /// `let container = try decoder.container(keyedBy: CodingKeys.self)`
  private func container(of coder: String) -> SwiftExpression {
    .call(
      .member(.name(coder), "container"),
      [SwiftArgument(label: "keyedBy", .metatype("CodingKeys"))])
  }
}
