import EctypeText

extension LineSink {
  /// Modifiers in the order of Swift's own formatter, each with a space behind it.
  @inline(__always) mutating func modifiers(_ modifiers: SwiftModifiers) {
    if modifiers.isEmpty { return }
    if modifiers.contains(.public) { text("public ") }
    if modifiers.contains(.package) { text("package ") }
    if modifiers.contains(.fileprivate) { text("fileprivate ") }
    if modifiers.contains(.private) { text("private ") }
    if modifiers.contains(.static) { text("static ") }
    if modifiers.contains(.nonisolated) { text("nonisolated ") }
    if modifiers.contains(.mutating) { text("mutating ") }
    if modifiers.contains(.indirect) { text("indirect ") }
  }

  /// `(a, b)`, its elements one a line where they do not fit.
  ///
  /// - Parameter isBroken: where it is known that they do not.
  @inline(__always) mutating func list<C: Collection>(
    _ open: StaticString, _ elements: C, _ close: StaticString, style: Document.GroupStyle = .all,
    hasTrailingComma: Bool = false, isBroken: Bool = false,
    _ body: (inout Self, C.Element) -> Void
  ) {
    if elements.isEmpty {
      text(open)
      text(close)
      return
    }
    group(style) {
      if isBroken { $0.breakGroups() }
      $0.text(open)
      $0.nest(2, when: .always) {
        $0.softLine()
        var isFirst = true
        for element in elements {
          if !isFirst { $0.comma() }
          isFirst = false
          body(&$0, element)
        }
        if hasTrailingComma && elements.count > 1 {
          $0.textIfBroken(byte: UInt8(ascii: ","), isReserved: true)
        }
      }
      $0.softLine()
      $0.text(close)
    }
  }

  /// `,` and a line.
  @inline(__always) mutating func comma() {
    text(",")
    line()
  }

  /// `prefix value` of a value that `value` writes and that may break inside its own brackets where it `hugs`.
  @inline(__always) mutating func assigned(
    hugs: Bool, _ prefix: (inout Self) -> Void, value: (inout Self) -> Void
  ) {
    group(hugs ? .hug : .all) {
      prefix(&$0)
      $0.assignedValue(value)
    }
  }

  @inline(__always) mutating func assignedValue(_ value: (inout Self) -> Void) {
    nest(2, when: .groupIsBroken) {
      $0.line()
      value(&$0)
    }
  }

  /// `name: Type = value`
  @inline(__always) mutating func declared(
    hugs: Bool, isParameter: Bool, _ name: (inout Self) -> Void,
    type: (inout Self) -> Void, value: (inout Self) -> Void
  ) {
    group(hugs ? .hug : .all) {
      $0.annotated(name, type: type)
      $0.nest(isParameter ? 0 : 2, when: .previousGroupIsBroken) {
        $0.text(" =")
        $0.assignedValue(value)
      }
    }
  }

  /// `name: Type`, the type on the next line where it does not fit.
  @inline(__always) mutating func annotated(
    _ name: (inout Self) -> Void, type: (inout Self) -> Void
  ) {
    group(.alone) {
      name(&$0)
      $0.text(":")
      $0.nest(2, when: .always) {
        $0.line()
        type(&$0)
      }
    }
  }

  /// `base.method(…)`, what stands in its parentheses written by `arguments`.
  @inline(__always) mutating func call(
    _ base: StaticString, _ method: StaticString, isContinuation: Bool = false,
    arguments: (inout Self) -> Void
  ) {
    group(.hug) {
      $0.text(base)
      $0.nest(isContinuation ? 0 : 2, when: .groupIsBroken) {
        $0.softLine()
        $0.text(".")
        $0.text(method)
        $0.list("(", 0..<1, ")") { sink, _ in arguments(&sink) }
      }
    }
  }
}
