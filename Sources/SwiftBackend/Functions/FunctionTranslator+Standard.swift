import EctypeModel

extension FunctionTranslator {
  /// A call of the standard library, as its Swift in the table has it.
  mutating func standard(_ call: StandardCall) throws(NotPortable) -> SwiftExpression {
    let template = call.function.template
    switch template {
    case "$1 in $0": return try contains(in: call.arguments)
    case "Enum.member?($0, $1)": return try contains(in: call.arguments)
    case "is_nil($0)":
      guard call.arguments[0].type.isOptional else { throw NotPortable() }
      return .binary(try expression(call.arguments[0]), .equal, .nil)
    case "List.replace_at($0, $1, $2)":
      return elixir(
        "replace",
        [
          SwiftArgument(try expression(call.arguments[0])),
          SwiftArgument(label: "at", try expression(call.arguments[1], hasContext: true)),
          SwiftArgument(try expression(call.arguments[2], hasContext: true)),
        ])
    default: break
    }
    guard let swift = call.function.swift, call.function.isPure else { throw NotPortable() }
    // Swift's tuples are not `Comparable`.
    if case .tuple? = call.type(of: "C") { throw NotPortable() }
    var arguments: [SwiftExpression] = []
    for (index, argument) in call.arguments.enumerated() {
      arguments.append(try self.argument(argument, call, index))
    }
    var reader = SwiftTemplate(swift, arguments)
    let result = reader.expression(elixirType)
    if reader.isThrowing { isThrowing = true }
    // Elixir has one nil; to Swift one that is not there is another than one that is there.
    return call.isTwiceOptional ? .binary(result, .coalesce, .nil) : result
  }

  private var elixirType: SwiftType {
    mutating get { builder.runtimeInBody("Elixir", in: scope) }
  }

  private mutating func contains(in arguments: [Expression]) throws(NotPortable) -> SwiftExpression
  {
    try expression(
      Expression(
        .binary(.contained, arguments[1], arguments[0]), type: .bool,
        span: function.first.origin.span))
  }

  private mutating func argument(
    _ argument: Expression, _ call: StandardCall, _ index: Int
  ) throws(NotPortable) -> SwiftExpression {
    switch argument.type {
    // Maps have no order that both languages share.
    case .map:
      if call.function.takesOrder { throw NotPortable() }
    case .string, .integer, .float, .bool, .date, .time(.second), .naiveDateTime(.second),
      .utcDateTime(.second), .range, .list, .tuple, .result, .function, .optional, .enumeration:
      break
    default: throw NotPortable()
    }
    if call.function.template == "to_string($0)" {
      switch argument.type {
      case .string, .integer, .float, .bool, .date, .time(.second), .enumeration: break
      default: throw NotPortable()
      }
    }
    switch argument.kind {
    case .closure(let closure):
      var swift = try self.closure(closure.parameters, closure.body)
      // Of several statements Swift infers the type by one of the values; for `flatMap`, that it may be nil, and takes
      // the one that drops nil.
      // Of a single value that is written out it does so too: a day is text to it, and of a result it lacks a part.
      let returns = closure.body.returns
      let isUntold =
        swift.isExpression
        ? returns.contains { $0.isTemporalText || $0.isChosenResult }
        : call.function.swift == "$0.flatMap($1)"
          || returns.contains { $0.needsType || $0.isLiteral }
      if isUntold, !swift.parameters.isEmpty { swift.result = try type(closure.result) }
      return .closure(swift)
    case .standardReference(let function): return try reference(function)
    case .local, .apply, .reference:
      if case .function = argument.type {
        // It may be any function: those throw.
        isThrowing = true
      }
      return try expression(argument, hasContext: index > 0)
    default:
      let isTold = index > 0 && !call.function.isTold(by: index) && !argument.needsType
      return try expression(argument, hasContext: isTold)
    }
  }

  /// `&String.upcase/1`
  private mutating func reference(
    _ function: StandardFunction
  ) throws(NotPortable) -> SwiftExpression {
    guard let swift = function.swift, function.isPure else { throw NotPortable() }
    var reader = SwiftTemplate(swift, function.parameters.indices.map { .name("$\($0)") })
    let value = reader.expression(elixirType)
    if reader.isThrowing { isThrowing = true }
    return .closure(
      SwiftClosure(body: [.expression(reader.isThrowing ? .try(.try, value) : value)]))
  }
}

extension Expression {
  /// It is written out, and may be of several types to Swift: a number, or a day or time as text.
  fileprivate var isLiteral: Bool {
    switch kind {
    case .literal(.integer), .literal(.float), .sigil: true
    case .unary(.negate, let operand): operand.isLiteral
    case .conditional(_, let then, let otherwise): then.isLiteral || otherwise.isLiteral
    case .list(let parts), .tuple(let parts): parts.contains(where: \.isLiteral)
    default: false
    }
  }
}

