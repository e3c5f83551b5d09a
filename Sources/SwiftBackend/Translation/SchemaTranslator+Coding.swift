import EctypeModel
import EctypeText

// What the compiler makes of `Codable` and `Equatable` costs an app more to compile than all else of a model: every
// `decode`, `encode` and `==` of it is chosen among dozens. What is written here names one function of the run-time.
extension SchemaTranslator {
  /// What begins the list of the model's properties, by which it is encoded and compared, and its decoding. A model of no
  /// properties has the compiler's.
  mutating func codingLines(in scope: LexicalScope, _ document: inout Document) -> CodingLines {
    let types = CodingLines.Types(
      fieldMap: builder.runtime("FieldMap", in: scope),
      decoder: builder.standard("Decoder", in: scope),
      decodedFields: builder.runtimeInBody("DecodedFields", in: scope), access: settings.access)
    return printer.recurring.codingLines(types, in: &document)
  }
}

/// How a model's list of properties and its decoding begin: lines that most models have alike.
final class CodingLines {
  struct Types: Equatable {
    let fieldMap: SwiftType
    let decoder: SwiftType
    let decodedFields: SwiftType
    let access: SwiftSettings.Access
  }

  let types: Types
  let fieldMapHead: Fragment
  let fieldMapStart: Fragment
  let decodingHead: Fragment
  let decodingStart: Fragment

  init(_ types: Types, in document: inout Document) {
    self.types = types
    let fieldMap = document.fragment { $0.print(.generic(types.fieldMap, [.self])) }
    let decodedFields = document.fragment { $0.print(types.decodedFields) }
    fieldMapHead = document.fragment {
      $0.modifiers([types.access.modifiers, .static])
      $0.text("let fieldMap: ")
      $0.append(fieldMap)
      $0.text(" = {")
    }
    fieldMapStart = document.fragment {
      $0.assigned(hugs: true) {
        $0.text("var fields =")
      } value: {
        $0.append(fieldMap)
        $0.text("()")
      }
    }
    decodingHead = document.fragment {
      $0.modifiers(types.access.modifiers)
      $0.text("init")
      $0.signature(
        [SwiftParameter(label: "from", "decoder", type: .existential(types.decoder))], throws: true)
    }
    decodingStart = document.fragment {
      $0.assigned(hugs: true) {
        $0.text("let fields =")
      } value: {
        $0.text("try ")
        $0.append(decodedFields)
        $0.list("(", 0..<1, ")") { sink, _ in sink.text("decoder") }
      }
    }
  }
}
