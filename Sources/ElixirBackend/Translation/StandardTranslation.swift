import EctypeModel

extension BodyTranslation {
  /// A call of the standard library: its template with the arguments in it.
  /// - Parameter receiver: what its first argument has become already.
  mutating func standard(
    _ call: StandardCall, on receiver: ElixirExpression? = nil
  ) -> ElixirExpression {
    let call = sortedByKey(call)
    var arguments: [ElixirExpression] = receiver.map { [$0] } ?? []
    let template = template(call)
    for (index, argument) in call.arguments.enumerated().dropFirst(arguments.count) {
      arguments.append(self.argument(argument, at: index, of: template))
    }
    let filled = rejecting(filled(template, with: arguments, of: call.arguments)).asOneAttempt
    let old = fresh("value")
    return filled.asUpdate(named: old) {
      lambda([TranslatedPattern(expression: old)], [.expression($0)])
    } ?? filled
  }

  /// A closure that the template calls lends it its own names.
  private mutating func argument(
    _ value: Expression, at index: Int, of template: ElixirExpression
  ) -> ElixirExpression {
    guard case .closure(let closure) = value.kind, template.mentions("$\(index)", isCalled: true)
    else { return expression(value) }
    return function(closure)
  }

  /// An argument that its template has inside a capture would be evaluated there, for each element and for none, and one
  /// that Elixir comes to behind a later one in the wrong order: it is evaluated before, and so is what runs before it.
  func filled(
    _ template: ElixirExpression, with arguments: [ElixirExpression], of values: [Expression]
  ) -> ElixirExpression {
    let early = [
      template.argumentInCapture(of: arguments), misplaced(values, in: template, as: arguments),
    ]
    guard let last = early.compactMap(\.self).max() else {
      return Filling(arguments: arguments, of: values, base: self).fill(template)
    }
    var inner = arguments
    var (before, names): ([ElixirExpression], [ElixirExpression]) = ([], [])
    for index in 0...last where index == last || values[index].mustRun {
      let name = fresh(names.isEmpty ? "value" : "value\(names.count + 1)")
      before.append(arguments[index])
      names.append(name)
      inner[index] = name
    }
    let body = Filling(arguments: inner, of: values, base: self).fill(template)
    let parameter = TranslatedPattern(expression: names.count == 1 ? names[0] : .tuple(names))
    let function = lambda([parameter], [.expression(body)])
    if before.count == 1, case .pipeline(let stages, let isBroken) = before[0] {
      let stage = hidden.call(.kernel, "then", [function], [], isPiped: true)
      return .pipeline(stages + [stage], isBroken: isBroken)
    }
    let value = before.count == 1 ? before[0] : .tuple(before)
    return Filling(arguments: [value, function], of: values, base: self)
      .fill(hidden.qualified(Template.parse("then($0, $1)")))
  }

  /// The last argument that Elixir would evaluate behind a later one, where both do something.
  private func misplaced(
    _ values: [Expression], in template: ElixirExpression, as arguments: [ElixirExpression]
  ) -> Int? {
    guard !isInGuard, values.filter(\.mustRun).count > 1 else { return nil }
    return template.argumentsAsEvaluated(arguments).filter { values[$0].mustRun }.lastTooLate
  }

  /// The stages of a pipeline that it is, the first argument's left out; nil where it cannot be piped into.
  mutating func stages(_ call: StandardCall) -> [ElixirExpression]? {
    let call = sortedByKey(call)
    var rest: [ElixirExpression]
    let template = template(call)
    switch template {
    case .call(let outer) where outer.arguments.first == .variable("$0") && outer.blocks.isEmpty:
      var stage = outer
      stage.arguments.removeFirst()
      rest = [.call(stage)]
    case .pipeline(let parts, _):
      guard case .call(var stage) = parts[0], stage.arguments.first == .variable("$0") else {
        return nil
      }
      stage.arguments.removeFirst()
      rest = [.call(stage)] + parts.dropFirst()
    default: return nil
    }
    guard !rest.contains(where: { $0.mentions("$0") }) else { return nil }
    let before = self
    var arguments: [ElixirExpression] = [.nil]
    for (index, argument) in call.arguments.enumerated().dropFirst() {
      arguments.append(self.argument(argument, at: index, of: template))
    }
    guard !rest.contains(where: { $0.argumentInCapture(of: arguments) != nil }),
      misplaced(call.arguments, in: template, as: arguments) == nil
    else {
      // They are translated anew, with the functions that their loops become.
      self = before
      return nil
    }
    let filling = Filling(arguments: arguments, of: call.arguments, base: self)
    return rest.map { rejecting(filling.fill($0)) }
  }

