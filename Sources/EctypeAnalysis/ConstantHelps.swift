import EctypeDiagnostics
import EctypeModel

/// The way out of a constant that a field cannot hold: what is meant by it, or how one of the type is written.
struct ConstantHelps {
  let enumerations: EnumerationTable

  func helps(for literal: Literal?, as type: FieldType, at span: Span) -> [Help] {
    if let literal, let meant = meant(by: literal, as: type) {
      return [Help("write `\(meant)`", edits: [TextEdit(span, meant)])]
    }
    if case .enumeration(let id) = type {
      let cases = enumerations.caseNames(id)
      if let name = literal?.text, let nearest = Suggestions.nearest(to: name, among: cases) {
        return [Help("did you mean `.\(nearest)`?", edits: [TextEdit(span, ".\(nearest)")])]
      }
      return Suggestions.listing(cases.map { ".\($0)" }).map { [Help("its cases are \($0)")] } ?? []
    }
    if let note = literal.flatMap({ DefaultValues.note($0, as: type) }) { return [Help(note)] }
    return example(of: type).map { [Help("such a value is written `\($0)`")] } ?? []
  }

  /// The same value, written as the type has it: `"5"` for a number is `5`.
  private func meant(by literal: Literal, as type: FieldType) -> String? {
    switch (type, literal) {
    case (.integer, .string(let text)), (.id, .string(let text)): Int(text).map { "\($0)" }
    case (.float, .string(let text)): Double(text).flatMap { $0.isFinite ? "\($0)" : nil }
    case (.boolean, .string("true")), (.boolean, .integer("1")): "true"
    case (.boolean, .string("false")), (.boolean, .integer("0")): "false"
    case (.string, .integer(let text)), (.string, .float(let text)), (.string, .atom(let text)):
      "\"\(text)\""
    case (.string, .bool(let value)): "\"\(value)\""
    case (.array(let element), let literal):
      DefaultValues.value(literal, as: element, enumerations).flatMap { _ in written(literal) }
        .map { "[\($0)]" }
    default: nil
    }
  }

  private func written(_ literal: Literal) -> String? {
    switch literal {
    case .integer(let text), .float(let text): text
    case .string(let text) where text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }:
      "\"\(text)\""
    case .bool(let value): "\(value)"
    case .atom(let name): ".\(name)"
    default: nil
    }
  }

  private func example(of type: FieldType) -> String? {
    switch type {
    case .string, .binary, .bitstring: "\"text\""
    case .integer, .id: "1"
    case .float: "1.5"
    case .boolean: "true"
    case .decimal: "\"1.50\""
    case .uuid, .binaryID: "\"6f1b4e6c-6f0a-4b0e-9d7e-2c1f0c6a5b3d\""
    case .array(let element): example(of: element).map { "[\($0)]" } ?? "[]"
    case .map: "[\"key\": 1]"
    case .mapOf(let value): example(of: value).map { "[\"key\": \($0)]" }
    case .dictionary(let key, let value):
      example(of: key).flatMap { key in example(of: value).map { "[\(key): \($0)]" } }
    case .enumeration(let id): enumerations.caseNames(id).first.map { ".\($0)" }
    default: nil
    }
  }
}
