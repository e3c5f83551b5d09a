import EctypeModel
import EctypeText

// What the compiler makes of `Codable` and `Equatable` costs an app more to compile than all else of a model: every
// `decode`, `encode` and `==` of it is chosen among dozens. What is written here names one function of the run-time.
extension SchemaTranslator {
  /// The model's coding and equality, a line a property. A model of no properties has the compiler's.
  mutating func declareCoding(
    _ writer: StructWriter, in scope: LexicalScope, _ document: inout Document,
    _ spacing: inout MemberSpacing
  ) {
    if writer.properties.isEmpty { return }
    writer.declareDecoding(
      builder.standard("Decoder", in: scope), builder.runtimeInBody("DecodedFields", in: scope),
      &document, &spacing)
    writer.declareEncoding(builder.runtime("EncodedFields", in: scope), &document, &spacing)
    writer.declareEquality(
      builder.standard("Bool", in: scope), builder.runtimeInBody("ComparedFields", in: scope),
      &document, &spacing)
    if identifier != nil { document.print(.function(hashing(in: scope)), &spacing) }
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
