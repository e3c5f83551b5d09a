import EctypeModel

/// One function's parameters and body. Assignments become rebindings; those in a branch become the value of
/// the whole `if`.
struct BodyTranslation {
  let program: Program
  let module: ModuleName
  let function: Function
  var aliases: Aliases
  var usesChangeset = false
  var usesQuery = false

  init(program: Program, module: ModuleName, function: Function, aliases: Aliases) {
    self.program = program
    self.module = module
    self.function = function
    self.aliases = aliases
  }

  // MARK: Names

  func variable(_ local: Local) -> ElixirExpression { .variable(local.name.elixir) }

  mutating func parameters() -> [ElixirExpression] {
    var result: [ElixirExpression] = []
    if let receiver = function.receiver {
      let name = receiver.name.elixir
      result.append(.variable(function.isReceiverUnused ? "_" + name : name))
    }
    for parameter in function.parameters {
      var name = parameter.local.name.elixir
      if parameter.isUnused { name = "_" + name }
      guard let defaultValue = parameter.defaultValue else {
        result.append(.variable(name))
        continue
      }
      result.append(.binary(.defaults, .variable(name), defaultArgument(defaultValue)))
    }
    return result
  }

  /// `{}` as the default of options is an empty keyword list.
  private mutating func defaultArgument(_ value: Expression) -> ElixirExpression {
    if case .map(let entries) = value.kind, entries.isEmpty { return .list([]) }
    return expression(value)
  }

  /// Whether members of this value are options: `opts[:status]` rather than `value.status`.
  func holdsOptions(_ value: Expression) -> Bool {
    if case .options = value.type { return true }
    guard case .local(let local) = value.kind,
      let parameter = function.parameters.first(where: { $0.local.id == local.id })
    else { return false }
    switch parameter.defaultValue?.kind {
    case .map(let entries): return entries.isEmpty
    case .keywords(let pairs): return pairs.isEmpty
    default: return false
    }
  }

  // MARK: Statements

  mutating func block() -> [ElixirStatement] {
    var statements = translate(function.body, yielding: [])
    if function.result == .void, !function.body.alwaysReturns {
      statements.append(.blankLine)
      statements.append(.expression(.atom("ok")))
    }
    return statements
  }

  /// The statements of a block; where it yields variables, their values come last.
  private mutating func translate(_ block: Block, yielding: [Local]) -> [ElixirStatement] {
    var result: [ElixirStatement] = []
    let last = block.lastAssignments(of: yielding)
    for statement in block.statements.dropLast(last.count) { translate(statement, &result) }
    if yielding.isEmpty { return result }
    // The variables' last values are given as they are, without a binding in between.
    var values: [ElixirExpression] = []
    for local in yielding {
      values.append(last[local.id].map { expression($0) } ?? variable(local))
    }
    result.append(.expression(values.count == 1 ? values[0] : .tuple(values)))
    return result
  }

  private func yield(_ locals: [Local]) -> ElixirExpression? {
    guard let first = locals.first else { return nil }
    return locals.count == 1 ? variable(first) : .tuple(locals.map(variable))
  }

  private mutating func translate(_ statement: Statement, _ result: inout [ElixirStatement]) {
    switch statement {
    case .bind(let local, let value), .assign(let local, let value):
      result.append(.expression(.binary(.match, variable(local), standalone(value))))
    case .return(let value):
      // A binding and its use stand together; a longer body sets its result off.
      if result.count > 1 { result.append(.blankLine) }
      let isNothing = function.result == .void && value.isNull
      result.append(.expression(isNothing ? .atom("ok") : standalone(value)))
    case .expression(let value):
      // A result that nobody wants is matched away, unless it is just a call's.
      let translated = expression(value)
      if case .call = value.kind {
        result.append(.expression(translated))
      } else {
        result.append(.expression(.binary(.match, .variable("_"), translated)))
      }
    case .if(let condition, let then, let otherwise, let assigned):
      let returns = then.endsInReturn || otherwise?.endsInReturn ?? false
      let conditional = self.conditional(
        condition, then, otherwise, yielding: returns ? [] : assigned, &result)
      guard !returns, let target = self.yield(assigned) else {
        result.append(.expression(conditional))
        return
      }
      result.append(.expression(.binary(.match, target, conditional)))
    }
  }

