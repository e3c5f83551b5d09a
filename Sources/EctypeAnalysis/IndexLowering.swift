import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// `#index(.authorId, .insertedAt)`, `#unique(.slug, name: "…", where: "…")`, `#check("price > 0", name: "…")`.
struct IndexLowering {
  let file: FileAnalysis

  func index(_ arguments: inout Arguments, isUnique: Bool) -> SchemaIndex? {
    defer { arguments.finish() }
    var columns: [String] = []
    while let argument = arguments.next() {
      for element in file.elements(argument) {
        guard let column = column(element) else {
          file.report(
            .invalidOption, "\(arguments.owner) takes fields", at: file.tree.span(element),
            notes: ["an expression is SQL: `\"lower(email)\"`"],
            helps: [Help("write it so: `\(arguments.owner.dropLast().dropFirst())(.email)`")])
          return nil
        }
        if columns.contains(column) {
          file.report(
            .duplicateOption, "`\(column)` is named twice", at: file.tree.span(element),
            helps: [Help("leave one of them out")])
          return nil
        }
        columns.append(column)
      }
    }
    let name = arguments.identifier("name")
    let filter = arguments.condition("where")
    if arguments.has("unique") { refuseUnique(columns, &arguments) }
    guard !columns.isEmpty else {
      file.report(
        .missingOption, "\(arguments.owner) needs fields", at: arguments.span,
        helps: [Help("write them first: `\(arguments.owner.dropLast().dropFirst())(.email, …)`")])
      return nil
    }
    return SchemaIndex(
      columns: columns, isUnique: isUnique, name: name, filter: filter, span: arguments.span)
  }

  /// A migration's `createIndex` has the option, and a schema a member for it.
  private func refuseUnique(_ columns: [String], _ arguments: inout Arguments) {
    let fields = columns.map { "." + NameRules.camelCase($0) }.joined(separator: ", ")
    file.report(
      .unknownOption, "\(arguments.owner) has no option `unique`", at: arguments.span(of: "unique"),
      helps: [Help("write `#unique(\(fields))` for an index that is unique")])
    _ = arguments.value("unique")
  }

  /// A field, or SQL as it is.
  private func column(_ node: NodeID) -> String? {
    if file.tree.kind(node) == .stringLiteral, let text = file.tree.stringValue(node),
      IndexDefinition.isExpression(text)
    {
      return text
    }
    return file.symbol(node)
  }

  func check(_ arguments: inout Arguments) -> SchemaCheck? {
    defer { arguments.finish() }
    let node = arguments.required("a condition in SQL")
    let expression = node.flatMap { file.string($0, for: "the condition", of: arguments.owner) }
    if let node, let expression {
      file.refuseBlank(expression, for: arguments.owner, at: file.tree.span(node))
    }
    guard arguments.has("name") else {
      _ = arguments.identifier("name")
      file.report(
        .missingOption, "\(arguments.owner) needs a name", at: arguments.span,
        notes: ["a changeset knows a constraint by its name"],
        helps: [Help("write it so: `#check(\"price > 0\", name: \"price_is_positive\")`")])
      return nil
    }
    guard let name = arguments.identifier("name"), let expression else { return nil }
    return SchemaCheck(name: name, expression: expression, span: arguments.span)
  }
}

extension FileAnalysis {
  func refuseBlank(_ condition: String, for option: String, at span: Span) {
    guard condition.allSatisfy(\.isWhitespace) else { return }
    let option = option.hasPrefix("`") ? option : "`\(option)`"
    report(
      .invalidOption, "\(option) is a condition in SQL", at: span, label: "nothing is asked here",
      helps: [Help("leave it out")])
  }
}
