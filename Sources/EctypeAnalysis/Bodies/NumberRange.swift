import EctypeModel

/// The numbers that some bounds of `validate_number` leave.
struct NumberRange {
  private struct Limit {
    var value: Double
    var isStrict: Bool
    /// Which of the bounds says so.
    var index: Int
  }

  private var lower: Limit?
  private var upper: Limit?
  /// Numbers are whole: none is greater than 2 and less than 3.
  private let isWhole: Bool

  /// The first two bounds that no number meets together, by their places among all.
  static func contradiction(in bounds: [NumberBound], isWhole: Bool) -> (Int, Int)? {
    var range = NumberRange(isWhole: isWhole)
    for (index, bound) in bounds.enumerated() {
      range.add(bound, index)
      if let lower = range.lower, let upper = range.upper, range.isEmpty {
        return (min(lower.index, upper.index), max(lower.index, upper.index))
      }
      guard bound.kind == .equalTo || bound.kind == .notEqualTo else { continue }
      let opposite: NumberBound.Kind = bound.kind == .equalTo ? .notEqualTo : .equalTo
      let other = bounds[..<index].firstIndex { $0.kind == opposite && $0.value == bound.value }
      if let other { return (other, index) }
    }
    return nil
  }

  private init(isWhole: Bool) { self.isWhole = isWhole }

  private mutating func add(_ bound: NumberBound, _ index: Int) {
    guard let value = bound.value.number else { return }
    let strict = Limit(value: value, isStrict: true, index: index)
    let loose = Limit(value: value, isStrict: false, index: index)
    switch bound.kind {
    case .greaterThan: raise(strict)
    case .greaterThanOrEqualTo: raise(loose)
    case .lessThan: reduce(strict)
    case .lessThanOrEqualTo: reduce(loose)
    case .equalTo:
      raise(loose)
      reduce(loose)
    case .notEqualTo: return
    }
  }

  private mutating func raise(_ limit: Limit) {
    guard let lower else {
      self.lower = limit
      return
    }
    if limit.value > lower.value || limit.value == lower.value && limit.isStrict {
      self.lower = limit
    }
  }

  private mutating func reduce(_ limit: Limit) {
    guard let upper else {
      self.upper = limit
      return
    }
    if limit.value < upper.value || limit.value == upper.value && limit.isStrict {
      self.upper = limit
    }
  }

  private var isEmpty: Bool {
    guard let lower, let upper, lower.index != upper.index else { return false }
    guard isWhole else {
      return lower.value > upper.value
        || lower.value == upper.value && (lower.isStrict || upper.isStrict)
    }
    var least = lower.value.rounded(.up)
    if lower.isStrict, least == lower.value { least += 1 }
    var most = upper.value.rounded(.down)
    if upper.isStrict, most == upper.value { most -= 1 }
    return least > most
  }
}

extension Literal {
  /// As near as a Double comes: beyond its 53 bits nothing is claimed.
  fileprivate var number: Double? {
    let text: String
    switch self {
    case .integer(let digits), .float(let digits): text = "\(digits)"
    default: return nil
    }
    guard let value = Double(text.filter { $0 != "_" }), value.magnitude < 0x1p53 else {
      return nil
    }
    return value
  }
}
