import EctypeText

extension ElixirPrinter {
  mutating func list(_ elements: [ElixirExpression], _ keywords: [ElixirKeyword]) {
    let arguments = ElixirArguments(elements, keywords)
    guard !arguments.isEmpty else { return document.text("[]") }
    surround("[", "]") { $0.arguments(arguments, .parensArgument) }
  }

  mutating func tuple(_ elements: [ElixirExpression], _ keywords: [ElixirKeyword]) {
    guard !elements.isEmpty else {
      return keywords.isEmpty ? document.text("{}") : tuple([.keywords(keywords)], [])
    }
    group {
      $0.document.text("{")
      $0.nest(.nestStart, 1) {
        if keywords.isEmpty {
          $0.arguments(ElixirArguments(elements), .parensArgument, separator: .flexLine)
        } else {
          $0.tupleWithKeywords(elements, keywords)
        }
      }
      $0.document.text("}")
    }
  }

  /// The keywords of a tuple count as one element.
  private mutating func tupleWithKeywords(
    _ elements: [ElixirExpression], _ keywords: [ElixirKeyword]
  ) {
    var remaining = elements.count
    for element in elements {
      argument(remaining, .nothing, .flexLine, true) { $0.expression(element, .parensArgument) }
      remaining -= 1
    }
    argument(0, .nothing, .flexLine, true) { $0.commaSeparated(keywords) }
  }

  private mutating func commaSeparated(_ keywords: [ElixirKeyword]) {
    for (index, keyword) in keywords.enumerated() {
      if index > 0 {
        document.text(",")
        document.line()
      }
      self.keyword(keyword, .parensArgument)
    }
  }

  // MARK: Maps

  mutating func map(
    _ name: ElixirExpression?, _ updated: ElixirExpression?, _ entries: [ElixirMapEntry]
  ) {
    if updated == nil, entries.isEmpty {
      mapOpening(name)
      document.text("}")
      return
    }
    map(name) {
      guard let updated else { return $0.mapEntries(entries) }
      $0.parentheses(if: updated.isBinaryOperation) { $0.expression(updated, .parensArgument) }
      $0.document.line()
      $0.document.text("| ")
      $0.nest { $0.mapEntries(entries) }
    }
  }

  /// A map of the struct `name` with the contents that `body` writes.
  @inline(__always) mutating func map(
    _ name: ElixirExpression?, _ body: (inout ElixirPrinter) -> Void
  ) {
    group {
      $0.mapOpening(name)
      $0.nest(.nestIfBrokenStart) {
        $0.document.softLine()
        body(&$0)
      }
      $0.document.softLine()
      $0.document.text("}")
    }
  }

  private mutating func mapOpening(_ name: ElixirExpression?) {
    document.text("%")
    if let name { expression(name, .parensArgument) }
    document.text("{")
  }

  private mutating func mapEntries(_ entries: [ElixirMapEntry]) {
    let lastPair = entries.lastIndex { if case .pair = $0 { true } else { false } } ?? -1
    for (index, entry) in entries.enumerated() {
      argument(entries.count - 1 - index, .nothing, .line, true) {
        switch entry {
        case .keyword(let keyword) where index > lastPair:
          $0.keyword(keyword, .parensArgument)
        case .keyword(let keyword):
          $0.pair(.atom(keyword.key), keyword.value)
        case .pair(let key, let value):
          $0.pair(key, value)
        }
      }
    }
  }

  private mutating func pair(_ key: ElixirExpression, _ value: ElixirExpression) {
    entry(value, .parensArgument, arrow: " =>") {
      $0.group {
        $0.parentheses(if: key.isBinaryOperation) { $0.expression(key, .parensArgument) }
      }
    }
  }

  // MARK: Bitstrings

  mutating func bitstring(_ segments: [ElixirExpression]) {
    guard !segments.isEmpty else { return document.text("<<>>") }
    group {
      $0.document.text("<<")
      $0.nest {
        for (index, segment) in segments.enumerated() {
          let remaining = segments.count - 1 - index
          $0.argument(remaining, .nothing, .flexLine, true) {
            $0.segment(segment, isFirst: index == 0, isLast: remaining == 0)
          }
        }
      }
      $0.document.text(">>")
    }
  }

  private mutating func segment(_ segment: ElixirExpression, isFirst: Bool, isLast: Bool) {
    guard case .binary(.typed, let value, let specifier) = segment else {
      let needsParentheses =
        isFirst && segment.beginsLikeBitstring || isLast && segment.endsLikeBitstring
      return parentheses(if: needsParentheses) { $0.expression(segment, .parensArgument) }
    }
    parentheses(if: isFirst && value.beginsLikeBitstring) { $0.expression(value, .parensArgument) }
    document.text("::")
    segmentSpecifier(specifier)
  }

  /// `binary-size(4)`: no spaces, whatever the operator table says.
  private mutating func segmentSpecifier(_ specifier: ElixirExpression) {
    if case .binary(let op, let left, let right) = specifier, op == .subtract || op == .multiply {
      segmentSpecifier(left)
      document.text(op.rawValue)
      parentheses(if: right.isOperation) { $0.expression(right, .parensArgument) }
    } else {
      parentheses(if: specifier.isOperation) { $0.expression(specifier, .parensArgument) }
    }
  }
}
