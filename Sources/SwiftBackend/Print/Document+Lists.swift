import EctypeText

extension Document {
  /// `(a, b)`, its elements one a line where they do not fit.
  ///
  /// - Parameter isBroken: where it is known that they do not.
  @inline(__always) mutating func list<C: Collection>(
    _ open: StaticString, _ elements: C, _ close: StaticString, style: GroupStyle = .all,
    hasTrailingComma: Bool = false, isBroken: Bool = false,
    _ body: (inout Document, C.Element) -> Void
  ) {
    if elements.isEmpty {
      text(open)
      text(close)
      return
    }
    group(style) {
      if isBroken { $0.breakGroups() }
      $0.text(open)
      $0.nest {
        $0.softLine()
        $0.joined(elements, separator: { $0.comma() }, body)
        if hasTrailingComma && elements.count > 1 {
          $0.textIfBroken(byte: UInt8(ascii: ","), isReserved: true)
        }
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
    assigned(hugs: value.hugs, prefix) { $0.print(value, isContinuation: true) }
  }

  @inline(__always) mutating func assigned(
    hugs: Bool, _ prefix: (inout Document) -> Void, value: (inout Document) -> Void
  ) {
    group(hugs ? .hug : .all) {
      prefix(&$0)
      $0.assignedValue(value)
    }
  }

  @inline(__always) private mutating func assignedValue(_ value: (inout Document) -> Void) {
    nest(when: .groupIsBroken) {
      $0.line()
      value(&$0)
    }
  }

  /// `name: Type = value`, without what is nil. Below a type on a line of its own the value is indented once
  /// more, except in parameters.
  mutating func declared(
    type: SwiftType?, value: SwiftExpression?, isParameter: Bool = false,
    _ name: (inout Document) -> Void
  ) {
    if let type {
      declared(value: value, isParameter: isParameter, name) { $0.print(type) }
    } else if let value {
      assigned(value) {
        name(&$0)
        $0.text(" =")
      }
    } else {
      name(&self)
    }
  }

  /// The same of something whose type is written by `type`.
  @inline(__always) mutating func declared(
    value: SwiftExpression?, isParameter: Bool = false, _ name: (inout Document) -> Void,
    type: (inout Document) -> Void
  ) {
    guard let value else { return annotated(name, type: type) }
    declared(
      hugs: value.hugs, isParameter: isParameter, name, type: type,
      value: { $0.print(value, isContinuation: true) })
  }

  /// `name: Type = value`
  @inline(__always) mutating func declared(
    hugs: Bool, isParameter: Bool, _ name: (inout Document) -> Void,
    type: (inout Document) -> Void, value: (inout Document) -> Void
  ) {
    group(hugs ? .hug : .all) {
      $0.annotated(name, type: type)
      $0.nest(isParameter ? 0 : 2, when: .previousGroupIsBroken) {
        $0.text(" =")
        $0.assignedValue(value)
      }
    }
  }
}
