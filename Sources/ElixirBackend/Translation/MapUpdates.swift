import EctypeModel

extension ElixirExpression {
  /// `Map.put(m, k, Map.get(m, k, 0) + x)` as `Map.update(m, k, x, &(&1 + x))`; nil of all else, and where `x` is more
  /// than a name or a literal: that would be computed twice.
  /// - Parameter lambda: the function of what the map has, named, with this body.
  func asUpdate(
    named name: ElixirExpression, _ lambda: (ElixirExpression) -> ElixirExpression
  ) -> ElixirExpression? {
    guard let put = arguments(of: "put"), put.count == 3,
      case .binary(let operation, let old, let operand) = put[2],
      let get = old.arguments(of: "get"), get.count == 3, get[..<2] == put[..<2], operand.isPlain
    else { return nil }
    let first = Self.folded(operation, get[2], operand)
    return .remote(
      "Map", "update", [put[0], put[1], first, lambda(.binary(operation, name, operand))])
  }

  private func arguments(of function: String) -> [ElixirExpression]? {
    guard case .call(let call) = self, call.name == function, call.blocks.isEmpty,
      call.target == .remote(.alias("Map"))
    else { return nil }
    return call.arguments
  }

  /// Nothing and something is something.
  private static func folded(
    _ operation: ElixirBinaryOperator, _ left: ElixirExpression, _ right: ElixirExpression
  ) -> ElixirExpression {
    switch (operation, left) {
    case (.add, .number("0")), (.concatStrings, .string([])), (.concatLists, .list([], [])): right
    default: .binary(operation, left, right)
    }
  }
}
