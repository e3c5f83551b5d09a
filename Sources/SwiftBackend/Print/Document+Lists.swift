import EctypeText

extension Document {
  /// `prefix value`, where the prefix ends in `=`, `return` or a label's colon: the value is on the same
  /// line if it fits or can break inside its own brackets, else on the next.
  mutating func assigned(_ value: SwiftExpression, _ prefix: (inout Document) -> Void) {
    assigned(hugs: value.hugs, prefix) { $0.print(value, isContinuation: true) }
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
}
