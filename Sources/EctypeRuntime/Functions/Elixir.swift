/// What generated functions use of Elixir's standard library where Swift's has nothing like it, or something that
/// is not quite the same: strings are compared by their bytes and counted in OTP's grapheme clusters, positions may
/// count from the end, and what is out of bounds is nil or empty.
public nonisolated enum Elixir {}

/// Why a generated function has no value. Where Elixir raises, Swift throws; and Swift throws where Elixir goes on
/// with an integer of more than 64 bits.
public nonisolated enum EvaluationError: Error, Hashable {
  /// The result does not fit an `Int`, or is no finite float.
  case overflow
  /// By zero.
  case division
  /// An argument that the function does not take, such as a negative count.
  case argument
  /// No case of a `switch` and no clause of a function matches.
  case noMatch
  /// A map has no such key.
  case missingKey
}

nonisolated extension Elixir {
  /// The `where` of a case or a clause: a guard of Elixir's, which does not hold where it would raise.
  ///
  /// - Throws: `EvaluationError.overflow`, where Elixir may go on with a larger integer.
  public static func holds(_ test: @autoclosure () throws -> Bool) throws -> Bool {
    do {
      return try test()
    } catch let error as EvaluationError where error != .overflow {
      return false
    }
  }
}

nonisolated extension Int {
  /// The sum; throws what does not fit.
  public func adding(_ other: Int) throws -> Int { try exact(addingReportingOverflow(other)) }
  /// The difference; throws what does not fit.
  public func subtracting(_ other: Int) throws -> Int {
    try exact(subtractingReportingOverflow(other))
  }
  /// The product; throws what does not fit.
  public func multiplied(by other: Int) throws -> Int {
    try exact(multipliedReportingOverflow(by: other))
  }
  /// The quotient, rounded toward zero, as Elixir's `div` has it; throws by zero and what does not fit.
  public func divided(by other: Int) throws -> Int {
    if other == 0 { throw EvaluationError.division }
    return try exact(dividedReportingOverflow(by: other))
  }
  /// Elixir's `rem`, of the sign of this number; throws by zero.
  public func remainder(dividingBy other: Int) throws -> Int {
    if other == 0 { throw EvaluationError.division }
    // The one quotient that overflows leaves no remainder.
    return other == -1 ? 0 : self % other
  }
  /// The number with the other sign; throws what does not fit.
  public func negated() throws -> Int { try 0.subtracting(self) }
}

nonisolated extension Double {
  /// The sum; throws where it is not finite, as Elixir raises.
  public func adding(_ other: Double) throws -> Double { try finite(self + other) }
  /// The difference; throws where it is not finite.
  public func subtracting(_ other: Double) throws -> Double { try finite(self - other) }
  /// The product; throws where it is not finite.
  public func multiplied(by other: Double) throws -> Double { try finite(self * other) }
  /// The quotient; throws by zero and where it is not finite.
  public func divided(by other: Double) throws -> Double {
    if other == 0 { throw EvaluationError.division }
    return try finite(self / other)
  }
}

nonisolated func exact(_ result: (partialValue: Int, overflow: Bool)) throws -> Int {
  if result.overflow { throw EvaluationError.overflow }
  return result.partialValue
}

nonisolated func finite(_ value: Double) throws -> Double {
  guard value.isFinite else { throw EvaluationError.overflow }
  return value
}
