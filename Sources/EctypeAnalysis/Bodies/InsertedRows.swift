import EctypeDiagnostics
import EctypeModel
import EctypeSyntax

/// The rows that `insert_all` is given, where the source says which they are: in a list, by a closure of `map`, or in
/// a constant.
extension BodyLowering {
  /// What the value of a row's key is to be; nil where the table has no such column.
  func column(of pair: NodeID, _ schema: SchemaID) -> ValueType? {
    keyName(of: pair).flatMap { property(NameRules.snakeCase($0), of: schema) }.map {
      TypeResolver.optional($0.1)
    }
  }

  /// `title` of `title: x`, `.title: x` and `:title => x`; nil for a key that is computed.
  func keyName(of pair: NodeID) -> String? {
    guard tree.kind(pair) == .keyValue else { return nil }
    guard tree[pair].main.isNone else { return tree.mainText(pair) }
    guard let key = first(pair) else { return nil }
    return tree.kind(key) == .implicitMember ? tree.mainText(key) : tree.atomName(key)
  }

  /// Gives each value the form that its column takes; `isSound` is false after a diagnostic.
  func rewriteRows(_ rows: inout Expression, _ schema: SchemaID, _ isSound: inout Bool) {
    switch rows.kind {
    case .local: checkRows(rows, schema, &isSound)
    case .list(var values):
      for index in values.indices { rewriteRow(&values[index], schema, &isSound) }
      rows.kind = .list(values)
    case .binary(.append, var left, var right):
      rewriteRows(&left, schema, &isSound)
      rewriteRows(&right, schema, &isSound)
      rows.kind = .binary(.append, left, right)
    case .conditional(let condition, var then, var otherwise):
      rewriteRows(&then, schema, &isSound)
      rewriteRows(&otherwise, schema, &isSound)
      rows.kind = .conditional(condition: condition, then: then, otherwise: otherwise)
    case .standard(var call):
      guard let making = MakingRows(call.function), var closure = call.arguments.last else {
        return checkRows(rows, schema, &isSound)
      }
      closure.mapResults { result in
        switch making {
        case .row: rewriteRow(&result, schema, &isSound)
        case .rows: rewriteRows(&result, schema, &isSound)
        }
      }
      call.arguments[call.arguments.count - 1] = closure
      rows.kind = .standard(call)
    default: checkColumns(of: rows, schema, &isSound)
    }
  }

  private func rewriteRow(_ row: inout Expression, _ schema: SchemaID, _ isSound: inout Bool) {
    guard case .map(var entries) = row.kind else { return checkRows(row, schema, &isSound) }
    for place in entries.indices {
      guard let entry = entry(entries[place], of: schema) else {
        isSound = false
        return
      }
      entries[place] = entry
    }
    row.kind = .map(entries)
  }
}

/// What the closure of a standard function gives: a row of the list, or several.
private enum MakingRows {
  case row, rows

  init?(_ function: StandardFunction) {
    switch function.template.prefix(while: { $0 != "(" }) {
    case "Enum.map": self = .row
    case "Enum.flat_map": self = .rows
    default: return nil
    }
  }
}

extension StandardFunction {
  /// Its closure makes rows of something else.
  var makesRows: Bool { MakingRows(self) != nil }
}

extension Expression {
  /// The rows of a list, or of what `map` makes, that stand in the source as maps.
  func forEachRow(_ visit: ([MapEntry], Span) -> Void) {
    switch kind {
    case .map(let entries): visit(entries, span)
    case .list(let rows): for row in rows { row.forEachRow(visit) }
    case .binary(.append, let left, let right), .conditional(_, let left, let right):
      left.forEachRow(visit)
      right.forEachRow(visit)
    case .standard(let call):
      guard MakingRows(call.function) != nil, var closure = call.arguments.last else { return }
      closure.mapResults { $0.forEachRow(visit) }
    default: return
    }
  }

  /// Changes what a closure gives, wherever it does; nothing where this is none.
  mutating func mapResults(_ change: (inout Expression) -> Void) {
    guard case .closure(var closure) = kind else { return }
    closure.body.mapResults(change)
    kind = .closure(closure)
  }
}

extension Block {
  fileprivate mutating func mapResults(_ change: (inout Expression) -> Void) {
    for index in statements.indices {
      switch statements[index] {
      case .return(var value):
        change(&value)
        statements[index] = .return(value)
      case .if(var value):
        value.then.mapResults(change)
        value.otherwise?.mapResults(change)
        statements[index] = .if(value)
      case .switch(var value):
        for branch in value.cases.indices { value.cases[branch].body.mapResults(change) }
        statements[index] = .switch(value)
      case .for(var loop):
        loop.body.mapResults(change)
        statements[index] = .for(loop)
      case .while(var loop):
        loop.body.mapResults(change)
        statements[index] = .while(loop)
      default: continue
      }
    }
  }
}
