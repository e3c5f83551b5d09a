extension QueryExpression {
  /// A text by which the same expression is known again; nil for what holds a value of the function, because
  /// the database does not know two parameters for one.
  package var key: String? {
    switch self {
    case .literal(let literal): return "\(literal)"
    case .binding(let binding): return binding.key()
    case .field(let base, let name): return base.key.map { "\($0).\(name)" }
    case .pinned, .value: return nil
    case .not(let inner): return inner.key.map { "not \($0)" }
    case .negate(let inner): return inner.key.map { "-\($0)" }
    case .isNil(let inner): return inner.key.map { "is_nil(\($0))" }
    case .binary(let operation, let left, let right):
      guard let left = left.key, let right = right.key else { return nil }
      return "(\(left) \(operation.rawValue) \(right))"
    case .access(let base, let key):
      guard let base = base.key, let key = key.key else { return nil }
      return "\(base)[\(key)]"
    case .call(let name, let parts): return Self.joined(parts).map { "\(name)(\($0))" }
    case .list(let parts): return Self.joined(parts).map { "[\($0)]" }
    case .tuple(let parts): return Self.joined(parts).map { "{\($0)}" }
    case .keywords(let entries):
      return Self.joined(entries.map(\.value)).map {
        entries.map(\.key).joined(separator: ",") + ":" + $0
      }
    case .map(let entries, _, _):
      return Self.joined(entries.map(\.value)).map {
        "%" + entries.map(\.key).joined(separator: ",") + ":" + $0
      }
    case .type(let type): return "\(type)"
    }
  }

  private static func joined(_ parts: [QueryExpression]) -> String? {
    var texts: [String] = []
    for part in parts {
      guard let key = part.key else { return nil }
      texts.append(key)
    }
    return texts.joined(separator: ", ")
  }
}
