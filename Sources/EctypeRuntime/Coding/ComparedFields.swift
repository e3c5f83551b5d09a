/// Whether the fields of two values are equal, for `==` of generated models: the compiler's own, with an operator to
/// choose for every field, would cost an app several times as much to compile.
public nonisolated struct ComparedFields: Sendable {
  /// Whether all that were compared are equal.
  public private(set) var areEqual = true

  public init() {}

  /// Compares a field, unless another one differs.
  public mutating func compare<Value: Equatable>(_ a: Value, _ b: Value) {
    if areEqual { areEqual = a == b }
  }

  /// Compares an optional field, unless another one differs.
  public mutating func compare<Value: Equatable>(_ a: Value?, _ b: Value?) {
    if areEqual { areEqual = a == b }
  }
}
