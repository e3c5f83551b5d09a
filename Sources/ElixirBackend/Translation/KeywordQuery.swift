import EctypeModel

extension Expression {
  /// A pipeline of clauses as one keyword `from`, which reads better inside of another query. nil where a step has
  /// no keyword form, or names the rows otherwise than their source does.
  var keywordQuery: FromExpression? {
    var clauses: [QueryClause] = []
    var current = self
    while case .query(let call) = current.kind {
      guard call.clause.hasKeyword else { return nil }
      clauses.append(call.clause)
      current = call.query
    }
    guard clauses.count > 1, case .from(var from) = current.kind, from.binding != nil else {
      return nil
    }
    from.clauses += clauses.reversed()
    return from.namesItsRows ? from : nil
  }
}

extension QueryClause {
  fileprivate var hasKeyword: Bool {
    switch self {
    case .plain(let name, _): name != "prepend_order_by"
    case .join: true
    case .commonTable, .function: false
    }
  }
}

extension FromExpression {
  /// Every row that a clause names is the source's or a join's, by the name it has there.
  fileprivate var namesItsRows: Bool {
    var known: Set<String> = binding.map { [$0.name] } ?? []
    var isSound = true
    for clause in clauses {
      if case .join(let join) = clause { known.insert(join.binding.name) }
      clause.forEachExpression {
        if case .binding(let row) = $0, !known.contains(row.name) { isSound = false }
      }
    }
    return isSound
  }
}
