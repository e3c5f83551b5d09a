import EctypeModel

extension Pattern {
  /// Whether it takes all that the other takes, by their forms alone: where they say no, it may yet be so.
  func covers(_ other: Pattern) -> Bool {
    switch (self, other) {
    case (.wildcard, _), (.bind, _): true
    case (.literal(let literal), .literal(let given)): literal == given
    case (.present(let inner), .present(let given)): inner.covers(given)
    case (.present, .literal(.null)), (.present, .wildcard), (.present, .bind), (.present, .equal):
      false
    case (.present(let inner), _): inner.covers(other)
    case (.range(let lower, let upper, let isClosed), .literal(let literal)):
      Self.range(lower, upper, isClosed, holds: literal)
    case (.range(let lower, let upper, let isClosed), .range(let first, let last, let endsThere)):
      lower == first && upper == last && (isClosed || !endsThere)
    case (.tuple(let parts), .tuple(let given)):
      parts.count == given.count && zip(parts, given).allSatisfy { $0.covers($1) }
    case (.list(let parts, let rest), .list(let given, let givenRest)):
      parts.count == given.count && zip(parts, given).allSatisfy { $0.covers($1) }
        && Self.rest(rest, covers: givenRest)
    case (.map(let entries), .map(let given)):
      entries.allSatisfy { entry in
        given.contains { $0.key == entry.key && entry.value.covers($0.value) }
      }
    case (.structure(let id, let fields), .structure(let other, let given)):
      id == other
        && fields.allSatisfy { field in
          given.contains { $0.field == field.field && field.value.covers($0.value) }
        }
    default: false
    }
  }

  private static func rest(_ rest: Pattern?, covers given: Pattern?) -> Bool {
    switch (rest, given) {
    case (nil, nil): true
    case (let rest?, let given?): rest.covers(given)
    default: false
    }
  }

  private static func range(
    _ lower: Literal, _ upper: Literal, _ isClosed: Bool, holds literal: Literal
  ) -> Bool {
    guard
      case (.integer(let low), .integer(let high), .integer(let text)) = (lower, upper, literal),
      let low = Int(low), let high = Int(high), let value = Int(text)
    else { return false }
    return low <= value && (isClosed ? value <= high : value < high)
  }
}
