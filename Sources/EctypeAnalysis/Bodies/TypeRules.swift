import EctypeDiagnostics
import EctypeModel

extension BodyLowering {
  /// Reports a value that is not of the type it must have.
  func check(_ value: Expression, is type: ValueType) -> Bool {
    if case .query(let query) = value.type, !complete(query, at: value.span) { return false }
    return suits(value, type)
  }

  /// The same for a value that is only kept: a query may get more clauses before it is asked.
  func suits(_ value: Expression, _ type: ValueType) -> Bool {
    if accepts(type, value.type) { return true }
    mismatch(value, describe(type), of: [type])
    return false
  }

  /// - Parameter types: what would do: it tells how to make it of the value.
  func mismatch(_ value: Expression, _ wanted: String, of types: [ValueType], notes: [String] = [])
  {
    var (given, wanted) = (describe(value.type), wanted)
    // Of queries with like results the rows differ.
    if given == wanted, let type = types.first {
      given = "`\(shape.name(of: value.type, isFull: true))`"
      wanted = "`\(shape.name(of: type, isFull: true))`"
    }
    file.report(
      .typeMismatch, "this is \(given), not \(wanted)", at: value.span,
      label: "expected \(wanted)", notes: notes,
      helps: types.lazy.map { self.mends(value, as: $0) }.first { !$0.isEmpty } ?? [])
  }

  /// What to write where a value is not of the type that is wanted.
  func mends(_ value: Expression, as type: ValueType) -> [Help] {
    if value.type.isOptional, accepts(type, value.type.unwrapped) {
      let ask = Help("give a value for nil with `??`, or ask first with `if let`")
      return (strictRead(value).map { [$0] } ?? []) + [ask]
    }
    if let module = value.type.truncatingModule, value.type.coarse == type.unwrapped {
      return [Help("leave out its fraction: `\(module).truncate(…, .second)`")]
    }
    if let help = optionsOrMap(value.type.unwrapped, type.unwrapped)
      ?? structOrChangeset(value.type, type.unwrapped)
    {
      return [help]
    }
    if value.type != value.type.withoutNil, accepts(type, value.type.withoutNil) {
      return [Help("something in it may be nil: give that a value with `??` where it is made")]
    }
    return conversionHelps(value, to: type)
  }

  /// A value that goes into a field, checked: what has fractions of seconds loses them in a field that has none,
  /// because Ecto raises there.
  func put(_ value: Expression, into type: ValueType) -> Expression? {
    guard let module = value.type.truncatingModule, value.type.coarse == type.unwrapped,
      let truncate = StandardLibrary.functions("truncate", in: module).first
    else { return check(value, is: type) ? value : nil }
    let second = Expression(.literal(.atom("second")), type: .atom, span: value.span)
    return Expression(
      .standard(StandardCall(function: truncate, arguments: [value, second], isPiped: false)),
      type: value.type.coarse, span: value.span)
  }

  /// Options are a keyword list, what a record type says anywhere else is a map.
  private func optionsOrMap(_ given: ValueType, _ wanted: ValueType) -> Help? {
    switch (given, wanted) {
    case (.options, .record), (.options, .map):
      Help("options are a keyword list; a map is written `{name: value}`")
    case (.map(.atom, _), .record(let fields)):
      Help(
        "say which keys it has where it is declared: `var x: \(shape.name(of: .record(fields))) = …`"
      )
    case (.record, .options), (.map, .options):
      Help(
        "a parameter with the default `{}` takes options, written in the call: `[name: value]`; without the default it takes a map"
      )
    default: nil
    }
  }

  /// A changeset holds a struct and what is to be changed of it; neither stands for the other.
  private func structOrChangeset(_ given: ValueType, _ wanted: ValueType) -> Help? {
    switch (given, wanted) {
    case (.schema(let id), .changeset(let other)) where other == nil || other == id:
      Help("make a changeset of it: `|> change()`, or `|> cast(params, […])`")
    case (.changeset(let other), .schema(let id)) where other == id:
      Help(
        "a changeset is no `\(shape[id].module.last)`: `Repo.insert` and `Repo.update` give the struct with its changes"
      )
    default: nil
    }
  }

  /// `Repo.get!` for `Repo.get`
  private func strictRead(_ value: Expression) -> Help? {
    guard case .call(let call) = value.kind, case .repository(_, let name) = call.callee,
      !name.hasSuffix("!"), RepositoryFunction.all[name + "!"] != nil, !call.isPiped
    else { return nil }
    let written = tree.source(value.span).prefix { $0 != "(" }
    let end = Int(value.span.start) + written.utf8.count
    return Help(
      "where it must be there, `\(NameRules.camelCase(name))!` raises if it is not",
      edits: [TextEdit(Span(file: value.span.file, start: end, end: end), "!")], isSafe: true)
  }

