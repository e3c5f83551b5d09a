import EctypeText

extension Document {
  /// `(a, b)`, its elements one a line where they do not fit.
  mutating func list<C: Collection>(
    _ open: StaticString, _ elements: C, _ close: StaticString, style: GroupStyle = .all,
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
        if hasTrailingComma && elements.count > 1 { $0.textIfBroken(",", isReserved: true) }
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

  /// `prefix value`, where the prefix ends in `=`, `return` or a label's colon: the value is on the same
  /// line if it fits or can break inside its own brackets, else on the next.
  mutating func assigned(_ value: SwiftExpression, _ prefix: (inout Document) -> Void) {
    group(value.hugs ? .hug : .all) {
      prefix(&$0)
      $0.assignedValue(value)
    }
  }

  private mutating func assignedValue(_ value: SwiftExpression) {
    nest(when: .groupIsBroken) {
      $0.line()
      $0.print(value, isContinuation: true)
    }
  }

  /// `name: Type = value`, without what is nil. Below a type on a line of its own the value is indented once
  /// more, except in parameters.
  mutating func declared(
    type: SwiftType?, value: SwiftExpression?, isParameter: Bool = false,
    _ name: (inout Document) -> Void
  ) {
    switch (type, value) {
    case (nil, nil): name(&self)
    case (let type?, nil): annotated(type, name)
    case (nil, let value?):
      assigned(value) {
        name(&$0)
        $0.text(" =")
      }
    case (let type?, let value?):
      group(value.hugs ? .hug : .all) {
        $0.annotated(type, name)
        $0.nest(isParameter ? 0 : 2, when: .previousGroupIsBroken) {
          $0.text(" =")
          $0.assignedValue(value)
        }
      }
    }
  }
}
