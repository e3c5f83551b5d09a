import EctypeDiagnostics
import EctypeModel

extension BodyLowering {
  /// The type of `left operation right`; nil after a diagnostic, where the operands do not suit it.
  func resultType(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> ValueType? {
    switch operation {
    case .and, .or:
      return check(left, is: .bool) && check(right, is: .bool) ? .bool : nil
    case .equal, .notEqual:
      let comparable =
        left.type == .nil || right.type == .nil
        || accepts(left.type.unwrapped, right.type.unwrapped)
        || accepts(right.type.unwrapped, left.type.unwrapped)
        || left.type.unwrapped.coarse == right.type.unwrapped.coarse
      if comparable { return isComparedWhole(left, right) ? .bool : nil }
      file.report(
        .typeMismatch, "\(describe(left.type)) is never equal to \(describe(right.type))",
        at: right.span, secondary: [Label(left.span, "\(describe(left.type))")],
        helps: alike(left, right))
      return nil
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return areOrdered(left, right) ? .bool : nil
    case .add where left.type == .string || right.type == .string:
      return check(left, is: .string) && check(right, is: .string) ? .string : nil
    case .add where left.type.isList:
      return resultType(.append, left, right)
    case .add, .subtract, .multiply, .divide:
      if left.type == .decimal, right.type == .decimal { return .decimal }
      guard areNumbers(left, right) else { return nil }
      if left.type == .any || right.type == .any { return .any }
      return left.type == .integer && right.type == .integer ? .integer : .float
    case .coalesce:
      return check(right, is: TypeResolver.optional(left.type.unwrapped))
        ? (right.type.isOptional || right.type == .nil ? left.type : left.type.unwrapped) : nil
    case .concatenate:
      return check(left, is: .string) && check(right, is: .string) ? .string : nil
    case .append:
      guard case .list = left.type else {
        mismatch(left, "a list", of: [.list(.any)])
        return nil
      }
      guard let type = join(left.type, right.type) else {
        _ = check(right, is: left.type)
        return nil
      }
      return type
    case .remove:
      guard case .list = left.type else {
        mismatch(left, "a list", of: [.list(.any)])
        return nil
      }
      return check(right, is: left.type) && isComparedWhole(left, right) ? left.type : nil
    case .remainder:
      return check(left, is: .integer) && check(right, is: .integer) ? .integer : nil
    case .contained: return .bool
    }
  }

  /// Whether `<` tells which of two values comes first; reports it otherwise.
  private func areOrdered(_ left: Expression, _ right: Expression) -> Bool {
    func isOrdered(_ type: ValueType) -> Bool {
      type == .any || type.isOrdered || type.isComparedByModule
    }
    for (side, other) in [(left, right.type), (right, left.type)] where !isOrdered(side.type) {
      let isKnown = isOrdered(other) && other != .any
      mismatch(
        side, isKnown ? describe(other) : "a number, a string, a date or a time",
        of: isKnown ? [other] : [.integer, .float, .string, side.type.unwrapped])
      return false
    }
    // Elixir's `<` compares structs by their fields: these are compared by their modules.
    let isByModule = left.type.isComparedByModule || right.type.isComparedByModule
    let isNumeric = [left, right].allSatisfy { [.integer, .float].contains($0.type) }
    if isByModule
      ? left.type.coarse == right.type.coarse
      : isNumeric || accepts(left.type, right.type) || accepts(right.type, left.type)
    {
      return true
    }
    file.report(
      .typeMismatch, "\(describe(left.type)) does not compare with \(describe(right.type))",
      at: right.span, secondary: [Label(left.span, "\(describe(left.type))")],
      helps: alike(left, right))
    return false
  }

  /// Whether both sides are numbers, neither of them a decimal; reports it otherwise.
  private func areNumbers(_ left: Expression, _ right: Expression) -> Bool {
    let numbers: [ValueType] = [.integer, .float, .any]
    for (side, other) in [(left, right.type), (right, left.type)] {
      if numbers.contains(side.type) || side.type == .decimal && numbers.contains(other) {
        continue
      }
      mismatch(
        side, other == .decimal ? describe(other) : "a number",
        of: [other, .integer, .float, .decimal])
      return false
    }
    for (side, other) in [(left, right.type), (right, left.type)] where other == .decimal {
      mismatch(side, describe(other), of: [other])
      return false
    }
    return true
  }

  /// What makes two values comparable.
  private func alike(_ left: Expression, _ right: Expression) -> [Help] {
    // What is computed exactly does not give way to what is not.
    let sides =
      left.type.isComparedByModule
      ? [(right, left), (left, right)] : [(left, right), (right, left)]
    return sides.lazy.map { self.mends($0, as: $1.type) }.first { !$0.isEmpty }
      ?? [Help("compare values of one type, or leave the question out")]
  }

  /// Whether a map finds what it holds for this key; reports it otherwise.
  func isKey(_ key: Expression) -> Bool {
    guard key.type.holdsDecimal else { return true }
    file.report(
      .unsupportedConstruct, "a map does not find \(describe(key.type)) by its value", at: key.span,
      label: "has decimals in it", notes: [Self.writtenDifferently],
      helps: [Help("keep a list of pairs, and look for one whose decimal is `==` this one")])
    return false
  }

  static let writtenDifferently =
    "two equal decimals may be written differently: `1.0` and `1.00`"

  /// Whether `==` tells of values with parts what it tells of the parts: of decimals it does not. Reports it.
  private func isComparedWhole(_ left: Expression, _ right: Expression) -> Bool {
    let isEmpty = [left, right].contains(where: \.isEmptyCollection)
    guard left.type.unwrapped != .decimal, left.type.holdsDecimal, right.type.holdsDecimal, !isEmpty
    else { return true }
    file.report(
      .unsupportedConstruct, "\(describe(left.type)) cannot be compared as a whole",
      at: left.span, label: "has decimals in it",
      notes: [Self.writtenDifferently],
      helps: [Help("compare the decimals themselves: `a.price == b.price`")])
    return false
  }

  /// Truths that the source itself settles: Elixir's compiler would warn of them.
  static func folded(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression
  ) -> Expression.Kind? {
    switch (operation, left.kind, right.kind) {
    case (.and, .literal(.bool(let value)), _): return value ? right.kind : .literal(.bool(false))
    case (.or, .literal(.bool(let value)), _): return value ? .literal(.bool(true)) : right.kind
    case (.equal, .literal(.atom(let a)), .literal(.atom(let b))): return .literal(.bool(a == b))
    case (.notEqual, .literal(.atom(let a)), .literal(.atom(let b))):
      return .literal(.bool(a != b))
    case (_, .literal(.integer(let a)), .literal(.integer(let b))):
      guard let a = Int(a), let b = Int(b) else { return nil }
      switch operation {
      case .equal: return .literal(.bool(a == b))
      case .notEqual: return .literal(.bool(a != b))
      case .less: return .literal(.bool(a < b))
      case .lessOrEqual: return .literal(.bool(a <= b))
      case .greater: return .literal(.bool(a > b))
      case .greaterOrEqual: return .literal(.bool(a >= b))
      default: return nil
      }
    default: return nil
    }
  }

  /// Elixir's compiler would warn of a division by a constant zero, which raises.
  func checkDivisor(_ value: Expression) -> Bool {
    switch value.kind {
    case .literal(.integer(let digits)) where Int(digits) == 0: break
    case .literal(.float(let digits)) where Double(digits) == 0: break
    default: return true
    }
    file.report(
      .divisionByZero, "this divides by zero", at: value.span, label: "always zero",
      notes: ["it would raise whenever it runs"],
      helps: [
        Help("divide by another number; by one that may be 0 only where that is asked before")
      ])
    return false
  }
}

extension ValueType {
  var isList: Bool { if case .list = self { true } else { false } }
}

extension Expression {
  fileprivate var isEmptyCollection: Bool {
    switch kind {
    case .list(let elements): elements.isEmpty
    case .map(let entries): entries.isEmpty
    default: false
    }
  }
}
