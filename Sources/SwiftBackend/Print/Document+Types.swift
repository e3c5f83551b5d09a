import EctypeText

extension Document {
  /// The type set aside. Most are a name, or one and a question mark.
  mutating func fragment(type: SwiftType) -> Fragment {
    switch type {
    case .named(let name): fragment(name: name, .type)
    case .optional(.named(let name)): fragment(name: name, .type, "?")
    default: fragment { $0.print(type) }
    }
  }

  mutating func print(_ type: SwiftType) {
    switch type {
    case .named(let name): self.name(name, .type)
    case .self: text("Self")
    case .member(let base, let name):
      group(.alone) {
        $0.print(base)
        $0.nest {
          $0.softLine()
          $0.text(".")
          $0.name(name, .type)
        }
      }
    case .generic(let base, let arguments):
      print(base)
      list("<", arguments, ">", style: .alone) { $0.print($1) }
    case .optional(let wrapped):
      printPostfixBase(wrapped)
      text("?")
    case .array(let element):
      text("[")
      print(element)
      text("]")
    case .dictionary(let key, let value):
      text("[")
      print(key)
      text(": ")
      print(value)
      text("]")
    case .tuple(let elements): list("(", elements, ")", style: .alone) { $0.print($1) }
    case .function(let parameters, let canThrow, let result):
      list("(", parameters, ")", style: .alone) { $0.print($1) }
      text(canThrow ? " throws -> " : " -> ")
      print(result)
    case .existential(let type):
      text("any ")
      print(type)
    case .inout(let type):
      text("inout ")
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
}