extension Expression {
  /// `c ? .ok(x) : .error(y)`, which says of what type it is as a whole.
  fileprivate var isChosenResult: Bool {
    guard case .conditional(_, let then, let otherwise) = kind else { return false }
    return then.type.isResult && then.needsType && otherwise.type.isResult
      && otherwise.needsType
  }

  /// A day or a time as text.
  fileprivate var isTemporalText: Bool {
    switch kind {
    case .sigil: type.isTemporal
    case .conditional(_, let then, let otherwise): then.isTemporalText || otherwise.isTemporalText
    case .list(let parts), .tuple(let parts): parts.contains(where: \.isTemporalText)
    default: false
    }
  }
}

extension StandardCall {
  /// Whether what it finds may be nil as well: `first` of `[Int?]`.
  fileprivate var isTwiceOptional: Bool {
    guard case .optional(.variable(let letter)) = function.result else { return false }
    return zip(function.parameters, arguments).contains { $0.type.isOptional(letter, in: $1.type) }
  }
}

extension StandardType {
  /// Whether a letter in it stands for something that may be nil, where a value is of the given type.
  fileprivate func isOptional(_ letter: String, in given: ValueType) -> Bool {
    switch (self, given) {
    case (.variable(letter), _): given.isOptional
    case (.optional(let inner), _): inner.isOptional(letter, in: given.unwrapped)
    case (.list(let inner), .list(let element)): inner.isOptional(letter, in: element)
    case (.map(let key, let value), .map(let givenKey, let givenValue)):
      key.isOptional(letter, in: givenKey) || value.isOptional(letter, in: givenValue)
    case (.tuple(let parts), .tuple(let types)):
      zip(parts, types).contains { $0.isOptional(letter, in: $1) }
    case (.function(_, let result), .function(_, let type)): result.isOptional(letter, in: type)
    default: false
    }
  }
}

extension StandardFunction {
  /// Whether the argument itself tells what a letter of the signature stands for: `A` of `reduce`.
  fileprivate func isTold(by index: Int) -> Bool {
    guard case .variable = parameters[index].type else { return false }
    return !parameters[..<index].contains { $0.type.mentions(parameters[index].type) }
  }

  /// It goes through what it is given, or makes a list of it.
  fileprivate var takesOrder: Bool {
    template.hasPrefix("Enum.") || template.hasPrefix("List.") || template.contains("Map.to_list")
  }
}

/// The Swift of a standard function with arguments in the places of `$0`, `$1`.
struct SwiftTemplate {
  private let text: [UInt8]
  private var position = 0
  private let arguments: [SwiftExpression]
  private(set) var isThrowing = false

  init(_ template: String, _ arguments: [SwiftExpression]) {
    text = Array(template.utf8)
    self.arguments = arguments
    isThrowing = take("try ")
  }

  /// - Parameter runtime: the run-time's type `Elixir` as it is written where the template stands.
  mutating func expression(_ runtime: SwiftType) -> SwiftExpression {
    postfix(runtime)
  }

  private mutating func postfix(_ runtime: SwiftType) -> SwiftExpression {
    var result = primary(runtime)
    while true {
      if take(".") {
        result = .member(result, name())
      } else if take("(") {
        var list: [SwiftArgument] = []
        while !take(")") {
          list.append(argument(runtime))
          _ = take(", ")
        }
        if list.count == 1, list[0].label == nil, case .closure(let closure) = list[0].value,
          case .member(_, let method) = result, method != "contains"
        {
          result = .call(result, [], trailing: closure)
        } else if let last = list.last, last.label == nil, list.count == 2,
          case .closure(let closure) = last.value
        {
          result = .call(result, Array(list.dropLast()), trailing: closure)
        } else {
          result = .call(result, list)
        }
      } else {
        return result
      }
    }
  }

  private mutating func argument(_ runtime: SwiftType) -> SwiftArgument {
    let start = position
    let label = name()
    if !label.isEmpty, take(": ") { return SwiftArgument(label: label, expression(runtime)) }
    position = start
    return SwiftArgument(expression(runtime))
  }

  private mutating func primary(_ runtime: SwiftType) -> SwiftExpression {
    if take("$") {
      let index = Int(text[position]) - 0x30
      position += 1
      return arguments[index]
    }
    if take("-") { return .prefix(.minus, primary(runtime)) }
    if take("[") {
      var elements: [SwiftExpression] = []
      while !take("]") {
        elements.append(expression(runtime))
        _ = take(", ")
      }
      return .array(elements)
    }
    let word = name()
    if let value = Int(word) { return .integer(value) }
    if word == "nil" { return .nil }
    return word == "Elixir" ? .type(runtime) : .type(.named(word))
  }

  private mutating func name() -> String {
    let start = position
    while position < text.count, text[position].isNameByte { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func take(_ token: String) -> Bool {
    guard text[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    self >= 0x30 && self <= 0x39 || self >= 0x41 && self <= 0x5A || self >= 0x61 && self <= 0x7A
  }
}
