import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The constant behind a field's `=`. Of a list or a map the part that is wrong is named, not the whole.
struct DefaultLowering {
  let file: FileAnalysis
  let enumerations: EnumerationTable

  private var tree: SyntaxTree { file.tree }

  /// nil for `nil`; `.null` after a diagnostic, so that nothing follows from a default that is not there.
  func lower(_ node: NodeID, for field: Field) -> Literal? {
    guard let literal = file.literal(node) else {
      reportComputed(computedPart(of: node))
      return .null
    }
    if literal == .null {
      return refusesNil(node, for: field) ? .null : nil
    }
    guard checkKeys(of: node, as: field.type) else { return .null }
    if let value = DefaultValues.value(literal, as: field.type, enumerations) { return value }
    if field.skipsDefaultValidation { return literal }
    let (part, type) = wrongPart(of: node, as: field.type)
    refuse(part, as: type, isWhole: part == node)
    return .null
  }

  /// `var s: String = nil`: what has no default is nil at first in any case.
  private func refusesNil(_ node: NodeID, for field: Field) -> Bool {
    if field.isOptional || field.type == .any { return false }
    file.report(
      .invalidDefault, "`\(field.name.source)` is never nil, and this would be its default",
      at: tree.span(node),
      helps: [
        Help("leave it out, or make the field optional: `\(enumerations.described(field.type))?`")
      ])
    return true
  }

  private func refuse(_ node: NodeID, as type: FieldType, isWhole: Bool) {
    let span = tree.span(node)
    let expected = enumerations.described(type)
    file.report(
      .invalidDefault,
      isWhole ? "this default is not `\(expected)`" : "a part of this default is not `\(expected)`",
      at: span, label: "expected `\(expected)`",
      helps: ConstantHelps(enumerations: enumerations)
        .helps(for: file.literal(node), as: type, at: span))
  }

  // MARK: What is no constant

  private func reportComputed(_ node: NodeID) {
    if [.integerLiteral, .floatLiteral].contains(tree.kind(node)) {
      return file.reportTooLarge(node)
    }
    file.report(
      .invalidDefault, "a default must be a constant", at: tree.span(node),
      label: "this is computed",
      notes: ["Ecto evaluates a schema's defaults once, when the module is compiled"],
      helps: [
        Help(
          "write its value; what differs from row to row is put into a changeset, or made by the database: `@column(default: sql(\"…\"))`"
        )
      ])
  }

  private func computedPart(of node: NodeID) -> NodeID {
    let parts =
      switch tree.kind(node) {
      case .listLiteral: Array(tree.children(node))
      case .mapLiteral: tree.children(node).flatMap { Array(tree.children($0)) }
      default: [NodeID]()
      }
    return parts.first { file.literal($0) == nil }.map(computedPart) ?? node
  }

  // MARK: What is of another type

  private func wrongPart(of node: NodeID, as type: FieldType) -> (NodeID, FieldType) {
    for (part, type) in parts(of: node, as: type) {
      let value = file.literal(part) ?? .null
      if value == .null { return (part, type) }
      if DefaultValues.value(value, as: type, enumerations) == nil {
        return wrongPart(of: part, as: type)
      }
    }
    return (node, type)
  }

  /// The elements of a list, the keys and values of a map, with the types they should have.
  private func parts(of node: NodeID, as type: FieldType) -> [(NodeID, FieldType)] {
    switch (tree.kind(node), type) {
    case (.listLiteral, .array(let element)): tree.children(node).map { ($0, element) }
    case (.mapLiteral, .mapOf(let value)), (.mapLiteral, .dictionary(_, let value)):
      tree.children(node).flatMap { pair in
        var parts = Array(tree.children(pair))
        let last = parts.popLast().map { ($0, value) }
        guard case .dictionary(let key, _) = type, let first = parts.first else {
          return [last].compactMap { $0 }
        }
        return [(first, key), last].compactMap { $0 }
      }
    default: []
    }
  }

  // MARK: Keys of maps

  /// Keys are text, and there once: Elixir would keep the last of two, with a warning, and Swift none.
  private func checkKeys(of node: NodeID, as type: FieldType) -> Bool {
    var isSound = true
    var seen: [String: Span] = [:]
    for part in tree.children(node) {
      switch tree.kind(node) {
      case .listLiteral: isSound = checkKeys(of: part, as: type.elementOfLiteral) && isSound
      case .mapLiteral:
        isSound = checkKey(of: part, as: type, &seen) && isSound
        guard let value = Array(tree.children(part)).last else { continue }
        isSound = checkKeys(of: value, as: type.elementOfLiteral) && isSound
      default: return true
      }
    }
    return isSound
  }

  private func checkKey(of pair: NodeID, as type: FieldType, _ seen: inout [String: Span]) -> Bool {
    var span = tree.nameSpan(pair)
    var text: String? = tree.mainText(pair)
    if tree[pair].main.isNone, let key = tree.first(of: pair) {
      (span, text) = (tree.span(key), file.literal(key)?.text)
    }
    guard var text else {
      file.report(
        .invalidDefault, "the keys of a map are text", at: span,
        notes: ["JSON has no others: it would be text when it is read again"],
        helps: [Help("write it in quotation marks")])
      return false
    }
    if case .dictionary(.uuid, _) = type { text = text.lowercased() }
    guard let first = seen.updateValue(span, forKey: text) else { return true }
    file.report(
      .duplicateOption, "this key is written twice", at: span,
      secondary: [Label(first, "the first")], helps: [Help("leave one of them out")])
    return false
  }
}

extension FieldType {
  /// Of what a literal of a list or a map holds; anything where the type does not say it.
  fileprivate var elementOfLiteral: FieldType {
    switch self {
    case .array(let element), .mapOf(let element), .dictionary(_, let element): element
    default: .any
    }
  }
}
