import EctypeModel

/// Whether cases take every value of a type, and which of them take any: the usual matrix of patterns,
/// column by column.
struct Exhaustiveness {
  private let shape: ProjectShape
  private var rows: [[Space]] = []
  /// Of one value each: they need no look at each other.
  private var values: Set<Space> = []
  /// Cases so far with what is opaque, which only their forms can tell apart; so many, and no more.
  private var opaque: [Pattern] = []
  private static let mostOpaque = 200
  /// Wide patterns may need exponentially many steps: then nothing more is claimed.
  private var budget = 20_000

  init(_ shape: ProjectShape) { self.shape = shape }

  private enum Constructor: Hashable {
    case constant(Literal)
    case null, some
    case tuple
    case empty, cons
    /// `{:ok, _}`
    case tag(String)
  }

  private indirect enum Space: Hashable {
    case any
    case constructor(Constructor, [Space])
    /// Takes some values that nothing else describes: a range, a struct with a certain field. Two of one description
    /// take the same; nil has none.
    case opaque(String?)
  }

  /// Adds a case; whether it takes a value that none before it takes. One with a guard may take none.
  mutating func add(_ pattern: Pattern, of type: ValueType, isGuarded: Bool) -> Bool {
    let space = space(pattern, type)
    let isUseful = isUseful(space, type) && !opaque.contains { $0.covers(pattern) }
    if isGuarded { return isUseful }
    if Self.isOpaque(space), opaque.count < Self.mostOpaque { opaque.append(pattern) }
    if Self.isValue(space) { values.insert(space) } else { rows.append([space]) }
    return isUseful
  }

  private mutating func isUseful(_ space: Space, _ type: ValueType) -> Bool {
    if Self.isValue(space) { return !values.contains(space) && useful(rows, [space], [type]) }
    return useful(rows + values.map { [$0] }, [space], [type])
  }

  private static func isValue(_ space: Space) -> Bool {
    if case .constructor(_, let parts) = space { parts.allSatisfy(isValue) } else { false }
  }

  private static func isOpaque(_ space: Space) -> Bool {
    switch space {
    case .any: false
    case .opaque: true
    case .constructor(_, let parts): parts.contains(where: isOpaque)
    }
  }

  /// What no case takes, as the source would write it; nil where all values are taken.
  mutating func missing(of type: ValueType) -> String? {
    guard isUseful(.any, type) else { return nil }
    for candidate in candidates(type) {
      if isUseful(candidate.space, type) { return "`\(candidate.name)`" }
    }
    return "all other values"
  }

  func isIrrefutable(_ pattern: Pattern, _ type: ValueType) -> Bool {
    var check = self
    check.rows = []
    check.values = []
    _ = check.add(pattern, of: type, isGuarded: false)
    return check.missing(of: type) == nil
  }

  // MARK: Spaces

  private func space(_ pattern: Pattern, _ type: ValueType) -> Space {
    switch pattern {
    case .wildcard, .bind: return .any
    case .equal, .range: return .opaque(description(of: pattern))
    case .literal(.null): return .constructor(.null, [])
    case .literal(let literal): return present(.constructor(.constant(literal), []), type)
    case .present(let inner):
      return type.isOptional ? present(space(inner, type.unwrapped), type) : .opaque(nil)
    case .tuple(let parts): return present(tuple(parts, type.unwrapped), type)
    case .list(let parts, let rest): return present(list(parts[...], rest, type.unwrapped), type)
    case .map(let entries):
      let areAny = entries.allSatisfy { takesAll($0, type) }
      return areAny ? present(.any, type) : .opaque(description(of: pattern))
    case .structure(let id, let fields):
      let areAny = fields.allSatisfy { isIrrefutable($0.value, fieldType($0.field, id)) }
      return areAny ? present(.any, type) : .opaque(description(of: pattern))
    }
  }

