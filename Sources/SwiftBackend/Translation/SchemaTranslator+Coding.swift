import EctypeModel
import EctypeText

// What the compiler makes of `Codable` and `Equatable` costs an app more to compile than all else of a model: every
// `decode`, `encode` and `==` of it is chosen among dozens. What is written here names one function of the run-time.
extension SchemaTranslator {
  /// The list of the model's properties, by which it is encoded and compared, and its decoding: a line a property
  /// each. A model of no properties has the compiler's.
  mutating func declareCoding(
    _ writer: StructWriter, in scope: LexicalScope, _ document: inout Document,
    _ spacing: inout MemberSpacing
  ) {
    if writer.properties.isEmpty { return }
    writer.declareFieldMap(
      .generic(builder.runtime("FieldMap", in: scope), [.self]), &document, &spacing)
    writer.declareDecoding(
      builder.standard("Decoder", in: scope), builder.runtimeInBody("DecodedFields", in: scope),
      &document, &spacing)
  }
}
