import EctypeText

extension Document {
  /// `(a, b)`, its elements one a line where they do not fit.
  mutating func list<C: Collection>(
    _ open: String, _ elements: C, _ close: String, style: GroupStyle = .all,
    hasTrailingComma: Bool = false, _ body: (inout Document, C.Element) -> Void
  ) {
    if elements.isEmpty {
      text(open)
      text(close)
      return
    }
    group(style) {
      $0.text(open)
      $0.nest {
        $0.softLine()
        $0.joined(elements, separator: { $0.comma() }, body)
        if hasTrailingComma && elements.count > 1 { $0.textIfBroken(",") }
      }
      $0.softLine()
      $0.text(close)
    }
  }

  /// `,` and a line.
  mutating func comma() {
    text(",")
    line()
  }

  /// What stands after `=`, `return` or a label: on the same line if it fits or can break inside its own
  /// brackets, else on the next. `prefix` ends before the space.
  mutating func assigned(
    _ value: SwiftExpression, _ prefix: (inout Document) -> Void
  ) {
    group(value.hugs ? .hug : .all) {
      prefix(&$0)
      $0.nest(when: .groupIsBroken) {
        $0.line()
        $0.print(value, isContinuation: true)
      }
    }
  }
}