  /// The same for patterns that take the same values, whatever names they give; nil where it is not known.
  private func description(of pattern: Pattern) -> String? {
    switch pattern {
    case .wildcard, .bind: return "_"
    case .literal(let literal): return "\(literal)"
    case .present(let inner): return description(of: inner).map { "\($0)?" }
    case .range(let lower, let upper, let isClosed): return "\(lower)..\(upper) \(isClosed)"
    case .equal: return nil
    case .tuple(let parts): return list(parts).map { "(\($0))" }
    case .list(let parts, let rest):
      guard let inner = list(parts) else { return nil }
      guard let rest else { return "[\(inner)]" }
      return description(of: rest).map { "[\(inner) | \($0)]" }
    case .map(let entries):
      let parts = entries.map { entry in
        description(of: entry.value).map { "\(entry.key): \($0)" }
      }
      return sorted(parts).map { "{\($0)}" }
    case .structure(let id, let fields):
      let parts = fields.map { field in
        description(of: field.value).map { "\(field.field): \($0)" }
      }
      return sorted(parts).map { "\(id){\($0)}" }
    }
  }

  private func list(_ parts: [Pattern]) -> String? {
    let parts = parts.map { description(of: $0) }
    return parts.contains(nil) ? nil : parts.compactMap(\.self).joined(separator: ", ")
  }

  private func sorted(_ parts: [String?]) -> String? {
    parts.contains(nil) ? nil : parts.compactMap(\.self).sorted().joined(separator: ", ")
  }

  /// A key that the map is known to have, with any value.
  private func takesAll(_ entry: (key: Literal, value: Pattern), _ type: ValueType) -> Bool {
    guard case .record(let fields) = type.unwrapped, case .atom(let name) = entry.key,
      let field = fields.first(where: { $0.name.elixir == name })
    else { return false }
    return isIrrefutable(entry.value, field.type)
  }

  private func fieldType(_ name: String, _ id: SchemaID) -> ValueType {
    guard let field = shape[id].fields.first(where: { $0.name.elixir == name }) else { return .any }
    return TypeResolver.optional(FieldTypes.valueType(of: field.type))
  }

  private func present(_ space: Space, _ type: ValueType) -> Space {
    guard type.isOptional else { return space }
    if case .opaque = space { return space }
    return .constructor(.some, [space])
  }

  private func tuple(_ parts: [Pattern], _ type: ValueType) -> Space {
    if case .result(_, .multiFailure(let multi)) = type, parts.count == 4,
      case .literal(.atom("error")) = parts[0]
    {
      let types = Self.failureTypes(multi)
      return .constructor(.tag("error"), zip(parts.dropFirst(), types).map { space($0, $1) })
    }
    if case .result(let value, let error) = type, parts.count == 2,
      case .literal(.atom(let tag)) = parts[0]
    {
      return .constructor(.tag(tag), [space(parts[1], tag == "ok" ? value : error)])
    }
    guard case .tuple(let types) = type, types.count == parts.count else { return .opaque(nil) }
    return .constructor(.tuple, zip(parts, types).map { space($0, $1) })
  }

  private func list(_ parts: ArraySlice<Pattern>, _ rest: Pattern?, _ type: ValueType) -> Space {
    guard case .list(let element) = type else { return .opaque(nil) }
    guard let head = parts.first else {
      return rest.map { space($0, type) } ?? .constructor(.empty, [])
    }
    return .constructor(.cons, [space(head, element), list(parts.dropFirst(), rest, type)])
  }

  /// Of a failed step: its name, why, what was done before.
  private static func failureTypes(_ multi: MultiType) -> [ValueType] {
    [.atom, .any, multi.changesSoFar]
  }

  // MARK: The matrix

  /// All constructors of a type with the types of their parts; nil where there is no end of them.
  private func constructors(_ type: ValueType) -> [(Constructor, [ValueType])]? {
    switch type {
    case .optional(let inner): [(.null, []), (.some, [inner])]
    case .nil: [(.null, [])]
    case .bool: [(.constant(.bool(true)), []), (.constant(.bool(false)), [])]
    case .enumeration(let id):
      shape.enumerations.caseNames(id).map { (.constant(.atom($0)), []) }
    case .result(let value, .multiFailure(let multi)):
      [(.tag("ok"), [value]), (.tag("error"), Self.failureTypes(multi))]
    case .result(let value, let error): [(.tag("ok"), [value]), (.tag("error"), [error])]
    case .tuple(let parts): [(.tuple, parts)]
    case .list(let element): [(.empty, []), (.cons, [element, type])]
    default: nil
    }
  }