  /// An expression that is a whole statement, or the right of a binding: `if a, do: b, else: c` needs no
  /// parentheses there.
  private mutating func standalone(_ value: Expression) -> ElixirExpression {
    var result = expression(value)
    if case .conditional = value.kind, case .call(var call) = result {
      call.keepsParentheses = false
      result = .call(call)
    }
    return result
  }

  // MARK: Conditionals

  private mutating func conditional(
    _ condition: Condition, _ then: Block, _ otherwise: Block?, yielding: [Local],
    _ before: inout [ElixirStatement]
  ) -> ElixirExpression {
    let test: ElixirExpression
    switch condition {
    case .expression(let value):
      // `if not a … else …` reads better the other way round.
      if case .unary(.not, let inner) = value.kind, let otherwise, !otherwise.statements.isEmpty,
        inner.type != .any
      {
        return conditional(.expression(inner), otherwise, then, yielding: yielding, &before)
      }
      test = self.condition(value)
    case .binding(let local, let value):
      if value.type.unwrapped.mayBeFalse {
        // `if x = false` would take the other branch.
        before.append(.expression(.binary(.match, variable(local), expression(value))))
        test = .binary(.notEqual, variable(local), .nil)
      } else {
        test = .binary(.match, variable(local), expression(value))
      }
    }
    var blocks = [ElixirDoBlock(.do, translate(then, yielding: yielding))]
    if let otherwise, !(otherwise.statements.isEmpty && yielding.isEmpty) {
      blocks.append(ElixirDoBlock(.else, translate(otherwise, yielding: yielding)))
    } else if let value = self.yield(yielding) {
      blocks.append(ElixirDoBlock(.else, [.expression(value)]))
    }
    return .call("if", [test], blocks: blocks)
  }

  /// A condition: `x != nil` of what is never `false` is `x`.
  private mutating func condition(_ value: Expression) -> ElixirExpression {
    guard case .binary(.notEqual, let left, let right) = value.kind, right.isNull,
      !left.type.unwrapped.mayBeFalse
    else { return expression(value) }
    return expression(left)
  }
}

extension Block {
  /// Its last statement returns, on one path at least.
  var endsInReturn: Bool {
    switch statements.last {
    case .return: true
    case .if(_, let then, let otherwise, _): then.endsInReturn || otherwise?.endsInReturn ?? false
    default: false
    }
  }

  /// The values of the assignments to some of `locals` at the block's end, by variable; none where a value
  /// reads what another of them assigns.
  func lastAssignments(of locals: [Local]) -> [Int: Expression] {
    var values: [Int: Expression] = [:]
    for statement in statements.reversed() {
      guard case .assign(let local, let value) = statement, values[local.id] == nil,
        locals.contains(where: { $0.id == local.id })
      else { break }
      // What comes later must not have counted on this one's new value.
      var isRead = false
      for later in values.values { later.forEachLocal { if $0.id == local.id { isRead = true } } }
      // Nor may calls change their order.
      if isRead || value.calls && values.values.contains(where: \.calls) { break }
      values[local.id] = value
    }
    return values
  }
}

extension Expression {
  /// A function is called in it.
  var calls: Bool {
    var found = false
    walk { if case .call = $0.kind { found = true } }
    return found
  }

  var isNull: Bool { if case .literal(.null) = kind { true } else { false } }
}

extension ValueType {
  /// `false` is a value of it, so that truth and presence differ.
  var mayBeFalse: Bool { self == .bool || self == .any }
}
