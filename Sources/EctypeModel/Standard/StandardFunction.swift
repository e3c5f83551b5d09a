/// A function of the standard library: what it is called and takes, and what it is in Elixir.
package struct StandardFunction: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// `xs.count`
    case property
    /// `xs.map(f)`
    case method
    /// `xs.append(x)` of a variable: a statement that gives it a new value.
    case mutation
    /// `Enum.map(xs, f)`, by Elixir's module
    case function(module: String)
    /// `Int(x)`, `abs(x)`
    case global
  }

  package struct Parameter: Hashable, Sendable {
    package var label: String?
    package var type: StandardType
  }

  package var name: String
  package var form: Form
  /// The receiver of a method or property is the first.
  package var parameters: [Parameter]
  package var result: StandardType
  /// The Elixir, in which `$0` is the first argument.
  package var template: String
  /// The Swift in the same form, `try` before what may throw; nil for what only the server has.
  package var swift: String?
  /// Gives the same for the same arguments, and does nothing else.
  package var isPure: Bool
  /// The head as the table has it.
  package var head: String
  /// An expression that shows it, and its value.
  package var example: String
  package var expected: String
}

extension StandardFunction {
  /// A line of the table: `head :: template :: example :: expected`, and `:: swift` of what Swift has too.
  init(line: Substring) {
    let columns = line.split(separator: " :: ", omittingEmptySubsequences: false).map {
      $0.trimmingSpaces()
    }
    precondition(columns.count == 4 || columns.count == 5, "four columns or five: \(line)")
    var reader = StandardTypeReader(columns[0])
    isPure = !reader.take("impure ")
    let isMutating = reader.take("mutating ")
    head = columns[0]
    template = columns[1]
    example = columns[2]
    expected = columns[3]
    swift = columns.count > 4 ? columns[4] : nil
    (form, name, parameters) = Self.head(&reader)
    if isMutating { form = .mutation }
    switch form {
    case .property:
      reader.expect(":")
      result = reader.type()
    default:
      parameters += Self.parameters(&reader)
      result = reader.take("->") ? reader.type() : .value(.void)
    }
    precondition(reader.isAtEnd, "too much in the head: \(line)")
  }

  /// The part before the parameters: a receiver's type or a module, and the name.
  private static func head(_ reader: inout StandardTypeReader) -> (Form, String, [Parameter]) {
    var probe = reader
    let first = probe.name()
    // `String.upcase(…)` is a function of a module; a receiver stands in parentheses or brackets.
    if first.utf8.count > 1, probe.take(".") {
      let name = probe.name() + (probe.take("?") ? "?" : probe.take("!") ? "!" : "")
      probe.expect("(")
      reader = probe
      return (.function(module: first), name, [])
    }
    if first.utf8.count > 1, probe.take("(") {
      reader = probe
      return (.global, first, [])
    }
    let receiver = reader.type()
    reader.expect(".")
    let name = reader.name() + (reader.take("?") ? "?" : "")
    let form: Form = reader.take("(") ? .method : .property
    return (form, name, [Parameter(label: nil, type: receiver)])
  }

  private static func parameters(_ reader: inout StandardTypeReader) -> [Parameter] {
    var result: [Parameter] = []
    while !reader.take(")") {
      var probe = reader
      let label = probe.name()
      if !label.isEmpty, label.first!.isLowercase, probe.take(":") {
        reader = probe
        result.append(Parameter(label: label, type: reader.type()))
      } else {
        result.append(Parameter(label: nil, type: reader.type()))
      }
      _ = reader.take(",")
    }
    return result
  }
}

extension Collection where SubSequence == Substring, Element == Character {
  fileprivate func trimmingSpaces() -> String {
    var part = self[...]
    while part.first == " " { part.removeFirst() }
    while part.last == " " { part.removeLast() }
    return String(part)
  }
}

extension StandardFunction {
  /// Whether its Elixir can stand in a guard: operators and these functions of Kernel alone.
  package var isGuard: Bool {
    var word: [UInt8] = []
    for byte in template.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"): word.append(byte)
      case UInt8(ascii: "("):
        guard word.isEmpty || Self.guards.contains(String(decoding: word, as: UTF8.self)) else {
          return false
        }
        word = []
      // Modules, captures, structs, pipes, strings.
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "&"), UInt8(ascii: "%"),
        UInt8(ascii: "|"), UInt8(ascii: "\""), UInt8(ascii: "."):
        return false
      default:
        if Self.blocks.contains(String(decoding: word, as: UTF8.self)) { return false }
        word = []
      }
    }
    return true
  }

  private static let guards: Set<String> = [
    "abs", "ceil", "div", "elem", "floor", "hd", "is_nil", "length", "map_size", "rem", "round",
    "tl", "trunc", "tuple_size",
  ]
  private static let blocks: Set<String> = ["fn", "if", "case", "for"]
}

extension StandardFunction {
  /// Its Elixir names the module of the values that it compares.
  package var comparesByModule: Bool { template.contains("$M") }

  /// Its Elixir is the operator `in`.
  package var asksForMember: Bool { template == "$1 in $0" }

  /// Whether some arguments have no value: Swift throws there, and where Swift has no such function it is not known.
  var mayRaise: Bool {
    swift?.hasPrefix("try ") ?? !Self.total.contains(String(template.prefix { $0 != "(" }))
  }

  /// Calculations with decimals that have a value for all of them; a division has none by zero.
  private static let total: Set<String> = [
    "Decimal.add", "Decimal.sub", "Decimal.mult", "Decimal.negate", "Decimal.abs",
    "Decimal.compare", "Decimal.equal?", "Decimal.to_string",
  ]
}