  private mutating func useful(_ rows: [[Space]], _ row: [Space], _ types: [ValueType]) -> Bool {
    budget -= 1
    guard budget > 0 else { return false }
    guard let first = row.first, let type = types.first else { return rows.isEmpty }
    let rest = Array(types.dropFirst())
    switch first {
    case .constructor(let constructor, let parts):
      let inner = parts.indices.map { partType(constructor, $0, type) }
      return useful(
        rows.compactMap { specialize($0, constructor, parts.count) },
        parts + row.dropFirst(), inner + rest)
    case .any:
      if let all = constructors(type), rows.contains(where: { constructor($0) != nil }) {
        let others = rows.filter { constructor($0) == nil }
        let known = Dictionary(grouping: rows, by: constructor)
        for (constructor, parts) in all {
          let open = [Space](repeating: .any, count: parts.count)
          let taking = known[constructor, default: []] + others
          if useful(
            taking.compactMap { specialize($0, constructor, parts.count) },
            open + row.dropFirst(), parts + rest)
          {
            return true
          }
        }
        return false
      }
      let others = rows.compactMap { withoutFirst($0) }
      return useful(others, Array(row.dropFirst()), rest)
    case .opaque(let description):
      let others = rows.compactMap { withoutFirst($0, as: description) }
      return useful(others, Array(row.dropFirst()), rest)
    }
  }

  private func partType(_ constructor: Constructor, _ index: Int, _ type: ValueType) -> ValueType {
    let known = constructors(type)?.first { $0.0 == constructor }?.1
    return known.flatMap { $0.indices.contains(index) ? $0[index] : nil } ?? .any
  }

  private func constructor(_ row: [Space]) -> Constructor? {
    if case .constructor(let constructor, _)? = row.first { constructor } else { nil }
  }

  /// The rest of a row where its first column takes this constructor.
  private func specialize(_ row: [Space], _ constructor: Constructor, _ count: Int) -> [Space]? {
    switch row[0] {
    case .any: [Space](repeating: .any, count: count) + row.dropFirst()
    case .constructor(constructor, let parts): parts + row.dropFirst()
    default: nil
    }
  }

  /// The rest of a row whose first column takes everything, or everything of this description.
  private func withoutFirst(_ row: [Space], as description: String? = nil) -> [Space]? {
    switch row[0] {
    case .any: return Array(row.dropFirst())
    case .opaque(let other):
      return other != nil && other == description ? Array(row.dropFirst()) : nil
    case .constructor: return nil
    }
  }

  // MARK: Names

  private func candidates(_ type: ValueType) -> [(name: String, space: Space)] {
    switch type {
    case .optional(let inner):
      [("nil", .constructor(.null, []))]
        + candidates(inner).map { ($0.name, .constructor(.some, [$0.space])) }
    case .bool: [true, false].map { ("\($0)", .constructor(.constant(.bool($0)), [])) }
    case .enumeration(let id):
      shape.enumerations.caseNames(id).map {
        (".\(NameRules.camelCase($0))", .constructor(.constant(.atom($0)), []))
      }
    case .result(_, .multiFailure):
      [
        (".ok(_)", .constructor(.tag("ok"), [.any])),
        (".error(_, _, _)", .constructor(.tag("error"), [.any, .any, .any])),
      ]
    case .result:
      ["ok", "error"].map { (".\($0)(_)", .constructor(.tag($0), [.any])) }
    case .list:
      [("[]", .constructor(.empty, [])), ("[_ | _]", .constructor(.cons, [.any, .any]))]
    case .tuple(let parts): tuples(parts)
    default: []
    }
  }

  private func tuples(_ parts: [ValueType]) -> [(name: String, space: Space)] {
    var result: [(names: [String], spaces: [Space])] = [([], [])]
    for part in parts {
      let options = candidates(part)
      let choices = options.isEmpty || result.count > 64 ? [(name: "_", space: Space.any)] : options
      result = result.flatMap { row in
        choices.map { (row.names + [$0.name], row.spaces + [$0.space]) }
      }
    }
    return result.map { ("(\($0.names.joined(separator: ", ")))", .constructor(.tuple, $0.spaces)) }
  }
}
