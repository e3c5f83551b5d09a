extension ElixirExpression {
  /// Whether the formatter breaks it as it breaks a list where it is the only argument.
  var isCommentedTuple: Bool {
    switch self {
    case .tuple, .bitstring: containsComment
    default: false
    }
  }

  fileprivate var containsComment: Bool {
    switch self {
    case .variable, .alias, .atom, .number, .sigil, .captureArgument, .string, .heredoc: false
    case .tuple(let elements, let keywords), .list(let elements, let keywords):
      elements.contains(where: \.containsComment) || keywords.contains { $0.value.containsComment }
    case .map(_, let updated, let entries):
      (updated?.containsComment ?? false) || entries.contains(where: \.containsComment)
    case .bitstring(let elements), .pipeline(let elements, _):
      elements.contains(where: \.containsComment)
    case .field(let operand, _), .unary(_, let operand), .capture(let operand):
      operand.containsComment
    case .access(let left, let right), .binary(_, let left, let right):
      left.containsComment || right.containsComment
    case .call(let call): call.containsComment
    case .function(let clauses): clauses.contains(where: \.containsComment)
    case .functionType(let parameters, let result):
      parameters.contains(where: \.containsComment) || result.containsComment
    case .functionReference(let target, _, _): target?.containsComment ?? false
    case .attribute(_, let value): value?.containsComment ?? false
    case .block(let statements):
      onlyStatement?.containsComment ?? statements.contains(where: \.containsComment)
    }
  }
}

extension ElixirMapEntry {
  fileprivate var containsComment: Bool {
    switch self {
    case .keyword(let keyword): keyword.value.containsComment
    case .pair(let key, let value): key.containsComment || value.containsComment
    }
  }
}

extension ElixirCall {
  fileprivate var containsComment: Bool {
    let targetContains =
      switch target {
      case .local: false
      case .remote(let target), .value(let target): target.containsComment
      }
    return targetContains || arguments.contains(where: \.containsComment)
      || keywords.contains { $0.value.containsComment }
      || blocks.contains {
        switch $0.body {
        case .statements(let statements): statements.contains(where: \.containsComment)
        case .clauses(let clauses): clauses.contains(where: \.containsComment)
        }
      }
  }
}

extension ElixirClause {
  fileprivate var containsComment: Bool {
    body.contains(where: \.containsComment) || patterns.contains(where: \.containsComment)
      || (condition?.containsComment ?? false)
  }
}

extension ElixirStatement {
  fileprivate var containsComment: Bool {
    switch self {
    case .expression(let expression): expression.containsComment
    case .comment, .verbatim: true
    case .blankLine: false
    }
  }
}
