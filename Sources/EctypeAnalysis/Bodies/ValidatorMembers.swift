import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// What `validateInclusion`, `validateExclusion` and `validateSubset` compare with: constants that the field can hold.
extension ValidatorReader {
  func members(_ node: NodeID, of field: Field, _ element: FieldType) -> Members? {
    if let ends = file.rangeEnds(node) { return range(node, ends, of: field, element) }
    guard case .list(let items)? = file.literal(node) else {
      file.report(
        .invalidOption, "`\(spelling)` takes constants", at: tree.span(node),
        label: "expected a list or a range",
        helps: [Help("write them here: `[1, 2, 3]`, or `1...3` for whole numbers")])
      return nil
    }
    var values: [Literal] = []
    for (item, itemNode) in zip(items, tree.children(node)) {
      guard let value = DefaultValues.value(item, as: element, body.shape.enumerations) else {
        impossible(itemNode, of: field, element)
        return nil
      }
      values.append(value)
    }
    if values.isEmpty {
      file.report(
        .invalidOption, "`\(spelling)` needs a value at least", at: tree.span(node),
        label: name == "validate_exclusion" ? "this excludes nothing" : "no value is one of these",
        helps: [Help("name the values: `[1, 2, 3]`, or leave the step out")])
      return nil
    }
    return .list(values)
  }

  /// No float and no decimal is in a range, to Ecto: only whole numbers are.
  private func range(
    _ node: NodeID, _ ends: RangeEnds, of field: Field, _ element: FieldType
  ) -> Members? {
    guard element.isWhole else {
      impossible(
        node, of: field, element,
        helps: element.isNumber
          ? [Help("write `validateNumber(.\(field.name.source), greaterThanOrEqualTo: …)`")] : [])
      return nil
    }
    guard case .integer(let low)? = file.literal(ends.lower), let from = Int(low),
      case .integer(let high)? = file.literal(ends.upper), let end = Int(high)
    else {
      file.report(
        .invalidOption, "`\(spelling)` takes a range of constants", at: tree.span(node),
        helps: [Help("write it so: `1...120`")])
      return nil
    }
    let isEmpty = ends.isClosed ? from > end : from >= end
    if isEmpty {
      file.report(
        .invalidOption, "nothing is in this range", at: tree.span(node),
        helps: [Help("a range goes from the lower number to the higher one: `1...120`")])
      return nil
    }
    return .range(from...(ends.isClosed ? end : end - 1))
  }

  private func impossible(
    _ node: NodeID, of field: Field, _ element: FieldType, helps: [Help] = []
  ) {
    file.report(
      .invalidOption, "`\(field.name.source)` can never hold this", at: tree.span(node),
      label: "expected `\(body.shape.enumerations.described(element))`",
      helps: helps.isEmpty
        ? ConstantHelps(enumerations: body.shape.enumerations)
          .helps(for: file.literal(node), as: element, at: tree.span(node)) : helps)
  }
}
