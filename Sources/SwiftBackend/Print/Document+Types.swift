import EctypeText

extension Document {
  mutating func print(_ type: SwiftType) {
    switch type {
    case .named(let name): self.name(name, .type)
    case .self: text("Self")
    case .member(let base, let name):
      print(base)
      text(".")
      self.name(name, .type)
    case .generic(let base, let arguments):
      print(base)
      list("<", arguments, ">") { $0.print($1) }
    case .optional(let wrapped):
      printPostfixBase(wrapped)
      text("?")
    case .array(let element): list("[", CollectionOfOne(element), "]") { $0.print($1) }
    case .dictionary(let key, let value):
      text("[")
      print(key)
      text(": ")
      print(value)
      text("]")
    case .tuple(let elements): list("(", elements, ")") { $0.print($1) }
    case .function(let parameters, let canThrow, let result):
      list("(", parameters, ")") { $0.print($1) }
      text(canThrow ? " throws -> " : " -> ")
      print(result)
    case .existential(let type):
      text("any ")
      print(type)
    }
  }

  /// A type before `?`: function and `any` types need parentheses.
  private mutating func printPostfixBase(_ type: SwiftType) {
    switch type {
    case .function, .existential:
      text("(")
      print(type)
      text(")")
    default: print(type)
    }
  }

  /// `name: Type`, the type on the next line where it does not fit.
  mutating func annotated(_ type: SwiftType, _ name: (inout Document) -> Void) {
    group(.alone) {
      name(&$0)
      $0.text(":")
      $0.nest {
        $0.line()
        $0.print(type)
      }
    }
  }
}
