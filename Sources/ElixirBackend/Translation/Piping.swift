// How calls of calls are laid out: what goes over the elements of something computed is piped into, and an operand is
// a call of a call.
extension ElixirExpression {
  /// A pipeline's beginning and stages: `text`, `String.split(",")` of `String.split(text, ",")`; what is no call of a
  /// value is its own beginning.
  var stages: [ElixirExpression] {
    switch self {
    case .pipeline(let parts, _): return parts[0].stages + parts.dropFirst()
    case .call(var call):
      guard call.isOpen, let first = call.arguments.first, first.mayBegin else { return [self] }
      call.arguments.removeFirst()
      return first.stages + [.call(call)]
    default: return [self]
    }
  }

  /// `Enum.map(xs, f)`, or a pipeline into it where `xs` is one or is computed.
  func piped(
    into module: String, _ name: String, _ rest: [ElixirExpression]
  ) -> ElixirExpression {
    let stages = stages
    guard stages.count > 1 else { return .remote(module, name, [self] + rest) }
    return .pipeline(stages + [.remote(module, name, rest)], isBroken: true)
  }

  /// As a statement: what goes over something computed, or takes a pipeline, is piped into.
  var asStatement: ElixirExpression {
    guard case .call(let call) = self, call.takesFunction || call.takesPipeline else { return self }
    let stages = stages
    return stages.count > 2 ? .pipeline(stages, isBroken: true) : self
  }

  /// Among others, or asked for by a `case`, a short pipeline is calls in each other.
  var asOperand: ElixirExpression {
    guard case .pipeline(let parts, _) = self, parts.count <= 3, parts.allSatisfy(\.isShort) else {
      return self
    }
    return parts.dropFirst().reduce(parts[0]) { value, stage in
      guard case .call(var call) = stage else { return value }
      call.arguments.insert(value, at: 0)
      return .call(call)
    }
  }

  /// As all that a function does a short pipeline of a value may stand in the function's line.
  var inLine: ElixirExpression {
    guard case .pipeline(let parts, _) = self, parts.count <= 3, parts[0].isPlain,
      parts.allSatisfy(\.isOneLine)
    else { return self }
    return .pipeline(parts)
  }

  /// It may stand in a line with others, the functions that it is given too.
  private var isShort: Bool {
    guard case .call(let call) = self else { return isOneLine }
    return call.blocks.isEmpty && call.keywords.allSatisfy { $0.value.isOneLine }
      && call.arguments.allSatisfy { argument in
        guard case .function(let clauses) = argument else { return argument.isOneLine }
        guard clauses.count == 1, clauses[0].body.count == 1,
          case .expression(let value) = clauses[0].body[0]
        else { return false }
        return value.isOneLine
      }
  }

  private var mayBegin: Bool {
    switch self {
    case .variable, .field, .access, .alias, .pipeline: true
    case .call(let call):
      call.target == .local && call.name == "from"
        || call.isOpen && (call.arguments.first?.mayBegin ?? false)
    default: false
    }
  }
}

extension ElixirCall {
  fileprivate var takesPipeline: Bool {
    if case .pipeline? = arguments.first { arguments.count == 1 && keywords.isEmpty } else { false }
  }

  fileprivate var takesFunction: Bool {
    arguments.dropFirst().contains {
      switch $0 {
      case .function, .capture, .functionReference: true
      default: false
      }
    }
  }

  /// It takes a value first, and gives another: a function of a module, or one of its own module that takes nothing else.
  fileprivate var isOpen: Bool {
    guard blocks.isEmpty else { return false }
    switch target {
    case .remote(.alias): return true
    case .local: return keepsParentheses && arguments.count == 1 && keywords.isEmpty
    case .remote, .value: return false
    }
  }
}