  /// Whether a value of one type may stand where another is expected.
  func accepts(_ wanted: ValueType, _ given: ValueType) -> Bool {
    if wanted == given { return true }
    switch (wanted, given) {
    case (.any, _), (_, .any), (.void, _), (_, .never): return true
    case (.multi(let a), .multi(let b)): return accepts(a, b)
    // What fails is told apart by its step's name: its type says nothing that could be wrong.
    case (.multiFailure, .multiFailure): return true
    case (.optional, .nil): return true
    case (.optional(let inner), .optional(let other)): return accepts(inner, other)
    case (.optional(let inner), _): return accepts(inner, given)
    case (.list(let a), .list(let b)): return accepts(a, b)
    case (.map(let k, let v), .map(let l, let w)): return accepts(k, l) && accepts(v, w)
    case (.result(let a, let e), .result(let b, let f)): return accepts(a, b) && accepts(e, f)
    case (.tuple(let a), .tuple(let b)): return a.count == b.count && zip(a, b).allSatisfy(accepts)
    case (.changeset(nil), .changeset), (.changeset, .changeset(nil)): return true
    case (.params(nil), .params), (.params, .params(nil)): return true
    case (.params, .map(let key, _)): return accepts(.string, key) || key == .atom
    case (.params, .options), (.params, .record): return true
    case (.options(let options), .options(let given)):
      return given.allSatisfy { option in
        options.contains {
          $0.name.elixir == option.name.elixir && accepts($0.type, option.type)
        }
      }
    case (.query(let a), .query(let b)): return accepts(a, b)
    // A schema is a query of all its rows.
    case (.query(let query), .module(let module)):
      guard case .schema(let id)? = query.bindings.first?.row else { return query.row == .any }
      return shape[id].module == module && accepts(query.row, .schema(id))
    case (.dynamic(let a), .dynamic(let b)):
      // Rows of which a condition is nil are left out, as those of which it is false.
      let value = a.value == .bool && b.value == .optional(.bool) ? .bool : b.value
      return accepts(a.value, value)
        && zip(a.bindings, b.bindings).allSatisfy { accepts($0.row, $1.row) }
    case (.record(let a), .record(let b)):
      return a.count == b.count
        && a.allSatisfy { field in
          b.contains { $0.name.elixir == field.name.elixir && accepts(field.type, $0.type) }
        }
    case (.row, .map(let key, _)): return accepts(.atom, key)
    case (.row, .record): return true
    case (.map(let key, _), .row): return accepts(key, .atom)
    case (.map(let key, let value), .record(let fields)):
      return accepts(key, .atom) && fields.allSatisfy { accepts(value, $0.type) }
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

  /// A map whose keys are known is a map of names.
  func asMap(_ type: ValueType) -> ValueType {
    guard case .record(let fields) = type, let first = fields.first else { return type }
    let value = fields.dropFirst().reduce(first.type) { join($0, $1.type) ?? .any }
    return .map(key: .atom, value: value)
  }

  /// A query may bring more rows than are asked for, but those that are asked for in their places.
  private func accepts(_ wanted: QueryType, _ given: QueryType) -> Bool {
    guard accepts(wanted.row, given.row) else { return false }
    if wanted.bindings.first?.row == .any { return true }
    for (index, binding) in wanted.bindings.enumerated() {
      if let alias = binding.alias, index > 0 {
        guard let rows = given.bindings.first(where: { $0.alias == alias }),
          accepts(binding, rows)
        else { return false }
      } else {
        guard index < given.bindings.count, accepts(binding, given.bindings[index]) else {
          return false
        }
      }
    }
    return true
  }

  private func accepts(_ wanted: Binding, _ given: Binding) -> Bool {
    accepts(wanted.row, given.row) && (wanted.isOptional || !given.isOptional)
  }

  /// A transaction may have more steps than are asked for.
  private func accepts(_ wanted: MultiType, _ given: MultiType) -> Bool {
    wanted.steps.allSatisfy { step in
      guard let found = given.steps.first(where: { $0.name.elixir == step.name.elixir }) else {
        return given.isOpen
      }
      return accepts(step.type, found.type)
    }
  }

  /// The type as diagnostics name it.
  func describe(_ type: ValueType) -> String { shape.describe(type) }
}

extension ValueType {
  /// The same where nothing in it may be nil.
  fileprivate var withoutNil: ValueType {
    switch self {
    case .optional(let inner): inner.withoutNil
    case .list(let element): .list(element.withoutNil)
    case .tuple(let parts): .tuple(parts.map(\.withoutNil))
    case .record(let fields):
      .record(fields.map { OptionType(name: $0.name, type: $0.type.withoutNil) })
    default: self
    }
  }

  /// The module that takes the fractions of seconds away from what has them.
  fileprivate var truncatingModule: String? {
    switch self {
    case .utcDateTime(.microsecond): "DateTime"
    case .naiveDateTime(.microsecond): "NaiveDateTime"
    default: nil
    }
  }
}
