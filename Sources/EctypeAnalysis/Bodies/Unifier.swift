import EctypeModel

/// Finds what the letters of a standard function's signature stand for in one call.
struct Unifier {
  let body: BodyLowering
  private var bindings: [String: ValueType] = [:]
  /// Ranges and maps may stand for lists: of what goes through `Enum`.
  var takesSequences = false

  init(body: BodyLowering, takesSequences: Bool = false) {
    self.body = body
    self.takesSequences = takesSequences
  }

  mutating func unify(_ wanted: StandardType, _ given: ValueType) -> Bool {
    switch (wanted, given) {
    case (_, .any): return true
    case (.variable(let name), _): return bind(name, given)
    case (.value(let type), _): return accepts(type, given)
    case (.optional, .nil): return true
    case (.optional(let inner), _): return unify(inner, given.unwrapped)
    case (.list(let element), .list(let other)): return unify(element, other)
    case (.list(let element), .range) where takesSequences: return unify(element, .integer)
    case (.list(let element), .map(let key, let value)) where takesSequences:
      return unify(element, .tuple([key, value]))
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    case (.map, .record): return unify(wanted, body.asMap(given))
    case (.list, .record) where takesSequences: return unify(wanted, body.asMap(given))
    case (.tuple(let parts), .tuple(let others)):
      return parts.count == others.count && unify(parts, others)
    case (.result(let value, let error), .result(let otherValue, let otherError)):
      return unify(value, otherValue) && unify(error, otherError)
    case (.function(let parameters, let result), .function(let others, let otherResult)):
      guard parameters.count == others.count, unify(parameters, others) else { return false }
      if case .value(.any) = result { return true }
      return unify(result, otherResult)
    default: return false
    }
  }

  private mutating func unify(_ wanted: [StandardType], _ given: [ValueType]) -> Bool {
    for (type, other) in zip(wanted, given) where !unify(type, other) { return false }
    return true
  }

  private mutating func bind(_ name: String, _ given: ValueType) -> Bool {
    switch name {
    case "I" where given != .integer: return false
    case "N" where ![.integer, .float].contains(given): return false
    case "C" where !given.isOrdered: return false
    case "M" where !given.isComparedByModule: return false
    case "S" where !given.hasText: return false
    default: break
    }
    guard given != .void else { return false }
    guard let known = bindings[name] else {
      bindings[name] = given
      return true
    }
    guard let joined = body.join(known, given) else { return false }
    bindings[name] = joined
    return true
  }

  private func accepts(_ wanted: ValueType, _ given: ValueType) -> Bool {
    switch (wanted, given) {
    case (.utcDateTime(.second), .utcDateTime), (.naiveDateTime(.second), .naiveDateTime),
      (.time(.second), .time), (.string, .uuid):
      true
    case (.atom, .enumeration): true
    default: body.accepts(wanted, given)
    }
  }

  /// What must be equal where it is written alike, and has decimals in it; nil where all is well.
  var unlikelyEqual: ValueType? {
    ["Q", "K"].lazy.compactMap { bindings[$0] }.first(where: \.holdsDecimal)
  }

  /// The type with what is known filled in; `Any` for what is not.
  func substitute(_ type: StandardType) -> ValueType {
    switch type {
    case .variable(let name): bindings[name] ?? .any
    case .value(let type): type
    case .optional(let inner): TypeResolver.optional(substitute(inner))
    case .list(let element): .list(substitute(element))
    case .map(let key, let value): .map(key: substitute(key), value: substitute(value))
    case .tuple(let parts): .tuple(parts.map(substitute))
    case .result(let value, let error): .result(substitute(value), substitute(error))
    case .function(let parameters, let result):
      .function(parameters.map(substitute), substitute(result))
    }
  }

  /// What an argument is expected to be: where nothing is known yet it tells itself. A closure is told what it
  /// is given in any case; what it gives it tells itself where a part of that is not known (`[U]`).
  func expectation(_ type: StandardType) -> ValueType? {
    if case .function(let parameters, let result) = type {
      return .function(parameters.map(substitute), isKnown(result) ? substitute(result) : .any)
    }
    return isKnown(type) ? substitute(type) : nil
  }

  private func isKnown(_ type: StandardType) -> Bool {
    switch type {
    case .variable(let name): bindings[name] != nil
    case .value: true
    case .optional(let inner), .list(let inner): isKnown(inner)
    case .map(let key, let value), .result(let key, let value): isKnown(key) && isKnown(value)
    case .tuple(let parts): parts.allSatisfy(isKnown)
    case .function(let parameters, let result): parameters.allSatisfy(isKnown) && isKnown(result)
    }
  }
}
