import EctypeDiagnostics
import EctypeModel

extension BodyLowering {
  /// Reports a value that is not of the type it must have.
  func check(_ value: Expression, is type: ValueType) -> Bool {
    if accepts(type, value.type) { return true }
    var helps: [Help] = []
    if value.type.isOptional, accepts(type, value.type.unwrapped) {
      helps = [Help("give a value for nil with `??`, or ask first with `if let`")]
    }
    file.report(
      .typeMismatch, "this is \(describe(value.type)), not \(describe(type))", at: value.span,
      label: "expected \(describe(type))", helps: helps)
    return false
  }

  /// Whether a value of one type may stand where another is expected.
  func accepts(_ wanted: ValueType, _ given: ValueType) -> Bool {
    if wanted == given { return true }
    switch (wanted, given) {
    case (.any, _), (_, .any), (.void, _): return true
    case (.optional, .nil): return true
    case (.optional(let inner), .optional(let other)): return accepts(inner, other)
    case (.optional(let inner), _): return accepts(inner, given)
    case (.list(let a), .list(let b)): return accepts(a, b)
    case (.map(let k, let v), .map(let l, let w)): return accepts(k, l) && accepts(v, w)
    case (.result(let a, let e), .result(let b, let f)): return accepts(a, b) && accepts(e, f)
    case (.tuple(let a), .tuple(let b)): return a.count == b.count && zip(a, b).allSatisfy(accepts)
    case (.changeset(nil), .changeset), (.changeset, .changeset(nil)): return true
    // A changeset function takes a struct or a changeset of it.
    case (.changeset(let a?), .schema(let b)), (.schema(let b), .changeset(let a?)): return a == b
    case (.params(nil), .params), (.params, .params(nil)): return true
    case (.params, .map(let key, _)): return accepts(.string, key) || key == .atom
    case (.params, .options): return true
    case (.options, .options(let given)): return given.isEmpty || wanted == .options(given)
    case (.query(let a), .query(let b)): return accepts(a.row, b.row)
    case (.function(let a, let r), .function(let b, let s)):
      return a.count == b.count && zip(b, a).allSatisfy(accepts) && accepts(r, s)
    case (.atom, .enumeration): return true
    // A result is a tuple with a tag.
    case (.tuple(let parts), .result(let a, let e)):
      return parts.count == 2 && parts[0] == .atom && accepts(parts[1], a) && accepts(parts[1], e)
    case (.result(let a, let e), .tuple(let parts)):
      return parts.count == 2 && parts[0] == .atom && (accepts(a, parts[1]) || accepts(e, parts[1]))
    default: return false
    }
  }

  /// The type as diagnostics name it.
  func describe(_ type: ValueType) -> String { "`\(name(of: type))`" }

  private func name(of type: ValueType) -> String {
    switch type {
    case .any: "Any"
    case .void: "Void"
    case .nil: "nil"
    case .bool: "Bool"
    case .integer: "Int"
    case .float: "Double"
    case .string: "String"
    case .decimal: "Decimal"
    case .atom: "Atom"
    case .binary: "Binary"
    case .date: "Date"
    case .time: "Time"
    case .naiveDateTime: "NaiveDateTime"
    case .utcDateTime: "DateTime"
    case .duration: "Duration"
    case .uuid: "UUID"
    case .optional(let inner): name(of: inner) + "?"
    case .list(let element): "[\(name(of: element))]"
    case .map(let key, let value): "[\(name(of: key)): \(name(of: value))]"
    case .tuple(let parts): "(\(parts.map(name).joined(separator: ", ")))"
    case .options(let options):
      "{\(options.map { "\($0.name.source): \(name(of: $0.type))" }.joined(separator: ", "))}"
    case .schema(let id): shape[id].module.last
    case .enumeration(let id): shape.enumerations[id].name
    case .params(let id): id.map { "Params<\(shape[$0].module.last)>" } ?? "Params"
    case .changeset(let id): id.map { "Changeset<\(shape[$0].module.last)>" } ?? "Changeset"
    case .query(let query): "a query of \(name(of: query.row))"
    case .result(let value, let error): "Result<\(name(of: value)), \(name(of: error))>"
    case .module(let module): "\(module)"
    case .function(let parameters, let result):
      "(\(parameters.map(name).joined(separator: ", "))) -> \(name(of: result))"
    case .range: "Range"
    }
  }
}