  /// The function as a value: `&String.upcase/1`
  func reference(_ function: StandardFunction) -> ElixirExpression {
    let template = template(function)
    let parameters = function.parameters.indices.map { ElixirExpression.variable("$\($0)") }
    if case .call(let call) = template, call.arguments == parameters, call.blocks.isEmpty {
      switch call.target {
      case .local: return .functionReference(nil, call.name, arity: parameters.count)
      case .remote(let module):
        return .functionReference(module, call.name, arity: parameters.count)
      case .value: break
      }
    }
    let names = parameters.indices.map { ElixirExpression.variable("value\($0 + 1)") }
    let body = Filling(arguments: names, of: [], base: self).fill(template)
    return .function([ElixirClause(names, [.expression(body)])])
  }

  /// The template of a call: the module that compares its values stands for `$M`.
  private func template(_ call: StandardCall) -> ElixirExpression {
    var function = call.function
    if let module = call.type(of: "M").flatMap(Self.comparer) {
      function.template = function.template.replacing("$M", with: module)
    }
    return template(function)
  }

  private func template(_ function: StandardFunction) -> ElixirExpression {
    hidden.qualified(Template.parse(function.template))
  }
}

/// A template's `$n` replaced by arguments.
private struct Filling {
  let arguments: [ElixirExpression]
  let base: BodyTranslation
  /// What the names of a clause are, where it is that of a closure.
  var parameters: [String: ElixirExpression] = [:]
  /// The argument whose body stands where the template calls it, and its value.
  var opened: (argument: Int, value: ElixirExpression)?

  /// What the arguments call their variables.
  let taken: Set<String>

  init(arguments: [ElixirExpression], of values: [Expression], base: BodyTranslation) {
    self.arguments = arguments
    self.base = base
    var taken: Set<String> = []
    for value in values {
      value.walk {
        if case .local(let local) = $0.kind { taken.insert(base.name(of: local)) }
      }
    }
    self.taken = taken
  }

  func fill(_ expression: ElixirExpression) -> ElixirExpression {
    switch expression {
    case .variable(let name):
      guard name.hasPrefix("$"), let index = Int(name.dropFirst()) else {
        // A name of the template's own must not hide a variable of an argument.
        return parameters[name] ?? (taken.contains(name) ? base.fresh(name) : expression)
      }
      return arguments[index]
    case .call(var call):
      if call.target == .local, call.name == "flip" { return flip(fill(call.arguments[0])) }
      if let opened, call.calledArgument == opened.argument { return opened.value }
      call.arguments = call.arguments.map(fill)
      switch call.target {
      case .local: break
      case .remote(let target): call.target = .remote(fill(target))
      case .value(let target): return apply(fill(target), call.arguments)
      }
      call.blocks = call.blocks.map(fill)
      return .call(call)
    case .tuple(let parts, _): return .tuple(parts.map(fill))
    case .list(let parts, _): return .list(parts.map(fill))
    case .field(let target, let name): return .field(fill(target), name)
    case .unary(let operation, let operand):
      let operand = fill(operand)
      if operation == .minus, case .unary(.minus, let inner) = operand { return inner }
      if operation == .not { return operand.negated }
      return .unary(operation, operand)
    case .binary(let operation, let left, let right):
      return .binary(operation, fill(left), fill(right))
    case .pipeline(let stages, let isBroken):
      return .pipeline(opened(stages.map(fill)), isBroken: isBroken)
    case .function(let clauses): return .function(clauses.map(fill))
    case .capture(let body): return .capture(fill(body))
    default: return expression
    }
  }

