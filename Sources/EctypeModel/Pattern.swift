/// What a value must look like, and the names its parts get.
package indirect enum Pattern: Sendable {
  case wildcard
  case bind(Local)
  case literal(Literal)
  /// `case let x?`: anything but nil.
  case present(Pattern)
  /// The value of an expression: a variable's, or a constant's.
  case equal(Expression)
  case range(lower: Literal, upper: Literal, isClosed: Bool)
  case tuple([Pattern])
  /// `[a, b]`, `[a | rest]`
  case list([Pattern], rest: Pattern?)
  /// Some of a map's keys.
  case map([(key: Literal, value: Pattern)])
  /// `%User{name: n}`, its fields by Elixir name.
  case structure(SchemaID, [(field: String, value: Pattern)])

  /// `.ok(p)`, `.error(p)`: Elixir's tagged tuples.
  package static func tagged(_ tag: String, _ value: Pattern) -> Pattern {
    .tuple([.literal(.atom(tag)), value])
  }

  /// The variables it binds, from left to right.
  package var locals: [Local] {
    switch self {
    case .wildcard, .literal, .equal, .range: []
    case .bind(let local): [local]
    case .present(let inner): inner.locals
    case .tuple(let parts): parts.flatMap(\.locals)
    case .list(let parts, let rest): parts.flatMap(\.locals) + (rest?.locals ?? [])
    case .map(let entries): entries.flatMap(\.value.locals)
    case .structure(_, let fields): fields.flatMap(\.value.locals)
    }
  }

  /// Calls `body` for the expressions in it.
  package func walk(_ body: (Expression) -> Void) {
    switch self {
    case .wildcard, .bind, .literal, .range: return
    case .equal(let value): value.walk(body)
    case .present(let inner): inner.walk(body)
    case .tuple(let parts): for part in parts { part.walk(body) }
    case .list(let parts, let rest):
      for part in parts { part.walk(body) }
      rest?.walk(body)
    case .map(let entries): for entry in entries { entry.value.walk(body) }
    case .structure(_, let fields): for field in fields { field.value.walk(body) }
    }
  }

  /// The same with what nobody reads turned into `_`.
  package func keeping(_ isRead: (Local) -> Bool) -> Pattern {
    switch self {
    case .wildcard, .literal, .equal, .range: self
    case .bind(let local): isRead(local) ? self : .wildcard
    case .present(let inner): .present(inner.keeping(isRead))
    case .tuple(let parts): .tuple(parts.map { $0.keeping(isRead) })
    case .list(let parts, let rest):
      .list(parts.map { $0.keeping(isRead) }, rest: rest?.keeping(isRead))
    case .map(let entries): .map(entries.map { ($0.key, $0.value.keeping(isRead)) })
    case .structure(let id, let fields):
      .structure(id, fields.map { ($0.field, $0.value.keeping(isRead)) })
    }
  }
}
