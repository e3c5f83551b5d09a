import EctypeModel

// `while` becomes a private function that calls itself for the next round. Its parameters are the variables that
// the loop needs; its value is those that are read afterwards.
extension BodyTranslation {
  /// - Returns: whether it has taken `rest` along.
  mutating func translate(
    _ loop: While, _ rest: ArraySlice<Statement>, _ flow: Flow, _ result: inout [ElixirStatement]
  ) -> Bool {
    let exits = loop.body.exits
    let inputs = loop.state.inputs
    let name = loopName(arity: inputs.count)
    let call = self.call(name, loop, &result)
    let yields = loop.state.yields
    guard exits.contains(.returns) else {
      define(name, loop, Flow(end: .locals(yields)))
      result.append(
        .expression(yields.isEmpty ? call : .binary(.match, target(yields), call)))
      return false
    }
    if !loop.body.exits.contains(.breaks), loop.isEndless {
      // Only a `return` ends it: its value is the function's.
      define(name, loop, Flow(end: .nothing))
      append(tagged(call, flow.returnTags), &result)
      return true
    }
    if case .return(let value)? = rest.first, rest.count == 1, isKnown(value, inputs) {
      // What follows is said where the loop ends.
      define(name, loop, Flow(end: .rest(rest, Flow(end: .nothing))))
      append(tagged(call, flow.returnTags), &result)
      return true
    }
    define(name, loop, Flow(end: .tagged("cont", .locals(yields)), returnTags: ["halt"]))
    append(join(call, yields, rest, flow, returned: flow.returnTags), &result)
    return true
  }

  /// The first call, with what its variables begin with.
  private func call(
    _ name: String, _ loop: While, _ result: inout [ElixirStatement]
  ) -> ElixirExpression {
    let inputs = loop.state.inputs
    var values = inputs.map(variable)
    // A variable that the loop only reads may be read behind it as well.
    inline(inputs, &values, &result) { local in
      !loop.state.carried.contains { $0.local.id == local.id }
    }
    return .parenthesizedCall(name, values)
  }

  /// It reads nothing but the loop's own variables, and calls nothing.
  private func isKnown(_ value: Expression, _ inputs: [Local]) -> Bool {
    var isKnown = !value.hasEffects
    value.forEachLocal { local in
      if !inputs.contains(where: { $0.id == local.id }) { isKnown = false }
    }
    return isKnown
  }

  /// - Parameter flow: `end` is the value where the loop ends, by its condition or a `break`.
  private mutating func define(_ name: String, _ loop: While, _ flow: Flow) {
    let inputs = loop.state.inputs
    let again = Outcome.call(name, inputs)
    var round = Flow(end: again, returnTags: flow.returnTags, onBreak: flow.end, onContinue: again)
    var body: [ElixirStatement]
    if loop.isEndless {
      body = translate(loop.body, round)
    } else {
      round.end = again
      // One `if`: a round and the next, or the end.
      var before: [ElixirStatement] = []
      let ended = Block([.break])
      let value = statement(
        If(loop.conditions, then: loop.body, otherwise: ended), round, &before)
      body = before + [.expression(value)]
    }
    var parameters = inputs.map { input in
      loop.reads(input) ? variable(input) : ElixirExpression.variable("_" + self.name(of: input))
    }
    if knowsValues { uncalled.formUnion(KnownValues.settle(&body, &parameters)) }
    let head =
      parameters.isEmpty ? ElixirExpression.variable(name) : .parenthesizedCall(name, parameters)
    helpers.append(.expression(.block("defp", [head], body)))
  }

  private mutating func loopName(arity: Int) -> String {
    let base = function.name.elixir.filter { $0 != "?" && $0 != "!" } + "_loop"
    var name = base
    var count = 2
    while functionNames.contains(name) {
      name = "\(base)_\(count)"
      count += 1
    }
    functionNames.insert(name)
    return name
  }
}

extension While {
  /// A round, or what follows, reads the variable's value from before it.
  fileprivate func reads(_ local: Local) -> Bool {
    // It is handed on to the next round, or out of the loop, at the least.
    let carried = state.carried.first { $0.local.id == local.id }
    return carried?.isRead ?? true || state.yields.contains { $0.id == local.id } || !isEndless
  }
}
