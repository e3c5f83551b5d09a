import EctypeModel

// Elixir evaluates operands from the left, but for those that it hands to a function the other way round.
extension ElixirExpression {
  /// The arguments of a template in the order in which Elixir evaluates them.
  func argumentsAsEvaluated(_ arguments: [ElixirExpression]) -> [Int] {
    func order(_ parts: ElixirExpression...) -> [Int] { order(parts[...]) }
    func order(_ parts: ArraySlice<ElixirExpression>) -> [Int] {
      parts.flatMap { $0.argumentsAsEvaluated(arguments) }
    }
    switch self {
    case .variable(let name):
      guard name.hasPrefix("$"), let index = Int(name.dropFirst()) else { return [] }
      return [index]
    // `Enum.member?(list, value)`; of a list that is written out the elements are compared one by one.
    case .binary(.in, let value, .variable(let name)):
      let list = Int(name.dropFirst()).map { arguments[$0] }
      if case .list? = list { return order(value, .variable(name)) }
      return order(.variable(name), value)
    case .binary(_, let left, let right): return order(left, right)
    case .unary(_, let operand), .field(let operand, _): return order(operand)
    case .tuple(let parts, _), .list(let parts, _), .pipeline(let parts, _):
      return order(parts[...])
    case .call(let call):
      let parts = call.arguments
      guard call.isOfErlangTurnedRound, parts.count == 2 else { return order(parts[...]) }
      return order(parts[1], parts[0])
    default: return []
    }
  }
}

extension ElixirCall {
  /// Elixir's compiler makes it a call of Erlang's function, which takes the key first (`elixir_rewrite.erl`).
  fileprivate var isOfErlangTurnedRound: Bool {
    switch target {
    case .local: name == "elem"
    case .remote(.alias("Map")): ["delete", "fetch", "fetch!", "has_key?"].contains(name)
    case .remote, .value: false
    }
  }
}

extension [Int] {
  /// Of arguments that all do something, in the order in which they do it, the last one that does it too late; nil where
  /// each does it in its turn.
  var lastTooLate: Int? {
    indices.filter { place in self[..<place].contains { $0 > self[place] } }.map { self[$0] }.max()
  }
}
