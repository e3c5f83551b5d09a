@testable import ElixirBackend

/// Elixir as no one would write it: everything in parentheses, every scalar escaped, no layout. What Elixir
/// parses it to is what the tree means, whatever the printer thinks of precedence and quoting.
enum ExplicitElixir {
  static func text(_ expression: ElixirExpression) -> String {
    switch expression {
    case .variable(let name), .alias(let name): name
    case .atom(let name): [":\"", escaped(name), "\""].joined()
    case .number(let digits): digits
    case .string(let parts), .heredoc(let parts): string(parts)
    case .sigil(let name, let text, let modifiers):
      "sigil_\(name)(<<\(string([.text(text)]))>>, [\(list(modifiers.unicodeScalars.map { String($0.value) }))])"
    case .tuple(let elements, let keywords):
      "{\(list(elements.map(text) + (keywords.isEmpty ? [] : ["[\(pairs(keywords))]"])))}"
    case .list(let elements, let keywords):
      "[\(list(elements.map(element) + (keywords.isEmpty ? [] : [pairs(keywords)])))]"
    case .map(let name, let updated, let entries):
      "%\(name.map(text) ?? ""){\(updated.map { "(\(text($0))) | " } ?? "")\(list(entries.map(entry)))}"
    case .bitstring(let segments): "<<\(list(segments.map(segment)))>>"
    case .field(let target, let name): "(\(text(target))).\(name)"
    case .access(let target, let key): "(\(text(target)))[\(text(key))]"
    case .call(let call): self.call(call)
    case .unary(let op, let operand): "(\(op.rawValue) (\(text(operand))))"
    case .binary(let op, let left, let right): "((\(text(left))) \(op.rawValue) (\(text(right))))"
    case .pipeline(let stages, _):
      stages.dropFirst().reduce("(\(text(stages[0])))") { "(\($0) |> (\(text($1))))" }
    case .function(let clauses): "fn \(self.clauses(clauses)) end"
    case .functionType(let parameters, let result):
      "(\(list(parameters.map { "(\(text($0)))" })) -> \(text(result)))"
    case .capture(let body): "(&(\(text(body))))"
    case .captureArgument(let index): "&\(index)"
    case .functionReference(let target, let name, let arity):
      "(&\(target.map { "(\(text($0)))." } ?? "")\(name)/\(arity))"
    case .attribute(let name, let value): "(@\(name)\(value.map { "((\(text($0))))" } ?? ""))"
    case .block(let statements): body(statements)
    }
  }

  static func body(_ statements: [ElixirStatement]) -> String {
    let expressions = statements.compactMap { statement -> String? in
      if case .expression(let expression) = statement { text(expression) } else { nil }
    }
    return "(\(expressions.joined(separator: "; ")))"
  }

  private static func list(_ texts: [String]) -> String { texts.joined(separator: ", ") }

  private static func pairs(_ keywords: [ElixirKeyword]) -> String {
    list(keywords.map { "{:\"\(escaped($0.key))\", (\(text($0.value)))}" })
  }

  /// `[head | tail]` is no operator call.
  private static func element(_ expression: ElixirExpression) -> String {
    if case .binary(.cons, let head, let tail) = expression {
      return "(\(text(head))) | (\(text(tail)))"
    }
    return text(expression)
  }

  private static func entry(_ entry: ElixirMapEntry) -> String {
    switch entry {
    case .keyword(let keyword): "(:\"\(escaped(keyword.key))\") => (\(text(keyword.value)))"
    case .pair(let key, let value): "(\(text(key))) => (\(text(value)))"
    }
  }

  private static func segment(_ expression: ElixirExpression) -> String {
    if case .binary(.typed, let value, let specifier) = expression {
      return "((\(text(value)))::(\(text(specifier))))"
    }
    return "(\(text(expression)))"
  }

  private static func call(_ call: ElixirCall) -> String {
    var arguments = call.arguments.map { "(\(text($0)))" }
    var keywords = pairs(call.keywords)
    let blocks = call.blocks.map { block in
      let value =
        switch block.body {
        case .statements(let statements): body(statements)
        case .clauses(let clauses): "(\(self.clauses(clauses)))"
        }
      return "{:\(block.keyword.rawValue), \(value)}"
    }
    if !call.keywords.isEmpty, !blocks.isEmpty {
      arguments.append("[\(keywords)]")
      keywords = ""
    }
    if !keywords.isEmpty { arguments.append("[\(keywords)]") }
    if !blocks.isEmpty { arguments.append("[\(list(blocks))]") }
    switch call.target {
    case .local: return "\(call.name)(\(list(arguments)))"
    case .remote(let target): return "(\(text(target))).\(call.name)(\(list(arguments)))"
    case .value(let target): return "(\(text(target))).(\(list(arguments)))"
    }
  }

  private static func clauses(_ clauses: [ElixirClause]) -> String {
    clauses.map { clause in
      let patterns = list(clause.patterns.map { "(\(text($0)))" })
      let condition = clause.condition.map { " when (\(text($0)))" } ?? ""
      return "\(clause.patterns.isEmpty ? "" : "\(patterns)\(condition) ")-> \(body(clause.body))"
    }.joined(separator: "; ")
  }

  private static func string(_ parts: [ElixirStringPart]) -> String {
    let texts = parts.map { part in
      switch part {
      case .text(let text): escaped(text)
      case .interpolation(let expression): "#{\(text(expression))}"
      }
    }
    return "\"\(texts.joined())\""
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined()
  }
}
