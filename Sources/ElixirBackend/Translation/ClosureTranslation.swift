import EctypeModel

extension BodyTranslation {
  mutating func closure(_ closure: Closure) -> ElixirExpression {
    let (patterns, body) = parts(of: closure)
    return lambda(patterns, body)
  }

  /// With names for its parameters, however short it is.
  mutating func function(_ closure: Closure) -> ElixirExpression {
    let (patterns, body) = parts(of: closure)
    return Self.function(patterns, body)
  }

  private mutating func parts(
    of closure: Closure
  ) -> (patterns: [TranslatedPattern], body: [ElixirStatement]) {
    var patterns: [TranslatedPattern] = []
    for parameter in closure.parameters { patterns.append(pattern(parameter)) }
    let end: Outcome = closure.result == .void ? .done : .nothing
    let body = translate(closure.body, Flow(end: end))
    return (patterns, body.isEmpty ? [.expression(.nil)] : body)
  }

  private static func function(
    _ parameters: [TranslatedPattern], _ body: [ElixirStatement]
  ) -> ElixirExpression {
    var body = body
    if body.count == 1, case .expression(let value) = body[0] { body = [.expression(value.inLine)] }
    return .function([
      ElixirClause(
        parameters.map(\.expression), when: all(parameters.flatMap(\.conditions)), body)
    ])
  }

  /// `fn x -> x + 1 end`, or `&(&1 + 1)` where that is as easily read.
  func lambda(_ parameters: [TranslatedPattern], _ body: [ElixirStatement]) -> ElixirExpression {
    let patterns = parameters.map(\.expression)
    let statements = body.isEmpty ? [ElixirStatement.expression(.nil)] : body
    let full = Self.function(parameters, statements)
    guard statements.count == 1, case .expression(let value) = statements[0],
      parameters.allSatisfy(\.conditions.isEmpty)
    else { return full }
    var names: [String] = []
    for pattern in patterns {
      guard case .variable(let name) = pattern, !name.hasPrefix("_") else { return full }
      names.append(name)
    }
    guard !names.isEmpty else { return full }
    return Self.reference(value, names) ?? Self.capture(value, names) ?? full
  }

  /// `&f/1` for `fn x -> f(x) end`
  private static func reference(_ value: ElixirExpression, _ names: [String]) -> ElixirExpression? {
    guard case .call(let call) = value, call.blocks.isEmpty, call.keywords.isEmpty,
      call.arguments == names.map({ .variable($0) })
    else { return nil }
    switch call.target {
    case .local: return .functionReference(nil, call.name, arity: names.count)
    case .remote(let module):
      guard case .alias = module else { return nil }
      return .functionReference(module, call.name, arity: names.count)
    case .value(let function):
      // `f` for `fn x -> f.(x) end`
      guard case .variable(let name) = function, !names.contains(name) else { return nil }
      return function
    }
  }

  private static func capture(_ value: ElixirExpression, _ names: [String]) -> ElixirExpression? {
    switch value {
    case .field, .binary, .call, .access: break
    default: return nil
    }
    var captured = Capture(names: names)
    guard let body = captured.replace(value), captured.used.count == names.count,
      captured.size <= 7
    else { return nil }
    return .capture(body)
  }
}

extension ElixirExpression {
  /// Whether it may stand in `&(…)`: no capture stands in another, and what is long reads better in a function.
  var fitsCapture: Bool {
    switch self {
    case .list(let parts, _), .tuple(let parts, _): return parts.allSatisfy(\.fitsCapture)
    default:
      var probe = Capture(names: [])
      return probe.replace(self) != nil
    }
  }
}

/// Puts `&1` and its like where the parameters stand; only into what reads well so.
private struct Capture {
  let names: [String]
  var used: Set<String> = []
  var size = 0

  mutating func replace(_ expression: ElixirExpression) -> ElixirExpression? {
    size += 1
    switch expression {
    case .variable(let name):
      guard let index = names.firstIndex(of: name) else { return expression }
      // Twice the same is easier read with a name.
      guard used.insert(name).inserted || names.count == 1 else { return nil }
      return .captureArgument(index + 1)
    case .atom, .number, .alias: return expression
    case .string(let parts):
      return parts.allSatisfy { if case .text = $0 { true } else { false } } ? expression : nil
    case .field(let base, let name): return replace(base).map { .field($0, name) }
    case .access(let base, let key):
      guard let base = replace(base), let key = replace(key) else { return nil }
      return .access(base, key)
    case .list(let parts, []):
      var elements: [ElixirExpression] = []
      for part in parts {
        guard let replaced = replace(part) else { return nil }
        elements.append(replaced)
      }
      return .list(elements)
    case .unary(let operation, let operand):
      return replace(operand).map { .unary(operation, $0) }
    case .binary(let operation, let left, let right):
      guard operation != .match, let left = replace(left), let right = replace(right) else {
        return nil
      }
      return .binary(operation, left, right)
    case .call(var call):
      guard call.blocks.isEmpty, call.keywords.isEmpty else { return nil }
      switch call.target {
      case .local: guard call.name != "if" else { return nil }
      case .remote: break
      case .value: return nil
      }
      var arguments: [ElixirExpression] = []
      for argument in call.arguments {
        guard let replaced = replace(argument) else { return nil }
        arguments.append(replaced)
      }
      call.arguments = arguments
      return .call(call)
    default: return nil
    }
  }
}