  /// `Enum.map(xs, f) |> g()` begins with `xs`.
  private func opened(_ stages: [ElixirExpression]) -> [ElixirExpression] {
    guard case .call(var first) = stages[0], let start = first.arguments.first else {
      return stages
    }
    first.arguments.removeFirst()
    if case .pipeline(let before, _) = start { return before + [.call(first)] + stages.dropFirst() }
    return [start, .call(first)] + stages.dropFirst()
  }

  private func fill(_ block: ElixirDoBlock) -> ElixirDoBlock {
    guard case .clauses(let clauses) = block.body else { return block }
    return ElixirDoBlock(block.keyword, clauses: clauses.map(fill))
  }

  private func fill(_ clause: ElixirClause) -> ElixirClause {
    var filling = self
    var before: [ElixirStatement] = []
    if let (argument, names) = clause.appliedArgument,
      case .function(let clauses) = arguments[argument], clauses.count == 1,
      clauses[0].condition == nil, clauses[0].patterns.count == names.count,
      case .expression(let value)? = clauses[0].body.last
    {
      // The clause is the closure's own: its parameters, its body, and what the template makes of that.
      for (name, pattern) in zip(names, clauses[0].patterns) { filling.parameters[name] = pattern }
      before = clauses[0].body.dropLast()
      filling.opened = (argument, value)
      if clause.value?.isCall == false, !value.isOneLine {
        let name = base.fresh("result")
        before += [.expression(.binary(.match, name, value)), .blankLine]
        filling.opened = (argument, name)
      }
    }
    return ElixirClause(
      clause.patterns.map(filling.fill), when: clause.condition.map(filling.fill),
      before
        + clause.body.map {
          if case .expression(let value) = $0 { .expression(filling.fill(value)) } else { $0 }
        })
  }

  /// Swift's `reduce` gives the accumulator first, Elixir's last.
  private func flip(_ function: ElixirExpression) -> ElixirExpression {
    switch function {
    case .function(var clauses):
      for index in clauses.indices where clauses[index].patterns.count == 2 {
        clauses[index].patterns.reverse()
      }
      return .function(clauses)
    case .capture(let body): return .capture(flipped(body))
    default:
      let names = [base.fresh("element"), base.fresh("acc")]
      return .function([
        ElixirClause(names, [.expression(apply(function, names.reversed()))])
      ])
    }
  }

  private func flipped(_ body: ElixirExpression) -> ElixirExpression {
    switch body {
    case .captureArgument(1): return .captureArgument(2)
    case .captureArgument(2): return .captureArgument(1)
    case .binary(let operation, let left, let right):
      return .binary(operation, flipped(left), flipped(right))
    case .unary(let operation, let operand): return .unary(operation, flipped(operand))
    case .list(let parts, let keywords): return .list(parts.map(flipped), keywords)
    case .field(let base, let name): return .field(flipped(base), name)
    case .access(let base, let key): return .access(flipped(base), flipped(key))
    case .call(var call):
      call.arguments = call.arguments.map(flipped)
      if case .remote(let target) = call.target { call.target = .remote(flipped(target)) }
      return .call(call)
    default: return body
    }
  }

  /// A call of an argument that is a function: its body where that is known.
  private func apply(
    _ function: ElixirExpression, _ values: [ElixirExpression]
  ) -> ElixirExpression {
    switch function {
    case .capture(let body): return substitute(body, values)
    case .functionReference(let module, let name, let arity) where arity == values.count:
      return module.map { .remote($0, name, values) } ?? .parenthesizedCall(name, values)
    default: return .call(ElixirCall(target: .value(function), "", values))
    }
  }

  private func substitute(
    _ body: ElixirExpression, _ values: [ElixirExpression]
  ) -> ElixirExpression {
    switch body {
    case .captureArgument(let index): return values[index - 1]
    case .binary(let operation, let left, let right):
      return .binary(operation, substitute(left, values), substitute(right, values))
    case .unary(let operation, let operand):
      return .unary(operation, substitute(operand, values))
    case .list(let parts, let keywords):
      return .list(parts.map { substitute($0, values) }, keywords)
    case .field(let base, let name): return .field(substitute(base, values), name)
    case .access(let base, let key):
      return .access(substitute(base, values), substitute(key, values))
    case .call(var call):
      call.arguments = call.arguments.map { substitute($0, values) }
      return .call(call)
    default: return body
    }
  }
}

