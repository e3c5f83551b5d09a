import EctypeModel

extension ProjectShape {
  /// The type as diagnostics name it.
  func describe(_ type: ValueType) -> String { "`\(name(of: type))`" }

  /// - Parameter isFull: with the rows of queries, and not only what one result of them is.
  func name(of type: ValueType, isFull: Bool = false) -> String {
    func name(of type: ValueType) -> String { self.name(of: type, isFull: isFull) }
    return switch type {
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
    case .time(.second): "Time"
    case .naiveDateTime(.second): "NaiveDateTime"
    case .utcDateTime(.second): "DateTime"
    case .time: "TimeUsec"
    case .naiveDateTime: "NaiveDateTimeUsec"
    case .utcDateTime: "DateTimeUsec"
    case .duration: "Duration"
    case .uuid: "UUID"
    case .optional(let inner): name(of: inner) + "?"
    case .list(let element): "[\(name(of: element))]"
    case .map(let key, let value): "[\(name(of: key)): \(name(of: value))]"
    case .tuple(let parts): "(\(parts.map { name(of: $0) }.joined(separator: ", ")))"
    case .options(let options):
      "[\(options.map { "\($0.name.source): \(name(of: $0.type))" }.joined(separator: ", "))]"
    case .schema(let id): self[id].module.last
    case .enumeration(let id): enumerations[id].name
    case .params(let id): id.map { "Params<\(self[$0].module.last)>" } ?? "Params"
    case .changeset(let id): id.map { "Changeset<\(self[$0].module.last)>" } ?? "Changeset"
    case .query(let query) where isFull: "Query<\(rows(of: query))>"
    case .query(let query): "Query<\(name(of: query.row))>"
    case .dynamic: "DynamicExpr"
    case .record(let fields):
      "{\(fields.map { "\($0.name.source): \(name(of: $0.type))" }.joined(separator: ", "))}"
    case .row(let id): "Row<\(self[id].module.last)>"
    case .result(let value, let error): "Result<\(name(of: value)), \(name(of: error))>"
    case .module(let module): "\(module)"
    case .function(let parameters, let result):
      "(\(parameters.map { name(of: $0) }.joined(separator: ", "))) -> \(name(of: result))"
    case .range: "Range"
    case .never: "Never"
    case .multi(let multi) where multi.isOpen || multi.steps.isEmpty: "Multi"
    case .multi(let multi):
      "Multi<{\(multi.steps.map { "\($0.name.source): \(name(of: $0.type))" }.joined(separator: ", "))}>"
    case .multiFailure: "MultiFailure"
    }
  }

  /// `(Post, comments: Comment?), {title: String}`
  private func rows(of query: QueryType) -> String {
    let rows = query.bindings.map { binding in
      (binding.alias.map { "\(NameRules.camelCase($0)): " } ?? "")
        + name(of: binding.isOptional ? binding.row.orNil : binding.row)
    }
    let isNamed = query.bindings.allSatisfy { $0.alias != nil }
    let joined = rows.joined(separator: ", ")
    let list = isNamed ? "{\(joined)}" : rows.count == 1 ? joined : "(\(joined))"
    return query.row == query.firstRow ? list : "\(list), \(name(of: query.row))"
  }
}
