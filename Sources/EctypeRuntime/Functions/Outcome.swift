/// Elixir's `{:ok, value}` and `{:error, reason}`. (Swift's own `Result` asks for an `Error`, and reasons are text,
/// numbers or anything else.)
public nonisolated enum Outcome<Value, Reason> {
  case ok(Value)
  case error(Reason)

  /// Whether it is `.ok`.
  public var isOK: Bool { if case .ok = self { true } else { false } }

  /// The same with another value; an error stays one.
  public func map<T>(_ transform: (Value) throws -> T) rethrows -> Outcome<T, Reason> {
    switch self {
    case .ok(let value): .ok(try transform(value))
    case .error(let reason): .error(reason)
    }
  }
}

nonisolated extension Outcome: Equatable where Value: Equatable, Reason: Equatable {}
nonisolated extension Outcome: Hashable where Value: Hashable, Reason: Hashable {}
nonisolated extension Outcome: Sendable where Value: Sendable, Reason: Sendable {}