extension ElixirExpression {
  /// The last argument that a template has inside a capture and that is more than a variable or literal.
  fileprivate func argumentInCapture(of arguments: [ElixirExpression]) -> Int? {
    arguments.indices.last { !arguments[$0].isPlain && mentionsInCapture("$\($0)") }
  }

  private func mentionsInCapture(_ name: String) -> Bool {
    switch self {
    case .capture(let body): body.mentions(name)
    case .call(let call): call.arguments.contains { $0.mentionsInCapture(name) }
    case .pipeline(let stages, _): stages.contains { $0.mentionsInCapture(name) }
    default: false
    }
  }

  /// - Parameter isCalled: not wherever it stands, but where it is called.
  fileprivate func mentions(_ name: String, isCalled: Bool = false) -> Bool {
    func mentions(_ part: ElixirExpression) -> Bool { part.mentions(name, isCalled: isCalled) }
    switch self {
    case .variable(let other): return !isCalled && other == name
    case .call(let call):
      if case .value(let target) = call.target, target.mentions(name) { return true }
      return call.arguments.contains(where: mentions)
        || call.blocks.contains {
          if case .clauses(let clauses) = $0.body {
            clauses.contains { $0.mentions(name, isCalled: isCalled) }
          } else {
            false
          }
        }
    case .binary(_, let left, let right): return mentions(left) || mentions(right)
    case .unary(_, let operand), .capture(let operand), .field(let operand, _):
      return mentions(operand)
    case .tuple(let parts, _), .list(let parts, _), .pipeline(let parts, _):
      return parts.contains(where: mentions)
    case .access(let base, let key): return mentions(base) || mentions(key)
    case .function(let clauses):
      return clauses.contains { $0.mentions(name, isCalled: isCalled) }
    default: return false
    }
  }
}

extension ElixirExpression {
  fileprivate var isCall: Bool { if case .call = self { true } else { false } }

  fileprivate var appliedArgument: (argument: Int, names: [String])? {
    switch self {
    case .unary(_, let operand): return operand.appliedArgument
    case .tuple(let parts, _): return parts.lazy.compactMap(\.appliedArgument).first
    case .call(let call):
      guard let argument = call.calledArgument else { return nil }
      let names = call.arguments.compactMap { part -> String? in
        if case .variable(let name) = part { name } else { nil }
      }
      return names.count == call.arguments.count ? (argument, names) : nil
    default: return nil
    }
  }

  /// Whether it has its value already, and stands in `&(…)`.
  var isPlain: Bool {
    switch self {
    case .variable, .alias, .atom, .number, .sigil: true
    case .string(let parts), .heredoc(let parts):
      parts.allSatisfy { if case .text = $0 { true } else { false } }
    case .tuple(let parts, let keywords), .list(let parts, let keywords):
      keywords.isEmpty && parts.allSatisfy(\.isPlain)
    case .field(let base, _), .unary(_, let base): base.isPlain
    default: false
    }
  }
}

extension ElixirCall {
  /// The argument that a template calls here: of `$1.(value)` the first.
  fileprivate var calledArgument: Int? {
    guard case .value(.variable(let name)) = target, name.hasPrefix("$") else { return nil }
    return Int(name.dropFirst())
  }
}

extension ElixirClause {
  /// The argument that a template's clause calls with variables of its own, and these.
  fileprivate var appliedArgument: (argument: Int, names: [String])? { value?.appliedArgument }

  fileprivate var value: ElixirExpression? {
    guard body.count == 1, case .expression(let value) = body[0] else { return nil }
    return value
  }

  fileprivate func mentions(_ name: String, isCalled: Bool) -> Bool {
    body.contains {
      if case .expression(let value) = $0 {
        value.mentions(name, isCalled: isCalled)
      } else {
        false
      }
    }
  }
}
