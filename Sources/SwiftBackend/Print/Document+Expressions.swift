import EctypeText

extension Document {
  /// `isContinuation`: the lines that follow the first are indented as they should be already.
  mutating func print(_ expression: SwiftExpression, isContinuation: Bool = false) {
    switch expression {
    case .name(let name): self.name(name, .variable)
    case .self: text("self")
    case .nil: text("nil")
    case .boolean(let value): text(value ? "true" : "false")
    case .integer(let value): integer(String(value))
    case .integerText(let digits): integer(digits)
    case .float(let value): float(value)
    case .string(let value): string(value)
    case .interpolation(let segments): interpolation(segments)
    case .array(let elements):
      list("[", elements, "]", hasTrailingComma: true) { $0.print($1) }
    case .dictionary(let pairs): dictionary(pairs)
    case .tuple(let elements): list("(", elements, ")") { $0.print($1) }
    case .type(let type): print(type)
    case .metatype(let type):
      print(type)
      text(".self")
    case .implicitMember(let name):
      text(".")
      self.name(name, .implicitMember)
    case .member, .call, .element, .optionalChain, .pipeline:
      chain(expression, isContinuation: isContinuation)
    case .closure(let closure): print(closure)
    case .keyPath(let names):
      text("\\")
      for name in names {
        text(".")
        self.name(name, .member)
      }
    case .prefix(let prefix, let operand):
      text(prefix.rawValue)
      self.operand(operand, above: .prefix, isContinuation: isContinuation)
    case .binary, .ternary, .cast: operators(expression, isContinuation: isContinuation)
    case .try(let keyword, let value):
      text(keyword.rawValue)
      text(" ")
      print(value, isContinuation: isContinuation)
    }
  }

  private mutating func dictionary(_ pairs: [(key: SwiftExpression, value: SwiftExpression)]) {
    if pairs.isEmpty { return text("[:]") }
    list("[", pairs, "]", hasTrailingComma: true) { document, pair in
      document.assigned(pair.value) {
        $0.print(pair.key)
        $0.text(":")
      }
    }
  }

  mutating func arguments(
    _ open: StaticString, _ arguments: [SwiftArgument], _ close: StaticString,
    style: GroupStyle = .all
  ) {
    list(open, arguments, close, style: style) { $0.print($1) }
  }

  mutating func print(_ argument: SwiftArgument) {
    guard let label = argument.label else { return print(argument.value) }
    if argument.value.beginsWithParenthesis {
      // The formatter never breaks between a label and a parenthesis.
      name(label, .label)
      text(": ")
      return print(argument.value)
    }
    assigned(argument.value) {
      $0.name(label, .label)
      $0.text(":")
    }
  }

  mutating func print(_ closure: SwiftClosure) {
    group {
      $0.text("{")
      if !closure.parameters.isEmpty {
        $0.group(.alone) {
          $0.nest {
            $0.line()
            $0.joined(closure.parameters, separator: { $0.comma() }) { $0.name($1, .variable) }
            if let result = closure.result {
              $0.text(" -> ")
              $0.print(result)
            }
            $0.text(" in")
          }
        }
      }
      $0.nest {
        $0.line()
        $0.joined(closure.body, separator: { $0.hardLine() }) { $0.print($1) }
      }
      $0.line()
      $0.text("}")
    }
  }
}

extension SwiftExpression {
  /// It can stay on the line of what it follows and break inside its own brackets.
  var hugs: Bool {
    switch self {
    case .array(let elements): !elements.isEmpty
    case .dictionary(let pairs): !pairs.isEmpty
    case .tuple(let elements): !elements.isEmpty
    case .closure: true
    case .call(let callee, let arguments, let trailing):
      (!arguments.isEmpty || trailing != nil) && callee.isPath
    case .prefix(_, let operand), .try(_, let operand): operand.hugs
    default: false
    }
  }

  /// `base[…]`, whose closing bracket may stand before a brace, but which after `=` goes to the next line.
  var isElement: Bool {
    guard case .element(let base, let arguments) = self, !arguments.isEmpty else { return false }
    return switch base {
    case .member, .optionalChain: false
    default: base.isPath
    }
  }

  /// A name, a type, or members of one.
  var isPath: Bool {
    switch self {
    case .name, .self, .type, .implicitMember: true
    case .member(let base, _), .optionalChain(let base): base.isPath
    default: false
    }
  }
}
