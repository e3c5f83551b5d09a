/// What `validateInclusion`, `validateExclusion` and `validateSubset` compare with.
public nonisolated enum Members: Hashable, Sendable, ExpressibleByArrayLiteral {
  case list([CastValue])
  /// Elixir's `first..last//step`: integers only.
  case range(first: Int, last: Int, step: Int)

  /// Elixir's `first..last` of a closed range.
  public static func range(_ range: ClosedRange<Int>) -> Members {
    .range(first: range.lowerBound, last: range.upperBound, step: 1)
  }

  public init(arrayLiteral elements: CastValue...) { self = .list(elements) }

  var text: String {
    switch self {
    case .list(let elements): elements.map(\.text).joined()
    case .range(let first, let last, let step): "\(first)..\(last)" + (step == 1 ? "" : "//\(step)")
    }
  }
}
